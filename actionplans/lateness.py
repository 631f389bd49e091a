"""When an action is late, and how that is said: pure functions of dates.

Lateness is computed and stands beside the status a lead gave, never in its place. A
recurring or undated timescale never becomes late.
"""

from calendar import monthrange

DATED = ("by", "at", "milestone")


def is_overdue(latest, *, kind, completed_on, is_finished, today):
    """Whether the last day has passed on something that is still to be done."""
    return (
        latest is not None and kind in DATED and completed_on is None and not is_finished and latest < today
    )


def overdue_words(latest, today):
    """How late something due on `latest` is: "Overdue by 2 months"; "" while it is not.

    Whole months are counted, a month running to the same day of the next or to its last
    day; less than one is said in days, two years and more in years.
    """
    if latest is None or latest >= today:
        return ""
    months = whole_months(latest, today)
    if months < 1:
        return f"Overdue by {count((today - latest).days, 'day')}"
    if months < 24:
        return f"Overdue by {count(months, 'month')}"
    return f"Overdue by {count(months // 12, 'year')}"


def whole_months(start, end):
    """How many whole months lie between two days."""
    months = (end.year - start.year) * 12 + end.month - start.month
    is_last_day = end.day == monthrange(end.year, end.month)[1]
    return months - (end.day < start.day and not is_last_day)


def count(number, noun):
    """1 day, 2 days."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

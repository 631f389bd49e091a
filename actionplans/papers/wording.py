"""How an answer, a timescale, a name or a delay reads in print. Pure functions.

Whoever compares a plan with a paper of ours that comes back asks these as well, so that what was
printed from a row is known again as that row.
"""

from datetime import date

# What a person is taken to have written for an answer that needs no words.
ANSWERS = {
    "nothing_to_report": "Nothing to report",
    "carried_forward": "Carried forward",
    "stopped": "Stopped",
}


def answer(kind, words, same_as=""):
    """The words of an answer. `kind` is an `Update.Answer`, `same_as` the reference it points at.

    >>> answer("stopped", "the scheme closed in May")
    'Stopped: the scheme closed in May'
    """
    words = words.strip()
    opening = f"Same as {same_as or 'another action'}" if kind == "same_as" else ANSWERS.get(kind, "")
    if not opening or words.casefold().startswith(opening.split(" another")[0].casefold()):
        return words
    return f"{opening}: {words}" if words else f"{opening}."


def timescale(words, before):
    """The words of a timescale, with those it replaces unless it says them itself."""
    if not before or before.casefold() in words.casefold():
        return words
    return f"{words} (revised from {before})"


def name(contributor, qualifier="", words=""):
    """A contributor as printed: the paper's own words, else the name and its half in brackets."""
    if words:
        return words
    return f"{contributor} ({qualifier})" if qualifier else contributor


def overdue(latest, *, today):
    """How long ago the last day passed: "Overdue by 2 months".

    >>> overdue(date(2026, 8, 31), today=date(2026, 11, 6))
    'Overdue by 2 months'
    """
    months = (today.year - latest.year) * 12 + today.month - latest.month
    # The 31st has no fellow in a short month: a month has passed when its last day has.
    if today.day < latest.day and not _is_last_of_month(today):
        months -= 1
    if months < 1:
        return f"Overdue by {_counted((today - latest).days, 'day')}"
    return f"Overdue by {_counted(months, 'month') if months < 24 else _counted(months // 12, 'year')}"


def listed(words):
    """One, two and three."""
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def day(on):
    """A day as a committee paper writes it: 6 November 2026."""
    return f"{on.day} {on:%B %Y}"


def _counted(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _is_last_of_month(on):
    return date.fromordinal(on.toordinal() + 1).month != on.month

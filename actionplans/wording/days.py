"""Single days in words, and stretches from day to day, in UK order: each as what can be read of it."""

import re
from datetime import date, timedelta

from . import months

_DAY = r"(?P<day>\d{1,2})\s?(?:st|nd|rd|th|ain|af|il|ydd|fed|eg)?"


def day(year, month, number, words=""):
    """A reading of one day, or of none with a sentence saying why there is no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None, None, "none", impossible(year, month, number, words)
    return found, found, "day", ""


def impossible(year, month, number, words):
    """Why there is no such day: "September has 30 days"."""
    if month > 12 and number <= 12:
        return f"“{words}” is no date in the order day, month, year; it may be written month first."
    if not 1 <= month <= 12:
        return f"“{words}” names a month that does not exist."
    days = months.last_day(year, month).day
    if number == 0:
        return f"“{words}” names a day that does not exist."
    return f"{months.name(month)} {f'{year} ' if month == 2 else ''}has {days} days, so “{words}” is no date."


def _iso(match, _):
    return day(int(match["year"]), int(match["m"]), int(match["day"]), match[0].strip())


def _numeric(match, _):
    year = months.full_year(match["year"])
    return day(year, int(match["m"]), int(match["day"]), match[0].strip()) if year else None


_AFTER_MONTH = re.compile(rf"\b{months.MONTH}\b\.?\s*[-–'’]?\s*$", re.IGNORECASE)


def _named_day(match, _):
    year, month = months.full_year(match["year"]), months.number(match["month"])
    # In "Oct-25 / Mar-26" the first figure is a year.
    if not year or _AFTER_MONTH.search(match.string[: match.start()]):
        return None
    return day(year, month, int(match["day"]), match[0].strip())


def _week(match, starts):
    weekly, year = match[0].casefold(), months.full_year(match["year"])
    if not year:
        return None
    month = months.number(match["month"]) if match["month"] else int(match["m"])
    number = int(match["day"] or match["d"])
    earliest, latest, precision, flaw = day(year, month, number, match[0])
    if flaw:
        return None, None, "none", flaw
    if re.match(r"w\s?/?\.?\s?e\b|week\s+ending", weekly):
        return earliest - timedelta(days=6), latest, "day", ""
    return earliest, latest + timedelta(days=6), "day", ""


def _days_of_month(match, _):
    year, month = months.full_year(match["year"]), months.number(match["month"])
    if not year:
        return None
    first, _, _, flaw = day(year, month, int(match["day"]), match[0])
    last, _, _, other = day(year, month, int(match["day2"]), match[0])
    if flaw or other or last < first:
        return None, None, "none", flaw or other or f"“{match[0]}” ends before it begins."
    return first, last, "day", ""


def _days_of_two_months(match, _):
    year = months.full_year(match["year"])
    if not year or _AFTER_MONTH.search(match.string[: match.start()]):
        return None
    first, last, precision, flaw = _between(
        day(year, months.number(match["month1"]), int(match["day1"]), match[0]),
        day(year, months.number(match["month"]), int(match["day"]), match[0]),
        match[0],
    )
    if first and re.search(r"\band\b|[&/]", match[0], re.IGNORECASE):
        flaw = f"“{match[0].strip()}” names two days; they were kept together."
    return first, last, precision, flaw


def _between(first, last, words):
    """From the start of one reading to the end of another, where both are dates in order."""
    flaw = first[3] or last[3]
    if flaw:
        return None, None, "none", flaw
    if last[1] < first[0]:
        return None, None, "none", f"“{words}” ends before it begins."
    return first[0], last[1], last[2], ""


def _open_day(match, _):
    if int(match["day"]) > 31:
        return None
    return None, None, "none", f"“{match[0].strip()}” has no year."


_WEEKDAY = r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?,?\s+)?"


def _compiled(pattern):
    return re.compile(pattern, re.IGNORECASE)


# What a day looks like, the longest first, and what reads it.
PATTERNS = (
    (
        _compiled(
            r"(?<![\d/-])(?P<year>(?:19|"
            r"20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|"
            r"[+-]\d\d:?\d\d)?)?(?![\d/-])"
        ),
        _iso,
    ),
    (_compiled(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)/(?P<m>\d\d?)/(?P<day>\d\d?)(?![\d/-])"), _iso),
    (
        _compiled(
            rf"\b(?:w\s?/\s?[ce]|w\.?[ce]\.?|week\s+(?:commencing|beginning|ending))\s*:?\s*{_WEEKDAY}"
            rf"(?:(?P<d>\d\d?)[./-](?P<m>\d\d?)[./-]|{_DAY}\s+(?P<month>{months.MONTH})\b,?\s*){months.YEAR}"
        ),
        _week,
    ),
    (
        _compiled(
            r"(?<![\d./-])(?P<day>\d\d?)\s?(?P<sep>[./-])\s?(?P<m>\d\d?)\s?(?P=sep)\s?(?P<year>\d{4}|"
            r"\d\d)(?![\d%]|[./-]\d)(?:\s+\d\d?:\d\d(?::\d\d)?)?"
        ),
        _numeric,
    ),
    (
        _compiled(
            rf"\b(?P<day1>\d\d?)\s?(?:st|nd|rd|"
            rf"th)?\s+(?P<month1>{months.MONTH})\b\.?{months.DASH}{_DAY}\s+{months.NAMED},?\s*{months.YEAR}"
        ),
        _days_of_two_months,
    ),
    (
        _compiled(
            rf"\b{_DAY}{months.DASH}(?P<day2>\d\d?)\s?(?:st|nd|rd|th)?\s+(?:of\s+)?{months.NAMED},?\s*{months.YEAR}"
        ),
        _days_of_month,
    ),
    (
        _compiled(rf"(?<![\d/.]){_DAY}\s*(?:of\s+|o\s+)?[-/ ]?\s*{months.NAMED}\s*[-/,]?\s*{months.YEAR}"),
        _named_day,
    ),
    (
        _compiled(rf"\b{months.NAMED}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)"),
        _named_day,
    ),
)
WITHOUT_YEAR = (_compiled(rf"(?<![\d/.]){_DAY}\s+(?:of\s+)?{months.NAMED}(?!\s*['’]?\d)"), _open_day)

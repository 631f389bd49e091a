"""The years that a title says a plan is for."""

import re
from datetime import date

from ..recognising.found import Period
from . import days, months

_YEARS = re.compile(
    r"(?<![\d/.-])(?P<first>(?:19|20)\d\d)\s?(?P<between>/|-|–|—|\bto\b|\band\b)\s?(?P<last>(?:19|"
    r"20)?\d\d)(?![\d/%]|[-–]\d)",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"\b(?:(?P<day1>\d\d?)(?:st|nd|rd|th)?\s+)?(?P<month1>{months.MONTH})\b\.?,?\s*(?P<year1>(?:19|"
    rf"20)\d\d)?\s*(?:-|–|—|\bto\b|\buntil\b)\s*"
    rf"(?:(?P<day2>\d\d?)(?:st|nd|rd|th)?\s+)?(?P<month2>{months.MONTH})\b\.?,?\s*(?P<year2>(?:19|"
    rf"20)\d\d)(?!\d)",
    re.IGNORECASE,
)


def find(words, *, year_starts_in=4):
    """The `Period` named in a title, its words as written, or None where none is named plainly."""
    text = words or ""
    named = _MONTHS.search(text)
    period = _of_months(named) if named else None
    if period:
        return period
    for match in _YEARS.finditer(text):
        period = _of_years(match, text, year_starts_in)
        if period:
            return period
    return None


def _of_months(match):
    last_year = int(match["year2"])
    first, last = months.number(match["month1"]), months.number(match["month2"])
    first_year = int(match["year1"]) if match["year1"] else last_year - (last < first)
    start = _day(first_year, first, match["day1"]) or months.first_day(first_year, first)
    end = _day(last_year, last, match["day2"]) or months.last_day(last_year, last)
    return Period(match[0].strip(), start, end) if start < end else None


def _day(year, month, number):
    if not number:
        return None
    return days.day(year, month, int(number))[0]


def _of_years(match, text, starts):
    begin, last = months.full_year(match["first"]), match["last"]
    end = months.full_year(last if len(last) == 4 else match["first"][:2] + last)
    if not begin or not end or not begin < end <= begin + 20:
        return None
    starts = _said_start(text, starts)
    # "2024/25" and "2024-25" are one year of twelve months; "2024-28" runs to the end of the year that ends
    # in 2028, which in a calendar year is the whole of it.
    if starts == 1:
        return Period(match[0], date(begin, 1, 1), date(end, 12, 31))
    return Period(match[0], *months.span(begin, starts, (end - begin) * 12))


def _said_start(text, starts):
    if re.search(r"\bacademic\b|\bacademaidd\b", text, re.IGNORECASE):
        return starts if starts in (8, 9) else 9
    if re.search(r"\bfinancial year\b|\bariannol\b", text, re.IGNORECASE):
        return 4
    if re.search(r"\bcalendar year\b", text, re.IGNORECASE):
        return 1
    return starts

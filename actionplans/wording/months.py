"""The months, seasons and counting words of English and Welsh, and the days they begin and end on."""

import calendar
import re
from datetime import date

from papers.months import ENGLISH, WELSH

NAMES = (ENGLISH, WELSH)
SHORT = {
    **{
        name: n
        for n, name in enumerate(
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
        )
    },
    "sept": 9,
    "febr": 2,
    "ion": 1,
    "chwe": 2,
    "chwef": 2,
    "maw": 3,
    "ebr": 4,
    "meh": 6,
    "gorff": 7,
    "hyd": 10,
    "tach": 11,
    "rhag": 12,
}
# Welsh softens a name after "o" and "i": "o Fai i Fedi".
SOFTENED = {
    "fawrth": 3,
    "fai": 5,
    "fehefin": 6,
    "orffennaf": 7,
    "fedi": 9,
    "dachwedd": 11,
    "ragfyr": 12,
}
NUMBER = (
    {name.casefold(): n for names in NAMES for n, name in enumerate(names, 1)}
    | SHORT
    | SOFTENED
    | {"febuary": 2, "febraury": 2, "spetember": 9, "septmber": 9, "novemeber": 11, "decemeber": 12}
)
MONTH = r"(?:" + "|".join(sorted(NUMBER, key=len, reverse=True)) + r")"
NAMED = rf"(?P<month>{MONTH})\b\.?"
YEAR = r"(?P<year>\d{4}|['’‘]?\d{2})(?![\d/%]|\.\d|\s*%)"
DASH = r"\s*(?:-|–|—|to|until|till|through to|and|&|/|i|hyd at)\s*"

SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "gwanwyn": (3, 5),
    "haf": (6, 8),
}
WINTERS = ("winter", "gaeaf")


def number(word):
    """The month's number from 1 of a name in full, short or softened, or None."""
    return NUMBER.get(re.sub(r"[^a-z]", "", word.casefold()))


def first_day(year, month):
    """The first day of a month."""
    return date(year, month, 1)


def last_day(year, month):
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def span(year, month, months):
    """The first and last day of so many months from this one."""
    later = month - 1 + months - 1
    return first_day(year, month), last_day(year + later // 12, later % 12 + 1)


def full_year(words):
    """2024 for "2024", "24" or "'24"; None for a year no paper here could mean."""
    figures = re.sub(r"\D", "", words)
    year = int(figures) if figures else 0
    if len(figures) == 2:
        year += 2000 if year < 80 else 1900
    return year if 1950 <= year <= 2099 else None


def name(month):
    """The English name of a month's number."""
    return NAMES[0][month - 1]

"""Which reporting round a heading names: "October 2018 Update" is 2018-10."""

import re
from datetime import date

from ..recognising.found import RoundFound
from . import dates, months, parts_of_years

UPDATES = re.compile(
    r"\b(updates?|progress|position|status|rag|brag|bragg?|review|report(?:ed|ing)?|commentary|comments?|"
    r"round|outturn|diweddariad\w*|ddiweddariad|cynnydd|gynnydd|statws|adroddiad)\b",
    re.IGNORECASE,
)
TARGETS = re.compile(
    r"\b(target|due|by when|deadline|planned|baseline|forecast|budget|timescale|objectives?)\b", re.I
)
_QUARTER = re.compile(r"\b(?:q|qtr|quarter|chwarter|ch)\.?\s*([1-4])\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(mid[- ]?year|year[- ]?end|end[- ]of[- ]year|half[- ]year|canol blwyddyn)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:(\d{1,2})[- ]months?|(?:update|review|round|progress)\s*(?:no\.?|number)?\s*(\d{1,2}))\b", re.I
)
_MONTH_ALONE = re.compile(rf"\b({months.MONTH})\b", re.IGNORECASE)


def says_update(words):
    """Whether the words speak of an update, progress or status at all."""
    return bool(UPDATES.search(words))


def read(words):
    """The `RoundFound` that the words of a heading name, or None.

    A month with its year is a round by itself; a quarter, a year or a count ("6 month update") is
    one only where the words speak of an update.
    """
    kept = words.strip()
    key = _key(" ".join(words.split()))
    return RoundFound(key, kept) if key else None


def _key(words):
    if not words or len(words) > 90 or TARGETS.search(words):
        return None
    found = [mention for mention in dates.mentions(words) if mention.earliest]
    if any(mention.flaw for mention in found):
        return None
    if len(found) > 1:
        return _spanning_key(words, found)
    mention = found[0] if found else None
    if mention and mention.precision in ("day", "month") and _stands_alone(words, mention):
        return f"{mention.earliest:%Y-%m}" if _one_month(mention) else None
    if mention and mention.precision == "quarter":
        return _quarter_key(words, mention)
    if not says_update(words):
        return None
    if mention and mention.precision == "year":
        return _year_key(words, mention)
    if mention:
        return None
    return _key_without_year(words)


def _stands_alone(words, mention):
    """A date in a heading names a round only where little else is said, or an update is."""
    rest = (words[: mention.start] + words[mention.end :]).strip(" -–—:,.()[]")
    return says_update(words) or not rest


def _one_month(mention):
    return (mention.earliest.year, mention.earliest.month) == (mention.latest.year, mention.latest.month)


def _spanning_key(words, found):
    """ "Q2 update (July - September 2024)" names one quarter; two other dates name no round."""
    quarters = [mention for mention in found if mention.precision == "quarter"]
    if len(quarters) == 1 and says_update(words):
        return _quarter_key(words, quarters[0])
    return None


def _quarter_key(words, mention):
    number = _QUARTER.search(words)
    years = parts_of_years.FINANCIAL_YEAR.search(words)
    if not (number and years):
        return None
    start = months.full_year(years["first"])
    return f"{start}-{(start + 1) % 100:02d}-q{number[1]}"


def _year_key(words, mention):
    first, last = mention.earliest.year, mention.latest.year
    year = str(first) if first == last else f"{first}-{last % 100:02d}"
    part = _PART.search(words)
    quarter = _QUARTER.search(words)
    if quarter:
        return f"{year}-q{quarter[1]}"
    return f"{year}-{_hyphenated(part[1])}" if part else year


def _key_without_year(words):
    quarter, part = _QUARTER.search(words), _PART.search(words)
    month, counted = _MONTH_ALONE.search(words), _COUNTED.search(words)
    if quarter:
        return f"q{quarter[1]}"
    if part:
        return _hyphenated(part[1])
    if month and len(month[1]) > 2:
        return months.name(months.number(month[1])).casefold()
    if counted:
        return f"{counted[1]}-month" if counted[1] else f"update-{counted[2]}"
    return None


def _hyphenated(words):
    return re.sub(r"[^a-z]+", "-", words.casefold())


def held_in(key):
    """The first day of the month a round reports on, where its key says: "2018-10", "2024-25-q2"."""
    month = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", key)
    if month:
        return date(int(month[1]), int(month[2]), 1)
    quarter = re.fullmatch(r"(\d{4})-\d{2}-q([1-4])", key)
    if not quarter:
        return None
    last = {"1": (0, 6), "2": (0, 9), "3": (0, 12), "4": (1, 3)}[quarter[2]]
    return date(int(quarter[1]) + last[0], last[1], 1)

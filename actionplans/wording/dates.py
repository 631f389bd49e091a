"""Finding the dates that stand in words, in UK order, each with the first and last day it can mean."""

from dataclasses import dataclass
from datetime import date

from . import days, parts_of_years

# The longest reading first; a day without a year and a year by itself are what is left.
_PATTERNS = (*days.PATTERNS, *parts_of_years.PATTERNS, days.WITHOUT_YEAR, parts_of_years.YEAR_ALONE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in words: where it stands, the days it spans, how precise it is, and what is wrong with it."""

    start: int
    end: int
    words: str
    earliest: date | None
    latest: date | None
    precision: str
    flaw: str = ""


def mentions(words, *, year_starts_in=4):
    """Every date in the words, left to right; the longest reading of a place wins."""
    found: list = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(words):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            reading = read(match, year_starts_in)
            if reading:
                earliest, latest, precision, flaw = reading
                found.append(
                    Mention(match.start(), match.end(), match[0].strip(), earliest, latest, precision, flaw)
                )
    return sorted(found, key=lambda mention: mention.start)

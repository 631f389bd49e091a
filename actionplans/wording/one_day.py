"""One day, typed into a field in any of the ways that people in the UK write it. Pure."""

import re

from . import dates

EARLIEST, LATEST = 1990, 2099
LONGEST = 100
HINT = "For example 6 November 2026."
# Three figures with spaces between, which stand for a day only where a day is asked for.
_FIGURES = re.compile(r"^(\d{1,2}) (\d{1,2}) (\d{2}|\d{4})$")
# What may stand beside the day: "on Tuesday 14 July 2026."
_BESIDE = re.compile(
    r"(?:\b(?:on|the|of|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)\b|[\s.,])*",
    re.IGNORECASE,
)


def one_day(words):
    """(the day meant, "") or (None, a sentence saying how to write it). (None, "") for no words."""
    kept = _FIGURES.sub(r"\1.\2.\3", " ".join(words[: LONGEST + 1].split()))
    if not kept:
        return None, ""
    found = dates.mentions(kept)
    if len(found) != 1 or len(kept) > LONGEST or not _BESIDE.fullmatch(_beside(kept, found[0])):
        return None, f"Write one day and nothing else. {HINT}"
    day = found[0]
    if day.flaw.endswith("has no year."):
        return None, f"Write the year as well. {HINT}"
    if day.flaw:
        return None, f"Write a day that there is: {day.flaw}"
    if day.precision != "day" or day.earliest != day.latest:
        return None, f"Write the day as well as the month and year. {HINT}"
    if not EARLIEST <= day.latest.year <= LATEST:
        return None, f"Check the year: this was read as {day.latest.year}."
    return day.latest, ""


def _beside(words, mention):
    return words[: mention.start] + words[mention.end :]

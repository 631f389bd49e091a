"""One day, typed into a field in any of the ways that people in the UK write it. Pure."""

import re

from . import dates

EARLIEST, LATEST = 1990, 2099
# What may stand beside a date that is typed by itself: "on Tuesday 14 July 2026."
_BESIDE = re.compile(
    r"(?:\b(?:on|the|of|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|[\s.,])*",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"^(\d{1,2}) (\d{1,2}) (\d{2}|\d{4})$")
LONGEST = 100
EXAMPLE = "Write the day as 14 July 2026 or 14/7/2026."


def one_day(words):
    """(the day meant, "") or (None, a sentence saying how to write it). Both empty for no words."""
    kept = _FIGURES.sub(r"\1.\2.\3", " ".join(words[:LONGEST].split()))
    if not kept:
        return None, ""
    found = [each for each in dates.mentions(kept) if each.precision == "day" or each.flaw]
    if len(found) != 1:
        return None, f"{EXAMPLE} One day is needed, with its year: “{kept[:80]}” was not understood."
    day, beside = found[0], kept[: found[0].start] + kept[found[0].end :]
    if day.flaw:
        return None, f"{EXAMPLE} {day.flaw}"
    if day.earliest != day.latest or not _BESIDE.fullmatch(beside):
        return None, f"{EXAMPLE} One day is needed and nothing else: “{kept[:80]}” was not understood."
    if not EARLIEST <= day.latest.year <= LATEST:
        return None, f"Check the year: “{kept[:80]}” was read as {day.latest.year}."
    return day.latest, ""

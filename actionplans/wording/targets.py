"""Numbers that an aim or a timescale sets as targets: "48.0% by 2012", "by 1.5% per annum"."""

import re

from ..recognising.found import TargetFound

_NUMBER = r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d/])"
_UNIT = r"\s?(?P<unit>%|per\s?cent(?!age)|percentage points?|p\.?p\.?(?=\W|$)|points?\b)"
_YEARLY = r"(?P<yearly>\s*(?:per annum|p\.?\s?a\.?(?=\W|$)|per year|a year|each year|every year|year on year|annually|y flwyddyn))"

# A year with its value, either way round, and nothing but brackets or a small word between.
_YEAR_FIRST = re.compile(
    rf"(?<![\d/.-])(?:(?:by|in)\s+)?(?:(?:march|april|december|september)\s+)?{_YEAR}\s*(?:[:=–-]|\(|"
    rf"target:?)?\s*{_NUMBER}{_UNIT}\s*\)?",
    re.IGNORECASE,
)
_VALUE_FIRST = re.compile(
    rf"(?<![\d.,£$€]){_NUMBER}{_UNIT}\s*(?:\(|by|in|for|at|from)\s*(?:the end of\s+|end of\s+|"
    rf"end\s+)?(?:(?:january|february|march|april|may|june|july|august|september|october|november|"
    rf"december)\s+)?{_YEAR}\)?",
    re.IGNORECASE,
)
_A_YEAR = re.compile(rf"(?<![\d.,£$€]){_NUMBER}{_UNIT}{_YEARLY}", re.IGNORECASE)
_AIM = re.compile(
    rf"\b(?P<lead>(?:increase[sd]?|reduce[sd]?|decrease[sd]?|raise[sd]?|improve[sd]?|rise|fall|"
    rf"grow)\b[^.;%\n]{{0,80}}?\b(?P<how>by|to)"
    rf"|(?:at least|more than|less than|fewer than|under|over|below|above|up to|minimum of|"
    rf"no more than|not less than|target(?: of)?:?))\s+{_NUMBER}{_UNIT}(?!\s*(?:discount|pay rise))",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:currently|was|were|is|are|has been|had|stood at|stands at|already|compared)\s*$", re.IGNORECASE
)


def find(words):
    """The targets that the words state, in order, each with the words that state it.

    Only a figure with a unit, tied to a year, to "a year" or to an aim ("at least", "increase … by"), is a target.
    """
    taken: list = []
    found: list = []
    for pattern in (_A_YEAR, _YEAR_FIRST, _VALUE_FIRST, _AIM):
        for match in pattern.finditer(words or ""):
            if any(match.start("value") < end and start < match.end() for start, end in taken):
                continue
            if _CLAIM.search(words[: match.start()]):
                continue
            taken.append((match.start("value"), match.end()))
            found.append((match.start(), _target(match)))
    return tuple(target for _, target in sorted(found, key=lambda pair: pair[0]))


def _target(match):
    named = match.re.groupindex
    year = int(match["year"]) if "year" in named else None
    return TargetFound(
        value=float(match["value"].replace(",", "")),
        unit=_unit(match, named),
        year=year,
        words=" ".join(match[0].split()),
    )


def _unit(match, named):
    if match["unit"].casefold().startswith(("p.p", "pp", "point", "percentage")):
        return "points"
    return "per_cent_a_year" if "yearly" in named else "per_cent"

"""Dated additions inside an update cell: what was said in the round, and what was added later, each with its day."""

import re

from ..recognising.found import AddendumFound
from . import dates, days, months

_MONTH = months.MONTH
_DAY = rf"(?:\d\d?\s?[./-]\s?\d\d?\s?[./-]\s?(?:\d{{4}}|\d\d)|\d{{4}}-\d\d-\d\d|\d\d?\s?(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b\.?,?\s+['’]?(?:\d{{4}}|\d\d)(?!\d)|\d\d?[-/]{_MONTH}[-/](?:\d{{4}}|\d\d))"
_MONTHLY = rf"{_MONTH}\b\.?,?\s*[-/]?\s*['’]?(?:\d{{4}}|\d\d)(?!\d)"
_NO_YEAR = rf"\d\d?\s?(?:st|nd|rd|th)?\s+{_MONTH}\b\.?"
_WORD = r"(?:(?:further|additional|latest|later|recent|new|progress|interim)\s+)?(?:updated?|addition|addendum|added|note|diweddariad|diweddarwyd)"
_MARK = r"\s*(?:[-–—:]+|\.(?=\s)|(?=\n))"
# Longest first. `mark` is what makes a date a marker rather than a part of a sentence.
_STYLES = (
    # Update 23.04.19 - … · Update on 22.05.19 - … · Updated: 3 May 2024 … · UPDATE (3 May 2024): …
    rf"(?P<a>{_WORD}\s*(?:on|at|as at|as of|as on|for|to|from|:|-|–)?\s*[(\[]?(?:{_DAY}|{_MONTHLY}|"
    rf"{_NO_YEAR})[)\]]?{_MARK})",
    # 3 May 2024 update: …
    rf"(?P<b>(?:{_DAY}|{_MONTHLY}|{_NO_YEAR})\s+(?:update|addition|addendum|diweddariad){_MARK})",
    # [12/03/25] …  (12/03/25): …
    rf"(?P<c>\[\s*(?:{_DAY}|{_MONTHLY})\s*\]\s*(?:[-–—:])?|\((?:{_DAY})\)\s*[-–—:])",
    # 14.06.19 - …
    rf"(?P<d>(?:{_DAY})\s*(?:[-–—:](?!\s*(?:{_DAY}|\d))))",
    # May 2024: …
    rf"(?P<e>(?:{_MONTHLY})\s*(?::|[-–—](?=\s)(?!\s*(?:{_MONTHLY}|\d|{_MONTH}\b))))",
)
_ALONE = re.compile(
    rf"(?:^|\n)[ \t]*(?P<f>\*{{0,2}}(?:{_WORD}\s*[-–:]?\s*)?(?:{_DAY}|"
    rf"{_MONTHLY}){{1}}\s*:?\*{{0,2}})[ \t]*(?=\n)",
    re.IGNORECASE,
)
# A marker opens the cell, a line, or a sentence of its own.
_OPENS = r"(?:^|(?<=\n)|(?<=[.!?;:)\]”\"'’]\s)|(?<=[.!?;:)\]”\"'’]\s\s)|(?<=[.!?;:)\]”\"'’]\n))[ \t]*"
_MARKER = re.compile(rf"{_OPENS}\*{{0,2}}(?:{'|'.join(_STYLES)})\*{{0,2}}", re.IGNORECASE)
_IN_TEXT = re.compile(
    rf"(?<=\s)(?P<g>(?:UPDATE|Update|Further update|Additional update|Diweddariad)\s*(?:on|at|as at|"
    rf"as of|:|-|–)?\s*[(\[]?(?:{_DAY})[)\]]?\s*[-–—:]+)"
)


def split(words, *, held_in=None):
    """(body, additions): what stands before the first dated addition, and each addition with its marker as written.

    The body, the markers and the texts make up the same words again. `held_in`, the first day of the round's month,
    gives the year to a marker that has none; a marker with a month alone has no day.
    """
    text = words or ""
    markers = _markers(text)
    if not markers:
        return text.strip(), ()
    body = text[: markers[0][0]].strip()
    ends = [start for start, _ in markers[1:]] + [len(text)]
    additions = []
    for (start, end), until in zip(markers, ends, strict=True):
        marker = text[start:end].strip()
        additions.append(AddendumFound(_day(marker, held_in), marker, text[end:until].strip()))
    return body, tuple(additions)


def _markers(text):
    """Where each marker begins and ends, in order, none inside another."""
    spans: list = []
    for pattern in (_MARKER, _IN_TEXT, _ALONE):
        for match in pattern.finditer(text):
            start, end = _span(match)
            if start < end and not any(
                start < other_end and other_start < end for other_start, other_end in spans
            ):
                spans.append((start, end))
    return sorted(spans)


def _span(match):
    """A marker without the space before it; a date alone on a line ends with its line."""
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return start, match.end()


def _day(marker, held_in):
    for mention in dates.mentions(marker):
        if mention.precision == "day" and mention.earliest == mention.latest:
            return mention.earliest
        if mention.precision != "none":
            return None
    without = re.search(rf"(\d\d?)\s?(?:st|nd|rd|th)?\s+({_MONTH})\b", marker, re.IGNORECASE)
    if not without or not held_in:
        return None
    return _nearest(int(without[1]), months.number(without[2]), held_in)


def _nearest(number, month, held_in):
    """The day of that name nearest to the round."""
    years = (held_in.year - 1, held_in.year, held_in.year + 1)
    found = [day for year in years if (day := days.day(year, month, number)[0])]
    return min(found, key=lambda day: abs((day - held_in).days), default=None)

"""A table without headings whose rows say themselves what they are: "Action 1", what, who, by when.

Only a table in which every row opens with a reference is read so, and a person is asked to look at it.
"""

import re
from collections.abc import Sequence

from papers.reading.paper import Row, Table

from ..wording import kinds, refs, timescales
from .cells import filled, flat
from .columns import Column, Heads

_NUMBERED = re.compile(
    r"^(?:key\s+)?(?:action|task|measure|gweithred)\s*\d+(?:\.\d+)*[a-z]?\s*[:.)]?$", re.IGNORECASE
)
FEWEST = 3  # columns that a table of actions has at the least
LONGEST_NAME = 80
SMALL = frozenset(["and", "of", "the", "for", "in", "on", "to", "with", "a", "y", "yr", "o", "i"])


def columns_of(table: Table) -> Heads | None:
    """The columns as their cells tell them, or None where the rows do not open with references."""
    rows = [row for row in table.rows if len(filled(row)) >= FEWEST]
    if not rows or any(not _opens_with_reference(row) for row in rows):
        return None
    first = filled(rows[0])[0].column
    places = sorted({cell.column for row in rows for cell in row.cells if cell.column > first})
    meanings = {place: _meaning(_texts(rows, place)) for place in places}
    told = [place for place in places if meanings[place] == "words"]
    if not told or not {"timescale", "lead"} & set(meanings.values()):
        return None
    meanings[told[0]] = "action"
    dated = [place for place in places if meanings[place] == "timescale"]
    if len(told) == 2 and dated and told[1] > dated[-1]:
        meanings[told[1]] = "update"
    known = [Column(first, 1, f"Column {first}", "ref", certainty=0.5)]
    for place in places:
        meaning = meanings[place]
        known.append(
            Column(place, 1, f"Column {place}", None if meaning == "words" else meaning, certainty=0.5)
        )
    return Heads(-1, -1, tuple(known))


def _opens_with_reference(row: Row) -> bool:
    words = flat(filled(row)[0].text)
    return bool(_NUMBERED.match(words)) or refs.is_ref(words)


def _texts(rows: Sequence[Row], place: int) -> list[str]:
    cells = (row.at(place) for row in rows)
    return [cell.text.strip() for cell in cells if cell and cell.text.strip()]


def _meaning(texts: Sequence[str]) -> str | None:
    """timescale, lead or words, by what the cells of a column mostly hold; None where they hold nothing."""
    if not texts:
        return None
    if 2 * sum(map(_is_timescale, texts)) > len(texts):
        return "timescale"
    if all(map(_may_be_names, texts)) and any(map(_is_someone, texts)):
        return "lead"
    return "words"


def _is_timescale(text: str) -> bool:
    read = timescales.read(flat(text)).timescale
    dated = read.latest is not None or read.kind == "recurring" or timescales.is_undated(text)
    return len(text) <= LONGEST_NAME and dated


def _may_be_names(text: str) -> bool:
    """Whether each line is short and written as names are: every word but the small ones with a capital."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    return (
        all(len(line) <= LONGEST_NAME and not line.rstrip().endswith(".") for line in text.split("\n"))
        and bool(words)
        and all(word[0].isupper() or word.casefold() in SMALL for word in words)
    )


def _is_someone(text: str) -> bool:
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return any(part and kinds.of(part, role="lead_officer") in ("person", "post") for part in parts)

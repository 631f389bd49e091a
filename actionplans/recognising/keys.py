"""The paper's own key: which statuses it uses and what each means, from heads, notes and small tables."""

from collections.abc import Sequence

from papers.reading.paper import Paper, Table

from ..wording import statuses
from .cells import filled, flat, folded
from .found import ScaleEntry
from .gathering import Gathered


def scale(paper: Paper, gathered: Gathered) -> tuple[tuple[ScaleEntry, ...], set[int]]:
    """The paper's key, and the numbers of the tables that were read for it."""
    texts = [head.text for head in paper.running_heads]
    texts += [paragraph.text for paragraph in gathered.front]
    texts += [words for words, _ in gathered.loose]
    found = list(statuses.read_legend(texts))
    used: set[int] = set()
    for table in gathered.keys:
        entries = [each for each in of_table(table) if all(each.words != other.words for other in found)]
        found.extend(entries)
        if entries and _tells_all(table, entries):
            used.add(table.number)
    return tuple(found), used


def _tells_all(table: Table, entries: Sequence[ScaleEntry]) -> bool:
    """Whether nothing stands in the table besides its key, so that none of its words has to wait."""
    told = folded(" ".join(f"{entry.words} {entry.explanation}" for entry in entries))
    return all(folded(cell.text) in told for row in table.rows for cell in filled(row))


def of_table(table: Table) -> tuple[ScaleEntry, ...]:
    """The key that a small table tells: a status or a coloured cell, and beside it what it means."""
    rows = [filled(row) for row in table.rows if filled(row)]
    if not 2 <= len(rows) <= 12 or table.columns > 6:
        return ()
    lines = []
    for row, cells in zip((row for row in table.rows if filled(row)), rows, strict=True):
        words = [flat(cell.text) for cell in cells]
        if len(words) == 1:
            colour = next((name for cell in row.cells if (name := statuses.colour_name(cell.fill))), None)
            words = [colour, *words] if colour and colour.casefold() not in words[0].casefold() else words
        lines.append(" = ".join(words[:2]) if len(words) > 1 else words[0])
    return _told(lines)


def _told(lines: Sequence[str]) -> tuple[ScaleEntry, ...]:
    entries = statuses.read_legend(lines)
    if len(entries) >= 2:
        return tuple(entries)
    pairs = [line.split(" = ", 1) for line in lines if " = " in line]
    known = [
        ScaleEntry(words, statuses.meaning(words), says) for words, says in pairs if statuses.meaning(words)
    ]
    named = {entry.words.casefold() for entry in known}
    return tuple(known) if len(named) == len(known) >= 2 and len(known) >= len(lines) / 2 else ()

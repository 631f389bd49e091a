"""What changed, marked in the paper itself: a word and a bar in each cell that is not as it was.

Rows are known by their address, columns by their key, so the same changes are marked in any layout.
"""

import re
from dataclasses import replace

from papers import phrases
from papers.document import Band, Blank, Cell, Document, Row, Table
from papers.writing.words import grid, parts_words

from ..comparing.alike import plain, words
from ..comparing.changes import Changes, RowChange

COMPARED_WITH = "Compared with"
# Where a word about the whole row stands: in the first of these columns that the paper has.
NAMING = ("action", "recommendation", "outcome", "ref")
OF_THE_ROW = (phrases.NEW_ACTION, phrases.NEW_ROW, phrases.MOVED)
_BEFORE = re.compile(r"^(?:\d+\. |Recommendation(?: [^:]*)?: )")


def marked(document: Document, changes: Changes) -> Document:
    """The paper with a change word in each cell and band that changed, and a line that says since when."""
    blocks = tuple(_table(one, changes) if isinstance(one, Table) else one for one in document.blocks)
    return replace(
        document,
        blocks=blocks,
        notes=(phrases.WHAT_THE_BAR_MEANS.format(changes.was_words), *document.notes),
        facts=(*document.facts, (COMPARED_WITH, changes.was_words)),
    )


def _table(table: Table, changes: Changes) -> Table:
    keys = [column.key for column in table.columns]
    marks = {key: _in_columns(change, keys) for key, change in changes.rows.items()}
    placed = grid(table)
    bands = _Bands(changes)
    rows: list[Band | Row] = []
    for number, (line, cells) in enumerate(placed):
        if isinstance(line, Band):
            rows.append(bands.marked(line))
        else:
            rows.append(_row(line, cells, keys, [_key(one) for one, _ in placed[number:]], marks))
    return replace(table, rows=tuple(rows))


def _key(line: Band | Row) -> str:
    """The address of a row within its publication; "" for a band, and for a row that has none."""
    if isinstance(line, Band):
        return ""
    return line.short.rpartition("/")[2] or line.anchor


def _in_columns(change: RowChange, keys: list[str]) -> dict[str, str]:
    """The change words of a row by those columns that the paper has."""
    found = {key: word for key, word in change.marks.items() if key in keys}
    for key, word in change.marks.items():
        if key in keys:
            continue
        if word in OF_THE_ROW:
            found.setdefault(next((one for one in NAMING if one in keys), keys[0]), word)
        elif key == "recommendation" and "action" in keys and not words(change.now.cells["action"]):
            # The action's column says the recommendation where that has no column of its own.
            found.setdefault("action", word)
    return found


def _row(row: Row, cells: list[Cell | None], keys: list[str], below: list[str], marks) -> Row:
    """One row, a word in each of its cells that changed. `below` are the rows from this one on, by their key."""
    if not any(key in marks for key in below[: max((cell.height for cell in row.cells), default=1)]):
        return row
    made = [
        _cell(cell, key, [marks[one] for one in below[: cell.height] if one in marks])
        for key, cell in zip(keys, cells, strict=True)
        if cell is not None
    ]
    return replace(row, cells=tuple(made[: len(row.cells)]))


def _cell(cell: Cell, key: str, changes: list[dict[str, str]]) -> Cell:
    """A cell with the word of the first row beside it in which it changed; one that only points upwards has none."""
    if cell.parts == (Blank(phrases.AS_ABOVE),):
        return cell
    word = next((marks[key] for marks in changes if key in marks), "")
    return replace(cell, change=word) if word else cell


class _Bands:
    """Marks the bands of one table in turn: a comment stands under its recommendation."""

    def __init__(self, changes: Changes):
        self._renamed = {plain(now) for _, now in changes.renamed}
        self._opened = {plain(one) for one in changes.opened}
        self._said = {
            _core(words(one.now.cells.get("recommendation", ()))): one for one in changes.rows.values()
        }
        self._over: RowChange | None = None

    def marked(self, band: Band) -> Band:
        word = self._word(band)
        return replace(band, change=word) if word else band

    def _word(self, band: Band) -> str:
        if band.level > 1:
            return self._over.marks.get("comment", "") if self._over else ""
        said = parts_words(band.parts)
        self._over = self._said.get(_core(said)) if band.anchor.startswith("recommendation") else None
        if self._over:
            is_new = self._over.is_new and self._over.now.kind == "recommendation"
            return phrases.NEW_ROW if is_new else self._over.marks.get("recommendation", "")
        if plain(said) in self._renamed:
            return phrases.NEW_WORDING
        return phrases.NEW_HEADING if plain(said) in self._opened else ""


def _core(said: str) -> str:
    """A recommendation without its number, for comparing."""
    return _BEFORE.sub("", plain(said))

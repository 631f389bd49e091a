"""From the blocks of a paper to entries and bands: what each table's columns are, and what each row is."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from papers.reading.paper import Cell, Paper, Paragraph, Row, Table

from . import bands, columns, flattening, forms, quarters, sorting, unheaded
from .cells import Piece, filled, flat, folded, is_bold, is_shaded, piece_of, together, unmarked
from .choices import Choices
from .columns import Column, Heads
from .found import Place
from .items import Band, Entry, Item
from .ledger import Ledger

DEFAULT_SHEET = re.compile(r"^(sheet|table|taflen|page|tab)\s*\d*$", re.IGNORECASE)
_APPENDIX_ALONE = re.compile(
    r"^(appendix|annexe?|atodiad|enclosure|item)\s+[\w.]{1,4}\s*[:.–—-]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Headed:
    """A column of one table, how many of its cells have words, and how many rows the table has."""

    table: int
    column: Column
    cells: int
    rows: int


@dataclass(slots=True)
class Gathered:
    """What the tables gave: entries and bands in order, words that stand before them, and headings."""

    items: list[Item] = field(default_factory=list)
    front: list[Paragraph] = field(default_factory=list)
    loose: list[tuple[str, Place]] = field(default_factory=list)
    headings: list[Headed] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    keys: list[Table] = field(default_factory=list)


@dataclass(slots=True)
class _Inherited:
    heads: Heads
    grid: int
    sheet: str | None


def gather(paper: Paper, choices: Choices, ledger: Ledger) -> Gathered:
    """The entries and bands of all tables, with what stands around them."""
    return _Gatherer(paper, choices, ledger).run()


class _Gatherer:
    """Walks once through the paper; what the last table was decides how the next is read."""

    def __init__(self, paper: Paper, choices: Choices, ledger: Ledger):
        self.paper, self.choices, self.ledger = paper, choices, ledger
        self.gathered = Gathered()
        self.furniture = {folded(line) for head in paper.running_heads for line in head.text.split("\t")} - {
            ""
        }
        self.last: _Inherited | None = None
        self.between: list[Paragraph] = []
        self.dropped = set(choices.dropped)

    def run(self) -> Gathered:
        for block in flattening.blocks(self.paper):
            if isinstance(block, Paragraph):
                self.between.append(block)
            else:
                self._table(block)
        self._paragraphs(self.between, closing=True)
        return self.gathered

    # Tables

    def _table(self, table: Table) -> None:
        if forms.is_form(table):
            self._form(table)
            return
        heads = list(columns.find(table, self.choices))
        if not heads:
            heads = self._without_heading(table)
        if not heads:
            return
        self._paragraphs(self.between, closing=False)
        self.between = []
        if table.sheet:
            self.gathered.sheets.append(table.sheet)
        self._headings(table, heads)
        self._rows(table, heads)
        self.last = _Inherited(heads[-1], table.columns, table.sheet)

    def _form(self, table: Table) -> None:
        self._paragraphs(self.between, closing=False)
        self.between = []
        self.gathered.items.extend(forms.entries(table))

    def _without_heading(self, table: Table) -> list[Heads]:
        """Columns for a table that names none: what a person chose, else those of the table before it."""
        mapped = columns.chosen_for(table, self.choices)
        if mapped:
            return [mapped]
        if self.last and not table.sheet and self._looks_like_last(table):
            return [Heads(-1, -1, self.last.heads.columns)]
        told = unheaded.columns_of(table)
        if told:
            self.ledger.tell(
                "confirm",
                "no-heading",
                "This table has no headings. Its columns were taken for what their cells hold: check them, or say what each column is.",
                Place(table.number, None, table.sheet, table.page),
            )
            return [told]
        self.gathered.keys.append(table)
        return []

    def _looks_like_last(self, table: Table) -> bool:
        """Whether the rows of this table fit the columns of the one before."""
        assert self.last is not None
        if table.columns == self.last.grid:
            return True
        count = len(self.last.heads.columns)
        return bool(table.rows) and all(len(row.cells) in (1, count) for row in table.rows)

    def _headings(self, table: Table, heads: list[Heads]) -> None:
        for found in heads[:1]:
            filled_cells = columns.counts(table, found)
            self.gathered.headings.extend(
                Headed(table.number, column, filled_cells.get(column.at, 0), len(table.rows))
                for column in found.columns
            )

    def _rows(self, table: Table, heads: list[Heads]) -> None:
        rows = _TableRows(self, table, heads)
        items = list(rows.items())
        if quarters.has_quarters(heads[0].columns):
            items = list(quarters.spread(items))
        self.gathered.items.extend(items)

    # Paragraphs between tables

    def _paragraphs(self, paragraphs: list[Paragraph], *, closing: bool) -> None:
        said = [each for each in paragraphs if each.text.strip()]
        first = not self.gathered.items and not self.gathered.headings
        if first:
            said = self._front(said)
        run: list[str] = []
        for paragraph in said:
            if folded(paragraph.text) in self.furniture:
                continue
            if not closing and _is_band(paragraph):
                self.gathered.items.append(_band_of(paragraph))
            else:
                run.append(paragraph.text.strip())
        if run:
            self.gathered.loose.append(("\n".join(run), Place(page=said[0].page)))

    def _front(self, said: list[Paragraph]) -> list[Paragraph]:
        """Puts what stands before the first table aside; gives back the bands among it."""
        top = min((each.heading for each in said if each.heading), default=0)
        found = []
        for index, paragraph in enumerate(said):
            deeper = paragraph.heading > top > 0
            known = index > 0 and not paragraph.heading and _is_known_band(paragraph)
            if (deeper and index) or (known and index >= len(said) - 2):
                found.append(paragraph)
            else:
                self.gathered.front.append(paragraph)
        return found


class _TableRows:
    """The rows of one table under its headings, sorted and turned into items."""

    def __init__(self, gatherer: _Gatherer, table: Table, heads: list[Heads]):
        self.gatherer, self.table = gatherer, table
        self.heads = {found.first: found for found in heads}
        self.current = heads[0]
        self.first_heading = heads[0].first
        self.fresh = gatherer.last is not None and gatherer.last.sheet == table.sheet
        self.page: int | None = None
        self.above: dict[int, Cell] = {}
        self.grid = _grid(self.current.columns)

    def items(self) -> Iterator[Item]:
        skip_to = 0
        for index, row in enumerate(self.table.rows):
            if index in self.heads:
                self._take_heading(self.heads[index], index)
                skip_to = self.current.last + 1
            if index < skip_to or f"{self.table.number}:{row.number}" in self.gatherer.dropped:
                continue
            if row.page is not None and self.page is not None and row.page != self.page:
                self.fresh = True
            self.page = row.page or self.page
            if index < self.first_heading:
                yield from self._before_heading(index, row)
            else:
                yield from self._row(row)

    def _take_heading(self, found: Heads, index: int) -> None:
        if index > self.first_heading:
            self.fresh = True
        self.current = found
        self.grid = _grid(found.columns)

    def _before_heading(self, index: int, row: Row) -> Iterator[Item]:
        """A row over the headings: a band if it says so, else a title, a key or the like."""
        cells = filled(row)
        if not cells:
            return
        words = "\n".join(cell.text.strip() for cell in cells)
        last = self.gatherer.last
        alone = len(cells) == 1
        if (
            alone
            and bands.is_known(words)
            and not _APPENDIX_ALONE.match(flat(words))
            and not self._is_title(index)
            or alone
            and last
            and last.sheet == self.table.sheet
            and not self._is_furniture(words)
        ):
            yield Band(words, self._place(row), self._take_fresh(), 0, True)
        elif last and last.grid == self.table.columns and not alone and not self.table.sheet:
            yield from self._row(row)
        elif not self._is_furniture(words):
            self.gatherer.gathered.front.extend(
                Paragraph(cell.text.strip(), page=row.page) for cell in cells if cell.text.strip()
            )
            self.gatherer.furniture.add(folded(words))

    def _is_title(self, index: int) -> bool:
        """Whether this is the first row of the paper and more of a front stands between it and the headings."""
        if self.gatherer.last or any(filled(row) for row in self.table.rows[:index]):
            return False
        between = [row for row in self.table.rows[index + 1 : self.first_heading] if filled(row)]
        return any(not bands.is_known("\n".join(cell.text for cell in filled(row))) for row in between)

    def _is_furniture(self, words: str) -> bool:
        return folded(words) in self.gatherer.furniture

    def _row(self, row: Row) -> Iterator[Item]:
        kind = sorting.kind_of(row, self.current, self.gatherer.furniture)
        if kind == "furniture":
            self.fresh = True
        elif kind == "total":
            words = " ".join(flat(cell.text) for cell in filled(row))
            self.gatherer.ledger.leave(
                words, "This is a row of totals, not an action. Nothing was made of it.", self._place(row)
            )
        elif kind == "band":
            cell = sorting.band_cell(row, filled(row), self.current)
            words = (
                " ".join(each.text.strip() for each in filled(row))
                if len(filled(row)) > 1
                else unmarked(filled(row)[0])
            )
            stands_out = cell is not None and (is_bold(cell) or is_shaded(cell))
            yield Band(words.strip(), self._place(row), self._take_fresh(), 0, stands_out)
        elif kind == "entry":
            yield self._entry(row)

    def _take_fresh(self) -> bool:
        fresh, self.fresh = self.fresh, False
        return fresh

    def _place(self, row: Row) -> Place:
        return Place(self.table.number, row.number, self.table.sheet, row.page)

    def _entry(self, row: Row) -> Entry:
        pieces: dict[int, Piece] = {}
        extra: list[Piece] = []
        for cell in row.cells:
            piece = self._piece(cell)
            column = self.grid.get(cell.column)
            if column is None:
                if piece:
                    extra.append(piece)
            elif column in pieces:
                pieces[column] = _both(pieces[column], piece)
            else:
                pieces[column] = piece
        return Entry(self.current.columns, pieces, self._place(row), self._take_fresh(), 1, extra)

    def _piece(self, cell: Cell) -> Piece:
        if not cell.continues:
            self.above[cell.column] = cell
            return piece_of(cell)
        over = self.above.get(cell.column)
        if over is None:
            return piece_of(cell)
        whole = piece_of(over)
        return replace(whole, shared=True)


def _both(one: Piece, other: Piece) -> Piece:
    if not other:
        return one if one or one.fill else other
    return Piece(
        (*one.paragraphs, *other.paragraphs), one.fill or other.fill, one.value or other.value, one.shared
    )


def _grid(found: Collection[Column]) -> dict[int, int]:
    """Which column (by its first grid column) each grid column belongs to."""
    return {at: column.at for column in found for at in range(column.at, column.at + column.width)}


def _is_band(paragraph: Paragraph) -> bool:
    """Whether words between tables stand over the table that follows."""
    words = flat(paragraph.text)
    if paragraph.heading:
        return True
    if paragraph.bullet or len(words) > 250:
        return False
    return _is_known_band(paragraph) or (paragraph.bold and not words.endswith((".", ";", ",")))


def _is_known_band(paragraph: Paragraph) -> bool:
    words = flat(paragraph.text)
    return bands.is_known(words) and len(words) <= 250 and not _APPENDIX_ALONE.match(words)


def _band_of(paragraph: Paragraph) -> Band:
    words = f"{paragraph.number} {paragraph.text.strip()}" if paragraph.number else paragraph.text.strip()
    return Band(words, Place(page=paragraph.page), False, paragraph.heading or 9, True)


def said_in(table: Table) -> str:
    """All words of a table, a row a line."""
    return together(
        Piece((Paragraph(" | ".join(flat(cell.text) for cell in filled(row))),)) for row in table.rows
    )

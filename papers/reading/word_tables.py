"""Word's tables as grids, and the order of paragraphs and tables in a page, cell or box."""

from dataclasses import dataclass, field

from lxml import etree

from .paper import Cell, Notice, Paragraph, Row, Table
from .word_looks import Colours
from .word_text import ALTERNATIVES, COME, CONTROL, Text, Words, chosen, mark_is_gone
from .word_xml import W, child, children, has, is_on, stated

SPAN, MERGED_DOWN, MERGED_ACROSS, SHADE = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge", f"{W}shd"
PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
THROUGH = {f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", *COME}


@dataclass(slots=True)
class Draft:
    """A cell before it is known how far down it reaches."""

    column: int
    width: int
    continues: bool
    paragraphs: tuple[Paragraph, ...]
    inner: tuple[Table, ...]
    fill: str | None
    joins: bool  # it continues the cell to its left, in the old way of merging
    height: int = 1


@dataclass(slots=True)
class DraftRow:
    """A row before its cells are finished."""

    cells: list[Draft]
    header: bool
    page: int | None


@dataclass
class Blocks:
    """Reads what stands in a body, cell, box, header or note: paragraphs and tables in order."""

    text: Text
    colours: Colours
    page: int | None = None
    tables: int = 0
    notices: list[Notice] = field(default_factory=list)
    sections: list[bool] = field(default_factory=list)  # whether each section begins on a new page
    section: int = 0
    left_out_rows: dict[int, int] = field(default_factory=dict)
    foreign: int = 0

    def read(self, container: etree._Element, depth: int = 0) -> list[Paragraph | Table]:
        """The blocks of a container in order. `depth` is how many tables stand around it."""
        found: list[Paragraph | Table] = []
        self._walk(container, found, depth)
        if self.text.carried:  # the last mark was deleted and nothing follows to join
            words = Words(self.text.carried)
            self.text.carried = []
            found.append(self.text.paragraph(words, {}, self.page))
        return found

    def _walk(self, container: etree._Element, found: list, depth: int):
        for part in container:
            tag = part.tag
            if tag == PARAGRAPH:
                self._paragraph(part, found, depth)
            elif tag == TABLE:
                found.append(self._table(part, self._number(found, depth), depth))
            elif tag in THROUGH:
                self._walk(part, found, depth)
            elif tag == CONTROL:
                self.text.in_control(part, lambda content: self._walk(content, found, depth))
            elif tag == ALTERNATIVES:
                self._walk(chosen(part), found, depth)
            elif tag in (f"{W}altChunk", f"{W}subDoc"):
                self.foreign += 1

    def _number(self, found: list, depth: int) -> int:
        """The number of the next table: through the file, or through the cell that it stands in."""
        if depth:
            return sum(isinstance(block, Table) for block in found) + 1
        self.tables += 1
        return self.tables

    def _paragraph(self, element: etree._Element, found: list, depth: int):
        words, properties = self.text.words(element)
        words.pieces[:0] = self.text.carried
        self.text.carried = []
        self._turn(words.breaks_before)
        if mark_is_gone(properties):
            self.text.tally.deletions += not element.findall(f".//{W}del")
            self.text.carried = words.pieces
        else:
            found.append(self.text.paragraph(words, properties, self.page))
        self._turn(words.breaks_after)
        for box in words.boxes:
            self._walk(box, found, depth)
        if not self.text.rendered and f"{W}sectPr" in properties:
            self.section += 1
            self._turn(self.section < len(self.sections) and self.sections[self.section])

    def _turn(self, pages: int):
        if pages and self.page is not None:
            self.page += pages

    def _table(self, element: etree._Element, number: int, depth: int) -> Table:
        outer = self.text.place
        drafts: list[DraftRow] = []
        first_page = self.page
        for row in self._rows(element):
            self.text.place = (number, len(drafts) + 1) if depth == 0 else outer
            if (draft := self._row(row, depth)) is not None:
                drafts.append(draft)
        self.text.place = outer
        self._reach_down(drafts)
        rows = tuple(finished(at, draft) for at, draft in enumerate(drafts, start=1))
        columns = max((cell.column + cell.width - 1 for row in rows for cell in row.cells), default=0)
        caption = child(child(element, "tblPr"), "tblCaption")
        return Table(
            number,
            rows,
            columns,
            caption=None if caption is None else self.text.washing.clean(caption.get(f"{W}val", "")) or None,
            page=rows[0].page if rows else first_page,
        )

    def _rows(self, element: etree._Element):
        for part in element:
            if part.tag == ROW:
                yield part
            elif part.tag in THROUGH:
                yield from self._rows(part)
            elif part.tag == CONTROL and (content := child(part, "sdtContent")) is not None:
                yield from self._rows(content)

    def _row(self, element: etree._Element, depth: int) -> DraftRow | None:
        properties = children(element, "trPr")
        if f"{W}del" in properties:
            self.text.tally.deletions += 1
            return None
        if is_on(properties.get(f"{W}hidden")) and not self.text.include_hidden:
            self.left_out_rows[self.tables] = self.left_out_rows.get(self.tables, 0) + 1
            return None
        self.text.tally.insertions += f"{W}ins" in properties
        start = furthest = self.page
        column = 1 + stated(properties, f"{W}gridBefore", 0)
        cells: list[Draft] = []
        for cell, silent in self._cells(element, False):
            self.page = start
            self.text.silent += silent
            draft = self._cell(cell, column, depth)
            self.text.silent -= silent
            if not any(each.paragraphs and any(p.text.strip() for p in each.paragraphs) for each in cells):
                start = first_page(draft, start)
            furthest = max(furthest or 0, self.page or 0) or None
            if cells and draft.joins:
                cells[-1].width += draft.width
                cells[-1].paragraphs += tuple(each for each in draft.paragraphs if each.text.strip())
            else:
                cells.append(draft)
            column += draft.width
        self.page = furthest
        header = is_on(properties.get(f"{W}tblHeader"))
        return DraftRow(cells, header, start)

    def _cells(self, element: etree._Element, silent: bool):
        for part in element:
            if part.tag == CELL:
                yield part, silent
            elif part.tag in THROUGH:
                yield from self._cells(part, silent)
            elif part.tag == CONTROL and (content := child(part, "sdtContent")) is not None:
                waiting = has(child(part, "sdtPr"), "showingPlcHdr")
                self.text.tally.placeholders += waiting
                yield from self._cells(content, silent or waiting)

    def _cell(self, element: etree._Element, column: int, depth: int) -> Draft:
        properties = children(element, "tcPr")
        width = max(1, min(stated(properties, SPAN, 1), 1000))
        merge = properties.get(MERGED_DOWN)
        continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        fill = self.colours.shade(properties.get(SHADE))
        blocks = self.read(element, depth + 1)
        paragraphs = tuple(block for block in blocks if isinstance(block, Paragraph))
        inner = tuple(block for block in blocks if isinstance(block, Table))
        across = properties.get(MERGED_ACROSS)
        joins = across is not None and across.get(f"{W}val", "continue") == "continue"
        return Draft(column, width, continues, paragraphs, inner, fill, joins)

    def _reach_down(self, drafts: list[DraftRow]):
        """Give each cell merged downwards its height; words under a merged cell are reported, since Word hides them."""
        above: dict[int, Draft] = {}
        for at, row in enumerate(drafts, start=1):
            still: dict[int, Draft] = {}
            for cell in row.cells:
                top = above.get(cell.column)
                if cell.continues and top is not None:
                    top.height += 1
                    still[cell.column] = top
                    words = "\n".join(each.text for each in cell.paragraphs).strip()
                    if words or cell.inner:
                        self._covered(at, words)
                    cell.paragraphs, cell.inner = (), ()
                else:
                    cell.continues = False
                    still[cell.column] = cell
            above = still

    def _covered(self, row: int, words: str):
        self.notices.append(
            Notice(
                "Words stand under a merged cell, where Word does not show them.",
                self.tables or None,
                row,
                words,
            )
        )


def finished(at: int, draft: DraftRow) -> Row:
    """A row as readers of the paper get it."""
    cells = tuple(
        Cell(
            each.column,
            each.paragraphs,
            each.width,
            each.height,
            each.continues,
            each.fill,
            header=draft.header,
            inner=each.inner,
        )
        for each in draft.cells
    )
    return Row(at, cells, draft.header, draft.page)


def first_page(draft: Draft, start: int | None) -> int | None:
    """The page on which a cell's first words stand: where the row begins."""
    return next((each.page for each in draft.paragraphs if each.text.strip()), start)

"""One sheet of a workbook as XML: a table of a paper, with its title, facts and key above it."""

import re
from itertools import zip_longest

from papers.document import (
    Addition,
    Band,
    Cell,
    Column,
    Compared,
    Count,
    Document,
    Flag,
    Part,
    Row,
    Status,
    Table,
    Text,
)

from .excel_styles import ADDRESS_SIZE, number_of, style_of
from .fonts import width
from .harmless import DANGEROUS
from .row_addresses import COLUMN
from .widths import INSET, column_widths
from .words import (
    addition_marker,
    band_words,
    before_change,
    cell_words,
    compared_runs,
    foot,
    grid,
    part_words,
    title_lines,
    where_rows_are,
)
from .xml_words import in_xml

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LONGEST_CELL = 32_000  # Excel takes 32,767 units of UTF-16; the rest goes on in a row below with no reference
LONGEST_HEAD = 240  # Excel takes 255 characters of a page's head or foot
LONGEST_HALF = LONGEST_HEAD // 2 - 20
POINTS_TO_THE_CHARACTER = 5.3
TITLE_HEIGHT = 24
HIGHEST = 409  # points: what Excel allows a row
WIDTH = 1100.0  # of all columns together, in points
ADDRESS = COLUMN.key
_LETTERS = '<sz val="11"/><rFont val="Calibri"/></rPr>'
RUNS = {
    "bold": f"<rPr><b/>{_LETTERS}",
    "gone": f"<rPr><strike/>{_LETTERS}",
    "new": '<rPr><sz val="11"/><u/><rFont val="Calibri"/></rPr>',
}


def escape(words: str) -> str:
    """Words for the XML of a workbook, in which "_x0041_" stays as written."""
    if "_x" in words:
        words = _ENCODED.sub("_x005F\\g<0>", words)
    return in_xml(words)


_ENCODED = re.compile("_x(?=[0-9A-Fa-f]{4}_)")


def table_sheet(document: Document, table: Table, first: bool) -> str:
    """The XML of a table's sheet."""
    wide = max(len(table.columns), 1)
    widths = _widths(table)
    rows: list[str] = []
    merged: list[str] = []
    links: list[str] = []  # the cells that lead to the page of their row, in order
    room = [width / POINTS_TO_THE_CHARACTER for width in widths]
    for words, style in _above(document, table, first):
        height = TITLE_HEIGHT if style == "title" else how_high(words, sum(room))
        rows.append(line(len(rows) + 1, [plain(words, style)], height))
        merged.append(f"A{len(rows)}:{_letter(wide)}{len(rows)}")
    top = heading_row(document, first)
    tallest = max(map(how_high, (column.heading for column in table.columns), room), default=0)
    rows.append(line(top, [plain(column.heading, "heading") for column in table.columns], tallest))
    placed = grid(table)
    # A cell longer than Excel takes goes on in a row put in below, over which no cell can be merged.
    tall = all(len(_fitting(cell_words(cell))) == 1 for _, cells in placed for cell in cells if cell)
    for row, cells in placed:
        number = len(rows) + 1
        if isinstance(row, Band):
            style = "band" if row.level == 1 else "comment"
            height = how_high(band_words(row), sum(room))
            rows.append(
                line(number, [_rich(row.parts, style, row.change), *[_empty(style)] * (wide - 1)], height)
            )
            merged.append(f"A{number}:{_letter(wide)}{number}")
        else:
            if row.short:
                links.append(f"{_letter(wide)}{number}")
            rows += _rows(cells, table, number, merged if tall else [], room, row.room)
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{characters:.2f}" customWidth="1"/>'
        for number, characters in enumerate(room, 1)
    )
    selected = ' tabSelected="1"' if first else ""
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"{selected}>'
        f'<pane ySplit="{top}" topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f"{_merges(merged)}{_links(links)}{printing(document)}"
        "</worksheet>"
    )


def _widths(table: Table) -> list[float]:
    """The width of each column in points. A whole address stands on one line: not every program parts a link.

    What it needs beyond its share comes on top, and leaves the others as they are; on print the whole is made to fit.
    """
    widths = column_widths(table, WIDTH, 11)
    if table.columns and table.columns[-1].key == ADDRESS:
        addresses = (cell_words(line.cells[-1]) for line in table.rows if isinstance(line, Row))
        longest = max((width(address, ADDRESS_SIZE) for address in addresses), default=0.0)
        widths[-1] = max(widths[-1], longest + INSET)
    return widths


def heading_row(document: Document, first: bool) -> int:
    """The number of the row that the headings of a table stand in."""
    return 4 if first and document.legend else 3


def _merges(places: list[str]) -> str:
    """The merged ranges; one that is a single cell is none."""
    merged = [place for place in places if len(set(place.split(":"))) > 1]
    said = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    return f'<mergeCells count="{len(merged)}">{said}</mergeCells>' if merged else ""


def _links(places: list[str]) -> str:
    """The cells that are links; the relations of the sheet say, by number, where each leads."""
    said = "".join(f'<hyperlink ref="{place}" r:id="rId{number}"/>' for number, place in enumerate(places, 1))
    return f'<hyperlinks xmlns:r="{LINKS}">{said}</hyperlinks>' if said else ""


def _above(document: Document, table: Table, first: bool):
    """The lines above the heading row: words and style each."""
    yield document.title if first else table.caption, "title"
    yield facts_line(document), "facts"
    if first and document.legend:
        yield "Key: " + "    ".join(_count_words(count) for count in document.legend), "facts"


def facts_line(document: Document) -> str:
    """The facts under the title in one line."""
    return "    ".join(f"{label}: {words}" for label, words in title_lines(document))


def _count_words(count: Count) -> str:
    """A legend entry in words: "◐ Green: on track 8"."""
    sign = count.sign
    words = f"{sign.symbol} {sign.words}".strip() if isinstance(sign, Status) else sign.words
    number = "" if count.number is None else f" {count.number}"
    return words + number + (f" ({count.meaning})" if count.meaning else "")


def _rows(
    cells, table: Table, number: int, merged: list[str], room: list[float], lines_to_write: int
) -> list[str]:
    """The XML of one row, and of more below it where a cell is longer than Excel takes."""
    made = []
    height = how_high("\n" * (lines_to_write - 1), 1) if lines_to_write else 0.0
    rest: dict[int, list[str]] = {}
    for column, cell in enumerate(cells):
        kind = _kind(table.columns[column])
        if cell is None:
            made.append(_empty("cell"))
            continue
        if cell.width > 1 or cell.height > 1:
            last = f"{_letter(column + cell.width)}{number + cell.height - 1}"
            merged.append(f"{_letter(column + 1)}{number}:{last}")
        words = cell_words(cell)
        if cell.height == 1:
            height = max(height, how_high(words, sum(room[column : column + cell.width])))
        first, *more = _fitting(words)
        if more:
            made.append(plain(first, style_of(kind, cell)))
            rest[column] = more
        else:
            made.append(_cell(cell, words, kind))
    lines = [line(number, made, height)]
    for said in zip_longest(*(rest.get(column, ()) for column in range(len(cells)))):
        lines.append(
            line(number + len(lines), [plain(words, "cell") if words else _empty("cell") for words in said])
        )
    return lines


def _kind(column: Column) -> str:
    """The name of the look that cells of this column have unless something in them gives them another."""
    if column.key == ADDRESS:
        return "address"
    return "header" if column.row_header else "cell"


def _fitting(words: str) -> list[str]:
    """The words in pieces that a cell of Excel takes, which counts in units of UTF-16: an emoji is two."""
    if 2 * len(words) <= LONGEST_CELL:
        return [words]
    pieces, start, units = [], 0, 0
    for at, character in enumerate(words):
        units += 2 if character > "\uffff" else 1
        if units > LONGEST_CELL:
            pieces.append(words[start:at])
            start, units = at, 2 if character > "\uffff" else 1
    return [*pieces, words[start:]]


def _cell(cell: Cell, words: str, kind: str) -> str:
    """A cell as XML: plain where it is one text, in runs where something in it is bold."""
    style = style_of(kind, cell)
    if not words:
        return _empty(style)
    if (
        not cell.change
        and len(cell.parts) == 1
        and not isinstance(cell.parts[0], Status | Addition | Compared)
    ):
        return plain(words, style)
    return _rich(cell.parts, style, cell.change, before_change(cell))


def _rich(parts: tuple[Part, ...], style: str, change: str = "", first: int = 0) -> str:
    """Parts one under the other in runs: statuses, flags, labels and dates in bold."""
    said_parts = [_runs(part) for part in parts]
    if change:
        said_parts.insert(first, [("bold", change)])
    runs: list[tuple[str, str]] = []
    for said_part in said_parts:
        if runs:
            runs.append(("", "\n"))
        runs += said_part
    runs = [run for run in runs if run[1]]
    if not runs:
        return _empty(style)
    if len(runs) == 1 and not runs[0][0]:
        return plain(runs[0][1], style)
    said = "".join(
        f'<r>{RUNS.get(look, "")}<t xml:space="preserve">{escape(words)}</t></r>' for look, words in runs
    )
    guard = runs[0][1][0] in DANGEROUS
    return f'<c t="inlineStr" s="{number_of(style, guard)}"><is>{said}</is></c>'


def _runs(part: Part) -> list[tuple[str, str]]:
    """One part as runs, each with the name of its look or ""; joined they are its plain words."""
    match part:
        case Text(words, bold, label):
            return [("bold", f"{label} ")] * bool(label) + [("bold" if bold else "", words)]
        case Status(words, symbol, _):
            return [("bold", f"{symbol} {words}" if symbol else words)]
        case Flag():
            return [("bold", part_words(part))]
        case Addition():
            marker = addition_marker(part)
            return [("bold", marker), ("", part_words(part)[len(marker) :])]
        case Compared(pieces, label):
            return [("bold", f"{label} ")] * bool(label) + compared_runs(pieces)
    return [("", part_words(part))]


def plain(words: str, style: str) -> str:
    """A cell of plain words."""
    if not words:
        return _empty(style)
    number = number_of(style, words[0] in DANGEROUS)
    return f'<c t="inlineStr" s="{number}"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def _empty(style: str) -> str:
    return f'<c s="{number_of(style, False)}"/>'


def line(number: int, cells: list[str], height: float = 0) -> str:
    """A row of cells. The height is a first one: a spreadsheet finds its own when the row is worked on."""
    tall = f' ht="{height:g}"' if height else ""
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


def how_high(words: str, characters: float) -> float:
    """About how high wrapped words are, in points: not every program that opens the sheet works it out."""
    room = max(characters * 0.95, 1)
    lines = (
        1 + len(words) // room
        if "\n" not in words
        else sum(1 + len(one) // room for one in words.split("\n"))
    )
    return min(15 * lines + 3, HIGHEST)


def _letter(column: int) -> str:
    """The letters of the column of this number, counted from one."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def printing(document: Document) -> str:
    """How a sheet prints: A4, one page wide, running head and foot."""
    head = f"&L&B{_for_head(document.running_head or document.body)}&R&B{_for_head(document.reference)}"
    longest = LONGEST_HEAD - 60 if where_rows_are(document) else LONGEST_HALF
    below = f"&L&8{_for_head(foot(document), longest)}&R&8Page &P of &N"
    return (
        '<pageMargins left="0.43" right="0.43" top="0.65" bottom="0.6" header="0.3" footer="0.25"/>'
        f'<pageSetup paperSize="9" orientation="{document.orientation}" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>{escape(head)}</oddHeader><oddFooter>{escape(below)}</oddFooter></headerFooter>"
    )


def _for_head(words: str, longest: int = LONGEST_HALF) -> str:
    """Words for a page's head or foot, where an ampersand begins a code and a digit would go on one."""
    words = " ".join(words.split())[:longest].replace("&", "&&")
    return f" {words}" if words[:1].isdigit() else words

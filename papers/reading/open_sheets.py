"""Reads an OpenDocument spreadsheet (.ods) straight from its XML, each visible sheet a table."""

import re
from dataclasses import dataclass
from math import isfinite

from lxml import etree

from ..months import ENGLISH
from .grids import Grid, Spot, listed, place, rich_lines
from .hygiene import Washing
from .number_formats import plain
from .paper import Notice, Paper, Refused, Run, Table
from .parts import Parts, elements
from .sheets import NO_WORDS
from .word_looks import inked

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
ROW, CELL, COVERED, COLUMN = (
    f"{TABLE}table-row",
    f"{TABLE}table-cell",
    f"{TABLE}covered-table-cell",
    f"{TABLE}table-column",
)
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_MONTH_AND_YEAR = re.compile(r"[A-Z][a-z]{2,3}[- ]\d\d")  # "Apr-25", which could be taken for a day of April
UNSEEN = ("collapse", "filter")


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one style; None and False where it does not say."""

    bold: bool = False
    ink: str | None = None
    fill: str | None = None
    struck: bool = False
    shown: bool = True


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The sheets of this workbook that a person sees. Raises Refused where there are none."""
    parts = Parts(content)
    return OpenWorkbook(parts, include_hidden=include_hidden).paper(name)


class OpenWorkbook:
    """One workbook being read."""

    def __init__(self, parts: Parts, *, include_hidden: bool):
        self.parts = parts
        self.include_hidden = include_hidden
        self.washing = Washing()
        self.looks: dict[str, Look] = {}
        self.conditional: set[str] = set()  # styles whose colours depend on a condition
        if (styles := parts.root("styles.xml")) is not None:
            for style in styles.iter(f"{STYLE}style"):
                self.style(style)

    def style(self, element: etree._Element):
        """Take in one style. A style it builds on stands before it."""
        name = element.get(f"{STYLE}name") or ""
        before = self.looks.get(element.get(f"{STYLE}parent-style-name") or "", Look())
        cell = element.find(f"{STYLE}table-cell-properties")
        text = element.find(f"{STYLE}text-properties")
        sheet = element.find(f"{STYLE}table-properties")
        fill, bold, ink, struck = before.fill, before.bold, before.ink, before.struck
        if cell is not None and cell.get(f"{FO}background-color"):
            fill = rgb(cell.get(f"{FO}background-color"))
        if text is not None:
            bold = text.get(f"{FO}font-weight", "bold" if bold else "normal") == "bold"
            ink = inked(rgb(text.get(f"{FO}color"))) if text.get(f"{FO}color") else ink
            struck = text.get(f"{STYLE}text-line-through-style", "solid" if struck else "none") != "none"
        shown = sheet is None or sheet.get(f"{TABLE}display") != "false"
        self.looks[name] = Look(bold, ink, fill, struck, shown)
        if element.find(f"{STYLE}map") is not None:
            self.conditional.add(name)

    def paper(self, name: str) -> Paper:
        """The whole workbook as a paper."""
        content = self.parts.bytes("content.xml")
        if content is None:
            raise Refused(NO_WORDS)
        tables: list[Table] = []
        notices: list[Notice] = []
        hidden: list[str] = []
        sheet = OpenSheet(self)
        for element in elements(content, f"{STYLE}style", COLUMN, ROW, f"{TABLE}table"):
            if element.tag == f"{STYLE}style":
                self.style(element)
            elif element.tag == COLUMN:
                sheet.column(element)
            elif element.tag == ROW:
                sheet.row(element)
            else:
                title = self.washing.clean(element.get(f"{TABLE}name") or "")
                if (
                    not self.looks.get(element.get(f"{TABLE}style-name") or "", Look()).shown
                    and not self.include_hidden
                ):
                    hidden.append(f"“{title}”")
                else:
                    grid = sheet.finished(title)
                    table = grid.table(len(tables) + 1)
                    notices += grid.finished_notices(None if table is None else table.number)
                    tables += [] if table is None else [table]
                sheet = OpenSheet(self)
        if hidden:
            notices.insert(0, Notice(f"Hidden {listed('sheet', hidden)} left out."))
        if not tables:
            raise Refused(NO_WORDS)
        notices += [Notice(sentence) for sentence in self.washing.sentences()]
        return Paper(name, "ods", tuple(tables), notices=tuple(notices), properties=self.properties())

    def properties(self) -> dict[str, str]:
        """Title, author and language as the file states them."""
        root = self.parts.root("meta.xml")
        wanted = {f"{DC}title": "title", f"{META}initial-creator": "author", f"{DC}language": "language"}
        found = {}
        for element in [] if root is None else root.iter(*wanted):
            if (element.text or "").strip():
                found[wanted[element.tag]] = self.washing.clean(element.text.strip())
        return found


class OpenSheet:
    """One sheet being read. Its name comes last, so it is given at the end."""

    def __init__(self, book: OpenWorkbook):
        self.book = book
        self.grid = Grid("")
        self.next_row = 1
        self.next_column = 1
        self.column_styles: list[tuple[int, int, str]] = []
        self.conditional: set[int] = set()
        self.comments = 0
        self.errors: list[str] = []
        self.uncalculated: list[str] = []

    def column(self, element: etree._Element):
        """Take in what is said of some columns."""
        last = min(self.next_column + repeated(element, "columns") - 1, MOST_COLUMNS)
        if element.get(f"{TABLE}visibility") in UNSEEN and not self.book.include_hidden:
            self.grid.hidden_columns.update(range(self.next_column, last + 1))
        if style := element.get(f"{TABLE}default-cell-style-name"):
            self.column_styles.append((self.next_column, last, style))
        self.next_column = last + 1

    def row(self, element: etree._Element):
        """Take in one row, as often as it is repeated."""
        times = repeated(element, "rows")
        first, self.next_row = self.next_row, self.next_row + times
        filled = any(len(cell) or cell.get(f"{OFFICE}value-type") for cell in element)
        coloured = any(self.look(cell, 0).fill for cell in element)
        if first > MOST_ROWS or not (filled or coloured):
            return
        if not filled:
            times = min(times, 1_000)  # coloured but empty: the edge of the sheet, mostly
        parent = element.getparent()
        is_header = parent is not None and parent.tag == f"{TABLE}table-header-rows"
        hidden = element.get(f"{TABLE}visibility") in UNSEEN and not self.book.include_hidden
        for number in range(first, min(first + times, MOST_ROWS + 1)):
            if hidden:
                self.grid.hidden_rows.add(number)
                if filled and len(self.grid.left_out_rows) < 100_000:
                    self.grid.left_out_rows.append(number)
            else:
                self._cells(element, number)
            if is_header:
                self.grid.headers.add(number)

    def _cells(self, row: etree._Element, number: int):
        column = 1
        for cell in row:
            if cell.tag not in (CELL, COVERED):
                continue
            times = min(repeated(cell, "columns"), MOST_COLUMNS - column + 1)
            words = len(cell) or cell.get(f"{OFFICE}value-type")
            if cell.tag == CELL and (words or (times < 200 and self.look(cell, column).fill)):
                for at in range(column, column + times):
                    self._put(cell, number, at)
            column += times

    def _put(self, cell: etree._Element, row: int, column: int):
        if column in self.grid.hidden_columns:
            self.grid.left_out_columns.add(column)
            return
        look = self.look(cell, column)
        if (cell.get(f"{TABLE}style-name") or "") in self.book.conditional:
            self.conditional.add(column)
        paragraphs = rich_lines(self.runs(cell, look))
        value = value_of(cell)
        if (
            value
            and len(value) == 10
            and len(paragraphs) == 1
            and _MONTH_AND_YEAR.fullmatch(paragraphs[0].text)
        ):
            paragraphs = rich_lines([Run(month_and_year(value), look.bold, look.ink, None, look.struck)])
        if not paragraphs and value is not None:
            paragraphs = rich_lines([Run(shown_value(value), look.bold, look.ink, None, look.struck)])
        formula = cell.get(f"{TABLE}formula") is not None
        if formula and not paragraphs and cell.get(f"{OFFICE}value-type") is None:
            self.uncalculated.append(place(column, row))
        if formula and paragraphs and paragraphs[0].text.startswith(("#", "Err:")):
            self.errors.append(place(column, row))
        self.grid.put(row, column, Spot(paragraphs, look.fill, value, formula))
        down = span(cell, "rows")
        across = span(cell, "columns")
        if down > 1 or across > 1:
            self.grid.merges.append((row, column, row + down - 1, column + across - 1))

    def look(self, cell: etree._Element, column: int) -> Look:
        """The look of a cell by its own style, or by that of its column."""
        name = cell.get(f"{TABLE}style-name")
        if name is None:
            name = next((style for first, last, style in self.column_styles if first <= column <= last), "")
        return self.book.looks.get(name, Look())

    def runs(self, cell: etree._Element, look: Look) -> list[Run]:
        """The words of a cell in order, paragraphs parted by line breaks."""
        pieces: list[tuple[str, Look]] = []
        for child in cell:
            if child.tag == f"{OFFICE}annotation":
                self.comments += 1
            elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                if pieces:
                    pieces.append(("\n", look))
                self._gather(child, look, pieces)
                pieces.append(("", look))
        clean = self.book.washing.clean
        return [Run(clean(words), each.bold, each.ink, None, each.struck) for words, each in pieces if words]

    def _gather(self, element: etree._Element, look: Look, pieces: list):
        pieces.append((element.text or "", look))
        for child in element:
            if child.tag == f"{TEXT}s":
                count = child.get(f"{TEXT}c") or "1"
                pieces.append((" " * (int(count) if count.isdecimal() and len(count) < 5 else 1), look))
            elif child.tag == f"{TEXT}tab":
                pieces.append(("\t", look))
            elif child.tag == f"{TEXT}line-break":
                pieces.append(("\n", look))
            elif child.tag == f"{OFFICE}annotation":
                self.comments += 1
            else:
                self._gather(child, self.book.looks.get(child.get(f"{TEXT}style-name") or "", look), pieces)
            pieces.append((child.tail or "", look))

    def finished(self, title: str) -> Grid:
        """The grid with its name and all that a person should know."""
        self.grid.name = title
        self.grid.note_comments(self.comments)
        self.grid.note_colours(self.conditional)
        self.grid.note_formulas(self.uncalculated, self.errors)
        return self.grid


def repeated(element: etree._Element, what: str) -> int:
    """How often a row, column or cell is repeated."""
    words = element.get(f"{TABLE}number-{what}-repeated") or "1"
    return max(1, int(words)) if words.isdecimal() and len(words) < 9 else 1


def span(cell: etree._Element, what: str) -> int:
    """How many rows or columns a cell covers."""
    words = cell.get(f"{TABLE}number-{what}-spanned") or "1"
    return max(1, int(words)) if words.isdecimal() and len(words) < 8 else 1


def rgb(words: str | None) -> str | None:
    """A colour such as "#ff0000" as RRGGBB, or None."""
    words = (words or "").removeprefix("#").upper()
    return words if len(words) == 6 and all(each in "0123456789ABCDEF" for each in words) else None


def value_of(cell: etree._Element) -> str | None:
    """The typed value of a cell in ISO form, or None for words."""
    match cell.get(f"{OFFICE}value-type"):
        case "float" | "percentage" | "currency":
            try:
                number = float(cell.get(f"{OFFICE}value") or "")
            except ValueError:
                return None
            return plain(number) if isfinite(number) else None
        case "date":
            return cell.get(f"{OFFICE}date-value")
        case "time":
            return cell.get(f"{OFFICE}time-value")
        case "boolean":
            return cell.get(f"{OFFICE}boolean-value")
    return None


def month_and_year(value: str) -> str:
    """A day in ISO form as its month and year, written out."""
    month = int(value[5:7]) if value[5:7].isdecimal() else 0
    return f"{ENGLISH[month - 1]} {value[:4]}" if 1 <= month <= 12 else value


def shown_value(value: str) -> str:
    """What to show for a value whose cell holds no words: days in UK order, true and false in capitals."""
    if len(value) == 10 and value[4] == value[7] == "-":
        return f"{value[8:]}/{value[5:7]}/{value[:4]}"
    return value.upper() if value in ("true", "false") else value

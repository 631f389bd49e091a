"""Reads an Excel workbook (.xlsx, .xlsm, .xltx) straight from its XML, each visible sheet a table."""

import re
from math import isfinite

from lxml import etree

from .grids import Grid, Spot, lines, listed, place, rich_lines
from .hygiene import Washing
from .number_formats import serial_of, shown
from .paper import Notice, Paper, Paragraph, Refused, Run, Table
from .parts import Parts, elements, properties
from .sheet_looks import Look, S, SheetLooks, index

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
NO_WORDS = (
    "No visible sheet of the workbook holds any words. Open it in Excel, unhide the sheet of the plan, "
    "save it and bring it in again."
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_HEAD_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Z])')
Piece = tuple[
    str, tuple[bool, str | None, bool] | None
]  # words, and bold, ink and struck where they have their own
COLOURS_AT_ONCE = {"colorScale", "dataBar", "iconSet"}


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The sheets of this workbook that a person sees. Raises Refused where there are none."""
    return Workbook(Parts(content), include_hidden=include_hidden).paper(name)


class Workbook:
    """One workbook being read."""

    def __init__(self, parts: Parts, *, include_hidden: bool):
        self.parts = parts
        self.include_hidden = include_hidden
        self.washing = Washing()
        self.main = parts.first("", "officeDocument", "xl/workbook.xml")
        self.targets = {each: (kind, target) for each, kind, target in parts.related(self.main)}
        self.looks = SheetLooks(
            parts.root(parts.first(self.main, "styles", "xl/styles.xml")),
            parts.root(parts.first(self.main, "theme", "xl/theme/theme1.xml")),
        )
        self.strings = self._shared_strings()
        self.heads: dict[str, Paragraph] = {}
        self.epoch_1904 = False
        self._spots: dict[tuple, tuple[Paragraph, ...]] = {}

    def paper(self, name: str) -> Paper:
        """The whole workbook as a paper."""
        tables: list[Table] = []
        notices: list[Notice] = []
        hidden: list[str] = []
        for title, state, target in self._sheets():
            if state != "visible" and not self.include_hidden:
                hidden.append(f"“{title}”")
                continue
            grid = SheetReading(self, target, title).grid()
            table = grid.table(len(tables) + 1)
            notices += grid.finished_notices(None if table is None else table.number)
            if table is not None:
                tables.append(table)
        if hidden:
            notices.insert(0, Notice(f"Hidden {listed('sheet', hidden)} left out."))
        if any(kind == "vbaProject" for kind, _ in self.targets.values()):
            notices.append(Notice("The macros in this file were not run and not kept."))
        if not tables:
            raise Refused(NO_WORDS)
        notices += [Notice(sentence) for sentence in self.washing.sentences()]
        return Paper(
            name, "xlsx", tuple(tables), tuple(self.heads.values()), tuple(notices), properties(self.parts)
        )

    def _sheets(self):
        """Title, state and part of each worksheet, in the order of the tabs."""
        root = self.parts.root(self.main)
        if root is None:
            raise Refused(NO_WORDS)
        settings = root.find(f"{S}workbookPr")
        self.epoch_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        for sheet in root.iter(f"{S}sheet"):
            kind, target = self.targets.get(sheet.get(f"{R}id", ""), ("", ""))
            if kind == "worksheet" and target in self.parts:
                yield self.washing.clean(sheet.get("name", "")), sheet.get("state", "visible"), target

    def _shared_strings(self) -> list[str | list[Piece]]:
        content = self.parts.bytes(self.parts.first(self.main, "sharedStrings", "xl/sharedStrings.xml"))
        return [] if content is None else [self.string(each) for each in elements(content, f"{S}si")]

    def string(self, element: etree._Element) -> str | list[Piece]:
        """The words of a shared or inline string: plain, or in pieces where they differ in look.

        A piece without a look of its own has that of the cell it will stand in.
        """
        pieces: list[Piece] = []
        for child in element:
            if child.tag == f"{S}t":
                pieces.append((self.clean(child.text or ""), None))
            elif child.tag == f"{S}r":
                words = self.clean("".join(each.text or "" for each in child.findall(f"{S}t")))
                own = child.find(f"{S}rPr")
                pieces.append((words, None if own is None else self.looks.font(own)))
        if all(own is None for _, own in pieces):
            return "".join(words for words, _ in pieces)
        return pieces

    def clean(self, text: str) -> str:
        """Text with Excel's own escapes for control characters undone, and cleaned."""
        if "_x" in text:
            text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        return self.washing.clean(text)

    def words(self, string: str | list[Piece], look: Look) -> tuple[Paragraph, ...]:
        """A string as the paragraphs of a cell in this look; one object for all cells that say the same."""
        if isinstance(string, list):
            around = (look.bold, look.ink, look.struck)
            runs = []
            for text, own in string:
                bold, ink, struck = own or around
                runs.append(Run(text, bold, ink, None, struck))
            return rich_lines(runs)
        key = (string, look.bold, look.ink, look.struck)
        if key not in self._spots:
            if len(self._spots) > 200_000:
                self._spots.clear()
            self._spots[key] = lines(string, bold=look.bold, ink=look.ink, struck=look.struck)
        return self._spots[key]


class SheetReading:
    """One sheet being read."""

    def __init__(self, book: Workbook, target: str, title: str):
        self.book = book
        self.target = target
        self.sheet = Grid(title)
        self.conditional: set[int] = set()
        self.uncalculated: list[str] = []
        self.errors: list[str] = []

    def grid(self) -> Grid:
        """The cells of the sheet, without those that are hidden."""
        content = self.book.parts.bytes(self.target) or b""
        row = 0
        tags = ("col", "row", "mergeCell", "conditionalFormatting", "headerFooter")
        for element in elements(content, *(f"{S}{tag}" for tag in tags), f"{X14}conditionalFormatting"):
            match etree.QName(element).localname:
                case "row":
                    row = self._row(element, row)
                case "col":
                    self._column(element)
                case "mergeCell":
                    self._merge(element)
                case "conditionalFormatting":
                    self._conditional(element)
                case _:
                    self._heads(element)
        self._related()
        self.sheet.note_colours(self.conditional)
        self.sheet.note_formulas(self.uncalculated, self.errors)
        return self.sheet

    def _column(self, element: etree._Element):
        if element.get("hidden") in ("1", "true") and not self.book.include_hidden:
            first, last = index(element.get("min")), index(element.get("max"))
            self.sheet.hidden_columns.update(range(max(first, 1), min(last, 16_384) + 1))

    def _row(self, element: etree._Element, before: int) -> int:
        number = index(element.get("r"))
        number = number if number > 0 else before + 1
        hidden = element.get("hidden") in ("1", "true") and not self.book.include_hidden
        column = 0
        for cell in element:
            if cell.tag != f"{S}c":
                continue
            column = column_of(cell.get("r")) or column + 1
            if hidden:
                if len(cell):
                    self.sheet.hidden_rows.add(number)
            elif column in self.sheet.hidden_columns:
                if len(cell):
                    self.sheet.left_out_columns.add(column)
            else:
                self.sheet.put(number, column, self._spot(cell, column, number))
        if number in self.sheet.hidden_rows:
            self.sheet.left_out_rows.append(number)
        elif hidden:
            self.sheet.hidden_rows.add(number)
        return number

    def _spot(self, cell: etree._Element, column: int, row: int) -> Spot:
        style = index(cell.get("s") or "0")
        looks = self.book.looks.looks
        look = looks[style] if 0 <= style < len(looks) else looks[0]
        value, formula, kind, inline = None, False, cell.get("t", "n"), None
        for child in cell:
            if child.tag == f"{S}v":
                value = child.text
            elif child.tag == f"{S}f":
                formula = True
            elif child.tag == f"{S}is":
                inline = child
        if inline is not None:
            return Spot(self.book.words(self.book.string(inline), look), look.fill, formula=formula)
        if value is None:
            unknown = (
                formula and kind != "str"
            )  # a string result without words is a blank that was calculated
            if unknown:
                self.uncalculated.append(place(column, row))
            return Spot((), look.fill, formula=unknown)
        words, typed = self._typed(value, kind, look)
        if kind == "e":
            self.errors.append(place(column, row))
        return Spot(self.book.words(words, look), look.fill, typed, formula)

    def _typed(self, value: str, kind: str, look: Look) -> tuple[str | list[Piece], str | None]:
        """What a stored value shows, and its ISO form."""
        if kind == "s":
            position = index(value)
            return (self.book.strings[position] if 0 <= position < len(self.book.strings) else ""), None
        if kind == "b":
            return ("TRUE", "true") if value.strip() in ("1", "true") else ("FALSE", "false")
        if (
            kind == "n"
            and look.code == "General"
            and value.isdecimal()
            and len(value) < 16
            and value[0] != "0"
        ):
            return value, value
        if kind in ("n", "d"):
            try:
                number = float(value) if kind == "n" else serial_of(value)
            except ValueError:
                return self.book.clean(value), None
            if isfinite(number):
                told = shown(number, look.code, epoch_1904=self.book.epoch_1904 and kind == "n")
                return self.book.clean(told.text), told.value
        return self.book.clean(value), None

    def _merge(self, element: etree._Element):
        area = area_of(element.get("ref", ""))
        if area is not None:
            self.sheet.merges.append(area)

    def _conditional(self, element: etree._Element):
        """Remember the columns whose colours a rule decides."""
        for rule in element:
            name = etree.QName(rule).localname
            if name != "cfRule":
                continue
            at_once = any(etree.QName(each).localname in COLOURS_AT_ONCE for each in rule)
            own = rule.find(f"{X14}dxf") is not None
            if at_once or own or index(rule.get("dxfId")) in self.book.looks.colouring_rules:
                break
        else:
            return
        areas = element.get("sqref") or "".join(each.text or "" for each in element.iter(f"{XM}sqref"))
        for words in areas.split()[:500]:
            area = area_of(words)
            if area is not None and area[3] - area[1] < 1_000:
                self.conditional.update(range(area[1], area[3] + 1))

    def _heads(self, element: etree._Element):
        for child in element:
            for part in re.split(r"&[LCR]", child.text or ""):
                words = self.book.clean(_HEAD_CODES.sub("", part)).strip()
                if words:
                    self.book.heads.setdefault(words, Paragraph(words))

    def _related(self):
        """What hangs on the sheet: tables name their header row; comments and pictures are only counted."""
        pictures = 0
        for _, kind, target in self.book.parts.related(self.target):
            root = self.book.parts.root(target) if kind in ("table", "comments", "drawing") else None
            if root is None:
                continue
            if (
                kind == "table"
                and (area := area_of(root.get("ref", "")))
                and root.get("headerRowCount") != "0"
            ):
                self.sheet.headers.add(area[0])
            elif kind == "comments":
                self.sheet.note_comments(len(list(root.iter(f"{S}comment"))))
            elif kind == "drawing":
                pictures += len(root)
        if pictures:
            self.sheet.note(
                f"{pictures:,} {'drawing' if pictures == 1 else 'drawings'} on the sheet could not be read."
            )


def column_of(reference: str | None) -> int:
    """The column number of a reference such as "AB12", or 0."""
    column = 0
    for letter in reference or "":
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    return column if column <= 16_384 else 0


def area_of(reference: str) -> tuple[int, int, int, int] | None:
    """Top, left, bottom and right of "A1:C3", or None where it is no area. Whole columns reach all rows."""
    first, _, last = reference.upper().partition(":")
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if begin and end:
        return int(begin[2]), column_of(begin[1]), int(end[2]), column_of(end[1])
    return None

"""What an old Excel workbook (.xls) says beside its values: formats, colours, errors, and what is hidden."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .number_formats import BUILT_IN
from .old_container import stream
from .paper import Refused
from .parts import DAMAGED
from .sheet_looks import PALETTE, Look
from .word_looks import inked

BOF, EOF, BOUNDSHEET, FONT, FORMAT, XF, PALETTE_OWN = 0x809, 0x0A, 0x85, 0x31, 0x41E, 0xE0, 0x92
ROW, COLUMNS, FORMULA, TRUTH_OR_ERROR, MANY_NUMBERS, MANY_BLANKS = 0x208, 0x7D, 0x06, 0x205, 0xBD, 0xBE
CONDITION, COMMENT, EXTENT = 0x1B0, 0x1C, 0x200
ONE_CELL = {0x203, 0xFD, 0x27E, FORMULA, TRUTH_OR_ERROR, 0x204, 0x201, 0xD6}
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
EXCEL_97 = 0x600


@dataclass
class SheetSaid:
    """What one sheet says. Rows and columns are counted from 1."""

    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    conditional: set[int] = field(default_factory=set)
    comments: int = 0


@dataclass
class BookSaid:
    """What a workbook says: the look of each style, and its sheets in order."""

    looks: list[Look]
    sheets: list[SheetSaid]


def said(content: bytes) -> BookSaid | None:
    """What the workbook in these bytes says beside its values, or None for a form older than Excel 97.

    Raises Refused where the file is damaged.
    """
    try:
        book = stream(content, "Workbook", "Book")
        if struct.unpack_from("<H", book, 4)[0] != EXCEL_97:
            return None
        return _book(book)
    except (struct.error, IndexError):
        raise Refused(DAMAGED) from None


def records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from here to the end of this part, those of embedded charts left out."""
    depth = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        body = book[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == BOF) - (kind == EOF)
        if kind == EOF and depth <= 0:
            return
        if depth == 1 and kind != BOF:
            yield kind, body


def _book(book: bytes) -> BookSaid:
    fonts, codes, styles, palette, starts = [], dict(BUILT_IN), [], list(PALETTE), []
    for kind, body in records(book, 0):
        if kind == FONT:
            _, options, ink, weight = struct.unpack_from("<4H", body)
            fonts.append((weight >= 600, ink, bool(options & 8)))
        elif kind == FORMAT:
            number, length, wide = struct.unpack_from("<HHB", body)
            words = body[5 : 5 + length * (1 + (wide & 1))]
            codes[number] = words.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        elif kind == XF:
            styles.append((*struct.unpack_from("<HH", body), *struct.unpack_from("<IH", body, 14)))
        elif kind == PALETTE_OWN:
            for at in range(min(struct.unpack_from("<H", body)[0], 56)):
                palette[8 + at] = body[2 + at * 4 : 5 + at * 4].hex().upper()
        elif kind == BOUNDSHEET and body[5] == 0:
            starts.append(struct.unpack_from("<I", body)[0])
    looks = [_look(each, fonts, codes, palette) for each in styles]
    return BookSaid(looks, [_sheet(book, start) for start in starts])


def _look(style: tuple, fonts: list, codes: dict, palette: list[str]) -> Look:
    font, code, pattern, colours = style
    font = font - 1 if font > 4 else font  # there is no font 4
    bold, ink, struck = fonts[font] if font < len(fonts) else (False, 64, False)
    solid = pattern >> 26 == 1
    fill = colours & 0x7F
    return Look(
        codes.get(code, "General"),
        bold,
        inked(palette[ink]) if ink < len(palette) else None,
        struck,
        palette[fill] if solid and fill < len(palette) else None,
    )


def _sheet(book: bytes, start: int) -> SheetSaid:
    found = SheetSaid()
    for kind, body in records(book, start):
        if kind in ONE_CELL:
            row, column, style = struct.unpack_from("<3H", body)
            found.styles[row + 1, column + 1] = style
            _result(found, kind, body, (row + 1, column + 1))
        elif kind in (MANY_NUMBERS, MANY_BLANKS):
            row, first = struct.unpack_from("<HH", body)
            step = 6 if kind == MANY_NUMBERS else 2
            for at in range((len(body) - 6) // step):
                found.styles[row + 1, first + 1 + at] = struct.unpack_from("<H", body, 4 + at * step)[0]
        elif kind == ROW:
            if struct.unpack_from("<I", body, 12)[0] & 0x20:
                found.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLUMNS:
            first, last, _, _, options = struct.unpack_from("<5H", body)
            if options & 1:
                found.hidden_columns.update(range(first + 1, min(last, 255) + 2))
        elif kind == CONDITION:
            first, last = struct.unpack_from("<HH", body, 8)
            found.conditional.update(range(first + 1, min(last, 255) + 2))
        elif kind == COMMENT:
            found.comments += 1
        elif kind == EXTENT:
            _check_extent(body)
    return found


def _check_extent(body: bytes):
    """Refuse a sheet that says it is larger than any sheet can be: the parser of values takes memory by that."""
    top, bottom, left, right = struct.unpack_from("<IIHH", body)
    if top > bottom or left > right or bottom > 65_536 or right > 256:
        raise Refused(DAMAGED)


def _result(found: SheetSaid, kind: int, body: bytes, at: tuple[int, int]):
    """Whether a cell is calculated, and whether it shows an error."""
    if kind == FORMULA:
        found.formulas.add(at)
        if body[12:14] == b"\xff\xff" and body[6] == 2:
            found.errors[at] = ERRORS.get(body[8], "#ERROR!")
    elif kind == TRUTH_OR_ERROR and body[7]:
        found.errors[at] = ERRORS.get(body[6], "#ERROR!")

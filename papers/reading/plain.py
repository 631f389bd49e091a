"""Reads plain text and pasted tables: rows parted by tabs or upright strokes, else paragraphs."""

import re
from collections.abc import Sequence

from .delimited import as_table, parted
from .delimited import read_text as read_delimited
from .encodings import decoded
from .hygiene import Washing
from .kinds import EMPTY
from .paper import Notice, Paper, Paragraph, Refused, Table

Line = list[str]  # the cells of one line; one cell is no row
_LIST_MARK = re.compile(r"\s*(?:\(?\w{1,5}[.):]|[•▪◦○●\-–*]|\(\w{1,4}\))?\s*")
_MARKDOWN_RULE = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*")
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The paper in these bytes. Nothing can be hidden in such a file, so `include_hidden` changes nothing."""
    text, said = decoded(content)
    return read_text(name, text, said=said)


def read_text(name: str, text: str, *, said: Sequence[str] = ()) -> Paper:
    """The paper in this text. Raises Refused where it holds no words."""
    if sign := _delimiter_of_all(text):
        return read_delimited(name, text, kind="text", said=list(said), told=sign)
    washing = Washing()
    pages = text.split("\f")
    blocks: list[Paragraph | Table] = []
    for number, page in enumerate(pages, start=1):
        _read_page(page, number if len(pages) > 1 else None, blocks, washing)
    if not blocks:
        raise Refused(EMPTY)
    return Paper(name, "text", tuple(blocks), notices=tuple(map(Notice, (*said, *washing.sentences()))))


def _delimiter_of_all(text: str) -> str | None:
    """The comma or semicolon that parts every line of this text into the same three columns or more, if one does."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    if re.match(r"sep=.\s*$", text.split("\n", 1)[0], re.IGNORECASE):
        return text[4]
    if len(lines) < 2 or "\t" in text or "\f" in text:
        return None
    for sign in ",;":
        widths = {len(row) for row in parted(text, sign) if any(cell.strip() for cell in row)}
        if len(widths) == 1 and widths.pop() >= 3 and not all(f"{sign} " in line for line in lines):
            return sign
    return None


def _read_page(text: str, page: int | None, blocks: list, washing: Washing):
    lines = [[cell.strip() for cell in row] if piped else row for row, piped in _lines(text)]
    at = 0
    while at < len(lines):
        end = _end_of_table(lines, at)
        if end > at:
            number = sum(isinstance(block, Table) for block in blocks) + 1
            blocks.append(_table(lines[at:end], number, page, washing))
            at = end
        else:
            words = washing.clean("\t".join(lines[at]))
            blocks.extend(_paragraph(line, page) for line in words.split("\n") if line.strip())
            at += 1


def _lines(text: str):
    """The lines of a text as cells, and whether upright strokes parted them."""
    rows = parted(text, "\t") if "\t" in text else [[line] for line in re.split(r"\r\n|\r|\n", text)]
    strokes = [_strokes(row) for row in rows]
    for at, row in enumerate(rows):
        beside = strokes[at - 1 : at] + strokes[at + 1 : at + 2]
        if strokes[at] and strokes[at] in beside:
            yield row[0].strip().removeprefix("|").removesuffix("|").split("|"), True
        else:
            yield row, False


def _strokes(row: Line) -> int:
    """How many upright strokes part this line, if it is one of a table drawn with them."""
    if len(row) != 1:
        return 0
    line = row[0].strip()
    drawn = line.startswith("|") and line.endswith("|") and len(line) > 1
    return line.strip("|").count("|") + 1 if drawn or " | " in line or _MARKDOWN_RULE.fullmatch(line) else 0


def _is_row(line: Line) -> bool:
    """Whether this line is a row of a table, and not a paragraph with a tab after its number or before its words."""
    filled = [cell for cell in line if cell.strip()]
    if len(line) < 2 or not filled:
        return False
    return not (len(filled) == 1 and len(line) == 2 and not line[0].strip()) and not (
        len(line) == 2 and _LIST_MARK.fullmatch(line[0])
    )


def _end_of_table(lines: list[Line], at: int) -> int:
    """Where the table that begins at this line ends; `at` where none begins.

    A lone line between two rows belongs to the table (a band), unless a blank line stands before it.
    """
    if not _is_row(lines[at]):
        return at
    end, look = at + 1, at + 1
    blank = False
    while look < len(lines):
        if _is_row(lines[look]) or (len(lines[look]) > 2 and any(lines[look])):
            end = look + 1
        elif not any(cell.strip() for cell in lines[look]):
            blank = blank or len(lines[look]) == 1
        elif blank:
            break
        look += 1
        blank = blank and end != look
    return end


def _table(lines: list[Line], number: int, page: int | None, washing: Washing) -> Table:
    ruled = len(lines) > 1 and all(re.fullmatch(r":?-{3,}:?", cell.strip()) for cell in lines[1])
    rows = [line for line in lines if not all(re.fullmatch(r":?-{3,}:?", cell.strip()) for cell in line)]
    table = as_table(rows, washing, undo_harmless=False)
    return table_with(table, number, page, header_rows=1 if ruled else 0)


def table_with(table: Table, number: int, page: int | None, *, header_rows: int) -> Table:
    """A table with its number, page and header rows filled in."""
    rows = tuple(
        type(row)(row.number, row.cells, at < header_rows, page) for at, row in enumerate(table.rows)
    )
    return Table(number, rows, table.columns, page=page)


def _paragraph(line: str, page: int | None) -> Paragraph:
    if marked := _HEADING.fullmatch(line.strip()):
        return Paragraph(marked[2], heading=len(marked[1]), page=page)
    return Paragraph(line, page=page)

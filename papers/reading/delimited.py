"""Reads .csv and .tsv: one table, whatever parts its columns."""

import csv
import io
import re
from typing import Literal

from .encodings import decoded
from .hygiene import Washing
from .kinds import EMPTY, ending
from .paper import Cell, Notice, Paper, Paragraph, Refused, Row, Table

DELIMITERS = ",;\t|"
LONGEST_CELL = 10_000_000
MOST_CELLS = 1_000_000
TOO_MANY = (
    "The table has more than a million cells, which is more than can be brought in at once. "
    "Save the rows and columns of the plan as a file of their own and bring that in."
)
_HARMLESS = re.compile(r"'(?=[=+\-@\t\r'])")
# What is left in a cell where quoted cells were parted by another sign than their own.
_TORN = re.compile(r'"[,;\t|]"')
_SEP_LINE = re.compile(r"\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The table in these bytes. Nothing can be hidden in such a file, so `include_hidden` changes nothing."""
    text, said = decoded(content)
    return read_text(
        name, text, kind="csv", said=said, told="\t" if ending(name) in (".tsv", ".tab") else None
    )


def read_text(name: str, text: str, *, kind: str, said: list[str], told: str | None = None) -> Paper:
    """The table in this text. `told` is what parts its columns, where known."""
    washing = Washing()
    if stated := _SEP_LINE.match(text):
        told, text = stated[1], text[stated.end() :]
    rows = parted(text, told or delimiter(text))
    table = as_table(rows, washing, undo_harmless=kind == "csv")
    if not table.rows:
        raise Refused(EMPTY)
    notices = tuple(Notice(sentence) for sentence in (*said, *washing.sentences()))
    return Paper(name, kind, (table,), notices=notices)


def delimiter(text: str) -> str:
    """What parts the columns of this text: the sign that gives the most rows of one same width, above one column."""
    sample = text[:200_000]
    lines = sample[:20_000].splitlines()[:50]
    scores = []
    for sign in DELIMITERS:
        if not any(sign in line for line in lines):
            continue
        rows = [row for row in parted(sample, sign)[:200] if any(cell.strip() for cell in row)]
        widths = [len(row) for row in rows]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        first = 1 if widths[0] == usual else 0
        torn = sum(any(map(_TORN.search, row)) for row in rows)
        score = (wide.count(usual) - torn) / len(widths) + first * 0.5
        scores.append((score, usual, -DELIMITERS.index(sign), sign))
    return max(scores)[-1] if scores else ","


def parted(text: str, sign: str) -> list[list[str]]:
    """The rows of this text, each a list of cells; quoted cells may run over lines."""
    csv.field_size_limit(LONGEST_CELL)
    rows = _parted(text, csv.QUOTE_MINIMAL, sign)
    if rows and rows[-1] and rows[-1][-1].count("\n") > 100 and text.count('"') % 2:
        return _parted(text, csv.QUOTE_NONE, sign)  # a quote that never closes has swallowed the rest
    return rows


def _parted(text: str, quoting: Literal[0, 3], sign: str) -> list[list[str]]:
    found, cells = [], 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, quoting=quoting)
    try:
        for row in reader:
            cells += len(row)
            if cells > MOST_CELLS:
                raise Refused(TOO_MANY)
            found.append(row)
    except csv.Error:
        raise Refused(
            "The rows of the file could not be told apart. Open it in Excel, save it as .xlsx and bring that in."
        ) from None
    return found


def as_table(rows: list[list[str]], washing: Washing, *, undo_harmless: bool) -> Table:
    """These rows as a table, numbered as a spreadsheet would number them. Blank cells and rows are left out."""
    found = []
    for number, row in enumerate(rows, start=1):
        cells = tuple(
            Cell(column, paragraphs(cell, washing, undo_harmless=undo_harmless))
            for column, cell in enumerate(row, start=1)
            if cell
        )
        if cells:
            found.append(Row(number, cells))
    columns = max((row.cells[-1].column for row in found), default=0)
    return Table(1, tuple(found), columns)


def paragraphs(cell: str, washing: Washing, *, undo_harmless: bool = False) -> tuple[Paragraph, ...]:
    """The words of one cell, a line a paragraph."""
    if undo_harmless and _HARMLESS.match(cell):
        cell = cell[1:]
    text = washing.clean(cell)
    if "\n" not in text:
        return (Paragraph(text),)
    return tuple(Paragraph(line) for line in text.split("\n"))

"""The short address that is printed with each row of a paper to be issued, as the writers ask for it."""

from dataclasses import replace

from papers import phrases
from papers.document import Cell, Column, Document, Row, Table, Text

from .words import grid

COLUMN = Column("address", phrases.ADDRESS, 1.0)


def link(document: Document, row: Row) -> str:
    """The whole address of a row, for a link: "https://plans.example/p/7/1c"."""
    return f"{document.site}/{row.short}"


def printed_at(table: Table, cells: list[Cell | None]) -> int:
    """In which column of this row its address is printed. -1 where it has no cell of its own."""
    keys = [column.key for column in table.columns]
    wanted = keys.index(table.addressed) if table.addressed in keys else 0
    own = [column for column, cell in enumerate(cells) if cell is not None]
    return wanted if wanted in own else next(iter(own), -1)


def stands_below(table: Table, column: int) -> bool:
    """Whether the address stands under what the cell says: under a reference, else before the words."""
    return table.columns[column].kind == "ref"


def with_column(document: Document, table: Table) -> Table:
    """The table with the addresses of its rows in a column of their own, for formats without links in a cell."""
    if not any(row.short for row in _rows(table)):
        return table
    lines = []
    for line, cells in grid(table):
        if isinstance(line, Row):
            own = tuple(cell for cell in cells if cell is not None)
            words = (Text(link(document, line)),) if line.short else ()
            line = replace(line, cells=(*own, Cell(words)))
        lines.append(line)
    return replace(table, columns=(*table.columns, COLUMN), rows=tuple(lines))


def _rows(table: Table) -> list[Row]:
    return [line for line in table.rows if isinstance(line, Row)]

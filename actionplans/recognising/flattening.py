"""Nested tables brought to the surface: a table that only lays out a page is taken apart."""

from collections.abc import Iterator
from dataclasses import replace

from papers.reading.paper import Cell, Paper, Paragraph, Row, Table

from ..wording import headings
from .cells import filled


def blocks(paper: Paper) -> Iterator[Paragraph | Table]:
    """The paper's paragraphs and tables in order, with no table inside a cell any more."""
    for block in paper.blocks:
        if isinstance(block, Table):
            yield from _surfaced(block)
        else:
            yield block


def _surfaced(table: Table) -> Iterator[Paragraph | Table]:
    if not any(cell.inner for row in table.rows for cell in row.cells):
        yield table
    elif _only_lays_out(table):
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
                for inner in cell.inner:
                    yield from _surfaced(inner)
    else:
        yield replace(table, rows=tuple(_plain_row(row) for row in table.rows))
        for row in table.rows:
            for cell in row.cells:
                for inner in cell.inner:
                    if _is_plan(inner):
                        yield from _surfaced(inner)


def _only_lays_out(table: Table) -> bool:
    """Whether no row holds more than one cell with anything in it besides tables."""
    return all(sum(1 for cell in row.cells if cell.text.strip() or cell.inner) <= 1 for row in table.rows)


def _is_plan(table: Table) -> bool:
    rows = ([cell.text for cell in filled(row)] for row in table.rows[:3])
    return len(table.rows) > 1 and any(headings.score(cells) >= 0.6 for cells in rows)


def _plain_row(row: Row) -> Row:
    if not any(cell.inner for cell in row.cells):
        return row
    return replace(row, cells=tuple(_plain_cell(cell) for cell in row.cells))


def _plain_cell(cell: Cell) -> Cell:
    """The cell with its small tables written out, a row a paragraph."""
    if not cell.inner:
        return cell
    lines = [
        Paragraph(" – ".join(each.text.strip() for each in filled(row)), page=row.page)
        for inner in cell.inner
        if not _is_plan(inner)
        for row in inner.rows
        if filled(row)
    ]
    return replace(cell, paragraphs=(*cell.paragraphs, *lines), inner=())

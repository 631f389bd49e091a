"""A paper's tables as comma-separated values that Excel, LibreOffice and our own reader open as they were.

UTF-8 with its mark, CRLF line ends, text that looks like a formula made harmless. A band becomes a
column of its own; a cell that stands beside several rows is said in each of them.
"""

import csv
import io

from papers.document import Band, Cell, Document, Figures, Heading, Note, Paragraphs, Table

from .harmless import defuse
from .row_addresses import with_column
from .words import band_words, cell_words, figures_words, grid

MARK = "\ufeff"


def write(document: Document) -> bytes:
    """The document as CSV: a line a row, and a line for each paragraph outside the tables."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    blocks = [
        with_column(document, block) if isinstance(block, Table) else block for block in document.blocks
    ]
    lines.writerows(_block_lines(blocks))
    return (MARK + text.getvalue()).encode("utf-8", "replace")


def _block_lines(blocks):
    """All blocks in order. An empty line stands before and after a table, and before a heading."""
    for number, block in enumerate(blocks):
        if number and (isinstance(block, Table | Heading) or isinstance(blocks[number - 1], Table)):
            yield []
        if isinstance(block, Table):
            yield from table_lines(block)
        elif isinstance(block, Heading | Paragraphs | Note):
            yield [defuse(block.words)]
        elif isinstance(block, Figures):
            yield from ([defuse(words)] for words in figures_words(block))


def table_lines(table: Table):
    """The lines of one table: its headings, then a line a row, each a list of harmless strings."""
    levels = sorted({line.level for line in table.rows if isinstance(line, Band)})
    called = [table.band_headings[min(level, len(table.band_headings)) - 1] for level in levels]
    yield [defuse(words) for words in (*called, *(column.heading for column in table.columns))]
    bands = dict.fromkeys(levels, "")
    width = len(table.columns)
    unsaid = False
    above: list[list] = [[0, ""] for _ in range(width)]
    for line, cells in grid(table):
        if isinstance(line, Band):
            if unsaid and bands[line.level]:
                yield [*bands.values(), *[""] * width]
            for level in levels:
                if level >= line.level:
                    bands[level] = ""
            bands[line.level] = defuse(band_words(line))
            unsaid = True
            above = [[0, ""] for _ in range(width)]
        else:
            yield [*bands.values(), *_row(cells, above)]
            unsaid = False
    if unsaid:
        yield [*bands.values(), *[""] * width]


def _row(cells: list[Cell | None], above: list[list]) -> list[str]:
    """The words of a row's cells, with those of a taller cell above repeated where it still stands."""
    said = []
    for column, cell in enumerate(cells):
        if cell is not None:
            words = defuse(cell_words(cell))
            above[column] = [cell.height - 1, words]
        elif above[column][0] > 0:
            words = above[column][1]
            above[column][0] -= 1
        else:
            words = ""
        said.append(words)
    return said

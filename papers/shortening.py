"""A document in short, as part of a page that leads to the whole. Pure."""

from dataclasses import replace

from .document import Band, Document, Heading, Table


def shortened(document: Document, rows: int) -> tuple[Document, int]:
    """(the document with at most so many rows in all its tables, how many rows were left out).

    What stands outside tables is kept; a table of which no row is left goes with its heading, and a band that would be the last.
    """
    left, out, blocks = rows, 0, []
    for block in document.blocks:
        if not isinstance(block, Table):
            blocks.append(block)
            continue
        kept, number = _first(block, left)
        held = sum(not isinstance(row, Band) for row in block.rows)
        left, out = left - number, out + held - number
        if kept or not block.rows:
            # A writer cuts a cell that would reach beyond the last row.
            blocks.append(replace(block, rows=tuple(kept)))
        elif blocks and isinstance(blocks[-1], Heading):
            blocks.pop()
    return replace(document, blocks=tuple(blocks)), out


def _first(table, most):
    """(the first rows of a table with their bands, how many of them are no bands)."""
    kept, number = [], 0
    for row in table.rows:
        if isinstance(row, Band):
            kept.append(row)
        elif number < most:
            kept.append(row)
            number += 1
        else:
            break
    while kept and isinstance(kept[-1], Band):
        kept.pop()
    return kept, number


def unanchored(document: Document) -> Document:
    """The document without the anchors of its rows: the page that shows it has them from another one already."""
    return replace(document, blocks=tuple(_unanchored(block) for block in document.blocks))


def _unanchored(block):
    if not isinstance(block, Table):
        return block
    return replace(block, rows=tuple(replace(row, anchor="") for row in block.rows))

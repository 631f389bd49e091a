"""A document in short, where the page that shows it leads to the whole. Pure."""

from dataclasses import replace

from .document import Band, Document, Table


def shortened(document: Document, rows: int) -> tuple[Document, int]:
    """(the document with at most so many rows in all its tables, how many rows were left out).

    What stands outside tables is kept; a table of which no row is left goes, and a band that would be the last.
    """
    left, out, blocks = rows, 0, []
    for block in document.blocks:
        if not isinstance(block, Table):
            blocks.append(block)
            continue
        kept = []
        for row in block.rows:
            if isinstance(row, Band):
                kept.append(row)
            elif left > 0:
                kept.append(row)
                left -= 1
            else:
                out += 1
        while kept and isinstance(kept[-1], Band):
            kept.pop()
        if kept or not block.rows:
            # A writer cuts a cell that would reach beyond the last row.
            blocks.append(replace(block, rows=tuple(kept)))
    return replace(document, blocks=tuple(blocks)), out

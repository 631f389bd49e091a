"""Short addresses of the rows of a paper that is to be issued: printed with each row, and lasting.

An address names the publication and the row, so that it opens what was printed, whatever became of the plan.
"""

from dataclasses import replace

from django.urls import get_script_prefix

from papers.document import Row, Table
from papers.writing.words import grid

# The column that the address is printed in: the first of these that the paper has.
HOMES = ("ref", "action", "recommendation")


def with_addresses(document, number):
    """The document with the short address of each row: "p/7/1c" for the row 1c of publication 7.

    Of each row the anchor is its key, as `progress_paper(…, keyed=True)` gives it.
    """
    return replace(document, blocks=tuple(_block(block, number) for block in document.blocks))


def _block(block, number):
    if not isinstance(block, Table):
        return block
    rows = tuple(_row(line, number) if isinstance(line, Row) else line for line in block.rows)
    return replace(block, rows=rows, addressed=_home(block))


def _row(row, number):
    if not row.anchor:
        return row
    short = f"p/{number}/{row.anchor}"
    return replace(row, short=short, address=f"{get_script_prefix()}{short}")


def _home(table):
    """The key of the column that addresses are printed in: one whose cells never stand beside several rows."""
    keys = [column.key for column in table.columns]
    narrow = [column.key for column in table.columns if column.kind == "ref"]
    shared = {
        key
        for _, cells in grid(table)
        for key, cell in zip(keys, cells, strict=False)
        if cell is None or cell.height > 1
    }
    return next((key for key in (*narrow, *HOMES, *keys) if key in keys and key not in shared), keys[0])

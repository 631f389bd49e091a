"""The block that closes a paper of ours, what was asked for and what came: counted, and nothing to bring in again."""

import re
from dataclasses import replace

from papers import phrases
from papers.reading.paper import Cell, Paper, Paragraph, Table

# What a workbook calls the sheets of it is cut to this many characters.
SHEET = 31
# The short address that is printed with a row, and the whole one.
SHORT = re.compile(r"p/\d{1,10}/[a-z0-9-]{1,60}")
WHOLE = re.compile(rf"https?://\S+/{SHORT.pattern}")


def without_receipt(paper: Paper) -> Paper:
    """The paper up to its closing block; in a workbook, without the sheets of it. Any other paper keeps all its words."""
    if not any(_says_it_was_counted(block) for block in paper.blocks):
        return paper
    blocks: list[Paragraph | Table] = []
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            if _is_heading(block.text):
                break
        elif _is_sheet_of_it(block):
            continue
        elif (cut := _up_to_it(block)) is not block:
            blocks += [cut] if cut.rows else []
            break
        blocks.append(block)
    return replace(paper, blocks=tuple(blocks))


def _says_it_was_counted(block: Paragraph | Table) -> bool:
    """Whether the sentence stands here that closes every block of ours."""
    if isinstance(block, Paragraph):
        return block.text.strip() == phrases.COUNTED
    return any(cell.text.strip() == phrases.COUNTED for row in block.rows for cell in row.cells)


def _is_heading(words):
    return words.strip() == phrases.RECEIPT


def _is_sheet_of_it(table: Table) -> bool:
    return bool(table.sheet) and table.sheet in (phrases.RECEIPT[:SHEET].rstrip(), phrases.NOT_CAME[:SHEET])


def _up_to_it(table: Table) -> Table:
    """The rows above a line that holds the heading and nothing else, as a CSV has it."""
    for at, row in enumerate(table.rows):
        said = [cell.text for cell in row.cells if not cell.is_blank]
        if len(said) == 1 and _is_heading(said[0]):
            return replace(table, rows=table.rows[:at])
    return table


def without_addresses(paper: Paper) -> Paper:
    """The paper without the addresses that we print with rows: under a reference, or in a column of their own."""
    blocks = tuple(_unaddressed(one) if isinstance(one, Table) else one for one in paper.blocks)
    return paper if blocks == paper.blocks else replace(paper, blocks=blocks)


def _unaddressed(table: Table) -> Table:
    column = _column_of_them(table)
    rows = tuple(
        replace(row, cells=tuple(_without_short(cell) for cell in row.cells if cell.column != column))
        for row in table.rows
    )
    return table if rows == table.rows else replace(table, rows=rows)


def _without_short(cell: Cell) -> Cell:
    if len(cell.paragraphs) < 2 and not SHORT.fullmatch(cell.text.strip()):
        return cell
    kept = tuple(one for one in cell.paragraphs if not SHORT.fullmatch(one.text.strip()))
    return cell if len(kept) == len(cell.paragraphs) else replace(cell, paragraphs=kept)


def _column_of_them(table: Table) -> int | None:
    """The last column, where its heading and every cell under it say that it holds addresses of rows of ours."""
    said: dict[int, list[str]] = {}
    for row in table.rows:
        for cell in row.cells:
            if cell.text.strip():
                said.setdefault(cell.column, []).append(cell.text.strip())
    for column, words in said.items():
        heading, *below = words[words.index(phrases.ADDRESS) :] if phrases.ADDRESS in words else ("",)
        if heading and below and all(WHOLE.fullmatch(one) for one in below):
            return column
    return None

"""The block that closes a paper of ours, what was asked for and what came: counted, and nothing to bring in again."""

from dataclasses import replace

from papers import phrases
from papers.reading.paper import Paper, Paragraph, Table

# What a workbook calls the sheets of it is cut to this many characters.
SHEET = 31


def without_receipt(paper: Paper) -> Paper:
    """The paper up to its closing block; in a workbook, without the sheets of it."""
    blocks = []
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
    return paper if len(blocks) == len(paper.blocks) and blocks == list(paper.blocks) else _of(paper, blocks)


def _of(paper, blocks):
    return replace(paper, blocks=tuple(blocks))


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

"""A paper with some of its cells mended by a person: what they typed stands where the paper is damaged."""

from dataclasses import replace

from papers.reading.paper import Paper, Paragraph, Table


def mend(paper: Paper, mended: dict[str, str]) -> Paper:
    """The paper with the words of `mended` ("table:row:column" → words) in its cells; the rest as it was."""
    cells = {tuple(map(int, place.split(":"))): words for place, words in mended.items()}
    if not cells:
        return paper
    tables = {table for table, _, _ in cells}
    return replace(
        paper,
        blocks=tuple(
            _mend_table(block, cells) if isinstance(block, Table) and block.number in tables else block
            for block in paper.blocks
        ),
    )


def _mend_table(table: Table, cells: dict[tuple[int, ...], str]) -> Table:
    return replace(
        table,
        rows=tuple(
            replace(
                row,
                cells=tuple(
                    _mend_cell(cell, cells.get((table.number, row.number, cell.column))) for cell in row.cells
                ),
            )
            for row in table.rows
        ),
    )


def _mend_cell(cell, words):
    if words is None:
        return cell
    lines = words.replace("\r\n", "\n").split("\n") if words.strip() else []
    return replace(
        cell, paragraphs=tuple(Paragraph(line) for line in lines), value=None, formula=False, inner=()
    )

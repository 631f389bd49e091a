"""A paper too long for one PDF, parted into volumes at its bands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from papers.document import Band, Block, Cell, Document, Heading, Note, Paragraphs, Row, Status, Table

from .words import cell_words, parts_words

# A PDF is made in memory, about half a kilobyte for each character of its words.
ONE_PDF = 1_050_000  # the weight up to which a paper is one PDF: some 250 actions
ONE_VOLUME = 700_000  # the weight of a volume
CELL = 60  # what a cell weighs before its first word


def is_long(document: Document) -> bool:
    """Whether the paper is to be had as PDF in volumes only."""
    return sum(_block_weight(block) for block in document.blocks) > ONE_PDF


def volumes(document: Document) -> list[tuple[str, Document]]:
    """The volumes of a paper: what to call each ("Volume 2 of 5") and its document; a short paper has one, called ""."""
    if not is_long(document):
        return [("", document)]
    parts = list(_parts(document.blocks))
    made = []
    for number, blocks in enumerate(parts, 1):
        name = f"Volume {number} of {len(parts)}"
        held = _held(blocks)
        notes = (
            *document.notes,
            f"{name}{': ' if held else ''}{held}. Figures in the key are of the whole paper.",
        )
        made.append((name, replace(document, blocks=tuple(blocks), notes=notes)))
    return made


def volume_contents(document: Document) -> list[tuple[str, str]]:
    """What each volume is called, and what it holds in words."""
    return [(name, _held(part.blocks)) for name, part in volumes(document)]


def _parts(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """The blocks in runs that are light enough, tables cut where a band begins."""
    held: list[Block] = []
    weight = 0
    for block in blocks:
        for piece in _pieces(block) if isinstance(block, Table) else [block]:
            heavy = _block_weight(piece)
            if held and weight + heavy > ONE_VOLUME and not isinstance(held[-1], Heading):
                yield held
                held, weight = [], 0
            last = held[-1] if held else None
            if isinstance(last, Table) and isinstance(piece, Table) and _same(last, piece):
                held[-1] = replace(last, rows=last.rows + piece.rows)
            else:
                held.append(piece)
            weight += heavy
    if held:
        yield held


def _same(one: Table, other: Table) -> bool:
    """Whether two tables are pieces of one."""
    return one.columns == other.columns and one.caption == other.caption


def _pieces(table: Table) -> Iterator[Table]:
    """A table in pieces: at each first-level band, and within a long band between rows, the band said again."""
    rows: list[Band | Row] = []
    weight = 0
    band: Band | None = None
    covered = 0
    for row in table.rows:
        if isinstance(row, Band):
            if row.level == 1:
                if rows:
                    yield replace(table, rows=tuple(rows))
                rows, weight, band = [], 0, row
            covered = 0
            rows.append(row)
            continue
        heavy = _row_weight(row)
        if weight and weight + heavy > ONE_VOLUME * 0.9 and not covered and isinstance(rows[-1], Row):
            yield replace(table, rows=tuple(rows))
            rows, weight = ([replace(band, anchor="")] if band else []), 0
        rows.append(row)
        weight += heavy
        covered = max(covered, *(cell.height for cell in row.cells), 1) - 1
    if rows:
        yield replace(table, rows=tuple(rows))


def _block_weight(block: Block) -> int:
    if isinstance(block, Table):
        return sum(_row_weight(row) for row in block.rows)
    return len(block.words) + CELL if isinstance(block, Heading | Paragraphs | Note) else CELL


def _row_weight(row: Band | Row) -> int:
    if isinstance(row, Band):
        return len(parts_words(row.parts)) + CELL
    return sum(_cell_weight(cell) for cell in row.cells)


def _cell_weight(cell: Cell) -> int:
    return CELL + len(cell_words(cell)) + sum(CELL for part in cell.parts if isinstance(part, Status))


def _held(blocks: Sequence[Block]) -> str:
    """What a volume holds: its first band, and its last where that is another."""
    bands = [
        " ".join(parts_words(row.parts).split())
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        if isinstance(row, Band) and row.level == 1
    ]
    if not bands:
        return ""
    return bands[0] if bands[0] == bands[-1] else f"{bands[0]} to {bands[-1]}"

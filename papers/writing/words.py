"""What stands in a cell as plain words: for formats that know no bold, no colour and no edge."""

from dataclasses import replace
from datetime import date

from papers import phrases
from papers.document import (
    Addition,
    Band,
    Blank,
    Cell,
    Compared,
    Document,
    Figures,
    Flag,
    Names,
    Part,
    Row,
    Status,
    Table,
    Text,
)

NO_MOVE = "→"


def day(on: date) -> str:
    """A date as papers print it: 6 November 2026."""
    return f"{on.day} {on:%B} {on.year}"


def addition_marker(addition: Addition) -> str:
    """What stands in bold before an addition: its marker as written, or "Added 4 November 2026"."""
    if addition.marker.strip():
        return addition.marker.strip()
    return f"Added {day(addition.on)}" if addition.on else "Added"


def part_words(part: Part) -> str:
    """One part as plain words."""
    match part:
        case Text(words, _, label):
            return f"{label} {words}" if label else words
        case Names(names):
            return "\n".join(names)
        case Status(words, _, _):
            return words
        case Blank(words, label):
            return f"{label} {words}" if label else words
        case Flag(words):
            return f"! {words}"
        case Addition():
            marker = addition_marker(part)
            return f"{marker} {part.words}" if part.marker.strip() else f"{marker}: {part.words}"
        case Compared(pieces, label):
            words = compared_words(pieces)
            return f"{label} {words}" if label else words


def compared_words(pieces: tuple[tuple[str, str], ...]) -> str:
    """Two wordings as one in plain words: what is gone and what is new in brackets."""
    return "".join(words for _, words in compared_runs(pieces))


def compared_runs(pieces: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The pieces of two wordings as (kind, plain words), what is gone and what is new in brackets of their own."""
    said = {"gone": phrases.gone, "new": phrases.new}
    return [(kind, said[kind](words) if kind in said else words) for kind, words in parted(pieces)]


def parted(pieces: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The pieces with the spaces at their ends by themselves, and one between what is gone and what is new instead."""
    told: list[tuple[str, str]] = []
    for kind, words in pieces:
        said = words.strip() if kind != "same" else words
        if not said:
            told.append(("same", words))
            continue
        start = words.index(said)
        before = words[:start]
        if not before and kind == "new" and told and told[-1][0] == "gone":
            before = " "
        ends = (("same", before), (kind, said), ("same", words[start + len(said) :]))
        told += [one for one in ends if one[1]]
    return told


def figures_words(figures: Figures) -> list[str]:
    """The numbers with what each counts: "3 better status"."""
    return [f"{number:,} {words}" for number, words in figures.numbers]


def parts_words(parts: tuple[Part, ...]) -> str:
    """Parts one under the other."""
    return "\n".join([part_words(part) for part in parts])


def band_words(band: Band) -> str:
    """Everything in a band, one part a line, its change word first."""
    said = parts_words(band.parts)
    return f"{band.change}\n{said}" if band.change else said


def is_barred(cell: Cell) -> bool:
    """Whether a cell has a bar at its left. "→ No change" is said, under the status, but is no change."""
    return bool(cell.change) and not cell.change.startswith(NO_MOVE)


def before_change(cell: Cell) -> int:
    """How many parts stand before the change word: none, but for the status that did not move."""
    if not cell.change or is_barred(cell):
        return 0
    return int(bool(cell.parts) and isinstance(cell.parts[0], Status))


def cell_words(cell: Cell) -> str:
    """Everything in a cell, one part a line, the change word in its place."""
    if not cell.change:
        return parts_words(cell.parts)
    first = before_change(cell)
    said = (parts_words(cell.parts[:first]), cell.change, parts_words(cell.parts[first:]))
    return "\n".join(words for words in said if words)


def grid(table: Table) -> list[tuple[Band | Row, list[Cell | None]]]:
    """Each band and row of a table with its cells placed in the columns of the table.

    A column covered by a taller or wider cell holds None; one that the row leaves out holds an empty cell.
    Spans that reach beyond the table, or over a band, are cut; a cell beyond the last column is left out.
    """
    wide = len(table.columns)
    none_covered = [0] * wide
    covered = none_covered
    placed: list[tuple[Band | Row, list[Cell | None]]] = []
    for number, line in enumerate(table.rows):
        if isinstance(line, Band):
            covered = none_covered
            placed.append((line, []))
        elif covered is none_covered and len(line.cells) == wide and _is_plain(line.cells):
            placed.append((line, list(line.cells)))
        else:
            cells, covered = _placed(line.cells, covered, _rows_left(table.rows, number))
            placed.append((line, cells))
            covered = [max(0, rows - 1) for rows in covered]
            if not any(covered):
                covered = none_covered
    return placed


def _is_plain(cells: tuple[Cell, ...]) -> bool:
    """Whether no cell covers more than its own place."""
    return all(cell.width == 1 and cell.height == 1 for cell in cells)


def _placed(cells, covered: list[int], rows_left: int) -> tuple[list[Cell | None], list[int]]:
    """The cells of one row in its columns, and for how many rows each column is now covered."""
    wide = len(covered)
    placed: list[Cell | None] = [None] * wide
    now = list(covered)
    waiting = iter(cells)
    column = 0
    while column < wide:
        if now[column]:
            column += 1
            continue
        cell = next(waiting, _NOTHING)
        free = 1
        while free < cell.width and column + free < wide and not now[column + free]:
            free += 1
        width, height = min(max(cell.width, 1), free), min(max(cell.height, 1), rows_left)
        fits = width == cell.width and height == cell.height
        placed[column] = cell if fits else replace(cell, width=width, height=height)
        now[column : column + width] = [height] * width
        column += width
    return placed, now


def _rows_left(rows, number: int) -> int:
    """How many rows there are from this one to the next band or the end."""
    left = 0
    for line in rows[number:]:
        if isinstance(line, Band):
            break
        left += 1
    return left


_NOTHING = Cell()


def title_lines(document: Document) -> list[tuple[str, str]]:
    """The facts under the title as label and words: as at first, unless the paper says it itself."""
    facts = list(document.facts)
    if not any(label.strip().lower() == "as at" for label, _ in facts):
        facts.insert(0, ("As at", day(document.as_at)))
    return facts


def running_heads(document: Document) -> tuple[str, str]:
    """What stands at the top left of the first page, and of the others."""
    head = document.running_head or document.body
    if document.running_head and document.title and document.title not in head:
        return head, f"{head} · {document.title}"
    return head, document.running_head or document.title


def foot(document: Document) -> str:
    """What stands at the foot of each page: the body, the day, and where its rows are found, else its address."""
    where = where_rows_are(document) or document.address
    said = [document.body, f"as at {day(document.as_at)}", where]
    return " · ".join(words for words in said if words)


def where_rows_are(document: Document) -> str:
    """How a reader comes from a printed row to its page: "Row addresses: plans.example/p/7/ and the reference"."""
    rows = [line for block in document.blocks if isinstance(block, Table) for line in block.rows]
    addressed = [row for row in rows if isinstance(row, Row) and row.short]
    if not addressed:
        return ""
    host = document.site.partition("://")[2] or document.site
    # A reference opens its row, so it will do where every row has one.
    if all(row.name for row in addressed):
        return f"Row addresses: {host}/{addressed[0].short.rpartition('/')[0]}/ and the reference"
    return f"Row addresses: {host}/ and what stands with the row"

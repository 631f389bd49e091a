"""Tables that are forms: a label on the left ("Action", "Lead", "By when?") and its words on the right."""

import re
from collections.abc import Iterator

from papers.reading.paper import Row, Table

from ..wording import headings
from .cells import Piece, filled, flat, folded, piece_of
from .columns import Column
from .found import Place
from .items import Entry


def is_form(table: Table) -> bool:
    """Whether the left cells are labels, an action's among them."""
    labels = [flat(filled(row)[0].text) for row in table.rows if len(filled(row)) == 2]
    if len(labels) < 2 or len(labels) < len(table.rows) / 2:
        return False
    read = [headings.meaning(label) if _is_label(label) else None for label in labels]
    known = [each for each in read if each and each.certainty >= 0.7]
    keys = {each.key for each in known}
    return len(known) >= len(labels) * 0.6 and bool(keys & {"action", "recommendation"}) and len(keys) >= 2


def _is_label(words: str) -> bool:
    """Short, and no sentence: "By when?", "Lead officer:"."""
    return len(words) <= 60 and not re.search(r"\.$|[:?]\s+\S", words)


def entries(table: Table) -> Iterator[Entry]:
    """An entry each time the form's first label comes again."""
    first = next(folded(filled(row)[0].text) for row in table.rows if len(filled(row)) == 2)
    held: list[Row] = []
    for row in table.rows:
        cells = filled(row)
        if not cells:
            continue
        if held and folded(cells[0].text) == first:
            yield _entry(table, held)
            held = []
        held.append(row)
    if held:
        yield _entry(table, held)


def _entry(table: Table, rows: list[Row]) -> Entry:
    labels: list[str] = []
    pieces: list[Piece] = []
    for row in rows:
        cells = filled(row)
        if len(cells) == 1 and cells[0].column > row.cells[0].column and pieces:
            more = piece_of(cells[0])
            pieces[-1] = Piece((*pieces[-1].paragraphs, *more.paragraphs), pieces[-1].fill, pieces[-1].value)
            continue
        labels.append(flat(cells[0].text))
        pieces.append(piece_of(row.at(cells[0].column + cells[0].width)))
    return labelled_entry(labels, pieces, Place(table.number, rows[0].number, table.sheet, rows[0].page))


def labelled_entry(labels: list[str], pieces: list[Piece], place: Place) -> Entry:
    """One entry from labels and what stands after them."""
    read = headings.of_row(labels)
    columns = tuple(
        Column(at, 1, label, meaning.key if meaning else None, meaning.round if meaning else None)
        for at, (label, meaning) in enumerate(zip(labels, read, strict=True), 1)
    )
    return Entry(columns, dict(enumerate(pieces, 1)), place)

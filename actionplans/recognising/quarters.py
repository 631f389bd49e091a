"""Plans whose columns are quarters and whose rows are workstreams: an action stands where the two meet."""

import re
from collections.abc import Iterable, Iterator, Sequence

from papers.reading.paper import Paragraph

from .cells import Piece
from .columns import Column, is_quarter_heading
from .found import Place
from .items import Band, Entry, Item

FREE = (
    None,
    "timescale",
    "note",
    "update",
    "target",
)  # what a heading such as "Q2 Jul - Sept 2024" may be taken for


def is_quarter(column: Column) -> bool:
    return column.meaning in FREE and is_quarter_heading(column.words)


def has_quarters(columns: Sequence[Column]) -> bool:
    """Whether two columns or more are quarters, and no column is of actions."""
    named = {column.meaning for column in columns}
    return not named & {"action", "recommendation"} and sum(is_quarter(column) for column in columns) >= 2


def spread(items: Iterable[Item]) -> Iterator[Item]:
    """Each row of quarters as a band and an entry for every action in it, due in its quarter."""
    for item in items:
        if isinstance(item, Band):
            yield item
            continue
        stream = next(
            (column for column in item.columns if not is_quarter(column) and item.piece(column)), None
        )
        if stream is not None:
            yield Band(item.piece(stream).text, item.place, item.fresh)
        for column in item.columns:
            if is_quarter(column):
                yield from _slot(item, column, stream)


def _slot(item: Entry, column: Column, stream: Column | None) -> Iterator[Entry]:
    for piece in _each(item.piece(column)):
        others = tuple(
            each
            for each in item.columns
            if each is not column and each is not stream and not is_quarter(each)
        )
        action = Column(column.at, column.width, column.words, "action", None, 1.0)
        when = Column(0, 1, column.words, "timescale", None, 1.0)
        pieces = {each.at: item.piece(each) for each in others} | {
            column.at: piece,
            0: Piece((Paragraph(column.words),)),
        }
        yield Entry(
            (action, when, *others),
            pieces,
            Place(item.place.table, item.place.row, item.place.sheet, item.place.page),
        )


def _each(piece: Piece) -> Iterator[Piece]:
    """Every paragraph of a slot is an action; lines under a bullet stay with it."""
    held: list[Paragraph] = []
    listed = any(_opens(paragraph) for paragraph in piece.said)
    for paragraph in piece.said:
        if held and (_opens(paragraph) or not listed):
            yield Piece(tuple(held))
            held = []
        held.append(_without_bullet(paragraph))
    if held:
        yield Piece(tuple(held))


def _opens(paragraph: Paragraph) -> bool:
    return paragraph.bullet or bool(paragraph.number) or paragraph.text.lstrip()[:1] in "•▪‣*"


def _without_bullet(paragraph: Paragraph) -> Paragraph:
    words = re.sub(r"^\s*[•▪‣*]\s*", "", paragraph.text)
    return (
        paragraph
        if words == paragraph.text
        else Paragraph(words, paragraph.number, True, page=paragraph.page)
    )

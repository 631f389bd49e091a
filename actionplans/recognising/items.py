"""What a paper's tables are turned into on the way to a plan: entries and bands, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .cells import NOTHING, Piece, folded, together
from .columns import Column
from .found import Place


@dataclass(slots=True)
class Entry:
    """One row that says something, its words by column. `fresh` where a page or a table began just before it.

    `extra` holds what stands right of the last heading.
    """

    columns: tuple[Column, ...]
    pieces: dict[int, Piece]
    place: Place
    fresh: bool = False
    rows: int = 1
    extra: list[Piece] = field(default_factory=list)

    def piece(self, column: Column) -> Piece:
        return self.pieces.get(column.at, NOTHING)

    def colour(self, column: Column) -> str | None:
        """The ground of a cell that is its own, not one that the row has for being every other row."""
        fill = self.piece(column).fill
        others = [piece.fill for at, piece in self.pieces.items() if at != column.at]
        return None if fill is None or others.count(fill) * 2 > len(others) else fill

    def counterpart(self, column: Column) -> Column | None:
        """The column of this row that another table's column is the same as: at its place, or under its heading."""
        if self.columns and column in self.columns:
            return column
        alike = [
            each
            for each in self.columns
            if (each.meaning, each.round, folded(each.words))
            == (column.meaning, column.round, folded(column.words))
        ]
        return alike[0] if len(alike) == 1 else None

    def like(self, column: Column) -> Piece:
        """What stands in the counterpart of another table's column."""
        place = self.counterpart(column)
        return self.piece(place) if place else NOTHING

    def of(self, *meanings: str) -> Iterator[tuple[Column, Piece]]:
        """The columns of these meanings, with what stands in them here."""
        for column in self.columns:
            if column.meaning in meanings:
                yield column, self.piece(column)

    def words(self, *meanings: str) -> str:
        """What stands in the columns of these meanings, a line each."""
        return together(piece for _, piece in self.of(*meanings))

    def heading(self, *meanings: str) -> str:
        """The heading of the first column of these meanings, as printed."""
        return next((column.words for column, _ in self.of(*meanings)), "")

    def has(self, *meanings: str) -> bool:
        """Whether there is a column of these meanings at all."""
        return any(column.meaning in meanings for column in self.columns)

    @property
    def main(self) -> str:
        """What the row is about: "action", or "recommendation" where there is no column of actions."""
        return "action" if self.has("action") else "recommendation"

    def filled(self) -> Iterator[tuple[Column, Piece]]:
        """The columns that have words of this row's own, not of a cell merged down from above."""
        for column in self.columns:
            piece = self.piece(column)
            if piece and not piece.shared:
                yield column, piece


@dataclass(slots=True)
class Band:
    """A full-width row or a heading over entries. `level` is a heading's level, 0 for a row of a table."""

    words: str
    place: Place
    fresh: bool = False
    level: int = 0
    stands_out: bool = True  # bold or shaded
    rows: int = 1


Item = Entry | Band

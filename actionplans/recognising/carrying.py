"""Outcomes: read once, and carried down over the rows whose own cell is empty, also across a page."""

import re

from papers import phrases

from ..wording import targets
from . import debris
from .cells import Piece, flat, folded
from .found import OutcomeFound
from .items import Entry
from .ledger import Ledger

_AS_ABOVE = re.compile(r"^(?:\[?as above\]?|ditto|same as above|fel uchod|[\"”″]|''|,,)\.?$", re.IGNORECASE)
_UNREADABLE = re.compile(r"^\[Nothing readable")


class Outcomes:
    """The outcomes of a paper in order, and which of them the rows stand under now."""

    def __init__(self, *, has_column: bool, parts_aims: bool, ledger: Ledger):
        self.found: list[OutcomeFound] = []
        self.has_column, self.parts_aims, self.ledger = has_column, parts_aims, ledger
        self.current: tuple[str, ...] = ()
        self._ids: dict[tuple[int | None, str], str] = {}

    def close(self) -> None:
        """A new priority begins: what stood above it is not carried into it."""
        self.current = ()

    def open(self, words: str, priority: int | None) -> None:
        """An outcome that a band names."""
        self.current = (self._id(words, priority),)

    def of(
        self, entry: Entry, priority: int | None, *, opening: bool = False
    ) -> tuple[tuple[str, ...], str | None]:
        """The outcomes a row serves (their ids) and their words; an empty cell means those above."""
        cells = [piece for _, piece in entry.of("outcome")]
        if not cells:
            return self.current, self._words(self.current)
        own = [piece for piece in cells if piece and not _AS_ABOVE.match(flat(piece.text))]
        if not own:
            return self._carried(cells[0], entry, priority, opening)
        heading = entry.heading("outcome")
        self.current = tuple(self._read(text, priority, entry, heading) for text in self._texts(own, entry))
        return self.current, self._words(self.current)

    def _carried(
        self, piece: Piece, entry: Entry, priority: int | None, opening: bool
    ) -> tuple[tuple[str, ...], str | None]:
        if piece.blank == phrases.NOT_STATED:
            self.current = ()
            return (), None
        if self.current and (not _UNREADABLE.match(piece.blank) or self._words(self.current) is None):
            return self.current, self._words(self.current)
        if opening:
            return (), None
        self.current = (self._unreadable(priority),)
        self.ledger.tell(
            "repair",
            "outcome-missing",
            "No outcome can be read for this row, and none stands above it in its section. Write it in from the printed paper, or leave it as not readable.",
            entry.place,
            heading=entry.heading("outcome"),
            ref=flat(entry.words("ref")),
        )
        return self.current, None

    def _texts(self, pieces: list[Piece], entry: Entry) -> list[str]:
        """The aims of a cell: those that an empty line parts, in papers of aims and actions alone."""
        if not self.parts_aims:
            return ["\n".join(piece.text for piece in pieces)]
        blocks = [block for piece in pieces for block in _blocks(piece)]
        if len(blocks) > 1:
            self.ledger.tell(
                "confirm",
                "several-aims",
                f"This cell holds {len(blocks)} aims, parted by empty lines. The actions beside it serve all of them: check that this is so.",
                entry.place,
                heading=entry.heading("outcome"),
                words="\n\n".join(blocks),
            )
        return blocks

    def _read(self, text: str, priority: int | None, entry: Entry, heading: str) -> str:
        words, unclosed = debris.without_quotation(text)
        if unclosed:
            self.ledger.tell(
                "repair",
                "unclosed-quotation",
                "This cell opens with a quotation mark that never closes: its end may be lost. Compare it with the paper and complete it.",
                entry.place,
                heading=heading,
                words=words,
                ref=flat(entry.words("ref")),
            )
        return self._id(words, priority)

    def _id(self, words: str, priority: int | None) -> str:
        key = (priority, folded(words))
        if key not in self._ids:
            self._ids[key] = self._next()
            self.found.append(
                OutcomeFound(
                    self._ids[key], words.strip(), priority=priority, targets=tuple(targets.find(words))
                )
            )
        return self._ids[key]

    def _unreadable(self, priority: int | None) -> str:
        made = self._next()
        self.found.append(OutcomeFound(made, None, unreadable=True, priority=priority))
        return made

    def _next(self) -> str:
        return f"o{len(self.found) + 1}"

    def _words(self, ids: tuple[str, ...]) -> str | None:
        if len(ids) != 1:
            return None
        return self.found[int(ids[0][1:]) - 1].words


def _blocks(piece: Piece) -> list[str]:
    """The text of a cell cut where an empty paragraph stands."""
    blocks: list[list[str]] = [[]]
    for paragraph in piece.paragraphs:
        for line in paragraph.text.split("\n") or [""]:
            if line.strip():
                blocks[-1].append(line.strip())
            elif blocks[-1]:
                blocks.append([])
    return ["\n".join(block) for block in blocks if block]

"""One row that holds several actions: numbered in a cell, or in lists that stand side by side and pair by position."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from papers.reading.paper import Paragraph

from ..wording import refs
from .cells import Piece, is_sign
from .columns import Column
from .items import Entry
from .ledger import Ledger

SHARED = (
    "detail",
    "outcome",
    "priority",
    "priority_number",
    "recommendation",
    "note",
    "evidence",
    "ref",
    "characteristics",
)
TOLD = ("update", "status", "measure", "completed_on")  # what cannot be said of several actions at once
PAIRED = ("timescale", "lead", "lead_officer", "lead_service", "responsible")


@dataclass(slots=True)
class Part:
    """One action of a row: its number in its list, its words, and the cells that are its own."""

    words: Piece
    ordinal: int | None = None
    own: dict[int, Piece] = field(default_factory=dict)

    def entry(self, entry: Entry, main: Column) -> Entry:
        """The row as it would stand if it held this action alone."""
        return replace(entry, pieces={**entry.pieces, **self.own, main.at: self.words})


def parts(entry: Entry, ledger: Ledger) -> list[Part]:
    """The actions (or recommendations) of a row, in order; nearly always one."""
    main = next((column for column, _ in entry.of(entry.main)), None)
    if main is None:
        return []
    whole = entry.piece(main)
    lines = list(_lines(whole))
    if len(lines) < 2:
        number, words = _number(lines[0]) if lines and not entry.words("ref") else (None, whole)
        return [Part(whole)] if number is None else [_single(number, words, whole)]
    return (
        _numbered(entry, main, lines, ledger)
        or _paired(entry, main, lines, ledger)
        or _whole(entry, main, lines, whole, ledger)
    )


def _lines(piece: Piece) -> Iterator[Paragraph]:
    """The paragraphs with words; a line break inside one parts it as a paragraph mark would."""
    for paragraph in piece.said:
        if "\n" not in paragraph.text:
            yield paragraph
            continue
        for index, line in enumerate(line for line in paragraph.text.split("\n") if line.strip()):
            yield replace(paragraph, text=line, number=paragraph.number if not index else None, runs=())


def _single(number: int | str, words: Piece, whole: Piece) -> Part:
    return Part(words, number) if isinstance(number, int) else Part(whole)


def _number(paragraph: Paragraph) -> tuple[int | str | None, Piece]:
    """The number a line opens with, automatic or typed, and the line without a typed one."""
    if paragraph.number:
        figures = re.search(r"\d+(?!.*\d)", paragraph.number)
        return (int(figures[0]) if figures else paragraph.number.strip(".() ")), Piece((paragraph,))
    number, rest = refs.typed_number(paragraph.text)
    if number is None:
        return None, Piece((paragraph,))
    return number, Piece((replace(paragraph, text=rest, runs=()),))


def _numbered(entry: Entry, main: Column, lines: list[Paragraph], ledger: Ledger) -> list[Part]:
    """Actions that a list numbers from its first line on; lines without a number belong to the one above."""
    if entry.words("ref") or _number(lines[0])[0] is None:
        return []
    found: list[Part] = []
    level = lines[0].level
    for line in lines:
        number, piece = _number(line)
        opens = number is not None and line.level <= level and _follows(found, number)
        if opens:
            found.append(Part(piece, number if isinstance(number, int) else len(found) + 1))
        else:
            found[-1].words = Piece((*found[-1].words.paragraphs, line))
    if len(found) < 2 or not _told_apart(entry, found):
        return []
    return found


def _follows(found: list[Part], number: int | str) -> bool:
    if not found:
        return True
    return not isinstance(number, int) or number == (found[-1].ordinal or 0) + 1


def _told_apart(entry: Entry, found: list[Part]) -> bool:
    """Give each action its own line of the other cells; False where an update speaks of all of them together."""
    for column, piece in entry.filled():
        if column.meaning in SHARED or column.meaning == entry.main:
            continue
        lines = list(_lines(piece))
        if len(lines) == len(found):
            for part, line in zip(found, lines, strict=True):
                part.own[column.at] = _number(line)[1]
        elif column.meaning in TOLD and not is_sign(piece.text):
            return False
    return True


def _paired(entry: Entry, main: Column, lines: list[Paragraph], ledger: Ledger) -> list[Part]:
    """Paragraphs that pair by position with those of the lead and timescale beside them."""
    count = len(lines)
    beside = [(column, list(_lines(piece))) for column, piece in entry.filled() if column.meaning in PAIRED]
    if any(len(each) not in (1, count) for _, each in beside):
        return []
    dated = any(column.meaning == "timescale" and len(each) == count for column, each in beside)
    listed = all(line.bullet or line.number for line in lines)
    led = any(column.meaning != "timescale" and len(each) == count for column, each in beside)
    if not (dated or (led and listed)):
        return []
    found = [Part(_number(line)[1]) for line in lines]
    apart = _told_apart(entry, found)
    ledger.tell(
        "confirm",
        "paired-by-position" if apart else "not-parted",
        f"This row holds {count} {entry.main}s side by side. They were parted and paired by their position: check each with its lead and timescale."
        if apart
        else f"This row seems to hold {count} {entry.main}s with a lead or date each, but one update or measure for all. It was kept as one: part it by hand if they are several.",
        entry.place,
        heading=main.words,
        words=entry.piece(main).text,
        ref=entry.words("ref"),
    )
    return found if apart else [Part(entry.piece(main))]


def _whole(entry: Entry, main: Column, lines: list[Paragraph], whole: Piece, ledger: Ledger) -> list[Part]:
    """Several paragraphs read as one action; said where nothing else in the row shows that it is one."""
    if not entry.words("ref") and not entry.has(*PAIRED, *TOLD):
        listed = all(line.bullet or line.number for line in lines)
        what = "bulleted points" if listed else "paragraphs without numbers"
        ledger.tell(
            "confirm",
            "several-paragraphs",
            f"This cell holds {len(lines)} {what}. They were read as one {entry.main}: part them if they are several.",
            entry.place,
            heading=main.words,
            words=whole.text,
        )
    return [Part(whole)]

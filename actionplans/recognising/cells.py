"""The words of cells: what counts as blank, as a sign, as shaded, and how pieces are put together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from papers import phrases
from papers.reading.paper import Cell, Paragraph, Row

# Dots, squares, ticks and crosses that papers print for a status; a colour or a key must say which.
SIGNS = frozenset("●•○◌◍◎◐◑◒◓◔◕⚫⚪■□▪▫◆◇▲△▼▽★☆✓✔✕✖✗✘×⬤⏺🔴🟠🟡🟢🔵⚬∙·‖»🟥🟧🟨🟩🟦")
_FILLER = re.compile(r"[\s\u00a0\u200b\ufeff\-–—_.]*")
# What our own papers print beside a timescale or over an update; computed anew, so never read back.
_FLAG = re.compile(r"^\s*(?:! )?Overdue by \d+ (?:day|week|month|year)s?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """What one logical cell holds, perhaps put together from several rows: its paragraphs and its looks."""

    paragraphs: tuple[Paragraph, ...] = ()
    fill: str | None = None
    value: str | None = None
    shared: bool = False  # it stands in a cell merged down over several rows
    blank: str = ""  # the tracker's own phrase in square brackets, where it stands instead of words

    @property
    def text(self) -> str:
        """The words, one paragraph a line, without outer blanks."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs).strip()

    @property
    def said(self) -> tuple[Paragraph, ...]:
        """The paragraphs that have words."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.text.strip())

    def __bool__(self) -> bool:
        return any(paragraph.text.strip() for paragraph in self.paragraphs)


NOTHING = Piece()


def piece_of(cell: Cell | None) -> Piece:
    """A cell as a piece; what the tracker itself printed in square brackets is blank."""
    if cell is None:
        return NOTHING
    paragraphs = _without_marks(cell.paragraphs)
    blank = ""
    if any(_FLAG.match(paragraph.text) for paragraph in paragraphs):
        paragraphs = tuple(each for each in paragraphs if not _FLAG.match(each.text))
    if any(phrases.is_ours_of_a_half(paragraph.text) for paragraph in paragraphs if "[" in paragraph.text):
        paragraphs = tuple(each for each in paragraphs if not phrases.is_ours_of_a_half(each.text))
    if any(paragraph.text.lstrip().startswith("[") for paragraph in paragraphs):
        blank = next((each.text.strip() for each in paragraphs if phrases.is_ours(each.text)), "")
        paragraphs = tuple(each for each in paragraphs if not phrases.is_ours(each.text))
    return Piece(paragraphs, cell.fill, cell.value, False, blank)


def unmarked(cell: Cell) -> str:
    """The words of a cell without what a paper of ours marks it with."""
    return "\n".join(paragraph.text for paragraph in _without_marks(cell.paragraphs))


def _without_marks(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs without the word at the bar of a cell that changed."""
    if len(paragraphs) < 2:
        return paragraphs
    at = phrases.change_at([paragraph.text for paragraph in paragraphs])
    return paragraphs if at is None else (*paragraphs[:at], *paragraphs[at + 1 :])


def is_blank(cell: Cell | None) -> bool:
    """Whether the cell says nothing: no words, or only a dash or dots where words would stand."""
    return cell is None or cell.continues or not cell.text.strip()


def is_filler(words: str) -> bool:
    """Whether the words are only a dash, dots or underscores."""
    return bool(_FILLER.fullmatch(words))


def is_sign(words: str) -> bool:
    """Whether the words are only status signs, such as a dot."""
    kept = "".join(words.split())
    return 0 < len(kept) <= 4 and all(letter in SIGNS for letter in kept)


def filled(row: Row) -> list[Cell]:
    """The cells of a row that have words."""
    return [cell for cell in row.cells if not is_blank(cell)]


def is_shaded(cell: Cell) -> bool:
    """Whether the cell has a ground other than white."""
    return cell.fill is not None and cell.fill not in ("FFFFFF", "FEFEFE", "AUTO")


def is_bold(cell: Cell) -> bool:
    """Whether all words of the cell are bold."""
    said = [paragraph for paragraph in cell.paragraphs if paragraph.text.strip()]
    return bool(said) and all(paragraph.bold for paragraph in said)


def flat(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.split())


def folded(words: str) -> str:
    """The words for comparing: small letters and single spaces."""
    return " ".join(words.split()).casefold()


def together(pieces: Iterable[Piece]) -> str:
    """The words of several pieces, a line each."""
    return "\n".join(piece.text for piece in pieces if piece)

"""Rows that a page break cut are put together again.

A row goes on from the one before only with evidence: a page or table began between them, and
its words go on where the other's stopped. Rows that are actions of their own are never joined.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from papers.reading.paper import Paragraph

from ..wording import refs
from . import bands
from .cells import Piece, flat, folded
from .items import Band, Entry, Item
from .ledger import Ledger

_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_CONTINUED = re.compile(r"\s*[(\[]?\s*(continued|cont\.?'?d?|cont|parhad)\s*[)\]]?\.?\s*$", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"(?:[,(/&–—-]|\b(?:a|an|and|or|the|of|to|in|on|for|with|by|from|at|as|that|which|who|their|our|its|this|these|"
    r"are|is|be|been|has|have|will|not|into|before|after|between|through|we|a'r|ac|yn|ar|gan|gyda))$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_ONE_LETTER_WORDS = frozenset("aioAIOyYeEuUâô")


@dataclass(slots=True)
class Joined:
    """The items with cut rows put together, and how many rows were joined to the one before."""

    items: list[Item]
    count: int = 0


def join(items: Iterable[Item], ledger: Ledger) -> Joined:
    """Put cut rows and cut bands together again."""
    listed = list(items)
    glue = Glue(lambda: _vocabulary(listed))
    joined = Joined([])
    for at, item in enumerate(listed):
        before = joined.items[-1] if joined.items else None
        if (
            isinstance(item, Entry)
            and isinstance(before, Entry)
            and _goes_on(before, item, listed[at + 1 : at + 2], ledger)
        ):
            _append(before, item, glue)
            joined.count += 1
        elif isinstance(item, Band) and isinstance(before, Band) and _band_goes_on(before, item):
            before.words = glue.text(before.words, item.words)
            before.rows += 1
            joined.count += 1
        else:
            joined.items.append(item)
    return joined


# Whether a row goes on from the one before


def _goes_on(before: Entry, row: Entry, after: list[Item], ledger: Ledger) -> bool:
    if before.place.sheet != row.place.sheet:
        return False
    ref = flat(row.words("ref"))
    if ref and not _is_same_continued(before, ref):
        return False
    if not _has_same_columns(before, row):
        return False
    if ref:
        return True
    if row.fresh:
        return _goes_on_over_page(before, row, ledger)
    return not _begins_before_break(row, after) and _goes_on_in_table(before, row, ledger)


def _has_same_columns(before: Entry, row: Entry) -> bool:
    """Whether the row says anything, and all of it under headings that the row before has as well."""
    own = [column for column, _ in row.filled()]
    return bool(own) and all(before.counterpart(column) is not None for column in own)


def _begins_before_break(row: Entry, after: list[Item]) -> bool:
    """Whether a row at the foot of a page says too little only because the next page goes on with it."""
    if not after or not isinstance(after[0], Entry) or not after[0].fresh or row.words(row.main):
        return False
    following = after[0]
    return any(_continues(piece.text, following.like(column).text) is True for column, piece in row.filled())


def _is_same_continued(before: Entry, ref: str) -> bool:
    """ "1d (continued)" under 1d."""
    base = folded(_CONTINUED.sub("", ref))
    return bool(_CONTINUED.search(ref)) and base != "" and base == folded(before.words("ref"))


def _goes_on_over_page(before: Entry, row: Entry, ledger: Ledger) -> bool:
    """A row that begins a page goes on from the last only if what it is about does, or it has nothing of its own."""
    evidence = [_continues(before.like(column).text, piece.text) for column, piece in row.filled()]
    certain = any(each is True for each in evidence)
    if not row.words(row.main):
        if _opens_outcome(row):
            return False
        if not certain:
            _say_unsure(row, ledger)
        return True
    over = _continues(before.words(row.main), row.words(row.main))
    if not before.words(row.main):
        return certain
    return over is True and not any(each is False for each in evidence)


def _goes_on_in_table(before: Entry, row: Entry, ledger: Ledger) -> bool:
    """A row in the middle of a page: only one without an action of its own can go on."""
    shared = any(row.piece(column).shared for column, _ in row.of(row.main))
    if row.words(row.main) and not shared:
        return False
    if shared:
        return True
    if _opens_outcome(row) or _stands_alone(before, row) or not before.words(row.main):
        return False
    evidence = [_continues(before.like(column).text, piece.text) for column, piece in row.filled()]
    if not all(each is True for each in evidence):
        _say_unsure(row, ledger)
    return True


def _stands_alone(before: Entry, row: Entry) -> bool:
    """Whether the row opens a recommendation, outcome or priority of its own."""
    return any(
        column.meaning in ("recommendation", "outcome", "priority")
        and _continues(before.like(column).text, piece.text) is not True
        for column, piece in row.filled()
    )


def _opens_outcome(row: Entry) -> bool:
    """Whether the row holds nothing but the words of an outcome or a priority over the rows to come."""
    return all(column.meaning in ("outcome", "priority", "ref") for column, _ in row.filled()) and not any(
        piece.text[:1].islower() for _, piece in row.filled()
    )


def _say_unsure(row: Entry, ledger: Ledger) -> None:
    column, piece = next(row.filled())
    ledger.tell(
        "confirm",
        "joined-unsure",
        "This row has no reference and no action of its own, so its words were added to the row above. Check that they belong there.",
        row.place,
        heading=column.words,
        words=piece.text,
    )


def _continues(before: str, after: str) -> bool | None:
    """Whether one text goes on in another: yes, no, or None where nothing tells."""
    if not before or not after:
        return None
    opens_low = after[:1].islower() or after[:1] in ",;.)"
    ended = bool(_ENDED.search(before))
    if opens_low and not ended:
        return True
    if _UNFINISHED.search(before) or (before.count('"') % 2 and after.count('"') % 2):
        return True
    return False if ended and not opens_low else None


def _band_goes_on(before: Band, band: Band) -> bool:
    """A band that opens a page without saying what it is, after one whose sentence had not ended."""
    if not band.fresh or before.level or band.level or bands.is_known(band.words):
        return False
    return _continues(before.words, band.words) is True


# Putting together


def _append(before: Entry, row: Entry, glue: "Glue") -> None:
    for column, piece in row.filled():
        place = before.counterpart(column)
        if place is None or (column.meaning == "ref" and before.piece(place)):
            continue
        before.pieces[place.at] = glue.pieces(before.piece(place), piece, whole=not row.fresh)
    before.extra.extend(row.extra)
    before.rows += row.rows


def _vocabulary(items: Iterable[Item]) -> frozenset[str]:
    """The words of the paper that stand whole, folded: not those at either edge of a cell."""
    found: set[str] = set()
    for item in items:
        texts = [item.words] if isinstance(item, Band) else [piece.text for piece in item.pieces.values()]
        for text in texts:
            found.update(word.casefold() for word in _WORD.findall(text)[1:-1])
    return frozenset(found)


class Glue:
    """Puts two parts of a text together without inventing.

    A space stands between them, unless the first ends in a hyphen, or a stray letter shows that
    the break went through a word, or the two fragments make a word that the paper uses
    and neither fragment is one.
    """

    def __init__(self, vocabulary: Callable[[], frozenset[str]]):
        self._learn = vocabulary
        self._known: frozenset[str] | None = None

    def text(self, before: str, after: str) -> str:
        before, after = before.rstrip(), after.lstrip()
        return f"{before}{'' if self._inside_a_word(before, after) else ' '}{after}"

    def pieces(self, before: Piece, after: Piece, *, whole: bool) -> Piece:
        """Two cells as one; `whole` where each says something of its own, on its own line."""
        if not before:
            return after
        if not after:
            return before
        last, first = before.said[-1], after.said[0]
        starts_line = (
            whole or first.bullet or bool(first.number) or refs.typed_number(first.text)[0] is not None
        )
        if starts_line or first.text.lstrip()[:1] in "•*-–":
            paragraphs = (*before.said, *after.said)
        else:
            seam = Paragraph(
                self.text(last.text, first.text),
                last.number,
                last.bullet,
                last.level,
                last.heading,
                (*last.runs, *first.runs),
                last.page,
            )
            paragraphs = (*before.said[:-1], seam, *after.said[1:])
        return Piece(paragraphs, before.fill or after.fill, before.value, before.shared)

    def _inside_a_word(self, before: str, after: str) -> bool:
        if before.endswith("\u00ad") or re.search(r"\w-$", before):
            return after[:1].islower()
        end, start = re.search(r"[^\W\d_]+$", before), re.match(r"[^\W\d_]+", after)
        if not end or not start or not start[0][0].islower():
            return False
        if len(start[0]) == 1 and start[0] not in _ONE_LETTER_WORDS:
            return True
        if self._known is None:
            self._known = self._learn()
        one, other = end[0].casefold(), start[0].casefold()
        return one + other in self._known and one not in self._known and other not in self._known


def without_continued(words: str) -> Iterator[str]:
    """The words of each line without a "(continued)" at its end."""
    for line in words.split("\n"):
        yield _CONTINUED.sub("", line)

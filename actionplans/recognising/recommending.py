"""Recommendations: as bands over actions, in a column beside them, or as rows of their own."""

import re
from dataclasses import replace

from papers import phrases

from ..wording import refs, responses
from . import bands
from .cells import flat, folded
from .found import LeadProposal, Place, RecommendationFound
from .items import Entry
from .telling import Telling, Told

_REFERS = re.compile(
    r"^(?:as (?:above|below|per|in)\b|same as\b|see\b|refer(?:red)? to\b|ditto\b|fel uchod\b|gweler\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]")
BESIDE = ("recommendation", "comment", "outcome", "priority", "ref")


class Recommendations:
    """The recommendations of a paper in order, and which of them the rows stand under now."""

    def __init__(self, telling: Telling, proposals: list[LeadProposal]):
        self.found: list[RecommendationFound] = []
        self.telling, self.proposals = telling, proposals
        self.current: int | None = None

    def close(self) -> None:
        """What follows stands under no recommendation."""
        self.current = None

    def open(
        self, read: bands.BandRead, place: Place, number: int | str | None, priority: int | None
    ) -> None:
        """A recommendation that a band or a cell names, over the actions to come."""
        self.found.append(
            RecommendationFound(
                words=read.words,
                number=number,
                responsible=self._responsible(read.responsible_words, place),
                responsible_words=read.responsible_words,
                priority=priority,
                source=place,
            )
        )
        self.current = len(self.found)

    def comment(self, words: str) -> None:
        """What the service said to the recommendation above."""
        if not words or self.current is None:
            return
        before = self.found[self.current - 1]
        comment = f"{before.comment}\n{words}" if before.comment else words
        response, said = responses.read(comment)
        self.found[self.current - 1] = replace(
            before, comment=comment, response=response, response_words=said
        )

    def beside(self, entry: Entry, priority: int | None) -> None:
        """A recommendation in a column beside its actions; an empty cell means the one above."""
        words = entry.words("recommendation")
        if not words:
            return
        read, number = _of_cell(words)
        current = self.found[self.current - 1] if self.current else None
        if current and (folded(current.words), current.number) == (folded(read.words), number):
            return
        self.open(read, entry.place, number, priority)
        self.comment(_comment_of(entry))

    def carries(self, entry: Entry, priority: int | None, ref: str | None) -> bool:
        """Give the recommendation the lead, timescale and status of a row that names no action under it."""
        if not entry.has("recommendation") or not (entry.words("recommendation") or _says_as_above(entry)):
            return False
        if self.current is None:
            return False
        if any(column.meaning not in BESIDE for column, _ in entry.filled()):
            told = self.telling.of(entry, priority, ref)
            before = self.found[self.current - 1]
            self.proposals.extend(told.assigned.proposals)
            outcome = before.outcome or next(iter(told.outcomes), None)
            self.found[self.current - 1] = replace(before, outcome=outcome, **told.fields())
        return True

    def add(self, entry: Entry, told: Told, words: str, ordinal: int | None, priority: int | None) -> None:
        """A row that is a recommendation and carries what others give an action."""
        read, number = _of_cell(words, told.ref)
        comment = _comment_of(entry) or None
        response, said = responses.read(comment) if comment else (None, None)
        refers = _refers(read.words)
        if not refers:
            self.telling.say_if_nobody_leads(entry, told)
        self.found.append(
            RecommendationFound(
                words=read.words,
                number=number if number is not None else ordinal,
                responsible=self._responsible(read.responsible_words, entry.place),
                responsible_words=read.responsible_words,
                comment=comment,
                response=response,
                response_words=said,
                priority=priority,
                outcome=next(iter(told.outcomes), None),
                cross_reference=refers,
                source=entry.place,
                **told.fields(),
            )
        )

    def _responsible(self, words: str | None, place: Place) -> tuple[str, ...]:
        if not words:
            return ()
        split = self.telling.assigning.split(words, "responsible")
        if split.proposal:
            self.proposals.append(replace(split.proposal, table=place.table, row=place.row))
        return tuple(each.name for each in split.assignments)


def _of_cell(words: str, ref: str | None = None) -> tuple[bands.BandRead, int | str | None]:
    """A recommendation in a cell, and its number: that of its label, of its reference, or typed before it."""
    read = bands.recommendation(words)
    own: int | str | None = int(ref) if ref and ref.isdigit() else ref
    said = (read.number if read.number is not None else read.ref) if read else None
    if read and own is not None and said is not None and str(own) != str(said):
        # Two numbers: the reference is the row's own, and the label stays in the words.
        body, who = bands.responsible(words)
        return replace(read, words=body, responsible_words=who), own
    if read:
        return read, own if said is None else said
    typed, rest = (None, words) if ref else refs.typed_number(words)
    body, who = bands.responsible(rest or words)
    return bands.BandRead("recommendation", body, responsible_words=who), own if own is not None else typed


def _comment_of(entry: Entry) -> str:
    words = entry.words("comment")
    read = bands.comment(words)
    return read.words if read else words


def _says_as_above(entry: Entry) -> bool:
    """Whether a paper of ours says that the action is the recommendation above."""
    return any(piece.blank == phrases.AS_ABOVE for _, piece in entry.of("action"))


def _refers(words: str) -> bool:
    """Whether the whole of it points elsewhere: "See … on page 1"."""
    kept = flat(words)
    return bool(_REFERS.match(kept)) and len(kept) <= 250 and not _SENTENCE.search(kept)

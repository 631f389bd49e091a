"""From entries and bands to priorities, outcomes, recommendations and actions, in the order of the paper."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from papers import phrases

from ..wording import refs, responses, targets, timescales
from . import bands, debris, joining, parting
from .answering import Answering
from .assigning import LEADING, Assigning
from .carrying import Outcomes
from .cells import flat, folded
from .columns import Column
from .found import (
    ActionFound,
    LeadProposal,
    Place,
    PriorityFound,
    RecommendationFound,
    TargetFound,
    TimescaleFound,
)
from .items import Band, Entry, Item
from .ledger import Ledger

_REFERS = re.compile(
    r"^(?:as (?:above|below|per|in)\b|same as\b|see\b|refer(?:red)? to\b|ditto\b|fel uchod\b|gweler\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]")
KEPT_WITH_DETAIL = ("note", "evidence", "characteristics", "start", "class", "comment")


@dataclass(slots=True)
class Composed:
    """What the entries gave."""

    priorities: list[PriorityFound] = field(default_factory=list)
    recommendations: list[RecommendationFound] = field(default_factory=list)
    actions: list[ActionFound] = field(default_factory=list)
    proposals: list[LeadProposal] = field(default_factory=list)


@dataclass(slots=True)
class _Common:
    """What a row says beside the words of its action or recommendation."""

    ref: str | None
    detail: str | None
    measures: tuple[str, ...]
    timescale: TimescaleFound
    targets: tuple[TargetFound, ...]


class Composing:
    """Walks through the entries, knowing under which priority, outcome and recommendation it stands."""

    def __init__(
        self,
        assigning: Assigning,
        answering: Answering,
        outcomes: Outcomes,
        ledger: Ledger,
        year_starts_in: int,
    ):
        self.assigning, self.answering, self.outcomes = assigning, answering, outcomes
        self.ledger, self.year_starts_in = ledger, year_starts_in
        self.composed = Composed()
        self.priority: int | None = None
        self.recommendation: int | None = None
        self._by_words: dict[str, int] = {}
        self._timescales: dict[str, timescales.Read] = {}
        self._refs: Counter[str] = Counter()
        self._open_band: Band | None = None

    def take(self, item: Item) -> None:
        """Compose one entry or band."""
        if isinstance(item, Band):
            self._band(item)
        else:
            self._entry(item)

    # Bands

    def _band(self, band: Band) -> None:
        read = bands.read(band.words)
        if band.level == -1:
            self.ledger.leave(
                band.words, "These words stand between the actions and belong to none of them.", band.place
            )
        elif read.kind == "recommendation":
            self._recommendation_band(read, band.place, read.number if read.number is not None else read.ref)
        elif read.kind == "comment" and self.recommendation:
            self._comment(read.words)
        elif not band.stands_out and not bands.is_known(band.words):
            self._plain_band(band)
        elif self._is_outcome(band):
            self.outcomes.open(band.words.strip(), self.priority)
        else:
            self._priority_band(read)
        self._open_band = band

    def _plain_band(self, band: Band) -> None:
        """A full-width row that does not stand out: a remark to the recommendation above it, or a heading."""
        if self.recommendation and len(band.words) > 80:
            self.ledger.leave(
                band.words,
                "This full-width row says neither that it is a comment nor a recommendation.",
                band.place,
            )
        elif len(band.words) <= 200:
            self._priority_band(bands.priority(band.words))
        else:
            self.ledger.leave(band.words, "This full-width row is no heading and no action.", band.place)

    def _is_outcome(self, band: Band) -> bool:
        """ "Objective 1.1" right under "Theme 1" is an outcome of it, where no column holds outcomes."""
        if self.priority is None or self.outcomes.has_column or not bands.outcome(band.words):
            return False
        return bands.label(band.words) != bands.label(self.composed.priorities[self.priority - 1].words)

    def _priority_band(self, read: bands.BandRead) -> None:
        self._set_priority(PriorityFound(read.words, read.number, read.ref))
        self.recommendation = None

    def _set_priority(self, priority: PriorityFound) -> None:
        key = folded(priority.words)
        if key not in self._by_words:
            self.composed.priorities.append(priority)
            self._by_words[key] = len(self.composed.priorities)
        if self.priority != self._by_words[key]:
            self.outcomes.close()
        self.priority = self._by_words[key]

    def _recommendation_band(self, read: bands.BandRead, place: Place, number: int | str | None) -> None:
        names: tuple[str, ...] = ()
        if read.responsible_words:
            split = self.assigning.split(read.responsible_words, "responsible")
            names = tuple(each.name for each in split.assignments)
            if split.proposal:
                self.composed.proposals.append(replace(split.proposal, table=place.table, row=place.row))
        self.composed.recommendations.append(
            RecommendationFound(
                words=read.words,
                number=number,
                responsible=names,
                responsible_words=read.responsible_words,
                priority=self.priority,
                source=place,
            )
        )
        self.recommendation = len(self.composed.recommendations)

    def _comment(self, words: str) -> None:
        if not words:
            return
        before = self.composed.recommendations[(self.recommendation or 1) - 1]
        comment = f"{before.comment}\n{words}" if before.comment else words
        response, response_words = responses.read(comment)
        self.composed.recommendations[(self.recommendation or 1) - 1] = replace(
            before, comment=comment, response=response, response_words=response_words
        )

    # Entries

    def _entry(self, entry: Entry) -> None:
        self._priority_of(entry)
        if entry.main == "action" and entry.has("recommendation"):
            self._recommendation_of(entry)
        self._leave_unplaced(entry)
        if not entry.words(entry.main):
            self._without_main(entry)
            return
        for part, own in self._parts(entry):
            if entry.main == "action":
                self._action(own, part.ordinal)
            else:
                self._recommendation(own, part.ordinal)

    def _parts(self, entry: Entry) -> list[tuple[parting.Part, Entry]]:
        main = next(column for column, _ in entry.of(entry.main))
        return [(part, part.entry(entry, main)) for part in parting.parts(entry, self.ledger)]

    def _priority_of(self, entry: Entry) -> None:
        words = flat(entry.words("priority"))
        if not words:
            return
        number = flat(entry.words("priority_number"))
        read = bands.priority(words)
        if words.isdigit():
            read = replace(
                read, words=f"{entry.heading('priority')} {words}".strip(), number=int(words), ref=None
            )
        if number.isdigit():
            read = replace(read, number=int(number), ref=None)
        elif number:
            read = replace(read, number=None, ref=number)
        self._set_priority(PriorityFound(read.words, read.number, read.ref))

    def _recommendation_of(self, entry: Entry) -> None:
        """A recommendation in a column beside its actions; an empty cell means the one above."""
        words = entry.words("recommendation")
        if not words:
            return
        number, body = refs.typed_number(words)
        read = bands.recommendation(words)
        if read is None:
            body, who = bands.responsible(body or words)
            read = bands.BandRead("recommendation", body, responsible_words=who)
        else:
            number = read.number if read.number is not None else read.ref
        current = self.composed.recommendations[self.recommendation - 1] if self.recommendation else None
        if current and (folded(current.words), current.number) == (folded(read.words), number):
            return
        self._recommendation_band(read, entry.place, number)
        said = bands.comment(entry.words("comment"))
        comment = said.words if said else entry.words("comment")
        if comment:
            self._comment(comment)

    def _carried_by_recommendation(self, entry: Entry) -> bool:
        """Give the recommendation itself the lead, timescale and status of a row that names no action under it."""
        said = entry.words("recommendation") or _says_as_above(entry)
        if not said or not self.recommendation:
            return False
        if not any(
            column.meaning not in ("recommendation", "comment", "outcome", "priority", "ref")
            for column, _ in entry.filled()
        ):
            return True
        before = self.composed.recommendations[self.recommendation - 1]
        common = self._common(entry)
        ids, outcome = self.outcomes.of(entry, self.priority)
        updates, status = self.answering.of(entry, common.ref, outcome)
        assigned = self.assigning.of(entry)
        self.composed.proposals.extend(assigned.proposals)
        self.composed.recommendations[self.recommendation - 1] = replace(
            before,
            outcome=before.outcome or (ids[0] if ids else None),
            detail=common.detail,
            assignments=assigned.assignments,
            assignment_words=assigned.words or {},
            timescale=common.timescale,
            targets=common.targets,
            status=status,
            measures=common.measures,
            updates=updates,
        )
        return True

    def _without_main(self, entry: Entry) -> None:
        """A row without an action: it opens an outcome for the rows to come, or waits."""
        own = [
            (column, piece)
            for column, piece in entry.filled()
            if column.meaning not in ("priority", "priority_number")
        ]
        if entry.main == "action" and self._carried_by_recommendation(entry):
            return
        others = [
            (column, piece)
            for column, piece in own
            if column.meaning not in ("outcome", "ref", "recommendation")
        ]
        if not others:
            self.outcomes.of(entry, self.priority, opening=True)
            return
        self.ledger.tell(
            "repair",
            "no-action",
            f"This row says nothing under “{entry.heading(entry.main) or 'Action'}”. Its words wait in the list: place them by hand.",
            entry.place,
            heading=entry.heading(entry.main),
            ref=flat(entry.words("ref")),
        )
        for column, piece in own:
            self.ledger.leave(piece.text, "The row has no action of its own.", entry.place, column.words)

    def _leave_unplaced(self, entry: Entry) -> None:
        for column, piece in entry.filled():
            if column.meaning is None:
                self.ledger.leave(
                    piece.text,
                    "Nobody could say what this column is: say what it means, or leave it out.",
                    entry.place,
                    column.words,
                )
        for piece in entry.extra:
            self.ledger.leave(piece.text, "These words stand right of the last heading.", entry.place)

    def _common(self, entry: Entry) -> _Common:
        ref = _ref_of(entry)
        timescale, found = self._timescale(entry, ref)
        measures: list[str] = []
        for column, piece in entry.of("measure", "target"):
            if not piece:
                continue
            words = self._mended(piece.text, column, entry, ref)
            read = targets.find(words) if column.meaning == "target" else ()
            found = (*found, *read)
            if not read:
                measures.append(words)
        return _Common(ref, self._detail(entry, ref), tuple(measures), timescale, found)

    def _timescale(self, entry: Entry, ref: str | None) -> tuple[TimescaleFound, tuple[TargetFound, ...]]:
        words = entry.words("timescale")
        if not words:
            return TimescaleFound(), ()
        if words not in self._timescales:
            self._timescales[words] = timescales.read(words, year_starts_in=self.year_starts_in)
        read = self._timescales[words]
        timescale = read.timescale
        value = next((piece.value for _, piece in entry.of("timescale") if piece.value), None)
        day = _day(value)
        if timescale.latest is None and day and not read.targets:
            timescale = TimescaleFound(timescale.words or words, day, day, "day", "by")
        elif read.doubt:
            self.ledger.tell(
                "confirm",
                "timescale-doubtful",
                read.doubt,
                entry.place,
                heading=entry.heading("timescale"),
                words=words,
                ref=ref,
            )
        return timescale, tuple(read.targets)

    def _detail(self, entry: Entry, ref: str | None) -> str | None:
        """The detail, and under its heading whatever has no place of its own but belongs to the row."""
        lines: list[str] = []
        for column, piece in entry.of("detail", *KEPT_WITH_DETAIL, "completed_on", "next_review"):
            if not piece or (column.meaning == "comment" and entry.has("recommendation")):
                continue
            words = self._mended(piece.text, column, entry, ref)
            plain = column.meaning == "detail" and not any(line for line in lines)
            lines.append(words if plain or not column.words else f"{column.words.rstrip(':')}: {words}")
        return "\n".join(lines) or None

    def _mended(self, words: str, column: Column, entry: Entry, ref: str | None) -> str:
        """Words without the quotation marks around a whole cell; a mark that never closes is said."""
        kept, unclosed = debris.without_quotation(words)
        if unclosed:
            self.answering.tell_unclosed(column, entry, ref, kept)
        return kept

    def _main_words(self, entry: Entry, ref: str | None) -> str:
        return "\n".join(
            self._mended(piece.text, column, entry, ref) for column, piece in entry.of(entry.main) if piece
        )

    # Actions

    def _action(self, entry: Entry, ordinal: int | None) -> None:
        common = self._common(entry)
        words = self._main_words(entry, common.ref)
        ref, words, ordinal = _leading_ref(entry, common.ref, words, ordinal)
        ids, outcome = self.outcomes.of(entry, self.priority)
        updates, status = self.answering.of(entry, ref, outcome)
        assigned = self.assigning.of(entry)
        self._note_ref(ref, entry)
        self._note_lead(entry, ref, bool(assigned.assignments or assigned.words))
        self.composed.proposals.extend(assigned.proposals)
        self.composed.actions.append(
            ActionFound(
                words=words,
                ref=ref,
                ordinal=ordinal,
                priority=self.priority,
                outcomes=ids,
                recommendation=self.recommendation,
                detail=common.detail,
                assignments=assigned.assignments,
                assignment_words=assigned.words or {},
                measures=common.measures,
                timescale=common.timescale,
                targets=common.targets,
                status=status,
                updates=updates,
                source=entry.place,
            )
        )

    def _note_ref(self, ref: str | None, entry: Entry) -> None:
        if ref:
            self._refs[ref.casefold()] += 1
            if self._refs[ref.casefold()] == 2:
                self.ledger.tell(
                    "note",
                    "reference-again",
                    f"The reference {ref} stands on more than one row. All of them were kept.",
                    entry.place,
                    heading=entry.heading("ref"),
                    words=ref,
                    ref=ref,
                )
        elif entry.has("ref"):
            self.ledger.tell(
                "note",
                "no-reference",
                "This action has no reference.",
                entry.place,
                heading=entry.heading("ref"),
                words=entry.words(entry.main)[:200],
            )

    def _note_lead(self, entry: Entry, ref: str | None, is_led: bool) -> None:
        columns = [column.words for column, _ in entry.of(*LEADING)]
        if columns and not is_led:
            self.ledger.tell(
                "confirm",
                "no-lead",
                "No lead is named in this row. Find out who leads and fill it in, or leave it as not stated.",
                entry.place,
                heading=columns[0],
                ref=ref,
            )

    # Recommendations that carry what others give an action

    def _recommendation(self, entry: Entry, ordinal: int | None) -> None:
        common = self._common(entry)
        words = self._main_words(entry, common.ref)
        label = bands.recommendation(words)
        number: int | str | None = int(common.ref) if common.ref and common.ref.isdigit() else common.ref
        if label:
            number, words = (label.number if label.number is not None else label.ref) or number, label.words
        words, who = bands.responsible(words)
        ids, outcome = self.outcomes.of(entry, self.priority)
        updates, status = self.answering.of(entry, common.ref, outcome)
        assigned = self.assigning.of(entry)
        refers = _refers(words)
        if not refers:
            self._note_lead(entry, common.ref, bool(assigned.assignments or assigned.words))
        self._note_ref(common.ref, entry)
        comment = entry.words("comment") or None
        response, said = responses.read(comment) if comment else (None, None)
        names = (
            tuple(each.name for each in self.assigning.split(who, "responsible").assignments) if who else ()
        )
        self.composed.proposals.extend(assigned.proposals)
        self.composed.recommendations.append(
            RecommendationFound(
                words=words,
                number=number if number is not None else ordinal,
                responsible=names,
                responsible_words=who,
                comment=comment,
                response=response,
                response_words=said,
                priority=self.priority,
                outcome=ids[0] if ids else None,
                detail=common.detail,
                assignments=assigned.assignments,
                assignment_words=assigned.words or {},
                timescale=common.timescale,
                targets=common.targets,
                status=status,
                measures=common.measures,
                updates=updates,
                cross_reference=refers,
                source=entry.place,
            )
        )


def _says_as_above(entry: Entry) -> bool:
    """Whether a paper of ours says that the action is the recommendation above."""
    return any(piece.blank == phrases.AS_ABOVE for _, piece in entry.of("action"))


def _ref_of(entry: Entry) -> str | None:
    words = flat(entry.words("ref"))
    return "".join(joining.without_continued(words)).strip() or None


def _leading_ref(
    entry: Entry, ref: str | None, words: str, ordinal: int | None
) -> tuple[str | None, str, int | None]:
    """A reference typed before the words of the action ("1.2 Publish …"), where no column holds references."""
    if ref or entry.has("ref"):
        return ref, words, ordinal
    leading, rest = refs.leading(words)
    if leading and rest and not leading.isdigit():
        return leading, rest, ordinal
    return None, words, ordinal


def _refers(words: str) -> bool:
    """Whether the whole of it points elsewhere: "See … on page 1"."""
    kept = flat(words)
    return bool(_REFERS.match(kept)) and len(kept) <= 250 and not _SENTENCE.search(kept)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None

"""From entries and bands to priorities and actions, in the order of the paper."""

from collections import Counter
from dataclasses import replace

from ..wording import refs
from . import bands, parting
from .cells import flat, folded
from .found import ActionFound, LeadProposal, PriorityFound
from .items import Band, Entry, Item
from .ledger import Ledger
from .recommending import Recommendations
from .telling import Telling, reference


class Composing:
    """Walks through the items, knowing under which priority, outcome and recommendation it stands."""

    def __init__(self, telling: Telling, ledger: Ledger):
        self.telling, self.ledger = telling, ledger
        self.outcomes = telling.outcomes
        self.priorities: list[PriorityFound] = []
        self.actions: list[ActionFound] = []
        self.proposals: list[LeadProposal] = []
        self.recommendations = Recommendations(telling, self.proposals)
        self.priority: int | None = None
        self._places: dict[str, int] = {}
        self._refs: Counter[str] = Counter()

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
            why = "These words stand between the actions and belong to none of them."
            self.ledger.leave(band.words, why, band.place)
        elif read.kind == "recommendation":
            number = read.number if read.number is not None else read.ref
            self.recommendations.open(read, band.place, number, self.priority)
        elif read.kind == "comment" and self.recommendations.current:
            self.recommendations.comment(read.words)
        elif not band.stands_out and not bands.is_known(band.words):
            self._plain_band(band)
        elif self._is_outcome(band):
            self.outcomes.open(band.words.strip(), self.priority)
        else:
            self._priority_band(read)

    def _plain_band(self, band: Band) -> None:
        """A full-width row that does not stand out: a heading if it is short, else a remark."""
        if len(band.words) <= (80 if self.recommendations.current else 200):
            self._priority_band(bands.priority(band.words))
        else:
            why = (
                "This full-width row says neither that it is a heading, nor a recommendation, nor a comment."
            )
            self.ledger.leave(band.words, why, band.place)

    def _is_outcome(self, band: Band) -> bool:
        """ "Objective 1.1" right under "Theme 1" is an outcome of it, where no column holds outcomes."""
        if self.priority is None or self.outcomes.has_column or not bands.outcome(band.words):
            return False
        return bands.label(band.words) != bands.label(self.priorities[self.priority - 1].words)

    def _priority_band(self, read: bands.BandRead) -> None:
        self._stand_under(PriorityFound(read.words, read.number, read.ref))
        self.recommendations.close()

    def _stand_under(self, priority: PriorityFound) -> None:
        key = folded(priority.words)
        if key not in self._places:
            self.priorities.append(priority)
            self._places[key] = len(self.priorities)
        if self.priority != self._places[key]:
            self.outcomes.close()
        self.priority = self._places[key]

    # Entries

    def _entry(self, entry: Entry) -> None:
        self._priority_of(entry)
        if entry.main == "action" and entry.has("recommendation"):
            self.recommendations.beside(entry, self.priority)
        self._leave_unplaced(entry)
        if not entry.words(entry.main):
            self._without_main(entry)
            return
        main = next(column for column, _ in entry.of(entry.main))
        for part in parting.parts(entry, self.ledger):
            self._part(part.entry(entry, main), part.ordinal)

    def _priority_of(self, entry: Entry) -> None:
        """The priority that a column names, with the number that another may give it."""
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
        self._stand_under(PriorityFound(read.words, read.number, read.ref))

    def _leave_unplaced(self, entry: Entry) -> None:
        for column, piece in entry.filled():
            if column.meaning is None:
                why = "Nobody could say what this column is: say what it means, or leave it out."
                self.ledger.leave(piece.text, why, entry.place, column.words)
        for piece in entry.extra:
            self.ledger.leave(piece.text, "These words stand right of the last heading.", entry.place)

    def _without_main(self, entry: Entry) -> None:
        """A row without an action: its recommendation carries it, or it opens an outcome, or it waits."""
        if entry.main == "action" and self.recommendations.carries(entry, self.priority, reference(entry)):
            return
        own = [
            (column, piece)
            for column, piece in entry.filled()
            if column.meaning not in ("priority", "priority_number")
        ]
        if entry.words("outcome") and all(column.meaning in ("outcome", "ref") for column, _ in own):
            self.outcomes.of(entry, self.priority, opening=True)
            why = "This reference stands beside an outcome, and outcomes have none."
            self.ledger.leave(entry.words("ref"), why, entry.place, entry.heading("ref"))
            return
        if not own:
            return
        heading = entry.heading(entry.main)
        self.ledger.tell(
            "repair",
            "no-action",
            f"This row says nothing under “{heading or 'Action'}”. Its words wait in the list: place them by hand.",
            entry.place,
            heading=heading,
            ref=reference(entry),
        )
        for column, piece in own:
            self.ledger.leave(piece.text, "The row has no action of its own.", entry.place, column.words)

    def _part(self, entry: Entry, ordinal: int | None) -> None:
        """One action or recommendation."""
        ref = reference(entry)
        words = self.telling.words(entry, ref)
        if entry.main == "action":
            ref, words = _leading_ref(entry, ref, words)
        told = self.telling.of(entry, self.priority, ref)
        self.proposals.extend(told.assigned.proposals)
        self._note_ref(ref, entry)
        if entry.main == "recommendation":
            self.recommendations.add(entry, told, words, ordinal, self.priority)
            return
        self.telling.say_if_nobody_leads(entry, told)
        self.actions.append(
            ActionFound(
                words=words,
                ref=ref,
                ordinal=ordinal,
                priority=self.priority,
                outcomes=told.outcomes,
                recommendation=self.recommendations.current,
                source=entry.place,
                **told.fields(),
            )
        )

    def _note_ref(self, ref: str | None, entry: Entry) -> None:
        """Say that a reference comes again, or is missing where others have one."""
        if ref:
            self._refs[ref.casefold()] += 1
            if self._refs[ref.casefold()] == 2:
                why = f"The reference {ref} stands on more than one row. All of them were kept."
                self.ledger.tell(
                    "note",
                    "reference-again",
                    why,
                    entry.place,
                    heading=entry.heading("ref"),
                    words=ref,
                    ref=ref,
                )
        elif entry.has("ref"):
            self.ledger.tell(
                "note",
                "no-reference",
                f"This {entry.main} has no reference.",
                entry.place,
                heading=entry.heading("ref"),
                words=entry.words(entry.main)[:200],
            )


def _leading_ref(entry: Entry, ref: str | None, words: str) -> tuple[str | None, str]:
    """A reference typed before the words of the action ("1.2 Publish …"), where no column holds references."""
    if ref or entry.has("ref"):
        return ref, words
    leading, rest = refs.leading(words)
    if leading and rest and not leading.isdigit():
        return leading, rest
    return None, words

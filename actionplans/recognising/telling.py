"""What a row says beside the words of its action or recommendation: reference, leads, dates, measures, progress."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..wording import targets, timescales
from . import debris, joining
from .answering import Answering
from .assigning import LEADING, Assigned, Assigning
from .carrying import Outcomes
from .cells import flat, folded
from .columns import Column
from .found import StatusFound, TargetFound, TimescaleFound, UpdateFound
from .items import Entry
from .ledger import Ledger

# What has no place of its own in a plan, and is kept with the detail under its heading.
KEPT_WITH_DETAIL = ("note", "evidence", "characteristics", "start", "class", "comment")


@dataclass(frozen=True, slots=True)
class Told:
    """What one row says beside its words."""

    ref: str | None
    outcomes: tuple[str, ...]
    detail: str | None
    assigned: Assigned
    measures: tuple[str, ...]
    timescale: TimescaleFound
    targets: tuple[TargetFound, ...]
    status: StatusFound
    updates: tuple[UpdateFound, ...]

    def fields(self) -> dict[str, Any]:
        """What an action and a recommendation both hold, by name."""
        return {
            "detail": self.detail,
            "assignments": self.assigned.assignments,
            "assignment_words": self.assigned.words,
            "measures": self.measures,
            "timescale": self.timescale,
            "targets": self.targets,
            "status": self.status,
            "updates": self.updates,
        }


class Telling:
    """Reads the cells of a row, each kind by its own reader."""

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
        self._timescales: dict[str, timescales.Read] = {}

    def of(self, entry: Entry, priority: int | None, ref: str | None) -> Told:
        """What this row says, standing under this priority."""
        ids, outcome = self.outcomes.of(entry, priority)
        timescale, found = self._timescale(entry, ref)
        measures, more = self._measures(entry, ref)
        updates, status = self.answering.of(entry, ref, outcome)
        return Told(
            ref,
            ids,
            self._detail(entry, ref),
            self.assigning.of(entry),
            measures,
            timescale,
            (*found, *more),
            status,
            updates,
        )

    def words(self, entry: Entry, ref: str | None) -> str:
        """The words of the action or recommendation itself."""
        return "\n".join(
            self._mended(piece.text, column, entry, ref) for column, piece in entry.of(entry.main) if piece
        )

    def say_if_nobody_leads(self, entry: Entry, told: Told) -> None:
        """Say that no lead is named, where the paper has a column for one."""
        columns = [column.words for column, _ in entry.of(*LEADING)]
        if columns and not told.assigned.assignments and not told.assigned.words:
            self.ledger.tell(
                "confirm",
                "no-lead",
                "No lead is named in this row. Find out who leads and fill it in, or leave it as not stated.",
                entry.place,
                heading=columns[0],
                ref=told.ref,
            )

    def _measures(self, entry: Entry, ref: str | None) -> tuple[tuple[str, ...], tuple[TargetFound, ...]]:
        measures: list[str] = []
        found: tuple[TargetFound, ...] = ()
        for column, piece in entry.of("measure", "target"):
            if not piece:
                continue
            words = self._mended(piece.text, column, entry, ref)
            read = tuple(targets.find(words)) if column.meaning == "target" else ()
            found = (*found, *read)
            # What the figures leave unsaid ("across all tiers") is kept with the measures.
            if not read or folded(" ".join(target.words for target in read)) != folded(words):
                measures.append(words)
        return tuple(measures), found

    def _timescale(self, entry: Entry, ref: str | None) -> tuple[TimescaleFound, tuple[TargetFound, ...]]:
        words = entry.words("timescale")
        if not words:
            return TimescaleFound(), ()
        if words not in self._timescales:
            self._timescales[words] = timescales.read(words, year_starts_in=self.year_starts_in)
        read = self._timescales[words]
        timescale = read.timescale
        day = _day(next((piece.value for _, piece in entry.of("timescale") if piece.value), None))
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
            plain = column.meaning == "detail" and not lines
            lines.append(words if plain or not column.words else f"{column.words.rstrip(':')}: {words}")
        return "\n".join(lines) or None

    def _mended(self, words: str, column: Column, entry: Entry, ref: str | None) -> str:
        """Words without the quotation marks around a whole cell; a mark that never closes is said."""
        kept, unclosed = debris.without_quotation(words)
        if unclosed:
            self.answering.tell_unclosed(column, entry, ref, kept)
        return kept


def reference(entry: Entry) -> str | None:
    """The reference of a row, without a "(continued)"."""
    return "".join(joining.without_continued(flat(entry.words("ref")))).strip() or None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None

"""What is different between two issues of a plan, as data. Pure.

Nothing here is worked out: `issues.compare` fills it in, papers and pages read it.
"""

from dataclasses import dataclass, field

from papers.document import Part, Status

from .entries import Entry, PlanEntry, RoundEntry

Pieces = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A status that moved: `way` is better, worse or other; None where there was or is no status."""

    way: str
    was: Status | None
    now: Status | None


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What stood in one cell and what stands there now, under the heading of its column."""

    heading: str
    was: tuple[Part, ...]
    now: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """Words that were changed: two wordings as one, in pieces that are same, gone or new.

    `is_added` is whether nothing was changed but a dated addition put under it.
    """

    heading: str
    pieces: Pieces
    is_added: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Who leads (or supports) now and did not, and who did and does not; as printed."""

    heading: str
    came: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What is different about one row. `before` is None where it is new.

    `marks` has the change word of each column by its key ("timescale", "round:2026-10"); one that only says that
    nothing moved is no change. `became` is "", "completed", "stopped", "carried_forward" or "reopened".
    """

    now: Entry
    before: Entry | None
    marks: dict[str, str] = field(default_factory=dict)
    moved: Moved | None = None
    became: str = ""
    dates: tuple[Exchanged, ...] = ()
    people: tuple[People, ...] = ()
    wordings: tuple[Reworded, ...] = ()
    from_priority: str | None = None  # the heading it stood under, where it was moved; "" for none
    answered: tuple[str, ...] = ()  # keys of rounds whose answer is new

    @property
    def is_new(self) -> bool:
        """Whether the row was not there before."""
        return self.before is None

    @property
    def is_change(self) -> bool:
        """Whether anything at all is different, and not only said to stand as it stood."""
        told = (self.moved, self.became, self.dates, self.people, self.wordings, self.answered)
        moved_here = self.from_priority is not None
        marked = any(not word.startswith("→") for word in self.marks.values())
        return self.is_new or moved_here or marked or any(told)


@dataclass(frozen=True, slots=True)
class Gone:
    """A row that stood in the issue before and is no longer there. `reason` is "" where none was given."""

    entry: Entry
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different between two issues. `rows` are in the order of the later one, by their key.

    `was_words` is what the earlier issue is called: "Appendix 2 of 18 May 2026"; `was_on` the day: "18 May 2026".
    `renamed` are pairs of headings; `opened` and `closed` headings that are new or gone. `scale` is what the
    statuses were and are called, where that is different. `rounds` are those of the later issue that are new or
    of which more has come, each with what it was before or None. `compares_people` is False where one issue prints
    officers' names and the other posts: who leads is then not compared, so that no name comes back by comparison.
    """

    before: PlanEntry
    now: PlanEntry
    was_words: str
    was_on: str
    rows: dict[str, RowChange]
    gone: tuple[Gone, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    scale: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    rounds: tuple[tuple[RoundEntry, RoundEntry | None], ...] = ()
    wordings: tuple[Reworded, ...] = ()
    compares_people: bool = True

    @property
    def changed(self) -> tuple[RowChange, ...]:
        """The rows that are different."""
        return tuple(row for row in self.rows.values() if row.is_change)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is different at all."""
        headings = (self.renamed, self.opened, self.closed, self.scale, self.wordings)
        return not (self.changed or self.gone or self.rounds or any(headings))

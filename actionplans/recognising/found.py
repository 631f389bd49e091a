"""What was found in a paper: plain values, each beside the words it was read from.

`PlanFound` is what recognising a paper gives, what the review shows, what `import_plan --json`
prints (`as_json`), and what applying writes. Nothing here touches the database. A value that
the paper does not state is None, "" or an empty tuple; nothing is ever guessed.
"""

from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from ..wording import round_keys

Severity = Literal["repair", "confirm", "note"]
# repair: something is damaged or unreadable and a person must mend it
# confirm: a reading that a person should look at before it is brought in
# note: left out or joined, for information


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the paper: table (or sheet) and row as a person counts them, and the page where known."""

    table: int | None = None
    row: int | None = None
    sheet: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to settle, named as the person sees it: table, row, heading, why, and the paper's words."""

    why: str
    severity: Severity
    table: int | None = None
    row: int | None = None
    heading: str = ""
    words: str = ""
    ref: str = ""
    code: str = ""  # a stable name of the kind of problem, such as "own-reference"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Words that could not be placed. Nothing is dropped: a person clears them."""

    words: str
    why: str
    table: int | None = None
    row: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    words: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """`state` is proposed, adopted, in_delivery, closed or None; `organisation` is None where not named."""

    title: str = ""
    organisation: str | None = None
    period: Period = field(default_factory=Period)
    state: str | None = None
    paper_title: str = ""
    reference: str = ""
    layout: str = "priorities"


@dataclass(frozen=True, slots=True)
class RoundFound:
    """`key` is "2018-10" where the month is known."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class ScaleEntry:
    """A status of the paper's own key. `meaning` is None where a person must choose it."""

    words: str
    meaning: str | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class PriorityFound:
    words: str
    number: int | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class TargetFound:
    """`unit` is per_cent, points, per_cent_a_year or number. A target of an aim stands on its outcome."""

    value: float
    unit: str
    year: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeFound:
    """`id` is made here ("o1") so that actions can point at it. `priority` is its priority's position, from 1."""

    id: str
    words: str | None
    unreadable: bool = False
    priority: int | None = None
    targets: tuple[TargetFound, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignmentFound:
    """`kind` is person, post, service, group or partner; `role` is lead_service, lead_officer, supporting or responsible.

    `words` is how this contributor is printed here; `name` may be the known spelling of it.
    """

    name: str
    kind: str
    role: str
    qualifier: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class TimescaleFound:
    """`precision`: day, month, quarter, season, year, none. `kind`: by, at, milestone, recurring, none."""

    words: str | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: str = "none"
    kind: str = "none"
    previous: str | None = None  # "June 2025" in "Dec 2025 (revised from June 2025)"


@dataclass(frozen=True, slots=True)
class StatusFound:
    """`words` as the paper has them (a colour's name where only the cell's colour says it); None where unset."""

    words: str | None = None
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class AddendumFound:
    on: date | None
    marker: str
    words: str


@dataclass(frozen=True, slots=True)
class UpdateFound:
    """`round` is a `RoundFound.key`. `words` is the whole cell, `body` what stands before the first dated addition.

    `state` is received for words, or nothing_to_report, same_as, carried_forward, stopped where the whole
    cell says just that; "not received" is the absence of an update.
    """

    round: str
    words: str
    body: str
    addenda: tuple[AddendumFound, ...] = ()
    status: StatusFound = field(default_factory=StatusFound)
    state: str = "received"


@dataclass(frozen=True, slots=True)
class RecommendationFound:
    """`priority` is a position from 1, `outcome` an `OutcomeFound.id`. `response` as in ServiceComment, or None."""

    words: str
    number: int | str | None = None
    responsible: tuple[str, ...] = ()
    responsible_words: str | None = None
    comment: str | None = None
    response: str | None = None
    response_words: str | None = None
    priority: int | None = None
    outcome: str | None = None
    detail: str | None = None
    assignments: tuple[AssignmentFound, ...] = ()
    assignment_words: dict[str, str] = field(default_factory=dict)
    timescale: TimescaleFound = field(default_factory=TimescaleFound)
    targets: tuple[TargetFound, ...] = ()
    status: StatusFound = field(default_factory=StatusFound)
    measures: tuple[str, ...] = ()
    updates: tuple[UpdateFound, ...] = ()
    cross_reference: bool = False
    source: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ActionFound:
    """`priority` and `recommendation` are positions from 1 in their lists; `outcomes` are `OutcomeFound.id`s."""

    words: str
    ref: str | None = None
    ordinal: int | None = None
    priority: int | None = None
    outcomes: tuple[str, ...] = ()
    recommendation: int | None = None
    detail: str | None = None
    assignments: tuple[AssignmentFound, ...] = ()
    assignment_words: dict[str, str] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    timescale: TimescaleFound = field(default_factory=TimescaleFound)
    targets: tuple[TargetFound, ...] = ()
    status: StatusFound = field(default_factory=StatusFound)
    updates: tuple[UpdateFound, ...] = ()
    source: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class LeadProposal:
    """An uncertain split: proposed, not made. Until a person says so, the whole of `words` is one assignment."""

    words: str
    parts: tuple[str, ...]
    why: str
    role: str
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class AliasProposal:
    """Two spellings that are likely one contributor: "Equalites Team" and "Equality Team"."""

    name: str
    also: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class HeadingFound:
    """A heading of one table and what it was taken for.

    `meaning` is a key of `headings.MEANINGS` ("action", "lead_officer", …), "round:2018-10", "ignore", or
    None where nobody knows; `cells` counts its cells with words.
    """

    table: int
    column: int
    words: str
    meaning: str | None
    cells: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class PlanFound:
    """The whole of what one paper gives."""

    plan: PlanDetails
    rounds: tuple[RoundFound, ...] = ()
    scale: tuple[ScaleEntry, ...] = ()
    priorities: tuple[PriorityFound, ...] = ()
    outcomes: tuple[OutcomeFound, ...] = ()
    recommendations: tuple[RecommendationFound, ...] = ()
    actions: tuple[ActionFound, ...] = ()
    problems: tuple[Problem, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    headings: tuple[HeadingFound, ...] = ()
    lead_proposals: tuple[LeadProposal, ...] = ()
    alias_proposals: tuple[AliasProposal, ...] = ()
    joined_rows: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many of each were found: the quickest check of a reading."""
        rows: tuple[ActionFound | RecommendationFound, ...] = (*self.actions, *self.recommendations)
        updates = [update for row in rows for update in row.updates]
        return {
            "priorities": len(self.priorities),
            "outcomes": len(self.outcomes),
            "recommendations": len(self.recommendations),
            "actions": len(self.actions),
            "updates": len(updates),
            "addenda": sum(len(update.addenda) for update in updates),
            "joined_rows": self.joined_rows,
            "problems": len(self.problems),
            "waiting": len(self.waiting),
        }

    def as_json(self) -> dict[str, Any]:
        """Plain lists, dictionaries and strings, days as "2018-10-31", as docs/building describes them."""
        return {**_plain(self), "counts": self.counts}


def from_json(found: dict[str, Any]) -> PlanFound:
    """The `PlanFound` that `as_json` wrote. Keys of rounds are made to fit an address, wherever the file came from."""
    return _with_fitting_rounds(_build(PlanFound, {name: found[name] for name in found if name != "counts"}))


def _with_fitting_rounds(found: PlanFound) -> PlanFound:
    keys = round_keys.all_fit([item.key for item in found.rounds])
    if all(key == fitting for key, fitting in keys.items()):
        return found

    def fitted(row: Any) -> Any:
        updates = tuple(replace(each, round=keys.get(each.round, each.round)) for each in row.updates)
        return replace(row, updates=updates)

    return replace(
        found,
        rounds=tuple(replace(item, key=keys[item.key]) for item in found.rounds),
        actions=tuple(fitted(row) for row in found.actions),
        recommendations=tuple(fitted(row) for row in found.recommendations),
    )


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if type(value) in _KINDS:
        kind: type = type(value)
        return {name: _plain(getattr(value, name)) for name in _in_order(kind)}
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value.isoformat()


_PARTS: dict[tuple[type, str], type] = {
    (PlanFound, "plan"): PlanDetails,
    (PlanFound, "rounds"): RoundFound,
    (PlanFound, "scale"): ScaleEntry,
    (PlanFound, "priorities"): PriorityFound,
    (PlanFound, "outcomes"): OutcomeFound,
    (PlanFound, "recommendations"): RecommendationFound,
    (PlanFound, "actions"): ActionFound,
    (PlanFound, "problems"): Problem,
    (PlanFound, "waiting"): Waiting,
    (PlanFound, "headings"): HeadingFound,
    (PlanFound, "lead_proposals"): LeadProposal,
    (PlanFound, "alias_proposals"): AliasProposal,
    (PlanDetails, "period"): Period,
    (OutcomeFound, "targets"): TargetFound,
    (UpdateFound, "addenda"): AddendumFound,
    (UpdateFound, "status"): StatusFound,
}
for _owner in (ActionFound, RecommendationFound):
    _PARTS |= {
        (_owner, "assignments"): AssignmentFound,
        (_owner, "timescale"): TimescaleFound,
        (_owner, "targets"): TargetFound,
        (_owner, "status"): StatusFound,
        (_owner, "updates"): UpdateFound,
        (_owner, "source"): Place,
    }
_KINDS = {PlanFound, *_PARTS.values()}
_DAYS = {"start", "end", "earliest", "latest", "on"}


@cache
def _in_order(kind: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


@cache
def _names_of(kind: type) -> frozenset[str]:
    return frozenset(_in_order(kind))


def _build(kind: type, values: dict[str, Any]) -> Any:
    known = _names_of(kind)
    return kind(**{name: _part(kind, name, value) for name, value in values.items() if name in known})


def _part(kind: type, name: str, value: Any) -> Any:
    part = _PARTS.get((kind, name))
    if isinstance(value, list):
        return tuple(_build(part, item) if part else item for item in value)
    if part and isinstance(value, dict):
        return _build(part, value)
    if name in _DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    return value

"""What a plan holds, as plain rows, and what may be asked of them for printing."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ..lateness import is_overdue
from ..models.scales import FINISHED


class RoundRow(NamedTuple):
    id: int
    key: str
    words: str
    held_in: date | None
    opens_on: date | None
    due_on: date | None
    closed_on: date | None

    def is_open(self, today):
        """Whether answers may still come. A round without any dates is one that a paper brought: over."""
        if self.closed_on is not None:
            return False
        if self.due_on is not None:
            return self.due_on >= today
        return self.opens_on is not None

    @property
    def short(self):
        """October 2018 where the month is known, else its name."""
        return f"{self.held_in:%B %Y}" if self.held_in else self.words


class StatusRow(NamedTuple):
    words: str
    meaning: str
    explanation: str = ""


class HeadingRow(NamedTuple):
    id: int
    priority_id: int | None
    order: int
    words: str


class CommentRow(NamedTuple):
    words: str
    response: str
    response_words: str


@dataclass(slots=True)
class RecommendationRow:
    id: int
    priority_id: int | None
    outcome_id: int | None
    order: int
    number: str
    words: str
    detail: str
    responsible_words: str
    comments: list[CommentRow] = field(default_factory=list)


class ActionRow(NamedTuple):
    id: int
    order: int
    ref: str
    slug: str
    words: str
    detail: str
    classed_as: str
    priority_id: int | None
    recommendation_id: int | None
    lead_service_words: str
    lead_officer_words: str
    supporting_words: str
    responsible_words: str
    status_printed: str
    status_words: str | None
    status_meaning: str | None
    completed_on: date | None
    next_review_on: date | None
    timescale_words: str | None
    timescale_kind: str | None
    timescale_latest: date | None
    timescale_before: str | None


class AddendumRow(NamedTuple):
    on: date | None
    marker: str
    words: str


@dataclass(slots=True)
class UpdateRow:
    """A signed-off update. `round_at` is its round's position among all rounds; `half` whose half it is."""

    round_at: int
    half: str
    answer: str
    same_as: str
    words: str
    status_printed: str
    status_words: str | None
    status_meaning: str | None
    addenda: list[AddendumRow] = field(default_factory=list)


@dataclass(slots=True)
class PlanRows:
    """All that one paper needs. `rounds` are those side by side, earliest first; `today` is the paper's day."""

    today: date
    is_closed: bool
    own_columns: list[tuple[str, str, bool]]
    all_rounds: list[RoundRow]
    rounds: list[RoundRow]
    statuses: list[StatusRow]
    priorities: dict[int, HeadingRow]
    outcomes: dict[int, HeadingRow]
    recommendations: dict[int, RecommendationRow]
    actions: list[ActionRow]
    assigned: dict[tuple[str, int], list[tuple]]
    updates: dict[int, list[UpdateRow]]
    # Whether recommendations have a column or a band of their own, so that no other cell need say them.
    shows_recommendations: bool = True

    @property
    def latest(self):
        """The last of the rounds side by side, or None."""
        return self.rounds[-1] if self.rounds else None

    def parts(self, owner, kind):
        """(name, qualifier, words) of what hangs on an action ("a", id) or recommendation ("r", id), in order."""
        return [part[2:] for part in self.assigned.get(owner, ()) if part[0] == kind]

    def answers(self, action, reporting_round):
        """The signed-off updates on an action in one round: none, one, or one of each lead."""
        at = self.all_rounds.index(reporting_round)
        return [one for one in self.updates.get(action.id, ()) if one.round_at == at]

    def position(self, action, before=None):
        """The status last reported, else the plan's own: (printed words, words, meaning), or None.

        With `before`, as it stood before that round.
        """
        until = self.all_rounds.index(before) if before else len(self.all_rounds)
        for update in reversed(self.updates.get(action.id, ())):
            if update.status_meaning and update.round_at < until:
                return update.status_printed, update.status_words, update.status_meaning
        if action.status_meaning or action.status_printed:
            return action.status_printed, action.status_words, action.status_meaning
        return None

    def is_finished(self, action, before=None):
        """Whether nothing more is asked of it."""
        position = self.position(action, before)
        return bool(position and position[2] in FINISHED)

    def is_asked(self, action, reporting_round):
        """Whether an answer is due in this round: not on what was finished before it."""
        return not self.is_finished(action, before=reporting_round)

    def is_overdue(self, action):
        """As `ActionQuerySet.overdue`, from the rows at hand; in a plan that is closed nothing waits any more."""
        return not self.is_closed and is_overdue(
            action.timescale_latest,
            kind=action.timescale_kind,
            completed_on=action.completed_on,
            is_finished=self.is_finished(action),
            today=self.today,
        )

    @property
    def leading_roles(self):
        """The roles in which anybody leads an action, in the order of a paper's columns."""
        words = {"lead_service": "lead_service_words", "lead_officer": "lead_officer_words"}
        held = {part[0] for (owner, _), parts in self.assigned.items() if owner == "a" for part in parts}
        return [
            role
            for role, field in (*words.items(), ("responsible", "responsible_words"))
            if role in held or any(getattr(action, field) for action in self.actions)
        ]

    def has(self, key):
        """Whether the plan has anything to print in this column."""
        return _HAS[key](self)


def _status_is_unseen(rows):
    """Whether the status of an action stands in the plan alone, so that no round's column shows it."""
    if not rows.rounds:
        return rows.statuses or any(rows.position(action) for action in rows.actions)
    shown = {rows.all_rounds.index(one) for one in rows.rounds}
    return any(
        (action.status_meaning or action.status_printed)
        and not any(one.round_at in shown and one.status_meaning for one in rows.updates.get(action.id, ()))
        for action in rows.actions
    )


_HAS = {
    "ref": lambda rows: any(action.ref for action in rows.actions),
    "outcome": lambda rows: bool(rows.outcomes),
    "recommendation": lambda rows: bool(rows.recommendations),
    "action": lambda rows: not rows.recommendations or any(action.words for action in rows.actions),
    "comment": lambda rows: any(one.comments for one in rows.recommendations.values()),
    "detail": lambda rows: (
        any(action.detail for action in rows.actions)
        or any(one.detail for one in rows.recommendations.values())
    ),
    "timescale": lambda rows: any(action.timescale_words for action in rows.actions),
    "status": _status_is_unseen,
}

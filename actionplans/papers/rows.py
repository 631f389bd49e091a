"""What a plan holds, as plain rows, and what may be asked of them for printing."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from papers import phrases

from ..last_words import ended_by, still_standing, worst
from ..lateness import is_overdue
from ..models.scales import ENDING, FINISHED
from ..rounds import blanks
from .posts import Posts


class RoundRow(NamedTuple):
    id: int
    key: str
    words: str
    held_in: date | None
    opens_on: date | None
    due_on: date | None
    closed_on: date | None
    opened_at: datetime | None
    has_answers: bool

    def stage(self, today):
        """Where it is on this day, as `blanks.stage` says."""
        return blanks.stage(
            opened_at=self.opened_at,
            closed_on=self.closed_on,
            opens_on=self.opens_on,
            due_on=self.due_on,
            has_answers=self.has_answers,
            today=today,
        )

    def is_open(self, today):
        """Whether answers may still come."""
        return self.stage(today) == blanks.OPEN

    @property
    def is_run_here(self):
        """Whether it was opened here, so that what it asks for is known."""
        return self.opened_at is not None

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
    source_id: int | None
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


@dataclass(frozen=True, slots=True)
class RequestRow:
    """An answer that a round asks for, and what became of it.

    `half` is "" where all leads answer together; `whose` is it as printed.
    """

    id: int
    half: str
    whose: str
    state: str
    asked_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What stands on one action in a round, whole or of one half: the answer, or which blank it is.

    `asked_on` are the days on which somebody was asked for what did not come, where they are known.
    """

    half: str = ""
    update: "UpdateRow | None" = None
    blank: str = ""
    state: str = ""
    asked_on: tuple[date, ...] = ()


@dataclass(slots=True)
class UpdateRow:
    """A signed-off update.

    `round_at` is its round's position among all rounds; `half` whose half it answers for, and `whose` that as printed
    before its words; "" where all leads answer together.
    """

    round_at: int
    asked_id: int | None
    half: str
    whose: str
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
    # What each round that was run here asks for: {(action, place of the round among all): requests}.
    requests: dict[tuple[int, int], list[RequestRow]]
    # Where each action stood before a round, once it was worked out: {(action, place of the round): position}.
    positions: dict[tuple[int, int], tuple | None] = field(default_factory=dict)
    # Whether recommendations have a column or a band of their own, so that no other cell need say them.
    shows_recommendations: bool = True
    # What stands instead of people, where the paper prints posts only; None where it prints names.
    posts: Posts | None = None
    # Whether the plan was brought in, so that its past rounds are those of that paper.
    came_as_paper: bool = False

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

    def said(self, action, reporting_round):
        """All that stands on an action in one round, in order: a `Said` for each answer and for each that is missing."""
        answers = self.answers(action, reporting_round)
        asked = self.requests.get((action.id, self.all_rounds.index(reporting_round)), [])
        # Halves that are no longer asked for say so beside those that are; a whole answer stands for all.
        if any(one.half == "" and one.state != "withdrawn" for one in asked):
            asked = [one for one in asked if one.state != "withdrawn"]
        by_request = {one.asked_id: one for one in answers if one.asked_id}
        found = [self._said_to(one, by_request.get(one.id), reporting_round) for one in asked]
        known = {one.id for one in asked}
        found += [Said(one.whose, one, state="signed_off") for one in answers if one.asked_id not in known]
        if any(one.update or one.blank != phrases.NOT_ASKED for one in found):
            return found
        return [Said(blank=self._blank(action, reporting_round))]

    def _said_to(self, request, update, reporting_round):
        """The answer to what was asked, or why there is none."""
        if update is not None:
            return Said(update.whose, update, state="signed_off")
        blank = blanks.blank(
            reporting_round.stage(self.today),
            is_asked=request.state != "withdrawn",
            state=request.state,
            asked_on=request.asked_on,
        )
        return Said(request.whose, None, blank, request.state, request.asked_on)

    def _blank(self, action, reporting_round):
        """Why nothing stands on an action of which nothing is known to be asked in this round."""
        return blanks.blank(
            reporting_round.stage(self.today), is_asked=self.is_asked(action, reporting_round)
        )

    def awaited(self, action, reporting_round):
        """What a round asks of an action, as `Said`: what it asked for where it was run here, else one answer or none.

        In a round that was not run here, what was answered was asked for, though the action was finished before it.
        """
        if not reporting_round.is_run_here:
            is_due = self.answers(action, reporting_round) or self.is_asked(action, reporting_round)
            return self.said(action, reporting_round)[:1] if is_due else []
        if not self.is_asked(action, reporting_round):
            return []
        asked = {one.id for one in self.requests[action.id, self.all_rounds.index(reporting_round)]}
        return [
            one
            for one in self.said(action, reporting_round)
            if one.state != "withdrawn" and (one.update is None or one.update.asked_id in asked)
        ]

    def position(self, action, before=None):
        """The status last reported, else the plan's own: (printed words, words, meaning), or None.

        With `before`, as it stood before that round. Where leads answer separately, the worst of
        what each said last.
        """
        until = self.all_rounds.index(before) if before else len(self.all_rounds)
        if (action.id, until) not in self.positions:
            self.positions[action.id, until] = self._position(action, until)
        return self.positions[action.id, until]

    def _position(self, action, until):
        said = self._said_before(action, until, with_status=True)
        found = worst([one for _, _, one in still_standing(said)], lambda one: one.status_meaning)
        if found is not None:
            return found.status_printed, found.status_words, found.status_meaning
        if action.status_meaning or action.status_printed:
            return action.status_printed, action.status_words, action.status_meaning
        return None

    def said_at(self, action):
        """The places of the rounds in which it was said where it stands: the answer that ended it, else its status."""
        end = self.ended_by(action)
        said = self._said_before(action, len(self.all_rounds), with_status=not end)
        status = None if end else (self.position(action) or ("", "", None))[2]
        return {
            at
            for at, _, one in still_standing(said)
            if (one.answer == end if end else one.status_meaning == status)
        }

    def ended_by(self, action, before=None):
        """Which answer ended it, stopped or carried_forward; "" where none did."""
        until = self.all_rounds.index(before) if before else len(self.all_rounds)
        said = self._said_before(action, until)
        # The last word always stands: where it did not end the action, nothing did.
        if not said or said[-1][2].answer not in ENDING:
            return ""
        return ended_by([one.answer for _, _, one in still_standing(said)])

    def _said_before(self, action, until, with_status=False):
        return [
            (one.round_at, one.half, one)
            for one in self.updates.get(action.id, ())
            if one.round_at < until and (one.status_meaning or not with_status)
        ]

    def is_finished(self, action, before=None):
        """Whether nothing more is asked of it."""
        position = self.position(action, before)
        return bool(position and position[2] in FINISHED) or bool(self.ended_by(action, before))

    def is_asked(self, action, reporting_round):
        """Whether an answer is due in this round: what was asked for where it was run here.

        Else what was not finished before it; but of a plan that came as a paper nothing that was entered here, which
        that paper's rounds cannot have asked for.
        """
        if reporting_round.is_run_here:
            asked = self.requests.get((action.id, self.all_rounds.index(reporting_round)), ())
            return any(one.state != "withdrawn" for one in asked)
        if action.source_id is None and self.came_as_paper:
            return False
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

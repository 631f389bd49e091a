"""What a plan holds, fetched for printing: plain tuples, in eight queries at any size."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from ..models import (
    Action,
    ActionOutcome,
    Assignment,
    Outcome,
    Plan,
    PlanColumn,
    Priority,
    ProgressStatus,
    Recommendation,
    ReportingRound,
    SuccessMeasure,
    Target,
    Timescale,
    Update,
)
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
        return (
            not self.is_closed
            and action.timescale_kind in ("by", "at", "milestone")
            and action.timescale_latest is not None
            and action.timescale_latest < self.today
            and action.completed_on is None
            and not self.is_finished(action)
        )

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
    "detail": lambda rows: (
        any(action.detail for action in rows.actions)
        or any(one.detail for one in rows.recommendations.values())
    ),
    "timescale": lambda rows: any(action.timescale_words for action in rows.actions),
    "status": _status_is_unseen,
}


class NoSuchRound(Exception):
    """A round was asked for that this plan does not have. The message names it."""


def fetch(plan, layout, *, rounds=None, today):
    """The `PlanRows` of a plan. `rounds` are the keys of those to show; None means the latest of the layout."""
    all_rounds, shown = _rounds(plan, layout, rounds, today)
    priorities, outcomes = _headings(plan)
    return PlanRows(
        today=today,
        is_closed=plan.state == Plan.State.CLOSED,
        own_columns=list(
            PlanColumn.objects.filter(plan=plan, layout=layout.key)
            .order_by("order", "id")
            .values_list("key", "heading", "is_shown")
        ),
        all_rounds=all_rounds,
        rounds=shown,
        statuses=_statuses(plan),
        priorities=priorities,
        outcomes=outcomes,
        recommendations=_recommendations(plan),
        actions=_actions(plan),
        assigned=_parts(plan),
        updates=_updates(plan, all_rounds, shown),
    )


def _rounds(plan, layout, keys, today):
    found = [
        RoundRow(*row)
        for row in ReportingRound.objects.filter(plan=plan)
        .order_by("order", "id")
        .values_list(*RoundRow._fields)
    ]
    if keys is None:
        opened = [one for one in found if one.opens_on is None or one.opens_on <= today]
        return found, opened[-layout.rounds_shown :]
    if unknown := set(keys) - {one.key for one in found}:
        raise NoSuchRound(f"This plan has no round “{sorted(unknown)[0]}”.")
    return found, [one for one in found if one.key in keys]


def _statuses(plan):
    found = ProgressStatus.objects.filter(scale_id=plan.scale_id).order_by("order", "id")
    return [StatusRow(*row) for row in found.values_list("words", "meaning", "explanation")]


def _headings(plan):
    """The priorities and the outcomes, each by id in the plan's order."""
    priorities = Priority.objects.filter(plan=plan).order_by()
    outcomes = Outcome.objects.filter(plan=plan).order_by()
    both = priorities.values_list(Value("priority"), "id", "id", "order", "words").union(
        outcomes.values_list(Value("outcome"), "id", "priority_id", "order", "words"), all=True
    )
    found = {"priority": [], "outcome": []}
    for kind, *row in both:
        found[kind].append(HeadingRow(*row))
    return tuple(
        {one.id: one for one in sorted(found[kind], key=lambda one: (one.order, one.id))} for kind in found
    )


def _recommendations(plan):
    fields = ("id", "priority_id", "outcome_id", "order", "number", "words", "detail", "responsible_words")
    said = ("comments__words", "comments__response", "comments__response_words")
    found = {}
    ordered = Recommendation.objects.filter(plan=plan).order_by(
        "order", "id", "comments__order", "comments__id"
    )
    for row in ordered.values_list(*fields, *said):
        recommendation = found.setdefault(row[0], RecommendationRow(*row[: len(fields)]))
        if row[-3] is not None:
            recommendation.comments.append(CommentRow(*row[-3:]))
    return found


def _actions(plan):
    before = Timescale.objects.filter(action=OuterRef("pk"), is_current=False).order_by("-id")
    found = (
        Action.objects.filter(plan=plan)
        .annotate(
            now=FilteredRelation("timescales", condition=Q(timescales__is_current=True)),
            before=Subquery(before.values("words")[:1]),
        )
        .order_by("order", "id")
    )
    own = ActionRow._fields[: ActionRow._fields.index("status_printed")]
    return [
        ActionRow(*row)
        for row in found.values_list(
            *own,
            *("status_words", "status__words", "status__meaning", "completed_on", "next_review_on"),
            *("now__words", "now__kind", "now__latest", "before"),
        )
    ]


def _parts(plan):
    """What hangs on each action and recommendation: (kind, order, name, qualifier, words), in order."""
    nothing = Value("", output_field=CharField())

    def hanging(model, owner, id_field, kind, name, qualifier, words, **to_plan):
        return (
            model.objects.filter(**to_plan)
            .order_by()
            .values_list(Value(owner), id_field, kind, "order", name, qualifier, words, "id")
        )

    who = ("role", "contributor__name", "qualifier", "words")
    united = hanging(Assignment, "a", "action_id", *who, action__plan=plan).union(
        hanging(Assignment, "r", "recommendation_id", *who, recommendation__plan=plan),
        hanging(
            SuccessMeasure, "a", "action_id", Value("measure"), nothing, nothing, "words", action__plan=plan
        ),
        hanging(Target, "a", "action_id", Value("target"), nothing, nothing, "words", action__plan=plan),
        hanging(
            ActionOutcome,
            *("a", "action_id", Value("outcome")),
            *(Cast("outcome_id", CharField()), nothing, nothing),
            action__plan=plan,
        ),
        all=True,
    )
    found = defaultdict(list)
    for owner, owner_id, kind, order, *words, row_id in united:
        found[owner, owner_id].append((kind, (order, row_id), *words))
    for parts in found.values():
        parts.sort(key=lambda part: part[1])
    return found


def _updates(plan, all_rounds, shown):
    """The signed-off updates up to the last round shown, by action; words of the rounds shown alone."""
    if not shown:
        return {}
    ids = [one.id for one in all_rounds]
    until = ids[: ids.index(shown[-1].id) + 1]
    shown_words = Case(
        When(reporting_round__in=[one.id for one in shown], then=F("words")),
        default=Value(""),
        output_field=TextField(),
    )
    rows = (
        Update.objects.filter(action__plan=plan, state=Update.State.SIGNED_OFF, reporting_round__in=until)
        .order_by("reporting_round__order", "assignment__order", "id", "addenda__order", "addenda__id")
        .values_list(
            *("id", "action_id", "reporting_round_id", "assignment__qualifier"),
            *("assignment__contributor__name", "answer", "same_as__ref", shown_words),
            *("status_words", "status__words", "status__meaning"),
            *("addenda__id", "addenda__on", "addenda__marker", "addenda__words"),
        )
    )
    found, by_id = defaultdict(list), {}
    for update_id, action_id, round_id, qualifier, lead, *answered, addendum_id, on, marker, added in rows:
        if update_id not in by_id:
            half = qualifier[:1].upper() + qualifier[1:] if qualifier else lead or ""
            answer, same_as, words, *status = answered
            by_id[update_id] = UpdateRow(ids.index(round_id), half, answer, same_as or "", words, *status)
            found[action_id].append(by_id[update_id])
        if addendum_id is not None:
            by_id[update_id].addenda.append(AddendumRow(on, marker, added))
    return found

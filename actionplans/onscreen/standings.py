"""How every action of a plan stands today, read as tuples in three queries whatever its size.

Objects cost too much for a plan of thousands of actions; what the page shows of one page
of them is read afterwards, for those alone.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, F, FilteredRelation, Q, Value

from ..lateness import is_overdue
from ..models import Assignment, Plan, ProgressStatus, ReportingRound, Update

# Stands for a status that a paper gave in words outside the plan's scale.
OUTSIDE_SCALE = 0


@dataclass(slots=True)
class Standing:
    """One action's position: its status now, the one before with its round, whether it is late.

    `status_id` is None where none was given, OUTSIDE_SCALE where it was in words outside the scale.
    """

    pk: int
    priority_id: int | None
    status_id: int | None
    before_id: int | None
    before_round_id: int | None
    latest: object
    is_late: bool
    is_chosen: bool
    is_answered: bool


def statuses_of(plan):
    """The statuses of the plan's scale by key, in order; none where it has no scale."""
    found = ProgressStatus.objects.filter(scale_id=plan.scale_id) if plan.scale_id else []
    return {status.pk: status for status in found}


@dataclass(slots=True)
class History:
    """What was answered and signed off in a plan, round by round.

    `rounds` are the rounds, oldest first; `answered` the actions answered in each round's key;
    `told` each action's statuses as (round key, status key), oldest first.
    """

    rounds: list
    answered: dict
    told: dict

    @property
    def latest(self):
        """The newest round, or None."""
        return self.rounds[-1] if self.rounds else None

    def received(self, actions):
        """How many answers came in all rounds, of how many that were asked for."""
        return sum(map(len, self.answered.values())), actions * len(self.rounds)


@dataclass(frozen=True, slots=True)
class Round:
    """A reporting round: its key and its name as printed."""

    pk: int
    words: str


def history_of(plan, user):
    """The History of a plan that the reader may see, in one query."""
    history = History([], {}, {})
    signed_off = FilteredRelation("updates", condition=Q(updates__state=Update.State.SIGNED_OFF))
    rows = (
        ReportingRound.objects.visible_to(user)
        .filter(plan=plan)
        .alias(signed_off=signed_off)
        .order_by("order", "id", "signed_off__id")
        .values_list("pk", "words", "signed_off__action_id", "signed_off__status_id")
    )
    for key, words, action, status in rows:
        if key not in history.answered:
            history.rounds.append(Round(key, words))
            history.answered[key] = set()
        if action is not None:
            history.answered[key].add(action)
        if status is not None:
            line = history.told.setdefault(action, [])
            if line and line[-1][0] == key:
                line.pop()
            line.append((key, status))
    return history


def standings(actions, *, chosen, statuses, history, today):
    """The Standing of each of these actions, in plan order.

    `actions` is what the reader may see of one plan, `chosen` the part of it that the filters
    leave, or None when all are shown; `statuses` and `history` are what the functions above give.
    """
    answered_now = history.answered[history.latest.pk] if history.latest else set()
    # A list that is made once, and not a question asked again for every row.
    is_chosen = Value(True) if chosen is None else Q(pk__in=chosen.order_by().values("pk"))
    rows = (
        actions.alias(current=FilteredRelation("timescales", condition=Q(timescales__is_current=True)))
        .annotate(latest=F("current__latest"), kind=F("current__kind"))
        .annotate(is_chosen=ExpressionWrapper(is_chosen, BooleanField()))
        .order_by("order", "id")
        .values_list(
            "pk",
            "priority_id",
            "status_id",
            "status_words",
            "completed_on",
            "latest",
            "kind",
            "is_chosen",
            "plan__state",
        )
    )
    finished = {pk for pk, status in statuses.items() if status.is_finished}
    found = []
    for pk, priority_id, own_status, printed, completed_on, latest, kind, shown, state in rows:
        line = history.told.get(pk, ())
        status = line[-1][1] if line else own_status or (OUTSIDE_SCALE if printed else None)
        before_round, before = line[-2] if len(line) > 1 else (None, None)
        late = is_overdue(
            latest,
            kind=kind,
            completed_on=completed_on,
            is_finished=status in finished or state == Plan.State.CLOSED,
            today=today,
        )
        found.append(
            Standing(
                pk, priority_id, status, before, before_round, latest, late, bool(shown), pk in answered_now
            )
        )
    return found


def leads_of(actions):
    """Who leads any of these actions: ({contributor: name} in order of name, whether officers are named at all)."""
    rows = list(
        Assignment.objects.filter(action__in=actions)
        .exclude(role=Assignment.Role.SUPPORTING)
        .order_by("contributor__name")
        .values_list("contributor_id", "contributor__name", "role")
        .distinct()
    )
    names = {key: name for key, name, _ in rows}
    return names, any(role == Assignment.Role.LEAD_OFFICER for _, _, role in rows)


def late_and_red_first(found, statuses):
    """The same, those that are late and off track before all others, then late, then off track."""
    red = {pk for pk, status in statuses.items() if status.meaning == "off_track"}

    def urgency(standing):
        return -(standing.is_late + (standing.status_id in red)), not standing.is_late

    return sorted(found, key=urgency)

"""How every action of a plan stands today, read as tuples whatever its size.

Objects cost too much for a plan of thousands of actions; what the page shows of one page
of them is read afterwards, for those alone.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, F, FilteredRelation, Q, Value

from ..last_words import ended_by, still_standing, worst
from ..lateness import is_overdue
from ..models import Assignment, Plan, ProgressStatus
from ..models.scales import ENDING

# Stands for a status that a paper gave in words outside the plan's scale.
OUTSIDE_SCALE = 0


@dataclass(slots=True)
class Standing:
    """One action's position: its status now, the one before with its round, whether it is late.

    `status_id` is None where none was given, OUTSIDE_SCALE where it was in words outside the scale, and the
    kind of answer ("stopped", "carried_forward") where that ended it and its status does not say as much.
    """

    pk: int
    priority_id: int | None
    status_id: int | str | None
    before_id: int | None
    before_round: object
    latest: object
    is_late: bool
    is_chosen: bool
    is_silent: bool


def statuses_of(plan):
    """The statuses of the plan's scale by key, in order; none where it has no scale."""
    found = ProgressStatus.objects.filter(scale_id=plan.scale_id) if plan.scale_id else []
    return {status.pk: status for status in found}


def standings(actions, *, chosen, statuses, history, today):
    """The Standing of each of these actions, in plan order.

    `actions` is what the reader may see of one plan, `chosen` the part of it that the filters
    leave, or None when all are shown; `statuses` is what the function above gives, `history` what
    `history_of` gives, which learns from the rows which actions its rounds did not ask.
    """
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
            "source_id",
        )
    )
    finished = {pk for pk, status in statuses.items() if status.is_finished}
    found, rows = [], list(rows)
    came_as_paper = any(row[-1] for row in rows)
    for pk, priority_id, own_status, printed, completed_on, latest, kind, shown, state, source in rows:
        history.note_own_status(pk, own_status in finished, finished)
        if came_as_paper and source is None:
            history.note_entered_here(pk)
        said = history.said.get(pk, ())
        status, before, before_round = _moved(said, statuses, history.rounds)
        status = status or own_status or (OUTSIDE_SCALE if printed else None)
        # The last word always stands: where it did not end the action, nothing did.
        is_ended = said and said[-1][3] in ENDING
        ending = ended_by([each[3] for each in still_standing(said)]) if is_ended else ""
        late = is_overdue(
            latest,
            kind=kind,
            completed_on=completed_on,
            is_finished=status in finished or bool(ending) or state == Plan.State.CLOSED,
            today=today,
        )
        if ending and status not in finished:
            status = ending
        silent = history.is_silent(pk)
        found.append(
            Standing(pk, priority_id, status, before, before_round, latest, late, bool(shown), silent)
        )
    return found


def _moved(said, statuses, rounds):
    """(status key now, status key before the round that gave it, the round before): None where there is none."""
    told = [each for each in said if each[2] in statuses]
    if not told:
        return None, None, None
    last = told[-1][0]
    earlier = [each for each in told if each[0] < last]
    before_round = rounds[earlier[-1][0]] if earlier else None
    return _worst(told, statuses), _worst(earlier, statuses), before_round


def _worst(told, statuses):
    standing = still_standing(told)
    if len(standing) == 1:
        return standing[0][2]
    return worst([each[2] for each in standing], lambda key: statuses[key].meaning)


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

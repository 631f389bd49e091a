"""Taking an action out of a plan that was issued once: never deleted, but withdrawn with a reason that everybody may read."""

from django.db import transaction

from .models import Action, IssuedPlan, IssuedRow, Plan, UpdateRequest
from .rounds import running
from .rounds.refusals import Refused

NOT_DELETED = (
    "It was issued, and what a committee was told is never deleted. Withdraw it with a reason instead: it is then no longer "
    "part of the plan."
)
PLAN_NOT_DELETED = (
    "This plan was issued, and what a committee was told is never deleted. Close it instead, or withdraw its actions "
    "with a reason."
)

WITHDRAWN_WITH_IT = "The action was withdrawn: {}"


def was_issued(row):
    """Whether this action or plan stands in a publication, whatever became of that."""
    if isinstance(row, Plan):
        return IssuedPlan.objects.filter(plan=row).exists()
    return IssuedRow.objects.filter(action=row).exists()


@transaction.atomic
def withdraw(action, *, because, by, at):
    """Take an action out of its plan and say why. No round counts it any more; every answer stays. Raises Refused."""
    held = _lock(action)
    if held.is_withdrawn:
        raise Refused("It was withdrawn already. Look at it again.")
    if not because.strip():
        raise Refused(("because", "Say why it is withdrawn, in a sentence that everybody may read."))
    if not was_issued(held):
        raise Refused("Delete it on the desk instead: it was never issued, so nobody was told of it.")
    asked = UpdateRequest.objects.awaited().filter(action=held, reporting_round__in=held.plan.rounds.open())
    asked = list(asked)
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_because = at, by, because.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    for each in asked:
        running.withdraw(each, because=WITHDRAWN_WITH_IT.format(held.withdrawn_because), by=by, at=at)
    return held


@transaction.atomic
def take_back(action):
    """Make a withdrawn action part of its plan again. What is no longer asked for may be asked for again. Raises Refused."""
    held = _lock(action)
    if not held.is_withdrawn:
        raise Refused("It is part of the plan already. Look at it again.")
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_because = None, None, ""
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    return held


def _lock(action):
    """The action as it is now, held until the transaction ends."""
    held = Action.everything.select_for_update(of=("self",)).select_related("plan")
    return held.get(pk=action.pk)

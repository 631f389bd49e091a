"""What a round would ask for, before it asks: how many answers of whom, what is left out and why."""

from dataclasses import dataclass, field

from ..models import Action, UpdateRequest
from ..models.scales import ENDED
from ..rounds import asking, recipients
from .board import leads_of, whom
from .titles import title_and_rest


@dataclass(slots=True)
class Wanted:
    """What is asked for when the round is opened now.

    `new` are (action key, half) not asked for yet; `leads` the names that are asked; `left_out` is
    (reason, actions); `unled` and `unreached` are actions that nobody leads, or whose leads cannot be reached.
    """

    new: list
    actions: int = 0
    split: int = 0
    leads: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    unled: list = field(default_factory=list)
    unreached: list = field(default_factory=list)


def wanted(reporting_round, *, today):
    """The Wanted of this round, in a fixed number of queries."""
    plan = reporting_round.plan
    known = set(reporting_round.requests.values_list("action_id", flat=True))
    new = asking.not_asked_yet(reporting_round)
    actions = {
        pk: (ref, title_and_rest(words or said or "")[0])
        for pk, ref, words, said in Action.objects.filter(plan=plan)
        .order_by("order", "id")
        .values_list("pk", "ref", "words", "recommendation__words")
    }
    found = Wanted(new, actions=len({action for action, _ in new}), split=sum(bool(half) for _, half in new))
    _put_leads(found, plan, actions, today)
    found.left_out = _left_out(plan, {action for action, _ in new} | known, actions)
    return found


def _put_leads(found, plan, actions, today):
    """Who is asked, which of it nobody leads, and which of it reaches nobody, with the reason."""
    leads, names = leads_of(plan.pk)
    reached = recipients.find(
        plan,
        [UpdateRequest(action_id=action, half=half) for action, half in found.new],
        today=today,
    )
    asked = {}
    for (action, half), reach in zip(found.new, reached, strict=True):
        keys = dict.fromkeys(key for _, key in whom(leads.get(action, ()), half.casefold()))
        asked |= keys
        if not keys:
            found.unled.append((*actions[action], half))
        elif not reach.people:
            found.unreached.append((*actions[action], half, " ".join(reach.passed_over)))
    found.leads = [name for key, (name, _) in names.items() if key in asked]


def _left_out(plan, asked, actions):
    """[(why, [(ref, title)])] of the actions that are not asked for."""
    statuses = dict(plan.scale.statuses.values_list("pk", "words")) if plan.scale_id else {}
    rows = (
        Action.objects.filter(plan=plan)
        .exclude(pk__in=asking.open_actions(plan).values("pk"))
        .with_position()
        .with_ending()
        .order_by("order", "id")
        .values_list("pk", "completed_on", "position_id", "ended_by")
    )
    by_reason = {}
    for pk, completed_on, position, ended_by in rows:
        if pk not in asked:
            why = _why(completed_on, statuses.get(position), ended_by)
            by_reason.setdefault(why, []).append(actions[pk])
    return list(by_reason.items())


def _why(completed_on, status, ended_by):
    if ended_by:
        return f"{ENDED[ended_by][0]}, by the last answer"
    if completed_on:
        return "Finished: its day of completion is given"
    return f"Finished: its status is “{status}”"

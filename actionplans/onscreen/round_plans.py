"""What a round would ask for, before it asks: how many answers of whom, what is left out and why."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery

from accounts.models import Contributor

from ..models import Action, Update
from ..rounds import asking
from .board import leads_of, whom
from .titles import title_and_rest

ENDED = {
    Update.Answer.STOPPED: "Stopped: the last answer says so",
    Update.Answer.CARRIED_FORWARD: "Carried forward: the last answer says so",
}


@dataclass(slots=True)
class Wanted:
    """What is asked for when the round is opened now.

    `new` are (action key, half) not asked for yet; `leads` the names that are asked; `left_out` is
    (reason, actions); `unled` and `unreached` are actions that nobody leads, or whose leads cannot be reached.
    """

    new: list
    actions: int = 0
    leads: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    unled: list = field(default_factory=list)
    unreached: list = field(default_factory=list)
    split: int = 0


def wanted(reporting_round):
    """The Wanted of this round, in a fixed number of queries."""
    plan = reporting_round.plan
    known = set(reporting_round.requests.values_list("action_id", "half"))
    new = [each for each in asking.wanted(plan) if each not in known]
    actions = {
        pk: (ref, title_and_rest(words or said or "")[0])
        for pk, ref, words, said in Action.objects.filter(plan=plan)
        .order_by("order", "id")
        .values_list("pk", "ref", "words", "recommendation__words")
    }
    leads, names = leads_of(plan.pk)
    reachable = reachable_of(names)
    found = Wanted(new, actions=len({action for action, _ in new}), split=sum(bool(half) for _, half in new))
    asked = {}
    for action, half in new:
        keys = dict.fromkeys(key for _, key in whom(leads.get(action, ()), half.casefold()))
        asked |= keys
        if not keys:
            found.unled.append((*actions[action], half))
        elif not reachable & keys.keys():
            who = ", ".join(names[key][0] for key in keys)
            found.unreached.append((*actions[action], f"{who} ({half})" if half else who))
    found.leads = [name for key, (name, _) in names.items() if key in asked]
    found.left_out = _left_out(plan, {action for action, _ in new} | {action for action, _ in known}, actions)
    return found


def reachable_of(names):
    """The keys of those contributors for whom somebody signs in, or who have an address, and who have not left."""
    rows = Contributor.objects.filter(pk__in=list(names)).values_list(
        "pk", "email", "users__is_active", "in_post_to"
    )
    return {key for key, email, is_active, left_on in rows if left_on is None and (email or is_active)}


def _left_out(plan, asked, actions):
    """[(why, [(ref, title)])] of the actions that are not asked for."""
    last = (
        Update.objects.filter(action=OuterRef("pk"), state=Update.State.SIGNED_OFF)
        .order_by("-reporting_round__order", "-id")
        .values("answer")[:1]
    )
    statuses = dict(plan.scale.statuses.values_list("pk", "words")) if plan.scale_id else {}
    rows = (
        Action.objects.filter(plan=plan)
        .with_position()
        .annotate(last_answer=Subquery(last))
        .order_by("order", "id")
        .values_list("pk", "completed_on", "position_id", "last_answer")
    )
    by_reason = {}
    for pk, completed_on, position, last_answer in rows:
        if pk in asked:
            continue
        if last_answer in ENDED:
            why = ENDED[last_answer]
        elif position in statuses and completed_on is None:
            why = f"Finished: its status is {statuses[position]}"
        else:
            why = "Finished: it has a day of completion"
        by_reason.setdefault(why, []).append(actions[pk])
    return list(by_reason.items())

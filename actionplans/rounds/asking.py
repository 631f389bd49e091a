"""What a round asks for: every open action, and each half of those whose leads answer separately."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from ..models import Action, Assignment, ProgressStatus, Update, UpdateRequest
from ..models.scales import FINISHED

Role = Assignment.Role
# Who answers for an action: its lead officers, else whoever is responsible, else its lead service.
ANSWERING = (Role.LEAD_OFFICER, Role.RESPONSIBLE, Role.LEAD_SERVICE)


def halves(leads):
    """The halves that answer separately, in order; [""] where all leads answer together.

    `leads` are (role, qualifier) of an action's assignments in order. Leads are split where two or
    more of those who answer for it are named, every one of them with a qualifier, and the
    qualifiers differ: "Amal (internal); Bryn (external)". Anything less is not taken for a split.
    """
    for role in ANSWERING:
        qualifiers = [qualifier.strip() for each, qualifier in leads if each == role]
        if qualifiers:
            distinct = {}
            for each in qualifiers:
                distinct.setdefault(each.casefold(), each)
            return list(distinct.values()) if all(qualifiers) and len(distinct) > 1 else [""]
    return [""]


def open_actions(plan):
    """The actions of a plan on which something is still to be done, as a queryset in plan order.

    Not those that were completed, closed or carried forward, by their status, by their day, or by
    the answer that was signed off last; where leads answer separately, not while one half goes on.
    """
    finished = ProgressStatus.objects.filter(pk=OuterRef("position_id"), meaning__in=FINISHED)
    return (
        Action.objects.filter(plan=plan, completed_on__isnull=True)
        .with_position()
        .with_ending()
        .filter(ended_by="")
        .exclude(Exists(finished))
        .order_by("order", "id")
    )


def wanted(plan):
    """What a round of this plan asks for now: [(action key, half)], in plan order, in two queries."""
    leads = leads_by_action(plan)
    return [
        (action, half)
        for action in open_actions(plan).values_list("pk", flat=True)
        for half in halves(leads[action])
    ]


def leads_by_action(plan):
    """{action key: [(role, qualifier)]} of those who answer for each action, in the order printed."""
    found = defaultdict(list)
    rows = (
        Assignment.objects.filter(action__plan=plan, role__in=ANSWERING)
        .order_by("order", "id")
        .values_list("action_id", "role", "qualifier")
    )
    for action, role, qualifier in rows:
        found[action].append((role, qualifier))
    return found


def ask(reporting_round, *, by, at):
    """Ask for every answer that is wanted and not asked for yet; returns the new UpdateRequests.

    An answer that came before it was asked for, from a paper or from the desk, counts as the answer.
    Asking again asks nobody twice: the database holds that as well.
    """
    known = set(reporting_round.requests.values_list("action_id", "half"))
    UpdateRequest.objects.bulk_create(
        [
            UpdateRequest(
                reporting_round=reporting_round, action_id=action, half=half, made_at=at, made_by=by
            )
            for action, half in wanted(reporting_round.plan)
            if (action, half) not in known
        ],
        ignore_conflicts=True,
    )
    made = [
        each
        for each in reporting_round.requests.select_related("action")
        if (each.action_id, each.half) not in known
    ]
    connect(reporting_round)
    return made


def connect(reporting_round):
    """Take the answers that stand in this round already as the answers to what is asked for."""
    free = {
        (each.action_id, each.half.casefold()): each
        for each in reporting_round.requests.filter(update__isnull=True)
    }
    loose = reporting_round.updates.filter(asked__isnull=True).select_related("assignment")
    taken = []
    for update in loose.order_by("id"):
        half = update.assignment.qualifier.strip().casefold() if update.assignment else ""
        request = free.pop((update.action_id, half), None)
        if request is not None:
            update.asked = request
            taken.append(update)
    Update.objects.bulk_update(taken, ["asked"], batch_size=500)
    return len(taken)

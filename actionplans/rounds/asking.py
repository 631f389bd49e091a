"""What a round asks for: every open action, and each half of those whose leads answer separately."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from ..counting_rows import count_anew
from ..models import Action, Assignment, ProgressStatus, Update, UpdateRequest
from ..models.scales import ENDING, FINISHED

Role = Assignment.Role
# Who answers for an action: its lead officers, else whoever is responsible, else its lead service.
ANSWERING = (Role.LEAD_OFFICER, Role.RESPONSIBLE, Role.LEAD_SERVICE)
# What an action is split into that all its leads answer together.
WHOLE = [""]


def halves(leads):
    """The halves that answer separately, in order; `WHOLE` where all leads answer together.

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
            return list(distinct.values()) if all(qualifiers) and len(distinct) > 1 else WHOLE
    return WHOLE


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
    """What a round of this plan asks for now: [(action key, half)], in plan order. Three queries, and two more where leads are split.

    A half is asked as long as it has something to do itself, whatever became of the other.
    """
    leads = leads_by_action(plan)
    parts = {action: halves(each) for action, each in leads.items()}
    split = {action: each for action, each in parts.items() if each != WHOLE}
    still_open = set(open_actions(plan).exclude(pk__in=split).values_list("pk", flat=True))
    open_halves = _open_halves(plan, split) if split else {}
    in_order = plan.actions.filter(completed_on__isnull=True).order_by("order", "id")
    return [
        (action, half)
        for action in in_order.values_list("pk", flat=True)
        for half in (open_halves.get(action, ()) if action in split else WHOLE)
        if action in split or action in still_open
    ]


def is_half_open(action):
    """Whether the leads of this action answer separately and one half still has something to do."""
    leads = Assignment.objects.filter(action=action, role__in=ANSWERING).order_by("order", "id")
    parts = halves(leads.values_list("role", "qualifier"))
    return parts != WHOLE and bool(_open_halves(action.plan, {action.pk: parts})[action.pk])


def _open_halves(plan, split):
    """{action key: its halves on which something is still to be done}, by the answers signed off on each half or on the whole."""
    said = defaultdict(list)
    rows = Update.objects.filter(action__plan=plan, action__in=split, state=Update.State.SIGNED_OFF)
    for action, asked, assigned, answer, meaning in rows.order_by("reporting_round__order", "id").values_list(
        "action_id", "asked__half", "assignment__qualifier", "answer", "status__meaning"
    ):
        half = assigned if asked is None else asked
        said[action].append(((half or "").strip().casefold(), answer, meaning))
    own = dict(Action.objects.filter(pk__in=split).values_list("pk", "status__meaning"))
    return {
        action: [half for half in parts if not _is_done(half, said[action], own[action])]
        for action, parts in split.items()
    }


def _is_done(half, said, meaning):
    """Whether the last that was `said` on this half, or on the whole, ends it; `meaning` is the action's own status."""
    ended = False
    for on, answer, reported in said:
        if on in ("", half.casefold()):
            ended, meaning = answer in ENDING, reported or meaning
    return ended or meaning in FINISHED


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
    return _make(reporting_round, not_asked_yet(reporting_round), by=by, at=at)


def not_asked_yet(reporting_round):
    """What opening this round now would ask for: [(action key, half)] of what is wanted, but for what is asked for already."""
    known = defaultdict(set)
    for action, half in reporting_round.requests.values_list("action_id", "half"):
        known[action].add(half.casefold())
    return [
        (action, half)
        for action, half in wanted(reporting_round.plan)
        if not _is_asked(half, known.get(action, ()))
    ]


def _is_asked(half, known):
    """Whether somebody who was asked for one of these halves of an action would be asked twice.

    So it is with every half of an action that is asked for as a whole, and with the whole of one whose halves are.
    """
    return bool(known) and (not half or "" in known or half.casefold() in known)


def ask_of(reporting_round, action, *, because, by, at):
    """Ask for the answers on one action that are not asked for now; returns the requests. What was withdrawn is asked again."""
    requests = reporting_round.requests.filter(action=action)
    withdrawn = list(requests.filter(withdrawn_at__isnull=False).select_related("action"))
    for each in withdrawn:
        each.withdrawn_at, each.withdrawn_by, each.withdrawn_because = None, None, ""
        each.because = because
    UpdateRequest.objects.bulk_update(
        withdrawn, ["withdrawn_at", "withdrawn_by", "withdrawn_because", "because"]
    )
    known = {half.casefold() for half in requests.values_list("half", flat=True)}
    parts = halves(leads_by_action(reporting_round.plan)[action.pk])
    new = [(action.pk, half) for half in parts if not _is_asked(half, known)]
    return [*withdrawn, *_make(reporting_round, new, because=because, by=by, at=at)]


def _make(reporting_round, wanted, *, because="", by, at):
    """Make these requests, [(action key, half)], and take the answers that stand already as theirs."""
    before = set(reporting_round.requests.values_list("pk", flat=True))
    UpdateRequest.objects.bulk_create(
        [
            UpdateRequest(
                reporting_round=reporting_round,
                action_id=action,
                half=half,
                because=because,
                made_at=at,
                made_by=by,
            )
            for action, half in wanted
        ],
        ignore_conflicts=True,
    )
    made = [each for each in reporting_round.requests.select_related("action") if each.pk not in before]
    connect(reporting_round)
    count_anew(len(made))
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
        request = free.pop((update.action_id, half), None) or free.pop((update.action_id, ""), None)
        if request is not None:
            update.asked = request
            taken.append(update)
    Update.objects.bulk_update(taken, ["asked"], batch_size=500)
    return len(taken)

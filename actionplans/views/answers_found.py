"""Finding what is asked for, by whom it may be answered, and for whom one answers."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.permissions import scope
from actionplans.models import Assignment, UpdateRequest
from actionplans.models.access import LEADING

JOINED = (
    "reporting_round",
    "action__plan__organisation",
    "action__recommendation",
    "action__status",
    "update__status",
    "update__same_as",
    "update__saved_by",
    "update__returned_by",
    "update__submitted_by",
    "update__edited_by",
    "update__signed_off_by",
    "not_mine_by",
)
# What saving it takes; what else its page shows is asked for where the page has to be shown.
TO_SAVE = ("reporting_round", "action__plan", "action__status", "update__status", "update__same_as")
# What a person writes in the form, and how it is called when it has to be shown to be copied.
WRITTEN = {
    "words": "Your answer",
    "why": "Why there is nothing to report",
    "decision": "The decision",
    "reopened_because": "Why it is open again",
    "link": "Web address",
}


def one_request(user, number, permission=None, joined=JOINED):
    """The answer asked for with this number, if this person may give it; else 404, and 403 where this verb is not theirs."""
    requests = UpdateRequest.objects.reportable_by(user).select_related(*joined)
    asked = get_object_or_404(requests, pk=number)
    if permission is not None and not may_do(user, permission, asked):
        raise PermissionDenied
    return asked


def may_do(user, permission, asked):
    """Whether this person may do this to this answer: on every row, or on one's own."""
    letter = scope(user, permission)
    if letter == "O":
        return UpdateRequest.objects.asked_of(user).filter(pk=asked.pk).exists()
    return letter in "A2"


def leads_of(asked):
    """Who answers for it: [(name, keys of those who sign in for them)], officers where there are any, else services."""
    rows = Assignment.objects.filter(action=asked.action_id, role__in=LEADING).order_by("order", "id")
    found = {}
    for role, name, qualifier, user in rows.values_list(
        "role", "contributor__name", "qualifier", "contributor__users"
    ):
        if not asked.half or qualifier.casefold() == asked.half.casefold():
            found.setdefault(role, {}).setdefault(name, set()).add(user)
    for role in (Assignment.Role.LEAD_OFFICER, Assignment.Role.RESPONSIBLE, Assignment.Role.LEAD_SERVICE):
        if role in found:
            return [(name, users - {None}) for name, users in found[role].items()]
    return []


def answering_for(asked, user):
    """The names of those in whose place this person answers; none where it is asked of them."""
    own = Assignment.objects.filter(action=asked.action_id, role__in=LEADING, contributor__users=user)
    if own.exists():
        return []
    return [name for name, _ in leads_of(asked)]


def other_halves(asked):
    """[(names of the leads, half, state, when it was sent)] of the other answers asked for on this action in this round."""
    others = UpdateRequest.objects.standing().filter(
        reporting_round=asked.reporting_round_id, action=asked.action_id
    )
    found = []
    for each in others.exclude(pk=asked.pk).select_related("update").order_by("half"):
        names = [name for name, _ in leads_of(each)]
        sent = each.answer.submitted_at if each.answer and each.state in ("submitted", "signed_off") else None
        found.append((names, each.half, sent))
    return found

"""Asking by a form in Word or Excel: whose form holds which answers, and that one was sent."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from ..models import Asking, Assignment, ReportingRound, UpdateRequest
from ..models.access import LEADING
from .refusals import Refused


@dataclass(slots=True)
class Line:
    """One officer or service with the answers that are awaited of them, and when a form was last sent to them."""

    contributor: object
    asked: list = field(default_factory=list)
    sent_at: object = None


def awaited(reporting_round):
    """The answers that this round still waits for, in plan order, as a queryset with all that a form prints."""
    return (
        UpdateRequest.objects.filter(reporting_round=reporting_round)
        .awaited()
        .select_related("action__recommendation", "update")
        .order_by("action__order", "action", "half")
    )


def lines(reporting_round):
    """A `Line` for everybody who is waited for, officers first, then services, by name. In three queries."""
    asked = list(awaited(reporting_round))
    found = {}
    for contributor, request in _who_answers(asked):
        line = found.setdefault(contributor.pk, Line(contributor))
        if request not in line.asked:
            line.asked.append(request)
    sent = dict(
        Asking.objects.filter(request__reporting_round=reporting_round, how=Asking.How.FORM)
        .values_list("contributor")
        .annotate(Max("at"))
        .order_by()
    )
    for key, line in found.items():
        line.sent_at = sent.get(key)
    kinds = {"person": 0, "post": 1}
    return sorted(
        found.values(),
        key=lambda line: (kinds.get(line.contributor.kind, 2), line.contributor.name.casefold()),
    )


def line_of(reporting_round, contributor):
    """The `Line` of this contributor's key; None where nothing is awaited of them."""
    return next((line for line in lines(reporting_round) if line.contributor.pk == contributor), None)


def _who_answers(asked):
    """(contributor, request) for each who may answer: those of the half, and those who lead without one."""
    by_action = defaultdict(list)
    parts = Assignment.objects.filter(action__in=[one.action_id for one in asked], role__in=LEADING)
    for part in parts.select_related("contributor").order_by("order", "id"):
        by_action[part.action_id].append(part)
    for request in asked:
        half = request.half.strip().casefold()
        for part in by_action[request.action_id]:
            if not half or part.qualifier.strip().casefold() in ("", half):
                yield part.contributor, request


@transaction.atomic
def form_sent(reporting_round, contributor, *, by, at):
    """Write down that this contributor was sent a form today. Returns how many answers it asked for.

    Said again on the same day it is written down once. Raises Refused where nothing is awaited of them.
    """
    line = line_of(reporting_round, contributor)
    if line is None:
        raise Refused("Choose somebody else: nothing is waited for from them.")
    if not reporting_round.is_open:
        raise Refused(f"{reporting_round} is not open, so nobody is asked.")
    keys = [one.pk for one in line.asked]
    known = set(
        Asking.objects.filter(
            request__in=keys, contributor=contributor, how=Asking.How.FORM, at__date=timezone.localdate(at)
        ).values_list("request", flat=True)
    )
    asked_before = dict(
        Asking.objects.filter(request__in=keys, contributor=contributor)
        .values_list("request")
        .annotate(Count("pk"))
        .order_by()
    )
    made = Asking.objects.bulk_create(
        Asking(
            request=one,
            kind=Asking.Kind.REMINDER if one.pk in asked_before else Asking.Kind.OPENING,
            how=Asking.How.FORM,
            at=at,
            whom=line.contributor.name[:250],
            contributor=line.contributor,
            by=by,
        )
        for one in line.asked
        if one.pk not in known
    )
    return len(made)


def rounds_that_wait_for(user):
    """The open rounds in which an answer is awaited that this person may give, the most urgent first."""
    waiting = UpdateRequest.objects.reportable_by(user).awaited()
    return (
        ReportingRound.objects.open()
        .filter(pk__in=waiting.values("reporting_round"))
        .select_related("plan__organisation", "plan__scale")
        .order_by("due_on", "plan", "order")
    )

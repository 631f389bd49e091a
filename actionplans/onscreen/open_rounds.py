"""The rounds that are open, of several plans, and how many answers came in each: one query."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.permissions import Permission, may_on_every_row

from ..models import Action, ReportingRound
from .history import Tally
from .receipt import receipt


@dataclass(slots=True)
class OpenRound:
    """A round that is open and how many answers came, in words."""

    reporting_round: ReportingRound
    receipt: str


def open_rounds(user, *, reviews):
    """The OpenRounds that the reader may see, the one due first before the others. `reviews` is as in `receipt`.

    Of what a round asks only that is counted which the reader may see.
    """
    stands = Q(requests__withdrawn_at__isnull=True, requests__action__withdrawn_at__isnull=True)
    if not may_on_every_row(user, Permission.READ_WORKING_PLAN):
        stands &= Q(requests__action__in=Action.objects.visible_to(user))
    rows = (
        ReportingRound.objects.visible_to(user)
        .open()
        .select_related("plan")
        .annotate(
            asked=Count("requests", filter=stands),
            signed_off=Count("requests", filter=stands & Q(requests__update__state="signed_off")),
            sent=Count("requests", filter=stands & Q(requests__update__state="submitted")),
        )
        .order_by("due_on", "plan__title", "pk")
    )
    return [
        OpenRound(each, receipt(Tally(each.asked, each.signed_off, each.sent), each, reviews=reviews))
        for each in rows
    ]

"""The rounds that are open, of several plans, and how many answers came in each: one query."""

from dataclasses import dataclass

from django.db.models import Count, Q

from ..models import ReportingRound
from .history import Tally
from .receipt import receipt


@dataclass(slots=True)
class OpenRound:
    """A round that is open and how many answers came, in words."""

    reporting_round: ReportingRound
    receipt: str


def open_rounds(user, *, reviews):
    """The OpenRounds that the reader may see, the one due first before the others. `reviews` is as in `receipt`."""
    stands = Q(requests__withdrawn_at__isnull=True)
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

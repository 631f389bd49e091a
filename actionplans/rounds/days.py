"""On which days somebody was asked, and the line that prints where no answer came."""

from collections import defaultdict

from django.utils import timezone

from papers.phrases import not_received

from ..models import Asking


def days_asked(reporting_round):
    """{request key: the local days on which it was asked for, in order} of a round, in one query."""
    found, known = defaultdict(list), {}
    askings = Asking.objects.that_asked().filter(request__reporting_round=reporting_round)
    for request, at in askings.order_by("at", "id").values_list("request_id", "at"):
        # Many were asked at one moment.
        day = known.get(at) or known.setdefault(at, timezone.localdate(at))
        if day not in found[request]:
            found[request].append(day)
    return found


def line_that_prints(days, also=None):
    """The exact line for these days, and for one more day if they are asked then as well."""
    return not_received(list({*days, also} - {None}))


def said(day):
    """A day as a paper writes it: 6 November 2026."""
    return f"{day.day} {day:%B %Y}"

"""On which days somebody was asked, and the line that prints where no answer came."""

from collections import defaultdict

from django.utils import timezone

from ..models import Asking
from . import blanks


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


def line_that_prints(days, also=None, *, state="not_started"):
    """The exact line that will stand in the paper if no answer comes, as the paper itself decides.

    `days` are those on which somebody was asked, `also` one more if they are asked then as well,
    `state` how far the answer is.
    """
    asked_on = list({*days, also} - {None})
    return blanks.blank(blanks.OVER, is_asked=True, state=state or "not_started", asked_on=asked_on)


def said(day):
    """A day as a paper writes it: 6 November 2026."""
    return f"{day.day} {day:%B %Y}"

"""Rounds in a list: which are open, and how many answers of each have come, in two queries."""

from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, When

from ..models import UpdateRequest
from .bars import bar
from .board import STATES, TO_COME
from .round_titles import state

GROUPS = ("Open", "Planned", "Closed", "From a paper")
HEADINGS = {
    "Open": "Open now",
    "Planned": "Planned",
    "Closed": "Closed",
    "From a paper": "From papers that were brought in",
}


@dataclass(slots=True)
class RoundLine:
    """One round in a list, with how many answers are in which state."""

    round: object
    counts: dict

    @property
    def asked(self):
        """How many answers are asked for."""
        return sum(self.counts.values())

    @property
    def received(self):
        """How many have come."""
        return self.asked - self.to_come

    @property
    def to_come(self):
        """How many have not been sent."""
        return sum(self.counts.get(each, 0) for each in TO_COME)

    @property
    def to_review(self):
        """How many wait for the team."""
        return self.counts.get("submitted", 0)

    @property
    def bar(self):
        """The bar of the states."""
        return bar([(words, tone, self.counts.get(key, 0)) for key, words, tone, _ in STATES])


def round_lines(rounds, page):
    """The rounds of one page as [(heading, RoundLines)], open ones first, then planned, then the newest."""
    group = Case(
        When(opened_at__isnull=False, closed_on__isnull=True, then=0),
        When(opened_at__isnull=True, closed_on__isnull=True, due_on__isnull=False, then=1),
        When(opened_at__isnull=False, then=2),
        default=3,
        output_field=IntegerField(),
    )
    found = rounds.annotate(group=group).order_by("group", "-due_on", "plan__title", "-order", "-id")
    shown = list(found.select_related("plan__organisation")[max(page.first - 1, 0) : page.until])
    counts = counts_of(shown)
    groups = {}
    for each in shown:
        groups.setdefault(state(each), []).append(RoundLine(each, counts.get(each.pk, {})))
    return [(HEADINGS[key], groups[key]) for key in GROUPS if key in groups]


def counts_of(rounds):
    """{round key: {state: how many answers}} of what stands, in one query."""
    rows = (
        UpdateRequest.objects.standing()
        .filter(reporting_round__in=[each.pk for each in rounds])
        .order_by()
        .values_list("reporting_round_id", "update__state")
        .annotate(number=Count("pk"))
    )
    found = {}
    for key, update_state, number in rows:
        found.setdefault(key, {})[update_state or "not_started"] = number
    return found

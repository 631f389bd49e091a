"""Several plans side by side: how many actions each has, and how they stand, in two queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count

from ..models import Action, Plan, ProgressStatus
from .glance import bar_of, entries_of


@dataclass(slots=True)
class PlanLine:
    """One plan in a list: its actions counted, by status where any has one."""

    plan: object
    number: int
    entries: list

    @property
    def bar(self):
        """Its bar; nothing where no action has a status."""
        return bar_of(self.entries)


def plan_lines(plans, user):
    """A PlanLine for each of these plans, in their order."""
    plans = list(plans)
    counted = (
        Action.objects.visible_to(user)
        .filter(plan__in=[plan.pk for plan in plans])
        .with_position()
        .with_ending()
        .order_by()
        .values_list("plan_id", "position_id", "ended_by")
        .annotate(Count("pk"))
    )
    scales = {plan.scale_id for plan in plans if plan.scale_id}
    statuses, finished = {}, set()
    for status in ProgressStatus.objects.visible_to(user).filter(scale__in=scales):
        statuses.setdefault(status.scale_id, {})[status.pk] = status
        finished |= {status.pk} if status.is_finished else set()
    counts = defaultdict(Counter)
    for plan, status, ended_by, number in counted:
        counts[plan][status if status in finished else ended_by or status] += number
    return [line(plan, counts.get(plan.pk, {}), statuses.get(plan.scale_id, {})) for plan in plans]


def line(plan, counts, statuses):
    """One PlanLine from {status key: number}."""
    listed = entries_of(counts, statuses)
    has_statuses = any(entry.number for entry in listed if not entry.is_blank)
    return PlanLine(plan, sum(counts.values()), listed if has_statuses else [])


def first_reported(lines):
    """The first plan in delivery that has statuses, else the first that has any, or None."""
    reported = [each for each in lines if each.entries]
    in_delivery = [each for each in reported if each.plan.state == Plan.State.IN_DELIVERY]
    return next(iter(in_delivery or reported), None)


def by_body(lines):
    """(organisation, its lines) in order."""
    return [(body, list(found)) for body, found in groupby(lines, lambda each: each.plan.organisation)]

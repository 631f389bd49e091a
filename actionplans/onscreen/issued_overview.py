"""Several issued plans side by side: how many actions each has, and how they stood, in one query."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from ..models import IssuedRow
from .glance import entries_of
from .issued_heads import IssuedHead
from .overview import PlanLine
from .standings import OUTSIDE_SCALE


@dataclass(frozen=True, slots=True)
class Body:
    """Whose plans these are, as it was called when they were issued."""

    slug: str
    name: str


def issued_lines_of(issues):
    """A PlanLine for each of these issued plans, in their order."""
    heads = [IssuedHead(issue, issue.plan.slug) for issue in issues]
    counted = (
        IssuedRow.objects.filter(issue__in=[head.issue.pk for head in heads], kind="action")
        .order_by()
        .values_list("issue_id", "status_kind", "status_at")
        .annotate(Count("pk"))
    )
    counts = defaultdict(list)
    for issue, *standing in counted:
        counts[issue].append(standing)
    return [_line(head, counts[head.issue.pk]) for head in heads]


def issued_by_body(lines):
    """(body, its lines) in order; a body that was renamed between two issues stands once, under its newest name."""
    found = {}
    for line in lines:
        found.setdefault(line.plan.issue.organisation_slug, []).append(line)
    return [(Body(slug, _name(listed)), listed) for slug, listed in found.items()]


def _name(lines):
    newest = max(lines, key=lambda line: line.plan.publication.published_at)
    return newest.plan.issue.organisation_name


def _line(head, counted):
    keys = list(head.statuses)
    counts = Counter()
    for kind, at, number in counted:
        counts[keys[at] if kind == "scale" else {"none": None, "other": OUTSIDE_SCALE}.get(kind, kind)] += (
            number
        )
    listed = entries_of(counts, head.statuses)
    has_statuses = any(entry.number for entry in listed if not entry.is_blank)
    return PlanLine(head, sum(counts.values()), listed if has_statuses else [])

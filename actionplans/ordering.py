"""The order in which the parts of a plan stand: by number, without gaps, ties kept as they stand."""

from django.db import transaction

STEP = 1


@transaction.atomic
def renumber(rows):
    """Number these rows 1, 2, 3 … in the order they have now. Returns how many changed.

    `rows` is a queryset of one plan's priorities, outcomes, recommendations, actions or rounds.
    """
    changed = []
    for place, row in enumerate(rows.order_by("order", "pk"), 1):
        if row.order != place * STEP:
            row.order = place * STEP
            changed.append(row)
    rows.model._base_manager.bulk_update(changed, ["order"], batch_size=500)
    return len(changed)


@transaction.atomic
def renumber_plan(plan):
    """Number every ordered part of a plan afresh. Returns how many rows changed."""
    parts = [plan.priorities, plan.outcomes, plan.recommendations, plan.actions, plan.rounds]
    return sum(renumber(part.all()) for part in parts)


def next_order(rows):
    """The number after the last of these rows."""
    last = rows.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + STEP

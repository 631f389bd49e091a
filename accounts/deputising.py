"""Naming a deputy for a time, and ending it."""

from django.db import transaction

from .models import Deputy
from .permissions import Permission, may


class Refused(Exception):
    """It cannot be done: (field or None, sentence)."""

    def __init__(self, field, sentence):
        self.field = field
        super().__init__(sentence)


@transaction.atomic
def name(deputy, *, lead, starts_on, ends_on, today, by):
    """Let `deputy` stand in for `lead` from one day to another, both included. Returns the Deputy."""
    if deputy.pk == lead.pk:
        raise Refused("deputy", "Name somebody else: nobody stands in for themselves.")
    if not deputy.is_active:
        raise Refused("deputy", "Name somebody who can sign in.")
    if not may(deputy, Permission.POST_UPDATE):
        raise Refused(
            "deputy", "Ask an administrator to make them a lead officer first: they cannot answer yet."
        )
    if ends_on < starts_on:
        raise Refused("ends_on", "Choose a last day that is not before the first.")
    if ends_on < today:
        raise Refused("ends_on", "Choose a last day that has not passed.")
    same = Deputy.objects.to_come().filter(
        lead=lead, deputy=deputy, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if same.exists():
        raise Refused(
            "starts_on", f"{deputy} stands in already in these days. End that first, or choose other days."
        )
    return Deputy.objects.create(lead=lead, deputy=deputy, starts_on=starts_on, ends_on=ends_on, named_by=by)


@transaction.atomic
def end(deputy, *, by, at):
    """End it now. Returns the Deputy; one that was ended stays as it is."""
    deputy = Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    if deputy.ended_at is None:
        deputy.ended_by, deputy.ended_at = by, at
        deputy.save(update_fields=["ended_by", "ended_at"])
    return deputy

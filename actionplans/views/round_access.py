"""Who may see rounds and what is done to them."""

from django.shortcuts import get_object_or_404

from accounts.permissions import Permission, may_on_every_row
from actionplans.models import ReportingRound

from .guards import holders, readers

# One of those who review answers.
reviewers_only = readers(lambda user: may_on_every_row(user, Permission.SIGN_OFF_UPDATE))


def needs(permission):
    """For reviewers, of whom those without this permission are told that it is not theirs to do."""
    return holders(permission, among=reviewers_only)


def one_round(user, plan, key):
    """The round of this key in this plan, where this person reviews its answers; else 404."""
    rounds = ReportingRound.objects.visible_to(user).run_by(user).select_related("plan__organisation")
    return get_object_or_404(rounds, plan__slug=plan, key=key)

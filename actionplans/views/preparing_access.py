"""Who may see papers in preparation and what is done to them."""

from django.shortcuts import get_object_or_404

from accounts.permissions import Permission, may
from actionplans.models import PlanPreparation

from .guards import holders, readers

WITH = (
    *("plan__organisation", "prepared_by", "changed_by", "made_by"),
    *("compared_with", "corrects", "supplements"),
)


# One of those who may read some paper in preparation.
readers_only = readers(lambda user: may(user, Permission.READ_PREPARED_PUBLICATION))


def needs(permission):
    """For readers, of whom those without this permission are told that it is not theirs to do."""
    return holders(permission, among=readers_only)


def one_preparation(user, number):
    """The paper of this number, if this person may read it; else 404."""
    return get_object_or_404(PlanPreparation.objects.visible_to(user).select_related(*WITH), id=number)

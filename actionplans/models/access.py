"""Which rows of a plan a person may see and change, said once for every model that hangs on a plan."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Permission, may_on_every_row, scope


class PlanPartQuerySet(models.QuerySet):
    """Rows that hang on a plan. `to_plan` is the path to it, `to_action` to its action, "" where there is none."""

    to_plan = "plan"
    to_action = ""

    def visible_to(self, user):
        """The rows this person may read.

        The equality team and publishers read everything; everybody else the plans that are
        open to the public. A draft is nobody else's, not even its leads'.
        """
        if may_on_every_row(user, Permission.READ_WORKING_PLAN):
            return self
        is_open = Q(**{self._path(self.to_plan, "is_draft"): False})
        return self.filter(is_open)

    def editable_by(self, user):
        """The rows this person may change."""
        return self if may_on_every_row(user, Permission.EDIT_PLAN) else self.none()

    def reportable_by(self, user):
        """The rows on which this person may post an update: every one, one's own (and those of whom one is deputy), or none."""
        letter = scope(user, Permission.POST_UPDATE)
        if letter == "A":
            return self
        if letter != "O" or not self.to_action:
            return self.none()
        mine = self._path(self.to_action, "assignments__contributor__users__in")
        leads = self._path(self.to_action, "assignments__role__in")
        acting_for = User.objects.acting_for(user).values("pk")
        return self.visible_to(user).filter(**{mine: acting_for, leads: LEADING}).distinct()

    @staticmethod
    def _path(*parts):
        return "__".join(part for part in parts if part and part != "self")


LEADING = ["lead_service", "lead_officer", "responsible"]

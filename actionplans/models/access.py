"""Which rows of a plan a person may see and change, said once for every model that hangs on a plan.

Everything here is about rows as they are being worked on. What the public reads is what was issued of them
(`IssuedPlan`, `IssuedRow`), and never these rows.
"""

from django.db import models

from accounts.models import User
from accounts.permissions import Permission, may_on_every_row, scope


class PlanPartQuerySet(models.QuerySet):
    """Rows that hang on a plan. `to_plan` is the path to it, `to_action` to its action, "" where there is none."""

    to_plan = "plan"
    to_action = ""

    @property
    def hangs_on_action(self):
        """Whether each of these rows is of one action; what holds several loses none of itself by theirs."""
        return self.to_action not in ("", "self") and self.to_plan == f"{self.to_action}__plan"

    def visible_to(self, user):
        """The rows this person may read.

        The equality team and publishers read everything. A lead reads what hangs on an action they lead and, of
        what hangs on no action, that of the plans in which they lead one; a draft is not even its leads'. To
        everybody else nothing is there: they read what was issued.
        """
        letter = scope(user, Permission.READ_WORKING_PLAN)
        if letter in "A2":
            return self.standing()
        if letter != "O":
            return self.none()
        is_draft = self._path(self.to_plan, "is_draft")
        return self._led_by(user).standing().filter(**{is_draft: False})

    def standing(self):
        """Those that hang on no action that was withdrawn: what is no part of the plan is read on the desk alone."""
        if not self.hangs_on_action:
            return self
        return self.filter(**{self._path(self.to_action, "withdrawn_at"): None})

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
        reads_all = may_on_every_row(user, Permission.READ_WORKING_PLAN)
        return self._led_by(user) if reads_all else self.visible_to(user)

    def _led_by(self, user):
        """Those of actions which this person leads, or somebody whose deputy they are today.

        Their keys are looked up once and nothing is joined to the rows, so that no row comes twice.
        """
        path = self.to_action or self._path(self.to_plan, "actions")
        led = "contributors__assignments__action"
        if path.endswith("actions"):
            # What holds several actions is looked for by itself: a plan, or a recommendation.
            path = path.removesuffix("actions").removesuffix("__")
            led = self._path(led, path.rpartition("__")[2] or self.model._meta.model_name)
        leading = {"contributors__assignments__role__in": LEADING, f"{led}__isnull": False}
        acting_for = User.objects.acting_for(user).filter(**leading)
        return self.filter(**{f"{self._path(path) or 'pk'}__in": acting_for.values(led)})

    @staticmethod
    def _path(*parts):
        return "__".join(part for part in parts if part and part != "self")


LEADING = ["lead_service", "lead_officer", "responsible"]

"""Rows that the desk deletes no more once they were issued, and says what to do instead."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import may

from ..models import IssuedPlan
from ..withdrawing import was_issued


class KeptOnceIssued:
    """A page for plans or actions. `kept_because` is the sentence, `permission_to_delete` what the others are deleted by."""

    kept_because = ""
    permission_to_delete = None

    def has_delete_permission(self, request, obj=None):
        """What a committee was told is not deleted by anybody."""
        if not may(request.user, self.permission_to_delete):
            return False
        return obj is None or not (_plan_was_issued(request, obj) and was_issued(obj))

    def delete_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        if row is not None and may(request.user, self.permission_to_delete) and was_issued(row):
            messages.error(request, f"{row}: {self.kept_because}")
            return redirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
            )
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """What goes with these rows; where one of them was issued none of them goes, and the page says why."""
        names = {"action": "issued_rows__isnull", "plan": "issues__isnull"}
        issued = self.model._base_manager.filter(
            pk__in=[row.pk for row in objs], **{names[self.opts.model_name]: False}
        ).distinct()
        for row in issued[:5]:
            messages.error(request, f"{row}: {self.kept_because}")
        return super().get_deleted_objects(objs, request)


def _plan_was_issued(request, row):
    """Whether anything of its plan was issued; asked once a plan, since with a plan go thousands of actions."""
    known = request.__dict__.setdefault("_plans_that_were_issued", {})
    plan = getattr(row, "plan_id", row.pk)
    if plan not in known:
        known[plan] = IssuedPlan.objects.filter(plan=plan).exists()
    return known[plan]

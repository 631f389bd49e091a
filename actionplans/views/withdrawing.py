"""Withdrawing an action that was issued once, with the reason, and taking it back."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.keeping import kept_for, sign_in_first
from accounts.permissions import Permission, may, may_on_every_row
from accounts.sending_once import KeyedForm
from actionplans import withdrawing
from actionplans.forms.withdrawing import WithdrawActionForm
from actionplans.models import Action

from ..onscreen.titles import title_and_rest
from .actions import trail
from .sent_forms import sent


@sign_in_first
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, plan, action):
    """Take an action out of its plan with a reason; of one that was withdrawn, make it part of the plan again."""
    found = _one(request.user, plan, action)
    form_of = KeyedForm if found.is_withdrawn else WithdrawActionForm
    # The form knows which of the two it was made for, so that one that waited too long does not do the other.
    form = form_of(request.POST or kept_for(request), initial={"version": int(found.is_withdrawn)})

    def work(given, at):
        name = found.ref or "The action"
        if given["version"]:
            withdrawing.take_back(found)
            return found.get_absolute_url(), f"{name} is part of the plan again."
        withdrawing.withdraw(found, because=given.get("because", ""), by=request.user, at=at)
        return (
            found.plan.get_absolute_url(),
            f"{name} is withdrawn. The next paper says so, with your reason.",
        )

    def show(form, status=200, stale=None):
        context = {
            "action": found,
            "plan": found.plan,
            "title": title_and_rest(found.printed_words)[0],
            "form": form,
            "trail": [*trail(found), (found.ref or "Action", found.get_absolute_url())],
            "was_issued": withdrawing.was_issued(found),
            "as_at": timezone.localdate(),
        }
        return render(request, "plans/withdraw.html", context, status=status)

    return sent(request, form, work, show)


def _one(user, plan, slug):
    """The action, withdrawn or not, for those who withdraw actions. To whom the working plan is shut nothing is there."""
    if not may_on_every_row(user, Permission.READ_WORKING_ACTION):
        raise Http404
    found = get_object_or_404(
        Action.everything.select_related("plan", "recommendation", "withdrawn_by"), plan__slug=plan, slug=slug
    )
    if not may(user, Permission.WITHDRAW_ISSUED_ACTION):
        raise PermissionDenied
    return found

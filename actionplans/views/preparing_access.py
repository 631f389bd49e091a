"""Who may see papers in preparation and what is done to them, and what becomes of a form that was sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.permissions import Permission, may
from accounts.sending_once import send_once
from actionplans.models import PlanPreparation
from actionplans.publications.preparing import Stale
from papers.publishing import Refused

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


def sent(request, form, work, show):
    """What becomes of a form: done once and led on, or shown again with what is to be put right.

    `work(given, at)` does it and returns (address, sentence); `show(form, status=…, stale=…)` shows the form. A form
    made from an older version is shown with 409, the paper as it stands, and what was typed.
    """
    if request.method != "POST":
        return show(form)
    if not form.is_valid():
        return show(form, status=422)
    at = timezone.now()
    try:
        done = send_once(
            form.cleaned_data["key"], lambda: work(form.cleaned_data, at), by=request.user, at=at
        )
    except Stale as stale:
        form.renew(stale.preparation.version)
        return show(form, status=409, stale=one_preparation(request.user, stale.preparation.pk))
    except Refused as reason:
        form.add_error(None, str(reason))
        return show(form, status=422)
    messages.success(request, done.said)
    return redirect(done.address)

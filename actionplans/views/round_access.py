"""Who may see rounds and what is done to them, and what becomes of a form that was sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.permissions import Permission, may_on_every_row
from accounts.sending_once import send_once
from actionplans.models import ReportingRound
from actionplans.rounds.refusals import Refused, Stale

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


def sent(request, form, work, show):
    """What becomes of a form: done once and led on, or shown again with what is to be put right.

    `work(given, at)` does it and returns (address, sentence); `show(form, status=…, stale=…)` shows the
    form. A form made from an older version is shown with 409, the row as it stands, and what was typed.
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
        form.renew(stale.now.version)
        return show(form, status=409, stale=stale.now)
    except Refused as refused:
        form.refuse(refused)
        return show(form, status=422)
    messages.success(request, done.said)
    return redirect(done.address)

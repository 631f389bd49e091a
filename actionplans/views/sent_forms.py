"""What becomes of a form that was sent: done once and led on, or shown again."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from accounts.sending_once import send_once
from actionplans.rounds import refusals
from actionplans.rounds.refusals import Stale
from papers import publishing

REFUSED = (refusals.Refused, publishing.Refused)


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
    except REFUSED as refused:
        form.refuse(refused)
        return show(form, status=422)
    messages.success(request, done.said)
    return redirect(done.address)

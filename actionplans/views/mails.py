"""The log of a round's mail: who was asked when and how, what failed, what came back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import posting
from accounts.keeping import kept_for
from accounts.models import Email
from accounts.sending_once import new_key, send_once
from actionplans.forms.chasing import ByHandForm, MailForm
from actionplans.models import Asking
from actionplans.rounds import chasing, letters
from actionplans.rounds.refusals import Refused

from ..onscreen.titles import title_and_rest
from .chasing import chasers_only

MAILS_ON_A_PAGE = 50


@chasers_only
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request, reporting_round):
    """Every mail of the round, the newest first, and everybody asked by hand; with what can be done about each."""
    if request.method != "POST":
        kept = kept_for(request)
        return _log(request, reporting_round, kept and _by_hand_form(reporting_round, kept))
    if request.POST.get("do") == "by_hand":
        return _note_by_hand(request, reporting_round)
    return _about_a_mail(request, reporting_round)


def _log(request, reporting_round, form=None, status=200):
    mails = Email.objects.visible_to(request.user).filter(key__startswith=letters.prefix(reporting_round))
    askings = Asking.objects.visible_to(request.user).select_related("request__action", "by")
    page = Paginator(mails.prefetch_related(Prefetch("askings", askings)), MAILS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    by_hand = askings.filter(request__reporting_round=reporting_round, email__isnull=True)
    context = {
        "round": reporting_round,
        "plan": reporting_round.plan,
        "page": page,
        "in_trouble": set(letters.in_trouble(reporting_round).values_list("pk", flat=True)),
        "by_hand": by_hand.order_by("-at", "-id"),
        "form": form or _by_hand_form(reporting_round, initial={"on": timezone.localdate()}),
        "key": new_key(),
    }
    return render(request, "chasing/mails.html", context, status=status)


def _by_hand_form(reporting_round, data=None, **more):
    waiting = chasing.awaited(reporting_round).select_related("action__recommendation")
    choices = [
        (str(each.pk), _named(each)) for each in waiting.order_by("action__order", "action_id", "half")
    ]
    return ByHandForm(data, waiting=choices, **more)


def _named(asked):
    title, _ = title_and_rest(asked.action.printed_words)
    half = f"({asked.half})" if asked.half else ""
    return posting.shortened(" ".join(filter(None, (asked.action.ref, half, title))), 100)


def _note_by_hand(request, reporting_round):
    form, at = _by_hand_form(reporting_round, request.POST), timezone.now()
    if not form.is_valid():
        return _log(request, reporting_round, form, status=422)
    given = form.cleaned_data

    def work():
        asked = chasing.awaited(reporting_round).select_related("reporting_round").get(pk=given["asked"])
        noted = chasing.note_by_hand(asked, given["whom"], on=given["on"], by=request.user, at=at)
        return _address(reporting_round), f"Noted: {noted.whom} was asked."

    try:
        done = send_once(given["key"], work, by=request.user, at=at)
    except Refused as refused:
        for field, sentence in refused.problems:
            form.add_error(field, sentence)
        return _log(request, reporting_round, form, status=422)
    messages.success(request, done.said)
    return redirect(done.address)


def _about_a_mail(request, reporting_round):
    """Try one again, or note that it came back."""
    form, at = MailForm(request.POST), timezone.now()
    mails = Email.objects.editable_by(request.user).filter(key__startswith=letters.prefix(reporting_round))
    email = mails.filter(pk=form.cleaned_data["email"]).first() if form.is_valid() else None
    if email is None:
        messages.error(request, "Choose a mail of this list: the page may be an old one.")
        return redirect(_address(reporting_round))

    def work():
        if request.POST.get("do") == "came_back":
            posting.came_back(email, at=at)
            return _address(reporting_round), f"Noted: the mail to {email.to} came back."
        posting.try_again(email, at=at)
        return _address(reporting_round), f"The mail to {email.to} will be tried again now."

    done = send_once(form.cleaned_data["key"], work, by=request.user, at=at)
    messages.success(request, done.said)
    return redirect(done.address)


def _address(reporting_round):
    return reverse("mails", args=[reporting_round.plan.slug, reporting_round.key])

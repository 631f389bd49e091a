"""Chasing: who has not answered, and reminders that are looked at before they go."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.keeping import sign_in_first
from accounts.permissions import Permission, may_on_every_row
from accounts.sending_once import new_key, send_once
from actionplans.forms.chasing import RemindForm, WholeNumbers
from actionplans.models import ReportingRound
from actionplans.rounds import chasing, letters
from actionplans.rounds.refusals import Refused

from ..onscreen.chase_list import ANSWERS_ON_A_PAGE, BY_PERSON, chase_list
from ..onscreen.moments import in_words
from ..onscreen.paging import page_of


def chasers_only(view):
    """Signed in, and of the team that chases; to others there is nothing here. The view gets the round."""

    @wraps(view)
    @never_cache
    @sign_in_first
    def guarded(request, plan, key):
        if not may_on_every_row(request.user, Permission.CHASE):
            raise Http404
        rounds = ReportingRound.objects.visible_to(request.user).select_related("plan__organisation")
        return view(request, get_object_or_404(rounds, plan__slug=plan, key=key))

    return guarded


@chasers_only
@require_http_methods(["GET", "HEAD", "POST"])
def chase(request, reporting_round):
    """Who has not answered; choose some, look at the mails, and send them."""
    if request.method == "POST":
        form = RemindForm(request.POST)
        if request.POST.get("do") == "send":
            return _send(request, reporting_round, form)
        return _preview(request, reporting_round, _chosen(request, reporting_round, form))
    return _list(request, reporting_round)


def _list(request, reporting_round, status=200, nothing_chosen=False):
    today = timezone.localdate()
    service, order = request.GET.get("service", ""), request.GET.get("order", "")
    found = chase_list(reporting_round, today=today, service=service, order=order)
    page = page_of(request.GET.get("page", ""), found.answers, size=ANSWERS_ON_A_PAGE)
    context = {
        "round": reporting_round,
        "plan": reporting_round.plan,
        "today": today,
        "list": found,
        "page": page,
        "rows": list(found.part(page)),
        "service": service if service in found.services else "",
        "is_by_person": order == BY_PERSON,
        "asked_for": reporting_round.requests.standing().count(),
        "trouble": letters.trouble(reporting_round),
        "nothing_chosen": nothing_chosen,
    }
    return render(request, "chasing/chase.html", context, status=status)


def _chosen(request, reporting_round, form):
    """The keys of the answers to remind about: those ticked, those of one line, or all that are waited for, of one service where it is named."""
    form.is_valid()
    if only := request.POST.get("only", ""):
        return WholeNumbers().to_python(only.split(","))
    if request.POST.get("which") != "all":
        return form.cleaned_data.get("asked", [])
    service = request.POST.get("service", "")
    return chase_list(reporting_round, today=timezone.localdate(), service=service).keys


def _preview(request, reporting_round, keys, *, refused="", status=200, has_changed=False):
    """Each mail exactly as it would go now, with a key under which it is sent once."""
    asked = list(chasing.awaited(reporting_round).filter(pk__in=keys))
    if not asked or not reporting_round.is_open:
        return _list(request, reporting_round, status=422, nothing_chosen=True)
    key = new_key()
    drafted = chasing.draft(reporting_round, asked, key=key, by=request.user, at=timezone.now())
    written_to = {each.pk for letter in drafted.letters for each in letter.asked}
    context = {
        "round": reporting_round,
        "plan": reporting_round.plan,
        "letters": drafted.letters,
        "asked_today": drafted.asked_today,
        "to_people_asked_today": len(drafted.letters) - len(drafted.to_send(again=False)),
        "left_out": len(asked) - len(written_to),
        "keys": [each.pk for each in asked],
        "form": RemindForm(initial={"key": key, "seen": drafted.seen}),
        "refused": refused,
        "has_changed": has_changed,
    }
    return render(request, "chasing/preview.html", context, status=status)


def _send(request, reporting_round, form):
    """Send what was looked at; the same form again sends nothing."""
    if not form.is_valid():
        return _list(request, reporting_round, status=422)
    given, at = form.cleaned_data, timezone.now()

    def work():
        asked = list(reporting_round.requests.filter(pk__in=given["asked"]))
        sent = chasing.remind(
            reporting_round,
            asked,
            key=given["key"],
            seen=given["seen"],
            again=given["again"],
            by=request.user,
            at=at,
        )
        return _address(
            reporting_round
        ), f"{in_words(len(sent), 'reminder').capitalize()} {'is' if len(sent) == 1 else 'are'} on the way."

    try:
        done = send_once(given["key"], work, by=request.user, at=at)
    except chasing.Changed:
        return _preview(request, reporting_round, given["asked"], status=409, has_changed=True)
    except Refused as refused:
        return _preview(request, reporting_round, given["asked"], refused=str(refused), status=422)
    messages.success(request, done.said)
    return redirect(done.address)


def _address(reporting_round):
    return reverse("chase", args=[reporting_round.plan.slug, reporting_round.key])

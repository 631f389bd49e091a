"""What is done to a round as a whole: planning, changing, opening, extending, closing, opening again, asking for more or less."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.keeping import kept_for
from accounts.permissions import Permission
from actionplans.forms import rounds as forms
from actionplans.models import UpdateRequest
from actionplans.rounds import running

from ..onscreen.readings import said
from ..onscreen.round_plans import wanted
from ..onscreen.round_titles import answers, name
from ..onscreen.round_trails import events_of
from ..onscreen.round_waiting import waiting
from .round_access import needs, one_round
from .sent_forms import sent

METHODS = ["GET", "HEAD", "POST"]
runs_rounds = needs(Permission.RUN_ROUND)


@runs_rounds
@require_http_methods(METHODS)
def new(request):
    """Enter a round. Nobody is asked before it is opened."""
    initial = {"plan": request.GET.get("plan", "")[:80], "version": 0}
    form = forms.NewRoundForm(request.POST or kept_for(request), user=request.user, initial=initial)

    def work(given, at):
        made = running.plan_round(given["plan"], overlap_is_meant=given["overlap_is_meant"], **form.details())
        return _address(
            "round_open", made
        ), f"{name(made)} is planned. Look at what will be asked, then open it."

    def show(form, status=200, stale=None):
        return render(request, "rounds/new.html", {"form": form}, status=status)

    return sent(request, form, work, show)


@runs_rounds
@require_http_methods(METHODS)
def change(request, plan, key):
    """Change a round's name, meeting, reminders, and while it is planned its days."""
    reporting_round = one_round(request.user, plan, key)
    form = forms.ChangeForm(request.POST or kept_for(request), reporting_round=reporting_round)

    def work(given, at):
        changed = running.change(
            reporting_round,
            version=given["version"],
            overlap_is_meant=given.get("overlap_is_meant", False),
            by=request.user,
            at=at,
            **form.details(),
        )
        return changed.get_absolute_url(), f"{name(changed)} is changed."

    return sent(request, form, work, _shows(request, reporting_round, "rounds/change.html"))


@runs_rounds
@require_http_methods(METHODS)
def open_it(request, plan, key):
    """Say what will be asked, then ask. On a round that is open it asks for what was entered since."""
    reporting_round = one_round(request.user, plan, key)
    form = forms.OpenForm(request.POST or kept_for(request), initial={"version": reporting_round.version})

    def work(given, at):
        opened = running.open_round(reporting_round, version=given["version"], by=request.user, at=at)
        asked = answers(len(opened.asked)).capitalize()
        verb = "was" if len(opened.asked) == 1 else "were"
        return (
            opened.reporting_round.get_absolute_url(),
            f"{name(opened.reporting_round)} is open. {asked} {verb} asked for.",
        )

    show = _shows(
        request,
        reporting_round,
        "rounds/open.html",
        lambda: {"wanted": wanted(reporting_round, today=timezone.localdate())},
    )
    return sent(request, form, work, show)


@runs_rounds
@require_http_methods(METHODS)
def extend(request, plan, key):
    """Give an open round a later due date."""
    reporting_round = one_round(request.user, plan, key)
    form = forms.ExtendForm(request.POST or kept_for(request), initial={"version": reporting_round.version})

    def work(given, at):
        extended = running.extend(
            reporting_round,
            due_on=given["due_on"],
            papers_cut_off_on=given["papers_cut_off_on"],
            because=given["because"],
            overlap_is_meant=given["overlap_is_meant"],
            version=given["version"],
            by=request.user,
            at=at,
        )
        return (
            extended.get_absolute_url(),
            f"{name(extended)} is extended: answers are due by {said(extended.due_on)}.",
        )

    return sent(request, form, work, _shows(request, reporting_round, "rounds/extend.html"))


@runs_rounds
@require_http_methods(METHODS)
def close(request, plan, key):
    """Say what closing means for each answer that has not come, then close."""
    reporting_round = one_round(request.user, plan, key)
    form = forms.CloseForm(request.POST or kept_for(request), initial={"version": reporting_round.version})

    def work(given, at):
        closed = running.close(
            reporting_round,
            because=given["because"],
            with_answers_waiting=given["with_answers_waiting"],
            version=given["version"],
            by=request.user,
            at=at,
        )
        return closed.get_absolute_url(), f"{name(closed)} is closed. Nobody can answer in it any more."

    show = _shows(
        request, reporting_round, "rounds/close.html", lambda: {"waiting": waiting(reporting_round)}
    )
    return sent(request, form, work, show)


@runs_rounds
@require_http_methods(METHODS)
def reopen(request, plan, key):
    """Open a closed round again, with the reason."""
    reporting_round = one_round(request.user, plan, key)
    form = forms.ReopenForm(request.POST or kept_for(request), initial={"version": reporting_round.version})

    def work(given, at):
        opened = running.reopen(
            reporting_round,
            because=given["because"],
            due_on=given["due_on"],
            overlap_is_meant=given["overlap_is_meant"],
            version=given["version"],
            by=request.user,
            at=at,
        )
        return (
            opened.get_absolute_url(),
            f"{name(opened)} is open again: answers are due by {said(opened.due_on)}.",
        )

    return sent(request, form, work, _shows(request, reporting_round, "rounds/reopen.html"))


@runs_rounds
@require_http_methods(METHODS)
def ask_also(request, plan, key):
    """Ask for an answer on one more action, with the reason."""
    reporting_round = one_round(request.user, plan, key)
    form = forms.AskAlsoForm(
        request.POST or kept_for(request),
        reporting_round=reporting_round,
        initial={"version": reporting_round.version},
    )

    def work(given, at):
        made = running.ask_also(
            reporting_round, given["action"], because=given["because"], by=request.user, at=at
        )
        return (
            reporting_round.get_absolute_url(),
            f"{answers(len(made)).capitalize()} more asked for, on {given['action'].ref or 'one action'}.",
        )

    return sent(request, form, work, _shows(request, reporting_round, "rounds/ask_also.html"))


@runs_rounds
@require_http_methods(METHODS)
def withdraw(request, plan, key, number):
    """Ask for one answer no longer, with the reason."""
    reporting_round = one_round(request.user, plan, key)
    asked = get_object_or_404(
        UpdateRequest.objects.visible_to(request.user).select_related("action__recommendation", "update"),
        reporting_round=reporting_round,
        pk=number,
    )
    form = forms.WithdrawForm(request.POST or kept_for(request), initial={"version": reporting_round.version})

    def work(given, at):
        running.withdraw(asked, because=given["because"], by=request.user, at=at)
        return (
            reporting_round.get_absolute_url(),
            f"{asked.action.ref or 'The action'} is no longer asked for. Its lead can be asked again.",
        )

    show = _shows(request, reporting_round, "rounds/withdraw.html", {"asked": asked})
    return sent(request, form, work, show)


def _address(page, reporting_round):
    return reverse(page, args=[reporting_round.plan.slug, reporting_round.key])


def _shows(request, reporting_round, template, more=None):
    """A function that shows this page with its form; `more` is what else the page needs, or a function that gives it."""

    def show(form, status=200, stale=None):
        context = {
            "round": stale or reporting_round,
            "form": form,
            "stale": stale,
            "since": events_of(stale)[:3] if stale else (),
            **((more() if callable(more) else more) or {}),
        }
        return render(request, template, context, status=status)

    return show

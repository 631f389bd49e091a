"""Reviewing one answer: signing off, returning, editing with both texts kept, adding afterwards."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.keeping import kept_for
from accounts.permissions import Permission, may_on_every_row
from actionplans.forms.reviews import AddForm, EditForm, ReviewForm
from actionplans.models import UpdateRequest
from actionplans.rounds import signing_off
from actionplans.rounds.refusals import Refused

from ..onscreen.reviewing_one import next_to_review, review_of
from ..onscreen.round_titles import named
from ..onscreen.round_trails import steps_since
from ..onscreen.standings import statuses_of
from .round_access import needs, one_round, reviewers_only
from .sent_forms import sent

METHODS = ["GET", "HEAD", "POST"]
# What is drafted, or was returned, is its lead's to write; what was sent stands in its steps.
READ_HERE = ("submitted", "signed_off")


def one_asked(user, plan, key, number):
    """What is asked for under this number in this round, where this person reviews its answers; else 404."""
    requests = (
        UpdateRequest.objects.visible_to(user)
        .filter(reporting_round=one_round(user, plan, key))
        .select_related(
            "reporting_round__plan__organisation",
            "action__plan__organisation",
            "action__priority",
            "action__recommendation",
            "action__status",
            "withdrawn_by",
            "not_mine_by",
            "update__status",
            "update__same_as",
            "update__submitted_by",
            "update__signed_off_by",
            "update__returned_by",
            "update__edited_by",
        )
    )
    return get_object_or_404(requests, pk=number)


@reviewers_only
@require_http_methods(METHODS)
def review(request, plan, key, number):
    """One answer beside the last one. What is sent from here signs it off, or returns it with the reason."""
    asked = one_asked(request.user, plan, key, number)
    update = asked.answer
    initial = {"version": update.version, "steps": update.events.count()} if update else {"version": 0}
    form = ReviewForm(request.POST or kept_for(request), initial=initial)

    def work(given, at):
        if update is None:
            raise Refused("Wait for the answer: nothing has come yet.")
        if given["then"] == "sign_off":
            signing_off.sign_off(update, version=given["version"], by=request.user, at=at)
            return _next(asked), f"{named(update)} is signed off."
        signing_off.send_back(update, given["because"], version=given["version"], by=request.user, at=at)
        return _next(asked), f"{named(update)} is returned to its lead with your reason."

    def show(form, status=200, stale=None):
        now = one_asked(request.user, plan, key, number) if stale else asked
        return _show(request, now, form, status, stale)

    return sent(request, form, work, show)


def _next(asked):
    """Where one goes after this answer: to the next that waits, else to the board."""
    following = next_to_review(asked)
    if following is None:
        return asked.reporting_round.get_absolute_url()
    return address("round_answer", following, asked.reporting_round)


def address(page, asked, reporting_round=None):
    """The address of a page about one answer."""
    reporting_round = reporting_round or asked.reporting_round
    return reverse(page, args=[reporting_round.plan.slug, reporting_round.key, asked.pk])


def _show(request, asked, form, status, stale):
    user, update = request.user, asked.answer
    reads = update is not None and asked.state in READ_HERE
    may_trail = may_on_every_row(user, Permission.READ_CONTENT_TRAIL)
    edits = may_on_every_row(user, Permission.CHANGE_STATUS)
    context = {
        "round": asked.reporting_round,
        "asked": asked,
        "form": form,
        "stale": stale,
        "since": steps_since(stale, form) if stale else (),
        "review": review_of(asked, reads=reads, may_trail=may_trail, today=timezone.localdate()),
        "why_not": signing_off.why_not(update, by=user) if update and asked.state == "submitted" else "",
        "waits": asked.state == "submitted",
        "may_edit": edits and asked.state == "submitted",
        "may_add": asked.state == "signed_off" and may_on_every_row(user, Permission.EDIT_ACTION),
        "may_withdraw": asked.state in ("not_started", "draft", "returned")
        and may_on_every_row(user, Permission.RUN_ROUND),
        "reads_drafts": may_on_every_row(user, Permission.READ_DRAFT_UPDATE),
    }
    return render(request, "rounds/answer.html", context, status=status)


@needs(Permission.CHANGE_STATUS)
@require_http_methods(METHODS)
def edit(request, plan, key, number):
    """Change the words of an answer that was sent. Both texts are kept, and its lead is told."""
    asked = one_asked(request.user, plan, key, number)
    update = asked.answer
    if update is None or asked.state not in READ_HERE:
        raise Http404
    statuses = statuses_of(asked.action.plan)
    form = EditForm(request.POST or kept_for(request), update=update, statuses=statuses)

    def work(given, at):
        signing_off.edit(
            update, form.said(), given["because"], version=given["version"], by=request.user, at=at
        )
        return address("round_answer", asked), f"{named(update)} is edited, and its lead is told."

    def show(form, status=200, stale=None):
        context = {
            "round": asked.reporting_round,
            "asked": asked,
            "form": form,
            "stale": stale,
            "since": steps_since(stale, form) if stale else (),
            "update": update,
        }
        return render(request, "rounds/edit.html", context, status=status)

    return sent(request, form, work, show)


@needs(Permission.EDIT_ACTION)
@require_http_methods(METHODS)
def add(request, plan, key, number):
    """Put a dated addition under an answer that is signed off."""
    asked = one_asked(request.user, plan, key, number)
    update = asked.answer
    if update is None or asked.state != "signed_off":
        raise Http404
    initial = {"version": update.version, "on": timezone.localdate()}
    form = AddForm(request.POST or kept_for(request), initial=initial)

    def work(given, at):
        signing_off.add(update, given["words"], on=given["on"], by=request.user, at=at)
        return address("round_answer", asked), f"Added under {named(update)}."

    def show(form, status=200, stale=None):
        context = {
            "round": asked.reporting_round,
            "asked": asked,
            "form": form,
            "update": update,
            "addenda": update.addenda.all(),
        }
        return render(request, "rounds/add.html", context, status=status)

    return sent(request, form, work, show)

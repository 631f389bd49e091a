"""Bringing a checked paper in, taking it back, throwing a reading away, and clearing what waits."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sending_once import sent_once, version_in
from actionplans.forms.imports import ClearForm
from actionplans.importing import reviewing
from actionplans.importing.applying import CannotApply, apply
from actionplans.importing.undoing import CannotUndo, built_on, undo
from actionplans.models import PlanImport, WaitingText

from .imports import one_import, team_only

WAITING_A_PAGE = 50
# Rows that are looked through for what was built on them whenever the page is asked for.
COMPARED_ON_THE_PAGE = 10_000


def done(request, plan_import):
    """What became of a paper that was refused, brought in, taken back or thrown away."""
    waiting = WaitingText.objects.visible_to(request.user).filter(plan_import=plan_import)
    page = Paginator(waiting.select_related("cleared_by"), WAITING_A_PAGE).get_page(request.GET.get("page"))
    is_in = plan_import.state == PlanImport.State.APPLIED
    context = {
        "import": plan_import,
        "waiting": page,
        "still_waiting": waiting.filter(cleared_at__isnull=True).count(),
        "built": built_on(plan_import) if is_in and _is_quickly_compared(plan_import) else [],
        "is_in": is_in,
        "was_newer": is_in and "actionplans.plan" not in plan_import.undo.get("made", {}),
    }
    return render(request, "imports/done.html", context)


def _is_quickly_compared(plan_import):
    """Whether what was brought in can be looked through while a page waits; else pressing the button does it."""
    made = plan_import.undo.get("made", {}).values()
    return sum(last - first + 1 for kept in made for first, last in kept["keys"]) <= COMPARED_ON_THE_PAGE


@team_only
@require_POST
@sent_once
def bring_in(request, number):
    """Bring it in as it was checked."""
    return apply_now(request, one_import(request.user, number), version=version_in(request))


def apply_now(request, plan_import, *, version=None):
    """Bring it in; a second press of the button finds it brought in already."""
    if plan_import.state == PlanImport.State.APPLIED:
        return redirect("import_review", plan_import.pk)
    try:
        plan = apply(plan_import, by=request.user, at=timezone.now(), version=version)
    except CannotApply as reason:
        messages.error(request, f"Nothing was brought in. {reason}")
    else:
        messages.success(request, f"Brought in: {plan.title}.")
    return redirect("import_review", plan_import.pk)


@team_only
@require_POST
@sent_once
def take_back(request, number):
    """Undo: put everything back as it was before."""
    plan_import = one_import(request.user, number)
    try:
        undo(plan_import, by=request.user, at=timezone.now(), version=version_in(request))
    except CannotUndo as reason:
        messages.error(request, f"Nothing was undone. {reason}")
    else:
        messages.success(request, "Undone: everything is as it was before this paper came in.")
    return redirect("import_review", number)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def throw_away(request, number):
    """Throw a reading away, asked once more. The original file is kept."""
    plan_import = one_import(request.user, number)
    if request.method != "POST":
        return render(request, "imports/discard.html", {"import": plan_import})
    try:
        reviewing.discard(plan_import, version=version_in(request))
    except reviewing.CannotReview as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "The reading was thrown away. The file itself is kept.")
    return redirect("import_review", number)


@team_only
@require_POST
@sent_once
def clear(request, number, waiting):
    """Say that words which could not be placed were dealt with."""
    held = WaitingText.objects.editable_by(request.user).filter(plan_import=number, cleared_at__isnull=True)
    held = held.select_related("plan_import__reporting_round__plan").defer("plan_import__paper")
    text = get_object_or_404(held, pk=waiting)
    form = ClearForm(request.POST)
    if form.is_valid():
        reviewing.clear(text, by=request.user, at=timezone.now(), how=form.cleaned_data["how"])
        messages.success(request, "Cleared. The words are kept, with who cleared them.")
    else:
        messages.error(request, "Say in at most 300 characters what was done with it.")
    return redirect(text.plan_import.get_absolute_url())

"""Filled forms back into their round: choosing the file, checking what was read, bringing it in, taking it back."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.keeping import kept_for, sign_in_first
from accounts.permissions import Permission
from accounts.sending_once import KeyedForm, send_once
from actionplans.filled_forms import bringing, taking
from actionplans.filled_forms.laying import lay
from actionplans.forms.filled_forms import BringInForm, SheetForm
from actionplans.importing import bringing_in
from actionplans.importing.undoing import CannotUndo, built_on, undo
from actionplans.models import PlanImport, WaitingText
from actionplans.rounds.refusals import Refused, Stale
from papers.reading.paper import Refused as Unreadable

from .imports import LOOK_AGAIN, start_reading
from .lead_forms import one_round, round_trail

State = PlanImport.State


def of_a_round(view):
    """Signed in, and of the team that brings papers in: the view is given the round. To others there is nothing here."""

    @wraps(view)
    @sign_in_first
    def guarded(request, plan, key, *args, **kwargs):
        return view(request, one_round(request.user, plan, key, Permission.IMPORT_PLAN), *args, **kwargs)

    return guarded


def _one(user, reporting_round, number):
    forms = PlanImport.objects.visible_to(user).of_forms(reporting_round)
    found = get_object_or_404(
        forms.select_related("source_file", "started_by", "applied_by").defer("source_file__content"),
        pk=number,
    )
    found.reporting_round = reporting_round
    return found


@of_a_round
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request, reporting_round):
    """Choose a filled form or paste its table; and the forms that were brought here before."""
    form = BringInForm(request.POST or kept_for(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _take(request, reporting_round, form.cleaned_data)
    forms = PlanImport.objects.visible_to(request.user).of_forms(reporting_round)
    context = {
        "round": reporting_round,
        "form": form,
        "limit": settings.UPLOAD_LIMIT_BYTES // (1024 * 1024),
        "forms": forms.select_related("source_file", "started_by").defer(
            "source_file__content", "paper", "reading", "choices", "undo"
        )[:100],
        "trail": round_trail(reporting_round),
    }
    return render(request, "rounds/bring_in.html", context, status=422 if request.method == "POST" else 200)


def _take(request, reporting_round, given):
    at, received = timezone.now(), []

    def work():
        name, content = given_file(given)
        received.append(taking.receive(name, content, reporting_round, by=request.user, at=at))
        return received[0].get_absolute_url(), ""

    done = send_once(given["key"], work, by=request.user, at=at)
    # Read once the file is kept for good, and not again where the form was sent twice.
    for held in received:
        start_reading(held)
    return redirect(done.address)


def given_file(given):
    """(name, content) of what was chosen or pasted."""
    if given["file"]:
        return given["file"].name, given["file"].read()
    return bringing_in.PASTED, given["pasted"].encode("utf-8", "replace")


@of_a_round
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, reporting_round, number):
    """Where a form is: being read, to be checked, or done with."""
    held = _one(request.user, reporting_round, number)
    if held.state in (State.WAITING, State.READING):
        return _being_read(request, held)
    if held.state != State.REVIEW:
        return _done(request, held)
    sheet = lay(held, at=timezone.now())
    form = _sheet_form(held, sheet, request.POST or kept_for(request))
    if request.method != "POST":
        return _show(request, held, sheet, form)
    if not form.all_valid():
        return _show(request, held, sheet, form, status=422)
    return _settle(request, held, sheet, form)


def _being_read(request, held):
    """The page of a form that is being read; it looks again by itself, without a script."""
    context = {"import": held, **_around(held)}
    response = render(request, "rounds/filled_form_reading.html", context)
    response["Refresh"] = str(LOOK_AGAIN)
    return response


def _around(held):
    """What every page of one form needs: its round, the way to it, and a key and a version for what is pressed."""
    return {
        "round": held.reporting_round,
        "form": KeyedForm(initial={"version": held.version}),
        "trail": round_trail(held.reporting_round, ("Bring in filled forms", "round_bring_in")),
    }


def _sheet_form(held, sheet, data=None):
    chosen = held.choices.get("headings", {})
    return SheetForm(data, sheet=sheet, chosen=chosen, initial={"version": held.version})


def _settle(request, held, sheet, form):
    """Keep what was settled and, where that was pressed, bring the chosen answers in."""
    at, brings = timezone.now(), request.POST.get("then") == "apply"

    def work():
        settled = bringing.settle(
            held,
            rows=form.settled_rows(),
            headings=form.settled_headings(),
            version=form.cleaned_data["version"] or 0,
        )
        if not brings:
            return request.path, "Saved. Look at it once more, then bring it in."
        brought = bringing.bring_in(settled, version=settled.version, by=request.user, at=at)
        count = brought.answers
        return (
            request.path,
            f"Brought in: {count} answer{'' if count == 1 else 's'}, to be reviewed on the board.",
        )

    try:
        done = send_once(form.cleaned_data["key"], work, by=request.user, at=at)
    except Stale:
        return _show_stale(request, held)
    except (Refused, Unreadable) as reason:
        return _show_refused(request, held, form, reason)
    messages.success(request, done.said)
    return redirect(done.address)


def _show_stale(request, held):
    """The form as it stands now, with what was typed over it, and of each row what was settled or saved meanwhile."""
    now = _one(request.user, held.reporting_round, held.pk)
    if now.state != State.REVIEW:
        return _done(request, now, status=409)
    sheet = lay(now, at=timezone.now())
    form = _sheet_form(now, sheet, _renewed(request.POST, now, sheet))
    return _show(request, now, sheet, form, status=409, stale=True)


def _renewed(typed, held, sheet):
    """What was typed, as a form made from what stands now."""
    data = typed.copy()
    data["version"] = str(held.version)
    for row in sheet.rows:
        data[f"r{row.number}-seen"] = str(row.version)
    return data


def _show_refused(request, held, form, reason):
    """What was typed, kept as settled where it can be, with what stops it."""
    now = _one(request.user, held.reporting_round, held.pk)
    if now.state != State.REVIEW:
        return _done(request, now)
    now.choices = {"rows": form.settled_rows(), "headings": now.choices.get("headings", {})}
    sheet = lay(now, at=timezone.now())
    again = _sheet_form(now, sheet, _renewed(request.POST, now, sheet))
    return _show(request, now, sheet, again, status=422, refused=str(reason))


def _show(request, held, sheet, form, *, status=200, stale=False, refused=""):
    rows = {row.number: typed for typed in form.rows for row in (typed.row,)}
    context = {
        "import": held,
        "round": held.reporting_round,
        "sheet": sheet,
        "form": form,
        "rows": [(row, rows.get(row.number)) for row in sheet.rows if not row.read.is_empty],
        "empty": [row for row in sheet.rows if row.read.is_empty],
        "invalid": form.is_bound and not form.all_valid(),
        "stale": stale,
        "refused": refused,
        "same": sheet.count("same"),
        "open_things": sum(bool(row.problems) or row.standing in ("unplaced", "twice") for row in sheet.rows),
        "trail": round_trail(held.reporting_round, ("Bring in filled forms", "round_bring_in")),
    }
    return render(request, "rounds/filled_form.html", context, status=status)


def _done(request, held, status=200):
    """What became of a form that was refused, brought in, taken back or thrown away."""
    is_in = held.state == State.APPLIED
    context = {
        "import": held,
        **_around(held),
        "is_in": is_in,
        "answers": _count_in(held),
        "built": built_on(held) if is_in else [],
        "waiting": WaitingText.objects.visible_to(request.user)
        .filter(plan_import=held)
        .select_related("cleared_by"),
    }
    return render(request, "rounds/filled_form_done.html", context, status=status)


def _count_in(held):
    """How many answers this form brought."""
    made = held.undo.get("made", {}).get("actionplans.updateevent", {"keys": []})
    return sum(last - first + 1 for first, last in made["keys"])


def _sent_once(request, reporting_round, number, work):
    """A form with nothing but its key and version: done once, then the page of the import again."""
    held, form = _one(request.user, reporting_round, number), KeyedForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Load the page again and send the form from there.")
        return redirect(held.get_absolute_url())
    at = timezone.now()
    try:
        done = send_once(
            form.cleaned_data["key"],
            lambda: (held.get_absolute_url(), work(held, form.cleaned_data["version"] or 0, at)),
            by=request.user,
            at=at,
        )
    except Stale:
        messages.error(
            request, "Nothing was done: somebody changed it since you opened the page. Look again."
        )
    except (Refused, CannotUndo) as reason:
        messages.error(request, f"Nothing was done. {reason}")
    else:
        if done.said:
            messages.success(request, done.said)
    return redirect(held.get_absolute_url())


@of_a_round
@require_POST
def take_back(request, reporting_round, number):
    """Undo: the answers that came in go, and what they took the place of comes back."""

    def work(held, version, at):
        undo(held, by=request.user, at=at, version=version)
        return "Undone: every answer is as it was before this form came in."

    return _sent_once(request, reporting_round, number, work)


@of_a_round
@require_http_methods(["GET", "HEAD", "POST"])
def throw_away(request, reporting_round, number):
    """Throw the reading of a form away, asked once more. The file is kept."""
    if request.method != "POST":
        held = _one(request.user, reporting_round, number)
        if held.state != State.REVIEW:
            raise Http404
        context = {"import": held, **_around(held)}
        return render(request, "rounds/filled_form_discard.html", context)

    def work(held, version, at):
        bringing.discard(held, version=version)
        return "The reading was thrown away. The file itself is kept."

    return _sent_once(request, reporting_round, number, work)


@of_a_round
@require_POST
def read_again(request, reporting_round, number):
    """Read the file once more: after a stop, a refusal, an undo, or a reading that was thrown away."""

    reopened = []

    def work(held, version, at):
        reopened.append(bringing.reopen(held, version=version))
        return ""

    response = _sent_once(request, reporting_round, number, work)
    for held in reopened:
        start_reading(held)
    return response

"""Checking what was read: nothing is brought in from here."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sending_once import sent_once, version_in
from actionplans.forms.imports_settling import SettleForm
from actionplans.importing import reviewing, showing
from actionplans.importing.bringing_in import paper_of
from actionplans.importing.describing import describe, running
from actionplans.importing.facts import facts
from actionplans.importing.matching import CHANGED, GONE, NEW, UNCLEAR, compare
from actionplans.importing.settling import must_settle
from actionplans.models import PlanImport
from papers.reading.paper import Refused

from ..recognising.choices import Choices
from ..recognising.found import from_json
from .imports import being_read, one_import, team_only
from .imports_done import apply_now, done

State = PlanImport.State
KINDS = {
    "docx": "Word",
    "xlsx": "Excel",
    "xls": "old Excel",
    "ods": "OpenDocument",
    "csv": "delimited text",
    "html": "web page",
    "mht": "web archive",
    "text": "plain text",
}
ROWS_A_PAGE = 25
CHANGES_A_PAGE = 50
STALE = "Somebody settled something here after you opened this page. What you chose is kept below: look at it and save again."
CHOSEN = {"apply": "bring it in", "new": "a new row", "": "leave it"}


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def review(request, number):
    """Where a paper is: being read, to be checked, or done with."""
    plan_import = one_import(request.user, number)
    if plan_import.state in (State.WAITING, State.READING):
        return being_read(request, plan_import)
    if plan_import.state != State.REVIEW:
        return done(request, plan_import)
    found, choices = from_json(plan_import.reading), Choices.from_json(plan_import.choices)
    form = SettleForm(
        request.POST or None,
        plan_import=plan_import,
        found=found,
        choices=choices,
        version=str(plan_import.version),
        user=request.user,
    )
    if request.method == "POST":
        return _settle(request, plan_import, found, form)
    return _show(request, plan_import, found, choices, form)


def _settle(request, plan_import, found, form):
    """Save what was settled and read again with it. With nothing new settled, "Bring in" brings it in."""
    choices = Choices.from_json(plan_import.choices)
    if not form.is_valid():
        return _show(request, plan_import, found, choices, form, status=422)
    version = int(form.cleaned_data["version"] or 0)
    if version != plan_import.version:
        return _show_stale(request, plan_import, found, choices, form)
    settled = form.settled()
    try:
        changed = reviewing.settle(plan_import, version=version, **settled)
    except reviewing.Stale:
        plan_import.refresh_from_db()
        return _show_stale(request, plan_import, found, choices, form)
    except Refused as reason:
        form.add_error(None, str(reason))
        return _show(request, plan_import, found, choices, form, status=422)
    if request.POST.get("then") == "apply" and not changed:
        return apply_now(request, plan_import, version=version)
    if changed:
        messages.success(
            request, "Saved. The paper was read again with what you settled: look at it once more."
        )
    return redirect("import_review", plan_import.pk)


def _show_stale(request, plan_import, found, choices, form):
    """The reading as it stands now, with what was typed over it, and both choices where the two differ."""
    form.data = form.data.copy()
    form.data["version"] = str(plan_import.version)
    return _show(request, plan_import, found, choices, form, status=409, stale=STALE)


def _show(request, plan_import, found, choices, form, *, status=200, stale=""):
    paper = paper_of(plan_import)
    context = {
        "import": plan_import,
        "found": found,
        "counts": found.counts,
        "read_as": _read_as(paper),
        "form": form,
        "stale": stale,
        "both": form.both() if stale else (),
        "stops": must_settle(plan_import, found, choices),
        "notes": [
            (showing.place_of(item, form.sheets), item) for item in found.problems if item.severity == "note"
        ][:200],
        "row": _row(request, paper, found, form),
    }
    return render(request, "imports/review.html", context, status=status)


def _read_as(paper):
    """ "Word, 16 tables"."""
    tables = sum(1 for _ in paper.tables)
    return f"{KINDS.get(paper.kind, paper.kind)}, {tables} table{'' if tables == 1 else 's'}"


def _row(request, paper, found, form):
    """The row of the paper to lay beside its reading: the one asked for, else the first with a problem, else the first."""
    rows = form.rows
    if not len(rows):
        return None
    doubtful = next((thing.link for thing in form.problems if thing.link), "")
    wanted = (request.GET.get("row", ""), doubtful, rows.listed[0][0])
    name = next(name for name in wanted if name in rows)
    before, after = rows.neighbours(name)
    shown = showing.side_by_side(paper, found, rows, name)
    return {"shown": shown, "before": before, "after": after, "number": rows.number(name), "of": len(rows)}


@team_only
@require_safe
def rows(request, number):
    """Everything that was read, a page at a time, each row with a way to the paper's own beside it."""
    plan_import, found = under_review(request, number)
    page = Paginator(showing.Rows(found).listed, ROWS_A_PAGE).get_page(request.GET.get("page"))
    told = [(name, row, facts(row, found)) for name, row in page]
    return render(request, "imports/rows.html", {"import": plan_import, "page": page, "told": told})


def under_review(request, number):
    """(the import, what was found in it), where it is to be checked; else 404."""
    plan_import = one_import(request.user, number, defer=("paper",))
    if plan_import.state != State.REVIEW:
        raise Http404
    return plan_import, from_json(plan_import.reading)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def changes(request, number):
    """For a newer version of a plan: what is new, changed, gone and unclear, each chosen by hand or all at once."""
    plan_import, found = under_review(request, number)
    if plan_import.plan is None:
        return redirect("import_review", number)
    comparison = compare(
        describe(plan_import.plan),
        found,
        file_name=plan_import.source_file.name,
        running=running(plan_import.plan),
    )
    page = Paginator(comparison.differences, CHANGES_A_PAGE).get_page(request.GET.get("page"))
    stale = ()
    if request.method == "POST":
        chosen = _chosen(request, plan_import, comparison, page)
        try:
            reviewing.choose(plan_import, chosen, version=version_in(request))
        except reviewing.Stale:
            plan_import.refresh_from_db(fields=["choices", "version"])
            stale = _both(comparison, Choices.from_json(plan_import.choices).changes, chosen)
            plan_import.choices = {**plan_import.choices, "changes": chosen}
        else:
            if request.POST.get("then") == "apply":
                return apply_now(request, plan_import, version=plan_import.version)
            return redirect(f"{request.path}?page={page.number}")
    is_stale = request.method == "POST"
    choices = Choices.from_json(plan_import.choices)
    context = {
        "import": plan_import,
        "comparison": comparison,
        "open_rounds": open_rounds(plan_import.plan, found),
        "is_stale": is_stale,
        "both": stale,
        "counts": comparison.counts,
        "page": page,
        "chosen": choices.changes,
        "chosen_count": sum(1 for how in choices.changes.values() if how != "leave"),
        "kinds": {"new": NEW, "changed": CHANGED, "gone": GONE, "unclear": UNCLEAR},
        "stops": must_settle(plan_import, found, choices),
    }
    return render(request, "imports/changes.html", context, status=409 if is_stale else 200)


def open_rounds(plan, found):
    """The names of the plan's open rounds in which this paper has answers."""
    keys = {update.round for row in (*found.actions, *found.recommendations) for update in row.updates}
    return list(plan.rounds.open().filter(key__in=keys).values_list("words", flat=True))


def _both(comparison, theirs, mine):
    """(what, how it is chosen now, how it was chosen here) of each difference about which two people differ."""
    labels = {}
    for entry in comparison.differences:
        labels[entry.key] = entry.label
        labels |= {part.key: f"{entry.label}, {part.label}" for part in entry.changes}
    keys = [key for key in labels if theirs.get(key, "") != mine.get(key, "")]
    return [(labels[key], CHOSEN[theirs.get(key, "")], CHOSEN[mine.get(key, "")]) for key in keys]


def _chosen(request, plan_import, comparison, page):
    """What is chosen: on this page of differences as ticked, or all at once, or none; on other pages as before."""
    every = {
        key for entry in comparison.differences for key in (entry.key, *(part.key for part in entry.changes))
    }
    held = Choices.from_json(plan_import.choices).changes
    chosen = {key: held[key] for key in held if key in every and held[key] != "leave"}
    if request.POST.get("all") == "yes":
        chosen = dict.fromkeys(comparison.keys_of_all, "apply")
    elif request.POST.get("all") == "no":
        chosen = {}
    else:
        for entry in page:
            for key in (entry.key, *(part.key for part in entry.changes)):
                how = request.POST.get(f"choose-{key}", "")
                chosen.pop(key, None)
                if how in ("apply", "new"):
                    chosen[key] = how
    return chosen


@team_only
@require_safe
def problems(request, number):
    """What could not be placed or needs mending, as a file to take away."""
    plan_import, _ = under_review(request, number)
    response = HttpResponse(reviewing.problems_file(plan_import), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="problems-{number}.csv"'
    return response

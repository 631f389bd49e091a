"""Checking what was read: nothing is brought in from here."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actionplans.forms.imports_settling import SettleForm
from actionplans.importing import reviewing, showing
from actionplans.importing.bringing_in import paper_of
from actionplans.importing.describing import describe, running
from actionplans.importing.facts import facts
from actionplans.importing.matching import CHANGED, GONE, NEW, UNCLEAR, compare
from actionplans.importing.settling import must_settle, name_of
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


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
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
        version=version_of(plan_import),
        user=request.user,
    )
    if request.method == "POST":
        return _settle(request, plan_import, found, form)
    return _show(request, plan_import, found, choices, form)


def version_of(plan_import):
    """What a form says it was made from, so that two people do not overwrite each other unseen."""
    return name_of(plan_import.state, plan_import.plan_id, plan_import.organisation_id, plan_import.choices)


def _settle(request, plan_import, found, form):
    """Save what was settled and read again with it. With nothing new settled, "Bring in" brings it in."""
    choices = Choices.from_json(plan_import.choices)
    if not form.is_valid():
        return _show(request, plan_import, found, choices, form, status=422)
    if form.cleaned_data["version"] != version_of(plan_import):
        form.data = form.data.copy()
        form.data["version"] = version_of(plan_import)
        return _show(request, plan_import, found, choices, form, status=409, stale=STALE)
    settled = form.settled()
    try:
        changed = reviewing.settle(plan_import, **settled)
    except Refused as reason:
        form.add_error(None, str(reason))
        return _show(request, plan_import, found, choices, form, status=422)
    if request.POST.get("then") == "apply" and not changed:
        return apply_now(request, plan_import)
    if changed:
        messages.success(
            request, "Saved. The paper was read again with what you settled: look at it once more."
        )
    return redirect("import_review", plan_import.pk)


def _show(request, plan_import, found, choices, form, *, status=200, stale=""):
    paper = paper_of(plan_import)
    context = {
        "import": plan_import,
        "found": found,
        "counts": found.counts,
        "read_as": _read_as(paper),
        "form": form,
        "stale": stale,
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
    if request.method == "POST":
        _choose(request, plan_import, comparison, page)
        if request.POST.get("then") == "apply":
            return apply_now(request, plan_import)
        return redirect(f"{request.path}?page={page.number}")
    choices = Choices.from_json(plan_import.choices)
    context = {
        "import": plan_import,
        "comparison": comparison,
        "counts": comparison.counts,
        "page": page,
        "chosen": choices.changes,
        "chosen_count": sum(1 for how in choices.changes.values() if how != "leave"),
        "kinds": {"new": NEW, "changed": CHANGED, "gone": GONE, "unclear": UNCLEAR},
        "stops": must_settle(plan_import, found, choices),
    }
    return render(request, "imports/changes.html", context)


def _choose(request, plan_import, comparison, page):
    """Keep what was chosen on this page of differences, or all at once, or none."""
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
    reviewing.choose(plan_import, chosen)


@team_only
@require_safe
def problems(request, number):
    """What could not be placed or needs mending, as a file to take away."""
    plan_import, _ = under_review(request, number)
    response = HttpResponse(reviewing.problems_file(plan_import), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="problems-{number}.csv"'
    return response

"""Papers on their way in: the list, choosing a file, and how far its reading is."""

from functools import wraps
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import keeping
from accounts.permissions import Permission, may_on_every_row
from accounts.sending_once import once_only, version_in
from actionplans.filled_forms.taking import read_kept
from actionplans.forms.imports import NewImportForm
from actionplans.importing import bringing_in, reviewing
from actionplans.models import PlanImport
from papers.models import SourceFile

from . import processes

BIG = ("paper", "reading", "choices", "undo")
PER_PAGE = 25
# The page of a paper that is being read looks again after so many seconds.
LOOK_AGAIN = 2


def team_only(view):
    """Signed in, and of the team that brings papers in; to others there is nothing here."""

    @wraps(view)
    @keeping.sign_in_first
    def guarded(request, *args, **kwargs):
        if not may_on_every_row(request.user, Permission.IMPORT_PLAN):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def one_import(user, number, *, defer=()):
    """The import of this number, if this person may see it; else 404."""
    imports = (
        PlanImport.objects.visible_to(user)
        .of_papers()
        .select_related("organisation", "plan", "started_by", "source_file")
    )
    return get_object_or_404(imports.defer("source_file__content", *defer), pk=number)


@team_only
@require_safe
def imports(request):
    """Every paper that was brought here, the newest first."""
    held = PlanImport.objects.visible_to(request.user).of_papers()
    held = held.select_related("source_file", "organisation", "plan")
    page = Paginator(held.defer("source_file__content", *BIG), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/imports.html", {"page": page})


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Choose a file or paste a table. Nothing is brought in yet."""
    received = []
    response = once_only(request, lambda: _new(request, received))
    # Read once the file is kept for good, and not again where the form was sent twice.
    for plan_import in received:
        start_reading(plan_import)
    return response


def _new(request, received):
    form = NewImportForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        received.append(_receive(form.cleaned_data, request.user))
        return redirect("import_review", received[0].pk)
    limit = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
    return render(
        request, "imports/new.html", {"form": form, "limit": limit}, status=422 if form.is_bound else 200
    )


def _receive(given, user):
    if given["file"]:
        name, content = given["file"].name, given["file"].read()
    else:
        name, content = bringing_in.PASTED, given["pasted"].encode("utf-8", "replace")
    return bringing_in.receive(
        name, content, by=user, at=timezone.now(), organisation=given["organisation"], plan=given["plan"]
    )


def start_reading(plan_import):
    """Read a small file now; a large one in a process of its own, which outlives this request."""
    if plan_import.source_file.size <= settings.READ_AT_ONCE_BYTES:
        read_kept(plan_import)
        return
    processes.begin("read_import", plan_import.pk)


def being_read(request, plan_import):
    """How far the reading is; the page looks again by itself, without a script."""
    response = render(request, "imports/reading.html", {"import": plan_import})
    response["Refresh"] = str(LOOK_AGAIN)
    return response


@team_only
@require_POST
def read_again(request, number):
    """Read the file once more: after a stop, a refusal, an undo, or a reading that was thrown away."""
    reopened = []
    response = once_only(request, lambda: _reopen(request, number, reopened))
    for plan_import in reopened:
        start_reading(plan_import)
    return response


def _reopen(request, number, reopened):
    plan_import = one_import(request.user, number)
    try:
        reviewing.reopen(plan_import, version=version_in(request))
    except reviewing.CannotReview as reason:
        messages.error(request, str(reason))
    else:
        reopened.append(plan_import)
    return redirect("import_review", number)


@login_required
@require_safe
def original(request, number):
    """The file as it came, byte for byte."""
    source = get_object_or_404(SourceFile.objects.visible_to(request.user).distinct(), imports=number)
    response = HttpResponse(bytes(source.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(_with_ending(source.name))}"
    return response


def _with_ending(name):
    return f"{name}.txt" if name == bringing_in.PASTED else name

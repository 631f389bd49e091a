"""A paper in preparation as it will be: its page, the making of its files, and the files themselves."""

import json

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import Permission, Role, may_on_every_row
from accounts.sending_once import once_only, version_in
from actionplans.models import PlanPreparation
from actionplans.publications import issuing, making, preparing, unchanged
from actionplans.rounds.refusals import Stale
from papers import records, serving
from papers.document_json import from_json
from papers.models import PreparedFile, Publication
from papers.publishing import Refused
from papers.shortening import shortened
from papers.writing import page

from ..onscreen import preparations as onscreen
from . import processes
from .preparing_access import needs, one_preparation, readers_only

# The page of a paper whose files are being made looks again after so many seconds.
LOOK_AGAIN = 3
ASKED_TO_ISSUE = 5
CHANGED_MEANWHILE = (
    "Somebody changed this paper after you opened the page. Look at it as it is now, then make its files."
)


@readers_only
@require_safe
def preparation(request, number):
    """What the paper is and whose, and, once its files are made, every one of them as it will be."""
    held = one_preparation(request.user, number)
    if held.issued_at:
        return redirect(get_object_or_404(Publication, number=number))
    user, state = request.user, onscreen.state(held, at=timezone.now())
    reads_all = may_on_every_row(user, Permission.READ_PREPARED_PUBLICATION)
    context = {
        "preparation": held,
        "kind": held.get_kind_display(),
        "state": state,
        "state_words": onscreen.STATES[state],
        "rounds": _rounds(held),
        "may_prepare": held.is_waiting and may_on_every_row(user, Permission.PREPARE_PUBLICATION),
        "may_issue": held.is_waiting and may_on_every_row(user, Permission.ISSUE_PUBLICATION),
        "reads_all": reads_all,
    }
    if state == "made":
        context |= _made(held, user, reads_all)
    response = render(request, "preparations/preparation.html", context)
    if state == "making":
        response["Refresh"] = str(LOOK_AGAIN)
    return response


def _rounds(held):
    """The names of the rounds that were chosen to stand side by side, the earliest first."""
    chosen = held.plan.rounds.filter(key__in=held.round_keys.split())
    return list(chosen.order_by("order", "id").values_list("words", flat=True)) if held.round_keys else []


def _made(held, user, reads_all):
    """What is to be looked at of files that are made."""
    files = list(held.files.defer("content"))
    seen = Publication.objects.visible_to(user)
    newest = preparing.comparable(held.plan).filter(pk__in=seen).first()
    return {
        "files": onscreen.file_lines(files),
        "changes": _section(held, "changes", rows=records.ROWS_IN_SHORT),
        "receipt": _section(held, "receipt"),
        "findings": onscreen.findings_of(held) if reads_all else [],
        "is_as_made": unchanged.is_as_it_was_made(held, site=settings.SITE_ADDRESS),
        "newer": newest if newest and newest.published_at > held.made_at else None,
        "why_not": issuing.why_not(held, by=user, at=timezone.now())
        if may_on_every_row(user, Permission.ISSUE_PUBLICATION)
        else "",
        "publishers": _publishers(held) if reads_all else [],
    }


def _section(held, part, *, rows=None):
    """(title, what it says as a piece of the page, how many rows only the whole has) of one part; None where there is none."""
    kept = held.files.filter(part=part, format="json").first()
    if kept is None:
        return None
    document = from_json(json.loads(kept.plain))
    short, left_out = shortened(document, rows) if rows else (document, 0)
    return document.title, page.render(short, name=part), left_out


def _publishers(held):
    """Some of those who may issue it."""
    found = User.objects.holding(Role.PUBLISHER).order_by("name")
    if held.plan.organisation.issues_with_two:
        found = found.exclude(pk__in=held.people)
    return list(found.values_list("name", flat=True)[:ASKED_TO_ISSUE])


@needs(Permission.PREPARE_PUBLICATION)
@require_POST
def make(request, number):
    """Make the files, or make them again: a short paper at once, a long one in a process of its own."""
    started = []
    response = once_only(request, lambda: _start(request, number, started))
    # Once the start is kept for good, and not again where the form was sent twice.
    for held in started:
        make_files(held)
    return response


def _start(request, number, started):
    held = one_preparation(request.user, number)
    if not held.is_waiting:
        raise Http404
    try:
        started.append(making.start(held, version=version_in(request), by=request.user, at=timezone.now()))
    except Stale:
        messages.error(request, CHANGED_MEANWHILE)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("preparation", number)


def make_files(held):
    """Make the files of a short paper now; those of a long one in a process of its own, which outlives this request."""
    if not making.is_long(held):
        making.make_or_say_why(held, site=settings.SITE_ADDRESS, at=timezone.now())
        return
    processes.begin("make_paper", held.pk)


@readers_only
@require_safe
def prepared_file(request, number, part, format):
    """One file, byte for byte as it will be. Nobody keeps it: it may be made again."""
    held = get_object_or_404(PlanPreparation.objects.visible_to(request.user).waiting(), id=number)
    file = get_object_or_404(
        PreparedFile.objects.visible_to(request.user), preparation=held, part=part, format=format
    )
    name = slugify(f"{held.reference} {held.title}".replace("/", "-"))[:150].strip("-") or "paper"
    told = serving.known(file, cache=serving.NOWHERE)
    return serving.answer(request, file, name=name, told=told)

"""Evidence: put to a draft, taken from it, and given out as a download."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.keeping import sign_in_first
from accounts.permissions import Permission
from actionplans.forms.answers import AnswerForm, statuses_of
from actionplans.models import Evidence
from actionplans.rounds import evidencing
from actionplans.rounds.refusals import Refused, Stale
from papers import attaching

from .answers import kept_with_problems
from .answers_found import WRITTEN, one_request
from .answers_saving import keep
from .answers_shown import show_conflict, show_form


@sign_in_first(page="answer", words=WRITTEN)
@require_POST
def change(request, number):
    """Put evidence to a draft, or take a piece away. The whole form comes along and is kept as a draft."""
    asked = one_request(request.user, number, Permission.ATTACH_EVIDENCE)
    form = AnswerForm(
        request.POST, request.FILES, asked=asked, statuses=statuses_of(asked.action.plan), by=request.user
    )
    if not form.is_valid():
        return show_form(request, asked, form, status=422)
    try:
        saved = keep(asked, form, by=request.user, at=timezone.now())
        gone = take_away(saved.update, request.POST.get("remove", ""), request.user)
    except Stale as stale:
        return show_conflict(request, asked, form, stale.now)
    except Refused as refused:
        form.refuse(refused.problems)
        return show_form(request, asked, form, status=422)
    if saved.problems:
        return kept_with_problems(request, asked, form, saved)
    messages.success(request, f"{gone} Your answer is kept as a draft.".strip())
    return redirect("answer", asked.pk)


def take_away(update, number, user):
    """Take this piece of evidence from a draft. Returns a sentence; "" where there is none of this number."""
    pieces = Evidence.objects.visible_to(user).filter(evidence_of=update)
    piece = pieces.filter(pk=number).first() if number.isascii() and number[:12].isdigit() else None
    if piece is None:
        return ""
    evidencing.take_away(piece)
    return f"“{piece.words}” is taken away."


@require_safe
def download(request, number):
    """A file put to an answer, to be kept and never opened here."""
    pieces = Evidence.objects.to_open_by(request.user).select_related("file")
    piece = get_object_or_404(pieces, pk=number)
    if piece.file is None:
        raise Http404
    response = HttpResponse(bytes(piece.file.content), content_type=attaching.media_type(piece.words))
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(piece.words, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response

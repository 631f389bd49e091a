"""News that came after a paper was issued: what differs now, and a supplementary sheet of the rows chosen."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.keeping import kept_for, sign_in_first
from accounts.permissions import Permission, may_on_every_row
from accounts.sending_once import TWICE, send_once
from actionplans.forms.late_news import LateNewsForm
from actionplans.models import PlanPreparation
from actionplans.publications import preparing, supplementing
from papers.models import Publication
from papers.one_moment import one_moment
from papers.publishing import Refused
from papers.views.withdrawn import gone

from .issued_rows import is_withdrawn

STARTED = "The sheet is prepared. Make its files, look at them, then have it issued."


@sign_in_first
@require_http_methods(["GET", "HEAD", "POST"])
def late_news(request, slug):
    """Which rows differ now from what was issued. What is sent from here prepares a sheet of those that were chosen."""
    seen = Publication.objects.visible_to(request.user).select_related("supplements")
    publication = get_object_or_404(seen, slug=slug)
    if not may_on_every_row(request.user, Permission.PREPARE_PUBLICATION):
        raise PermissionDenied
    if is_withdrawn(publication):
        return gone(request, publication)
    if publication.supplements:
        return redirect("publication_late_news", publication.supplements.slug)
    today = timezone.localdate()
    with one_moment():
        news = supplementing.late_news(publication, today=today)
    form = LateNewsForm(request.POST or kept_for(request), initial={"version": 0})
    keys = [*(row.key for row in news.rows), *(each.entry.key for each in news.gone)]
    form.offer(keys, usual=[row.key for row in news.rows if row.additions and not row.told])
    if request.method == "POST" and form.is_valid():
        try:
            return _prepare(request, publication, form.cleaned_data, today)
        except Refused as refused:
            form.add_error(NON_FIELD_ERRORS, str(refused))
    return _shown(request, publication, news, form, today)


def _prepare(request, publication, given, today):
    """The sheet in preparation, once however often the form is sent, and the way to it."""
    at = timezone.now()

    def work():
        made = supplementing.prepare_sheet(
            publication, keys=given["rows"], note=given["note"], by=request.user, at=at, today=today
        )
        return reverse("preparation", args=[made.pk]), STARTED

    done = send_once(given["key"], work, by=request.user, at=at)
    messages.info(request, TWICE if done.is_repeat else done.said)
    return redirect(done.address)


def _shown(request, publication, news, form, today):
    plan = publication.issued_plan.plan
    newest = preparing.newest_whole(plan)
    started = PlanPreparation.objects.visible_to(request.user).waiting().filter(supplements=publication)
    context = {
        "publication": publication,
        "plan": plan,
        "trail": [
            ("Home", reverse("home")),
            ("Papers", reverse("publications")),
            (str(publication), publication.get_absolute_url()),
        ],
        "news": news,
        "form": form,
        "as_at": today,
        "newer": newest if newest != publication else None,
        "is_over": publication.meeting_on is not None and publication.meeting_on < today,
        "started": started.order_by("-prepared_at", "-pk"),
        "sheets": publication.sheets.standing().order_by("-published_at"),
    }
    return render(request, "publications/late_news.html", context, status=422 if form.errors else 200)

"""Issuing a paper: what exactly will happen, then it happens, for good."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.keeping import kept_for
from accounts.permissions import Permission
from actionplans.forms.preparations import IssueForm
from actionplans.publications import issuing, preparing, unchanged
from papers.models import Publication

from ..onscreen import preparations as onscreen
from ..papers.posts import names_words
from .preparing_access import needs, one_preparation
from .sent_forms import sent


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ISSUE_PUBLICATION)
def issue(request, number):
    """Say to whom it goes, from when, and what it follows; then issue the very files that were looked at."""
    held = one_preparation(request.user, number)
    if held.issued_at and request.method != "POST":
        return redirect("preparation", number)
    if held.discarded_at:
        raise Http404
    findings = onscreen.findings_of(held)
    form = IssueForm(
        request.POST or kept_for(request),
        has_findings=bool(findings),
        initial={"version": held.version, "made_sha256": held.made_sha256},
    )
    # What takes time is done before the transaction in which the form is sent once.
    ready = issuing.get_ready(held) if request.method == "POST" and held.is_waiting else None

    def work(given, at):
        publication = issuing.issue(
            held,
            version=given["version"],
            made_sha256=given["made_sha256"],
            by=request.user,
            at=at,
            ready=ready,
        )
        return publication.get_absolute_url(), f"“{publication}” is issued. It will not change any more."

    def show(form, status=200, stale=None):
        now = stale or held
        if stale:
            form = IssueForm(has_findings=bool(onscreen.findings_of(stale)), initial=_initial(stale))
        context = {"form": form, "stale": stale, **_what_happens(now, request.user)}
        return render(request, "preparations/issue.html", context, status=status)

    return sent(request, form, work, show)


def _initial(held):
    return {"version": held.version, "made_sha256": held.made_sha256}


def _what_happens(held, user):
    """What stands on the page before anything is issued."""
    before = Publication.objects.visible_to(user).filter(subject_slug=held.plan.slug)
    embargo = held.embargoed_until
    return {
        "preparation": held,
        "kind": held.get_kind_display(),
        "findings": onscreen.findings_of(held),
        "before": before.order_by("-published_at", "-id").first(),
        "embargo": embargo if embargo and embargo > timezone.now() else None,
        "slug": issuing.free_slug(held),
        "names_words": names_words(held.plan),
        "files_number": held.files.exclude(part="receipt").count(),
        "is_own": user.pk in held.people,
        "why_not": issuing.why_not(held, by=user, at=timezone.now()),
        "newest": preparing.newest_whole(held.plan),
        "is_as_made": bool(held.made_sha256)
        and unchanged.is_as_it_was_made(held, site=settings.SITE_ADDRESS),
    }

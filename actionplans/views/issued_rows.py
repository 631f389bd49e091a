"""A row of an issued paper at an address of its own, and the short addresses that are printed."""

from urllib.parse import quote

from django.db.models import Q
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from actionplans.addresses import spelled
from actionplans.models import IssuedRow, PlanPreparation
from papers import records
from papers.models import Publication, PublicationNotice
from papers.views.withdrawn import gone

from ..onscreen.issued_papers import sheets_of
from ..onscreen.issued_row import on_sheet, shown
from ..onscreen.row_since import since

MOST_NAMESAKES = 5


@require_safe
def issued_row(request, slug, key):
    """One row as it was printed, and whether the newest paper of the plan still says the same."""
    seen = Publication.objects.visible_to(request.user)
    publication = get_object_or_404(seen, slug=slug)
    if is_withdrawn(publication):
        return gone(request, publication)
    found = find(publication, key)
    if found is None:
        return no_such_row(request, publication)
    if found.key != key:
        return redirect("issued_row", publication.slug, found.key)
    context = {
        "publication": publication,
        "trail": _trail(publication),
        "is_waiting": publication.public_from > timezone.now(),
        "notices": records.notices_of(publication, request.user),
        "sheets": sheets_of(publication, key=found.key, seen=seen),
        **(_of_sheet(found, publication, seen) if publication.supplements_id else _of_paper(found)),
    }
    return render(request, "publications/row.html", context)


@require_safe
def short_row(request, number, key):
    """Where the address that is printed with a row leads."""
    publication = Publication.objects.visible_to(request.user).filter(number=number).first()
    if publication is None:
        return _not_issued_yet(request, number, key)
    if is_withdrawn(publication):
        return gone(request, publication)
    found = find(publication, key)
    if found is None:
        return no_such_row(request, publication)
    return _lasting(reverse("issued_row", args=[publication.slug, found.key]))


@require_safe
def short_publication(request, number):
    """Where the beginning of those addresses leads: to the record of the paper."""
    publication = Publication.objects.visible_to(request.user).filter(number=number).first()
    return _lasting(publication.get_absolute_url()) if publication else _not_issued_yet(request, number)


def _not_issued_yet(request, number, key=""):
    """Who looks at a paper before it is issued is led to it in preparation; for others there is nothing."""
    waiting = PlanPreparation.objects.visible_to(request.user).waiting()
    made = get_object_or_404(waiting, id=number)
    if key and made.made_at:
        return redirect(f"{reverse('prepared_file', args=[number, 'paper', 'html'])}#{quote(key)}")
    return redirect("preparation", number)


def find(publication, key):
    """The row that this key, or the reference as somebody typed it, means in this paper; None where there is none."""
    if publication.supplements_id:
        return on_sheet(publication.read(), publication.number, key)
    rows = IssuedRow.objects.filter(issue__publication=publication)
    meant = Q(key__iexact=key) | Q(key=spelled(key)) | Q(ref__iexact=key)
    found = list(rows.filter(meant).select_related("issue")[: MOST_NAMESAKES + 1])
    # Its own address comes before a reference that two rows may have.
    return min(found, key=lambda row: (row.key != key.casefold(), row.order), default=None)


def is_withdrawn(publication):
    """Whether nothing of this paper is shown any more but its marker."""
    return publication.notices.filter(kind=PublicationNotice.Kind.WITHDRAWN).exists()


def no_such_row(request, publication):
    """404 that says which paper it is, and leads to it."""
    context = {"publication": publication, "trail": _trail(publication)}
    return render(request, "publications/no_such_row.html", context, status=404)


def _of_paper(row):
    issue = row.issue
    namesakes = IssuedRow.objects.filter(issue=issue, ref=row.ref).exclude(ref="").exclude(pk=row.pk)
    return {
        "row": shown(row, issue),
        "page": row.page,
        "volume": row.volume,
        "file_format": f"pdf-{row.volume}" if row.volume else "pdf",
        "since": since(row, issue),
        "namesakes": namesakes.values_list("key", "title")[:MOST_NAMESAKES],
    }


def _of_sheet(row, publication, seen):
    return {"row": row, "since": None, "supplements": seen.filter(pk=publication.supplements_id).first()}


def _trail(publication):
    return [
        ("Home", reverse("home")),
        ("Papers", reverse("publications")),
        (str(publication), publication.get_absolute_url()),
    ]


def _lasting(address):
    """A way that never leads anywhere else, asked again each time: what it leads to may be withdrawn."""
    response = HttpResponsePermanentRedirect(address)
    patch_cache_control(response, no_cache=True)
    return response

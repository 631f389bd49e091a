"""The archive of issued papers, and the record of each."""

from itertools import groupby

from django.conf import settings
from django.db.models import Prefetch
from django.db.models.functions import ExtractYear
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from papers import records
from papers.filters import PublicationFilter
from papers.models import Publication, PublicationNotice
from papers.paging import page_of

PER_PAGE = 25
ANY = {"plan": "Any plan", "body": "Any body", "committee": "Any committee", "year": "Any year"}


@require_safe
def publications(request):
    """Every issued paper that the reader may know of, the newest first, under the year in which it was issued."""
    visible = Publication.objects.visible_to(request.user)
    plans = {}
    facets = visible.order_by("published_at", "number").annotate(year=ExtractYear("published_at"))
    rows = list(facets.values_list("subject_slug", "subject", "body", "committee", "year"))
    # A plan that was renamed stands under its newest name.
    for slug, subject, *_ in rows:
        plans[slug] = subject
    wanted = PublicationFilter(
        request.GET,
        queryset=visible,
        plans=sorted(plans.items(), key=lambda pair: pair[1].casefold()),
        bodies=sorted({row[2] for row in rows}, key=str.casefold),
        committees=sorted({row[3] for row in rows if row[3]}, key=str.casefold),
        years=sorted({row[4] for row in rows}, reverse=True),
    )
    found = wanted.qs
    page = page_of(request.GET.get("page", ""), found.count(), size=PER_PAGE)
    notices = PublicationNotice.objects.with_what_became().visible_to(request.user).order_by("-at")
    shown = page.part(found.prefetch_related(Prefetch("notices", queryset=notices)))
    by_year = groupby(shown, lambda each: timezone.localtime(each.published_at).year)
    context = {
        "trail": [("Home", reverse("home"))],
        "wanted": wanted,
        "choices": choices(wanted),
        "page": page,
        "number": len(rows),
        "by_year": [(year, list(lines)) for year, lines in by_year],
        "compare": records.address_of("compare"),
        "feed": _feed(wanted.asked),
        "now": timezone.now(),
    }
    return render(request, "publications/publications.html", context)


def _whole(path):
    """The address as it is printed, with scheme and host."""
    return f"{settings.SITE_ADDRESS}{path}" if path else ""


def choices(wanted):
    """(name, label, the words for no choice, what is chosen, [(key, words)]) of each field of which there is a choice."""
    found = []
    for name, any_words in ANY.items():
        offered = wanted.filters[name].extra["choices"]
        if len(offered) > 1 or name in wanted.asked:
            found.append((name, wanted.filters[name].label, any_words, wanted.asked.get(name, ""), offered))
    return found


def _feed(asked):
    """The feed that goes with what is shown: of one plan, else of all."""
    plan = asked.get("plan")
    return reverse("plan_feed", args=[plan]) if plan else reverse("publications_feed")


@require_safe
def publication(request, slug):
    """The record of one issued paper: what it is, its files, what it says of itself, and what came after it."""
    seen = Publication.objects.visible_to(request.user)
    publication = get_object_or_404(seen, slug=slug)
    notices = records.notices_of(publication, request.user)
    withdrawn = next((each for each in notices if each.kind == "withdrawn"), None)
    files = [] if withdrawn else list(publication.files.defer("content"))
    papers = records.around(publication, request.user)
    context = {
        "publication": publication,
        "trail": [
            ("Home", reverse("home")),
            ("Papers", reverse("publications")),
            (publication.subject, f"{reverse('publications')}?plan={publication.subject_slug}"),
        ],
        "kicker": records.KICKERS[publication.kind],
        "is_waiting": publication.public_from > timezone.now(),
        "withdrawn": withdrawn,
        "corrected": [each for each in notices if each.kind == "corrected"],
        "late_news": [each for each in notices if each.kind == "late_news"],
        "notices": notices,
        "papers": papers,
        "corrects": papers.named.get(publication.corrects_id),
        "supplements": papers.named.get(publication.supplements_id),
        "predecessor": papers.named.get(publication.predecessor_id),
        "files": records.file_lines(publication, files),
        "changes": records.section(publication, files, "changes", rows=records.ROWS_IN_SHORT),
        "changes_address": records.address_of("publication_changes", slug),
        "receipt": records.section(publication, files, "receipt"),
        "check": records.last_check(publication),
        "short_address": _whole(records.address_of("short_publication", publication.number)),
        "compare": records.address_of("compare"),
        "doors": records.doors(
            publication, request.user, is_withdrawn=withdrawn, is_newest=papers.later is None
        ),
    }
    return render(request, "publications/publication.html", context)

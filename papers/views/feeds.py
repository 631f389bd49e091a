"""Feeds of issued papers: all of them, or those on one plan."""

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from papers import feeds
from papers.models import Publication


@require_safe
def every(request):
    """Everything that was issued or said of it since."""
    return feeds.answer(
        request, title="Issued papers", path=reverse("publications"), items=feeds.public_items()
    )


@require_safe
def of_plan(request, plan):
    """What was issued on one plan. A plan of which nothing is out is not there."""
    newest = Publication.objects.public().filter(subject_slug=plan).first()
    if newest is None:
        raise Http404
    return feeds.answer(
        request,
        title=f"{newest.subject}: issued papers",
        path=f"{reverse('publications')}?plan={plan}",
        items=feeds.public_items(plan),
    )

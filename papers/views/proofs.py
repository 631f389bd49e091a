"""The proof that an issued paper is the same: made anew whenever somebody asks."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from papers.models import Publication
from papers.proving import proof_of


@require_safe
def proof(request, slug):
    """Every file hashed now, beside the hash it was issued with, and how to do that oneself."""
    seen = Publication.objects.visible_to(request.user)
    publication = get_object_or_404(seen.select_related("predecessor"), slug=slug)
    context = {
        "publication": publication,
        "proof": proof_of(publication),
        "now": timezone.now(),
        "withdrawn": publication.notices.filter(kind="withdrawn").first(),
        "trail": [
            ("Home", reverse("home")),
            ("Papers", reverse("publications")),
            (str(publication), publication.get_absolute_url()),
        ],
    }
    return render(request, "publications/proof.html", context)

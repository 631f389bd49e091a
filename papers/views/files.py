"""The files of issued papers, byte for byte as they were issued."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from papers import remembering, serving
from papers.fetching import public_file, standing_files
from papers.models import Preparation, Publication

from .withdrawn import gone


@require_safe
def page(request, slug):
    """The frozen page of a paper."""
    return _file(request, slug, part="paper", format="html")


@require_safe
def paper(request, slug, format):
    """A paper in this format."""
    return _file(request, slug, part="paper", format=format)


@require_safe
def part(request, slug, part, format):
    """One part of a paper: "paper", "changes" (what changed) or "receipt" (what was asked for and what came)."""
    return _file(request, slug, part=part, format=format)


@require_safe
def lasting(request, slug, sha256, format):
    """The file with this hash: what this address gives never changes."""
    return _file(request, slug, cache=serving.FOR_EVER, sha256=sha256, format=format)


@require_safe
def short(request, number, part, format):
    """The short address of a file, as the frozen page has it, leads to the file; before it is issued to the prepared one."""
    publication = Publication.objects.visible_to(request.user).filter(number=number).first()
    if publication:
        return redirect("publication_part", publication.slug, part, format)
    get_object_or_404(Preparation.objects.visible_to(request.user), pk=number)
    return redirect("prepared_file", number, part, format)


def _file(request, slug, *, cache=serving.TO_BE_ASKED, **which):
    """The answer for one file. What a reader has already is said without asking the database, where this process knows."""
    if (told := remembering.served.find(request.path)) and (early := serving.not_modified(request, told)):
        return early
    state = remembering.served.state()
    with_content = request.method != "HEAD"
    file = public_file(slug, which, with_content=with_content)
    if file is None:
        return _not_public(request, slug, standing_files(slug, which, with_content=with_content), which)
    told = serving.known(file, cache=cache, since=file.since)
    remembering.served.keep(request.path, told, state=state)
    return serving.answer(request, file, name=slug, told=told, since=file.since)


def _not_public(request, slug, files, which):
    """For those who may read it before its day: the file, kept nowhere. Withdrawn: the marker. Volumes: where they are."""
    seen = Publication.objects.visible_to(request.user)
    if file := files.filter(publication__in=seen).first():
        told = serving.known(file, cache=serving.NOWHERE)
        return serving.answer(request, file, name=slug, told=told)
    publication = get_object_or_404(seen, slug=slug)
    had = publication.files.filter(**which).exists()
    is_in_volumes = (
        which["format"] == "pdf" and publication.files.filter(**{**which, "format": "pdf-1"}).exists()
    )
    if (had or is_in_volumes) and publication.notices.filter(kind="withdrawn").exists():
        return gone(request, publication)
    if is_in_volumes:
        return HttpResponseRedirect(f"{reverse('publication', args=[slug])}#files")
    raise Http404

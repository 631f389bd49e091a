"""The committee paper of a plan: as a page, and as a file in every format."""

import hashlib
from urllib.parse import urlencode

from django.db.models import OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, may_on_every_row
from actionplans.models import Plan
from actionplans.papers import LAYOUTS, NoSuchLayout, NoSuchRound, progress_paper
from papers import writing
from papers.writing import page

from . import issued

# What a browser shows itself; the others are saved.
SHOWN_INLINE = ("pdf", "json")


@require_safe
def paper(request, plan):
    """The paper in one of its layouts, with the choice of layout, rounds and format; for the public what was issued."""
    if not may_on_every_row(request.user, Permission.READ_WORKING_PLAN):
        return issued.paper(request, plan)
    found = _plan(request, plan)
    document = _document(request, found)
    keys = request.GET.getlist("rounds")
    return render(
        request,
        "plans/paper.html",
        {
            "plan": found,
            "paper": document,
            "body": page.render(document),
            "layouts": [_layout_link(found, layout, document, keys) for layout in LAYOUTS.values()],
            "rounds": _choice_of_rounds(found, document),
            "formats": [
                (name, _address(found, document.layout, keys, ending))
                for ending, (name, *_) in writing.FORMATS.items()
            ],
        },
    )


@require_safe
def paper_file(request, plan, format):
    """The same paper as a file; for the public what was issued."""
    if not may_on_every_row(request.user, Permission.EXPORT_WORKING_DATA):
        return issued.paper_file(request, plan, format)
    if format not in writing.FORMATS:
        raise Http404(f"There is no paper in the format “{format}”.")
    found = _plan(request, plan)
    document = _document(request, found)
    # Weak, for it tells of the content and not of the bytes: a file need not be made to see that it would be the same.
    volume = request.GET.get("volume", "") if format == "pdf" else ""
    if volume and not (volume.isascii() and volume.isdecimal() and len(volume) < 4):
        raise Http404("A volume is asked for by its number.")
    etag = f'W/"{hashlib.sha256(f"{format} {volume} {document}".encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if not response and format == "pdf" and not volume and writing.is_long(document):
        return _choice_of_volumes(request, found, document)
    response = response or _file(document, format, volume)
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _plan(request, slug):
    """The plan, for those who may take every row of it away: a paper holds them all."""
    if not may_on_every_row(request.user, Permission.EXPORT_WORKING_DATA):
        raise Http404
    return get_object_or_404(
        Plan.objects.visible_to(request.user)
        .select_related("organisation", "scale")
        .annotate(issued_at=issued.last_issued(OuterRef("pk"))),
        slug=slug,
    )


def _document(request, plan):
    """The document that the address asks for; a layout or round that is not there gives "not found"."""
    layout = request.GET.get("layout") or None
    rounds = [key for words in request.GET.getlist("rounds") for key in words.split(",") if key] or None
    shown = _address(plan, layout, request.GET.getlist("rounds"))
    try:
        return progress_paper(
            plan,
            layout=layout,
            rounds=rounds,
            today=timezone.localdate(),
            address=request.build_absolute_uri(shown),
        )
    except (NoSuchLayout, NoSuchRound) as reason:
        raise Http404(str(reason)) from reason


def _choice_of_volumes(request, plan, document):
    """Where the paper is too long for one PDF: its volumes, each with what it holds."""
    keys = request.GET.getlist("rounds")
    address = _address(plan, document.layout, keys, "pdf")
    volumes = [
        (name, held, f"{address}&volume={number}")
        for number, (name, held) in enumerate(writing.volume_contents(document), 1)
    ]
    others = [
        (name, _address(plan, document.layout, keys, ending))
        for ending, (name, *_) in writing.FORMATS.items()
        if ending != "pdf"
    ]
    return render(
        request, "plans/volumes.html", {"plan": plan, "paper": document, "volumes": volumes, "others": others}
    )


def _file(document, format, volume=""):
    # The title alone: a CSV has no other place for it, and read back in it is taken from there.
    name = slugify(document.title.replace("/", "-"))[:150].strip("-") or "paper"
    try:
        content = writing.write_volume(document, int(volume)) if volume else writing.write(document, format)
    except writing.NoSuchVolume as reason:
        raise Http404(str(reason)) from reason
    name = f"{name}-{volume}" if volume else name
    response = HttpResponse(content, content_type=writing.FORMATS[format][1])
    response["Content-Disposition"] = content_disposition_header(
        format not in SHOWN_INLINE, f"{name}.{format}"
    )
    return response


def _address(plan, layout, keys=(), ending=""):
    """The address of the paper, as a page or with the ending of a format."""
    asked = [("layout", layout)] if layout else []
    asked += [("rounds", key) for key in keys if key]
    address = (
        reverse("paper_file", args=[plan.slug, ending]) if ending else reverse("paper", args=[plan.slug])
    )
    return f"{address}?{urlencode(asked)}" if asked else address


def _layout_link(plan, layout, document, keys):
    return {
        "words": layout.label,
        "href": _address(plan, layout.key, keys),
        "is_current": layout.key == document.layout,
    }


def _choice_of_rounds(plan, document):
    """Every round of the plan, latest first, and whether it stands in this paper."""
    shown = {
        column.key.removeprefix("round:")
        for block in document.blocks
        for column in getattr(block, "columns", ())
        if column.key.startswith("round:")
    }
    return [
        {"key": key, "words": words, "is_shown": key in shown}
        for key, words in plan.rounds.order_by("-order", "-id").values_list("key", "words")
    ]

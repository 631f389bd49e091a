"""What changed: between any two papers of a plan, and in a plan since its last paper."""

import hashlib
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, may, may_on_every_row
from actionplans.addresses import asked_for
from actionplans.forms.comparing import CompareForm
from actionplans.models import Action, IssuedPlan, Plan
from actionplans.publications import comparing
from papers import writing
from papers.views.withdrawn import gone
from papers.writing import page

# What may be taken away of a comparison that was not issued; one that was issued has every format.
FORMATS = ("pdf", "docx")


@require_safe
def publication_changes(request, slug):
    """What changed between a paper and the one before it, or the one that is asked for."""
    later, since, withdrawn = _pair(request, slug, asked_for(request, "since"))
    if withdrawn:
        return gone(request, withdrawn)
    if since is None:
        return render(request, "publications/changes.html", {"later": later, "trail": _trail(later)})
    if since.issued_plan.number > later.issued_plan.number:
        return redirect(address_of(later, since))
    response = None
    if not request.user.is_authenticated:
        etag = _etag("W/", "page", since, later)
        response = get_conditional_response(request, etag=etag)
    response = response or _page(request, since, later)
    if not request.user.is_authenticated:
        response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def publication_changes_file(request, slug, since, format):
    """The same as a file. What was issued as a file is given byte for byte."""
    if format not in FORMATS:
        raise Http404(f"What changed cannot be had in the format “{format}”.")
    later, earlier, withdrawn = _pair(request, slug, since)
    if withdrawn:
        return gone(request, withdrawn)
    if earlier.issued_plan.number > later.issued_plan.number:
        return redirect(_file_address(later, earlier, format))
    volume = request.GET.get("volume", "") if format == "pdf" else ""
    if volume and not (volume.isascii() and volume.isdecimal() and len(volume) < 4):
        raise Http404("A volume is asked for by its number.")
    etag = _etag("", f"{format} {volume}", earlier, later)
    response = get_conditional_response(request, etag=etag)
    response = response or _file(request, earlier, later, format, volume)
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def compare(request):
    """A choice of any two papers of a plan."""
    plans = plans_with_papers(request.user)
    chosen = asked_for(request, "plan")
    plan = get_object_or_404(plans, slug=chosen) if chosen else plans.first() if len(plans) == 1 else None
    context = {"plans": plans, "plan": plan, "trail": _above()}
    if plan is None:
        return render(request, "publications/compare.html", context)
    papers = list(comparing.of_plan(plan, request.user))
    form = CompareForm(request.GET if "later" in request.GET else None, papers=papers)
    if form.is_valid():
        since, later = comparing.in_order(form.cleaned_data["since"], form.cleaned_data["later"])
        return redirect(address_of(since, later))
    return render(request, "publications/compare.html", {**context, "papers": papers, "form": form})


def plans_with_papers(user):
    """The plans of which this person may read a paper, as the newest of these names them: `issued_title`, `issued_body`."""
    issued = IssuedPlan.objects.filter(plan=OuterRef("pk"), publication__in=comparing.readable(user))
    named = issued.order_by("-number")
    plans = Plan.objects.annotate(
        issued_title=Subquery(named.values("title")[:1]),
        issued_body=Subquery(named.values("organisation_name")[:1]),
    )
    return plans.filter(issued_title__isnull=False).order_by("issued_body", "issued_title", "pk")


@require_safe
def plan_changes(request, plan):
    """What changed in a plan since it was issued last, for those who read every working row."""
    found = get_object_or_404(Plan.objects.visible_to(request.user), slug=plan)
    if not may_on_every_row(request.user, Permission.READ_WORKING_PLAN):
        raise Http404("What was not issued yet is for those who keep the plan.")
    last, document = comparing.since_issued(found, today=timezone.localdate())
    user = request.user
    withdrawn = Action.everything.filter(plan=found, withdrawn_at__gte=last.published_at) if last else ()
    return render(
        request,
        "publications/plan_changes.html",
        {
            "plan": found,
            "last": last,
            "paper": document,
            "body": page.render(document) if document else "",
            "may_prepare": may_on_every_row(user, Permission.PREPARE_PUBLICATION),
            "withdrawn": withdrawn if may(user, Permission.WITHDRAW_ISSUED_ACTION) else (),
            "trail": [
                ("Home", reverse("home")),
                ("Plans", reverse("plans")),
                (found.title, found.get_absolute_url()),
            ],
        },
    )


def address_of(since, later):
    """Where what changed between two papers is read."""
    address = reverse("publication_changes", args=[later.slug])
    return f"{address}?{urlencode({'since': since.slug})}"


def _file_address(since, later, format):
    return reverse("publication_changes_file", args=[later.slug, since.slug, format])


def _pair(request, slug, since):
    """(the paper, what it is compared with or None, which of the two was withdrawn or None).

    404 where either is not for this reader, or not of one plan.
    """
    standing, told = comparing.readable(request.user), comparing.told_of(request.user)
    later = standing.filter(slug=slug).first()
    if later is None:
        return None, None, get_object_or_404(told, slug=slug)
    if not since:
        return later, comparing.before(later, request.user), None
    same = {"slug": since, "issued_plan__plan": later.issued_plan.plan_id}
    earlier = standing.filter(**same).first()
    return later, earlier, None if earlier else get_object_or_404(told, **same)


def _page(request, since, later):
    document = comparing.document_of(since, later)
    return render(
        request,
        "publications/changes.html",
        {
            "since": since,
            "later": later,
            "paper": document,
            "body": page.render(document),
            "formats": [(writing.FORMATS[one][0], _file_address(since, later, one)) for one in FORMATS],
            "is_issued": comparing.is_frozen_pair(since, later),
            "trail": _trail(later),
        },
    )


def _file(request, since, later, format, volume):
    """The file: its issued bytes, or made now. One too long for a PDF leads to its volumes."""
    kept = later.files.filter(part="changes", format=format) if comparing.is_frozen_pair(since, later) else ()
    for one in kept:
        return _answer(one.plain, since, later, format)
    document = comparing.document_of(since, later)
    if format == "pdf" and not volume and writing.is_long(document):
        return _volumes(request, document, since, later)
    try:
        made = writing.write_volume(document, int(volume)) if volume else writing.write(document, format)
    except writing.NoSuchVolume as reason:
        raise Http404(str(reason)) from reason
    return _answer(made, since, later, format)


def _volumes(request, document, since, later):
    address = _file_address(since, later, "pdf")
    volumes = [
        (name, held, f"{address}?volume={number}")
        for number, (name, held) in enumerate(writing.volume_contents(document), 1)
    ]
    context = {"paper": document, "volumes": volumes, "later": later, "trail": _trail(later)}
    return render(request, "publications/changes_volumes.html", context)


def _answer(content, since, later, format):
    response = HttpResponse(content, content_type=writing.FORMATS[format][1])
    name = f"{later.slug}-changes-since-{since.slug}.{format}"
    response["Content-Disposition"] = content_disposition_header(format != "pdf", name)
    return response


def _etag(weak, what, since, later):
    """A tag that is the same as long as both papers are, and the version that makes the comparison."""
    told = f"{what} {comparing.fingerprint_of(since, later)} {settings.VERSION}"
    return f'{weak}"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _above():
    return [("Home", reverse("home")), ("Papers", reverse("publications"))]


def _trail(later):
    return [*_above(), (str(later), later.get_absolute_url())]

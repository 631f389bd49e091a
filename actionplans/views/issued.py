"""A plan as it was last issued, and one row of it: what everybody may read."""

from django.db.models import Case, Exists, F, OuterRef, When
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, may, may_on_every_row
from actionplans.filters import LATE_FIRST
from actionplans.issued_filters import IssuedRowFilter
from actionplans.models import Action, IssuedPlan, IssuedRow
from papers.models import Publication

from ..onscreen.grouping import groups, is_continued
from ..onscreen.issued_actions import issued_action
from ..onscreen.issued_heads import IssuedHead
from ..onscreen.issued_lines import issued_lines
from ..onscreen.issued_papers import sheets_of
from ..onscreen.issued_standings import (
    actions_of,
    flat_rows,
    glance_of,
    leads_of,
    standings_of,
    without_action,
)
from ..onscreen.paging import page_of
from ..onscreen.receipt import receipt
from ..onscreen.standings import late_and_red_first


@require_safe
def plan(request, plan):
    """The plan as it was last issued, beside the one that is worked on."""
    return issued_plan(request, plan, is_apart=True)


@require_safe
def action(request, plan, action):
    """One row of the plan as it was last issued."""
    return issued_row(request, plan, action, is_apart=True)


def issued_plan(request, slug, *, is_apart=False):
    """The page of a plan as it was last issued. `is_apart` is as in `IssuedHead`."""
    head = IssuedHead(newest(slug), slug, is_apart)
    rows = IssuedRow.objects.filter(issue=head.issue)
    flat = flat_rows(rows)
    leads, actions = leads_of(flat), actions_of(flat)
    wanted = IssuedRowFilter(
        request.GET,
        queryset=rows,
        statuses=list(head.statuses.values()),
        priorities=list(head.priorities.values()),
        leads=leads,
    )
    chosen = set(wanted.qs.values_list("pk", flat=True)) if wanted.is_narrowing else None
    found = standings_of(actions, head, chosen=chosen)
    shown = [each for each in found if each.is_chosen]
    is_late_first = wanted.asked.get("order") == LATE_FIRST
    if is_late_first:
        shown = late_and_red_first(shown, head.statuses)
    page = page_of(request.GET.get("page", ""), len(shown))
    whole = glance_of(found, head)
    listed = issued_lines(rows, page.part(shown), head)
    context = {
        "plan": head,
        "entry": head.entry,
        "publication": head.publication,
        "trail": trail(),
        "sheets": sheets_of(head.publication, seen=Publication.objects.public()),
        "glance": whole,
        "history": head,
        "receipts": [
            (each, receipt(each.tally, each, reviews=False))
            for each in filter(None, (head.open, head.finished))
        ],
        "leads": list(leads.items()),
        "wanted": wanted,
        "page": page,
        "order_words": "the order of the paper",
        "is_late_first": is_late_first,
        "is_continued": is_continued(shown, page),
        "groups": groups(listed, None if is_late_first else whole),
        "unled": [] if chosen is not None or page.next else without_action(flat),
        "may_read_working": may_on_every_row(request.user, Permission.READ_WORKING_PLAN),
    }
    return render(request, "plans/issued_plan.html", context)


def issued_row(request, slug, key, *, is_apart=False):
    """The page of one row as it was last issued; of one that was left out since, as it stood last, and that says so."""
    issue = newest(slug)
    row = IssuedRow.objects.filter(issue=issue, key=key).first()
    held = issue if row else last_with(issue, key)
    row = row or get_object_or_404(IssuedRow, issue=held, key=key)
    head = IssuedHead(held, slug, is_apart)
    context = {
        "plan": head,
        "entry": head.entry,
        "publication": head.publication,
        "trail": [*trail(), (head.title, head.get_absolute_url())],
        "newest": IssuedHead(issue, slug, is_apart),
        "is_gone": held.pk != issue.pk,
        "sheets": sheets_of(head.publication, key=key, seen=Publication.objects.public()),
        "may_read_working": may_on_every_row(request.user, Permission.READ_WORKING_ACTION),
        "withdrawn": _withdrawn(request.user, slug, key),
        "may_take_back": may(request.user, Permission.WITHDRAW_ISSUED_ACTION),
        **issued_action(row, head),
    }
    return render(request, "plans/issued_action.html", context)


def _withdrawn(user, slug, key):
    """The action that is withdrawn from the plan by now, for those who read the plan as it is; else None."""
    if not may_on_every_row(user, Permission.READ_WORKING_ACTION):
        return None
    return Action.everything.filter(plan__slug=slug, slug=key, withdrawn_at__isnull=False).first()


def newest(slug):
    """The issue of this plan that is newest of those that are out, or "not found"."""
    found = IssuedPlan.objects.newest().select_related("publication")
    return get_object_or_404(found, plan__slug=slug)


def last_with(issue, key):
    """The last issue of the same plan, of those that are out, in which a row has this address, or "not found"."""
    found = (
        IssuedPlan.objects.public().filter(plan=issue.plan_id, rows__key=key).select_related("publication")
    )
    return get_object_or_404(found.order_by("-number")[:1])


def last_issued(plan, key=None):
    """When this plan was last issued, as part of a question about plans; with `key`, when a row with this address was."""
    when = F("publication__published_at")
    if key:
        when = Case(
            When(Exists(IssuedRow.objects.filter(issue=OuterRef("pk"), key=OuterRef(key))), then=when)
        )
    return IssuedPlan.objects.public().filter(plan=plan).order_by("-number").values(when=when)[:1]


def trail():
    """The way from the front door to the plans."""
    return [("Home", reverse("home")), ("Plans", reverse("plans"))]


@require_safe
def paper(request, plan):
    """The lasting address of the newest paper of a plan: leads to its page."""
    publication = newest_paper(plan)
    return leads_on("publication_page", publication.slug)


@require_safe
def paper_file(request, plan, format):
    """The lasting address of the newest paper in one format; of one in volumes it leads to where they are listed."""
    publication = newest_paper(plan)
    formats = set(publication.files.filter(part="paper").values_list("format", flat=True))
    if format in formats:
        return leads_on("publication_file", publication.slug, format)
    if any(each.startswith(f"{format}-") for each in formats):
        return leads_on("publication", publication.slug)
    raise Http404(f"The paper was not issued in the format “{format}”.")


def newest_paper(slug):
    """The whole paper of this plan that is newest of those that are out, or "not found"; sheets of late news do not count."""
    issues = IssuedPlan.objects.public().filter(plan__slug=slug).exclude(publication__kind="supplement")
    return get_object_or_404(issues.select_related("publication").order_by("-number")[:1]).publication


def leads_on(name, *arguments):
    """A way to this address that nobody is to remember: tomorrow it may lead elsewhere."""
    response = HttpResponseRedirect(reverse(name, args=arguments))
    patch_cache_control(response, no_cache=True)
    return response

"""The front page and the list of plans as everybody reads them: what was issued last, each with its day."""

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from actionplans.issued_filters import IssuedPlanFilter, with_issued_words
from actionplans.models import IssuedPlan, IssuedRow, Plan
from papers.models import Publication

from ..onscreen.issued_overview import issued_by_body, issued_lines_of
from ..onscreen.issued_papers import papers_of
from ..onscreen.overview import first_reported
from ..onscreen.paging import page_of

PLANS_ON_A_PAGE = 25
PLANS_SHOWN = 12
ACTIONS_FOUND = 25
PAPERS_SHOWN = 5


def issued_plans(request):
    """Every plan that was issued, by body; with words, also the actions in which they stand."""
    newest = in_order(IssuedPlan.objects.newest())
    bodies = newest.order_by("organisation_name").values_list("organisation_slug", "organisation_name")
    bodies = list(dict(bodies).items())
    wanted = IssuedPlanFilter(request.GET, queryset=newest, bodies=bodies)
    states = dict(newest.order_by().values_list("state").annotate(Count("pk")))
    page = page_of(request.GET.get("page", ""), wanted.qs.count(), size=PLANS_ON_A_PAGE)
    listed = page.part(wanted.qs.select_related("publication", "plan"))
    context = {
        "is_issued": True,
        "as_at": timezone.localdate(),
        "trail": [("Home", reverse("home"))],
        "wanted": wanted,
        "bodies": bodies,
        "states": [(key, words, states.get(key, 0)) for key, words in Plan.State.choices],
        "page": page,
        "number": sum(states.values()),
        "by_body": issued_by_body(issued_lines_of(listed)),
        "actions": issued_actions_with(wanted.asked.get("q")),
        "most_actions": ACTIONS_FOUND,
    }
    return render(request, "plans/plans.html", context)


def in_order(issues):
    """Issued plans by body, those that were issued last first."""
    return issues.order_by("organisation_name", "-publication__published_at", "title", "pk")


def issued_actions_with(words):
    """The first actions of any plan as it was last issued in which these words stand; none where nothing is asked."""
    if not words:
        return []
    # A list, and not a question within the question: rows are looked for in these issues alone.
    newest = list(IssuedPlan.objects.newest().values_list("pk", flat=True))
    found = with_issued_words(IssuedRow.objects.filter(issue__in=newest, kind="action"), words)
    rows = found.order_by("issue__organisation_name", "issue__title", "issue_id", "order")
    return list(
        rows.values_list(
            *("ref", "key", "title", "issue__plan__slug", "issue__title"), "issue__publication__published_at"
        )[:ACTIONS_FOUND]
    )


def issued_home(request):
    """What this is, whose plans are here, and what was issued lately."""
    newest = in_order(IssuedPlan.objects.newest())
    lines = issued_lines_of(newest.select_related("publication", "plan")[:PLANS_SHOWN])
    papers = Publication.objects.public().standing()[:PAPERS_SHOWN]
    context = {
        "is_issued": True,
        "as_at": timezone.localdate(),
        "number": newest.count(),
        "first": first_reported(lines),
        "by_body": issued_by_body(lines),
        "plans_shown": PLANS_SHOWN,
        "papers": papers_of(papers),
    }
    return render(request, "home.html", context)

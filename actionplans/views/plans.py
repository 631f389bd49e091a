"""The list of plans, and a plan: as it is worked on for those who may read that, as it was issued for everybody else."""

from django.db.models import Count, OuterRef
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from accounts.permissions import Permission, may, may_on_every_row
from actionplans.filters import LATE_FIRST, ActionFilter, PlanFilter, with_words
from actionplans.models import Action, IssuedPlan, Plan, Priority

from ..onscreen.glance import glance
from ..onscreen.grouping import groups, is_continued
from ..onscreen.history import history_of
from ..onscreen.listing import lines
from ..onscreen.overview import by_body, plan_lines
from ..onscreen.paging import page_of
from ..onscreen.receipt import receipt
from ..onscreen.standings import late_and_red_first, leads_of, standings, statuses_of
from ..onscreen.titles import title_and_rest
from .issued import issued_plan, last_issued
from .issued_lists import issued_plans

PLANS_ON_A_PAGE = 25
ACTIONS_FOUND = 25


@require_safe
def plans(request):
    """Every plan that the reader may see, by body; with words, also the actions in which they stand."""
    if may_on_every_row(request.user, Permission.READ_WORKING_PLAN):
        return working_plans(request)
    return issued_plans(request)


def working_plans(request):
    """Every plan as it is worked on."""
    user = request.user
    visible = Plan.objects.visible_to(user)
    bodies = Organisation.objects.filter(plans__in=visible).distinct().values_list("slug", "name")
    wanted = PlanFilter(request.GET, queryset=visible, bodies=list(bodies))
    found = wanted.qs.select_related("organisation")
    states = dict(visible.order_by().values_list("state").annotate(Count("pk")))
    page = page_of(request.GET.get("page", ""), found.count(), size=PLANS_ON_A_PAGE)
    context = {
        "as_at": timezone.localdate(),
        "trail": [("Home", reverse("home"))],
        "wanted": wanted,
        "bodies": bodies,
        "states": [(key, words, states.get(key, 0)) for key, words in Plan.State.choices],
        "page": page,
        "number": sum(states.values()),
        "by_body": by_body(plan_lines(page.part(found), user)),
        "actions": actions_with(wanted.asked.get("q"), user),
        "most_actions": ACTIONS_FOUND,
    }
    return render(request, "plans/plans.html", context)


def actions_with(words, user):
    """The first actions of any plan in which these words stand, in plan order; none where nothing is asked."""
    if not words:
        return []
    found = with_words(Action.objects.visible_to(user), words, user=user).exclude(slug="")
    rows = found.order_by("plan_id", "order", "id").values_list(
        "ref", "slug", "words", "recommendation__words", "plan__slug", "plan__title"
    )
    return [
        (ref, slug, title_and_rest(own or said or "")[0], plan, title, None)
        for ref, slug, own, said, plan, title in rows[:ACTIONS_FOUND]
    ]


@require_safe
def plan(request, plan):
    """One plan: its position, and its actions, a page at a time."""
    reads_all = may_on_every_row(request.user, Permission.READ_WORKING_PLAN)
    if reads_all or is_only_worked_on(plan, request.user):
        return working_plan(request, plan, reads_all=reads_all)
    return issued_plan(request, plan)


def is_only_worked_on(plan, user):
    """Whether this person leads actions of a plan that the public does not read yet."""
    if not may(user, Permission.READ_WORKING_PLAN):
        return False
    own = Plan.objects.visible_to(user).filter(slug=plan)
    return own.exists() and not IssuedPlan.objects.public().filter(plan__slug=plan).exists()


def working_plan(request, plan, *, reads_all):
    """A plan as it is worked on; of it, for a lead, the actions that are theirs."""
    today = timezone.localdate()
    visible = Plan.objects.visible_to(request.user).select_related("organisation")
    plan = get_object_or_404(visible.annotate(issued_at=last_issued(OuterRef("pk"))), slug=plan)
    actions = Action.objects.visible_to(request.user).filter(plan=plan)
    statuses, history = statuses_of(plan), history_of(plan, request.user, today=today)
    reviews = may_on_every_row(request.user, Permission.READ_SUBMITTED_UPDATE)
    priorities = list(Priority.objects.visible_to(request.user).filter(plan=plan).order_by("order", "id"))
    leads, says_officers = leads_of(actions)
    wanted = ActionFilter(
        request.GET,
        queryset=actions,
        user=request.user,
        today=today,
        statuses=[*((key, status.words) for key, status in statuses.items()), *ActionFilter.BLANKS],
        priorities=[(priority.pk, priority.words) for priority in priorities],
        leads=leads.items(),
    )
    chosen = wanted.qs if wanted.is_narrowing else None
    found = standings(actions, chosen=chosen, statuses=statuses, history=history, today=today)
    is_silent = wanted.asked.get("silent")
    shown = [each for each in found if each.is_chosen and (each.is_silent or not is_silent)]
    is_late_first = wanted.asked.get("order") == LATE_FIRST
    if is_late_first:
        shown = late_and_red_first(shown, statuses)
    page = page_of(request.GET.get("page", ""), len(shown))
    listed = lines(
        actions,
        page.part(shown),
        says_officers=says_officers,
        statuses=statuses,
        history=history,
        today=today,
        reviews=reviews,
    )
    whole = glance(found, statuses=statuses, priorities=priorities, history=history)
    context = {
        "plan": plan,
        "as_at": today,
        "trail": [("Home", reverse("home")), ("Plans", reverse("plans"))],
        "reads_all": reads_all,
        "may_edit": may(request.user, Permission.EDIT_PLAN),
        "may_run": plan.state != Plan.State.CLOSED and may_on_every_row(request.user, Permission.RUN_ROUND),
        "glance": whole,
        "history": history,
        "reviews": reviews,
        "receipts": [
            (each, receipt(whole.tallies[history.rounds.index(each)], each, reviews=reviews))
            for each in shown_rounds(history)
        ],
        "leads": [(str(key), name) for key, name in leads.items()],
        "wanted": wanted,
        "page": page,
        "is_late_first": is_late_first,
        "is_continued": is_continued(shown, page),
        "groups": groups(listed, None if is_late_first else whole),
    }
    return render(request, "plans/plan.html", context)


def shown_rounds(history):
    """The round that is open, and the last that is over."""
    return [each for each in (history.open, history.finished) if each]

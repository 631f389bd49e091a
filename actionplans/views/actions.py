"""An action, with everything about it."""

from django.db.models import F, OuterRef, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, may, may_on_every_row
from actionplans.lateness import is_overdue, overdue_words
from actionplans.models import (
    Action,
    Assignment,
    Recommendation,
    ServiceComment,
    UpdateRequest,
)

from ..onscreen.answers import answers_of, position_of
from ..onscreen.titles import title_and_rest
from .issued import issued_row, last_issued

# An outcome may be that of a whole plan: so many of its actions are named, and the list says that there are more.
MOST_SHARING = 13
JOINED = ("plan__organisation", "priority", "recommendation__depends_on", "recommendation__outcome", "status")
LABELS = (
    ("lead_service", "Lead service"),
    ("lead_officer", "Lead officer"),
    ("responsible", "Responsible"),
    ("supporting", "Supporting"),
)


@require_safe
def action(request, plan, action):
    """One promise: as it is worked on for those who may read that, as it was issued for everybody else."""
    if may(request.user, Permission.READ_WORKING_ACTION):
        visible = Action.objects.visible_to(request.user).annotate(
            issued_at=last_issued(OuterRef("plan_id"), key=OuterRef("slug"))
        )
        # Of the paper it came in with the name alone: a row of an import holds all that was read, and the file.
        related = visible.select_related(*JOINED).annotate(source_name=F("source__source_file__name"))
        found = related.filter(plan__slug=plan, slug=action).first()
        # What was withdrawn from the plan, or stands in papers alone, is read as it was issued.
        if found:
            return working_action(request, found)
    return issued_row(request, plan, action)


def working_action(request, found):
    """One promise: its words, who leads it, when, and what happened since.

    What hangs on an action alone is read by whoever may read the action.
    """
    today, user = timezone.localdate(), request.user
    visible = Action.objects.visible_to(user)
    reviews = may_on_every_row(user, Permission.READ_SUBMITTED_UPDATE)
    answered = answers_of(found, user, today=today, reviews=reviews)
    status, moved = position_of(found, answered)
    timescales = list(found.timescales.order_by("-is_current", "-id"))
    title, _ = title_and_rest(found.printed_words)
    context = {
        "action": found,
        "plan": found.plan,
        "title": title,
        "as_at": today,
        "trail": trail(found),
        "answers": answered,
        "status": status,
        "movement": moved,
        "overdue": overdue(found, status, timescales, today),
        "timescales": timescales,
        "parts": parts(found),
        "measures": found.measures.all(),
        "targets": found.targets.all(),
        "may_edit": may(user, Permission.EDIT_ACTION),
        "may_read_source": may(user, Permission.READ_SOURCE_FILE),
        "reviews": reviews,
        "reads_all": may_on_every_row(user, Permission.READ_WORKING_ACTION),
        **own(found, user),
        **outcomes(found, user),
        **recommendation(found, user),
        **neighbours(found, visible),
    }
    return render(request, "plans/action.html", context)


def own(found, user):
    """What this person may do with its answers: the keys of those they may write, and whether they may open evidence."""
    if not may(user, Permission.POST_UPDATE):
        return {"may_answer": (), "may_open_evidence": may_on_every_row(user, Permission.READ_EVIDENCE)}
    mine = UpdateRequest.objects.reportable_by(user).standing().filter(action=found)
    may_answer = mine.filter(reporting_round__in=found.plan.rounds.open()).order_by()
    # Who reads no action but those they lead reads this one because it is theirs.
    is_own = not may_on_every_row(user, Permission.READ_WORKING_PLAN)
    may_open = is_own or may_on_every_row(user, Permission.READ_EVIDENCE)
    return {
        "may_answer": set(may_answer.values_list("pk", flat=True)),
        "may_open_evidence": may_open or Action.objects.reportable_by(user).filter(pk=found.pk).exists(),
    }


def trail(found):
    """The way from the front door to this action."""
    steps = [("Home", reverse("home")), ("Plans", reverse("plans"))]
    return [*steps, (found.plan.title, found.plan.get_absolute_url())]


def overdue(found, status, timescales, today):
    """How late it is, in words; "" where it is not."""
    current = next((each for each in timescales if each.is_current), None)
    late = current is not None and is_overdue(
        current.latest,
        kind=current.kind,
        completed_on=found.completed_on,
        is_finished=found.plan.is_closed or (status is not None and status.is_finished),
        today=today,
    )
    return overdue_words(current.latest, today) if late else ""


def parts(found):
    """Who has which part: (label, words as printed, assignments) for each part that is given or printed."""
    by_role = {}
    for each in found.assignments.select_related("contributor").order_by("order", "id"):
        by_role.setdefault(each.role, []).append(each)
    listed = [(label, getattr(found, f"{role}_words"), by_role.get(role, [])) for role, label in LABELS]
    return [each for each in listed if each[1] or each[2]]


def outcomes(found, user):
    """The outcomes it serves, and the other actions that serve them too."""
    served = list(found.outcomes.order_by("order", "id"))
    sharing = (
        Action.objects.visible_to(user).filter(plan=found.plan_id, outcomes__in=served).exclude(pk=found.pk)
    )
    return {"outcomes": served, "sharing": links(sharing.distinct().order_by("order", "id")[:MOST_SHARING])}


def recommendation(found, user):
    """What was said to the recommendation it answers, who is responsible for that, and its other actions."""
    if found.recommendation_id is None:
        return {}
    of_it = Q(recommendation=found.recommendation_id)
    siblings = Action.objects.visible_to(user).filter(of_it).exclude(pk=found.pk)
    before = found.recommendation.depends_on
    return {
        "depends_on": before and Recommendation.objects.visible_to(user).filter(pk=before.pk).first(),
        "comments": ServiceComment.objects.visible_to(user).filter(of_it),
        "responsible": Assignment.objects.visible_to(user).filter(of_it).select_related("contributor"),
        "siblings": links(siblings.order_by("order", "id")),
    }


def neighbours(found, visible):
    """The actions before and after it in plan order."""
    in_plan = visible.filter(plan=found.plan_id).exclude(slug="")
    before = Q(order__lt=found.order) | Q(order=found.order, pk__lt=found.pk)
    after = Q(order__gt=found.order) | Q(order=found.order, pk__gt=found.pk)
    return {
        "previous": links(in_plan.filter(before).order_by("-order", "-pk")[:1]),
        "next": links(in_plan.filter(after).order_by("order", "pk")[:1]),
    }


def links(actions):
    """(reference, address part, title) of each of these actions."""
    rows = actions.values_list("ref", "slug", "words", "recommendation__words")
    return [(ref, slug, title_and_rest(words or said or "")[0]) for ref, slug, words, said in rows]

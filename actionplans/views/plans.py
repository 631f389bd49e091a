"""The list of plans, and a plan."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from actionplans.models import Plan


@require_safe
def plans(request):
    """Every plan that the reader may see, by body."""
    return render(request, "plans/plans.html", {"plans": Plan.objects.visible_to(request.user)})


@require_safe
def plan(request, plan):
    """One plan: its position, and its actions."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), slug=plan)
    return render(request, "plans/plan.html", {"plan": plan})

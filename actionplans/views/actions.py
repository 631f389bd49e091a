"""An action, with everything about it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from actionplans.models import Action


@require_safe
def action(request, plan, action):
    """One promise: its words, who leads it, when, and what happened since."""
    promise = get_object_or_404(Action.objects.visible_to(request.user), plan__slug=plan, slug=action)
    return render(request, "plans/action.html", {"action": promise})

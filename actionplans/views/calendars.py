"""Calendars: the days of a plan's rounds for everybody, and for each officer what they owe."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actionplans.models import Plan
from actionplans.rounds import calendar


@require_safe
def plan_calendar(request, plan):
    """When the rounds of this plan open and are due, when papers close, and the meetings they are for."""
    visible = Plan.objects.visible_to(request.user).select_related("organisation")
    found = get_object_or_404(visible, slug=plan)
    return _answer(calendar.of_plan(found), f"{found.slug}-rounds")


@never_cache
@login_required
@require_safe
def my_deadlines(request):
    """What the person signed in still has to answer, and until when."""
    return _answer(calendar.of_officer(request.user), "my-deadlines")


def _answer(content, name):
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response

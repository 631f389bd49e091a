"""Reporting rounds, with how many answers have come."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.admin.tables import TakesTables

from ..models import Action, ReportingRound
from ..resources import ReportingRoundTable
from .parts import PlanPartAdmin


@admin.register(ReportingRound)
class ReportingRoundAdmin(TakesTables, PlanPartAdmin):
    """Rounds. October 2018 is a row."""

    resource_classes = [ReportingRoundTable]
    list_display = ["words", "plan", "order", "opens_on", "due_on", "closed_on", "received"]
    list_editable = ["order"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["words", "key", "plan__title"]
    fieldsets = [
        (None, {"fields": ["plan", "order", "words", "key", "held_in"]}),
        ("When", {"fields": [("opens_on", "due_on"), "papers_cut_off_on", "closed_on"]}),
        ("For which meeting", {"fields": ["meeting_words"]}),
    ]

    def get_queryset(self, request):
        actions = Action.objects.filter(plan=OuterRef("plan")).order_by().values("plan")
        handed_in = Q(updates__state__in=["submitted", "signed_off"])
        return (
            super()
            .get_queryset(request)
            .annotate(
                answered=Count("updates__action", filter=handed_in, distinct=True),
                asked=Coalesce(Subquery(actions.annotate(count=Count("pk")).values("count")), 0),
            )
        )

    @admin.display(description="received", ordering="answered")
    def received(self, reporting_round):
        return f"{reporting_round.answered} of {reporting_round.asked}"

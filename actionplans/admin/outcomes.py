"""The changes that are wanted."""

from django.contrib import admin
from django.db.models import Count

from accounts.admin.tables import TakesTables

from ..models import Outcome, Target
from ..resources import OutcomeTable
from .parts import PlanPartAdmin, PlanPartInline, short


class OutcomeTargetInline(PlanPartInline):
    """Numbers to reach that stand on an outcome."""

    model = Target
    fields = ["order", "words", "value", "unit", "year", "by", "is_met"]


@admin.register(Outcome)
class OutcomeAdmin(TakesTables, PlanPartAdmin):
    """Outcomes, with how many actions serve each."""

    resource_classes = [OutcomeTable]
    list_display = ["outcome", "plan", "priority_words", "order", "action_count", "is_unreadable"]
    list_editable = ["order"]
    list_filter = ["plan", "is_unreadable"]
    list_select_related = ["plan", "priority"]
    search_fields = ["words", "plan__title"]
    fields = ["plan", "priority", "order", "words", "is_unreadable"]
    inlines = [OutcomeTargetInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(action_count=Count("actions"))

    @admin.display(description="outcome", ordering="words")
    def outcome(self, outcome):
        return short(str(outcome))

    @admin.display(description="priority", ordering="priority__order")
    def priority_words(self, outcome):
        return short(str(outcome.priority or ""), 50)

    @admin.display(description="actions", ordering="action_count")
    def action_count(self, outcome):
        return outcome.action_count

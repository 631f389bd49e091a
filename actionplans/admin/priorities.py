"""The headings over the actions."""

from django.contrib import admin
from django.db.models import Count

from accounts.admin.tables import TakesTables

from ..models import Priority
from ..resources import PriorityTable
from .parts import PlanPartAdmin, short


@admin.register(Priority)
class PriorityAdmin(TakesTables, PlanPartAdmin):
    """Priorities, with how many actions stand under each."""

    resource_classes = [PriorityTable]
    list_display = ["heading", "plan", "number", "ref", "order", "action_count"]
    list_editable = ["order"]
    list_select_related = ["plan"]
    search_fields = ["words", "ref", "plan__title"]
    fields = ["plan", "order", "number", "ref", "words"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(action_count=Count("actions"))

    @admin.display(description="heading", ordering="words")
    def heading(self, priority):
        return short(priority.words)

    @admin.display(description="actions", ordering="action_count")
    def action_count(self, priority):
        return priority.action_count

"""A body's own words for progress."""

from django.contrib import admin
from django.db.models import Count

from accounts.admin.desk import DeskAdmin
from accounts.admin.rows import DeskInline
from accounts.admin.tables import TakesTables

from ..models import ProgressScale, ProgressStatus
from ..resources import ProgressScaleTable, ProgressStatusTable


class ProgressStatusInline(DeskInline):
    """The statuses of one scale, in order."""

    model = ProgressStatus
    fields = ["order", "words", "meaning", "explanation"]


@admin.register(ProgressScale)
class ProgressScaleAdmin(TakesTables, DeskAdmin):
    """Scales, with how many plans use each."""

    resource_classes = [ProgressScaleTable]
    list_display = ["name", "organisation", "status_words", "plan_count"]
    list_filter = ["organisation"]
    list_select_related = ["organisation"]
    search_fields = ["name", "organisation__name"]
    inlines = [ProgressStatusInline]

    def get_queryset(self, request):
        rows = super().get_queryset(request).annotate(plan_count=Count("plans"))
        return rows.prefetch_related("statuses")

    @admin.display(description="statuses")
    def status_words(self, scale):
        return " · ".join(f"{status.symbol} {status.words}" for status in scale.statuses.all())

    @admin.display(description="plans", ordering="plan_count")
    def plan_count(self, scale):
        return scale.plan_count


@admin.register(ProgressStatus)
class ProgressStatusAdmin(TakesTables, DeskAdmin):
    """Every status, for looking up."""

    resource_classes = [ProgressStatusTable]
    list_display = ["words", "meaning", "scale", "order"]
    list_editable = ["order"]
    list_filter = ["meaning", "scale"]
    list_select_related = ["scale"]
    search_fields = ["words", "scale__name"]

"""Papers that were brought in, and the words that still wait to be placed."""

from django.contrib import admin
from django.utils import timezone

from accounts.admin.desk import DeskAdmin, ReadOnlyAdmin

from ..models import PlanImport, WaitingText
from .parts import short


@admin.register(PlanImport)
class PlanImportAdmin(ReadOnlyAdmin):
    """Every bringing-in. It is done and undone on its own pages; here it is looked up."""

    list_display = [
        "source_file",
        "title",
        "plan",
        "state",
        "started_by",
        "started_at",
        "applied_at",
        "undone_at",
    ]
    list_filter = ["state", "organisation", "plan"]
    list_select_related = ["source_file", "plan", "started_by"]
    search_fields = ["title", "source_file__name", "plan__title"]
    fields = [
        "source_file",
        "organisation",
        "plan",
        "title",
        "state",
        "refused_because",
        "started_by",
        "started_at",
        "applied_by",
        "applied_at",
        "undone_at",
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request).defer("paper", "reading", "choices", "undo")
        return rows.select_related("source_file").defer("source_file__content")


@admin.register(WaitingText)
class WaitingTextAdmin(DeskAdmin):
    """Words of a paper that could not be placed: say how each was settled, and it is off the list."""

    list_display = ["text", "why", "plan_import", "table", "row", "heading", "cleared_at"]
    list_filter = [("cleared_at", admin.EmptyFieldListFilter), "plan_import__plan"]
    list_select_related = ["plan_import__source_file"]
    search_fields = ["words", "why", "heading"]
    fields = [
        "plan_import",
        ("table", "row", "heading"),
        "words",
        "why",
        "cleared_how",
        "cleared_by",
        "cleared_at",
    ]
    readonly_fields = ["plan_import", "table", "row", "heading", "words", "why", "cleared_by", "cleared_at"]

    def get_queryset(self, request):
        heavy = ["paper", "reading", "choices", "undo", "source_file__content"]
        return super().get_queryset(request).defer(*(f"plan_import__{name}" for name in heavy))

    @admin.display(description="words", ordering="words")
    def text(self, waiting):
        return short(waiting.words)

    def save_model(self, request, obj, form, change):
        if obj.cleared_how.strip():
            obj.cleared_by, obj.cleared_at = request.user, obj.cleared_at or timezone.now()
        else:
            obj.cleared_by = obj.cleared_at = None
        super().save_model(request, obj, form, change)

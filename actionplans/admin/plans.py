"""Plans on the desk, with their priorities, rounds and the columns of their paper edited in line."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html

from accounts.admin.desk import DeskAdmin
from accounts.admin.tables import TakesTables
from accounts.permissions import Permission

from ..models import Action, Outcome, Plan, Priority, Recommendation, ReportingRound
from ..resources import PlanTable
from ..withdrawing import PLAN_NOT_DELETED, was_issued
from .columns import PlanColumnInline
from .filters import Openness
from .kept import KeptOnceIssued
from .parts import PlanPartInline
from .rounds import ReportingRoundInline


class PriorityInline(PlanPartInline):
    """The headings over the actions."""

    model = Priority
    fields = ["order", "number", "ref", "words"]
    show_change_link = True


class OutcomeInline(PlanPartInline):
    """The changes that are wanted."""

    model = Outcome
    fields = ["order", "priority", "words", "is_unreadable"]
    show_change_link = True


def _count(model):
    rows = model.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


@admin.register(Plan)
class PlanAdmin(KeptOnceIssued, TakesTables, DeskAdmin):
    """Plans."""

    resource_classes = [PlanTable]
    list_display = [
        "title",
        "organisation",
        "period_words",
        "state",
        "is_draft",
        "priority_count",
        "outcome_count",
        "recommendation_count",
        "action_count",
        "round_count",
    ]
    list_filter = [Openness, "state", "organisation", "layout"]
    list_select_related = ["organisation"]
    search_fields = ["title", "paper_title", "period_words", "organisation__name"]
    fieldsets = [
        (None, {"fields": ["organisation", "title", "slug", ("state", "is_draft"), "actions_link"]}),
        (
            "Period and adoption",
            {"fields": ["period_words", ("period_start", "period_end"), "adoption_words", "predecessor"]},
        ),
        (
            "The paper",
            {"fields": ["layout", "scale", "paper_title", "reference", "running_head", "introduction"]},
        ),
        ("Officers’ names", {"fields": ["prints_names", "prints_names_because"]}),
    ]
    readonly_fields = ["actions_link"]
    inlines = [PriorityInline, OutcomeInline, ReportingRoundInline, PlanColumnInline]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.annotate(
            priority_count=_count(Priority),
            outcome_count=_count(Outcome),
            recommendation_count=_count(Recommendation),
            action_count=_count(Action),
            round_count=_count(ReportingRound),
        )

    def get_readonly_fields(self, request, obj=None):
        """The address of a plan that was issued stands in print and in feeds: it stays."""
        fixed = ["slug"] if obj and was_issued(obj) else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    kept_because = PLAN_NOT_DELETED
    permission_to_delete = Permission.DELETE_WORKING_PLAN

    @admin.display(description="priorities", ordering="priority_count")
    def priority_count(self, plan):
        return plan.priority_count

    @admin.display(description="outcomes", ordering="outcome_count")
    def outcome_count(self, plan):
        return plan.outcome_count

    @admin.display(description="recommendations", ordering="recommendation_count")
    def recommendation_count(self, plan):
        return plan.recommendation_count

    @admin.display(description="actions", ordering="action_count")
    def action_count(self, plan):
        address = reverse("admin:actionplans_action_changelist")
        return format_html(
            '<a href="{}?plan__id__exact={}">{}<span class="visually-hidden"> actions</span></a>',
            address,
            plan.pk,
            plan.action_count,
        )

    @admin.display(description="rounds", ordering="round_count")
    def round_count(self, plan):
        return plan.round_count

    @admin.display(description="actions")
    def actions_link(self, plan):
        if not plan.pk:
            return "Save the plan first; then its actions can be added."
        listed = reverse("admin:actionplans_action_changelist")
        added = reverse("admin:actionplans_action_add")
        return format_html(
            '<a href="{}?plan__id__exact={}">All actions of this plan</a> · <a href="{}?plan={}">Add an action</a>',
            listed,
            plan.pk,
            added,
            plan.pk,
        )

    def view_on_site(self, obj):
        return obj.get_absolute_url()

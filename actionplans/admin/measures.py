"""Measures of success and targets."""

from django.contrib import admin

from accounts.admin.desk import DeskAdmin
from accounts.admin.tables import TakesTables

from ..models import SuccessMeasure, Target
from ..resources import SuccessMeasureTable, TargetTable
from .parts import PlanPartInline, short


class SuccessMeasureInline(PlanPartInline):
    """How success of one action will be measured."""

    model = SuccessMeasure
    fields = ["order", "words", "is_met"]


class TargetInline(PlanPartInline):
    """Numbers to reach that stand on an action."""

    model = Target
    fields = ["order", "words", "value", "unit", "year", "by", "is_met"]


class HangsOnAction(DeskAdmin):
    """A page for looking up what hangs on actions; new ones are entered where the action stands."""

    def has_add_permission(self, request):
        return False

    @admin.display(description="action")
    def action_words(self, row):
        return short(str(row.action or ""), 60)


@admin.register(SuccessMeasure)
class SuccessMeasureAdmin(TakesTables, HangsOnAction):
    """Every measure of success."""

    resource_classes = [SuccessMeasureTable]
    list_display = ["measure", "action_words", "is_met"]
    list_filter = ["is_met", "action__plan"]
    list_select_related = ["action__recommendation"]
    search_fields = ["words", "action__ref", "action__words"]
    fields = ["action", "order", "words", "is_met"]
    readonly_fields = ["action"]

    @admin.display(description="measure", ordering="words")
    def measure(self, row):
        return short(row.words)


@admin.register(Target)
class TargetAdmin(TakesTables, HangsOnAction):
    """Every target."""

    resource_classes = [TargetTable]
    list_display = ["words", "value", "unit", "year", "by", "is_met", "action_words", "outcome_words"]
    list_filter = ["unit", "is_met", "action__plan"]
    list_select_related = ["action__recommendation", "outcome"]
    search_fields = ["words", "action__ref", "action__words", "outcome__words"]
    fields = ["action", "outcome", "order", "words", "value", "unit", "year", "by", "is_met"]
    readonly_fields = ["action", "outcome"]

    @admin.display(description="outcome")
    def outcome_words(self, target):
        return short(str(target.outcome or ""), 60)

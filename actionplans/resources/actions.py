"""Actions, and what hangs on them, as flat tables."""

from django.core.exceptions import ValidationError

from accounts.resources.cells import Reference
from accounts.resources.tables import Lines, Table, column

from ..addresses import address_for
from ..models import (
    Action,
    ActionOutcome,
    Assignment,
    Outcome,
    Plan,
    Priority,
    Recommendation,
    SuccessMeasure,
    Target,
    Timescale,
)
from .references import Numbered, OfAction, OfBody, OfScale


class ActionTable(Table):
    """Actions, told by plan and address; without an address, by plan and reference."""

    natural = ("plan", "slug")
    within = ("plan",)
    fetch_with = ("plan__organisation", "priority", "recommendation", "status")
    plan = column(Reference(Plan), "plan")
    priority = column(Numbered(Priority), "priority")
    recommendation = column(Numbered(Recommendation), "recommendation")
    status = column(OfScale(), "status")
    outcomes = Lines("outcomes")

    class Meta:
        model = Action
        fields = [
            "plan",
            "slug",
            "order",
            "ref",
            "words",
            "detail",
            "priority",
            "recommendation",
            "outcomes",
            "classed_as",
            "status",
            "status_words",
            "completed_on",
            "next_review_on",
            "lead_service_words",
            "lead_officer_words",
            "supporting_words",
            "responsible_words",
        ]

    def filter_export(self, queryset, **kwargs):
        return super().filter_export(queryset, **kwargs).prefetch_related("outcomes")

    def find(self, row):
        plan, slug = self._cleaned("plan", row), (row.get("slug") or "").strip()
        if plan is None:
            raise ValidationError("Say which plan the action is of.")
        mine = self.get_queryset().filter(plan=plan)
        if slug:
            return mine.filter(slug=slug).first()
        ref = (row.get("ref") or "").strip()
        alike = list(mine.filter(ref=ref)[:2]) if ref else []
        if len(alike) > 1:
            raise ValidationError(
                f"More than one action has the reference {ref}. Give the address in “slug”."
            )
        return alike[0] if alike else None

    def import_instance(self, instance, row, **kwargs):
        kept = instance.slug
        super().import_instance(instance, row, **kwargs)
        instance.slug = instance.slug or kept
        if not instance.slug and instance.plan_id:
            instance.slug = address_for(instance.plan, instance.ref, instance.order)

    def dehydrate_outcomes(self, action):
        widget = Numbered(Outcome)
        served = sorted(action.outcomes.all(), key=lambda outcome: (outcome.order, outcome.pk))
        return "\n".join(widget.render(outcome) for outcome in served)

    def keep_outcomes(self, action, lines):
        widget = Numbered(Outcome)
        widget.asked_by = self.asked_by
        try:
            served = [widget.clean(line, row={"plan": action.plan.slug}) for line in lines]
        except ValueError as reason:
            raise ValidationError(str(reason)) from None
        held = list(ActionOutcome.objects.filter(action=action))
        if {link.outcome_id for link in held} != {outcome.pk for outcome in served}:
            ActionOutcome.objects.filter(action=action).delete()
            ActionOutcome.objects.bulk_create(
                ActionOutcome(action=action, outcome=outcome, order=place)
                for place, outcome in enumerate(dict.fromkeys(served), 1)
            )


class HangsOnAction(Table):
    """A table of what hangs on actions; the plan's column only says where to look."""

    plan = column(Reference(Plan), "action__plan", "plan")
    action = column(OfAction(), "action")

    def __init__(self, asked_by=None):
        super().__init__(asked_by)
        self.fields["plan"].readonly = True

    def needed(self):
        return ["plan", *super().needed()]


class HangsOnEither(HangsOnAction):
    """The same for what may hang on an action or on another row of the plan."""

    other = ""

    def dehydrate_plan(self, row):
        return (row.action or getattr(row, self.other)).plan.slug


class AssignmentTable(HangsOnEither):
    """Who leads and supports, told by the action or recommendation, role, contributor and half."""

    natural = ("action", "recommendation", "role", "contributor", "qualifier")
    fetch_with = ("action__plan", "recommendation__plan", "contributor")
    other = "recommendation"
    recommendation = column(Numbered(Recommendation), "recommendation")
    contributor = column(OfBody(), "contributor")

    class Meta:
        model = Assignment
        fields = ["plan", "action", "recommendation", "role", "order", "contributor", "qualifier", "words"]


class SuccessMeasureTable(HangsOnAction):
    """Measures of success."""

    natural = ("action", "words")
    within = ("action",)
    fetch_with = ("action__plan",)

    class Meta:
        model = SuccessMeasure
        fields = ["id", "plan", "action", "order", "words", "is_met"]


class TargetTable(HangsOnEither):
    """Targets."""

    natural = ("action", "outcome", "words", "year", "value")
    within = ("action", "outcome")
    fetch_with = ("action__plan", "outcome__plan")
    other = "outcome"
    outcome = column(Numbered(Outcome), "outcome")

    class Meta:
        model = Target
        fields = [
            "id",
            "plan",
            "action",
            "outcome",
            "order",
            "words",
            "year",
            "by",
            "value",
            "unit",
            "is_met",
        ]


class TimescaleTable(HangsOnAction):
    """Timescales, revised ones too."""

    natural = ("action", "words", "is_current")
    within = ("action",)
    fetch_with = ("action__plan",)

    class Meta:
        model = Timescale
        fields = [
            "id",
            "plan",
            "action",
            "words",
            "earliest",
            "latest",
            "precision",
            "kind",
            "is_current",
            "set_on",
        ]

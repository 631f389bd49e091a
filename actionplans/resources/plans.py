"""Plans, what stands over their actions, and the words for progress, as flat tables."""

from django.core.exceptions import ValidationError

from accounts.models import Organisation
from accounts.resources.cells import Reference
from accounts.resources.tables import Table, column

from .. import past_rounds
from ..models import (
    Outcome,
    Plan,
    PlanColumn,
    Priority,
    ProgressScale,
    ProgressStatus,
    Recommendation,
    ReportingRound,
    ServiceComment,
)
from .references import Numbered


class OfOrganisation(Reference):
    """A row of the body in the row's `organisation` column, by name."""

    def of(self, row):
        return row.get("organisation", "")

    def rows(self, row):
        return super().rows(row).filter(organisation__slug=row.get("organisation", ""))


class ProgressScaleTable(Table):
    """Scales, told by body and name."""

    natural = ("organisation", "name")
    fetch_with = ("organisation",)
    organisation = column(Reference(Organisation), "organisation")

    class Meta:
        model = ProgressScale
        fields = ["organisation", "name"]


class ProgressStatusTable(Table):
    """Statuses, told by their scale and their words."""

    natural = ("scale", "words")
    fetch_with = ("scale__organisation",)
    organisation = column(Reference(Organisation), "scale__organisation", "organisation")
    scale = column(OfOrganisation(ProgressScale, "name"), "scale")

    class Meta:
        model = ProgressStatus
        fields = ["organisation", "scale", "order", "words", "meaning", "explanation"]

    def __init__(self, asked_by=None):
        super().__init__(asked_by)
        self.fields["organisation"].readonly = True

    def needed(self):
        return ["organisation", *super().needed()]


class PlanTable(Table):
    """Plans, told by their short name in the address."""

    natural = ("slug",)
    fetch_with = ("organisation", "scale", "predecessor")
    organisation = column(Reference(Organisation), "organisation")
    scale = column(OfOrganisation(ProgressScale, "name"), "scale")
    predecessor = column(Reference(Plan), "predecessor")

    class Meta:
        model = Plan
        fields = [
            "slug",
            "organisation",
            "title",
            "state",
            "is_draft",
            "period_words",
            "period_start",
            "period_end",
            "adoption_words",
            "predecessor",
            "layout",
            "scale",
            "paper_title",
            "reference",
            "running_head",
            "introduction",
            "prints_names",
            "prints_names_because",
        ]


class PlanColumnTable(Table):
    """The columns of plans' own papers, told by plan, paper and column."""

    natural = ("plan", "layout", "key")
    fetch_with = ("plan",)
    plan = column(Reference(Plan), "plan")

    class Meta:
        model = PlanColumn
        fields = ["plan", "layout", "order", "key", "heading", "is_shown"]


class PriorityTable(Table):
    """Priorities."""

    natural = ("plan", "words")
    within = ("plan",)
    fetch_with = ("plan",)
    plan = column(Reference(Plan), "plan")

    class Meta:
        model = Priority
        fields = ["id", "plan", "order", "number", "ref", "words"]


class OutcomeTable(Table):
    """Outcomes."""

    natural = ("plan", "words")
    within = ("plan",)
    fetch_with = ("plan", "priority")
    plan = column(Reference(Plan), "plan")
    priority = column(Numbered(Priority), "priority")

    class Meta:
        model = Outcome
        fields = ["id", "plan", "order", "priority", "words", "is_unreadable"]


class RecommendationTable(Table):
    """Recommendations."""

    natural = ("plan", "number", "words")
    within = ("plan",)
    fetch_with = ("plan", "priority", "outcome", "depends_on")
    plan = column(Reference(Plan), "plan")
    priority = column(Numbered(Priority), "priority")
    outcome = column(Numbered(Outcome), "outcome")
    depends_on = column(Numbered(Recommendation), "depends_on")

    class Meta:
        model = Recommendation
        fields = [
            "id",
            "plan",
            "order",
            "number",
            "words",
            "detail",
            "priority",
            "outcome",
            "responsible_words",
            "depends_on",
        ]


class ServiceCommentTable(Table):
    """What services said to recommendations."""

    natural = ("recommendation", "words")
    within = ("recommendation",)
    fetch_with = ("recommendation__plan",)
    plan = column(Reference(Plan), "recommendation__plan", "plan")
    recommendation = column(Numbered(Recommendation), "recommendation")

    class Meta:
        model = ServiceComment
        fields = [
            "id",
            "plan",
            "recommendation",
            "order",
            "words",
            "response",
            "response_words",
            "made_on",
        ]

    def __init__(self, asked_by=None):
        super().__init__(asked_by)
        self.fields["plan"].readonly = True

    def needed(self):
        return ["plan", *super().needed()]


class ReportingRoundTable(Table):
    """Rounds, told by plan and key."""

    natural = ("plan", "key")
    fetch_with = ("plan",)
    plan = column(Reference(Plan), "plan")

    class Meta:
        model = ReportingRound
        fields = [
            "plan",
            "order",
            "key",
            "words",
            "held_in",
            "opens_on",
            "due_on",
            "papers_cut_off_on",
            "meeting_words",
            "reminder_days",
            "escalates_after_days",
            "closed_on",
        ]

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        self.kept_before = None if new else past_rounds.kept(instance)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """A round that is run here is changed on its own pages, and none is planned by a table."""
        super().validate_instance(instance, import_validation_errors, validate_unique)
        if refused := past_rounds.why_not(instance, kept_before=self.kept_before):
            raise ValidationError(refused[1])

    def before_save_instance(self, instance, row, **kwargs):
        super().before_save_instance(instance, row, **kwargs)
        if instance.pk:
            instance.version += 1

"""Updates and what was added to them, as flat tables."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.resources.cells import Reference, Words
from accounts.resources.tables import Table, column

from .. import updates
from ..models import Addendum, Assignment, Plan, ReportingRound, Update
from .actions import HangsOnAction
from .references import OfAction, OfPlan, OfScale


class OfLead(OfPlan):
    """Whose half an update is, where leads answer separately: "lead_officer: Amal (internal)"."""

    def __init__(self):
        super().__init__(Assignment, "role")

    def of(self, row):
        return row.get("plan", ""), row.get("action", "")

    def rows(self, row):
        parts = Assignment.objects.visible_to(self.asked_by).select_related("contributor")
        return parts.filter(action__plan__slug=row.get("plan", ""), action__slug=row.get("action", ""))

    def find(self, text, row):
        found = [part for part in self.rows(row) if self.render(part) == text]
        if len(found) != 1:
            raise ValueError(f"“{text[:80]}” has no part in this action. Write it as role: name (half).")
        return found[0]

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else f"{value.role}: {value}"


class UpdateTable(HangsOnAction):
    """Updates, told by action, round and, where leads answer separately, whose half it is: by lead, and as it was asked for."""

    natural = ("action", "reporting_round", "assignment")
    fetch_with = (
        "action__plan",
        "reporting_round",
        "assignment__contributor",
        "asked",
        "same_as",
        "status",
        "submitted_by",
        "signed_off_by",
    )
    reporting_round = column(OfPlan(ReportingRound, "key"), "reporting_round", "round")
    assignment = column(OfLead(), "assignment", "lead")
    half = column(Words(), "asked__half", "half")
    same_as = column(OfAction(), "same_as")
    status = column(OfScale(), "status")

    class Meta:
        model = Update
        fields = [
            "plan",
            "action",
            "reporting_round",
            "assignment",
            "half",
            "answer",
            "same_as",
            "words",
            "status",
            "status_words",
            "completed_on",
            "next_review_on",
            "reopened_because",
            "state",
        ]

    def __init__(self, asked_by=None):
        super().__init__(asked_by)
        self.fields["half"].readonly = True

    def find(self, row):
        self.asked_for = half_asked_for(row)
        return super().find(row)

    def told(self, told_by):
        return super().told(told_by) | self.asked_for

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        self.said_before = None if new else updates.said(instance)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """What somebody answered here stays as they said it, by this way in too; nobody's hand is lent."""
        super().validate_instance(instance, import_validation_errors, validate_unique)
        if refused := updates.why_not(instance, said_before=self.said_before):
            raise ValidationError(refused[1])

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        updates.put_down(instance, said_before=self.said_before, by=self.asked_by, at=timezone.now())


def half_asked_for(row):
    """The half that a row names as it was asked for, as a filter; none where it names none."""
    half = str(row.get("half") or "").strip()
    return {"asked__half": half} if half else {}


class OfUpdate(OfPlan):
    """An update, by the action and the round of its row, and the lead where leads answer separately."""

    def __init__(self):
        super().__init__(Update, "pk")

    def of(self, row):
        return row.get("plan", ""), row.get("action", ""), row.get("lead", ""), row.get("half", "")

    def rows(self, row):
        return Update.objects.visible_to(self.asked_by).filter(
            action__plan__slug=row.get("plan", ""),
            action__slug=row.get("action", ""),
            reporting_round__key=row.get("round", ""),
        )

    def find(self, text, row):
        lead = OfLead()
        lead.asked_by = self.asked_by
        of_lead = self.rows(row).filter(assignment=lead.clean(row.get("lead", ""), row=row))
        found = of_lead.filter(**half_asked_for(row)).first()
        if found is None:
            raise ValueError("This action has no update in this round.")
        return found

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.reporting_round.key


# What an addition says.
ADDED = ("update_added_to_id", "order", "on", "marker", "words")


class AddendumTable(Table):
    """Dated remarks added to updates."""

    natural = ("update_added_to", "on", "marker", "words")
    within = ("update_added_to",)
    fetch_with = (
        "update_added_to__action__plan",
        "update_added_to__reporting_round",
        "update_added_to__assignment__contributor",
        "update_added_to__asked",
    )
    plan = column(Reference(Plan), "update_added_to__action__plan", "plan")
    action = column(OfAction(), "update_added_to__action", "action")
    update_added_to = column(OfUpdate(), "update_added_to", "round")
    lead = column(Words(), "update_added_to__assignment", "lead")
    half = column(Words(), "update_added_to__asked__half", "half")

    class Meta:
        model = Addendum
        fields = ["id", "plan", "action", "update_added_to", "lead", "half", "order", "on", "marker", "words"]

    def __init__(self, asked_by=None):
        super().__init__(asked_by)
        for name in ("plan", "action", "lead", "half"):
            self.fields[name].readonly = True

    def needed(self):
        return ["plan", "action", "round"]

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        self.kept_before = {} if new else {name: getattr(instance, name) for name in ADDED}

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Under somebody's answer additions are made on its own page, one by one and in order."""
        super().validate_instance(instance, import_validation_errors, validate_unique)
        is_changed = any(getattr(instance, name) != self.kept_before.get(name) for name in ADDED)
        if is_changed and updates.is_somebodys(instance.update_added_to):
            raise ValidationError(
                "Add to this answer on its own page: it was answered here, and is only added to."
            )

    def dehydrate_lead(self, addendum):
        return OfLead().render(addendum.update_added_to.assignment)

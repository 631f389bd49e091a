"""A paper on its way in: what was read, what a person chose, and what still waits."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Organisation
from accounts.permissions import Permission, may_on_every_row
from papers.models import SourceFile

from .plans import Plan
from .rounds import ReportingRound


class PlanImportQuerySet(models.QuerySet):
    """Questions about imports."""

    def visible_to(self, user):
        """Imports are the equality team's."""
        return self if may_on_every_row(user, Permission.IMPORT_PLAN) else self.none()

    editable_by = visible_to

    def of_papers(self):
        """Those that bring in a paper, and not the answers of one round."""
        return self.filter(reporting_round__isnull=True)

    def of_forms(self, reporting_round):
        """Those that bring answers into this round."""
        return self.filter(reporting_round=reporting_round)


class PlanImport(models.Model):
    """One bringing-in of one file: read, reviewed, then applied all at once, and undone while nothing is built on it.

    `reading` is what was found (the object that docs/using/import-format describes), `choices`
    what the reviewer settled, `undo` what it takes to put everything back. One with a
    `reporting_round` is a form that was filled in: it brings answers into that round and nothing
    else, and its `reading` is a `filled_forms.reading.Reading`. `version` counts what reviewers settled.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        READING = "reading", "Being read"
        REFUSED = "refused", "Refused"
        REVIEW = "review", "To be checked"
        APPLIED = "applied", "Brought in"
        UNDONE = "undone", "Undone"
        DISCARDED = "discarded", "Thrown away"

    source_file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="imports")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="imports"
    )
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports")
    reporting_round = models.ForeignKey(
        ReportingRound,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name="round",
    )
    title = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    refused_because = models.TextField(blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_all = models.PositiveIntegerField(default=0)
    step_words = models.CharField(max_length=200, blank=True)
    paper = models.JSONField(default=dict, blank=True)
    reading = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    undo = models.JSONField(default=dict, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = PlanImportQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_because=""),
                name="a_refused_import_says_why",
                violation_error_message="Say why the file was refused.",
            ),
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(applied_at__isnull=False),
                name="an_applied_import_says_when",
                violation_error_message="Say when the paper was brought in.",
            ),
        ]

    def __str__(self):
        return f"{self.source_file} ({self.get_state_display()})"

    def get_absolute_url(self):
        if self.reporting_round_id is None:
            return reverse("import_review", args=[self.pk])
        held = self.reporting_round
        return reverse("round_filled_form", args=[held.plan.slug, held.key, self.pk])


class WaitingTextQuerySet(models.QuerySet):
    """Questions about text that waits to be placed."""

    def visible_to(self, user):
        """What waits is the equality team's to clear."""
        return self if may_on_every_row(user, Permission.IMPORT_PLAN) else self.none()

    editable_by = visible_to


class WaitingText(models.Model):
    """Words of a paper that could not be placed. Nothing is dropped: a person clears them."""

    plan_import = models.ForeignKey(PlanImport, on_delete=models.CASCADE, related_name="waiting_texts")
    table = models.PositiveIntegerField(null=True, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    heading = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    why = models.TextField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cleared_how = models.CharField(max_length=300, blank=True)

    objects = WaitingTextQuerySet.as_manager()

    class Meta:
        ordering = ["table", "row", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True, cleared_by__isnull=True) | Q(cleared_at__isnull=False),
                name="waiting_text_is_cleared_at_a_time",
                violation_error_message="Say when this was cleared.",
            ),
        ]

    def __str__(self):
        return self.words[:80]

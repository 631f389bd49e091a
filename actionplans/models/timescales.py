"""When: the words of the paper, and the reading of them beside."""

from django.db import models
from django.db.models import F, Q

from .access import PlanPartQuerySet
from .actions import Action


class TimescaleQuerySet(PlanPartQuerySet):
    """Questions about timescales."""

    to_plan = "action__plan"
    to_action = "action"


class Timescale(models.Model):
    """When an action is due, as written and as read. A revised timescale leaves the old one standing."""

    class Precision(models.TextChoices):
        DAY = "day", "Day"
        MONTH = "month", "Month"
        QUARTER = "quarter", "Quarter"
        SEASON = "season", "Season or part of a year"
        YEAR = "year", "Year"
        NONE = "none", "No date"

    class Kind(models.TextChoices):
        BY = "by", "By a date"
        AT = "at", "At a time"
        MILESTONE = "milestone", "Milestone"
        RECURRING = "recurring", "Recurring"
        NONE = "none", "No date"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="timescales")
    words = models.TextField("as written")
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.NONE)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NONE)
    is_current = models.BooleanField("current", default=True)
    set_on = models.DateField(null=True, blank=True)

    objects = TimescaleQuerySet.as_manager()

    class Meta:
        ordering = ["action", "id"]
        indexes = [models.Index(fields=["latest"], name="timescale_by_last_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(is_current=True),
                name="an_action_has_one_current_timescale",
                violation_error_message="This action already has a current timescale. Untick “current” on the old one first.",
            ),
            models.CheckConstraint(
                condition=Q(earliest__isnull=True, latest__isnull=True, precision="none")
                | Q(earliest__isnull=False, latest__isnull=False, earliest__lte=F("latest")),
                name="timescale_has_both_days_in_order_or_neither",
                violation_error_message="Give both days, the earlier one first, or neither; a timescale without days has the precision “No date”.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["by", "at", "milestone", "recurring", "none"]),
                name="timescale_is_of_a_known_kind",
                violation_error_message="Choose a kind from the list.",
            ),
        ]

    def __str__(self):
        return self.words

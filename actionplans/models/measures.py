"""How one will know: measures of success, and targets with a number."""

from django.db import models
from django.db.models import Q

from .access import PlanPartQuerySet
from .actions import Action
from .plans import Outcome


class MeasureQuerySet(PlanPartQuerySet):
    """Questions about success measures."""

    to_plan = "action__plan"
    to_action = "action"


class SuccessMeasure(models.Model):
    """How success will be measured, in words."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="measures")
    order = models.PositiveSmallIntegerField(default=0)
    words = models.TextField()
    is_met = models.BooleanField("met", null=True, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="success_measure_has_words",
                violation_error_message="Say how success will be measured.",
            ),
        ]

    def __str__(self):
        return self.words[:80]


class TargetQuerySet(PlanPartQuerySet):
    """Questions about targets."""

    def visible_to(self, user):
        """Those of the actions and outcomes that this person may read."""
        return self.filter(
            Q(action__in=Action.objects.visible_to(user)) | Q(outcome__in=Outcome.objects.visible_to(user))
        )


class Target(models.Model):
    """A number to reach, by when, in which unit. "+1.5% per annum" may be points or growth: the unit says which, or that it is not known."""

    class Unit(models.TextChoices):
        PER_CENT = "per_cent", "per cent"
        POINTS = "points", "percentage points"
        PER_CENT_A_YEAR = "per_cent_a_year", "% a year (points or growth not stated)"
        NUMBER = "number", "number"

    action = models.ForeignKey(
        Action, on_delete=models.CASCADE, null=True, blank=True, related_name="targets"
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="targets"
    )
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField("as written", max_length=300)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.DateField(null=True, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=3)
    unit = models.CharField(max_length=16, choices=Unit.choices, default=Unit.PER_CENT)
    is_met = models.BooleanField("met", null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, outcome__isnull=True)
                | Q(action__isnull=True, outcome__isnull=False),
                name="target_is_of_an_action_or_an_outcome",
                violation_error_message="Choose the action or the outcome that the target belongs to: one of the two.",
            ),
            models.CheckConstraint(
                condition=Q(unit__in=["per_cent", "points", "per_cent_a_year", "number"]),
                name="target_has_a_known_unit",
                violation_error_message="Choose a unit from the list.",
            ),
        ]

    def __str__(self):
        return self.words

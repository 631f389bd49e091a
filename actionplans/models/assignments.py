"""Who leads and who supports."""

from django.db import models
from django.db.models import Q

from accounts.models import Contributor

from .access import PlanPartQuerySet
from .actions import Action
from .recommendations import Recommendation


class AssignmentQuerySet(PlanPartQuerySet):
    """Questions about assignments."""

    to_plan = "action__plan"
    to_action = "action"

    def visible_to(self, user):
        """Those of the actions and recommendations that this person may read."""
        return self.filter(
            Q(action__in=Action.objects.visible_to(user))
            | Q(recommendation__in=Recommendation.objects.visible_to(user))
        )


class Assignment(models.Model):
    """A contributor's part in an action, or in a recommendation: role, and half if it is split.

    `words` is how the paper printed this contributor here; the whole cell as printed is kept
    on the action.
    """

    class Role(models.TextChoices):
        LEAD_SERVICE = "lead_service", "Lead service"
        LEAD_OFFICER = "lead_officer", "Lead officer"
        SUPPORTING = "supporting", "Supporting"
        RESPONSIBLE = "responsible", "Responsible"

    action = models.ForeignKey(
        Action, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=12, choices=Role.choices)
    qualifier = models.CharField(max_length=100, blank=True, help_text="Such as internal.")
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField("as printed", max_length=250, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["role", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, recommendation__isnull=True)
                | Q(action__isnull=True, recommendation__isnull=False),
                name="assignment_is_to_an_action_or_a_recommendation",
                violation_error_message="Choose the action or the recommendation that this is a part in: one of the two.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["lead_service", "lead_officer", "supporting", "responsible"]),
                name="assignment_has_a_known_role",
                violation_error_message="Choose a role from the list: lead service, lead officer, supporting or responsible.",
            ),
            models.UniqueConstraint(
                fields=["action", "role", "contributor", "qualifier"],
                condition=Q(action__isnull=False),
                name="a_part_in_an_action_is_given_once",
                violation_error_message="This contributor already has this role in the action, with the same half.",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "role", "contributor", "qualifier"],
                condition=Q(recommendation__isnull=False),
                name="a_part_in_a_recommendation_is_given_once",
                violation_error_message="This contributor already has this role in the recommendation, with the same half.",
            ),
        ]

    def __str__(self):
        return f"{self.contributor} ({self.qualifier})" if self.qualifier else str(self.contributor)

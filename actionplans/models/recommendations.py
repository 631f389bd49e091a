"""What a review recommended, and what the service said to it."""

from django.db import models
from django.db.models import F, Q

from .access import PlanPartQuerySet
from .plans import Outcome, Plan, Priority


class RecommendationQuerySet(PlanPartQuerySet):
    """Questions about recommendations."""

    to_action = "actions"


class Recommendation(models.Model):
    """A numbered recommendation. Who is responsible may differ from who leads its actions.

    Where a paper gives a recommendation the lead and the timescale that others give an
    action, an `Action` without words of its own carries them (`Action.recommendation`).
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="recommendations")
    priority = models.ForeignKey(
        Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="recommendations"
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.SET_NULL, null=True, blank=True, related_name="recommendations"
    )
    order = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True, help_text="As printed, where it has one.")
    words = models.TextField()
    detail = models.TextField(blank=True)
    responsible_words = models.TextField("responsible, as printed", blank=True)
    depends_on = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="dependents"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="recommendation_has_words",
                violation_error_message="Give the recommendation its words.",
            ),
            models.CheckConstraint(
                condition=Q(depends_on__isnull=True) | ~Q(depends_on=F("id")),
                name="recommendation_does_not_depend_on_itself",
                violation_error_message="A recommendation cannot depend on itself.",
            ),
        ]

    def __str__(self):
        return f"Recommendation {self.number}" if self.number else self.words[:80]


class ServiceCommentQuerySet(PlanPartQuerySet):
    """Questions about service comments."""

    to_plan = "recommendation__plan"
    to_action = "recommendation__actions"


class ServiceComment(models.Model):
    """The service's answer to a recommendation, with the response it gives in so many words."""

    class Response(models.TextChoices):
        AGREED = "agreed", "Agreed"
        IN_PART = "in_part", "Agreed in part"
        ALREADY_PLANNED = "already_planned", "Already planned"
        NOT_AGREED = "not_agreed", "Not agreed"
        NOT_STATED = "not_stated", "Not stated"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="comments")
    order = models.PositiveIntegerField(default=0)
    words = models.TextField()
    response = models.CharField(max_length=16, choices=Response.choices, default=Response.NOT_STATED)
    response_words = models.CharField("response, as written", max_length=100, blank=True)
    made_on = models.DateField(null=True, blank=True)

    objects = ServiceCommentQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    response__in=["agreed", "in_part", "already_planned", "not_agreed", "not_stated"]
                ),
                name="service_comment_gives_a_known_response",
                violation_error_message="Choose a response from the list.",
            ),
        ]

    def __str__(self):
        return self.words[:80]

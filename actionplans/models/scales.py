"""A body's own words for progress, and what each of them means."""

from django.db import models

from accounts.models import Organisation
from accounts.permissions import Permission, may_on_every_row
from papers.document import Tone


class ScaleQuerySet(models.QuerySet):
    """Questions about progress scales and statuses: the wording lists of plans that are being worked on.

    What a status was called when a plan was issued stands in what was issued.
    """

    # The path to the scale, "pk" where it is the scale itself.
    to_scale = "pk"

    def visible_to(self, user):
        """All of them for those who read every working row, else those of the plans that this person may read."""
        if may_on_every_row(user, Permission.READ_WORKING_PLAN):
            return self
        plans = ProgressScale._meta.get_field("plans").related_model.objects.visible_to(user)
        return self.filter(**{f"{self.to_scale}__in": plans.values("scale")})

    def editable_by(self, user):
        """Those who may edit wording lists."""
        return self if may_on_every_row(user, Permission.EDIT_WORDING_LISTS) else self.none()


class ProgressScale(models.Model):
    """The statuses that a body's plans use, in order."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="progress_scales")
    name = models.CharField(max_length=200)

    objects = ScaleQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="one_scale_of_a_name_per_body",
                violation_error_message="This body already has a scale of this name.",
            ),
        ]

    def __str__(self):
        return self.name


class Meaning(models.TextChoices):
    """What a status means, whatever a body calls it (DOMAIN: status)."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    COMPLETE = "complete", "Complete"
    PAUSED = "paused", "Paused"
    CLOSED_NOT_DELIVERED = "closed_not_delivered", "Closed, not delivered"
    CARRIED_FORWARD = "carried_forward", "Carried forward"


# (tone, symbol): the look of each meaning; the words are the body's own.
LOOKS: dict[str, tuple[Tone, str]] = {
    Meaning.NOT_STARTED: ("hold", "○"),
    Meaning.ON_TRACK: ("good", "◐"),
    Meaning.AT_RISK: ("warn", "▲"),
    Meaning.OFF_TRACK: ("bad", "■"),
    Meaning.COMPLETE: ("done", "✓"),
    Meaning.PAUSED: ("hold", "‖"),
    Meaning.CLOSED_NOT_DELIVERED: ("shut", "✕"),
    Meaning.CARRIED_FORWARD: ("shut", "»"),
}

# Nothing more is asked of an action with one of these, and it is never overdue.
FINISHED = (Meaning.COMPLETE, Meaning.CLOSED_NOT_DELIVERED, Meaning.CARRIED_FORWARD)

# Where the halves of an action stand differently the first of these is the action's; nothing that is
# finished stands before anything that is not.
WORST_FIRST = (
    Meaning.OFF_TRACK,
    Meaning.AT_RISK,
    Meaning.PAUSED,
    Meaning.NOT_STARTED,
    Meaning.ON_TRACK,
    Meaning.CLOSED_NOT_DELIVERED,
    Meaning.CARRIED_FORWARD,
    Meaning.COMPLETE,
)

# After one of these answers, as `Update.Answer` calls them, nothing more is asked in this plan, and nothing is late.
ENDING = ("stopped", "carried_forward")
# What an action is called that one of them ended, and what that means, where its status does not say as much.
ENDED = {
    "stopped": ("Stopped", Meaning.CLOSED_NOT_DELIVERED),
    "carried_forward": ("Carried forward", Meaning.CARRIED_FORWARD),
}


class StatusQuerySet(ScaleQuerySet):
    """Questions about statuses."""

    to_scale = "scale"


class ProgressStatus(models.Model):
    """One status of a scale: the body's word for it and its meaning. Colour never stands alone."""

    scale = models.ForeignKey(ProgressScale, on_delete=models.CASCADE, related_name="statuses")
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=100)
    meaning = models.CharField(max_length=20, choices=Meaning.choices)
    explanation = models.CharField(max_length=300, blank=True, help_text="As the body's own key explains it.")

    objects = StatusQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "progress statuses"
        ordering = ["scale", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "words"],
                name="one_status_of_these_words_per_scale",
                violation_error_message="This scale already has a status with these words.",
            ),
            models.CheckConstraint(
                condition=models.Q(meaning__in=Meaning.values),
                name="status_has_a_known_meaning",
                violation_error_message="Choose a meaning from the list.",
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def tone(self):
        """Which of the seven tones of the design it is printed in."""
        return LOOKS[self.meaning][0]

    @property
    def symbol(self):
        """The mark beside the words, for print without colour."""
        return LOOKS[self.meaning][1]

    @property
    def is_finished(self):
        """Whether nothing more is asked once this is reached."""
        return self.meaning in FINISHED

"""Deputies: who answers in somebody's place, for a time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate
from django.utils import timezone

from accounts.permissions import Permission, scope


class DeputyQuerySet(models.QuerySet):
    """Questions about deputies."""

    def current(self):
        """Those who stand in today: the day is the local one, and the database's clock says which it is."""
        today = TruncDate(Now())
        return self.filter(ended_at__isnull=True, starts_on__lte=today, ends_on__gte=today)

    def to_come(self):
        """Those who stand in today or will."""
        return self.filter(ended_at__isnull=True, ends_on__gte=TruncDate(Now()))

    def visible_to(self, user):
        """All of them for the equality team; else those one named, was given, or is."""
        if scope(user, Permission.ASSIGN_DEPUTY) == "A":
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(lead=user) | Q(deputy=user))

    def editable_by(self, user):
        """Those this person may end: all for the equality team, else one's own deputies."""
        letter = scope(user, Permission.ASSIGN_DEPUTY)
        if letter == "A":
            return self
        return self.filter(lead_id=user.pk) if letter == "O" else self.none()


class Deputy(models.Model):
    """Somebody who may do for a lead, on the lead's actions, whatever the lead may, from one day to another."""

    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deputy_for")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day, included.")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deputies"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="a_deputy_starts_before_the_last_day",
                violation_error_message="The last day must not be before the first.",
            ),
            models.CheckConstraint(
                condition=~Q(lead=F("deputy")),
                name="nobody_is_their_own_deputy",
                violation_error_message="Name somebody else: nobody stands in for themselves.",
            ),
        ]

    def __str__(self):
        return f"{self.deputy} for {self.lead}"

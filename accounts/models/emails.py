"""Mail on its way: kept with the change that caused it, sent afterwards, tried again when it fails."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Permission, may_on_every_row


class EmailQuerySet(models.QuerySet):
    """Questions about mail."""

    def waiting(self, at):
        """What is due to be sent at this moment, the oldest first."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True, try_at__lte=at).order_by(
            "try_at", "id"
        )

    def in_trouble(self):
        """What failed at least once and has not been sent, was given up, or came back."""
        return self.filter(
            (Q(sent_at__isnull=True, tries__gt=0) & ~Q(trouble=""))
            | Q(given_up_at__isnull=False)
            | Q(came_back_at__isnull=False)
        )

    def visible_to(self, user):
        """Those who chase may read what was sent."""
        return self if may_on_every_row(user, Permission.CHASE) else self.none()

    def editable_by(self, user):
        """Those who chase may try again, or note that a mail came back."""
        return self.visible_to(user)


class Email(models.Model):
    """One message to one address. It never holds the text of an answer that is not signed off."""

    key = models.CharField(
        max_length=200, unique=True, help_text="Says what it is about, so that it is queued once."
    )
    to = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=250)
    body = models.TextField()
    queued_at = models.DateTimeField()
    try_at = models.DateTimeField(help_text="Not sent before this moment.")
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField("what went wrong last", blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    came_back_at = models.DateTimeField(null=True, blank=True)

    objects = EmailQuerySet.as_manager()

    class Meta:
        verbose_name = "e-mail"
        ordering = ["-queued_at", "-id"]
        indexes = [models.Index(fields=["try_at"], name="mail_by_when_it_is_due")]

    def __str__(self):
        return f"{self.to}: {self.subject}"

    @property
    def is_undelivered(self):
        """Whether it will not reach anybody any more."""
        return self.given_up_at is not None or self.came_back_at is not None

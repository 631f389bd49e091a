"""Forms that were sent: each has a key that is used once."""

from django.conf import settings
from django.db import models


class SentForm(models.Model):
    """A form that did its work: where it led and what was said, so that a repeat says the same."""

    key = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()
    address = models.CharField(max_length=500)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ["-sent_at"]
        indexes = [models.Index(fields=["sent_at"], name="sent_form_by_moment")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="a_form_is_sent_once",
                violation_error_message="This form was sent already.",
            ),
        ]

    def __str__(self):
        return self.key

"""The original files, kept as they came."""

import hashlib

from django.conf import settings
from django.db import models

from accounts.permissions import Permission, may_on_every_row


class SourceFileQuerySet(models.QuerySet):
    """Questions about the files that came in."""

    def visible_to(self, user):
        """The originals may be downloaded by those the policy names, and nobody else."""
        if may_on_every_row(user, Permission.READ_SOURCE_FILE):
            return self
        return self.none()

    def editable_by(self, user):
        """No original is ever changed."""
        return self.none()

    def keep(self, name, content, *, by, at):
        """The kept file with these bytes: the one already held, or a new one. Returns a SourceFile."""
        digest = hashlib.sha256(content).hexdigest()
        kept, _ = self.get_or_create(
            sha256=digest,
            defaults={
                "name": name[:255],
                "content": content,
                "size": len(content),
                "uploaded_by": by,
                "uploaded_at": at,
            },
        )
        return kept


class SourceFile(models.Model):
    """A file as it was brought in, with the hash of its bytes. Never changed."""

    name = models.CharField(max_length=255)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="source_files",
    )
    uploaded_at = models.DateTimeField()

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.name

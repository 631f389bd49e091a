"""The original files, kept as they came."""

import hashlib

from django.conf import settings
from django.db import models

from accounts.permissions import Permission, may_on_every_row


class SourceFileQuerySet(models.QuerySet):
    """Questions about the files that came in."""

    def visible_to(self, user):
        """The originals are for those the policy names, evidence only for those who may read any evidence."""
        if not may_on_every_row(user, Permission.READ_SOURCE_FILE):
            return self.none()
        if may_on_every_row(user, Permission.READ_EVIDENCE):
            return self
        return self.filter(is_evidence=False)

    def editable_by(self, user):
        """No original is ever changed."""
        return self.none()

    def keep(self, name, content, *, by, at, is_evidence=False):
        """The kept file with these bytes: the one already held, or a new one. Returns a SourceFile.

        Evidence that is brought in as a paper afterwards is a paper from then on.
        """
        digest = hashlib.sha256(content).hexdigest()
        kept, _ = self.get_or_create(
            sha256=digest,
            defaults={
                "name": name[:255],
                "content": content,
                "size": len(content),
                "uploaded_by": by,
                "uploaded_at": at,
                "is_evidence": is_evidence,
            },
        )
        if kept.is_evidence and not is_evidence:
            kept.is_evidence, kept.name = False, name[:255]
            kept.save(update_fields=["is_evidence", "name"])
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
    is_evidence = models.BooleanField(
        "evidence", default=False, editable=False, help_text="Put to an answer; never brought in as a paper."
    )

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.name

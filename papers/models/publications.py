"""Papers as they were issued: a frozen document and its files."""

from django.conf import settings
from django.db import models

from accounts.permissions import Permission, may_on_every_row


class PublicationQuerySet(models.QuerySet):
    """Questions about issued papers."""

    def visible_to(self, user):
        """What was issued is for everybody."""
        return self if may_on_every_row(user, Permission.READ_PUBLICATION) else self.none()

    def editable_by(self, user):
        """What was issued is changed by nobody."""
        return self.none()


class Publication(models.Model):
    """A document as a committee was told it: its content, its hash, who issued it, when, for what."""

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    reference = models.CharField(max_length=100, blank=True, help_text="Such as Appendix 2.")
    meeting_words = models.CharField("for which meeting", max_length=300, blank=True)
    layout = models.CharField(max_length=40)
    content = models.JSONField(help_text="The whole document, as papers.document writes it.")
    sha256 = models.CharField("SHA-256 of the content", max_length=64)
    predecessor = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="publications"
    )
    published_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(predecessor__isnull=True) | ~models.Q(predecessor=models.F("id")),
                name="publication_does_not_follow_itself",
                violation_error_message="A publication cannot replace itself.",
            ),
        ]

    def __str__(self):
        return self.title


class PublicationFileQuerySet(models.QuerySet):
    """Questions about the files of issued papers."""

    def visible_to(self, user):
        """Those of the publications that this person may read."""
        return self.filter(publication__in=Publication.objects.visible_to(user))

    def editable_by(self, user):
        """What was issued is changed by nobody."""
        return self.none()


class PublicationFile(models.Model):
    """One format of an issued paper, byte for byte."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    content = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64)

    objects = PublicationFileQuerySet.as_manager()

    class Meta:
        ordering = ["format"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "format"],
                name="a_format_is_issued_once",
                violation_error_message="This publication already has a file in this format.",
            ),
        ]

    def __str__(self):
        return f"{self.publication} ({self.format})"

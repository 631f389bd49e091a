"""What was said about an issued paper afterwards, and the one list in which everything issued is sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from .frozen import Frozen
from .publications import Publication


class PublicationNoticeQuerySet(models.QuerySet):
    """Questions about notices."""

    def visible_to(self, user):
        """Those on publications that this person may read, of those that point to one that is out."""
        return self._on(Publication.objects.visible_to(user))

    def public(self):
        """Those on publications that are out, of those that point to one that is out as well."""
        return self._on(Publication.objects.public())

    def _on(self, seen):
        return self.filter(Q(points_to__isnull=True) | Q(points_to__in=seen), publication__in=seen)

    def with_what_became(self):
        """Each with `is_undone`: whether the paper to which it points was withdrawn."""
        went = PublicationNotice.objects.filter(publication=OuterRef("points_to"), kind="withdrawn")
        return self.annotate(is_undone=Exists(went))

    def editable_by(self, user):
        """A notice is changed by nobody."""
        return self.none()


class PublicationNotice(Frozen):
    """A public note on an issued paper: that it was corrected, that news came late, that it was withdrawn."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", "Corrected"
        LATE_NEWS = "late_news", "Late news"
        WITHDRAWN = "withdrawn", "Withdrawn"

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField()
    points_to = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="announced_by"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)

    objects = PublicationNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["corrected", "late_news", "withdrawn"]),
                name="notice_is_of_a_known_kind",
                violation_error_message="Choose a kind from the list: corrected, late news or withdrawn.",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="notice_says_why",
                violation_error_message="Say why, in a sentence that everybody may read.",
            ),
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(kind="withdrawn"),
                name="a_publication_is_withdrawn_once",
                violation_error_message="This publication was withdrawn already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.publication}"


class SealQuerySet(models.QuerySet):
    """Questions about seals."""

    def visible_to(self, user):
        """Seals hold nothing but hashes; they are for everybody."""
        return self

    def editable_by(self, user):
        """A seal is changed by nobody."""
        return self.none()


class Seal(Frozen):
    """One link of the chain: everything that was issued or said about it, in order, each with the hash of the link before.

    It names what it seals in words and by hash and points at no row, so that a row that vanished is missed.
    """

    number = models.PositiveBigIntegerField(unique=True)
    names = models.CharField("what it seals", max_length=160, unique=True)
    content_sha256 = models.CharField("SHA-256 of what it seals", max_length=64)
    previous_sha256 = models.CharField("SHA-256 of the seal before", max_length=64, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    sealed_at = models.DateTimeField()

    objects = SealQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}: {self.names}"


class CheckQuerySet(models.QuerySet):
    """Questions about checks."""

    def visible_to(self, user):
        """That everything was checked is for everybody to know."""
        return self

    def editable_by(self, user):
        """A check is entered by the command alone."""
        return self.none()


class Check(models.Model):
    """When everything that was issued was last compared with its hashes, and what was found."""

    at = models.DateTimeField(db_index=True)
    publications = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    seals = models.PositiveIntegerField(default=0)
    findings = models.PositiveIntegerField()

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}: {self.findings} findings"

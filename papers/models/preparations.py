"""Papers in preparation: what is to be issued, and the files as they will be, for looking at."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Permission, may_on_every_row, scope
from papers.naming import named

from .publications import Publication, StoredFile


class PreparationQuerySet(models.QuerySet):
    """Questions about papers in preparation."""

    def visible_to(self, user):
        """All for those who prepare or issue; for committee members those that are shared with them."""
        if may_on_every_row(user, Permission.READ_PREPARED_PUBLICATION):
            return self
        if scope(user, Permission.READ_PREPARED_PUBLICATION) == "S":
            return self.filter(is_shared=True)
        return self.none()

    def editable_by(self, user):
        """Those that this person may change: all of the equality team's that were not issued yet."""
        return self.waiting() if may_on_every_row(user, Permission.PREPARE_PUBLICATION) else self.none()

    def waiting(self):
        """Those that were neither issued nor thrown away."""
        return self.filter(issued_at__isnull=True, discarded_at__isnull=True)


class Preparation(models.Model):
    """A paper in preparation. Rooms upstairs add what it is made of; its files are made before anybody looks.

    What is issued is, byte for byte, what was looked at: `made_sha256` names that set of files, and a form that
    issues carries it.
    """

    kind = models.CharField(max_length=12, choices=Publication.Kind.choices, default=Publication.Kind.PAPER)
    title = models.CharField(max_length=300, blank=True)
    reference = models.CharField(
        "appendix reference", max_length=100, blank=True, help_text="Such as Appendix 2."
    )
    introduction = models.TextField(blank=True)
    committee = models.CharField("for which committee", max_length=200, blank=True)
    meeting_words = models.CharField(
        "item and meeting",
        max_length=300,
        blank=True,
        help_text="Such as item 7, Corporate Scrutiny, 2 December 2026.",
    )
    meeting_on = models.DateField("date of the meeting", null=True, blank=True)
    as_at = models.DateField("as at")
    embargoed_until = models.DateTimeField("embargo until", null=True, blank=True)
    is_shared = models.BooleanField(
        "shared with committee members",
        default=False,
        help_text="Members may read it before it is issued or out.",
    )
    has_qr = models.BooleanField("a QR code beside each row", default=False)
    compared_with = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrects = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    supplements = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(
        "public note", blank=True, help_text="Of a correction: what was wrong, and what is right."
    )
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    # The files as they will be, and what is to be frozen beside them.
    making_since = models.DateTimeField(null=True, blank=True)
    making_failed = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(null=True, blank=True)
    made_sha256 = models.CharField(max_length=64, blank=True)
    made_rows = models.BinaryField(default=b"", blank=True)
    made_findings = models.TextField(blank=True)
    made_from_sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = PreparationQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False)
                | (~Q(kind="correction") & Q(corrects__isnull=True)),
                name="prepared_correction_says_what_it_corrects",
                violation_error_message="Say which paper this one corrects.",
            ),
            models.CheckConstraint(
                condition=Q(kind="supplement", supplements__isnull=False)
                | (~Q(kind="supplement") & Q(supplements__isnull=True)),
                name="prepared_supplement_says_what_it_adds_to",
                violation_error_message="Say to which paper this sheet belongs.",
            ),
        ]

    def __str__(self):
        return named(self.reference, self.title)

    @property
    def is_waiting(self):
        """Whether it was neither issued nor thrown away."""
        return self.issued_at is None and self.discarded_at is None

    @property
    def people(self):
        """The keys of everybody who had a hand in it: who prepared it, changed it last, had its files made."""
        return {self.prepared_by_id, self.changed_by_id, self.made_by_id} - {None}


class PreparedFileQuerySet(models.QuerySet):
    """Questions about the files of papers in preparation."""

    def visible_to(self, user):
        """Those of the preparations that this person may read."""
        return self.filter(preparation__in=Preparation.objects.visible_to(user))

    def editable_by(self, user):
        """They are made, never edited."""
        return self.none()


class PreparedFile(StoredFile):
    """One format of one part of a paper in preparation, as it will be."""

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="files")

    objects = PreparedFileQuerySet.as_manager()

    class Meta:
        ordering = ["preparation", "part", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["preparation", "part", "format"],
                name="a_format_is_prepared_once",
                violation_error_message="This format is made already.",
            ),
        ]

    def __str__(self):
        return f"{self.preparation} ({self.part}, {self.format})"

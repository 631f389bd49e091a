"""Papers as they were issued. Nothing here is ever changed or deleted: the database itself refuses."""

import gzip
import json
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.permissions import Permission, may_on_every_row, scope
from papers.document_json import from_json
from papers.naming import named

from .frozen import Frozen


class PublicationQuerySet(models.QuerySet):
    """Questions about issued papers."""

    def public(self):
        """Those that are out by now; withdrawn ones with them, of which the marker is left."""
        return self.filter(public_from__lte=Now())

    def standing(self):
        """Those that were not withdrawn."""
        notices = self.model._meta.get_field("notices").related_model.objects
        return self.exclude(Exists(notices.filter(publication=OuterRef("pk"), kind="withdrawn")))

    def whole(self):
        """Papers and corrected papers; not the sheets that hold only some rows."""
        return self.exclude(kind=Publication.Kind.SUPPLEMENT)

    def visible_to(self, user):
        """What is out is for everybody; what waits for its day is for those who may read papers in preparation,
        and for members where it is shared with them."""
        if may_on_every_row(user, Permission.READ_PREPARED_PUBLICATION):
            return self
        if scope(user, Permission.READ_PREPARED_PUBLICATION) == "S":
            return self.filter(Q(public_from__lte=Now()) | Q(is_shared=True))
        return self.public()

    def editable_by(self, user):
        """What was issued is changed by nobody."""
        return self.none()


class Publication(Frozen):
    """A document as a committee was told it: its files, its hash, who issued it, when, for what.

    Names, titles and settings stand here as words, as they were when it was issued: what they were read from may
    be renamed afterwards. `number` is that of its `Preparation`, and stands in the short addresses of its rows.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", "Paper"
        CORRECTION = "correction", "Corrected paper"
        SUPPLEMENT = "supplement", "Supplementary sheet"

    number = models.PositiveBigIntegerField(unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PAPER)
    title = models.CharField(max_length=300)
    body = models.CharField("whose", max_length=200)
    subject = models.CharField(
        "what it is about", max_length=300, help_text="The plan's title, as it was then."
    )
    subject_slug = models.SlugField("address of what it is about", max_length=80)
    reference = models.CharField(max_length=100, blank=True, help_text="Such as Appendix 2.")
    committee = models.CharField("for which committee", max_length=200, blank=True)
    meeting_words = models.CharField("item and meeting", max_length=300, blank=True)
    meeting_on = models.DateField("date of the meeting", null=True, blank=True)
    as_at = models.DateField()
    layout = models.CharField(max_length=40)
    names_words = models.CharField("officers’ names", max_length=300, blank=True)
    note = models.TextField(
        "public note", blank=True, help_text="What a correction mends, or what came late."
    )
    predecessor = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
        verbose_name="the publication before it",
    )
    predecessor_sha256 = models.CharField("SHA-256 of the publication before it", max_length=64, blank=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    supplements = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sheets"
    )
    compared_with = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_by_name = models.CharField(max_length=200)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="publications"
    )
    published_by_name = models.CharField(max_length=200)
    is_by_one_person = models.BooleanField("prepared and issued by one person", default=False)
    published_at = models.DateTimeField()
    public_from = models.DateTimeField(help_text="When it was issued, or the end of its embargo.")
    is_shared = models.BooleanField("shared with members before it is out", default=False)
    software_version = models.CharField(max_length=40)
    contents_sha256 = models.CharField("SHA-256 of what other rooms froze with it", max_length=64, blank=True)
    sha256 = models.CharField("fingerprint (SHA-256)", max_length=64, unique=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-number"]
        indexes = [
            models.Index(fields=["subject_slug", "-published_at"], name="publication_by_subject"),
            models.Index(fields=["-published_at", "-number"], name="publication_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("id")),
                name="publication_does_not_follow_itself",
                violation_error_message="A publication cannot follow itself.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["paper", "correction", "supplement"]),
                name="publication_is_of_a_known_kind",
                violation_error_message="Choose a kind from the list: paper, corrected paper or supplementary sheet.",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False)
                | (~Q(kind="correction") & Q(corrects__isnull=True)),
                name="correction_says_what_it_corrects",
                violation_error_message="Say which paper this one corrects.",
            ),
            models.CheckConstraint(
                condition=Q(kind="supplement", supplements__isnull=False)
                | (~Q(kind="supplement") & Q(supplements__isnull=True)),
                name="supplement_says_what_it_adds_to",
                violation_error_message="Say to which paper this sheet belongs.",
            ),
        ]

    def __str__(self):
        return named(self.reference, self.title)

    def get_absolute_url(self):
        return reverse("publication", args=[self.slug])

    def read(self, part="paper"):
        """The frozen `Document` of one part, from its JSON file; None where there is no such part."""
        kept = self.files.filter(part=part, format="json").first()
        return from_json(json.loads(kept.plain)) if kept else None


class PublicationFileQuerySet(models.QuerySet):
    """Questions about the files of issued papers."""

    def standing(self):
        """Those of the publications that were not withdrawn."""
        notices = Publication._meta.get_field("notices").related_model.objects
        return self.exclude(Exists(notices.filter(publication=OuterRef("publication"), kind="withdrawn")))

    def visible_to(self, user):
        """Those of the publications that this person may read and that were not withdrawn."""
        return self.filter(publication__in=Publication.objects.visible_to(user).standing())

    def editable_by(self, user):
        """What was issued is changed by nobody."""
        return self.none()


class StoredFile(models.Model):
    """One file of one part of a paper: its bytes as kept, and the hash of what a reader gets.

    `part` is "paper", "changes" (what changed, as a paper of its own) or "receipt" (what was asked for
    and what came). `encoding` is "gzip" where the bytes are kept compressed, else "".
    """

    part = models.CharField(max_length=12, default="paper")
    format = models.CharField(max_length=10)
    content = models.BinaryField()
    encoding = models.CharField(max_length=10, blank=True)
    size = models.PositiveBigIntegerField(help_text="In bytes, as a reader gets it.")
    pages = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, help_text="Of the bytes as a reader gets them.")
    style_sha256 = models.CharField("hash of its stylesheet", max_length=60, blank=True)

    class Meta:
        abstract = True

    @cached_property
    def plain(self):
        """The bytes as a reader gets them."""
        kept = bytes(self.content)
        return gzip.decompress(kept) if self.encoding == "gzip" else kept


class PublicationFile(StoredFile, Frozen):
    """One format of one part of an issued paper, byte for byte."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")

    objects = PublicationFileQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "part", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "part", "format"],
                name="a_format_is_issued_once",
                violation_error_message="This publication already has a file in this format.",
            ),
        ]

    def __str__(self):
        return f"{self.publication} ({self.part}, {self.format})"

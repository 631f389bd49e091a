"""A plan as it was issued: what the public reads, lists and searches. Never changed afterwards."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.urls import reverse

from papers.models import Preparation, Publication, PublicationNotice
from papers.models.frozen import Frozen

from .actions import Action
from .plans import Layout, Plan


class PlanPreparation(Preparation):
    """A paper of a plan in preparation: which plan, in which layout, with which rounds side by side.

    Who may read or change it is asked of it as of any `Preparation`, whose queryset it inherits.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="preparations")
    layout = models.CharField(max_length=20, choices=Layout.choices)
    # The keys of the rounds to stand side by side, a key to a line; empty means the latest of the layout.
    round_keys = models.TextField("rounds", blank=True)

    # Of a sheet of late news the keys of the rows that it has, a key to a line.
    row_keys = models.TextField("rows", blank=True)

    @property
    def rounds(self):
        """The keys of the rounds to stand side by side, or None for the latest of the layout."""
        return self.round_keys.split() or None


class IssuedPlanQuerySet(models.QuerySet):
    """Questions about plans as they were issued."""

    def visible_to(self, user):
        """Those whose publication this person may read and that were not withdrawn."""
        return self.filter(publication__in=Publication.objects.visible_to(user).standing())

    def editable_by(self, user):
        """What was issued is changed by nobody."""
        return self.none()

    def public(self):
        """Those that are out by now and were not withdrawn."""
        withdrawn = PublicationNotice.objects.filter(publication=OuterRef("publication"), kind="withdrawn")
        return self.filter(publication__public_from__lte=Now()).exclude(Exists(withdrawn))

    def newest(self):
        """Of each plan the one that was issued last, of those that are out and were not withdrawn: what the public sees."""
        later = IssuedPlan.objects.public().filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
        return self.public().exclude(Exists(later))


class IssuedPlan(Frozen):
    """A plan as one publication has it: its headings, its scale and its figures, frozen.

    `number` counts the issues of this plan. `content` is JSON of `comparing.entries.PlanEntry`.
    """

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="issued_plan")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField()
    organisation_name = models.CharField(max_length=200)
    organisation_slug = models.SlugField()
    title = models.CharField(max_length=300)
    period_words = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12)
    prints_names = models.BooleanField()
    rows_total = models.PositiveIntegerField()
    content = models.TextField()

    objects = IssuedPlanQuerySet.as_manager()

    class Meta:
        ordering = ["organisation_name", "title", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="issues_of_a_plan_are_counted",
                violation_error_message="This plan was issued by somebody else at the same moment. Issue it again.",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"


class IssuedRowQuerySet(models.QuerySet):
    """Questions about issued rows."""

    def visible_to(self, user):
        """Those of the publications that this person may read."""
        return self.filter(issue__in=IssuedPlan.objects.visible_to(user))

    def editable_by(self, user):
        """What was issued is changed by nobody."""
        return self.none()


class IssuedRow(Frozen):
    """One row of an issued plan: an action, or a recommendation or outcome that has none.

    The fields are what lists, filters and search ask for; `content` is JSON of `comparing.entries.Entry`, which
    holds everything the row says. `key` is its address within the publication: an action's lasting address.
    """

    class Kind(models.TextChoices):
        ACTION = "action", "Action"
        RECOMMENDATION = "recommendation", "Recommendation"
        OUTCOME = "outcome", "Outcome"

    issue = models.ForeignKey(IssuedPlan, on_delete=models.PROTECT, related_name="rows")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.ACTION)
    key = models.SlugField(max_length=60)
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="issued_rows"
    )
    ref = models.CharField(max_length=40, blank=True)
    title = models.TextField(blank=True)
    # Places in the lists of the issued plan: which priority, which status of the scale (None: see `status_kind`).
    priority_at = models.PositiveIntegerField(null=True, blank=True)
    status_at = models.PositiveIntegerField(null=True, blank=True)
    # "scale", "other" (in words outside it), "none", "stopped" or "carried_forward".
    status_kind = models.CharField(max_length=16)
    is_overdue = models.BooleanField(default=False)
    is_silent = models.BooleanField("answer not received", default=False)
    # Who leads, as printed, one to a line, each between line ends, for the filter.
    leads = models.TextField(blank=True)
    # All words that may be searched, casefolded.
    search = models.TextField(blank=True)
    volume = models.PositiveIntegerField("volume of the PDF", null=True, blank=True)
    page = models.PositiveIntegerField("page of the PDF", null=True, blank=True)
    content = models.TextField()
    sha256 = models.CharField("SHA-256", max_length=64)

    objects = IssuedRowQuerySet.as_manager()

    class Meta:
        ordering = ["issue", "order"]
        indexes = [models.Index(fields=["action", "-issue"], name="issued_rows_of_an_action")]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "key"],
                name="an_address_means_one_row_of_an_issue",
                violation_error_message="Another row of this publication already has this address.",
            ),
            models.UniqueConstraint(
                fields=["issue", "order"],
                name="issued_rows_stand_in_order",
                violation_error_message="Another row of this publication already stands in this place.",
            ),
        ]

    def __str__(self):
        return f"{self.ref} {self.title}".strip()[:120]

    def get_absolute_url(self):
        return reverse("issued_row", args=[self.issue.publication.slug, self.key])

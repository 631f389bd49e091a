"""Reporting rounds: when officers are asked, until when, and what became of the round itself."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.permissions import Permission, may_on_every_row
from actionplans.wording import round_keys

from .access import PlanPartQuerySet
from .plans import Plan


class RoundQuerySet(PlanPartQuerySet):
    """Questions about rounds."""

    def open(self):
        """Those in which answers are taken now."""
        return self.filter(opened_at__isnull=False, closed_on__isnull=True)

    def run_by(self, user):
        """Those whose answers this person reviews: every one, or none."""
        return self if may_on_every_row(user, Permission.READ_SUBMITTED_UPDATE) else self.none()


class ReportingRound(models.Model):
    """One reporting occasion: October 2018 is a row, never a column.

    A round is planned until it is opened, open until it is closed, and may be opened again. One that
    a paper brought was never opened here: it was over before it came, and nobody is asked in it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    order = models.PositiveIntegerField(default=0)
    key = models.CharField(
        max_length=40,
        validators=[
            RegexValidator(
                rf"^{round_keys.KEY.pattern}\Z",
                "Write letters, figures and hyphens only, such as 2018-10: the key stands in the round’s address.",
            )
        ],
        help_text="2018-10 for October 2018; otherwise made from the name. It stands in the round’s address.",
    )
    words = models.CharField("name, as printed", max_length=100)
    held_in = models.DateField(null=True, blank=True, help_text="The first day of the month it reports on.")
    opens_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    papers_cut_off_on = models.DateField("cut-off for papers", null=True, blank=True)
    meeting_words = models.CharField("for which meeting", max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True)
    reminder_days = models.CharField(
        "reminders",
        max_length=60,
        blank=True,
        default="14, 4",
        validators=[
            RegexValidator(
                r"^\s*(\d{1,3}\s*(,\s*\d{1,3}\s*)*)?$",
                "Write how many days before the due date, with commas between: 14, 4.",
            )
        ],
        help_text="How many days before the due date each reminder goes out: 14, 4. Empty for none.",
    )
    escalates_after_days = models.PositiveSmallIntegerField(
        "goes to the head of service after",
        null=True,
        blank=True,
        default=3,
        help_text="So many days after the due date. Empty for never.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "key"],
                name="one_round_of_a_key_per_plan",
                violation_error_message="This plan already has a round with this key.",
            ),
            models.UniqueConstraint(
                fields=["plan", "words"],
                name="one_round_of_a_name_per_plan",
                violation_error_message="This plan already has a round of this name.",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(due_on__isnull=True) | Q(opens_on__lte=F("due_on")),
                name="round_opens_before_it_is_due",
                violation_error_message="The round must open before it is due.",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(key__contains="/"),
                name="round_key_fits_an_address",
                violation_error_message="Give the round a key of letters, figures and hyphens, such as 2018-10.",
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("round", args=[self.plan.slug, self.key])

    @property
    def is_open(self):
        """Whether answers are taken now, be they in time or late."""
        return self.opened_at is not None and self.closed_on is None

    @property
    def is_planned(self):
        """Whether it has its dates and waits to be opened."""
        return self.opened_at is None and self.closed_on is None and self.due_on is not None

    def reminds_on(self):
        """How many days before the due date reminders go out, the most first: [14, 4]."""
        return sorted({int(days) for days in self.reminder_days.split(",") if days.strip()}, reverse=True)


class RoundEventQuerySet(PlanPartQuerySet):
    """Questions about what was done to rounds."""

    to_plan = "reporting_round__plan"


class RoundEvent(models.Model):
    """Something that was done to a round as a whole: by whom, when, and why."""

    class Kind(models.TextChoices):
        CHANGED = "changed", "Changed"
        OPENED = "opened", "Opened"
        ASKED_ALSO = "asked_also", "Asked for more answers"
        EXTENDED = "extended", "Extended"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Reopened"

    reporting_round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because = models.TextField("why", blank=True)
    what = models.TextField("what was changed", blank=True)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    asked = models.PositiveIntegerField("answers asked for", default=0)

    objects = RoundEventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.reporting_round}: {self.get_kind_display()}"

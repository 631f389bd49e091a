"""An action: one promise of a plan."""

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse

from .access import PlanPartQuerySet
from .plans import Outcome, Plan, Priority
from .recommendations import Recommendation
from .scales import ENDING, FINISHED, WORST_FIRST, ProgressStatus


class ActionQuerySet(PlanPartQuerySet):
    """Questions about actions."""

    to_action = "self"

    def with_position(self):
        """Each with `position_id`: the status last reported and signed off, else the plan's own; None if unset.

        Where leads answer separately it is the worst of what each half said last (`last_words`).
        """
        severity = Case(*(When(status__meaning=key, then=at) for at, key in enumerate(WORST_FIRST)))
        reported = (
            self._last_words(status__isnull=False)
            .order_by(severity, "-reporting_round__order", "-reporting_round_id", "-id")
            .values("status")[:1]
        )
        return self.annotate(
            position_id=Coalesce(Subquery(reported), F("status_id"), output_field=models.BigIntegerField())
        )

    def with_ending(self):
        """Each with `ended_by`: the answer that ended it, stopped or carried_forward, where every half has ended; else ""."""
        words = self._last_words()
        ending = words.filter(answer__in=ENDING).order_by("-answer").values("answer")[:1]
        return self.annotate(
            ended_by=Case(
                When(Exists(words.exclude(answer__in=ENDING)), then=Value("")),
                default=Coalesce(Subquery(ending), Value("")),
            )
        )

    def overdue(self, *, today):
        """Those whose last day has passed and which are not finished, in plans that are not closed. Stands beside the status, never instead of it."""
        finished = ProgressStatus.objects.filter(pk=OuterRef("position_id"), meaning__in=FINISHED)
        return (
            self.with_position()
            .with_ending()
            .filter(
                ended_by="",
                timescales__is_current=True,
                timescales__kind__in=["by", "at", "milestone"],
                timescales__latest__lt=today,
                completed_on__isnull=True,
            )
            .exclude(plan__state=Plan.State.CLOSED)
            .exclude(Exists(finished))
        )

    def _last_words(self, **which):
        """Of the signed-off updates of an action (OuterRef "pk") those that still stand, as `last_words.still_standing` has it."""
        updates = self.model._meta.get_field("updates").related_model.objects
        half = Lower(Coalesce("asked__half", "assignment__qualifier", Value("")))
        said = updates.filter(state="signed_off", **which).annotate(half=half)
        order = OuterRef("reporting_round__order")
        is_later = Q(reporting_round__order__gt=order) | Q(
            reporting_round__order=order, reporting_round__gt=OuterRef("reporting_round")
        )
        later = said.filter(is_later, action=OuterRef("action")).order_by()
        halves = Count("half", distinct=True)
        in_one_round = later.values("reporting_round").annotate(halves=halves).filter(halves__gt=1)
        since = later.values("action").annotate(halves=halves).filter(halves__gt=1)
        is_replaced = (
            Exists(later.filter(Q(half="") | Q(half=OuterRef("half"))))
            | Exists(in_one_round)
            | (Q(half="") & Exists(since))
        )
        return said.filter(~is_replaced, action=OuterRef("pk"))


class WorkingActions(models.Manager.from_queryset(ActionQuerySet)):
    """The actions that are part of a plan. Those that were withdrawn meets only who asks for `everything`."""

    def get_queryset(self):
        return super().get_queryset().filter(withdrawn_at__isnull=True)


class Action(models.Model):
    """The piece of work that was promised, with its reference as printed.

    `slug` is its lasting address within the plan; references repeat or are missing in real
    papers, so the address is made from the reference where it can be, once.
    """

    class Class(models.TextChoices):
        QUICK_WIN = "quick_win", "Quick win"
        LONGER_TERM = "longer_term", "Longer term"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    priority = models.ForeignKey(
        Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, null=True, blank=True, related_name="actions"
    )
    outcomes = models.ManyToManyField(Outcome, through="ActionOutcome", blank=True, related_name="actions")
    order = models.PositiveIntegerField(default=0)
    ref = models.CharField("reference", max_length=40, blank=True)
    slug = models.SlugField("address", max_length=60, blank=True)
    words = models.TextField(
        "action",
        blank=True,
        help_text="Left empty only where the recommendation itself is what is to be done.",
    )
    detail = models.TextField(blank=True)
    classed_as = models.CharField("class", max_length=12, choices=Class.choices, blank=True)
    status = models.ForeignKey(
        ProgressStatus,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Set by the equality team; an update that is signed off speaks louder.",
    )
    status_words = models.CharField("status, as printed", max_length=200, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    lead_service_words = models.TextField("lead service area, as printed", blank=True)
    lead_officer_words = models.TextField("lead officer, as printed", blank=True)
    supporting_words = models.TextField("supporting services, as printed", blank=True)
    responsible_words = models.TextField("responsible, as printed", blank=True)
    # An action that was issued once is withdrawn, never deleted.
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_because = models.TextField("why it was withdrawn", blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    source = models.ForeignKey(
        "PlanImport", on_delete=models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    source_table = models.PositiveIntegerField(null=True, blank=True)
    source_row = models.PositiveIntegerField(null=True, blank=True)

    objects = WorkingActions()
    everything = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order", "id"]
        indexes = [
            models.Index(fields=["plan", "order", "id"], name="action_in_plan_order"),
            models.Index(fields=["plan", "ref"], name="action_by_reference"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "slug"],
                name="an_address_means_one_action_in_a_plan",
                violation_error_message="Another action of this plan already has this address.",
            ),
            models.CheckConstraint(
                condition=~Q(words="") | Q(recommendation__isnull=False),
                name="action_has_words_or_carries_a_recommendation",
                violation_error_message="Say what is to be done, or choose the recommendation that this action carries.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="withdrawn_action_says_why",
                violation_error_message="Say why this action is withdrawn, in a sentence that everybody may read.",
            ),
            models.CheckConstraint(
                condition=Q(classed_as__in=["", "quick_win", "longer_term"]),
                name="action_is_of_a_known_class",
                violation_error_message="Choose a class from the list: quick win or longer term.",
            ),
        ]

    def __str__(self):
        return f"{self.ref} {self.printed_words}".strip()[:120]

    @property
    def is_withdrawn(self):
        """Whether it is no longer part of the plan; what was issued of it stays."""
        return self.withdrawn_at is not None

    @property
    def printed_words(self):
        """What is to be done: its own words, else those of the recommendation it carries."""
        return self.words or (self.recommendation.words if self.recommendation else "")

    def get_absolute_url(self):
        return reverse("action", args=[self.plan.slug, self.slug])


class ActionOutcomeQuerySet(PlanPartQuerySet):
    """Questions about which action serves which outcome."""

    to_plan = "action__plan"
    to_action = "action"


class ActionOutcome(models.Model):
    """One action serves one outcome."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="+")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    objects = ActionOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "outcome"],
                name="an_action_serves_an_outcome_once",
                violation_error_message="This action already serves this outcome.",
            ),
        ]

    def __str__(self):
        return f"{self.action} → {self.outcome}"

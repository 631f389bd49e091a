"""A plan, and the headings its actions stand under."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Organisation

from .access import PlanPartQuerySet
from .scales import ProgressScale


class PlanQuerySet(PlanPartQuerySet):
    """Questions about plans."""

    to_plan = "self"
    to_action = "actions"


class Layout(models.TextChoices):
    """The four committee papers a plan can be printed as."""

    PRIORITIES = "priorities", "Priorities, rounds side by side"
    OUTCOMES = "outcomes", "Outcome and recommendation"
    RECOMMENDATIONS = "recommendations", "Recommendations and responses"
    AIMS = "aims", "Aims and actions"


class Plan(models.Model):
    """A body's equality action plan: what was promised, for which years, in which state."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        ADOPTED = "adopted", "Adopted"
        IN_DELIVERY = "in_delivery", "In delivery"
        CLOSED = "closed", "Closed"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    paper_title = models.CharField(
        max_length=300,
        blank=True,
        help_text="The title over the committee paper, where it differs: Progress update on …",
    )
    reference = models.CharField(max_length=100, blank=True, help_text="Such as Appendix 2.")
    running_head = models.CharField(
        max_length=300, blank=True, help_text="Stands at the top left of each printed page."
    )
    introduction = models.TextField(blank=True)
    adoption_words = models.CharField(
        "adopted",
        max_length=200,
        blank=True,
        help_text="As you would print it: Adopted by Council on 12 March 2025.",
    )
    period_words = models.CharField("period", max_length=100, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    is_draft = models.BooleanField(
        "draft",
        default=True,
        help_text="A draft is seen by the equality team and publishers alone; what is no draft also by those who lead its actions. The public sees what was issued.",
    )
    scale = models.ForeignKey(
        ProgressScale, on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    layout = models.CharField(
        max_length=20, choices=Layout.choices, default=Layout.PRIORITIES, verbose_name="usual paper"
    )
    prints_names = models.BooleanField(
        "officers’ names are printed",
        default=True,
        help_text="Otherwise posts only, in every format, list and search that the public sees.",
    )
    prints_names_because = models.CharField(
        "who decided on names, and when",
        max_length=200,
        blank=True,
        help_text="Printed on each publication: As the plan’s owner chose on 12 March 2025.",
    )
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "-period_start", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_start__lte=F("period_end")),
                name="plan_begins_before_it_ends",
                violation_error_message="The plan must not end before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=F("id")),
                name="plan_does_not_follow_itself",
                violation_error_message="A plan cannot follow itself. Choose an earlier plan, or none.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "adopted", "in_delivery", "closed"]),
                name="plan_is_in_a_known_state",
                violation_error_message="Choose a state from the list: proposed, adopted, in delivery or closed.",
            ),
            models.CheckConstraint(
                condition=Q(layout__in=Layout.values),
                name="plan_has_a_known_layout",
                violation_error_message="Choose one of the papers in the list.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plan", args=[self.slug])

    @property
    def is_closed(self):
        """Whether nothing of it waits any more: in a closed plan no action is overdue."""
        return self.state == self.State.CLOSED


class PlanColumn(models.Model):
    """One column of a plan's own paper: which, in which order, under which heading.

    A plan with no columns of its own prints those of its layout.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="columns")
    layout = models.CharField(max_length=20, choices=Layout.choices)
    order = models.PositiveSmallIntegerField(default=0)
    key = models.CharField("column", max_length=30)
    heading = models.CharField(
        max_length=100, blank=True, help_text="Left empty, the layout's own heading is printed."
    )
    is_shown = models.BooleanField("shown", default=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "layout", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "layout", "key"],
                name="a_column_stands_once_in_a_paper",
                violation_error_message="This column already stands in this paper. Change or remove the other one first.",
            ),
        ]

    def __str__(self):
        return self.heading or self.key


class Priority(models.Model):
    """A heading over several actions, kept as it was printed: "Priority 1, …", "Appendix 1a …"."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="priorities")
    order = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(null=True, blank=True)
    ref = models.CharField(max_length=20, blank=True, help_text="Such as 1a, where it has one.")
    words = models.TextField("heading, as printed")

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "priorities"
        ordering = ["plan", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="priority_has_words",
                violation_error_message="Give the priority its heading.",
            ),
        ]

    def __str__(self):
        return self.words


class Outcome(models.Model):
    """The change that is wanted. One outcome may have many actions, and two may share them."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="outcomes")
    priority = models.ForeignKey(
        Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="outcomes"
    )
    order = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True)
    is_unreadable = models.BooleanField(
        "could not be read", default=False, help_text="It stood in the paper and cannot be read."
    )

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(words="", is_unreadable=True) | (~Q(words="") & Q(is_unreadable=False)),
                name="outcome_has_words_or_is_unreadable",
                violation_error_message="Give the outcome its words, or tick “could not be read” and leave the words empty.",
            ),
        ]

    def __str__(self):
        return self.words or "[Nothing readable]"

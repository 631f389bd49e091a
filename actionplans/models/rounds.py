"""What has happened since: rounds, the updates given in them, and what was added later."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.permissions import Permission, scope
from papers.models import SourceFile

from .access import PlanPartQuerySet
from .actions import Action
from .assignments import Assignment
from .plans import Plan
from .scales import ProgressStatus


def both_or_neither(first, second, name, sentence):
    """A constraint: either both of these fields are filled, or none of them."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=name,
        violation_error_message=sentence,
    )


class ReportingRound(models.Model):
    """One reporting occasion: October 2018 is a row, never a column."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    order = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=40, help_text="2018-10 for October 2018; otherwise made from the name.")
    words = models.CharField("name, as printed", max_length=100)
    held_in = models.DateField(null=True, blank=True, help_text="The first day of the month it reports on.")
    opens_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    papers_cut_off_on = models.DateField("cut-off for papers", null=True, blank=True)
    meeting_words = models.CharField("for which meeting", max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = PlanPartQuerySet.as_manager()

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
        ]

    def __str__(self):
        return self.words


# Which line of the policy lets a person read an update that is not signed off yet.
READS = {
    "draft": Permission.READ_DRAFT_UPDATE,
    "submitted": Permission.READ_SUBMITTED_UPDATE,
    "returned": Permission.READ_DRAFT_UPDATE,
}


class UpdateQuerySet(PlanPartQuerySet):
    """Questions about updates."""

    to_plan = "action__plan"
    to_action = "action"

    def visible_to(self, user):
        """Signed-off updates of the plans one may read, and the others as far as the policy goes."""
        readable = Q(state="signed_off")
        for state, permission in READS.items():
            letter = scope(user, permission)
            if letter == "A":
                readable |= Q(state=state)
            elif letter == "O":
                readable |= Q(state=state, action__in=Action.objects.reportable_by(user))
        return super().visible_to(user).filter(readable)


class Update(models.Model):
    """What was answered on one action in one round.

    Five answers are different things: words, nothing to report, same as another action,
    carried forward, and stopped. That no answer came is the absence of a row.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        RETURNED = "returned", "Returned"
        SIGNED_OFF = "signed_off", "Signed off"

    class Answer(models.TextChoices):
        PROGRESS = "progress", "Progress"
        NOTHING_TO_REPORT = "nothing_to_report", "Nothing to report"
        SAME_AS = "same_as", "Same as another action"
        CARRIED_FORWARD = "carried_forward", "Carried forward"
        STOPPED = "stopped", "Stopped"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    reporting_round = models.ForeignKey(
        ReportingRound, on_delete=models.CASCADE, related_name="updates", verbose_name="round"
    )
    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="updates",
        help_text="Where leads answer separately, whose half this is.",
    )
    answer = models.CharField(max_length=20, choices=Answer.choices, default=Answer.PROGRESS)
    same_as = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)
    status = models.ForeignKey(
        ProgressStatus, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status_words = models.CharField("status, as printed", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    returned_because = models.TextField(blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_off_at = models.DateTimeField(null=True, blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["action", "reporting_round__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "reporting_round"],
                condition=Q(assignment__isnull=True),
                name="one_update_on_an_action_in_a_round",
                violation_error_message="This action already has an update in this round. Change that one instead.",
            ),
            models.UniqueConstraint(
                fields=["action", "reporting_round", "assignment"],
                condition=Q(assignment__isnull=False),
                name="one_update_of_a_lead_on_an_action_in_a_round",
                violation_error_message="This lead has already given an update on this action in this round. Change that one instead.",
            ),
            both_or_neither(
                "submitted_by",
                "submitted_at",
                "update_submitted_when_and_by_whom",
                "An update that was submitted needs both the person and the time.",
            ),
            both_or_neither(
                "signed_off_by",
                "signed_off_at",
                "update_signed_off_when_and_by_whom",
                "An update that was signed off needs both the person and the time.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "returned", "signed_off"]),
                name="update_is_in_a_known_state",
                violation_error_message="Choose a state from the list: draft, submitted, returned or signed off.",
            ),
            models.CheckConstraint(
                condition=Q(answer="same_as", same_as__isnull=False)
                | (~Q(answer="same_as") & Q(same_as__isnull=True)),
                name="update_says_which_action_it_is_the_same_as",
                violation_error_message="“Same as another action” needs that action; any other answer must leave it empty.",
            ),
        ]

    def __str__(self):
        return f"{self.action.ref}, {self.reporting_round}"


class AddendumQuerySet(PlanPartQuerySet):
    """Questions about additions."""

    to_plan = "update_added_to__action__plan"
    to_action = "update_added_to__action"

    def visible_to(self, user):
        """Those under an update that this person may read."""
        return self.filter(update_added_to__in=Update.objects.visible_to(user))


class Addendum(models.Model):
    """A dated remark added under an update after its round."""

    update_added_to = models.ForeignKey(
        Update, on_delete=models.CASCADE, related_name="addenda", verbose_name="update"
    )
    order = models.PositiveSmallIntegerField(default=0)
    on = models.DateField(null=True, blank=True)
    marker = models.CharField(
        "marker, as written", max_length=100, blank=True, help_text="Such as: Update 23.04.19 -"
    )
    words = models.TextField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AddendumQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "addenda"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(on__isnull=False) | ~Q(marker=""),
                name="addendum_has_a_date_or_a_marker",
                violation_error_message="Give the addition its date, or the words that marked it in the paper.",
            ),
        ]

    def __str__(self):
        return f"{self.marker} {self.words}".strip()[:80]


class EvidenceQuerySet(PlanPartQuerySet):
    """Questions about evidence."""

    to_plan = "evidence_of__action__plan"
    to_action = "evidence_of__action"

    def visible_to(self, user):
        """That of an update which this person may read."""
        return self.filter(evidence_of__in=Update.objects.visible_to(user))


class Evidence(models.Model):
    """What shows that an update is so: a link, or a file."""

    evidence_of = models.ForeignKey(
        Update, on_delete=models.CASCADE, related_name="evidence", verbose_name="update"
    )
    words = models.CharField(max_length=300)
    link = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=~Q(link="") | Q(file__isnull=False),
                name="evidence_is_a_link_or_a_file",
                violation_error_message="Give a link or choose a file.",
            ),
        ]

    def __str__(self):
        return self.words

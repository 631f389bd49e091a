"""What was answered in a round, what became of each answer, and what was added later."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Permission, may_on_every_row, scope
from papers.models import SourceFile

from .access import PlanPartQuerySet
from .actions import Action
from .assignments import Assignment
from .constraints import both_or_neither
from .requests import UpdateRequest
from .rounds import ReportingRound
from .scales import ProgressStatus

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
        letters = {state: scope(user, permission) for state, permission in READS.items()}
        of_all = [state for state, letter in letters.items() if letter == "A"]
        of_own = [state for state, letter in letters.items() if letter == "O"]
        readable = Q(state__in=["signed_off", *of_all])
        if of_own:
            # Whose it is is asked once for all states: to put the question together costs more than to answer it.
            asked = Q(asked__in=UpdateRequest.objects.reportable_by(user))
            unasked = Q(asked__isnull=True)
            if may_on_every_row(user, Permission.READ_WORKING_PLAN):
                # Others are shown no action but their own in the first place.
                unasked &= Q(action__in=Action.objects.reportable_by(user))
            readable |= Q(state__in=of_own) & (asked | unasked)
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
    asked = models.OneToOneField(
        UpdateRequest,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="update",
        help_text="What this answers, where the round was run here.",
    )
    answer = models.CharField(max_length=20, choices=Answer.choices, default=Answer.PROGRESS)
    same_as = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)
    status = models.ForeignKey(
        ProgressStatus, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status_words = models.CharField("status, as printed", max_length=200, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    reopened_because = models.TextField(
        "why it is open again", blank=True, help_text="Where it was complete in the round before."
    )
    set_aside = models.JSONField(
        "typed and not sent",
        default=dict,
        blank=True,
        editable=False,
        help_text="What its form held that the answer does not say: words of another kind, a day that was not understood.",
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField(null=True, blank=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    returned_because = models.TextField(blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
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
                condition=Q(assignment__isnull=True, asked__isnull=True),
                name="one_update_on_an_action_in_a_round",
                violation_error_message="This action already has an update in this round. Change that one instead.",
            ),
            models.UniqueConstraint(
                fields=["action", "reporting_round", "assignment"],
                condition=Q(assignment__isnull=False, asked__isnull=True),
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
                # A draft may not say yet which action it is.
                condition=Q(answer="same_as", same_as__isnull=False)
                | (~Q(answer="same_as") & Q(same_as__isnull=True))
                | Q(answer="same_as", state__in=["draft", "returned"]),
                name="update_says_which_action_it_is_the_same_as",
                violation_error_message="“Same as another action” needs that action; any other answer must leave it empty.",
            ),
        ]

    def __str__(self):
        return f"{self.action.ref}, {self.reporting_round}"

    @property
    def is_signed_off(self):
        """Whether it is final: from then on it is only added to."""
        return self.state == self.State.SIGNED_OFF


class UpdateEventQuerySet(PlanPartQuerySet):
    """Questions about what became of updates."""

    to_plan = "update_changed__action__plan"
    to_action = "update_changed__action"

    def visible_to(self, user):
        """What led to an answer is read by those who may read the answer before it is public: its lead and those who review it."""
        found = self.filter(update_changed__in=Update.objects.visible_to(user))
        letter = scope(user, Permission.READ_CONTENT_TRAIL)
        if letter == "A":
            return found
        if letter != "O":
            return self.none()
        return found.filter(update_changed__asked__in=UpdateRequest.objects.reportable_by(user))


class UpdateEvent(models.Model):
    """One step of an answer, with what it said at that step, so that no text is lost. Never changed."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "Sent"
        TAKEN_BACK = "taken_back", "Taken back"
        RETURNED = "returned", "Returned"
        EDITED = "edited", "Edited by the equality team"
        SIGNED_OFF = "signed_off", "Signed off"
        BROUGHT_IN = "brought_in", "Brought in from a form"

    update_changed = models.ForeignKey(
        Update, on_delete=models.CASCADE, related_name="events", verbose_name="update"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because = models.TextField("why", blank=True)
    said = models.JSONField("what it said then", default=dict)

    objects = UpdateEventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["update_changed", "at"], name="update_event_in_time")]

    def __str__(self):
        return f"{self.update_changed}: {self.get_kind_display()}"


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

    def to_open_by(self, user):
        """Those whose files this person may open: a file is not public with the answer, only its name is."""
        letter = scope(user, Permission.READ_EVIDENCE)
        if letter == "A":
            return self.visible_to(user)
        if letter != "O":
            return self.none()
        return self.visible_to(user).filter(evidence_of__action__in=Action.objects.reportable_by(user))


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

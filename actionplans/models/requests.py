"""What a round asks for: one answer on an action, or one for each half that has its own lead."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.urls import reverse

from accounts.models import Contributor, Email, User
from accounts.permissions import Permission, may_on_every_row, scope

from .access import LEADING, PlanPartQuerySet
from .actions import Action
from .constraints import both_or_neither
from .rounds import ReportingRound


class UpdateRequestQuerySet(PlanPartQuerySet):
    """Questions about what is asked for."""

    to_plan = "action__plan"
    to_action = "action"

    def visible_to(self, user):
        """All of them for those who review answers, else those one may answer."""
        if may_on_every_row(user, Permission.READ_SUBMITTED_UPDATE):
            return self
        return self.reportable_by(user)

    def reportable_by(self, user):
        """Those this person may answer: every one, or those of one's own actions and halves, and of whom one is deputy.

        Somebody who leads the action without a half of their own, such as the head of its service, may answer for either.
        """
        letter = scope(user, Permission.POST_UPDATE)
        if letter == "A":
            return self
        return self.asked_of(user) if letter == "O" else self.none()

    def asked_of(self, user):
        """Those that ask this person, or somebody whose deputy they are today, whatever role they have."""
        acting_for = User.objects.acting_for(user).values("pk")
        return self.led_by(acting_for).filter(action__plan__is_draft=False)

    def led_by(self, users):
        """Those of the actions these people lead, and of the halves that are theirs."""
        mine = Q(action__assignments__contributor__users__in=users, action__assignments__role__in=LEADING)
        half = (
            Q(half="")
            | Q(action__assignments__qualifier="")
            | Q(Exact(Lower("action__assignments__qualifier"), Lower("half")))
        )
        return self.filter(mine & half).distinct()

    def standing(self):
        """Those that were not withdrawn, of actions that are part of the plan."""
        return super().standing().filter(withdrawn_at__isnull=True)

    def received(self):
        """Those whose answer was sent, signed off or not."""
        return self.filter(update__state__in=["submitted", "signed_off"])

    def awaited(self):
        """Those that stand and whose answer was not sent: nothing, a draft, or one that was returned."""
        return self.standing().filter(Q(update__isnull=True) | Q(update__state__in=["draft", "returned"]))


class UpdateRequest(models.Model):
    """An answer that a round asks for: on a whole action, or on one half of it.

    `half` is the qualifier of the leads who answer for it ("internal"), empty where all leads
    answer together. Whom to ask is looked up in the action's leads when it is asked, so that a new
    lead is asked without anything being moved.
    """

    reporting_round = models.ForeignKey(
        ReportingRound, on_delete=models.CASCADE, related_name="requests", verbose_name="round"
    )
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="requests")
    half = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    because = models.TextField(
        "why it is asked for", blank=True, help_text="Where an action is asked for that was finished."
    )
    first_seen_at = models.DateTimeField("form first opened", null=True, blank=True)
    last_version = models.PositiveIntegerField(
        "version of the draft that was thrown away last", default=0, editable=False
    )
    not_mine_at = models.DateTimeField("said not to be theirs", null=True, blank=True)
    not_mine_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    not_mine_words = models.TextField("who leads it now, as they said", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.TextField(blank=True)

    objects = UpdateRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "answer asked for"
        verbose_name_plural = "answers asked for"
        ordering = ["reporting_round", "action__order", "action", "half"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporting_round", "action", "half"],
                name="a_round_asks_once_for_an_answer",
                violation_error_message="This round already asks for this answer.",
            ),
            both_or_neither(
                "withdrawn_by",
                "withdrawn_at",
                "request_withdrawn_when_and_by_whom",
                "A request that was withdrawn needs both the person and the time.",
            ),
        ]

    def __str__(self):
        half = f" ({self.half})" if self.half else ""
        return f"{self.action.ref}{half}, {self.reporting_round}"

    def get_absolute_url(self):
        return reverse("answer", args=[self.pk])

    @property
    def answer(self):
        """The update that answers it, or None. Fetch it with `select_related("update")`."""
        return getattr(self, "update", None)

    @property
    def state(self):
        """Where it stands: withdrawn, not_started, draft, returned, submitted or signed_off."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return self.answer.state if self.answer else "not_started"


class AskingQuerySet(models.QuerySet):
    """Questions about who was asked when."""

    def visible_to(self, user):
        """The log is the equality team's."""
        return self if may_on_every_row(user, Permission.CHASE) else self.none()

    def editable_by(self, user):
        """Nobody changes what happened."""
        return self.none()

    def that_asked(self):
        """Those that asked for the answer and were not lost on the way: what "[Not received. Asked on …]" counts."""
        return self.exclude(kind=Asking.Kind.ESCALATION).filter(
            Q(email__isnull=True) | Q(email__given_up_at__isnull=True, email__came_back_at__isnull=True)
        )


class Asking(models.Model):
    """One time that somebody was asked for an answer: who, when and how. Never changed."""

    class Kind(models.TextChoices):
        OPENING = "opening", "Asked when the round opened"
        REMINDER = "reminder", "Reminded"
        ESCALATION = "escalation", "Told the head of service"

    class How(models.TextChoices):
        EMAIL = "email", "By e-mail"
        FORM = "form", "By a form in Word or Excel"
        BY_HAND = "by_hand", "By hand"

    request = models.ForeignKey(UpdateRequest, on_delete=models.CASCADE, related_name="askings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    how = models.CharField(max_length=10, choices=How.choices)
    at = models.DateTimeField()
    whom = models.CharField(max_length=250, help_text="Who was asked, as they were called then.")
    contributor = models.ForeignKey(
        Contributor, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    email = models.ForeignKey(Email, on_delete=models.SET_NULL, null=True, blank=True, related_name="askings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AskingQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["request", "at"], name="asking_by_request_in_time")]

    def __str__(self):
        return f"{self.whom}, {self.at:%d.%m.%Y}"

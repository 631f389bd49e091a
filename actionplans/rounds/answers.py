"""What an answer says, as one value: what a lead puts into the form, and what keeps it from being sent."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ..models import Action, ProgressStatus, Update
from ..movement import LINE
from ..wording.pasted import clean

Answer = Update.Answer
SAID = (
    "answer",
    "words",
    "status",
    "status_words",
    "same_as",
    "completed_on",
    "next_review_on",
    "reopened_because",
)
# The worst statuses of a scale: only these two are ever bad news.
BAD_NEWS = ("off_track", "at_risk")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its kind, words, status, and what goes with them. `words` is cleaned of what a paste brings along."""

    answer: str = Answer.PROGRESS
    words: str = ""
    status: ProgressStatus | None = None
    status_words: str = ""
    same_as: Action | None = None
    completed_on: date | None = None
    next_review_on: date | None = None
    reopened_because: str = ""

    @classmethod
    def of(cls, update):
        """What an Update says."""
        return cls(**{name: getattr(update, name) for name in SAID})

    def put_into(self, update):
        """Write it into an Update, words cleaned. What belongs to another kind of answer is left out."""
        for name in SAID:
            setattr(update, name, getattr(self, name))
        update.words = clean(self.words)
        update.reopened_because = clean(self.reopened_because)
        if self.answer != Answer.SAME_AS:
            update.same_as = None
        if self.status is not None and not self.status_words:
            update.status_words = ""
        return update

    def as_kept(self):
        """As plain data, to be kept beside a step of the answer."""
        return {
            "answer": str(self.answer),
            "words": self.words,
            "status": self.status.words if self.status else self.status_words,
            "same_as": self.same_as.ref if self.same_as else "",
            "completed_on": self.completed_on.isoformat() if self.completed_on else None,
            "next_review_on": self.next_review_on.isoformat() if self.next_review_on else None,
            "reopened_because": self.reopened_because,
        }


@dataclass(frozen=True, slots=True)
class Known:
    """What many answers of a round are held against, asked for once: see `what_is_known`."""

    statuses: list
    before: dict
    same_as: dict


def what_is_known(reporting_round, asked):
    """What `problems` needs to look at all of these at once, in three queries however many they are.

    `asked` are UpdateRequests with their action and its status.
    """
    asked = list(asked)
    earlier = (
        Update.objects.filter(
            action__in=[one.action_id for one in asked],
            state=Update.State.SIGNED_OFF,
            status__isnull=False,
            reporting_round__order__lt=reporting_round.order,
        )
        .select_related("status", "assignment", "asked")
        .order_by("-reporting_round__order", "-id")
    )
    by_action = {}
    for update in earlier:
        by_action.setdefault(update.action_id, []).append(update)
    before = {}
    for one in asked:
        found, half = by_action.get(one.action_id, []), one.half.casefold()
        own = [each for each in found if half and half_of(each).casefold() == half]
        last = next(iter(own or found), None)
        before[one.pk] = last.status if last else one.action.status
    return Known(
        statuses=list(ProgressStatus.objects.filter(scale_id=reporting_round.plan.scale_id)),
        before=before,
        same_as=_said_the_same(reporting_round.pk),
    )


def position_before(asked):
    """The status that was signed off last before this round, on this half where it has answers, else the plan's own; or None."""
    update = last_answer(asked, with_status=True)
    return update.status if update else asked.action.status


def last_answer(asked, *, with_status=False):
    """The answer signed off last before this round, on the same half where there is one; None where there is none."""
    earlier = Update.objects.filter(
        action=asked.action_id,
        state=Update.State.SIGNED_OFF,
        reporting_round__order__lt=asked.reporting_round.order,
    ).select_related("status", "reporting_round", "assignment__contributor", "same_as", "asked")
    if with_status:
        earlier = earlier.filter(status__isnull=False)
    found = list(earlier.order_by("-reporting_round__order", "-id")[:20])
    half = asked.half.casefold()
    own = [each for each in found if half and half_of(each).casefold() == half]
    return next(iter(own or found), None)


def half_of(update):
    """The half that an update answers for; "" where it answers for the whole."""
    if update.asked_id:
        return update.asked.half
    return update.assignment.qualifier if update.assignment_id else ""


def worst_of(statuses):
    """The status of a scale that is the worst news: it is never sent without a remark. None where a scale has no bad news."""
    bad = [each for each in statuses if each.meaning in BAD_NEWS]
    return min(bad, key=lambda each: LINE.index(each.meaning), default=None)


def is_worst(status, statuses):
    """Whether this status means the same as the worst of its scale."""
    worst = worst_of(statuses)
    return status is not None and worst is not None and status.meaning == worst.meaning


def problems(asked, said, *, at, known=None):
    """What keeps this answer from being sent: [(field, sentence)], none where it may go.

    `known` is a `Known` where many are looked at; without it what one needs is asked for.
    """
    if known is None:
        statuses = list(ProgressStatus.objects.filter(scale_id=asked.action.plan.scale_id))
    else:
        statuses = known.statuses
    words = clean(said.words)
    found = [
        *_of_its_kind(asked, said, words, known),
        *_of_the_status(asked, said, statuses, known),
        *_of_the_days(said, timezone.localdate(at)),
    ]
    seen = set()
    return [each for each in found if not (each[0] in seen or seen.add(each[0]))]


def _of_its_kind(asked, said, words, known):
    if said.answer == Answer.PROGRESS and not words:
        yield "words", "Say what has happened, or choose one of the other answers below."
    if said.answer == Answer.NOTHING_TO_REPORT and not words:
        yield "words", "Say why there is nothing to report: the reason is printed."
    if said.answer == Answer.STOPPED and not words:
        yield "words", "Say who decided to stop it, and when: the decision is printed."
    if said.answer == Answer.SAME_AS:
        yield from _of_the_other(asked, said.same_as, known)


def _of_the_other(asked, other, known):
    if other is None:
        yield "same_as", "Give the reference of the other action, as it stands in the plan."
    elif other.plan_id != asked.action.plan_id:
        yield "same_as", "Choose an action of the same plan."
    elif other.pk == asked.action_id:
        yield "same_as", "Choose another action: this is the one you are answering."
    elif _leads_back(_same_as_of(asked, known), other.pk, asked.action_id):
        yield (
            "same_as",
            f"Write this answer out: {other.ref or 'the other action'} says that it is the same as this one.",
        )


def goes_in_a_circle(update):
    """Whether following "same as" from this answer leads back to its own action, so that neither says anything."""
    return _leads_back(_said_the_same(update.reporting_round_id), update.same_as_id, update.action_id)


def _same_as_of(asked, known):
    return _said_the_same(asked.reporting_round_id) if known is None else known.same_as


def _said_the_same(reporting_round):
    """{action: the actions that it, or one of its halves, says it is the same as} of a round."""
    said = defaultdict(set)
    pairs = Update.objects.filter(reporting_round=reporting_round, answer=Answer.SAME_AS)
    for action, same_as in pairs.values_list("action_id", "same_as_id"):
        said[action].add(same_as)
    return dict(said)


def _leads_back(said, start, end):
    """Whether following "same as" from one action leads to the other."""
    seen, ahead = set(), {start}
    while ahead:
        seen |= ahead
        ahead = set().union(*(said.get(each, ()) for each in ahead)) - seen
    return end in seen


def _of_the_status(asked, said, statuses, known):
    if statuses and said.status is None and not said.status_words and said.answer == Answer.PROGRESS:
        yield "status", "Choose how it is going: the paper shows it beside your words."
    if said.status is None:
        return
    if said.status.scale_id != asked.action.plan.scale_id:
        yield "status", "Choose a status of this plan."
        return
    yield from hold_always(asked, said, statuses, known)
    if said.status.meaning == "complete" and said.completed_on is None:
        yield "completed_on", "Give the day on which it was completed: the committee asks for it."


def hold_always(asked, said, statuses=None, known=None):
    """What keeps an answer out whichever way it comes in: the worst status without a remark, opening again without a reason."""
    if said.status is None:
        return
    if statuses is None:
        statuses = list(ProgressStatus.objects.filter(scale_id=asked.action.plan.scale_id))
    if is_worst(said.status, statuses) and not clean(said.words):
        yield "words", f"Say what is being done: {_short(said.status)} needs a remark."
    if not said.status.is_finished and not clean(said.reopened_because):
        yield from _of_opening_again(asked, known)


def _of_opening_again(asked, known):
    """What was complete, by its status or by its day, is not open again without a word."""
    before = position_before(asked) if known is None else known.before[asked.pk]
    if before is not None and before.is_finished:
        yield "reopened_because", f"Say why it is open again: it was {_short(before)} before."
    elif asked.action.completed_on:
        day = asked.action.completed_on
        yield "reopened_because", f"Say why it is open again: it was completed on {day.day} {day:%B %Y}."


def _of_the_days(said, today):
    if said.completed_on and said.completed_on > today:
        yield "completed_on", "Choose today or an earlier day: it is complete once it is done."
    if said.completed_on and said.next_review_on and said.next_review_on < said.completed_on:
        yield "next_review_on", "Choose a review after the day of completion."


def _short(status):
    return status.words.partition(":")[0].strip() or status.words

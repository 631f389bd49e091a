"""One answer beside the last one: what it says, how it moved, what became of it, and what comes next."""

from dataclasses import dataclass, field

from django.db.models import F, Q

from ..lateness import is_overdue, overdue_words
from ..models import Asking, Plan, UpdateRequest
from ..movement import movement
from ..rounds.answers import last_answer, position_before
from .board import leads_of, whom
from .round_trails import steps_of


@dataclass(slots=True)
class Review:
    """One request, its answer or None, the last answer or None, and what stands around them."""

    asked: UpdateRequest
    update: object
    last: object
    before: object
    movement: object
    overdue: str
    asked_of: str
    timescale: object
    steps: list = field(default_factory=list)
    askings: list = field(default_factory=list)
    addenda: list = field(default_factory=list)
    evidence: list = field(default_factory=list)
    previous: object = None
    next: object = None
    to_review: int = 0


def review_of(asked, *, reads, may_trail, today):
    """The Review of this request.

    `reads` is whether the reader may read its answer as it is now, `may_trail` what became of it.
    """
    update = asked.answer if reads else None
    last = last_answer(asked)
    before = position_before(asked)
    timescale = asked.action.timescales.filter(is_current=True).first()
    previous, following, number = neighbours(asked)
    leads, names = leads_of(asked.action.plan_id, asked.action_id)
    keys = [key for _, key in whom(leads.get(asked.action_id, ()), asked.half.casefold())]
    return Review(
        asked=asked,
        update=update,
        last=last,
        before=before,
        movement=_moved(update, last, before),
        overdue=_overdue(asked, update, before, timescale, today),
        asked_of=", ".join(names[key][0] for key in dict.fromkeys(keys)),
        timescale=timescale,
        steps=steps_of(asked.answer) if may_trail and asked.answer else [],
        askings=list(Asking.objects.filter(request=asked).select_related("email")),
        addenda=list(update.addenda.select_related("added_by")) if update else [],
        evidence=list(update.evidence.select_related("file").defer("file__content")) if update else [],
        previous=previous,
        next=following,
        to_review=number,
    )


def _moved(update, last, before):
    if update is None or last is None:
        return None
    return movement(before, update.status, since=last.reporting_round.words)


def _overdue(asked, update, before, timescale, today):
    if timescale is None:
        return ""
    status = (update.status if update else None) or before
    late = is_overdue(
        timescale.latest,
        kind=timescale.kind,
        completed_on=asked.action.completed_on,
        is_finished=(status is not None and status.is_finished)
        or asked.action.plan.state == Plan.State.CLOSED,
        today=today,
    )
    return overdue_words(timescale.latest, today) if late else ""


def neighbours(asked):
    """(the answer to review before this one, the one after it, how many there are) in plan order."""
    waiting = UpdateRequest.objects.standing().filter(
        reporting_round=asked.reporting_round_id, update__state="submitted"
    )
    order, action, pk = asked.action.order, asked.action_id, asked.pk
    after = Q(action__order__gt=order) | Q(action__order=order) & (
        Q(action__gt=action) | Q(action=action, pk__gt=pk)
    )
    in_order = waiting.select_related("action").order_by("action__order", "action_id", "pk")
    following = in_order.filter(after).first()
    previous = in_order.exclude(pk=pk).exclude(after).reverse().first()
    return previous, following, waiting.count()


def next_to_review(asked):
    """The answer to review after this one, else the first that waits; None where none does."""
    previous, following, _ = neighbours(asked)
    if following or previous is None:
        return following
    return (
        UpdateRequest.objects.standing()
        .filter(reporting_round=asked.reporting_round_id, update__state="submitted")
        .exclude(pk=asked.pk)
        .order_by(F("action__order"), "action_id", "pk")
        .first()
    )

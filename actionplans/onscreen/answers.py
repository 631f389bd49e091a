"""What was answered on one action, round by round, newest first, and what stands where no answer is."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate

from ..last_words import ended_by, still_standing, worst
from ..models import Action, Addendum, Asking, Evidence, ReportingRound, Update, UpdateRequest
from ..movement import movement
from ..papers import wording
from ..rounds import blanks
from ..rounds.answers import half_of
from .endings import ENDINGS


@dataclass(slots=True)
class Answer:
    """One lead's answer in a round with what was added later and what shows that it is so; or the blank in its place."""

    update: Update | None = None
    half: str = ""
    blank: str = ""
    request: UpdateRequest | None = None
    addenda: list = field(default_factory=list)
    evidence: list = field(default_factory=list)

    @property
    def is_signed_off(self):
        """Whether it is final."""
        return self.update is not None and self.update.state == Update.State.SIGNED_OFF

    @property
    def whose(self):
        """Whose half it is, by the name of who leads it where that is known."""
        lead = self.update.assignment.contributor.name if self.update and self.update.assignment else ""
        half = wording.half(self.half, "")
        return f"{lead} ({self.half})" if lead and half else lead or half


@dataclass(slots=True)
class RoundAnswers:
    """A round and what was answered in it.

    `position` is the worst of what each half had said last when it was over, None where the round gave no
    status; `blank` is what stands where the round has nothing of this action.
    """

    reporting_round: ReportingRound
    answers: list = field(default_factory=list)
    blank: str = ""
    status: object = None
    movement: object = None

    @property
    def signed_off(self):
        """The answers that are final."""
        return [each for each in self.answers if each.is_signed_off]

    @property
    def printed_status(self):
        """The words of a status outside the scale."""
        given = [each.update.status_words for each in self.signed_off]
        return next((words for words in reversed(given) if words), "")

    @property
    def is_received(self):
        """Whether an answer was signed off."""
        return bool(self.signed_off)


def answers_of(action, user, *, today, reviews=False):
    """The RoundAnswers of this action that the reader may see, newest first, in six queries.

    The action is one that the reader may read, and with it the rounds of its plan.
    `reviews` says whether the reader may know that an answer was sent or returned.
    """
    from_papers = Action.objects.filter(plan=OuterRef("plan"), source__isnull=False)
    rounds = (
        ReportingRound.objects.filter(plan=action.plan_id)
        .annotate(came_as_paper=Exists(from_papers))
        .order_by("order", "id")
    )
    by_round = {each.pk: RoundAnswers(each) for each in rounds}
    _answered(action, user, by_round)
    found = _with_blanks(action, by_round, today, reviews)
    _compare(found, action)
    return found[::-1]


def _answered(action, user, by_round):
    """Put the answers that this person may read into their rounds, with what hangs on them."""
    related = ("status", "assignment__contributor", "same_as", "asked")
    answers = {}
    for update in (
        Update.objects.visible_to(user).filter(action=action).select_related(*related).order_by("id")
    ):
        if update.reporting_round_id in by_round:
            answers[update.pk] = Answer(update, half_of(update), request=update.asked)
            by_round[update.reporting_round_id].answers.append(answers[update.pk])
    # What hangs on an answer is read by whoever may read the answer.
    for addendum in Addendum.objects.filter(update_added_to__action=action):
        if addendum.update_added_to_id in answers:
            answers[addendum.update_added_to_id].addenda.append(addendum)
    for evidence in Evidence.objects.filter(evidence_of__action=action).order_by("id"):
        if evidence.evidence_of_id in answers:
            answers[evidence.evidence_of_id].evidence.append(evidence)


def _with_blanks(action, by_round, today, reviews):
    """The rounds in order, each with what stands where an answer is missing; those that are only planned left out."""
    asked, asked_on = defaultdict(list), _asked_on(action)
    for request in UpdateRequest.objects.filter(action=action).select_related("update").order_by("id"):
        asked[request.reporting_round_id].append(request)
    shown = []
    for each in by_round.values():
        stage = _stage(each, today)
        if stage == blanks.PLANNED:
            continue
        if each.reporting_round.opened_at is None:
            is_asked = not _is_finished(shown, action) and not _is_entered_here(each, action)
            each.blank = "" if each.is_received else blanks.blank(stage, is_asked=is_asked)
        else:
            _fill(each, asked[each.reporting_round.pk], stage, asked_on, reviews)
        shown.append(each)
    return shown


def _fill(each, requests, stage, asked_on, reviews):
    """Put a blank beside the answers for each part of what was asked that has none to be read."""
    standing = [request for request in requests if request.withdrawn_at is None]
    answered = {answer.request.pk: answer for answer in each.answers if answer.request}
    others = [answer for answer in each.answers if not (answer.request and answer.request in standing)]
    in_order = [
        answered.get(request.pk) or _missing(request, stage, asked_on, reviews) for request in standing
    ]
    if len(in_order) == 1 and in_order[0].update is None and not in_order[0].half:
        each.blank = in_order[0].blank
    each.answers = [*in_order, *others]
    if not each.answers:
        each.blank = blanks.blank(stage, is_asked=False)


def _missing(request, stage, asked_on, reviews):
    blank = blanks.blank(
        stage, is_asked=True, state=request.state, asked_on=asked_on.get(request.pk, ()), reviews=reviews
    )
    return Answer(half=request.half, blank=blank, request=request)


def _asked_on(action):
    """The local days on which somebody was asked for an answer on this action: {request: days in order}."""
    found = defaultdict(list)
    asked = Asking.objects.that_asked().filter(request__action=action).annotate(day=TruncDate("at"))
    for request, day in asked.order_by("day").values_list("request_id", "day").distinct():
        found[request].append(day)
    return found


def _stage(each, today):
    held = each.reporting_round
    return blanks.stage(
        opened_at=held.opened_at,
        closed_on=held.closed_on,
        opens_on=held.opens_on,
        due_on=held.due_on,
        has_answers=each.is_received,
        today=today,
    )


def _said(found):
    """What was signed off in these rounds, as `last_words` wants it: (place of the round, half, update)."""
    return [
        (place, answer.half, answer.update) for place, each in enumerate(found) for answer in each.signed_off
    ]


def _position(said):
    given = [each for each in said if each[2].status]
    return worst([update.status for *_, update in still_standing(given)], lambda status: status.meaning)


def _ended_by(said):
    return ended_by([update.answer for *_, update in still_standing(said)])


def _is_finished(before, action):
    """Whether nothing more was to be asked after these rounds."""
    status = _position(_said(before)) or action.status
    return (status is not None and status.is_finished) or bool(_ended_by(_said(before)))


def _is_entered_here(each, action):
    """Whether it was entered into a plan that came as a paper, whose rounds cannot have asked for it."""
    return action.source_id is None and each.reporting_round.came_as_paper


def _compare(found, action):
    """Set on each round that gave a status where the action stood after it, and how it had moved since the last one."""
    before, said = None, _said(found)
    for place, each in enumerate(found):
        if any(at == place and update.status for at, _, update in said):
            each.status = _position([one for one in said if one[0] <= place])
        if each.status and before:
            each.movement = movement(before.status, each.status, since=before.reporting_round.words)
        before = each if each.status else before


def position_of(action, found):
    """Where the action stands: (status or None, movement or None) after the newest answers, else the plan's own status."""
    newest = next((each for each in found if each.status), None)
    status, moved = (newest.status, newest.movement) if newest else (action.status, None)
    ending = _ended_by(_said(found[::-1]))
    if ending and not (status is not None and status.is_finished):
        return ENDINGS[ending], None
    return status, moved

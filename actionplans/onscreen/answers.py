"""What was answered on one action, round by round, newest first."""

from dataclasses import dataclass, field

from ..models import Addendum, Evidence, ReportingRound, Update
from ..movement import movement


@dataclass(slots=True)
class Answer:
    """One lead's answer in a round, with what was added later and what shows that it is so."""

    update: Update
    addenda: list = field(default_factory=list)
    evidence: list = field(default_factory=list)

    @property
    def is_signed_off(self):
        """Whether it is final."""
        return self.update.state == Update.State.SIGNED_OFF


@dataclass(slots=True)
class RoundAnswers:
    """A round and what was answered in it; nothing where no answer came."""

    reporting_round: ReportingRound
    answers: list = field(default_factory=list)
    movement: object = None

    @property
    def status(self):
        """The status that was signed off last in this round, or None."""
        given = [each.update.status for each in self.answers if each.is_signed_off and each.update.status]
        return given[-1] if given else None

    @property
    def printed_status(self):
        """The words of a status outside the scale."""
        given = [each.update.status_words for each in self.answers if each.is_signed_off]
        return next((words for words in reversed(given) if words), "")

    @property
    def is_received(self):
        """Whether an answer was signed off."""
        return any(each.is_signed_off for each in self.answers)


def answers_of(action, user):
    """The RoundAnswers of this action that the reader may see, newest first, in four queries."""
    rounds = ReportingRound.objects.visible_to(user).filter(plan=action.plan_id).order_by("order", "id")
    by_round = {each.pk: RoundAnswers(each) for each in rounds}
    answers = {}
    updates = Update.objects.visible_to(user).filter(action=action)
    for update in updates.select_related("status", "assignment__contributor", "same_as").order_by("id"):
        if update.reporting_round_id in by_round:
            answers[update.pk] = Answer(update)
            by_round[update.reporting_round_id].answers.append(answers[update.pk])
    for addendum in Addendum.objects.visible_to(user).filter(update_added_to__action=action):
        if addendum.update_added_to_id in answers:
            answers[addendum.update_added_to_id].addenda.append(addendum)
    for evidence in Evidence.objects.visible_to(user).filter(evidence_of__action=action):
        if evidence.evidence_of_id in answers:
            answers[evidence.evidence_of_id].evidence.append(evidence)
    found = list(by_round.values())
    _compare(found)
    return found[::-1]


def _compare(found):
    """Set on each round how its status moved since the last one that gave any."""
    before = None
    for each in found:
        if each.status and before:
            each.movement = movement(before.status, each.status, since=before.reporting_round.words)
        before = each if each.status else before


def position_of(action, found):
    """Where the action stands: (status or None, movement or None) of the newest answers, else the plan's own status."""
    newest = next((each for each in found if each.status), None)
    return (newest.status, newest.movement) if newest else (action.status, None)

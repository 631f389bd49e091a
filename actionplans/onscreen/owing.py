"""What an officer owes: every answer that open rounds ask of them, in order, and the title that says so."""

from dataclasses import dataclass
from datetime import date

from ..models import ReportingRound, UpdateRequest
from .moments import in_words

WAITING, SENT, NOT_MINE = "waiting", "sent", "not_mine"
RECEIVED = ("submitted", "signed_off")


@dataclass(frozen=True, slots=True)
class Owed:
    """One answer that is asked for, as little of it as puts it in its place."""

    pk: int
    round_id: int
    due_on: date
    state: str
    is_not_mine: bool
    place: tuple

    @property
    def group(self):
        """Under which heading it stands."""
        if self.state in RECEIVED:
            return SENT
        return NOT_MINE if self.is_not_mine else WAITING


def owed_by(user):
    """Everything that open rounds ask of this person, and of those they stand in for, as Owed in plan order."""
    rows = (
        UpdateRequest.objects.standing()
        .asked_of(user)
        .filter(reporting_round__in=ReportingRound.objects.open())
        .order_by()
        .values_list(
            "pk",
            "reporting_round_id",
            "reporting_round__due_on",
            "update__state",
            "not_mine_at",
            "action__plan__title",
            "action__order",
            "action_id",
            "half",
        )
    )
    found = [
        Owed(pk, round_id, due_on or date.max, state or "not_started", not_mine is not None, tuple(place))
        for pk, round_id, due_on, state, not_mine, *place in rows
    ]
    return sorted(found, key=lambda each: each.place)


def urgency(owed, today):
    """What puts the most urgent first.

    An answer that was returned comes before all others: somebody waits for a few words. Then whatever
    a round waits for past its due date; then by due date, the nearest first. On one day a draft comes before
    what is not begun, because it is nearly done; after that all stand in plan order.
    """
    is_late = owed.due_on < today
    return (owed.state != "returned", not is_late, owed.due_on, owed.state != "draft", owed.place)


def title_of(days, is_asked, today):
    """What is the case: how many answers are to be given by when; `days` are the due dates of those that wait."""
    if not days:
        return "Nothing is waiting for you" if is_asked else "Nothing is asked of you now"
    late, first = [day for day in days if day < today], min(days)
    answers = in_words(len(days), "answer").capitalize()
    if len(late) == len(days):
        verb = "is late: it was" if len(days) == 1 else "are late: they were"
        return f"{answers} {verb} due by {_by(first)}" if len(set(days)) == 1 else f"{answers} are late"
    if late:
        return f"{answers} to give, {in_words(len(late), 'answer').split()[0]} of them late"
    if len(set(days)) > 1:
        return f"{answers} to give, the first by {_by(first)}"
    return f"{answers} to give by {_by(first)}"


def _by(day):
    return f"{day:%A} {day.day} {day:%B}"

"""What was asked and answered in a plan, round by round: two queries whatever its size."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import FilteredRelation, Q

from accounts.permissions import Permission, may_on_every_row

from ..last_words import ended_by, still_standing
from ..models import Action, ReportingRound, Update, UpdateRequest
from ..models.scales import ENDING
from ..rounds import blanks

SENT = (Update.State.SUBMITTED, Update.State.SIGNED_OFF)


@dataclass(slots=True)
class Round:
    """A reporting round as a page needs it, and where it is today (`blanks.stage`)."""

    pk: int
    key: str
    words: str
    opened_at: datetime | None
    opens_on: date | None
    due_on: date | None
    closed_on: date | None
    meeting_words: str
    stage: str = blanks.OVER

    @property
    def is_open(self):
        """Whether answers are taken now."""
        return self.stage == blanks.OPEN

    @property
    def is_run_here(self):
        """Whether it was opened here, so that what it asks for is known."""
        return self.opened_at is not None


@dataclass(slots=True)
class Tally:
    """How many answers a round asked for, how many of them are signed off, and how many more were sent."""

    asked: int = 0
    signed_off: int = 0
    sent: int = 0

    @property
    def received(self):
        """Those that came, signed off or not."""
        return self.signed_off + self.sent


class InOrder:
    """What has `rounds`, oldest first, each of which is open or not."""

    __slots__ = ()

    @property
    def latest(self):
        """The newest round, or None."""
        return self.rounds[-1] if self.rounds else None

    @property
    def open(self):
        """The newest round that is open, or None."""
        return next((each for each in reversed(self.rounds) if each.is_open), None)

    @property
    def finished(self):
        """The newest round that is over, or None: of an open one nobody is called silent."""
        return next((each for each in reversed(self.rounds) if not each.is_open), None)


@dataclass(slots=True)
class History(InOrder):
    """What was asked and answered in a plan. Rounds that are only planned are no part of it.

    `rounds`, oldest first; `answered` the actions with a signed-off answer by the key of a round; `said` what
    was signed off on each action, oldest first: (place of the round, half, status key, kind of answer);
    `asked` what stands asked for where a round was run here, by round and action: (request, half, state);
    `not_asked` the actions that a round without requests did not ask, because they were finished before it or entered here
    into a plan that came as a paper.
    """

    rounds: list = field(default_factory=list)
    answered: dict = field(default_factory=dict)
    said: dict = field(default_factory=dict)
    asked: dict = field(default_factory=dict)
    not_asked: dict = field(default_factory=dict)

    def missing(self, reporting_round, action):
        """What a round asked of an action and is not signed off: (request or None, half, state) for each."""
        if reporting_round.is_run_here:
            asked = self.asked[reporting_round.pk].get(action, ())
            return [each for each in asked if each[2] != Update.State.SIGNED_OFF]
        key = reporting_round.pk
        is_there = action in self.answered[key] or action in self.not_asked.get(key, ())
        return [] if is_there else [(None, "", "not_started")]

    def is_silent(self, action):
        """Whether something that the last round to be over asked of this action never came."""
        last = self.finished
        return last is not None and any(state not in SENT for *_, state in self.missing(last, action))

    def tally(self, reporting_round, actions):
        """The Tally of one round over these actions."""
        if reporting_round.is_run_here:
            asked = self.asked[reporting_round.pk]
            states = [state for action in actions for *_, state in asked.get(action, ())]
            signed_off = states.count(Update.State.SIGNED_OFF)
            return Tally(len(states), signed_off, states.count(Update.State.SUBMITTED))
        answered = len(self.answered[reporting_round.pk].intersection(actions))
        left_out = len(self.not_asked.get(reporting_round.pk, set()).intersection(actions))
        return Tally(len(actions) - left_out, answered)

    def note_entered_here(self, action):
        """An action that was entered into a plan that came as a paper: that paper's rounds cannot have asked for it."""
        for each in self.rounds:
            if not each.is_run_here and action not in self.answered[each.pk]:
                self.not_asked.setdefault(each.pk, set()).add(action)

    def note_own_status(self, action, own_is_finished, finished):
        """Work out which rounds did not ask this action, from its plan's own status and the keys of finished statuses."""
        said = self.said.get(action, ())
        if not own_is_finished and not any(status in finished or kind in ENDING for *_, status, kind in said):
            return
        for place, each in enumerate(self.rounds):
            if each.is_run_here or action in self.answered[each.pk]:
                continue
            before = [one for one in said if one[0] < place]
            if was_finished(before, own_is_finished, finished):
                self.not_asked.setdefault(each.pk, set()).add(action)


def was_finished(said, own_is_finished, finished):
    """Whether nothing more was to be asked after these answers: every half had finished, or had ended."""
    statuses = [each[2] for each in still_standing([one for one in said if one[2]])]
    if all(status in finished for status in statuses) if statuses else own_is_finished:
        return True
    return bool(ended_by([each[3] for each in still_standing(said)]))


def history_of(plan, user, *, today):
    """The History of a plan that the reader may see, in two queries; in one where no round was run here.

    Of a plan of which the reader may see some actions only it holds what was asked and answered on those: one query more.
    """
    history, seen = History(), _seen(plan, user)
    rows = _rows(plan, user, seen)
    known = {}
    for row in rows:
        if row[0] not in known:
            known[row[0]] = Round(*row[:8])
            history.answered[row[0]] = set()
        if row[8] is not None:
            history.answered[row[0]].add(row[8])
    for each in known.values():
        each.stage = blanks.stage(
            opened_at=each.opened_at,
            closed_on=each.closed_on,
            opens_on=each.opens_on,
            due_on=each.due_on,
            has_answers=bool(history.answered[each.pk]),
            today=today,
        )
    history.rounds = [each for each in known.values() if each.stage != blanks.PLANNED]
    places = {each.pk: place for place, each in enumerate(history.rounds)}
    for key, *_, action, status, kind, asked_half, qualifier in rows:
        if action is not None:
            half = qualifier or "" if asked_half is None else asked_half
            history.said.setdefault(action, []).append((places[key], half, status, kind))
    _ask(history, seen)
    return history


def _seen(plan, user):
    """The keys of the actions that the reader may see; None where it is every one."""
    if may_on_every_row(user, Permission.READ_WORKING_PLAN):
        return None
    return list(Action.objects.visible_to(user).filter(plan=plan).order_by().values_list("pk", flat=True))


def _rows(plan, user, seen):
    is_signed_off = Q(updates__state=Update.State.SIGNED_OFF)
    if seen is not None:
        is_signed_off &= Q(updates__action__in=seen)
    signed_off = FilteredRelation("updates", condition=is_signed_off)
    return list(
        ReportingRound.objects.visible_to(user)
        .filter(plan=plan)
        .alias(signed_off=signed_off)
        .order_by("order", "id", "signed_off__id")
        .values_list(
            *("pk", "key", "words", "opened_at", "opens_on", "due_on", "closed_on", "meeting_words"),
            *("signed_off__action_id", "signed_off__status_id", "signed_off__answer"),
            *("signed_off__asked__half", "signed_off__assignment__qualifier"),
        )
    )


def _ask(history, seen):
    """Put in what the rounds that were run here ask for."""
    run_here = [each.pk for each in history.rounds if each.is_run_here]
    history.asked = {key: defaultdict(list) for key in run_here}
    if not run_here:
        return
    rows = UpdateRequest.objects.standing().filter(reporting_round__in=run_here).order_by("id")
    if seen is not None:
        rows = rows.filter(action__in=seen)
    for key, action, *request, state in rows.values_list(
        "reporting_round_id", "action_id", "id", "half", "update__state"
    ):
        history.asked[key][action].append((*request, state or "not_started"))

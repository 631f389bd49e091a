"""Chasing: opening the rounds whose day has come, reminding, telling heads of service; by clock and by hand.

Everything here may run as often as one likes, and twice at once: each round is held while it is chased, and what
was asked already is read from the log.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Email

from ..models import Asking, ReportingRound, UpdateRequest
from . import letters, running
from .days import said
from .refusals import Refused

Kind = Asking.Kind


@dataclass(slots=True)
class Chased:
    """What was done for one round, and what kept it from being done."""

    reporting_round: ReportingRound
    opened: bool = False
    asked: list = field(default_factory=list)
    reminded: list = field(default_factory=list)
    escalated: list = field(default_factory=list)
    left: str = ""

    @property
    def did_something(self):
        """Whether anything was done."""
        return self.opened or bool(self.asked or self.reminded or self.escalated)


def to_look_at(*, today):
    """The rounds that may have something to be done today: those that are open, and those whose day has come."""
    rounds = ReportingRound.objects.filter(closed_on__isnull=True, due_on__isnull=False).exclude(
        opened_at__isnull=True, opens_on__gt=today
    )
    return rounds.exclude(opened_at__isnull=True, opens_on__isnull=True).select_related("plan__organisation")


@transaction.atomic
def chase(reporting_round, *, at):
    """Do for this round what is due at this moment, and no more. Returns `Chased`."""
    today = timezone.localdate(at)
    now = (
        ReportingRound.objects.select_for_update(of=("self",))
        .select_related("plan__organisation")
        .get(pk=reporting_round.pk)
    )
    done = Chased(now, left=_why_not(now, today))
    if done.left or now.closed_on is not None:
        return done
    if now.is_planned:
        return _open(done, at)
    done.reminded = _remind(now, today, at)
    done.escalated = _escalate(now, today, at)
    return done


def _why_not(reporting_round, today):
    """Why a round is left alone, as a sentence; "" where it is not."""
    if reporting_round.plan.is_closed:
        return "Its plan is closed."
    if reporting_round.plan.is_draft:
        return "Its plan is a draft: nobody is written to until it is open to be read."
    if reporting_round.is_planned and reporting_round.due_on < today:
        return "It was never opened, and its due date has passed. Give it a new one, or close it."
    return ""


def _open(done, at):
    try:
        opened = running.open_round(done.reporting_round, by=None, at=at)
    except Refused as refused:
        done.left = str(refused)
        return done
    done.opened, done.reporting_round = True, opened.reporting_round
    done.asked = list(
        Email.objects.filter(askings__request__reporting_round=opened.reporting_round).distinct()
    )
    return done


def _remind(reporting_round, today, at):
    """Send the reminder whose day came last to all who were not asked since that day."""
    day = last_reminder_day(reporting_round, today)
    if day is None:
        return []
    since, lost = _since(reporting_round, day)
    owed = [each for each in awaited(reporting_round) if each.pk not in since]
    drafted = letters.asking_letters(
        reporting_round,
        owed,
        kind=Kind.REMINDER,
        occasion=f"reminder/{day.isoformat()}",
        by=None,
        at=at,
        leave_out=lost,
    )
    return letters.send(drafted, by=None, at=at)


def _escalate(reporting_round, today, at):
    """Tell the heads of service what is missing, once after each due date."""
    day = escalation_day(reporting_round)
    if day is None or day > today:
        return []
    told = set(
        Asking.objects.filter(
            request__reporting_round=reporting_round, kind=Kind.ESCALATION, at__gte=_start(day)
        ).values_list("request_id", flat=True)
    )
    owed = [each for each in awaited(reporting_round) if each.pk not in told]
    drafted = letters.escalation_letters(
        reporting_round, owed, occasion=f"escalation/{day.isoformat()}", by=None, at=at
    )
    return letters.send(drafted, by=None, at=at)


def reminder_days(reporting_round):
    """The days on which this round reminds, in order."""
    if reporting_round.due_on is None:
        return []
    return [reporting_round.due_on - timedelta(days=days) for days in reporting_round.reminds_on()]


def last_reminder_day(reporting_round, today):
    """The reminder day that has come last; None before the first. Those missed before it are not made up for."""
    return max((day for day in reminder_days(reporting_round) if day <= today), default=None)


def next_reminder_day(reporting_round, today):
    """The reminder day that comes next; None after the last."""
    return min((day for day in reminder_days(reporting_round) if day > today), default=None)


def escalation_day(reporting_round):
    """The day on which what is missing goes to the heads of service; None where it never does."""
    if reporting_round.escalates_after_days is None or reporting_round.due_on is None:
        return None
    return reporting_round.due_on + timedelta(days=reporting_round.escalates_after_days)


def awaited(reporting_round):
    """What this round still waits for."""
    return UpdateRequest.objects.awaited().filter(reporting_round=reporting_round)


def _since(reporting_round, day):
    """What was asked for since this day: (request keys, {(request key, address)} of those whose mail was lost)."""
    asked = Asking.objects.filter(request__reporting_round=reporting_round, at__gte=_start(day))
    asked = asked.exclude(kind=Kind.ESCALATION)
    reached = set(asked.that_asked().values_list("request_id", flat=True))
    mailed = asked.filter(email__isnull=False).values_list("request_id", "email__to")
    return reached, frozenset((request, to.lower()) for request, to in mailed)


def _start(day):
    """The first moment of a local day."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Drafted:
    """Mails as they would go now, and to whom of them something went today already."""

    letters: list
    asked_today: frozenset

    @property
    def seen(self):
        """A short word for exactly these mails: it changes when any of them does."""
        told = "\n".join(
            f"{each.message.to}\n{each.message.subject}\n{each.message.body}" for each in self.letters
        )
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def to_send(self, again):
        """The mails that go: all of them, or only those to people who got nothing today."""
        return [each for each in self.letters if again or each.person.address.lower() not in self.asked_today]


class Changed(Exception):
    """What would go is no longer what was looked at."""


def draft(reporting_round, asked, *, key, by, at):
    """The reminders about these answers as they would go now. `key` is that of the form they are sent with."""
    today = timezone.localdate(at)
    drafted = letters.asking_letters(
        reporting_round, asked, kind=Kind.REMINDER, occasion=f"by-hand/{key}", by=by, at=at
    )
    mailed = Asking.objects.filter(
        request__reporting_round=reporting_round, at__gte=_start(today), email__isnull=False
    )
    return Drafted(drafted, frozenset(to.lower() for to in mailed.values_list("email__to", flat=True)))


@transaction.atomic
def remind(reporting_round, asked, *, key, seen, again=False, by, at):
    """Send the reminders that were looked at. Returns the new Emails. Raises Changed where they would differ now.

    Those who were written to today are left out unless that is said to be meant (`again`).
    """
    reporting_round = (
        ReportingRound.objects.select_for_update(of=("self",))
        .select_related("plan__organisation")
        .get(pk=reporting_round.pk)
    )
    if not reporting_round.is_open:
        raise Refused(f"Open the round again first: {reporting_round} is closed.")
    waiting = awaited(reporting_round).filter(pk__in=[each.pk for each in asked])
    drafted = draft(reporting_round, waiting, key=key, by=by, at=at)
    if drafted.seen != seen:
        raise Changed
    going = drafted.to_send(again)
    if not going:
        raise Refused(("again", "Say that you mean to write twice in one day: all of them were asked today."))
    return letters.send(going, by=by, at=at)


def note_by_hand(reporting_round, asked, whom, *, on, by, at):
    """Note that somebody was asked for these answers without a mail of ours, such as by telephone. Returns the Askings."""
    whom, today = " ".join(whom.split()), timezone.localdate(at)
    opened = timezone.localdate(reporting_round.opened_at or at)
    if not whom:
        raise Refused(("whom", "Say who was asked."))
    if on is None or on > today:
        raise Refused(("on", "Choose today or an earlier day."))
    if on < opened:
        raise Refused(("on", f"Choose {said(opened)} or later: the round was not open before."))
    if not (asked := list(asked)):
        raise Refused(("asked", "Choose an answer that is still to come: these have come."))
    moment = at if on == today else _start(on) + timedelta(hours=12)
    return Asking.objects.bulk_create(
        Asking(request=each, kind=Kind.REMINDER, how=Asking.How.BY_HAND, at=moment, whom=whom[:250], by=by)
        for each in asked
    )

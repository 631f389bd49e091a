"""Who has not answered in a round, by service and by person, in a fixed number of queries at any size."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from papers.phrases import days_listed

from ..models import Asking
from ..rounds import recipients
from ..rounds.chasing import awaited, escalation_day, last_reminder_day, next_reminder_day
from ..rounds.days import days_asked, line_that_prints, said
from .titles import title_and_rest

BY_PERSON = "person"
ANSWERS_ON_A_PAGE = 100
MOST_IN_AN_ADDRESS = 200


class Item(NamedTuple):
    """One answer that is waited for."""

    pk: int
    action_id: int
    half: str
    ref: str
    words: str
    said: str | None
    state: str | None
    saved_at: datetime | None
    returned_at: datetime | None
    first_seen_at: datetime | None
    not_mine_at: datetime | None
    not_mine_by_id: int | None
    not_mine_by: str | None
    not_mine_words: str

    @property
    def title(self):
        """What is to be done, as a title."""
        return title_and_rest(self.words or self.said or "")[0]

    @property
    def stands(self):
        """How far the answer is, in words; "" where nothing is known."""
        if self.state == "returned":
            return f"Returned on {_day(self.returned_at)}"
        if self.state == "draft":
            return f"Draft kept on {_day(self.saved_at)}"
        return f"Form opened on {_day(self.first_seen_at)}" if self.first_seen_at else ""

    @property
    def not_mine(self):
        """Who said that it is not theirs, and whom they named; "" where nobody did."""
        if not self.not_mine_at:
            return ""
        words = f": “{self.not_mine_words}”" if self.not_mine_words else ""
        return f"{self.not_mine_by or 'A lead'} said on {_day(self.not_mine_at)} that {self.ref} is not theirs{words}"


FIELDS = (
    "pk",
    "action_id",
    "half",
    "action__ref",
    "action__words",
    "action__recommendation__words",
    "update__state",
    "update__saved_at",
    "update__returned_at",
    "first_seen_at",
    "not_mine_at",
    "not_mine_by_id",
    "not_mine_by__name",
    "not_mine_words",
)


@dataclass(slots=True)
class Row:
    """What one person, or several together, owe in one service and were asked on the same days; the same line prints for all of it."""

    service: str
    reach: recipients.Reach
    days: tuple
    told: str
    printed: str
    items: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    is_lost: bool = False
    next: str = ""

    @property
    def names(self):
        """Who is asked, as a text to sort by."""
        return ", ".join(each.name for each in self.reach.people).casefold()

    @property
    def keys(self):
        """The keys of its answers, as one word."""
        return ",".join(str(item.pk) for item in self.items)

    @property
    def first_keys(self):
        """As many of them as an address can hold."""
        return ",".join(str(item.pk) for item in self.items[:MOST_IN_AN_ADDRESS])

    @property
    def asked(self):
        """On which days they were asked, as a text."""
        return days_listed(self.days) if self.days else ""


@dataclass(slots=True)
class ChaseList:
    """The rows, the services there are, and the counts over them."""

    rows: list
    services: list
    answers: int
    people: int
    unreachable: int

    @property
    def keys(self):
        """The keys of all the answers in it."""
        return [item.pk for row in self.rows for item in row.items]

    def part(self, page):
        """The lines of this page of answers: (row, the items of it that stand there, how many came before)."""
        at = 0
        for row in self.rows:
            start, end = max(page.first - 1 - at, 0), page.until - at
            if self.answers and end > 0 and row.items[start:end]:
                yield row, row.items[start:end], start
            at += len(row.items)


def chase_list(reporting_round, *, today, service="", order=""):
    """The ChaseList of this round; of one service where it is named."""
    waiting = awaited(reporting_round).order_by("action__order", "action_id", "half")
    waiting = [Item(*row) for row in waiting.values_list(*FIELDS)]
    reach = recipients.find_by_key(reporting_round.plan, waiting, today=today)
    days, log = days_asked(reporting_round), _log(reporting_round)
    rows = {}
    for each in waiting:
        found, told, asked_on = reach[each.pk], log.get(each.pk, NOTHING), tuple(days.get(each.pk, ()))
        printed = line_that_prints(asked_on, state=each.state)
        # Those reached alike have the very same Reach, which is quicker to tell than an equal one.
        row = rows.get(key := (id(found), asked_on, told.escalated, printed))
        if row is None:
            row = rows[key] = Row(found.service, found, asked_on, told.escalated, printed)
        row.items.append(each)
        row.is_lost |= bool(told.lost)
        row.notes += [note for note in (*told.lost, each.not_mine) if note and note not in row.notes]
    services = sorted({row.service for row in rows.values()}, key=str.casefold)
    shown = [row for row in rows.values() if service in ("", row.service)]
    for row in shown:
        row.next = _next(row, reporting_round, today)
    first = (
        (lambda row: (row.names, row.service)) if order == BY_PERSON else lambda row: row.service.casefold()
    )
    shown.sort(
        key=lambda row: (first(row), row.items[0].pk) if order == BY_PERSON else (first(row), row.names)
    )
    return ChaseList(
        rows=shown,
        services=services,
        answers=sum(len(row.items) for row in shown),
        people=len({each.address.lower() for row in shown for each in row.reach.people}),
        unreachable=sum(len(row.items) for row in shown if not row.reach.people),
    )


@dataclass(slots=True)
class _Told:
    """What the log says of one answer besides when it was asked for."""

    escalated: str = ""
    lost: list = field(default_factory=list)


NOTHING = _Told()


def _log(reporting_round):
    """{request key: _Told} of those whose mail was lost or which went to a head of service, in one query."""
    found = defaultdict(_Told)
    rows = (
        Asking.objects.filter(request__reporting_round=reporting_round)
        .exclude(~Q(kind=Asking.Kind.ESCALATION), email__given_up_at=None, email__came_back_at=None)
        .order_by("at", "id")
        .values_list("request_id", "at", "whom", "email__given_up_at", "email__came_back_at")
    )
    for request, at, whom, given_up, came_back in rows:
        if given_up or came_back:
            what = "came back" if came_back else "could not be sent"
            found[request].lost.append(f"The mail to {whom} of {_day(at)} {what}.")
        else:
            found[request].escalated = f"Went to {whom} on {_day(at)}"
    return found


def _day(at):
    return said(timezone.localdate(at)) if at else "a day that is not known"


def _next(row, reporting_round, today):
    """What happens next by itself, and when."""
    reminder, goes_on = next_reminder_day(reporting_round, today), escalation_day(reporting_round)
    last = last_reminder_day(reporting_round, today)
    if not reporting_round.is_open:
        return "Nothing: the round is not open"
    if not row.reach.people:
        return "Nothing: nobody can be asked"
    if last is not None and not any(day >= last for day in row.days) and not row.told:
        # The clock does not write to an address again where a mail was lost.
        return "Nothing until the address is put right" if row.is_lost else "A reminder is due today"
    if reminder is not None:
        return f"Reminder on {said(reminder)}"
    if row.told:
        return row.told
    if goes_on is None:
        return "Nothing by itself: this round goes to no head of service"
    if not row.reach.heads and any(each.how.startswith(recipients.HEAD) for each in row.reach.people):
        return "Nothing by itself: the head of the service is asked already"
    if not row.reach.heads:
        return "Nothing by itself: no head of service can be told"
    names = ", ".join(each.name for each in row.reach.heads)
    return f"Goes to {names}, head of service, on {said(max(goes_on, today))}"

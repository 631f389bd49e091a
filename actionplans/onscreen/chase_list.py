"""Who has not answered in a round, by service and by person, in a fixed number of queries at any size."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from papers.phrases import days_listed

from ..models import Asking
from ..rounds import recipients
from ..rounds.chasing import awaited, escalation_day, last_reminder_day, next_reminder_day
from ..rounds.days import days_asked, line_that_prints, said
from .titles import title_and_rest

BY_PERSON = "person"
ROWS_ON_A_PAGE = 25


@dataclass(slots=True)
class Item:
    """One answer that is waited for."""

    key: int
    ref: str
    half: str
    title: str
    slug: str
    action: int
    stands: str


@dataclass(slots=True)
class Row:
    """What one person, or several together, owe in one service and were asked on the same days."""

    service: str
    reach: recipients.Reach
    days: tuple
    told: str
    items: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    is_lost: bool = False
    printed: str = ""
    next: str = ""

    @property
    def names(self):
        """Who is asked, as a text to sort by."""
        return ", ".join(each.name for each in self.reach.people).casefold()

    @property
    def keys(self):
        """The keys of its answers, as one word."""
        return ",".join(str(item.key) for item in self.items)

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
        return [item.key for row in self.rows for item in row.items]


def chase_list(reporting_round, *, today, service="", order=""):
    """The ChaseList of this round; of one service where it is named."""
    waiting = awaited(reporting_round).select_related(
        "action__plan", "action__recommendation", "update", "not_mine_by"
    )
    waiting = list(waiting.order_by("action__order", "action_id", "half"))
    reach = recipients.find_by_key(reporting_round.plan.organisation, waiting, today=today)
    days, log = days_asked(reporting_round), _log(reporting_round)
    rows = {}
    for each in waiting:
        found, told = reach[each.pk], log[each.pk]
        key = (found, tuple(days.get(each.pk, ())), told.escalated)
        row = rows.setdefault(key, Row(found.service, found, key[1], told.escalated))
        row.items.append(_item(each))
        row.is_lost |= bool(told.lost)
        row.notes += [note for note in (*told.lost, *_not_mine(each)) if note not in row.notes]
    services = sorted({row.service for row in rows.values()}, key=str.casefold)
    shown = [row for row in rows.values() if service in ("", row.service)]
    for row in shown:
        row.printed = line_that_prints(row.days)
        row.next = _next(row, reporting_round, today)
    first = (
        (lambda row: (row.names, row.service)) if order == BY_PERSON else lambda row: row.service.casefold()
    )
    shown.sort(
        key=lambda row: (first(row), row.items[0].key) if order == BY_PERSON else (first(row), row.names)
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


def _log(reporting_round):
    """{request key: _Told}, in one query."""
    found = defaultdict(_Told)
    rows = (
        Asking.objects.filter(request__reporting_round=reporting_round)
        .order_by("at", "id")
        .values_list("request_id", "kind", "at", "whom", "email__given_up_at", "email__came_back_at")
    )
    for request, kind, at, whom, given_up, came_back in rows:
        day = said(timezone.localdate(at))
        if given_up or came_back:
            what = "came back" if came_back else "could not be sent"
            found[request].lost.append(f"The mail to {whom} of {day} {what}.")
        elif kind == Asking.Kind.ESCALATION:
            found[request].escalated = f"Went to {whom} on {day}"
    return found


def _item(each):
    title, _ = title_and_rest(each.action.printed_words)
    return Item(each.pk, each.action.ref, each.half, title, each.action.slug, each.action_id, _stands(each))


def _stands(each):
    """How far an answer is that has not come, in words; "" where nothing is known."""
    if each.state == "returned":
        return (
            f"Returned on {said(timezone.localdate(each.answer.returned_at))}"
            if each.answer.returned_at
            else "Returned"
        )
    if each.state == "draft":
        return (
            f"Draft kept on {said(timezone.localdate(each.answer.saved_at))}"
            if each.answer.saved_at
            else "Draft"
        )
    return f"Form opened on {said(timezone.localdate(each.first_seen_at))}" if each.first_seen_at else ""


def _not_mine(each):
    if each.not_mine_at:
        who = each.not_mine_by or "A lead"
        words = f": “{each.not_mine_words}”" if each.not_mine_words else ""
        yield f"{who} said on {said(timezone.localdate(each.not_mine_at))} that {each.action.ref} is not theirs{words}"


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

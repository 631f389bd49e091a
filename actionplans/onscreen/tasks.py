"""What an officer is asked for in all open rounds: everything they owe, and what became of what they sent.

All of it is looked through as tuples, in one query, to be put in order and counted; what is shown of each
is read for one page of them, in a fixed number of queries however many there are.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F
from django.utils import timezone

from accounts.models import Deputy, User
from papers import phrases

from ..lateness import is_overdue, overdue_words
from ..models import Asking, Assignment, ReportingRound, Timescale, Update, UpdateRequest
from ..models.access import LEADING
from ..rounds.days import line_that_prints
from .moments import long_day, moment, short_day
from .owing import NOT_MINE, RECEIVED, SENT, WAITING, owed_by, title_of, urgency
from .paging import page_of
from .round_titles import kind_words
from .titles import title_and_rest

SHOWN = 50
# (tone, mark, words) of each state of an answer, as its lead reads it.
STATES = {
    "returned": ("warn", "↩", "Returned to you"),
    "draft": ("none", "◐", "Draft kept"),
    "not_started": ("none", "○", "Not started"),
    "submitted": ("good", "→", "Sent"),
    "signed_off": ("done", "✓", "Signed off"),
}
WHAT_IS_SHOWN = (
    "pk",
    "half",
    "because",
    "not_mine_at",
    "not_mine_words",
    "reporting_round_id",
    "reporting_round__words",
    "reporting_round__due_on",
    "reporting_round__order",
    "action_id",
    "action__ref",
    "action__words",
    "action__plan_id",
    "action__plan__title",
    "action__recommendation__words",
    "update__id",
    "update__state",
    "update__answer",
    "update__words",
    "update__same_as__ref",
    "update__saved_at",
    "update__saved_by",
    "update__saved_by__name",
    "update__returned_because",
    "update__returned_by__name",
    "update__returned_at",
    "update__submitted_at",
    "update__submitted_by",
    "update__submitted_by__name",
    "update__signed_off_at",
    "update__signed_off_by__name",
    "update__edited_at",
)


@dataclass(slots=True)
class Task:
    """One answer as it stands on the page of what one owes."""

    pk: int
    ref: str
    title: str
    half: str
    plan: str
    round: str
    state: tuple
    is_sent: bool
    lines: list
    quotes: list = field(default_factory=list)
    overdue: str = ""
    not_received: str = ""


@dataclass(slots=True)
class Tasks:
    """The page: its words, what waits, what was sent, what was said to be somebody else's."""

    title: str
    rounds: list
    waiting: list
    sent: list
    not_mine: list
    waiting_page: object
    sent_page: object
    deputy_for: list
    lines_to_print: list
    waiting_count: int = 0


def tasks_of(user, *, today, waiting_asked="", sent_asked=""):
    """The Tasks of this person. `waiting_asked` and `sent_asked` are the pages of each list, as the address says them."""
    owed = owed_by(user)
    groups = {WAITING: [], SENT: [], NOT_MINE: []}
    for each in owed:
        groups[each.group].append(each)
    groups[WAITING].sort(key=lambda each: urgency(each, today))
    groups[SENT].sort(key=lambda each: (each.state == "signed_off", each.due_on, each.place))
    pages = {
        WAITING: page_of(waiting_asked, len(groups[WAITING]), SHOWN),
        SENT: page_of(sent_asked, len(groups[SENT]), SHOWN),
        NOT_MINE: page_of("", len(groups[NOT_MINE]), SHOWN),
    }
    keys = {name: [each.pk for each in pages[name].part(found)] for name, found in groups.items()}
    shown = _shown(sum(keys.values(), []), user, today)
    made = {name: [shown[pk] for pk in found if pk in shown] for name, found in keys.items()}
    return Tasks(
        title=title_of([each.due_on for each in groups[WAITING]], bool(owed), today),
        rounds=_rounds({each.round_id for each in owed}),
        waiting=made[WAITING],
        sent=made[SENT],
        not_mine=made[NOT_MINE],
        waiting_page=pages[WAITING],
        sent_page=pages[SENT],
        deputy_for=[
            (lead, short_day(ends_on, today))
            for lead, ends_on in Deputy.objects.current()
            .filter(deputy=user)
            .order_by("ends_on", "id")
            .values_list("lead__name", "ends_on")
        ],
        lines_to_print=_lines_to_print(made[WAITING]),
        waiting_count=len(groups[WAITING]),
    )


def _rounds(keys):
    """(name, when it is due, for which meeting, plan) of each of these rounds."""
    rows = ReportingRound.objects.filter(pk__in=keys).order_by("due_on", "plan__title", "id")
    return [
        (words, long_day(due_on) if due_on else "", meeting, plan)
        for words, due_on, meeting, plan in rows.values_list(
            "words", "due_on", "meeting_words", "plan__title"
        )
    ]


def _lines_to_print(tasks):
    """[(references, the line)] that the paper will print if no answer comes, equal lines together."""
    lines = defaultdict(list)
    for task in tasks:
        lines[task.not_received].append(task.ref)
    return [(", ".join(filter(None, refs)) if len(lines) > 1 else "", line) for line, refs in lines.items()]


def _shown(keys, user, today):
    """{key: Task} of these requests."""
    rows = {
        row["pk"]: row for row in UpdateRequest.objects.filter(pk__in=keys).values(*WHAT_IS_SHOWN).order_by()
    }
    actions = {row["action_id"] for row in rows.values()}
    several = len({row["action__plan_id"] for row in rows.values()}) > 1
    earlier, before = _earlier(actions), _rounds_before({row["action__plan_id"] for row in rows.values()})
    whens, askings, whose = _whens(actions), asked_days(keys), _whose(actions, user)
    made = {}
    for pk, row in rows.items():
        when = whens.get(row["action_id"])
        title, _ = title_and_rest(row["action__words"] or row["action__recommendation__words"] or "")
        state = row["update__state"] or "not_started"
        made[pk] = Task(
            pk=pk,
            ref=row["action__ref"],
            title=title or phrases.NOT_STATED,
            half=row["half"],
            plan=row["action__plan__title"] if several else "",
            round=row["reporting_round__words"],
            state=STATES[state],
            is_sent=state in RECEIVED,
            lines=[*_for_whom(row, whose, user), *_what_happened(row, state, when, user, today)],
            quotes=_sent(row) if state in RECEIVED else _last(row, earlier, before),
            overdue=_overdue(when, today) if state not in RECEIVED else "",
            not_received=line_that_prints(askings.get(pk, ()), state=state),
        )
    return made


def _what_happened(row, state, when, user, today):
    """Sentences on where one answer stands."""
    if row["not_mine_at"] and state not in RECEIVED:
        day = short_day(timezone.localdate(row["not_mine_at"]), today)
        yield f"You said on {day} that somebody else leads it: “{row['not_mine_words']}”"
    if state == "returned":
        name = row["update__returned_by__name"] or "The equality team"
        yield f"{name} asks: “{row['update__returned_because']}”"
    if state == "draft":
        by = "" if row["update__saved_by"] in (user.pk, None) else f" by {row['update__saved_by__name']}"
        yield f"Draft saved {moment(row['update__saved_at'], today)}{by}." if row["update__saved_at"] else ""
    if state == "submitted":
        day = short_day(timezone.localdate(row["update__submitted_at"]), today)
        by = "" if row["update__submitted_by"] == user.pk else f" by {row['update__submitted_by__name']}"
        yield f"Sent {day}{by}. It can be taken back until it is signed off."
        if row["update__edited_at"]:
            yield "The equality team edited it: both texts stand beside each other."
    if state == "signed_off":
        day = short_day(timezone.localdate(row["update__signed_off_at"]), today)
        yield f"Signed off {day} by {row['update__signed_off_by__name']}."
    if state not in RECEIVED:
        if row["because"]:
            yield f"Asked because: {row['because']}"
        if when:
            yield f"When: {when[0]}"
        due_on = row["reporting_round__due_on"]
        if due_on and due_on < today:
            yield f"The answer was due on {short_day(due_on, today)}."


def _for_whom(row, whose, user):
    """In whose place one answers, where it is not one's own."""
    leads = [
        (key, name)
        for key, name, qualifier in whose.get(row["action_id"], [])
        if not row["half"] or not qualifier or qualifier.casefold() == row["half"].casefold()
    ]
    if leads and user.pk not in {key for key, _ in leads}:
        names = list(dict.fromkeys(name for _, name in leads))
        yield f"You answer for {' and '.join(names)}, as deputy."


def _whose(actions, user):
    """{action: [(user key, name, qualifier)]} of those among this person and whom they stand in for who lead it."""
    found = defaultdict(list)
    acting = User.objects.acting_for(user).values("pk")
    rows = (
        Assignment.objects.filter(action__in=actions, role__in=LEADING, contributor__users__in=acting)
        .order_by("order", "id")
        .values_list("action_id", "contributor__users", "contributor__users__name", "qualifier")
    )
    for action, key, name, qualifier in rows:
        found[action].append((key, name, qualifier))
    return found


def _whens(actions):
    """{action: (words, last day, kind)} of the timescales that stand."""
    rows = Timescale.objects.filter(action__in=actions, is_current=True)
    return {row[0]: row[1:] for row in rows.values_list("action_id", "words", "latest", "kind")}


def _overdue(when, today):
    late = when and is_overdue(when[1], kind=when[2], completed_on=None, is_finished=False, today=today)
    return overdue_words(when[1], today) if late else ""


def asked_days(requests):
    """{request: the days on which it was asked for}, in order: what "[Not received. Asked on …]" counts."""
    found = defaultdict(list)
    rows = Asking.objects.filter(request__in=requests).that_asked().order_by("at", "id")
    for request, at in rows.values_list("request_id", "at"):
        day = timezone.localdate(at)
        if day not in found[request]:
            found[request].append(day)
    return found


def _earlier(actions):
    """{action: [(order, round, half, answer, same as, words)]} of what was signed off, the newest first."""
    found = defaultdict(list)
    rows = (
        Update.objects.filter(action__in=actions, state=Update.State.SIGNED_OFF)
        .annotate(half=F("asked__half"), half_of_lead=F("assignment__qualifier"))
        .order_by("-reporting_round__order", "-id")
        .values_list(
            "action_id",
            "reporting_round__order",
            "reporting_round__words",
            "half",
            "half_of_lead",
            "answer",
            "same_as__ref",
            "words",
        )
    )
    for action, order, words, half, half_of_lead, *said in rows:
        found[action].append((order, words, half if half is not None else half_of_lead or "", *said))
    return found


def _rounds_before(plans):
    """{plan: [(order, name)]}, the newest first."""
    found = defaultdict(list)
    rows = ReportingRound.objects.filter(plan__in=plans).order_by("-order", "-id")
    for plan, order, words in rows.values_list("plan_id", "order", "words"):
        found[plan].append((order, words))
    return found


def _last(row, earlier, before):
    """[(round, how its answer begins, whether the tool says so)] of what was said last, on the same half where there is one."""
    order, half = row["reporting_round__order"], row["half"].casefold()
    said = [each for each in earlier[row["action_id"]] if each[0] < order]
    last = next((each for each in said if half and each[2].casefold() == half), said[0] if said else None)
    round_before = next((each for each in before[row["action__plan_id"]] if each[0] < order), None)
    quotes = []
    if round_before and (last is None or last[0] != round_before[0]):
        quotes.append((round_before[1], phrases.NOT_RECEIVED, True))
    if last is not None:
        quotes.append((last[1], told(*last[3:]), False))
    return quotes


def _sent(row):
    said = told(row["update__answer"], row["update__same_as__ref"], row["update__words"])
    return [(row["reporting_round__words"], said, False)]


# What begins a line of a list stands for nothing once the line stands alone.
BULLET = re.compile(r"^\s*[•‣◦▪·*–-]\s+")


def told(answer, same_as, words):
    """How an answer begins: its kind where it is not plain progress, and its first sentence."""
    first, _ = title_and_rest(BULLET.sub("", words))
    kind = "" if answer == Update.Answer.PROGRESS else kind_words(answer, same_as)
    return f"{kind}: {first}" if kind and first else kind or first or phrases.NOT_STATED

"""What a list of actions shows of each: read for one page of them, in two queries, three where a round was run here."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import TruncDate

from papers import phrases

from ..lateness import overdue_words
from ..models import Asking, Assignment
from ..movement import movement
from ..papers import wording
from ..rounds import blanks
from .endings import ENDINGS
from .titles import title_and_rest

ROLES = ("lead_service", "lead_officer", "responsible")
LEAD_FIELDS = tuple(f"{role}_words" for role in ROLES)
OUTCOME_FIELDS = ("outcomes__pk", "outcomes__words", "outcomes__is_unreadable")
FIELDS = ("pk", "ref", "slug", "words", "recommendation__words", "status_words", *LEAD_FIELDS, "when")


@dataclass(slots=True)
class Line:
    """One action in a list."""

    ref: str
    slug: str
    title: str
    rest: str
    leads: list
    when: str
    status: object
    printed_status: str
    movement: object
    overdue: str
    blanks: list
    priority_id: int | None
    outcomes: tuple


def lines(actions, page, *, says_officers, statuses, history, today, reviews=False):
    """The Lines of one page: `page` is a list of Standings, `actions` what the reader may see.

    `says_officers` is whether the plan names officers at all, so that an action without one stands out;
    `reviews` whether the reader may know that an answer was sent or returned.
    """
    shown = [standing.pk for standing in page]
    rows = (
        actions.filter(pk__in=shown)
        .alias(current=FilteredRelation("timescales", condition=Q(timescales__is_current=True)))
        .annotate(when=F("current__words"))
        .order_by("outcomes__order", "outcomes__pk")
        .values_list(*FIELDS, *OUTCOME_FIELDS)
    )
    # An action that serves two outcomes comes twice.
    by_key, outcomes = {}, {}
    for row in rows:
        by_key[row[0]] = row[: len(FIELDS)]
        outcomes.setdefault(row[0], []).append(row[len(FIELDS) :])
    names, asked_on = names_of(shown), asked_on_of(shown, history)
    return [
        line(
            standing,
            by_key[standing.pk],
            names.get(standing.pk, {}),
            outcomes=tuple(each for each in outcomes[standing.pk] if each[0]),
            says_officers=says_officers,
            statuses=statuses,
            today=today,
            blanks=blanks_of(standing.pk, history, asked_on, reviews),
        )
        for standing in page
        if standing.pk in by_key
    ]


def line(standing, row, names, *, outcomes, says_officers, statuses, today, blanks):
    """One Line from a Standing, its row, the names of its leads by role, and its outcomes."""
    _, ref, slug, words, recommendation, printed, service, officer, responsible, when = row
    title, rest = title_and_rest(words or recommendation or "")
    status, before = statuses.get(standing.status_id), statuses.get(standing.before_id)
    since = standing.before_round.words if standing.before_round else ""
    return Line(
        ref=ref,
        slug=slug,
        title=title,
        rest=rest,
        leads=leads(dict(zip(ROLES, (service, officer, responsible), strict=True)), names, says_officers),
        when=when or "",
        status=status or ENDINGS.get(standing.status_id),
        printed_status="" if status else printed,
        movement=movement(before, status, since=since),
        overdue=overdue_words(standing.latest, today) if standing.is_late else "",
        blanks=blanks,
        priority_id=standing.priority_id,
        outcomes=outcomes,
    )


def blanks_of(action, history, asked_on, reviews):
    """(name of the round, whose half, the phrase) for each answer that is missing in the last round and in an open one."""
    return [
        (
            each.words,
            wording.half(half, ""),
            blanks.blank(
                each.stage, is_asked=True, state=state, asked_on=asked_on.get(request, ()), reviews=reviews
            ),
        )
        for each in filter(None, (history.finished, history.open))
        for request, half, state in history.missing(each, action)
    ]


def asked_on_of(actions, history):
    """The local days on which somebody was asked in the last round that is over, for these actions: {request: days}."""
    if history.finished is None or not history.finished.is_run_here:
        return {}
    rows = (
        Asking.objects.that_asked()
        .filter(request__reporting_round=history.finished.pk, request__action__in=actions)
        .annotate(day=TruncDate("at"))
        .order_by("day")
        .values_list("request_id", "day")
        .distinct()
    )
    found = defaultdict(list)
    for request, day in rows:
        found[request].append(day)
    return found


def names_of(actions):
    """The names that lead these actions: {action: {role: [name, with its qualifier]}}."""
    found = {}
    rows = (
        Assignment.objects.filter(action_id__in=actions, role__in=ROLES)
        .order_by("order", "id")
        .values_list("action_id", "role", "contributor__name", "qualifier")
    )
    for action, role, name, qualifier in rows:
        written = f"{name} ({qualifier})" if qualifier else name
        found.setdefault(action, {}).setdefault(role, []).append(written)
    return found


def leads(printed, names, says_officers):
    """(words, whether the tracker supplies them) for each lead: as printed, else by name."""
    found = [(words.strip() or ", ".join(names.get(role, [])), False) for role, words in printed.items()]
    found = [each for each in found if each[0]]
    is_named = any(printed[role].strip() or names.get(role) for role in ("lead_officer", "responsible"))
    if found and says_officers and not is_named:
        found.append((phrases.NO_OFFICER, True))
    return found or [(phrases.NOT_STATED, True)]

"""A round as a board: every answer that is asked for, what it says, and where it stands.

The whole round is read as tuples in a fixed number of queries, because counts and filters are over
all of it; what only the table shows is read afterwards, for the rows of one page.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, Q

from accounts.models import Contributor

from ..lateness import is_overdue
from ..models import Assignment, Plan, Update, UpdateRequest
from ..movement import movement, way
from ..rounds.answers import is_worst
from ..rounds.asking import ANSWERING
from .bars import bar

# (state, words, tone, mark): in the order of the bar. What was withdrawn, or is of an action that was, stands apart.
STATES = (
    ("signed_off", "Signed off", "done", "✓"),
    ("submitted", "Sent, to review", "good", "→"),
    ("returned", "Returned", "warn", "↩"),
    ("draft", "Draft", "hold", "◔"),
    ("not_started", "Not started", "blank", "○"),
)
WITHDRAWN = "withdrawn"
TO_COME = ("returned", "draft", "not_started")
# In these states an answer says something that the board shows; what is drafted is its lead's own.
SAYS = ("signed_off", "submitted")
Role = Assignment.Role


@dataclass(slots=True)
class Row:
    """One answer that is asked for. `now` and `before` are statuses or None, `since` the round of the one before."""

    pk: int
    half: str
    action_id: int
    ref: str
    priority_id: int | None
    state: str
    update_id: int | None
    version: int
    now: object
    before: object
    since: str
    latest: object
    is_late: bool
    is_not_mine: bool
    is_own: bool
    asked_of: tuple = ()
    services: frozenset = frozenset()
    is_unled: bool = False
    has_officer: bool = True

    @property
    def way(self):
        """Better, worse, the same or other than the round before; "" where there is nothing to compare."""
        return way(self.before.meaning, self.now.meaning) if self.now and self.before else ""

    @property
    def movement(self):
        """The Movement since the round before, or None."""
        return movement(self.before, self.now, since=self.since) if self.since else None


@dataclass(slots=True)
class Count:
    """A part of the round with its number, and how it looks."""

    state: str
    words: str
    tone: str
    number: int

    @property
    def swatch(self):
        """The one part of a bar that is this tone, for the key."""
        return bar([(self.words, self.tone, 1)])[0]


@dataclass(slots=True)
class Board:
    """All of it: the rows in plan order, their counts, and what can be chosen from."""

    rows: list
    statuses: dict
    names: dict
    withdrawn: int = 0
    counts: list = field(default_factory=list)

    @property
    def asked(self):
        """How many answers are asked for."""
        return sum(each.number for each in self.counts)

    @property
    def bar(self):
        """The bar of the states."""
        return bar([(each.words, each.tone, each.number) for each in self.counts])

    def number(self, *states):
        """How many answers are in these states."""
        return sum(each.number for each in self.counts if each.state in states)

    @property
    def to_come(self):
        """How many answers have not been sent."""
        return self.number(*TO_COME)

    @property
    def to_review(self):
        """How many answers wait for the team."""
        return self.number("submitted")

    @property
    def received(self):
        """How many answers have come."""
        return self.number("submitted", "signed_off")

    @property
    def leads(self):
        """{contributor key: name} of all who are asked, in order of name."""
        asked = {key for row in self.standing for key in row.asked_of}
        return {key: name for key, name in self.names.items() if key in asked}

    @property
    def services(self):
        """{contributor key: name} of the services that lead, in order of name."""
        found = {key for row in self.standing for key in row.services}
        return {key: name for key, name in self.names.items() if key in found}

    @property
    def standing(self):
        """The rows that were not withdrawn."""
        return [row for row in self.rows if row.state != WITHDRAWN]

    @property
    def worst(self):
        """The statuses of the scale that are the worst news."""
        return [each for each in self.statuses.values() if is_worst(each, self.statuses.values())]

    def ready(self):
        """What can be signed off, one's own or not."""
        return [row for row in self.rows if row.state == "submitted"]


def board(reporting_round, *, statuses, user, reads_drafts, today):
    """The Board of this round for this reader, in five queries.

    `reads_drafts` is whether the reader may read answers that were returned to their leads.
    """
    said_in = says(reads_drafts=reads_drafts)
    leads, names = leads_of(reporting_round.plan_id)
    before = statuses_before(reporting_round)
    finished = {key for key, status in statuses.items() if status.is_finished}
    is_closed_plan = reporting_round.plan.state == Plan.State.CLOSED
    rows = []
    for asked in _asked(reporting_round):
        row, own_status, completed_on, kind, submitted_by, edited_by = _row(asked)
        now = row.now if row.state in said_in else None
        found, row.since = before.get((row.action_id, row.half.casefold())) or before.get(
            (row.action_id, None), (None, "")
        )
        position = now or found or own_status
        row.now, row.before = statuses.get(now), statuses.get(found)
        row.is_late = row.state != WITHDRAWN and is_overdue(
            row.latest,
            kind=kind,
            completed_on=completed_on,
            is_finished=is_closed_plan or position in finished,
            today=today,
        )
        row.is_own = user.pk in (submitted_by, edited_by)
        _put_leads(row, leads.get(row.action_id, ()), names)
        rows.append(row)
    return _counted(Board(rows, statuses, {key: name for key, (name, _) in names.items()}))


def says(*, reads_drafts):
    """The states in which an answer says something to this reader."""
    return (*SAYS, "returned") if reads_drafts else SAYS


def _counted(found):
    numbers = Counter(row.state for row in found.rows)
    found.withdrawn = numbers[WITHDRAWN]
    found.counts = [Count(state, words, tone, numbers[state]) for state, words, tone, _ in STATES]
    return found


def _asked(reporting_round):
    """Every request of the round with its answer, as tuples in plan order."""
    return (
        UpdateRequest.objects.filter(reporting_round=reporting_round)
        .alias(
            current=FilteredRelation("action__timescales", condition=Q(action__timescales__is_current=True))
        )
        .annotate(latest=F("current__latest"), kind=F("current__kind"))
        .order_by("action__order", "action_id", "pk")
        .values_list(
            "pk",
            "half",
            "action_id",
            "action__ref",
            "action__priority_id",
            "action__status_id",
            "action__completed_on",
            "latest",
            "kind",
            "withdrawn_at",
            "action__withdrawn_at",
            "not_mine_at",
            "update__pk",
            "update__state",
            "update__version",
            "update__status_id",
            "update__submitted_by_id",
            "update__edited_by_id",
        )
    )


def _row(asked):
    (
        pk,
        half,
        action,
        ref,
        priority,
        own_status,
        completed_on,
        latest,
        kind,
        withdrawn_at,
        action_withdrawn_at,
        not_mine_at,
        update,
        state,
        version,
        status,
        submitted_by,
        edited_by,
    ) = asked
    state = WITHDRAWN if withdrawn_at or action_withdrawn_at else state or "not_started"
    row = Row(
        pk=pk,
        half=half,
        action_id=action,
        ref=ref,
        priority_id=priority,
        state=state,
        update_id=update,
        version=version or 0,
        now=status,
        before=None,
        since="",
        latest=latest,
        is_late=False,
        is_not_mine=not_mine_at is not None and state not in ("submitted", "signed_off", WITHDRAWN),
        is_own=False,
    )
    return row, own_status, completed_on, kind, submitted_by, edited_by


def leads_of(plan, action=None):
    """Who answers for the actions of a plan, or for one of them: ({action: [(role, contributor, half)]}, {contributor: (name, service it is part of)})."""
    found, met = {}, set()
    rows = (
        Assignment.objects.filter(
            role__in=ANSWERING, **({"action": action} if action else {"action__plan": plan})
        )
        .order_by("order", "id")
        .values_list("action_id", "role", "contributor_id", "qualifier")
    )
    for action, role, contributor, qualifier in rows:
        found.setdefault(action, []).append((role, contributor, qualifier.strip().casefold()))
        met.add(contributor)
    known = Contributor.objects.filter(pk__in=met).values_list("pk", "name", "part_of_id", "part_of__name")
    names = {}
    for key, name, part_of, service in known:
        names[key] = (name, part_of)
        if part_of:
            names.setdefault(part_of, (service, None))
    return found, dict(sorted(names.items(), key=lambda each: each[1][0].casefold()))


def _put_leads(row, leads, names):
    """Who is asked for this row, and which services it belongs to."""
    half = row.half.casefold()
    asked = whom(leads, half)
    row.asked_of = tuple(dict.fromkeys(key for _, key in asked))
    row.is_unled = not asked
    row.has_officer = any(role != Role.LEAD_SERVICE for role, _ in asked)
    services = {key for role, key, _ in leads if role == Role.LEAD_SERVICE}
    services |= {names[key][1] for key in row.asked_of if key in names and names[key][1]}
    row.services = frozenset(services)


def whom(leads, half):
    """Those of these leads who are asked for this half: [(role, contributor)] of the first role that answers."""
    for role in ANSWERING:
        of_role = [(each, key, qualifier) for each, key, qualifier in leads if each == role]
        if half:
            of_role = [each for each in of_role if each[2] in ("", half)]
        if of_role:
            return [(each, key) for each, key, _ in of_role]
    return []


def statuses_before(reporting_round):
    """The status signed off last before this round: {(action, half or None for any): (status, name of its round)}."""
    rows = (
        Update.objects.filter(
            reporting_round__plan=reporting_round.plan_id,
            reporting_round__order__lt=reporting_round.order,
            state=Update.State.SIGNED_OFF,
            status__isnull=False,
        )
        .order_by("reporting_round__order", "id")
        .values_list(
            "action_id", "status_id", "reporting_round__words", "asked__half", "assignment__qualifier"
        )
    )
    found = {}
    for action, status, said_in, half, qualifier in rows:
        found[action, None] = found_now = (status, said_in)
        if half := (half or qualifier or "").casefold():
            found[action, half] = found_now
    return found

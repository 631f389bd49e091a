"""A filled form laid beside what its round asks for: of each row what it answers, what it says, and what stands there now."""

from dataclasses import dataclass, field, replace
from datetime import date

from ..models import Action, Update, UpdateRequest
from ..rounds import answers
from ..rounds.answers import Said
from ..wording import additions
from ..wording import rounds as round_wording
from .finding import Finder
from .reading import Reading, RowRead
from .understanding import understand

State = Update.State
# What a reviewer may settle of a row; `take` is "yes" or "no", `seen` the version of the answer that was looked at.
SETTLED = ("to", "answer", "status", "completed_on", "next_review_on", "same_as", "reopened_because")
# How a row stands to what is there: it can come in as one of the first four.
COMES_IN = ("new", "draft", "returned", "answered")


@dataclass(slots=True)
class Laid:
    """One row of the form. `said` is the answer it would bring, `now` the answer that is there, or None."""

    read: RowRead
    number: int
    settled: dict = field(default_factory=dict)
    request: UpdateRequest | None = None
    why: str = ""
    remark: str = ""
    said: Said | None = None
    odd_status: str = ""
    additions: tuple = ()
    problems: list = field(default_factory=list)
    standing: str = "empty"
    name: str = ""
    # What the reading alone gives for each of SETTLED, as words.
    as_read: dict = field(default_factory=dict)

    @property
    def now(self):
        return self.request.answer if self.request else None

    @property
    def version(self):
        """The version of the answer that is there, 0 where there is none."""
        return self.now.version if self.now else 0

    @property
    def can_come_in(self):
        return self.standing in COMES_IN and not self.problems

    @property
    def is_taken(self):
        """Whether it comes in: as chosen, else where nothing is written over and nothing is wrong."""
        if self.standing not in COMES_IN:
            return False
        if "take" in self.settled:
            return self.settled["take"] == "yes"
        return self.can_come_in and self.standing in ("new", "returned")

    @property
    def is_stale(self):
        """Whether the answer changed since a reviewer looked at it."""
        return "seen" in self.settled and self.settled["seen"] != self.version

    @property
    def waits(self):
        """Whether its words are to be kept for a person: typed, and neither brought in nor there already."""
        return self.standing not in ("empty", "same") and not self.is_taken


@dataclass(slots=True)
class Sheet:
    """The whole form laid out: its rows, and what is said of it as a whole."""

    reading: Reading
    rows: list
    names: list
    warnings: list
    scale: list
    actions: list

    @property
    def taken(self):
        return [row for row in self.rows if row.is_taken]

    def count(self, *standings):
        return sum(row.standing in standings for row in self.rows)


def lay(plan_import, *, at):
    """The `Sheet` of a filled form that is to be checked, in a fixed number of queries."""
    reporting_round = plan_import.reporting_round
    reading = Reading.from_json(plan_import.reading)
    settled = plan_import.choices.get("rows", {})
    asked = asked_in(reporting_round)
    actions = list(Action.objects.filter(plan=reporting_round.plan_id).only("ref", "slug", "words", "plan"))
    finder = Finder(asked, [(each.pk, each.ref, each.slug, each.words) for each in actions])
    known = answers.what_is_known(reporting_round, asked)
    laying = _Laying(reporting_round, finder, known, actions, at)
    rows = [
        laying.row(Laid(read, number, dict(settled.get(read.key, {}))))
        for number, read in enumerate(reading.rows, start=1)
    ]
    _tell_twice(rows)
    names = [(finder.name(one), one.action.words) for one in asked]
    return Sheet(reading, rows, names, list(_warnings(reporting_round, reading)), known.statuses, actions)


def asked_in(reporting_round):
    """What the round asks for, with the answers that are there, in plan order."""
    found = (
        UpdateRequest.objects.filter(reporting_round=reporting_round)
        .standing()
        .select_related(
            "action__status",
            "action__recommendation",
            "update__status",
            "update__same_as",
            "update__submitted_by",
        )
        .order_by("action__order", "action", "half")
    )
    asked = list(found)
    for one in asked:
        one.reporting_round = reporting_round
        one.action.plan = reporting_round.plan
    return asked


class _Laying:
    """What every row is held against."""

    def __init__(self, reporting_round, finder, known, actions, at):
        self.round, self.finder, self.known, self.at = reporting_round, finder, known, at
        self.held_in = reporting_round.held_in or round_wording.held_in(reporting_round.key)
        self.by_ref = {}
        for action in actions:
            action.plan = reporting_round.plan
            for name in {action.ref.casefold(), action.slug.casefold()} - {""}:
                self.by_ref.setdefault(name, []).append(action)

    def row(self, laid):
        read, settled = laid.read, laid.settled
        if read.is_empty:
            return laid
        laid.request, laid.why, laid.remark = self.finder.find(read)
        laid.as_read["to"] = self.finder.name(laid.request) if laid.request else ""
        if "to" in settled:
            laid.request, laid.remark = self.finder.named(settled["to"]), ""
            laid.why = "" if laid.request else f"This round asks nothing called “{settled['to']}”."
        if laid.request is None:
            laid.standing = "unplaced"
        else:
            laid.name = self.finder.name(laid.request)
        self._say(laid)
        return laid

    def _say(self, laid):
        understood = understand(laid.read.words, laid.read.status, self.known.statuses)
        body, added = additions.split(laid.read.words, held_in=self.held_in)
        laid.additions = added if body else added[1:]
        laid.odd_status = "" if "status" in laid.settled else understood.odd_status
        laid.as_read |= _as_read(understood)
        laid.said = self._settled(laid, understood)
        if laid.request is None:
            return
        laid.problems = answers.problems(laid.request, laid.said, at=self.at, known=self.known)
        if laid.odd_status:
            laid.problems = [each for each in laid.problems if each[0] != "status"]
            laid.problems.insert(
                0, ("status", f"Choose a status: “{laid.odd_status}” is none of this plan’s.")
            )
        laid.standing = self._standing(laid)
        if laid.standing in ("same", "signed_off"):
            laid.problems = []

    def _settled(self, laid, understood):
        """The answer as it was read, with what a reviewer settled instead."""
        settled = laid.settled
        kind = settled.get("answer", understood.answer)
        words = understood.words if kind == understood.answer else laid.read.words
        status = understood.status
        if "status" in settled:
            status = next((each for each in self.known.statuses if str(each.pk) == settled["status"]), None)
        said = Said(
            answer=kind,
            words=words,
            status=status,
            same_as=self._action(settled.get("same_as", understood.ref)) if kind == "same_as" else None,
            completed_on=_day(settled.get("completed_on"), understood.completed_on),
            next_review_on=_day(settled.get("next_review_on"), understood.next_review_on),
            reopened_because=settled.get("reopened_because", ""),
        )
        if status is None or not status.is_finished:
            said = replace(said, completed_on=None, next_review_on=None)
        return Said.of(said.put_into(Update()))

    def _action(self, ref):
        named = self.by_ref.get(ref.strip().casefold(), [])
        return named[0] if len(named) == 1 else None

    def _standing(self, laid):
        now = laid.now
        if now is None:
            return "new"
        same = Said.of(now) == laid.said
        if now.state in (State.SUBMITTED, State.SIGNED_OFF) and same:
            return "same"
        if now.state == State.DRAFT:
            return "new" if same else "draft"
        return {State.RETURNED: "returned", State.SUBMITTED: "answered"}.get(now.state, "signed_off")


def _as_read(understood):
    days = {name: getattr(understood, name) for name in ("completed_on", "next_review_on")}
    return {
        "answer": understood.answer,
        "status": str(understood.status.pk) if understood.status else "",
        "same_as": understood.ref,
        "reopened_because": "",
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }


def _day(settled, read):
    if settled is None:
        return read
    try:
        return date.fromisoformat(settled) if settled else None
    except ValueError:
        return None


def _tell_twice(rows):
    """Of two rows on one answer the first stands; the second waits for a person unless it says the same."""
    met = {}
    for row in rows:
        if row.request is None:
            continue
        first = met.setdefault(row.request.pk, row)
        if first is row:
            continue
        row.standing = "same" if first.said == row.said else "twice"
        row.why = (
            f"Row {first.number} answers {row.name} as well. Mend one of the two, or leave this one out."
        )
        row.problems = []


def _warnings(reporting_round, reading):
    """Sentences on the form as a whole: another round's, no answers, nothing read."""
    others = {each.taken_for.removeprefix("round:"): each.words for each in reading.other_rounds}
    if others and not reading.has_answers:
        named = ", ".join(f"“{words}”" for words in others.values())
        yield (
            f"This form answers another round: its columns are {named}. Bring it into that round, or say below "
            f"which column answers {reporting_round.words}."
        )
    elif not reading.rows:
        yield "No row was found in it. Say below what each column is, or save the table alone in a new file."
    elif not reading.has_answers:
        yield "No column of answers was found in it. Say below which column says what has happened."

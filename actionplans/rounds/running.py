"""Running a round: entering it, opening, asking for more, extending, closing, opening again."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from ..models import ReportingRound, RoundEvent, UpdateRequest
from ..wording import round_keys
from ..wording import rounds as wording
from . import asking, letters
from .refusals import Overlaps, Refused, Stale

Kind = RoundEvent.Kind
DETAILS = (
    "words",
    "opens_on",
    "due_on",
    "papers_cut_off_on",
    "meeting_words",
    "reminder_days",
    "escalates_after_days",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a round did: the answers asked for that were not asked for before."""

    reporting_round: ReportingRound
    asked: list


@transaction.atomic
def plan_round(plan, *, overlap_is_meant=False, **details):
    """A new round of a plan with these `DETAILS`, entered and not opened. Returns the ReportingRound.

    Raises Refused where the dates or the name cannot stand, Overlaps where another round runs
    at the same time and that was not said to be meant.
    """
    plan = type(plan).objects.select_for_update(no_key=True).get(pk=plan.pk)
    _refuse(_problems(plan, details))
    _look_for_overlaps(plan, details, overlap_is_meant)
    last = plan.rounds.order_by("-order").values_list("order", flat=True).first() or 0
    found = wording.read(details["words"])
    taken = set(plan.rounds.values_list("key", flat=True))
    key = round_keys.free(found.key if found else details["words"], taken)
    return ReportingRound.objects.create(
        plan=plan, order=last + 1, key=key, held_in=wording.held_in(key), **details
    )


@transaction.atomic
def open_round(reporting_round, *, version=None, by, at):
    """Open a round and ask every open action's leads. Returns `Opened`.

    Opened a second time it asks only for what is not asked for yet, such as an action entered since.
    """
    reporting_round = _locked(reporting_round, version)
    if reporting_round.closed_on is not None:
        raise Refused("Open the round again with a reason: it was closed.")
    if reporting_round.plan.is_closed:
        raise Refused("Open the plan first: nothing is asked about a plan that is closed.")
    if reporting_round.plan.is_draft:
        raise Refused("Publish the plan first: its leads cannot see a draft.")
    if reporting_round.due_on is None:
        raise Refused(("due_on", "Give the day by which answers are due: the round has none yet."))
    is_new = reporting_round.opened_at is None
    if is_new and reporting_round.due_on < _day(at):
        raise Refused(("due_on", "Give a later day by which answers are due: this one has passed."))
    if is_new:
        reporting_round.opened_at = at
        reporting_round.opens_on = min(reporting_round.opens_on or _day(at), _day(at))
    asked = asking.ask(reporting_round, by=by, at=at)
    if is_new or asked:
        _happened(
            reporting_round,
            Kind.OPENED if is_new else Kind.ASKED_ALSO,
            by=by,
            at=at,
            due_after=reporting_round.due_on,
            asked=len(asked),
        )
        _save(reporting_round)
        letters.ask(reporting_round, asked, by=by, at=at)
    return Opened(reporting_round, asked)


@transaction.atomic
def ask_also(reporting_round, action, *, because, by, at):
    """Ask for an answer on one more action, such as one that was finished, and say why. Returns the requests made.

    One that was withdrawn is asked for again.
    """
    reporting_round = _locked(reporting_round)
    _refuse_unless_open(reporting_round)
    if not because.strip():
        raise Refused(("because", "Say why it is asked for: its lead will read it."))
    if action.plan_id != reporting_round.plan_id:
        raise Refused(("action", "Choose an action of this plan."))
    made = asking.ask_of(reporting_round, action, because=because, by=by, at=at)
    if not made:
        raise Refused(("action", "Choose another action: this one is asked for already."))
    _happened(reporting_round, Kind.ASKED_ALSO, by=by, at=at, because=because, asked=len(made))
    _save(reporting_round)
    letters.ask(reporting_round, made, by=by, at=at)
    return made


@transaction.atomic
def withdraw(asked, *, because, by, at):
    """Ask for this answer no longer, and say why. What was answered already stays."""
    UpdateRequest.objects.select_for_update(no_key=True).only("pk").get(pk=asked.pk)
    asked = UpdateRequest.objects.select_related("reporting_round").get(pk=asked.pk)
    if asked.withdrawn_at is not None:
        return asked
    if not asked.reporting_round.is_open:
        raise Refused("Leave it: the round is closed, and what was not received stands.")
    if not because.strip():
        raise Refused(("because", "Say why it is no longer asked for."))
    if UpdateRequest.objects.received().filter(pk=asked.pk).exists():
        raise Refused("Leave it: the answer has come.")
    asked.withdrawn_because, asked.withdrawn_by, asked.withdrawn_at = because, by, at
    asked.save(update_fields=["withdrawn_because", "withdrawn_by", "withdrawn_at"])
    return asked


@transaction.atomic
def change(reporting_round, *, version, overlap_is_meant=False, by, at, **details):
    """Change a round's name, meeting or days while it is planned; of one that is open, all but the days it runs."""
    reporting_round = _locked(reporting_round, version)
    details = {name: getattr(reporting_round, name) for name in DETAILS} | details
    if reporting_round.opened_at is not None:
        details.update(opens_on=reporting_round.opens_on, due_on=reporting_round.due_on)
    _refuse(_problems(reporting_round.plan, details, besides=reporting_round))
    if reporting_round.opened_at is None:
        _look_for_overlaps(reporting_round.plan, details, overlap_is_meant, besides=reporting_round)
    changed = [name for name in DETAILS if getattr(reporting_round, name) != details[name]]
    if not changed:
        return reporting_round
    what = "; ".join(_change(reporting_round, name, details[name]) for name in changed)
    for name in changed:
        setattr(reporting_round, name, details[name])
    _happened(reporting_round, Kind.CHANGED, by=by, at=at, what=what)
    return _save(reporting_round)


@transaction.atomic
def extend(
    reporting_round,
    *,
    due_on,
    papers_cut_off_on=None,
    because="",
    overlap_is_meant=False,
    version,
    by,
    at,
):
    """Give an open round a later due date. Returns it. Those who have not answered see the new day; nobody is written to.

    Raises Overlaps where it would run into a round that it did not meet before.
    """
    reporting_round = _locked(reporting_round, version)
    _refuse_unless_open(reporting_round)
    before = reporting_round.due_on
    if before is not None and due_on <= before:
        raise Refused(("due_on", f"Choose a day after {_said(before)}: until then the round runs already."))
    if due_on < _day(at):
        raise Refused(("due_on", "Choose today or a later day: this one has passed."))
    cut_off = papers_cut_off_on or reporting_round.papers_cut_off_on
    if cut_off and cut_off < due_on:
        raise Refused(
            (
                "papers_cut_off_on",
                "Move the cut-off for papers as well: it would come before answers are due.",
            )
        )
    _look_for_new_overlaps(reporting_round, due_on, overlap_is_meant)
    reporting_round.due_on, reporting_round.papers_cut_off_on = due_on, cut_off
    _happened(
        reporting_round, Kind.EXTENDED, by=by, at=at, because=because, due_before=before, due_after=due_on
    )
    return _save(reporting_round)


@transaction.atomic
def close(reporting_round, *, because="", with_answers_waiting=False, version, by, at):
    """Close an open round: no answer is taken any more, and what is missing prints as not received.

    Answers that were sent and are not signed off hold it open, unless that is said to be meant; they
    can still be signed off afterwards.
    """
    reporting_round = _locked(reporting_round, version)
    _refuse_unless_open(reporting_round)
    # Whoever is sending an answer at this moment holds its request, so nothing slips in behind.
    held = reporting_round.requests.select_for_update(no_key=True).order_by("pk")
    list(held.values_list("pk", flat=True))
    waiting = reporting_round.updates.standing().filter(state="submitted").count()
    if waiting and not with_answers_waiting:
        answers = "1 answer has" if waiting == 1 else f"{waiting} answers have"
        raise Refused(
            (
                "with_answers_waiting",
                f"Sign off or return what waits, or say that you close all the same: {answers} not been signed off.",
            )
        )
    reporting_round.closed_on = _day(at)
    _happened(reporting_round, Kind.CLOSED, by=by, at=at, because=because, due_before=reporting_round.due_on)
    return _save(reporting_round)


@transaction.atomic
def reopen(reporting_round, *, because, due_on=None, overlap_is_meant=False, version, by, at):
    """Open a closed round again, with a reason and, where it is given, a new due date."""
    reporting_round = _locked(reporting_round, version)
    if reporting_round.opened_at is None or reporting_round.closed_on is None:
        raise Refused("Choose a round that was closed: this one was not.")
    if reporting_round.plan.is_closed:
        raise Refused("Open the plan first: nothing is asked about a plan that is closed.")
    if not because.strip():
        raise Refused(("because", "Say why the round is opened again: it stands in the round’s history."))
    before, due_on = reporting_round.due_on, due_on or reporting_round.due_on
    if due_on < _day(at):
        raise Refused(("due_on", "Give a new day by which answers are due: the old one has passed."))
    details = {"opens_on": reporting_round.opens_on, "due_on": due_on}
    _look_for_overlaps(reporting_round.plan, details, overlap_is_meant, besides=reporting_round)
    reporting_round.closed_on, reporting_round.due_on = None, due_on
    if reporting_round.papers_cut_off_on and reporting_round.papers_cut_off_on < due_on:
        reporting_round.papers_cut_off_on = None
    _happened(
        reporting_round, Kind.REOPENED, by=by, at=at, because=because, due_before=before, due_after=due_on
    )
    return _save(reporting_round)


def overlapping(plan, opens_on, due_on, *, besides=None):
    """The other rounds of this plan that are open, or whose days meet these. A list."""
    others = plan.rounds.filter(closed_on__isnull=True, due_on__isnull=False)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    return [
        each
        for each in others
        if each.is_open or ((each.opens_on or each.due_on) <= due_on and opens_on <= each.due_on)
    ]


def _look_for_overlaps(plan, details, is_meant, besides=None):
    opens_on = details.get("opens_on") or details["due_on"]
    found = overlapping(plan, opens_on, details["due_on"], besides=besides)
    if found and not is_meant:
        raise Overlaps(found)


def _look_for_new_overlaps(reporting_round, due_on, is_meant):
    """Those that a later due date would meet; which it meets already was settled when they were entered."""
    plan, opens_on = reporting_round.plan, reporting_round.opens_on or reporting_round.due_on
    met = overlapping(plan, opens_on, reporting_round.due_on, besides=reporting_round)
    found = overlapping(plan, opens_on, due_on, besides=reporting_round)
    if not is_meant and (new := [each for each in found if each not in met]):
        raise Overlaps(new)


def _problems(plan, details, besides=None):
    """What keeps these details from standing: [(field, sentence)]."""
    others = plan.rounds.exclude(pk=besides.pk) if besides else plan.rounds.all()
    words = (details.get("words") or "").strip()
    if not words:
        yield "words", "Give the round a name, such as October 2026."
    elif others.filter(words__iexact=words).exists():
        yield "words", "Choose another name: this plan already has a round of this name."
    opens_on, due_on, cut_off = (details.get(name) for name in ("opens_on", "due_on", "papers_cut_off_on"))
    if due_on is None:
        yield "due_on", "Give the day by which answers are due."
    elif opens_on and opens_on > due_on:
        yield "due_on", "Choose a later due date: the round would be due before it opens."
    if due_on and cut_off and cut_off < due_on:
        yield "papers_cut_off_on", "Choose a later cut-off: papers would close before answers are due."


def _refuse(problems):
    if problems := list(problems):
        raise Refused(*problems)


def _refuse_unless_open(reporting_round):
    if not reporting_round.is_open:
        raise Refused("Open the round first: it is not open now.")


def _locked(reporting_round, version=None):
    """The round as it stands, held until this is done; Stale where it is not the version that was looked at."""
    now = (
        ReportingRound.objects.select_for_update(of=("self",), no_key=True)
        .select_related("plan__organisation")
        .get(pk=reporting_round.pk)
    )
    if version is not None and now.version != version:
        raise Stale(now)
    return now


def _save(reporting_round):
    reporting_round.version += 1
    reporting_round.save()
    return reporting_round


def _happened(reporting_round, kind, *, by, at, **more):
    RoundEvent.objects.create(reporting_round=reporting_round, kind=kind, by=by, at=at, **more)


def _change(reporting_round, name, now):
    """One changed detail in words: "due on: 30 October 2026, before 23 October 2026"."""
    label = ReportingRound._meta.get_field(name).verbose_name
    return f"{label}: {_worded(now)}, before {_worded(getattr(reporting_round, name))}"


def _worded(value):
    if value in (None, ""):
        return "none"
    return _said(value) if isinstance(value, date) else str(value)


def _day(at):
    """The local day of a moment: a deadline falls at the end of it."""
    return timezone.localdate(at)


def _said(day):
    return f"{day.day} {day:%B %Y}"

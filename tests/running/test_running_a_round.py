"""Running a round: opening, extending and closing it, and opening it again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from actionplans.models import ReportingRound
from actionplans.rounds import running
from actionplans.rounds.refusals import Overlaps, Refused, Stale
from tests.rounds import ANSWERED_AT, DUE_ON, OPENED_AT, REVIEWED_AT, asked_of, make_round, send
from tests.running.refusals import refused_on

AFTER_DUE = datetime(2027, 1, 11, 9, tzinfo=UTC)
DAY = timedelta(days=1)
OPENS = date(2026, 11, 24)


# Opening


def test_opening_says_when_and_keeps_an_earlier_day(plan, editor):
    held = make_round(plan, by=editor)
    assert held.opened_at == OPENED_AT
    assert held.opens_on == OPENED_AT.date()
    (event,) = held.events.all()
    assert (event.kind, event.by, event.at, event.due_after, event.asked) == (
        "opened",
        editor,
        OPENED_AT,
        DUE_ON,
        held.requests.count(),
    )


def test_a_round_opened_before_its_day_opens_that_day(plan, editor):
    entered = running.plan_round(plan, words="December 2026", opens_on=DUE_ON, due_on=DUE_ON)
    assert running.open_round(entered, by=editor, at=OPENED_AT).reporting_round.opens_on == date(2026, 11, 24)


def test_the_day_a_round_opens_is_the_local_one(plan, editor):
    entered = running.plan_round(plan, words="Summer", due_on=date(2026, 7, 31))
    half_past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    opened = running.open_round(entered, by=editor, at=half_past_midnight).reporting_round
    assert opened.opens_on == date(2026, 7, 1)


def test_a_round_without_a_due_date_is_not_opened(plan, editor):
    imported = plan.rounds.first()
    assert refused_on(running.open_round, imported, by=editor, at=OPENED_AT).keys() == {"due_on"}


def test_a_round_whose_due_date_has_passed_is_not_opened(plan, editor):
    entered = running.plan_round(plan, words="December 2026", due_on=DUE_ON)
    assert refused_on(running.open_round, entered, by=editor, at=AFTER_DUE).keys() == {"due_on"}
    on_the_day = datetime(2026, 12, 18, 23, 59, tzinfo=UTC)
    assert running.open_round(entered, by=editor, at=on_the_day).reporting_round.is_open


def test_a_closed_round_is_not_simply_opened(plan, editor):
    held = make_round(plan)
    running.close(held, version=held.version, by=editor, at=ANSWERED_AT)
    with pytest.raises(Refused, match="with a reason"):
        running.open_round(held, by=editor, at=ANSWERED_AT)


# Extending


def test_a_round_is_extended(plan, editor):
    held = make_round(plan)
    later = date(2027, 1, 8)
    extended = running.extend(
        held, due_on=later, because="Leave", version=held.version, by=editor, at=ANSWERED_AT
    )
    assert extended.due_on == later
    assert extended.version == held.version + 1
    event = held.events.last()
    assert (event.kind, event.because, event.due_before, event.due_after) == (
        "extended",
        "Leave",
        DUE_ON,
        later,
    )


@pytest.mark.parametrize("due_on", [DUE_ON, DUE_ON - DAY])
def test_a_round_is_not_extended_to_an_earlier_day(plan, editor, due_on):
    held = make_round(plan)
    found = refused_on(running.extend, held, due_on=due_on, version=held.version, by=editor, at=ANSWERED_AT)
    assert "18 December 2026" in found["due_on"]


def test_a_round_is_not_extended_to_a_day_that_has_passed(plan, editor):
    held = make_round(plan)
    found = refused_on(
        running.extend, held, due_on=date(2027, 1, 10), version=held.version, by=editor, at=AFTER_DUE
    )
    assert "has passed" in found["due_on"]


def test_the_cut_off_for_papers_moves_with_it_or_holds_it_back(plan, editor):
    held = make_round(plan)
    held.papers_cut_off_on = date(2026, 12, 22)
    held.save()
    later = {"due_on": date(2027, 1, 8), "version": held.version, "by": editor, "at": ANSWERED_AT}
    assert refused_on(running.extend, held, **later).keys() == {"papers_cut_off_on"}
    extended = running.extend(held, papers_cut_off_on=date(2027, 1, 9), **later)
    assert extended.papers_cut_off_on == date(2027, 1, 9)


def test_only_an_open_round_is_extended(plan, editor):
    entered = running.plan_round(plan, words="December 2026", due_on=DUE_ON)
    with pytest.raises(Refused, match="not open now"):
        running.extend(entered, due_on=DUE_ON + DAY, version=1, by=editor, at=ANSWERED_AT)


def test_a_round_extended_into_the_next_overlaps_with_it(plan, editor):
    running.plan_round(plan, words="Next", opens_on=date(2027, 1, 5), due_on=date(2027, 2, 5))
    held = make_round(plan)
    longer = {"due_on": date(2027, 1, 8), "version": held.version, "by": editor, "at": ANSWERED_AT}
    with pytest.raises(Overlaps, match="Next overlaps"):
        running.extend(held, **longer)
    assert running.extend(held, overlap_is_meant=True, **longer).due_on == date(2027, 1, 8)


def test_an_overlap_that_was_meant_before_is_not_asked_about_again(plan, editor):
    held = make_round(plan)
    running.plan_round(plan, words="Beside", opens_on=OPENS, due_on=date(2027, 2, 5), overlap_is_meant=True)
    extended = running.extend(held, due_on=date(2027, 1, 8), version=held.version, by=editor, at=ANSWERED_AT)
    assert extended.due_on == date(2027, 1, 8)


# Closing


def test_a_round_is_closed_on_the_local_day(plan, editor):
    held = make_round(plan)
    closed = running.close(
        held, version=held.version, because="All in", by=editor, at=datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    )
    assert closed.closed_on == date(2027, 7, 1)
    assert not closed.is_open
    assert (held.events.last().kind, held.events.last().because) == ("closed", "All in")


@pytest.mark.parametrize(("sent", "words"), [(1, "1 answer has"), (2, "2 answers have")])
def test_answers_that_wait_hold_a_round_open_unless_it_is_meant(plan, editor, priya, sent, words):
    held = make_round(plan)
    for ref in ("1a", "2a")[:sent]:
        send(asked_of(held, ref), priya)
    now = {"version": held.version, "by": editor, "at": REVIEWED_AT}
    assert words in refused_on(running.close, held, **now)["with_answers_waiting"]
    assert not running.close(held, with_answers_waiting=True, **now).is_open


def test_a_closed_round_is_not_closed_again(plan, editor):
    held = make_round(plan)
    closed = running.close(held, version=held.version, by=editor, at=ANSWERED_AT)
    with pytest.raises(Refused, match="not open now"):
        running.close(closed, version=closed.version, by=editor, at=ANSWERED_AT)


# Opening again


@pytest.fixture
def closed(plan, editor):
    held = make_round(plan)
    return running.close(held, version=held.version, by=editor, at=ANSWERED_AT)


def test_a_closed_round_is_opened_again_with_a_reason(closed, editor):
    now = {"version": closed.version, "by": editor, "at": ANSWERED_AT}
    assert refused_on(running.reopen, closed, because="  ", **now).keys() == {"because"}
    opened = running.reopen(closed, because="A service was away.", **now)
    assert opened.is_open
    event = closed.events.last()
    assert (event.kind, event.because, event.due_before, event.due_after) == (
        "reopened",
        "A service was away.",
        DUE_ON,
        DUE_ON,
    )


def test_opening_again_after_the_due_date_needs_a_new_one(closed, editor):
    now = {"because": "Late", "version": closed.version, "by": editor, "at": AFTER_DUE}
    assert refused_on(running.reopen, closed, **now).keys() == {"due_on"}
    assert running.reopen(closed, due_on=AFTER_DUE.date(), **now).due_on == AFTER_DUE.date()


def test_a_cut_off_that_has_passed_is_dropped_when_a_round_is_opened_again(closed, editor):
    closed.papers_cut_off_on = DUE_ON
    closed.save()
    now = {"because": "Late", "version": closed.version, "by": editor, "at": AFTER_DUE}
    assert running.reopen(closed, due_on=date(2027, 1, 15), **now).papers_cut_off_on is None


def test_a_round_that_was_never_open_or_is_open_is_not_opened_again(plan, editor):
    entered = running.plan_round(plan, words="June 2027", due_on=date(2027, 6, 1))
    held = make_round(plan, overlap_is_meant=True)
    for each in (entered, held, plan.rounds.get(key="2026-10")):
        with pytest.raises(Refused, match="Choose a round that was closed"):
            running.reopen(each, because="Why", version=each.version, by=editor, at=ANSWERED_AT)


def test_opening_again_beside_another_round_must_be_meant(plan, closed, editor):
    make_round(plan, words="June 2027", due_on=date(2027, 6, 1))
    now = {"because": "Late", "version": closed.version, "by": editor, "at": ANSWERED_AT}
    with pytest.raises(Overlaps, match="June 2027"):
        running.reopen(closed, **now)
    assert running.reopen(closed, overlap_is_meant=True, **now).is_open


def test_a_round_of_a_closed_plan_is_not_opened_again(plan, closed, editor):
    plan.state = "closed"
    plan.save()
    with pytest.raises(Refused, match="Open the plan first"):
        running.reopen(closed, because="Why", version=closed.version, by=editor, at=ANSWERED_AT)


VERBS = {
    "change": (running.change, {"words": "Other"}),
    "extend": (running.extend, {"due_on": date(2027, 1, 8)}),
    "close": (running.close, {}),
    "reopen": (running.reopen, {"because": "Why"}),
}


@pytest.mark.parametrize("name", VERBS)
def test_what_was_changed_since_it_was_looked_at_is_not_changed(plan, editor, name):
    held = make_round(plan)
    verb, more = VERBS[name]
    before = ReportingRound.objects.filter(pk=held.pk).values().get()
    with pytest.raises(Stale) as stale:
        verb(held, version=held.version - 1, by=editor, at=ANSWERED_AT, **more)
    assert stale.value.now == held
    assert ReportingRound.objects.filter(pk=held.pk).values().get() == before

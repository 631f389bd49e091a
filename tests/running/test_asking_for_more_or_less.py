"""Asking in an open round for one more answer, and withdrawing what is asked, each with its reason."""

from datetime import date

import pytest

from actionplans.rounds import answering, running
from actionplans.rounds.refusals import Refused
from tests.plans import make_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_round, said, send


@pytest.fixture
def fresh(db):
    """Eight actions of which nothing was ever reported."""
    return make_plan(8, slug="fresh", priorities=2, rounds=0)


# Asking for one more


def test_a_finished_action_can_be_asked_for_with_a_reason(fresh, editor):
    fresh.actions.filter(ref="1a").update(completed_on=date(2026, 3, 3))
    held = make_round(fresh, by=editor)
    action = fresh.actions.get(ref="1a")
    (asked,) = running.ask_also(held, action, because="Scrutiny asks.", by=editor, at=ANSWERED_AT)
    assert (asked.half, asked.because, asked.made_by) == ("", "Scrutiny asks.", editor)
    event = held.events.last()
    assert (event.kind, event.because, event.asked) == ("asked_also", "Scrutiny asks.", 1)


@pytest.mark.parametrize("because", ["", "   "])
def test_asking_for_one_more_needs_a_reason(fresh, editor, because):
    fresh.actions.filter(ref="1a").update(completed_on=date(2026, 3, 3))
    held = make_round(fresh, by=editor)
    with pytest.raises(Refused) as refused:
        running.ask_also(held, fresh.actions.get(ref="1a"), because=because, by=editor, at=ANSWERED_AT)
    assert refused.value.problems[0][0] == "because"


def test_an_action_that_is_asked_for_is_not_asked_for_again(fresh, editor):
    held = make_round(fresh, by=editor)
    with pytest.raises(Refused, match="asked for already"):
        running.ask_also(held, fresh.actions.get(ref="1a"), because="Again", by=editor, at=ANSWERED_AT)


def test_an_action_of_another_plan_is_not_asked_for(fresh, plan, editor):
    held = make_round(fresh, by=editor)
    with pytest.raises(Refused, match="Choose an action of this plan"):
        running.ask_also(held, plan.actions.first(), because="Why not", by=editor, at=ANSWERED_AT)


def test_nothing_more_is_asked_in_a_closed_round(fresh, editor):
    fresh.actions.filter(ref="1a").update(completed_on=date(2026, 3, 3))
    held = make_round(fresh, by=editor)
    running.close(held, version=held.version, by=editor, at=ANSWERED_AT)
    with pytest.raises(Refused, match="Open the round first"):
        running.ask_also(held, fresh.actions.get(ref="1a"), because="Late", by=editor, at=ANSWERED_AT)


# Withdrawing


def test_a_request_is_withdrawn_with_its_reason(plan, editor):
    held = make_round(plan, by=editor)
    running.withdraw(asked_of(held, "1a"), because="Merged into 1b.", by=editor, at=ANSWERED_AT)
    asked = asked_of(held, "1a")
    assert asked.state == "withdrawn"
    assert (asked.withdrawn_because, asked.withdrawn_by, asked.withdrawn_at) == (
        "Merged into 1b.",
        editor,
        ANSWERED_AT,
    )
    assert asked not in held.requests.awaited()


def test_withdrawing_needs_a_reason(plan, editor):
    held = make_round(plan, by=editor)
    with pytest.raises(Refused, match="Say why"):
        running.withdraw(asked_of(held, "1a"), because=" ", by=editor, at=ANSWERED_AT)


def test_withdrawing_again_keeps_the_first_reason(plan, editor, colleague):
    held = make_round(plan, by=editor)
    running.withdraw(asked_of(held, "1a"), because="Merged.", by=editor, at=ANSWERED_AT)
    running.withdraw(asked_of(held, "1a"), because="Other", by=colleague, at=REVIEWED_AT)
    assert asked_of(held, "1a").withdrawn_because == "Merged."


def test_what_was_answered_is_not_withdrawn(plan, editor, priya):
    held = make_round(plan, by=editor)
    send(asked_of(held, "1a"), priya)
    with pytest.raises(Refused, match="the answer has come"):
        running.withdraw(asked_of(held, "1a"), because="Merged.", by=editor, at=ANSWERED_AT)


def test_a_draft_stays_when_its_request_is_withdrawn_and_is_there_when_it_is_asked_again(plan, editor, priya):
    held = make_round(plan, by=editor)
    asked = asked_of(held, "1a")
    answering.save_draft(asked, said(plan, words="Half a sentence"), version=0, by=priya, at=ANSWERED_AT)
    running.withdraw(asked, because="Merged.", by=editor, at=ANSWERED_AT)
    running.ask_also(held, asked.action, because="It was not.", by=editor, at=ANSWERED_AT)
    asked = asked_of(held, "1a")
    assert (asked.state, asked.answer.words, asked.because) == ("draft", "Half a sentence", "It was not.")
    assert send(asked, priya, version=1).state == "submitted"


def test_nothing_is_withdrawn_from_a_closed_round(plan, editor):
    held = make_round(plan, by=editor)
    running.close(held, version=held.version, by=editor, at=ANSWERED_AT)
    with pytest.raises(Refused, match="what was not received stands"):
        running.withdraw(asked_of(held, "1a"), because="It looks bad.", by=editor, at=REVIEWED_AT)

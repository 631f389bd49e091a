"""Entering a round and changing it before it opens: what cannot stand, and which rounds overlap."""

from datetime import date, timedelta

import pytest

from actionplans.rounds import running
from actionplans.rounds.refusals import Overlaps
from tests.plans import make_organisation, make_plan
from tests.rounds import ANSWERED_AT, DUE_ON, make_round
from tests.running.refusals import refused_on

DAY = timedelta(days=1)


# Entering


def test_a_round_is_entered_after_the_last_one(plan):
    entered = running.plan_round(plan, words="December 2026", opens_on=None, due_on=DUE_ON)
    assert entered.order == plan.rounds.exclude(pk=entered.pk).order_by("-order").first().order + 1
    assert (entered.key, entered.held_in) == ("2026-12", date(2026, 12, 1))
    assert entered.is_planned
    assert not entered.is_open


def test_a_name_that_is_no_month_makes_its_own_key(plan):
    entered = running.plan_round(plan, words="Before the election", due_on=DUE_ON)
    assert (entered.key, entered.held_in) == ("before-the-election", None)


def test_two_names_of_one_month_have_two_keys(plan):
    first = running.plan_round(plan, words="December 2026", due_on=DUE_ON)
    second = running.plan_round(plan, words="Dec 2026", due_on=DUE_ON, overlap_is_meant=True)
    assert first.key != second.key


def test_a_name_without_letters_of_the_alphabet_has_a_key(plan):
    assert running.plan_round(plan, words="十二月", due_on=DUE_ON).key


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"words": "", "due_on": DUE_ON}, "words"),
        ({"words": "  ", "due_on": DUE_ON}, "words"),
        ({"words": "October 2026", "due_on": DUE_ON}, "words"),
        ({"words": "OCTOBER 2026", "due_on": DUE_ON}, "words"),
        ({"words": "December 2026"}, "due_on"),
        ({"words": "December 2026", "due_on": None}, "due_on"),
        ({"words": "December 2026", "opens_on": DUE_ON + DAY, "due_on": DUE_ON}, "due_on"),
        (
            {"words": "December 2026", "due_on": DUE_ON, "papers_cut_off_on": DUE_ON - DAY},
            "papers_cut_off_on",
        ),
    ],
)
def test_a_round_that_cannot_stand_is_refused_at_its_field(plan, details, field):
    assert list(refused_on(running.plan_round, plan, **details)) == [field]
    assert plan.rounds.count() == 2


def test_everything_wrong_is_said_at_once(plan):
    found = refused_on(running.plan_round, plan, words="", opens_on=DUE_ON + DAY, due_on=DUE_ON)
    assert set(found) == {"words", "due_on"}


def test_a_round_may_open_on_the_day_it_is_due_and_papers_close_then(plan):
    entered = running.plan_round(
        plan, words="One day", opens_on=DUE_ON, due_on=DUE_ON, papers_cut_off_on=DUE_ON
    )
    assert entered.pk


def test_another_plan_may_have_a_round_of_the_same_name(plan):
    from_other = make_round_of_another_body()
    assert running.plan_round(plan, words=from_other.words, due_on=DUE_ON).words == from_other.words


def make_round_of_another_body():
    other = make_plan_of_another_body()
    return running.plan_round(other, words="December 2026", due_on=DUE_ON)


def make_plan_of_another_body():
    return make_plan(1, slug="other", title="Other", organisation=make_organisation("Other Borough"))


# Overlaps

OPENS, DUE = date(2026, 11, 24), date(2026, 12, 18)


@pytest.mark.parametrize(
    ("opens_on", "due_on", "overlaps"),
    [
        (date(2026, 10, 1), date(2026, 11, 23), False),
        (date(2026, 10, 1), date(2026, 11, 24), True),
        (date(2026, 12, 1), date(2026, 12, 2), True),
        (date(2026, 10, 1), date(2027, 2, 1), True),
        (date(2026, 12, 18), date(2027, 1, 18), True),
        (date(2026, 12, 19), date(2027, 1, 18), False),
        (None, date(2026, 12, 10), True),
        (None, date(2026, 12, 19), False),
    ],
)
def test_days_that_meet_overlap(plan, opens_on, due_on, overlaps):
    running.plan_round(plan, words="December 2026", opens_on=OPENS, due_on=DUE)
    details = {"words": "Second", "opens_on": opens_on, "due_on": due_on}
    if overlaps:
        with pytest.raises(Overlaps, match="December 2026 overlaps"):
            running.plan_round(plan, **details)
        assert running.plan_round(plan, overlap_is_meant=True, **details).pk
    else:
        assert running.plan_round(plan, **details).pk


def test_a_round_that_is_still_open_overlaps_with_every_other(plan):
    make_round(plan)
    far = {"words": "Next year", "opens_on": date(2027, 11, 1), "due_on": date(2027, 12, 1)}
    with pytest.raises(Overlaps) as refused:
        running.plan_round(plan, **far)
    assert [each.words for each in refused.value.rounds] == ["December 2026"]
    assert list(dict(refused.value.problems)) == ["overlap_is_meant"]


def test_a_closed_round_and_one_from_a_paper_overlap_with_nothing(plan, editor):
    held = make_round(plan)
    running.close(held, version=held.version, by=editor, at=ANSWERED_AT)
    again = running.plan_round(plan, words="Second", opens_on=OPENS, due_on=DUE)
    assert again.pk


def test_another_plans_round_overlaps_with_nothing(plan):
    make_round_of_another_body()
    assert running.plan_round(plan, words="December 2026", opens_on=OPENS, due_on=DUE).pk


# Changing


def test_a_planned_round_is_changed_and_what_is_not_named_stays(plan, editor):
    entered = running.plan_round(
        plan, words="December 2026", opens_on=OPENS, due_on=DUE, meeting_words="Scrutiny"
    )
    changed = running.change(entered, words="Winter 2026", version=1, by=editor, at=ANSWERED_AT)
    assert (changed.words, changed.due_on, changed.meeting_words) == ("Winter 2026", DUE, "Scrutiny")
    assert changed.key == "2026-12"
    assert changed.version == 2


def test_the_days_of_an_open_round_are_not_changed_but_extended(plan, editor):
    held = make_round(plan)
    changed = running.change(
        held,
        due_on=date(2027, 3, 1),
        opens_on=date(2026, 1, 1),
        meeting_words="Cabinet",
        version=held.version,
        by=editor,
        at=ANSWERED_AT,
    )
    assert (changed.due_on, changed.opens_on, changed.meeting_words) == (DUE_ON, held.opens_on, "Cabinet")


def test_a_round_is_not_given_anothers_name_and_may_keep_its_own(plan, editor):
    held = make_round(plan)
    now = {"version": held.version, "by": editor, "at": ANSWERED_AT}
    assert refused_on(running.change, held, words="October 2026", **now).keys() == {"words"}
    assert running.change(held, words=held.words, **now).words == held.words


def test_a_planned_round_moved_onto_another_overlaps(plan, editor):
    running.plan_round(plan, words="June 2027", opens_on=date(2027, 5, 1), due_on=date(2027, 6, 1))
    entered = running.plan_round(plan, words="December 2026", opens_on=OPENS, due_on=DUE)
    with pytest.raises(Overlaps):
        running.change(entered, due_on=date(2027, 5, 1), version=1, by=editor, at=ANSWERED_AT)

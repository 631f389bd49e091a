"""What keeps an answer from being sent: a sentence for each field, none too many."""

from datetime import UTC, date, datetime

import pytest

from actionplans.models import ProgressScale, ProgressStatus
from actionplans.rounds import running, signing_off
from actionplans.rounds.answers import Said, is_worst, last_answer, position_before, problems, worst_of
from tests.plans import make_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_round, said, send, split


@pytest.fixture
def fresh(db):
    """Eight actions of which nothing was ever reported."""
    return make_plan(8, slug="fresh", priorities=2, rounds=0)


@pytest.fixture
def held(fresh, editor):
    return make_round(fresh, by=editor)


def fields(asked, answer, at=ANSWERED_AT):
    """The fields that must be put right."""
    return [field for field, _ in problems(asked, answer, at=at)]


GREEN, RED, BLUE = "Green: on track", "Red: off track", "Blue: complete"
DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, []),
        ({"words": ""}, ["words"]),
        ({"words": " \n\t "}, ["words"]),
        ({"status": None}, ["status"]),
        ({"words": "", "status": None}, ["words", "status"]),
        ({"status": None, "status_words": "Pink"}, []),
        ({"answer": "nothing_to_report"}, []),
        ({"answer": "nothing_to_report", "words": ""}, ["words"]),
        ({"answer": "nothing_to_report", "status": None}, []),
        ({"answer": "stopped", "status": None}, []),
        ({"answer": "stopped", "words": "", "status": None}, ["words"]),
        ({"answer": "carried_forward", "words": "", "status": None}, []),
        ({"answer": "same_as", "words": "", "status": None}, ["same_as"]),
        ({"status": RED}, []),
        ({"status": RED, "words": ""}, ["words"]),
        ({"status": RED, "words": "", "answer": "carried_forward"}, ["words"]),
        ({"status": "Amber: slipping", "words": "", "answer": "carried_forward"}, []),
        ({"status": BLUE}, ["completed_on"]),
        ({"status": BLUE, "completed_on": DAY}, []),
        ({"status": BLUE, "completed_on": date(2026, 11, 30)}, []),
        ({"status": BLUE, "completed_on": date(2026, 12, 1)}, ["completed_on"]),
        ({"status": BLUE, "completed_on": DAY, "next_review_on": DAY}, []),
        ({"status": BLUE, "completed_on": DAY, "next_review_on": date(2026, 10, 31)}, ["next_review_on"]),
    ],
)
def test_what_must_be_put_right(held, fresh, more, wrong):
    assert fields(asked_of(held, "1a"), said(fresh, **more)) == wrong


def test_each_field_has_one_sentence_that_says_what_to_do(held, fresh):
    found = problems(asked_of(held, "1a"), said(fresh, words="", status=RED), at=ANSWERED_AT)
    assert found == [("words", "Say what has happened, or choose one of the other answers below.")]


def test_today_is_the_local_day(held, fresh):
    summer_night = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    answer = said(fresh, status=BLUE, completed_on=date(2026, 7, 1))
    assert fields(asked_of(held, "1a"), answer, at=summer_night) == []
    assert fields(asked_of(held, "1a"), answer, at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == [
        "completed_on"
    ]


def test_a_plan_without_a_scale_asks_for_no_status(fresh, held):
    fresh.scale = None
    fresh.save()
    assert fields(asked_of(held, "1a"), Said(words="Done")) == []


def test_a_status_of_another_plan_is_refused(held, fresh):
    other = make_plan(1, slug="other", title="Other")
    assert fields(asked_of(held, "1a"), said(other, status=BLUE)) == ["status"]


# The worst status


def scale(*statuses):
    made = ProgressScale(name="Own")
    return [ProgressStatus(scale=made, words=words, meaning=meaning) for words, meaning in statuses]


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        ([("Red", "off_track"), ("Amber", "at_risk"), ("Green", "complete")], "Red"),
        ([("Green", "on_track"), ("Amber", "at_risk"), ("Blue", "complete"), ("Red", "off_track")], "Red"),
        ([("Amber", "at_risk"), ("Green", "complete"), ("White", "not_started")], "Amber"),
        ([("Gwyrdd", "on_track"), ("Ambr", "at_risk"), ("Coch", "off_track"), ("Heb ddechrau", "not_started")], "Coch"),
        ([("Not started", "not_started"), ("In progress", "on_track"), ("Done", "complete")], None),
        ([("On hold", "paused"), ("Dropped", "closed_not_delivered")], None),
        ([], None),
    ],
)  # fmt: skip
def test_the_worst_status_goes_by_what_a_scale_means(statuses, worst):
    found = worst_of(scale(*statuses))
    assert (found.words if found else None) == worst


def test_two_statuses_that_mean_the_worst_both_need_a_remark():
    statuses = scale(("Red", "off_track"), ("Late", "off_track"), ("Amber", "at_risk"))
    assert [is_worst(each, statuses) for each in statuses] == [True, True, False]


def test_no_status_is_not_the_worst():
    assert not is_worst(None, scale(("Red", "off_track")))


def test_the_worst_status_of_a_welsh_scale_needs_a_remark(fresh, held):
    fresh.scale.statuses.filter(words=RED).update(words="Coch: ddim ar y trywydd iawn")
    answer = said(fresh, status="Coch: ddim ar y trywydd iawn", words="", answer="carried_forward")
    ((field, sentence),) = problems(asked_of(held, "1a"), answer, at=ANSWERED_AT)
    assert (field, sentence) == ("words", "Say what is being done: Coch needs a remark.")


# Open again


def after_a_round_that_said(plan, editor, colleague, priya, **more):
    """What the next round asks on 1a, after one in which this was answered on it and signed off."""
    first = make_round(plan, words="June 2026", by=editor)
    update = send(asked_of(first, "1a"), priya, **more)
    signing_off.sign_off(update, version=1, by=colleague, at=REVIEWED_AT)
    running.close(first, version=first.version, by=editor, at=REVIEWED_AT)
    second = make_round(plan, by=editor)
    action = plan.actions.get(ref="1a")
    if not second.requests.filter(action=action).exists():
        running.ask_also(second, action, because="Scrutiny asks.", by=editor, at=REVIEWED_AT)
    return asked_of(second, "1a")


def test_what_was_complete_is_open_again_only_with_a_reason(fresh, editor, colleague, priya):
    asked = after_a_round_that_said(fresh, editor, colleague, priya, status=BLUE, completed_on=DAY)
    found = problems(asked, said(fresh), at=REVIEWED_AT)
    assert found == [("reopened_because", "Say why it is open again: it was Blue before.")]
    assert problems(asked, said(fresh, reopened_because="The lift broke."), at=REVIEWED_AT) == []
    assert fields(asked, said(fresh, reopened_because="  "), at=REVIEWED_AT) == ["reopened_because"]
    assert fields(asked, said(fresh, status=BLUE, completed_on=DAY), at=REVIEWED_AT) == []


def test_what_was_open_needs_no_reason_to_be_open(fresh, editor, colleague, priya):
    asked = after_a_round_that_said(fresh, editor, colleague, priya, status=GREEN)
    assert problems(asked, said(fresh, status=RED), at=REVIEWED_AT) == []


def test_what_was_completed_by_its_day_is_open_again_only_with_a_reason(fresh, editor):
    fresh.actions.filter(ref="1a").update(completed_on=date(2026, 3, 3))
    held = make_round(fresh, by=editor)
    running.ask_also(held, fresh.actions.get(ref="1a"), because="Scrutiny asks.", by=editor, at=ANSWERED_AT)
    ((field, sentence),) = problems(asked_of(held, "1a"), said(fresh), at=ANSWERED_AT)
    assert (field, sentence) == (
        "reopened_because",
        "Say why it is open again: it was completed on 3 March 2026.",
    )


def test_the_actions_own_status_counts_where_nothing_was_reported(fresh, editor):
    fresh.actions.filter(ref="1a").update(status=fresh.scale.statuses.get(words=BLUE))
    held = make_round(fresh, by=editor)
    running.ask_also(held, fresh.actions.get(ref="1a"), because="Why", by=editor, at=ANSWERED_AT)
    assert position_before(asked_of(held, "1a")).words == BLUE
    assert fields(asked_of(held, "1a"), said(fresh)) == ["reopened_because"]


# The answer before


def test_the_answer_before_is_that_of_the_last_round_signed_off(plan, editor):
    held = make_round(plan, by=editor)
    assert last_answer(asked_of(held, "1a")).reporting_round.words == "October 2026"


def test_an_answer_of_this_round_is_not_the_one_before(plan, editor, colleague, priya):
    held = make_round(plan, by=editor)
    update = send(asked_of(held, "1a"), priya)
    signing_off.sign_off(update, version=1, by=colleague, at=REVIEWED_AT)
    assert last_answer(asked_of(held, "1a")).reporting_round.words == "October 2026"


def test_there_is_no_answer_before_the_first(held):
    assert last_answer(asked_of(held, "1a")) is None


def test_the_answer_before_is_that_of_the_same_half(plan, editor, colleague, priya, tom):
    split(plan.actions.get(ref="1a"))
    first = make_round(plan, words="November 2026", by=editor)
    for half, by, words in (("internal", priya, "Ours"), ("external", tom, "Theirs")):
        update = send(asked_of(first, "1a", half), by, words=words)
        signing_off.sign_off(update, version=1, by=colleague, at=REVIEWED_AT)
    running.close(first, version=first.version, by=editor, at=REVIEWED_AT)
    second = make_round(plan, by=editor)
    assert last_answer(asked_of(second, "1a", "internal")).words == "Ours"
    assert last_answer(asked_of(second, "1a", "external")).words == "Theirs"


def test_a_half_that_never_answered_has_the_answer_on_the_whole_before_it(plan, editor):
    split(plan.actions.get(ref="1a"))
    held = make_round(plan, by=editor)
    assert last_answer(asked_of(held, "1a", "internal")).reporting_round.words == "October 2026"


# The same as another action


def same_as(plan, ref):
    return said(plan, words="", status=None, answer="same_as", same_as=plan.actions.get(ref=ref))


def send_same_as(held, ref, other, by, half=""):
    more = {"answer": "same_as", "same_as": held.plan.actions.get(ref=other), "words": "", "status": None}
    return send(asked_of(held, ref, half), by, **more)


def test_an_action_is_the_same_as_another_of_its_plan(held, fresh):
    assert fields(asked_of(held, "1a"), same_as(fresh, "1b")) == []


def test_an_action_is_not_the_same_as_itself(held, fresh):
    assert fields(asked_of(held, "1a"), same_as(fresh, "1a")) == ["same_as"]


def test_an_action_is_not_the_same_as_one_of_another_plan(held, fresh):
    other = make_plan(1, slug="other", title="Other")
    assert fields(asked_of(held, "1a"), same_as(other, "1a")) == ["same_as"]


def test_two_actions_are_not_the_same_as_each_other(held, fresh, editor):
    send_same_as(held, "1b", "1a", editor)
    assert fields(asked_of(held, "1a"), same_as(fresh, "1b")) == ["same_as"]


def test_three_actions_do_not_go_in_a_circle(held, fresh, editor):
    send_same_as(held, "1b", "1c", editor)
    send_same_as(held, "1c", "1a", editor)
    assert fields(asked_of(held, "1a"), same_as(fresh, "1b")) == ["same_as"]
    assert fields(asked_of(held, "1a"), same_as(fresh, "1d")) == []


def test_a_circle_through_one_of_two_halves_is_seen(fresh, editor):
    split(fresh.actions.get(ref="1b"))
    held = make_round(fresh, by=editor)
    send_same_as(held, "1b", "1a", editor, half="external")
    send_same_as(held, "1b", "1d", editor, half="internal")
    assert fields(asked_of(held, "1a"), same_as(fresh, "1b")) == ["same_as"]


def test_a_circle_of_others_does_not_catch_this_one(held, fresh, editor, colleague):
    send_same_as(held, "1b", "1c", editor)
    fresh.rounds.get().updates.create(
        action=fresh.actions.get(ref="1c"), answer="same_as", same_as=fresh.actions.get(ref="1b")
    )
    assert fields(asked_of(held, "1a"), same_as(fresh, "1b")) == []


def test_another_round_makes_no_circle(fresh, editor, colleague):
    first = make_round(fresh, words="June 2026", by=editor)
    update = send_same_as(first, "1b", "1a", editor)
    signing_off.sign_off(update, version=1, by=colleague, at=REVIEWED_AT)
    running.close(first, version=first.version, by=editor, at=REVIEWED_AT)
    held = make_round(fresh, by=editor)
    assert fields(asked_of(held, "1a"), same_as(fresh, "1b")) == []


def test_a_circle_that_two_made_at_once_is_not_signed_off(held, fresh, editor, colleague):
    send_same_as(held, "1b", "1a", editor)
    asked = asked_of(held, "1a")
    update = send(asked, editor)
    type(update).objects.filter(pk=update.pk).update(
        answer="same_as", same_as=fresh.actions.get(ref="1b"), words=""
    )
    assert "Return one of them" in signing_off.why_not(type(update).objects.get(pk=update.pk), by=colleague)

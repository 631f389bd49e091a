"""Deputies: whoever stands in does for the lead what the lead may, from the first day to the end of the last."""

from datetime import UTC, date, datetime

import pytest

from accounts import deputising
from accounts.models import Deputy, User
from actionplans.models import UpdateRequest
from tests.plans import make_person
from tests.rounds import ask_for_deputies_as_of, make_round

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 11)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def moment(monkeypatch):
    """A function that sets the database's clock."""

    def it_is(at):
        ask_for_deputies_as_of(monkeypatch, datetime.fromisoformat(at))

    it_is("2026-11-20T12:00+00:00")
    return it_is


@pytest.fixture
def dan(db):
    return make_person("lead", email="dan@marlowvale.example")


def name(deputy, lead, starts_on=FIRST, ends_on=LAST, today=date(2026, 11, 20)):
    return deputising.name(deputy, lead=lead, starts_on=starts_on, ends_on=ends_on, today=today, by=lead)


def stands_in(deputy, lead):
    return User.objects.acting_for(deputy).filter(pk=lead.pk).exists()


@pytest.mark.parametrize(
    ("at", "acts"),
    [
        ("2026-11-30T23:59+00:00", False),
        ("2026-12-01T00:00+00:00", True),
        ("2026-12-06T12:00+00:00", True),
        ("2026-12-11T23:59:59+00:00", True),
        ("2026-12-12T00:00+00:00", False),
        ("2027-12-06T12:00+00:00", False),
    ],
)
def test_a_deputy_acts_from_the_first_day_to_the_end_of_the_last(moment, priya, dan, at, acts):
    name(dan, priya)
    moment(at)
    assert stands_in(dan, priya) is acts


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "at", "acts"),
    [
        # Clocks go forward on 29 March 2026: the day ends at 23:00 UTC.
        (date(2026, 3, 28), date(2026, 3, 29), "2026-03-29T22:59+00:00", True),
        (date(2026, 3, 28), date(2026, 3, 29), "2026-03-29T23:00+00:00", False),
        (date(2026, 3, 29), date(2026, 3, 30), "2026-03-28T23:59+00:00", False),
        (date(2026, 3, 29), date(2026, 3, 30), "2026-03-29T00:00+00:00", True),
        # They go back on 25 October 2026: the day begins at 23:00 UTC and ends at midnight UTC.
        (date(2026, 10, 25), date(2026, 10, 25), "2026-10-24T22:59+00:00", False),
        (date(2026, 10, 25), date(2026, 10, 25), "2026-10-24T23:00+00:00", True),
        (date(2026, 10, 25), date(2026, 10, 25), "2026-10-25T23:59+00:00", True),
        (date(2026, 10, 25), date(2026, 10, 25), "2026-10-26T00:00+00:00", False),
        # In between, midnight in London is 23:00 UTC.
        (date(2026, 7, 1), date(2026, 7, 1), "2026-06-30T23:00+00:00", True),
        (date(2026, 7, 1), date(2026, 7, 1), "2026-07-01T23:00+00:00", False),
    ],
)
def test_a_day_begins_and_ends_at_midnight_in_london(moment, priya, dan, starts_on, ends_on, at, acts):
    Deputy.objects.create(lead=priya, deputy=dan, starts_on=starts_on, ends_on=ends_on, named_by=priya)
    moment(at)
    assert stands_in(dan, priya) is acts


def test_a_deputy_who_was_ended_acts_no_more(moment, priya, dan, editor):
    named = name(dan, priya)
    moment("2026-12-06T12:00+00:00")
    deputising.end(named, by=editor, at=NOON)
    assert not stands_in(dan, priya)


def test_ending_again_keeps_who_ended_it_first(moment, priya, dan, editor):
    named = name(dan, priya)
    deputising.end(named, by=editor, at=NOON)
    again = deputising.end(named, by=priya, at=datetime(2026, 12, 1, tzinfo=UTC))
    assert (again.ended_by, again.ended_at) == (editor, NOON)


def test_everybody_acts_for_themselves(moment, priya):
    assert list(User.objects.acting_for(priya)) == [priya]


def test_a_deputys_deputy_does_not_stand_in_for_the_lead(moment, priya, dan, tom):
    name(dan, priya)
    name(tom, dan)
    moment("2026-12-06T12:00+00:00")
    assert set(User.objects.acting_for(tom)) == {tom, dan}


def test_a_lead_does_not_act_for_the_deputy(moment, priya, dan):
    name(dan, priya)
    moment("2026-12-06T12:00+00:00")
    assert not stands_in(priya, dan)


def test_a_deputy_may_answer_what_the_lead_may_and_nothing_else(moment, plan, priya, tom, dan):
    asked = UpdateRequest.objects.filter(reporting_round=make_round(plan))
    name(dan, priya)
    moment("2026-12-06T12:00+00:00")
    assert set(asked.reportable_by(dan)) == set(asked.reportable_by(priya)) != set()
    moment("2026-12-12T12:00+00:00")
    assert not asked.reportable_by(dan).exists()


# Naming


def refused_on(*args, **more):
    with pytest.raises(deputising.Refused) as refused:
        name(*args, **more)
    return refused.value.field


def test_nobody_is_their_own_deputy(moment, priya):
    assert refused_on(priya, priya) == "deputy"


def test_somebody_who_cannot_sign_in_is_no_deputy(moment, priya, dan):
    dan.is_active = False
    dan.save()
    assert refused_on(dan, priya) == "deputy"


@pytest.mark.parametrize("role", [None, "member", "publisher", "steward", "admin"])
def test_somebody_who_may_not_answer_is_no_deputy(moment, priya, role):
    assert refused_on(make_person(role, email="zoe@marlowvale.example"), priya) == "deputy"


def test_the_last_day_is_not_before_the_first_and_has_not_passed(moment, priya, dan):
    assert refused_on(dan, priya, LAST, FIRST) == "ends_on"
    assert refused_on(dan, priya, today=date(2026, 12, 12)) == "ends_on"
    assert name(dan, priya, today=LAST).pk


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_named"),
    [
        (date(2026, 11, 25), date(2026, 11, 30), True),
        (date(2026, 11, 25), FIRST, False),
        (date(2026, 12, 5), date(2026, 12, 6), False),
        (LAST, date(2026, 12, 20), False),
        (date(2026, 12, 12), date(2026, 12, 20), True),
    ],
)
def test_nobody_is_named_twice_for_the_same_days(moment, priya, dan, starts_on, ends_on, is_named):
    name(dan, priya)
    if is_named:
        assert name(dan, priya, starts_on, ends_on).pk
    else:
        assert refused_on(dan, priya, starts_on, ends_on) == "starts_on"


def test_one_who_was_ended_can_be_named_again(moment, priya, dan):
    deputising.end(name(dan, priya), by=priya, at=NOON)
    assert name(dan, priya).pk


def test_a_lead_may_have_two_deputies(moment, priya, dan, tom):
    name(dan, priya)
    assert name(tom, priya).pk


# Who sees and ends them


@pytest.fixture
def people(priya, dan, tom, editor, publisher):
    return {"lead": priya, "deputy": dan, "other lead": tom, "editor": editor, "publisher": publisher}


def test_deputies_are_seen_by_those_they_are_about_and_by_the_equality_team(moment, people):
    named = name(people["deputy"], people["lead"])
    seen_by = {who for who, user in people.items() if named in Deputy.objects.visible_to(user)}
    assert seen_by == {"lead", "deputy", "editor"}


def test_deputies_are_ended_by_the_lead_and_by_the_equality_team(moment, people):
    named = name(people["deputy"], people["lead"])
    ended_by = {who for who, user in people.items() if named in Deputy.objects.editable_by(user)}
    assert ended_by == {"lead", "editor"}

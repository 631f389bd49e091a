"""Whom to ask for an answer, how they are reached, and who is asked when they cannot be."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import deputising
from accounts.models import Contributor
from actionplans.models import Assignment, UpdateRequest
from actionplans.rounds import recipients
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round, split

TODAY = date(2026, 11, 30)


def reach(asked, today=TODAY):
    (found,) = recipients.find(asked.action.plan, [asked], today=today)
    return found


def names(asked, today=TODAY):
    return [each.name for each in reach(asked, today).people]


def change(contributor, **fields):
    Contributor.objects.filter(pk=contributor.pk).update(**fields)


def test_the_lead_officer_is_asked_through_whoever_signs_in_for_them(held, priya):
    (person,) = reach(asked_of(held, "1a")).people
    assert (person.name, person.address, person.how) == (
        "Priya",
        priya.email,
        "Lead officer: Priya Nandakumar",
    )
    assert person.may_answer


def test_everybody_who_signs_in_for_a_post_is_asked(held, contributor):
    contributor("Priya Nandakumar").users.add(make_person("lead", email="second@marlowvale.example"))
    assert names(asked_of(held, "1a")) == ["Priya", "Second"]


def test_a_lead_without_an_account_is_asked_at_their_own_address(held, contributor):
    change(contributor("Ioan Prosser"), email="ioan@marlowvale.example")
    (person,) = reach(asked_of(held, "2a")).people
    assert (person.name, person.address, person.user) == ("Ioan Prosser", "ioan@marlowvale.example", None)


def test_somebody_who_may_no_longer_sign_in_is_passed_over(held, priya):
    priya.is_active = False
    priya.save()
    found = reach(asked_of(held, "1a"))
    assert found.people == ()
    assert found.passed_over[0] == "Priya Nandakumar may no longer sign in, and has no address here."


def test_somebody_for_whom_the_form_does_not_open_is_passed_over(held, contributor):
    contributor("Ioan Prosser").users.add(make_person("member"))
    assert reach(asked_of(held, "2a")).passed_over[0] == (
        "Member signs in, but cannot answer: an administrator can make them a lead officer."
    )


def test_whoever_left_is_passed_over_with_the_month(held, contributor):
    change(contributor("Priya Nandakumar"), in_post_to=date(2026, 8, 31))
    assert reach(asked_of(held, "1a")).passed_over[0] == "Priya Nandakumar left in August 2026."


def test_the_last_day_in_post_is_still_in_post(held, contributor):
    change(contributor("Priya Nandakumar"), in_post_to=TODAY)
    assert names(asked_of(held, "1a")) == ["Priya"]


def test_the_service_is_asked_when_the_lead_has_left(held, contributor):
    change(contributor("Priya Nandakumar"), in_post_to=date(2026, 8, 31))
    change(contributor("Customer Services"), email="counters@marlowvale.example")
    found = reach(asked_of(held, "1a"))
    assert [each.name for each in found.people] == ["Customer Services"]
    assert found.is_fallback


def test_another_lead_is_asked_before_the_service(held, contributor):
    change(contributor("Priya Nandakumar"), in_post_to=date(2026, 8, 31))
    change(contributor("Customer Services"), email="counters@marlowvale.example")
    action = asked_of(held, "1a").action
    other = contributor("Ioan Prosser")
    change(other, email="ioan@marlowvale.example")
    Assignment.objects.create(action=action, role="responsible", contributor=other)
    assert names(asked_of(held, "1a")) == ["Ioan Prosser"]


def test_the_head_of_the_service_is_asked_when_nobody_in_it_can_be(held, contributor):
    head = contributor("Marian Okafor-Bell")
    change(head, email="marian@marlowvale.example")
    change(contributor("Priya Nandakumar"), in_post_to=date(2026, 8, 31))
    change(contributor("Customer Services"), headed_by=head)
    (person,) = reach(asked_of(held, "1a")).people
    assert (person.name, person.how, person.may_answer) == (
        "Marian Okafor-Bell",
        "Head of Customer Services",
        False,
    )


def test_the_head_of_the_service_above_is_asked_when_its_own_has_none(held, contributor):
    head = contributor("Marian Okafor-Bell")
    change(head, email="marian@marlowvale.example")
    change(contributor("Digital"), headed_by=head)
    change(contributor("Customer Services"), part_of=contributor("Digital"))
    change(contributor("Priya Nandakumar"), in_post_to=date(2026, 8, 31))
    assert names(asked_of(held, "1a")) == ["Marian Okafor-Bell"]


def test_services_that_are_parts_of_each_other_are_no_trap(held, contributor):
    change(contributor("Digital"), part_of=contributor("Customer Services"))
    change(contributor("Customer Services"), part_of=contributor("Digital"))
    change(contributor("Priya Nandakumar"), in_post_to=date(2026, 8, 31))
    assert names(asked_of(held, "1a")) == []


def test_with_nobody_left_every_reason_is_given(held, contributor):
    change(contributor("Priya Nandakumar"), in_post_to=date(2026, 8, 31))
    assert reach(asked_of(held, "1a")).passed_over == (
        "Priya Nandakumar left in August 2026.",
        "Customer Services has no e-mail address here.",
    )


def test_each_half_is_asked_of_its_own_lead(plan, priya, tom):
    split(plan.actions.get(ref="1a"))
    held = make_round(plan)
    assert names(asked_of(held, "1a", "internal")) == ["Priya"]
    assert names(asked_of(held, "1a", "external")) == ["Tom"]


def test_a_lead_without_a_half_is_asked_for_both(plan, priya, tom, contributor):
    action = split(plan.actions.get(ref="1a"))
    held = make_round(plan)
    marian = contributor("Marian Okafor-Bell")
    change(marian, email="marian@marlowvale.example")
    Assignment.objects.create(action=action, role="lead_officer", contributor=marian, order=9)
    assert names(asked_of(held, "1a", "internal")) == ["Priya", "Marian Okafor-Bell"]


def test_the_lead_of_the_other_half_is_asked_last_and_cannot_answer(plan, priya, tom, contributor):
    split(plan.actions.get(ref="1a"))
    held = make_round(plan)
    change(contributor("Priya Nandakumar"), in_post_to=date(2026, 8, 31))
    (person,) = reach(asked_of(held, "1a", "internal")).people
    assert (person.name, person.may_answer) == ("Tom", False)
    change(contributor("Customer Services"), email="counters@marlowvale.example")
    assert names(asked_of(held, "1a", "internal")) == ["Customer Services"]


def test_a_deputy_is_asked_as_well_as_the_lead(held, priya):
    stands_in = make_person("lead", email="deputy@marlowvale.example")
    deputising.name(stands_in, lead=priya, starts_on=TODAY, ends_on=TODAY, today=TODAY, by=priya)
    people = reach(asked_of(held, "1a")).people
    assert [each.how for each in people] == ["Lead officer: Priya Nandakumar", "Deputy of Priya"]
    assert names(asked_of(held, "1a"), today=date(2026, 12, 1)) == ["Priya"]


def test_whoever_said_that_it_is_not_theirs_is_passed_over(held, priya, contributor):
    asked = asked_of(held, "1a")
    asked.not_mine_by = priya
    change(contributor("Customer Services"), email="counters@marlowvale.example")
    found = reach(asked)
    assert [each.name for each in found.people] == ["Customer Services"]
    assert found.passed_over[0] == "Priya said that it is not theirs."


def test_the_head_of_the_service_is_told_unless_they_are_the_one_asked(held, contributor):
    head = contributor("Marian Okafor-Bell")
    change(head, email="marian@marlowvale.example")
    change(contributor("Customer Services"), headed_by=head)
    assert [each.name for each in reach(asked_of(held, "1a")).heads] == ["Marian Okafor-Bell"]
    change(contributor("Priya Nandakumar"), in_post_to=date(2026, 8, 31))
    assert reach(asked_of(held, "1a")).heads == ()


def test_nobody_is_named_twice_for_one_answer(held, contributor, priya):
    action = asked_of(held, "1a").action
    other = contributor("Ioan Prosser")
    other.users.add(priya)
    Assignment.objects.create(action=action, role="lead_officer", contributor=other)
    assert names(asked_of(held, "1a")) == ["Priya"]


@pytest.mark.django_db
def test_any_number_of_answers_costs_the_same_queries():
    costs = []
    for size in (24, 240):
        plan = make_plan(size, slug=f"plan-{size}", rounds=0)
        make_lead(plan)
        held = make_round(plan)
        asked = list(UpdateRequest.objects.filter(reporting_round=held).select_related("action"))
        with CaptureQueriesContext(connection) as queries:
            assert len(list(recipients.find(plan, asked, today=TODAY))) >= size // 2
        costs.append(len(queries))
    assert costs == [4, 4]

"""Whose answer it is: who may give it, and who reads it in which state."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Contributor
from actionplans.models import Addendum, Evidence, Update, UpdateEvent, UpdateRequest
from actionplans.rounds import answering, signing_off
from tests.plans import make_organisation, make_person, make_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_lead, make_round, said, send, split

P, T = "Priya Nandakumar", "Tom Hathersage"


def may_answer(user, held):
    """(reference, half) of what this person may answer in a round."""
    found = UpdateRequest.objects.filter(reporting_round=held).reportable_by(user)
    return sorted(found.values_list("action__ref", "half"))


def test_a_lead_answers_for_the_actions_that_name_them(plan, priya):
    held = make_round(plan)
    asked = {"1a", "2a"} & set(held.requests.values_list("action__ref", flat=True))
    assert may_answer(priya, held) == [(ref, "") for ref in sorted(asked)]


def test_whoever_answers_for_the_lead_service_answers_as_well(plan):
    head = make_person("lead", email="head@marlowvale.example")
    Contributor.objects.get(organisation=plan.organisation, name="HR Policy and Projects").users.add(head)
    assert may_answer(head, make_round(plan)) == [("1b", ""), ("2b", "")]


def test_a_supporting_service_does_not_answer(plan):
    held = make_round(plan)
    supporting = plan.actions.get(ref="1b").assignments.get(role="supporting").contributor
    user = make_person("lead", email="support@marlowvale.example")
    supporting.users.add(user)
    assert ("1b", "") not in may_answer(user, held)


@pytest.fixture
def halves(plan, priya, tom):
    """A round that asks 1a in halves: Priya's internal, Tom's external."""
    split(plan.actions.get(ref="1a"))
    return make_round(plan)


def test_each_answers_for_the_own_half_alone(halves, priya, tom):
    assert ("1a", "internal") in may_answer(priya, halves)
    assert ("1a", "external") not in may_answer(priya, halves)
    assert ("1a", "external") in may_answer(tom, halves)
    assert ("1a", "internal") not in may_answer(tom, halves)


def test_the_lead_service_without_a_half_answers_for_either(halves):
    head = make_person("lead", email="head@marlowvale.example")
    Contributor.objects.get(name="Customer Services").users.add(head)
    assert {("1a", "external"), ("1a", "internal")} <= set(may_answer(head, halves))


def test_a_half_is_the_same_however_it_is_capitalised(plan, halves, priya):
    plan.actions.get(ref="1a").assignments.filter(qualifier="internal").update(qualifier="INTERNAL")
    assert ("1a", "internal") in may_answer(priya, halves)
    assert ("1a", "external") not in may_answer(priya, halves)


@pytest.mark.parametrize("half", ["%", "e_ternal", "External?"])
def test_a_half_is_a_word_and_no_pattern(plan, priya, tom, lead_with, half):
    lead_with("1a", (P, half), (T, "external"))
    assert ("1a", half) not in may_answer(tom, make_round(plan))


def test_a_lead_of_another_body_of_the_same_name_does_not_answer(plan, priya):
    other = make_plan(8, slug="other", title="Other", organisation=make_organisation("Other Borough"))
    stranger = make_lead(other, P, email="stranger@other.example")
    assert may_answer(stranger, make_round(plan)) == []


def test_nobody_answers_in_a_plan_that_became_a_draft(plan, priya):
    held = make_round(plan)
    plan.is_draft = True
    plan.save()
    assert may_answer(priya, held) == []


def test_the_equality_team_answers_for_everybody(plan, editor):
    held = make_round(plan, by=editor)
    assert len(may_answer(editor, held)) == held.requests.count()


@pytest.mark.parametrize("role", [None, "member", "publisher", "steward", "admin"])
def test_being_named_is_not_enough_without_the_role(plan, role):
    user = make_person(role, email="named@marlowvale.example")
    Contributor.objects.get(organisation=plan.organisation, name=P).users.add(user)
    assert may_answer(user, make_round(plan)) == []


def test_a_disabled_account_answers_nothing(plan, priya):
    held = make_round(plan)
    priya.is_active = False
    priya.save()
    assert may_answer(priya, held) == []


def test_the_public_answers_nothing(plan):
    assert may_answer(AnonymousUser(), make_round(plan)) == []


# Who reads what in which state

# What is signed off is read by those who lead the action, each half by all of them; everybody else reads what was issued.
READERS = ("lead", "other half", "publisher", "editor")
OWN, TEAM = ("lead", "editor"), ("lead", "publisher", "editor")
WHO_READS = {"draft": OWN, "returned": OWN, "submitted": TEAM, "signed_off": READERS}


@pytest.fixture
def readers(plan, priya, tom, editor, publisher):
    """Somebody of every kind; "lead" leads the half that is answered."""
    others = {role: make_person(role) for role in ("member", "steward", "admin")}
    return others | {
        "anonymous": AnonymousUser(),
        "lead": priya,
        "other half": tom,
        "other lead": make_lead(plan, "Ioan Prosser"),
        "publisher": publisher,
        "editor": editor,
    }


@pytest.fixture
def answer(halves, priya, colleague):
    """A function that brings the internal half of 1a into a state, with a link under it."""

    def in_state(state):
        asked = asked_of(halves, "1a", "internal")
        if state == "draft":
            update = answering.save_draft(asked, said(halves.plan), version=0, by=priya, at=ANSWERED_AT)
        else:
            update = send(asked, priya)
        if state == "returned":
            signing_off.send_back(update, "How many?", version=1, by=colleague, at=REVIEWED_AT)
        if state == "signed_off":
            signing_off.sign_off(update, version=1, by=colleague, at=REVIEWED_AT)
            signing_off.add(update, "Eleven.", on=REVIEWED_AT.date(), by=colleague, at=REVIEWED_AT)
        Evidence.objects.create(evidence_of=update, words="Log", link="https://www.example.org/log")
        return update

    return in_state


def read_by(readers, visible_to):
    """Those for whom this question gives anything."""
    return {name for name, user in readers.items() if visible_to(user).exists()}


@pytest.mark.parametrize("state", WHO_READS)
def test_who_reads_an_answer_in_each_state(answer, readers, state):
    update = Update.objects.filter(pk=answer(state).pk)
    assert read_by(readers, update.visible_to) == set(WHO_READS[state])


@pytest.mark.parametrize("state", WHO_READS)
def test_what_is_under_an_answer_is_read_by_those_who_read_it(answer, readers, state):
    update = answer(state)
    assert read_by(readers, Evidence.objects.filter(evidence_of=update).visible_to) == set(WHO_READS[state])
    if state == "signed_off":
        added = Addendum.objects.filter(update_added_to=update)
        assert read_by(readers, added.visible_to) == set(WHO_READS[state])


# The steps of an answer: P53, for its lead and for those who review it, as far as the answer is theirs to read.
WHO_READS_STEPS = {"returned": OWN, "submitted": TEAM, "signed_off": TEAM}


@pytest.mark.parametrize("state", WHO_READS_STEPS)
def test_who_reads_the_steps_of_an_answer(answer, readers, state):
    steps = UpdateEvent.objects.filter(update_changed=answer(state))
    assert read_by(readers, steps.visible_to) == set(WHO_READS_STEPS[state])


def test_in_a_draft_plan_even_what_was_signed_off_is_the_teams(answer, readers, plan):
    update = Update.objects.filter(pk=answer("signed_off").pk)
    plan.is_draft = True
    plan.save()
    assert read_by(readers, update.visible_to) == {"publisher", "editor"}


def test_who_sees_what_is_asked_for(halves, readers):
    asked = UpdateRequest.objects.filter(pk=asked_of(halves, "1a", "internal").pk)
    assert read_by(readers, asked.visible_to) == {"lead", "publisher", "editor"}

"""The page of an action that is being worked on: everything about it, and its answers in time order."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actionplans.importing import bringing_in
from actionplans.models import (
    Action,
    Assignment,
    Evidence,
    Outcome,
    Recommendation,
    ServiceComment,
    Target,
    Update,
)
from tests.issued import issue_plan
from tests.plans import QUERIES_OF_SIGNING_IN, SIGNED_OFF_AT, TODAY, make_person, make_plan, signed_in
from tests.rounds import make_lead
from tests.shown import words_of

pytestmark = pytest.mark.usefixtures("on_the_sixth_of_november")

# The action with its plan; rounds, updates, additions, evidence; timescales; parts; outcomes and who shares
# them; measures; targets; the action before and the one after; which answers one may write.
QUERIES_OF_AN_ACTION = 14 + 2 + QUERIES_OF_SIGNING_IN


@pytest.fixture
def client(db):
    return signed_in("editor")


@pytest.fixture
def plan(db):
    return make_plan(24)


@pytest.fixture
def action(plan):
    return plan.actions.get(ref="1c")


def page_of(client, action):
    return words_of(client.get(action.get_absolute_url()))


@pytest.mark.parametrize("actions", [24, 240])
def test_it_costs_the_same_in_a_plan_of_any_size(client, db, actions):
    action = make_plan(actions).actions.get(ref="1c")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(action.get_absolute_url()).status_code == 200
    assert len(asked) == QUERIES_OF_AN_ACTION


@pytest.mark.parametrize("actions", [24, 240])
def test_it_costs_its_lead_the_same_in_a_plan_of_any_size(db, actions):
    action = make_plan(actions).actions.get(ref="1a")
    lead = signed_in("lead", make_lead(action.plan).email)
    with CaptureQueriesContext(connection) as asked:
        assert "Not yet: the public does not see this action" in page_of(lead, action)
    assert len(asked) == QUERIES_OF_AN_ACTION


def test_of_the_paper_it_came_in_with_the_name_alone_is_read(client, action):
    """Not all that was read in it, nor its bytes: both grow with the paper."""
    at, editor = SIGNED_OFF_AT, make_person("editor")
    source = bringing_in.receive("plan.csv", b"Ref,Action\n1a,Act\n", by=editor, at=at)
    Action.objects.filter(pk=action.pk).update(source=source, source_row=2)
    with CaptureQueriesContext(connection) as asked:
        assert "of the paper it was brought in from: plan.csv" in page_of(client, action)
    assert not [each for each in asked if '"reading"' in each["sql"] or '"content"' in each["sql"]]


def test_answers_stand_newest_first(client, action):
    words = page_of(client, action)
    assert words.index("asked. (October 2026)") < words.index("asked. (April 2026)")


def test_an_addition_stands_under_its_answer_with_its_date(client, action):
    update = action.updates.get(reporting_round__key="2026-04")
    update.addenda.create(order=2, on=date(2026, 5, 19), words="The numbers will come.")
    update.addenda.create(order=3, on=date(2026, 6, 14), marker="Update 14.06.26 -", words="They came.")
    words = page_of(client, action)
    assert words.index("(April 2026)") < words.index("Added 19 May 2026 The numbers will come.")
    assert "Update 14.06.26 - We read this as: added on 14 June 2026 They came." in words


def test_an_answer_that_never_came_is_said(client, plan):
    words = page_of(client, plan.actions.get(ref="2b"))
    assert words.count("[Not received]") == 2


def test_a_timescale_is_quoted_and_read(client, plan):
    action = plan.actions.get(ref="1a")
    words = page_of(client, action)
    assert "“by end September 2026” We read this as: due by 30 September 2026." in words
    assert "Overdue by 1 month" in words


def test_a_revised_timescale_leaves_the_old_one_standing(client, plan):
    action = plan.actions.get(ref="1a")
    action.timescales.update(is_current=False)
    day = date(2027, 3, 31)
    action.timescales.create(words="March 2027", kind="by", earliest=day, latest=day, precision="month")
    words = page_of(client, action)
    assert "“March 2027” We read this as: due by 31 March 2027." in words
    assert "Before that: “by end September 2026” , read as due by 30 September 2026." in words
    assert "Overdue" not in words


def test_what_was_not_stated_is_said_to_be(client, action):
    action.timescales.all().delete()
    action.measures.all().delete()
    words = page_of(client, action)
    assert "How one will know [Not stated]" in words
    assert "When [Not stated]" in words


def test_a_lead_stands_as_printed_and_as_read(client, action):
    action.lead_officer_words = "Ioan Prosser (council counters), S. Yusuf"
    action.save()
    words = page_of(client, action)
    assert "Lead officer Ioan Prosser (council counters), S. Yusuf We read this as: Ioan Prosser" in words


def test_an_outcome_names_the_actions_that_share_it(client, action):
    words = page_of(client, action)
    assert "Shared with 1a , 1b , 1d , 1e , 1f" in words


def test_an_outcome_that_cannot_be_read_says_so(client, action):
    outcome = Outcome.objects.create(plan=action.plan, is_unreadable=True)
    action.outcomes.add(outcome)
    assert "[Nothing readable]" in page_of(client, action)


def test_a_target_is_quoted_and_read(client, action):
    Target.objects.create(action=action, words="2027 (48.0%)", value=48, year=2027)
    assert "“2027 (48.0%)” We read this as: 48 per cent in 2027" in page_of(client, action)


def test_a_recommendation_prints_the_services_answer(client, action):
    recommendation = Recommendation.objects.create(
        plan=action.plan, number="3", words="That shortlists be wider.", responsible_words="HR"
    )
    ServiceComment.objects.create(
        recommendation=recommendation, words="We will.", response="agreed", response_words="Agreed"
    )
    action.recommendation, action.words = recommendation, ""
    action.save()
    words = page_of(client, action)
    assert "1c That shortlists be wider." in words
    assert "Recommendation 3" in words
    assert "Response: “Agreed” , read as agreed" in words


def test_leads_who_answer_separately_are_named_over_their_answers(client, plan, action):
    parts = action.assignments.filter(role="lead_officer")
    second = Assignment.objects.create(
        action=action, role="lead_officer", contributor=parts[0].contributor, qualifier="partner venues"
    )
    Update.objects.create(
        action=action,
        reporting_round=plan.rounds.last(),
        assignment=second,
        words="Two of five have signed up.",
        state="signed_off",
        submitted_by=make_person("lead"),
        submitted_at=SIGNED_OFF_AT,
        signed_off_by=make_person("editor"),
        signed_off_at=SIGNED_OFF_AT,
    )
    assert "Ioan Prosser (partner venues) Two of five have signed up." in page_of(client, action)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("nothing_to_report", "Nothing to report: No bookings."),
        ("carried_forward", "Carried forward: No bookings."),
        ("stopped", "Stopped: No bookings."),
    ],
)
def test_the_kinds_of_answer_are_told_apart(client, action, answer, said):
    action.updates.filter(reporting_round__key="2026-10").update(answer=answer, words="No bookings.")
    assert said in page_of(client, action)


def test_the_same_as_another_leads_to_it(client, plan, action):
    other = plan.actions.get(ref="2a")
    action.updates.filter(reporting_round__key="2026-10").update(answer="same_as", same_as=other, words="")
    content = client.get(action.get_absolute_url()).content.decode()
    assert f'Same as <a href="{other.get_absolute_url()}">2a</a>' in content


def test_evidence_is_linked(client, action):
    Evidence.objects.create(
        evidence_of=action.updates.first(), words="Booking log", link="https://www.example.org/log"
    )
    content = client.get(action.get_absolute_url()).content.decode()
    assert '<a href="https://www.example.org/log" rel="noreferrer" dir="auto">Booking log</a>' in content


def test_the_neighbours_lead_on(client, action):
    words = page_of(client, action)
    assert "Before it 1b Promise 2" in words
    assert "After it 1d Promise 4" in words


def test_the_first_and_the_last_have_one_neighbour(client, plan):
    assert "Before it" not in page_of(client, plan.actions.get(ref="1a"))
    assert "After it" not in page_of(client, plan.actions.get(ref="4f"))


def test_bullets_keep_the_marks_they_were_written_with(client, action):
    action.updates.filter(reporting_round__key="2026-10").update(words="Done:\n• counters\n3. workshops")
    content = client.get(action.get_absolute_url()).content.decode()
    assert '<li dir="auto">• counters</li><li dir="auto">3. workshops</li>' in content


def test_words_from_right_to_left_choose_their_own_direction(client, action):
    action.words = "تقديم مترجم في كل مكتب"
    action.save()
    content = client.get(action.get_absolute_url()).content.decode()
    assert '<p dir="auto">تقديم مترجم في كل مكتب</p>' in content


def test_an_action_of_another_plan_is_not_at_this_address(client, action):
    make_plan(2, title="Another", slug="another")
    assert client.get("/plans/another/actions/1c/").status_code == 404


SIGHTINGS = {"heron", "egret", "Feather"}


@pytest.fixture(params=["draft", "submitted", "returned"])
def unsigned(request, action):
    """The state of an answer that is not signed off, with an addition and evidence; the plan was issued before it."""
    issue_plan(action.plan)
    update = action.updates.get(reporting_round__key="2026-10")
    update.state, update.words = request.param, "A heron was seen."
    update.save()
    update.addenda.create(on=TODAY, words="An egret too.")
    Evidence.objects.create(evidence_of=update, words="Feather", link="https://www.example.org/feather")
    return request.param


def sightings(client, action):
    return SIGHTINGS & set(page_of(client, action).replace(".", " ").split())


def test_an_answer_that_is_not_signed_off_is_not_public(action, unsigned):
    neighbour = make_lead(action.plan, "Priya Nandakumar")
    for reader in (Client(), signed_in("member"), signed_in("lead", neighbour.email)):
        assert sightings(reader, action) == set()


def test_an_answer_that_is_not_signed_off_is_read_by_the_team(client, action, unsigned):
    assert sightings(client, action) == SIGHTINGS
    assert "not signed off, not public. A heron was seen." in page_of(client, action)


def test_a_publisher_reads_what_was_sent_and_no_draft(action, unsigned):
    publisher = signed_in("publisher")
    assert sightings(publisher, action) == (SIGHTINGS if unsigned == "submitted" else set())
    assert "October 2026 [Not received]" in page_of(publisher, action)

"""The page of a plan that is being worked on: what it says to the equality team, what it filters, what it costs."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import Plan, ProgressStatus, Update
from tests.issued import issue_plan
from tests.plans import QUERIES_OF_SIGNING_IN, TODAY, make_plan, signed_in
from tests.rounds import make_lead
from tests.shown import words_of

pytestmark = pytest.mark.usefixtures("on_the_sixth_of_november")

# Plan, statuses, rounds with answers, priorities, leads, standings, the lines shown and their leads.
QUERIES_OF_A_PLAN = 8 + QUERIES_OF_SIGNING_IN


@pytest.fixture
def client(db):
    return signed_in("editor")


@pytest.fixture
def plan(db):
    return make_plan(24)


def refs_of(response):
    """The references in the list of actions, in order."""
    return re.findall(r'<span class="ref" dir="auto">([^<]*)</span>', response.content.decode())


def test_it_says_how_many_answers_were_received(client, plan):
    words = words_of(client.get(plan.get_absolute_url()))
    assert "Round October 2026 , 21 of 24 received" in words
    assert "Both rounds 42 of 48 received" in words


def test_it_says_when_it_was_true_and_how_the_plan_came_about(client, plan):
    words = words_of(client.get(plan.get_absolute_url()))
    assert "As at 6 November 2026" in words
    assert "Adopted by Council on 12 March 2025 · in delivery" in words


def test_overdue_stands_beside_the_status(client, plan):
    response = client.get(plan.get_absolute_url())
    line = response.content.decode().split('<li class="act">')[1]
    assert "Amber: slipping" in line
    assert "Overdue by 1 month" in line


def test_a_blank_is_said_in_square_brackets(client, plan):
    words = words_of(client.get(plan.get_absolute_url()))
    assert "[No status given]" in words
    assert "October 2026 : [Not received]" in words


def test_an_action_without_an_officer_stands_out_where_others_have_one(client, plan):
    action = plan.actions.get(ref="2c")
    action.assignments.filter(role="lead_officer").delete()
    plan.actions.filter(pk=action.pk).update(lead_officer_words="")
    words = words_of(client.get(plan.get_absolute_url(), {"q": "2c"}))
    assert f"Lead: {action.lead_service_words} ; [No officer named]" in words


def test_the_bar_is_told_to_people_who_listen(client, plan):
    response = client.get(plan.get_absolute_url())
    bar = re.search(r'class="bar" role="img" aria-label="([^"]*)"', response.content.decode()).group(1)
    numbers = [int(number) for number in re.findall(r"(\d+) [A-Z]", bar)]
    assert sum(numbers) == 24


@pytest.mark.parametrize("actions", [24, 240])
def test_it_costs_the_same_at_any_size(client, db, actions):
    plan = make_plan(actions)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(plan.get_absolute_url()).status_code == 200
    assert len(asked) == QUERIES_OF_A_PLAN


@pytest.mark.parametrize("actions", [24, 240])
def test_a_draft_costs_no_more(client, db, actions):
    plan = make_plan(actions, is_draft=True)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(plan.get_absolute_url()).status_code == 200
    assert len(asked) == QUERIES_OF_A_PLAN


@pytest.mark.parametrize(
    "query", ["page=10", "order=late", "q=interpreter", "overdue=yes", "silent=yes", "status=none"]
)
def test_filters_and_later_pages_cost_the_same(client, db, query):
    plan = make_plan(240)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{plan.get_absolute_url()}?{query}").status_code == 200
    assert len(asked) == QUERIES_OF_A_PLAN


def test_the_pages_show_every_action_once(client, db):
    plan = make_plan(60)
    shown = [
        ref for page in (1, 2, 3) for ref in refs_of(client.get(f"{plan.get_absolute_url()}?page={page}"))
    ]
    assert shown == list(plan.actions.order_by("order").values_list("ref", flat=True))


def test_a_band_that_goes_on_says_so(client, db):
    plan = make_plan(60)
    words = words_of(client.get(f"{plan.get_absolute_url()}?page=2"))
    assert "A workforce at every level that looks like the borough (continued)" in words


def test_filter_by_status(client, plan):
    amber = ProgressStatus.objects.get(scale=plan.scale, words="Amber: slipping")
    response = client.get(f"{plan.get_absolute_url()}?status={amber.pk}")
    expected = [action.ref for action in plan.actions.with_position().filter(position_id=amber.pk)]
    assert expected
    assert refs_of(response) == expected


def test_filter_by_no_status(client, plan):
    response = client.get(f"{plan.get_absolute_url()}?status=none")
    assert refs_of(response) == [a.ref for a in plan.actions.with_position().filter(position_id=None)]


def test_filter_by_status_in_words_outside_the_scale(client, plan):
    action = plan.actions.with_position().filter(position_id=None).first()
    plan.actions.filter(pk=action.pk).update(status_words="Purple")
    response = client.get(f"{plan.get_absolute_url()}?status=other")
    assert refs_of(response) == [action.ref]
    assert "Purple" in words_of(response)


def test_filter_by_overdue(client, plan):
    response = client.get(f"{plan.get_absolute_url()}?overdue=yes")
    expected = [action.ref for action in plan.actions.overdue(today=TODAY).order_by("order")]
    assert expected
    assert refs_of(response) == expected
    assert f"{len(expected)} past the date promised" in words_of(client.get(plan.get_absolute_url()))


def test_filter_by_answers_that_never_came(client, plan):
    assert refs_of(client.get(f"{plan.get_absolute_url()}?silent=yes")) == ["2b", "3d", "4f"]


def test_filter_by_priority_and_lead_together(client, plan):
    second = plan.priorities.get(number=2)
    officer = plan.actions.first().assignments.get(role="lead_officer").contributor
    response = client.get(f"{plan.get_absolute_url()}?priority={second.pk}&lead={officer.pk}")
    assert refs_of(response) == ["2c"]


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("2c", ["2c"]),
        ("INTERPRETER counter 24", ["4f"]),
        ("Nandakumar", ["1a", "1e", "2c", "3a", "3e", "4c"]),
        ("interpreter nonsense", []),
    ],
)
def test_search_looks_in_words_references_and_leads(client, plan, words, refs):
    assert refs_of(client.get(plan.get_absolute_url(), {"q": words})) == refs


def test_search_looks_in_answers_and_what_was_added(client, plan):
    update = plan.actions.get(ref="2a").updates.first()
    update.words = "The borough’s heron survey is done."
    update.save()
    update.addenda.create(on=TODAY, words="And the egret survey.")
    for word in ("heron", "egret"):
        assert refs_of(client.get(plan.get_absolute_url(), {"q": word})) == ["2a"]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_an_answer_that_is_not_signed_off_is_not_found_by_the_public(plan, state):
    issue_plan(plan)
    client = Client()
    update = plan.actions.get(ref="2a").updates.first()
    update.words, update.state = "heron", state
    update.save()
    update.addenda.create(on=TODAY, words="egret")
    for word in ("heron", "egret"):
        found = client.get(plan.get_absolute_url(), {"q": word})
        nonsense = client.get(plan.get_absolute_url(), {"q": "zzyzx"})
        assert found.content.decode().replace(word, "zzyzx") == nonsense.content.decode()


def test_late_and_red_come_first(client, plan):
    late = set(plan.actions.overdue(today=TODAY).values_list("ref", flat=True))
    red = set(
        plan.actions.with_position()
        .filter(position_id=ProgressStatus.objects.get(scale=plan.scale, meaning="off_track").pk)
        .values_list("ref", flat=True)
    )
    shown = refs_of(client.get(f"{plan.get_absolute_url()}?order=late"))
    both, either = late & red, late ^ red
    assert set(shown[: len(both)]) == both
    assert set(shown[len(both) : len(both) + len(either)]) == either
    assert len(shown) == 24


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("status=99999", "Status"),
        ("status=drop+table", "Status"),
        ("priority=x", "Priority"),
        ("lead=0", "Lead"),
        ("overdue=perhaps", "Past its date"),
        ("silent=1", "Answer not received"),
        ("order=slug", "Order"),
        ("q=%00", "Words, a reference or a lead"),
        ("q=" + "a" * 201, "Words, a reference or a lead"),
    ],
)
def test_a_value_that_is_not_offered_is_left_out_with_a_sentence(client, plan, query, label):
    response = client.get(f"{plan.get_absolute_url()}?{query}")
    assert response.status_code == 200
    assert f"it was left out: {label}." in words_of(response)
    assert len(refs_of(response)) == 24


@pytest.mark.parametrize(
    "query", ["slug=1a", "words__icontains=x", "ordering=-slug", "plan__is_draft=1", "%"]
)
def test_only_named_fields_filter(client, plan, query):
    assert len(refs_of(client.get(f"{plan.get_absolute_url()}?{query}"))) == 24


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "1e3", "%F0%9F%92%A9", "9" * 400])
def test_a_page_that_is_not_there_is_said_to_be_missing(client, plan, page):
    response = client.get(f"{plan.get_absolute_url()}?page={page}")
    assert response.status_code == 200
    assert "There is no such page of this list" in words_of(response)


def test_a_plan_without_statuses_shows_answers_by_round(client, db):
    plan = make_plan(8)
    plan.scale = None
    plan.save()
    for action in plan.actions.all():
        action.updates.update(status=None)
    words = words_of(client.get(plan.get_absolute_url()))
    assert "No status is given for any of the 8 actions" in words
    assert "April 2026 : received October 2026 : received" in words


def test_a_proposed_plan_says_that_nothing_was_adopted(client, db):
    plan = make_plan(4, rounds=0, state=Plan.State.PROPOSED)
    Plan.objects.update(adoption_words="")
    words = words_of(client.get(plan.get_absolute_url()))
    assert "Proposed, not yet adopted" in words
    assert "nothing has been reported yet" in words


def test_an_empty_plan_is_a_page(client, db):
    plan = make_plan(0, priorities=0, rounds=0)
    assert "This plan has no actions yet" in words_of(client.get(plan.get_absolute_url()))


def test_markup_in_a_promise_is_shown_as_it_was_typed(client, plan):
    plan.actions.filter(ref="1a").update(words='<script>alert("1")</script> & more', lead_officer_words="<b>")
    content = client.get(plan.get_absolute_url()).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more" in content


def test_a_long_promise_is_printed_whole(client, plan):
    long = "Train the staff. " + "word " * 4000
    plan.actions.filter(ref="1a").update(words=long)
    assert long.split(". ")[1].strip() in words_of(client.get(plan.get_absolute_url()))


def test_a_date_that_was_revised_counts_from_the_new_one(client, plan):
    action = plan.actions.get(ref="1a")
    old = action.timescales.get()
    old.is_current = False
    old.save()
    day = date(2027, 1, 31)
    action.timescales.create(
        words="January 2027", kind="by", earliest=day, latest=day, precision="month", is_current=True
    )
    assert "1a" not in refs_of(client.get(f"{plan.get_absolute_url()}?overdue=yes"))


def test_a_draft_says_that_it_is_one(client, db):
    plan = make_plan(4, is_draft=True)
    assert "Draft. The equality team sees this page" in words_of(client.get(plan.get_absolute_url()))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "is_shown"), [("editor", True), ("publisher", False), ("lead", False), ("member", False)]
)
def test_the_way_to_the_desk_is_shown_to_those_who_may_edit(role, is_shown):
    plan = make_plan(2, slug="a-plan")
    make_lead(plan, email="lead@marlowvale.example")
    client = signed_in(role)
    desk = reverse("admin:actionplans_plan_change", args=[plan.pk])
    assert (desk in client.get("/plans/a-plan/").content.decode()) is is_shown
    action = plan.actions.first()
    own_desk = reverse("admin:actionplans_action_change", args=[action.pk])
    assert (own_desk in client.get(action.get_absolute_url()).content.decode()) is is_shown


def test_a_plan_that_is_proposed_and_was_answered_is_not_said_to_be_unreported(client, db):
    plan = make_plan(3, rounds=1)
    plan.actions.update(status=None)
    Update.objects.filter(action__plan=plan).update(status=None)
    Plan.objects.filter(pk=plan.pk).update(state="proposed", scale=None)
    assert "nothing has been reported yet" not in words_of(client.get(plan.get_absolute_url()))

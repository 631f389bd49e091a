"""The front page and the list of plans as the equality team has them, and what the site says of itself."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actionplans.models import Plan
from tests.issued import prepare_plan
from tests.plans import QUERIES_OF_SIGNING_IN, make_organisation, make_plan, signed_in
from tests.shown import words_of


@pytest.fixture
def client(db):
    return signed_in("editor")


@pytest.mark.parametrize(("address", "queries"), [("/", 7), ("/plans/", 6), ("/plans/?q=interpreter", 4)])
@pytest.mark.parametrize("actions", [24, 240])
def test_lists_cost_the_same_at_any_size(client, db, address, queries, actions):
    make_plan(actions)
    make_plan(actions, title="Another plan", organisation=make_organisation("Vale University"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) == queries + QUERIES_OF_SIGNING_IN


def test_plans_stand_under_their_body(client, db):
    make_plan(2, organisation=make_organisation("Vale University"), title="University plan")
    make_plan(2, title="Council plan")
    words = words_of(client.get("/plans/"))
    order = [
        "Borough of Marlow Vale Plan State",
        "Council plan",
        "Vale University Plan State",
        "University plan",
    ]
    places = [words.index(each) for each in order]
    assert places == sorted(places)


def test_plans_are_filtered_by_body_and_state(client, db):
    make_plan(2, organisation=make_organisation("Vale University"), title="University plan")
    make_plan(2, title="Council plan", state=Plan.State.CLOSED)
    assert "Council plan" not in words_of(client.get("/plans/?body=vale-university"))
    assert "University plan" not in words_of(client.get("/plans/?state=closed"))


def test_a_body_that_is_not_here_is_left_out_with_a_sentence(client, db):
    make_plan(2)
    response = client.get("/plans/?body=atlantis&state=sunk")
    assert response.status_code == 200
    assert "it was left out: Body, State." in words_of(response)


def test_words_find_actions_of_every_plan(client, db):
    make_plan(2)
    make_plan(2, title="Another plan")
    words = words_of(client.get("/plans/?q=counter+2%3A"))
    assert "2 found, in the order of their plans." in words


@pytest.mark.parametrize(
    ("role", "said"),
    [("anonymous", "No plan has been issued here yet."), ("editor", "There are no plans here yet.")],
)
def test_a_site_without_plans_has_its_pages(db, role, said):
    client = Client() if role == "anonymous" else signed_in(role)
    assert said in words_of(client.get("/"))
    assert said in words_of(client.get("/plans/"))


def test_the_front_page_shows_what_was_answered_lately(client, db):
    make_plan(4)
    assert "What was answered lately 4a Promise 4" in words_of(client.get("/"))


@pytest.mark.parametrize(("role", "told"), [("publisher", True), ("editor", True), ("member", False)])
def test_the_front_page_shows_what_waits_to_be_issued_to_those_who_issue_it(db, role, told):
    held = prepare_plan(make_plan(2), title="Progress to October")
    shown = signed_in(role).get("/").content.decode()
    assert (f'href="/preparations/{held.pk}/"' in shown) == told
    assert ("What waits to be issued" in shown) == told


def test_the_statement_names_whoever_enforces_it(client, db, settings):
    settings.CONTACT_EMAIL = "equality@marlowvale.example"
    words = words_of(client.get("/accessibility/"))
    for part in ("Compliance status", "Enforcement procedure", "Equality Advisory and Support Service"):
        assert part in words
    assert "equality@marlowvale.example" in words


def test_the_health_check_says_one_word(client, db):
    assert client.get("/healthz/").content == b"ok"


def test_the_symbols_are_explained(client, db):
    words = words_of(client.get("/how-to-read/"))
    assert "▲ At risk" in words
    assert "[Not received]" in words


@pytest.mark.parametrize(
    "address", ["/nothing-here/", "/plans/none/", "/plans/none/actions/1a/", "/%00/", "/a//b"]
)
def test_what_is_not_there_is_a_page_of_ours(client, db, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no page at this address" in words_of(response)
    assert 'class="masthead"' in response.content.decode()


def test_a_fault_is_a_plain_page_of_ours(client, db, monkeypatch):
    def fail(*args):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("actionplans.views.home.plan_lines", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "This page could not be made" in words_of(response)
    assert b"secret" not in response.content

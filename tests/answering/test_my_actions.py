"""My actions: everything one owes, the most urgent first, at the same cost however much it is."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import deputising
from accounts.models import Contributor
from actionplans.models import Update, UpdateRequest
from actionplans.onscreen.owing import title_of
from actionplans.rounds import answering, passing_on, running, signing_off
from tests.plans import make_person, make_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_lead, make_round, said, send, split
from tests.shown import words_of

# The session and its person; what is owed; details; earlier answers; rounds before; timescales; days asked;
# whose it is; the rounds; deputies; roles.
QUERIES_OF_MY_ACTIONS = 12
TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def on_the_first_of_december(monkeypatch):
    local = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *at: local(*at) if at else TODAY)


def shown(client, query=""):
    return client.get(f"/my-actions/{query}").context["tasks"]


def refs(tasks):
    return [each.ref for each in tasks]


def all_to(plan, officer):
    """Every action of the plan is this officer's."""
    contributor = Contributor.objects.get(organisation=plan.organisation, name=officer)
    for n, each in enumerate(plan.actions.all()):
        each.assignments.filter(role="lead_officer").update(contributor=contributor, qualifier="")
        if n % 2:
            each.updates.all().delete()


def test_it_says_how_many_answers_are_to_be_given_by_when(client, december):
    words = words_of(client.get("/my-actions/"))
    assert "Two answers to give by Friday 18 December" in words
    assert "Answers are due Friday 18 December 2026" in words
    assert "Goes to Corporate Scrutiny, 12 January 2027" in words


DUE, NEXT = date(2026, 12, 18), date(2026, 12, 20)
PAST = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("days", "title"),
    [
        ([DUE], "One answer to give by Friday 18 December"),
        ([DUE] * 13, "13 answers to give by Friday 18 December"),
        ([DUE, NEXT], "Two answers to give, the first by Friday 18 December"),
        ([PAST], "One answer is late: it was due by Friday 27 November"),
        ([PAST] * 2, "Two answers are late: they were due by Friday 27 November"),
        ([PAST, DUE, DUE], "Three answers to give, one of them late"),
    ],
)
def test_the_title_says_the_case(days, title):
    assert title_of(days, True, TODAY) == title


def test_the_most_urgent_stands_first(db, team, signed_in):
    plan = make_plan(8)
    all_to(plan, "Priya Nandakumar")
    Update.objects.update(status=plan.scale.statuses.get(words="Green: on track"))
    priya = make_lead(plan)
    held = make_round(plan, by=team)
    other = make_plan(2, title="Older plan", slug="older")
    all_to(other, "Priya Nandakumar")
    late = make_round(other, by=team, due_on=PAST)
    Update.objects.filter(action__plan=other).update(status=other.scale.statuses.get(words="Green: on track"))
    returned = send(asked_of(held, "4b"), priya)
    signing_off.send_back(returned, "Which venues?", version=returned.version, by=team, at=REVIEWED_AT)
    answering.save_draft(asked_of(held, "3a"), said(plan, "Half"), version=0, by=priya, at=ANSWERED_AT)
    tasks = shown(signed_in(priya)).waiting
    order = [(each.ref, each.plan) for each in tasks]
    assert order[0] == ("4b", plan.title)
    assert {each[1] for each in order[1:3]} == {"Older plan"} if late.requests.count() == 2 else True
    rest = [ref for ref, which in order[1:] if which == plan.title]
    assert rest == ["3a", "1a", "1b", "2a", "2b", "3b", "4a"]


def test_each_says_what_was_said_last_and_why_it_came_back(client, asked, priya, team):
    update = send(asked, priya)
    signing_off.send_back(
        update, "Which venues are to come?", version=update.version, by=team, at=REVIEWED_AT
    )
    words = words_of(client.get("/my-actions/"))
    assert "Rosalind Achterberg asks: “Which venues are to come?”" in words
    assert "When: by end September 2026 Overdue by 2 months" in words
    assert "October 2026 : “Progress is as agreed, and residents were asked. (October 2026)”" in words
    assert "Returned to you" in words


def test_a_round_without_an_answer_says_so(client, december):
    Update.objects.filter(action__ref="1a", reporting_round__key="2026-10").delete()
    words = words_of(client.get("/my-actions/"))
    assert "October 2026 : [Not received] April 2026 : “Progress" in words


def test_sent_and_signed_off_stand_apart(client, december, priya, team):
    sent = send(asked_of(december, "1a"), priya)
    final = send(asked_of(december, "3a"), priya)
    signing_off.sign_off(final, version=final.version, by=team, at=REVIEWED_AT)
    tasks = shown(client)
    assert (refs(tasks.waiting), refs(tasks.sent)) == ([], ["1a", "3a"])
    words = words_of(client.get("/my-actions/"))
    assert "Nothing is waiting for you" in words
    assert "Sent 30 November. It can be taken back until it is signed off." in words
    assert "Signed off 2 December by Rosalind Achterberg." in words
    assert sent.words in words


def test_no_open_round_is_said_in_words(client, plan):
    words = words_of(client.get("/my-actions/"))
    assert "Nothing is asked of you now" in words
    assert "When a round opens" in words


def test_the_line_that_prints_if_no_answer_comes_is_shown(client, asked):
    asked.askings.all().delete()
    for day in (5, 19):
        asked.askings.create(
            kind="reminder", how="email", at=ANSWERED_AT.replace(month=10, day=day), whom="Priya"
        )
    words = words_of(client.get("/my-actions/"))
    assert "1a : [Not received. Asked on 5 and 19 October 2026.]" in words


def test_only_ones_own_half_stands_here(plan, team, priya, tom, client):
    split(plan.actions.get(ref="1a"))
    make_round(plan, by=team)
    tasks = [each for each in shown(client).waiting if each.ref == "1a"]
    assert [each.half for each in tasks] == ["internal"]


def test_a_deputy_sees_for_whom_and_until_when(signed_in, december, priya, tom):
    deputising.name(
        tom, lead=priya, starts_on=date(2026, 1, 1), ends_on=date(2099, 12, 31), today=TODAY, by=priya
    )
    client = signed_in(tom)
    assert refs(shown(client).waiting) == ["1a", "1b", "3a", "3b"]
    words = words_of(client.get("/my-actions/"))
    assert "You answer for Priya Nandakumar, as deputy." in words
    assert "For Priya Nandakumar until 31 December 2099" in words


def test_what_was_said_not_to_be_ones_own_is_not_counted(client, asked, priya):
    passing_on.say_not_mine(asked, "Tom leads this now.", by=priya, at=ANSWERED_AT)
    tasks = shown(client)
    assert (refs(tasks.waiting), refs(tasks.not_mine)) == (["3a"], ["1a"])
    assert "You said on 30 November that somebody else leads it: “Tom leads this now.”" in words_of(
        client.get("/my-actions/")
    )


def test_withdrawn_and_closed_are_gone(client, december, team):
    running.withdraw(asked_of(december, "1a"), because="Closed.", by=team, at=ANSWERED_AT)
    assert refs(shown(client).waiting) == ["3a"]
    december.refresh_from_db()
    running.close(december, version=december.version, by=team, at=ANSWERED_AT)
    assert refs(shown(client).waiting) == []


def test_an_editor_sees_what_is_asked_of_them_and_no_more(signed_in, december, team):
    assert shown(signed_in(team)).waiting == []


@pytest.mark.parametrize("role", ["member", "publisher", "steward", "admin"])
def test_those_who_answer_nothing_have_no_such_page(signed_in, db, role):
    assert signed_in(make_person(role)).get("/my-actions/").status_code == 403


def test_a_lead_finds_it_in_the_menu_and_arrives_there(client, signed_in, team, december):
    assert '<a href="/my-actions/"' in client.get("/plans/").content.decode()
    assert client.get("/start/").url == "/my-actions/"
    assert '<a href="/my-actions/"' not in signed_in(team).get("/plans/").content.decode()
    assert signed_in(team).get("/start/").url == "/"


@pytest.mark.parametrize("actions", [24, 240])
def test_it_costs_the_same_however_much_is_owed(signed_in, db, team, actions):
    plan = make_plan(actions)
    all_to(plan, "Priya Nandakumar")
    priya = make_lead(plan)
    held = make_round(plan, by=team)
    for each in held.requests.all()[:8]:
        send(each, priya)
    client = signed_in(priya)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/my-actions/").status_code == 200
    assert len(asked) == QUERIES_OF_MY_ACTIONS


def test_who_owes_thousands_can_still_open_it(signed_in, db, team):
    plan = make_plan(2400, rounds=0)
    contributor = Contributor.objects.get(organisation=plan.organisation, name="Priya Nandakumar")
    priya = make_lead(plan)
    held = make_round(make_plan(1, title="Small", slug="small", rounds=0), by=team)
    held.plan, held.words = plan, "All of it"
    held.save()
    plan.actions.first().assignments.model.objects.filter(action__plan=plan, role="lead_officer").update(
        contributor=contributor, qualifier=""
    )
    held.requests.all().delete()
    UpdateRequest.objects.bulk_create(
        UpdateRequest(reporting_round=held, action=each, made_at=ANSWERED_AT) for each in plan.actions.all()
    )
    client = signed_in(priya)
    first = shown(client)
    assert (first.waiting_count, len(first.waiting)) == (2400, 50)
    last = shown(client, "?page=48")
    assert len(last.waiting) == 50
    assert last.waiting_page.next is None


def test_drafts_of_today_say_the_hour(client, asked, priya):
    at = datetime(2026, 12, 1, 9, 5, tzinfo=UTC)
    answering.save_draft(asked, said(asked.action.plan, "Half"), version=0, by=priya, at=at)
    assert "Draft saved at 9.05 am" in words_of(client.get("/my-actions/"))

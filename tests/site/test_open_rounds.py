"""What the working pages say of a round while it is open and after it: counts, blanks, links, to the public nothing."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Evidence, Update
from actionplans.rounds import answering, running, signing_off
from papers import phrases
from papers.models import SourceFile
from tests.issued import issue_plan
from tests.plans import QUERIES_OF_SIGNING_IN, make_person, make_plan, signed_in
from tests.rounds import OPENED_AT, asked_of, make_lead, make_round, said, send, split
from tests.shown import words_of

TODAY = date(2026, 12, 10)
CLOSED_AT = datetime(2026, 12, 19, 9, tzinfo=UTC)
SECRET = "Quillwort"
# Plan, statuses, rounds with answers, what is asked, priorities, leads, standings, the lines shown and their leads.
QUERIES_WHILE_OPEN = 9 + QUERIES_OF_SIGNING_IN
LEAD = "priya@marlowvale.example"
TOLD_OF_THE_ROUND = (
    "24 November 2026",
    "18 December 2026",
    "Open round",
    "December 2026 :",
    "1a came.",
    "12 January",
)
ROLES = ("anonymous", "member", "lead", "editor", "publisher", "steward", "admin")


@pytest.fixture(autouse=True)
def in_december(monkeypatch):
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *at: real(*at) if at else TODAY)


@pytest.fixture
def client(db):
    return signed_in("editor")


@pytest.fixture
def plan(db):
    """1a is signed off, 2a sent, 2b returned, 3a a draft; the others wait. 1b is answered in halves, one of them came.

    The plan was issued before the round was opened.
    """
    plan = make_plan(8, rounds=0)
    issue_plan(plan)
    split(plan.actions.get(ref="1b"))
    make_lead(plan)
    held, lead, editor = make_round(plan), make_person("lead"), make_person("editor")
    for ref, half in (("1a", ""), ("1b", "internal")):
        sign_off(send(asked_of(held, ref, half), lead, words=f"{ref} came."))
    send(asked_of(held, "2a"), lead, words=f"{SECRET} sent")
    returned = send(asked_of(held, "2b"), lead, words=f"{SECRET} returned")
    signing_off.send_back(returned, f"{SECRET}?", version=returned.version, by=editor, at=OPENED_AT)
    drafted = said(plan, words=f"{SECRET} drafted")
    answering.save_draft(asked_of(held, "3a"), drafted, version=0, by=lead, at=OPENED_AT)
    return plan


def sign_off(update):
    return signing_off.sign_off(update, version=update.version, by=make_person("editor"), at=OPENED_AT)


def close(plan):
    held = plan.rounds.get()
    return running.close(
        held, version=held.version, with_answers_waiting=True, by=make_person("editor"), at=CLOSED_AT
    )


def line_of(client, plan, ref):
    """The words of one action in the list."""
    lines = client.get(plan.get_absolute_url()).content.decode().split('<li class="act">')
    [line] = [each for each in lines if f'<span class="ref" dir="auto">{ref}</span>' in each]
    return " ".join(re.sub(r"<[^>]+>", " ", line.partition("</li>")[0]).split())


@pytest.mark.parametrize("is_over", [False, True])
def test_of_a_round_that_was_not_issued_the_public_is_told_nothing(plan, is_over):
    if is_over:
        close(plan)
    pages = [
        plan.get_absolute_url(),
        *(each.get_absolute_url() for each in plan.actions.all()),
        "/",
        "/plans/",
    ]
    calendar = f"{plan.get_absolute_url()}rounds.ics"
    for reader in (Client(), signed_in("member"), signed_in("steward"), signed_in("admin")):
        for address in (*pages, calendar):
            words = words_of(reader.get(address))
            told = {each for each in TOLD_OF_THE_ROUND if each in words}
            assert told == set(), address


def test_the_team_is_told_until_when_answers_are_taken(client, plan):
    words = words_of(client.get(plan.get_absolute_url()))
    assert "December 2026 is open since 24 November 2026; answers are due by 18 December 2026" in words


def test_the_team_is_told_what_was_sent_and_led_to_the_board(client, plan):
    response = client.get(plan.get_absolute_url())
    assert "Open round December 2026 , 3 of 9 received, 2 of them signed off" in words_of(response)
    assert plan.rounds.get().get_absolute_url() in response.content.decode()


def test_the_public_is_not_led_to_the_board(plan):
    assert plan.rounds.get().get_absolute_url() not in Client().get(plan.get_absolute_url()).content.decode()


def test_when_it_is_over_it_says_what_came(client, plan):
    close(plan)
    words = words_of(client.get(plan.get_absolute_url()))
    assert "Round December 2026 , 3 of 9 received, 1 of them not yet signed off" in words


def test_while_it_is_open_nobody_is_called_silent(client, plan):
    response = client.get(plan.get_absolute_url())
    assert "Not received" not in words_of(response)
    assert "No answer in" not in words_of(response)
    for ref in ("3a", "3b"):
        assert f"December 2026 : {phrases.NO_ANSWER_YET}" in line_of(client, plan, ref)
    for ref, blank in (("2a", phrases.NOT_SIGNED_OFF), ("2b", phrases.NOT_ANSWERED_AGAIN)):
        assert f"December 2026 : {blank}" in line_of(client, plan, ref)
    assert f"December 2026, External : {phrases.NO_ANSWER_YET}" in line_of(client, plan, "1b")
    assert "December 2026" not in line_of(client, plan, "1a")


def test_when_it_is_over_each_line_says_what_kind_of_blank_it_is(client, plan):
    close(plan)
    for ref, blank in (
        ("2a", phrases.NOT_SIGNED_OFF),
        ("2b", phrases.NOT_ANSWERED_AGAIN),
        ("3a", "[Not received"),
    ):
        assert blank in line_of(client, plan, ref)


def test_the_filter_finds_what_never_came_and_not_what_waits_to_be_signed_off(client, plan):
    close(plan)
    shown = client.get(plan.get_absolute_url(), {"silent": "yes"}).content.decode()
    refs = re.findall(r'<span class="ref" dir="auto">([^<]*)</span>', shown)
    assert refs == ["1b", "2b", "3a", "3b", "4a", "4b"]
    assert "(6)" in shown


def test_of_a_round_to_come_nothing_is_said(client, plan):
    close(plan)
    running.plan_round(plan, words="June 2027", opens_on=date(2026, 12, 1), due_on=date(2027, 6, 4))
    for address in (plan.get_absolute_url(), plan.actions.get(ref="1a").get_absolute_url(), "/"):
        assert "June 2027" not in words_of(client.get(address))


def test_an_action_that_was_stopped_is_shown_as_that_and_is_not_late(client, plan):
    plan.actions.get(ref="1a").timescales.update(latest=date(2026, 9, 30), kind="by")
    Update.objects.filter(action__ref="1a").update(answer="stopped", status=None)
    line = line_of(client, plan, "1a")
    assert "Stopped" in line
    assert "Overdue" not in line
    shown = client.get(plan.get_absolute_url(), {"status": "stopped"}).content.decode()
    assert re.findall(r'<span class="ref" dir="auto">([^<]*)</span>', shown) == ["1a"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("is_over", [False, True])
def test_what_is_not_signed_off_is_read_by_those_alone_who_may(plan, role, is_over):
    """The team reads what was sent; what is a draft or was returned is its lead's and the team's (P16, P19)."""
    if is_over:
        close(plan)
    another = "another.lead@marlowvale.example" if role == "lead" else None
    client = Client() if role == "anonymous" else signed_in(role, another)
    for address in (plan.get_absolute_url(), "/", "/plans/", f"{plan.get_absolute_url()}paper/"):
        assert SECRET not in words_of(client.get(address))
    for format in ("json", "csv"):
        assert SECRET.encode() not in client.get(f"{plan.get_absolute_url()}paper.{format}").content
    read = {
        ref
        for ref in ("2a", "2b", "3a")
        if SECRET in words_of(client.get(plan.actions.get(ref=ref).get_absolute_url()))
    }
    assert read == {"editor": {"2a", "2b", "3a"}, "publisher": {"2a"}}.get(role, set())


class TestAction:
    def page(self, client, plan, ref):
        return client.get(plan.actions.get(ref=ref).get_absolute_url())

    def test_a_missing_half_says_so_beside_the_other(self, client, plan):
        words = words_of(self.page(client, plan, "1b"))
        assert "Priya Nandakumar (internal)" in words
        assert f"External {phrases.NO_ANSWER_YET}" in words

    @pytest.mark.parametrize("is_returned", [False, True])
    def test_who_leads_one_half_is_told_what_became_of_the_other_when_it_is_over(self, plan, is_returned):
        tom, priya = make_lead(plan, "Tom Hathersage"), signed_in("lead", LEAD)
        update = send(asked_of(plan.rounds.get(), "1b", "external"), tom, words=f"{SECRET} sent")
        if is_returned:
            editor = make_person("editor")
            signing_off.send_back(update, f"{SECRET}?", version=update.version, by=editor, at=OPENED_AT)
        words = words_of(self.page(priya, plan, "1b"))
        assert f"External {phrases.NO_ANSWER_YET}" in words
        close(plan)
        after = words_of(self.page(priya, plan, "1b"))
        assert (phrases.NOT_ANSWERED_AGAIN if is_returned else phrases.NOT_SIGNED_OFF) in after
        assert SECRET not in words + after

    def test_the_reason_of_a_return_is_nobody_elses(self, plan):
        for reader in (Client(), signed_in("publisher")):
            assert SECRET not in words_of(self.page(reader, plan, "2b"))

    def test_completion_and_next_review_stand_under_the_answer(self, client, plan):
        Update.objects.filter(action__ref="1a").update(
            completed_on=date(2026, 11, 20), next_review_on=date(2027, 11, 20)
        )
        words = words_of(self.page(client, plan, "1a"))
        assert "Completed on 20 November 2026; next review 20 November 2027." in words

    def test_the_team_is_led_to_the_review(self, client, plan):
        held = plan.rounds.get()
        address = reverse("round_answer", args=[plan.slug, held.key, asked_of(held, "2a").pk])
        assert f'href="{address}"' in self.page(client, plan, "2a").content.decode()

    def test_a_lead_is_led_to_the_form_of_their_own_half_alone(self, plan):
        update = Update.objects.get(action__ref="1b")
        Update.objects.filter(pk=update.pk).update(state="submitted", signed_off_by=None, signed_off_at=None)
        client = signed_in("lead", LEAD)
        held, shown = plan.rounds.get(), self.page(client, plan, "1b").content.decode()
        own, others = (
            reverse("answer", args=[asked_of(held, "1b", half).pk]) for half in ("internal", "external")
        )
        assert f'href="{own}"' in shown
        assert f'href="{others}"' not in shown

    def test_nobody_is_led_to_the_form_of_what_is_signed_off(self, client, plan):
        asked = asked_of(plan.rounds.get(), "1a")
        shown = self.page(client, plan, "1a").content.decode()
        assert reverse("answer", args=[asked.pk]) not in shown
        assert "Add to this answer" in shown

    @pytest.mark.parametrize(
        ("role", "is_linked"),
        [("anonymous", False), ("member", False), ("lead", True), ("publisher", True), ("editor", True)],
    )
    def test_the_files_of_evidence_are_linked_for_those_who_may_open_them(self, plan, role, is_linked):
        update = Update.objects.get(action__ref="1a")
        kept = SourceFile.objects.keep(
            "log.csv", b"61", by=make_person("editor"), at=OPENED_AT, is_evidence=True
        )
        evidence = Evidence.objects.create(evidence_of=update, words="Booking log", file=kept)
        client = Client() if role == "anonymous" else signed_in(role, LEAD if role == "lead" else None)
        shown = self.page(client, plan, "1a").content.decode()
        assert ("Booking log" in shown) == is_linked
        assert (reverse("evidence", args=[evidence.pk]) in shown) == is_linked


class TestHome:
    def test_open_rounds_are_told_in_words(self, client, plan):
        words = words_of(client.get("/"))
        told = "3 of 9 received, 2 of them signed off, due 18 December 2026"
        assert f"December 2026 of Equality action plan 2025 to 2027 {told}" in words

    def test_the_public_is_told_of_none(self, plan):
        assert "What is being asked now" not in words_of(Client().get("/"))

    def test_of_a_draft_plan_its_leads_are_told_nothing(self, plan):
        type(plan).objects.update(is_draft=True)
        assert "What is being asked now" not in words_of(signed_in("lead", LEAD).get("/"))


@pytest.mark.parametrize("actions", [24, 240])
def test_a_plan_with_an_open_round_costs_one_query_more_at_any_size(client, db, actions):
    plan = make_plan(actions)
    held = make_round(plan)
    for asked in held.requests.all()[:8]:
        sign_off(send(asked, make_person("lead")))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(plan.get_absolute_url()).status_code == 200
    assert len(asked) == QUERIES_WHILE_OPEN

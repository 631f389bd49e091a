"""Deadlines as a calendar: all-day events that stay themselves, for those who work on a plan and for each officer."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from accounts import deputising
from actionplans.rounds import running
from tests.plans import make_person, signed_in
from tests.rounds import OPENED_AT, ask_for_deputies_as_of, asked_of, make_round, send


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def of_plan(plan, reader=None):
    """The days of a plan's rounds as the equality team reads them, or somebody else."""
    return read(reader or signed_in("editor"), f"/plans/{plan.slug}/rounds.ics")


def events(calendar):
    return {str(each["summary"]): each for each in calendar.walk("VEVENT")}


@pytest.fixture
def mine(client, priya):
    """A function that reads Priya's own calendar."""
    client.force_login(priya)
    return lambda: read(client, "/my-actions/deadlines.ics")


@pytest.mark.parametrize("role", ["editor", "publisher", "lead"])
def test_those_who_work_on_a_plan_read_when_a_round_opens_and_is_due_and_its_meeting(held, priya, role):
    running.change(
        held,
        version=held.version,
        by=make_person("editor"),
        at=OPENED_AT,
        words=held.words,
        papers_cut_off_on=date(2026, 12, 30),
    )
    calendar = of_plan(held.plan, signed_in(role, priya.email if role == "lead" else None))
    days = {name: each.decoded("dtstart") for name, each in events(calendar).items()}
    assert days == {
        "December 2026: opens": date(2026, 11, 24),
        "December 2026: answers due": date(2026, 12, 18),
        "December 2026: cut-off for papers": date(2026, 12, 30),
        "December 2026: Corporate Scrutiny, 12 January 2027": date(2027, 1, 12),
    }


def test_each_is_a_whole_day_with_the_plan_and_the_way_to_it(held):
    due = events(of_plan(held.plan))["December 2026: answers due"]
    assert due.decoded("dtend") == date(2026, 12, 19)
    assert due["description"].startswith(held.plan.title)
    assert due["url"] == f"http://127.0.0.1:8000/plans/{held.plan.slug}/"


def test_the_same_rows_give_the_same_bytes(held):
    client = signed_in("editor")
    address = f"/plans/{held.plan.slug}/rounds.ics"
    assert client.get(address).content == client.get(address).content


def test_a_new_due_date_is_the_same_event_in_a_later_version(held):
    before = events(of_plan(held.plan))["December 2026: answers due"]
    running.extend(
        held, due_on=date(2027, 1, 8), version=held.version, by=make_person("editor"), at=OPENED_AT
    )
    after = events(of_plan(held.plan))["December 2026: answers due"]
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == date(2027, 1, 8)


def test_marks_that_mean_something_in_a_calendar_are_escaped(plan):
    held = make_round(plan, words="Ŵyn; a, b\\c")
    content = signed_in("editor").get(f"/plans/{plan.slug}/rounds.ics").content.decode()
    assert "SUMMARY:Ŵyn\\; a\\, b\\\\c: opens" in content
    assert f"{held.words}: opens" in events(of_plan(plan))
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))


def statuses_of(plan, *readers):
    return [reader.get(f"/plans/{plan.slug}/rounds.ics").status_code for reader in readers]


def test_the_days_of_a_plan_are_not_there_for_the_public_nor_for_those_who_lead_nothing_in_it(held):
    others = (signed_in(role) for role in ("member", "lead", "steward", "admin"))
    assert statuses_of(held.plan, Client(), *others) == [404] * 5


def test_the_calendar_of_a_draft_is_not_there_for_its_leads(held, priya):
    held.plan.is_draft = True
    held.plan.save()
    readers = (Client(), signed_in("lead", priya.email), signed_in("publisher"), signed_in("editor"))
    assert statuses_of(held.plan, *readers) == [404, 404, 200, 200]


def test_one_who_owes_answers_reads_how_many_and_until_when(held, mine):
    (due,) = events(mine()).values()
    assert str(due["summary"]) == "2 answers due: December 2026"
    assert due.decoded("dtstart") == date(2026, 12, 18)
    assert "1a Promise 1: offer an interpreter at counter 1" in due["description"]


def test_what_was_sent_is_owed_no_more(held, mine, priya):
    send(asked_of(held, "1a"), priya)
    assert list(events(mine())) == ["1 answer due: December 2026"]
    send(asked_of(held, "3a"), priya)
    assert events(mine()) == {}


def test_a_calendar_without_deadlines_is_still_a_calendar(mine):
    assert len(mine().subcomponents) == 1


def test_a_deputy_reads_what_the_lead_owes(held, priya, client, monkeypatch):
    ask_for_deputies_as_of(monkeypatch, OPENED_AT)
    deputy = make_person("lead", email="deputy@marlowvale.example")
    client.force_login(deputy)
    assert events(read(client, "/my-actions/deadlines.ics")) == {}
    today = OPENED_AT.date()
    deputising.name(deputy, lead=priya, starts_on=today, ends_on=today, today=today, by=priya)
    assert list(events(read(client, "/my-actions/deadlines.ics"))) == ["2 answers due: December 2026"]


def test_a_closed_round_is_owed_nothing(held, mine):
    running.close(held, version=held.version, by=make_person("editor"), at=OPENED_AT)
    assert events(mine()) == {}


@pytest.mark.django_db
def test_nobody_signed_in_has_no_calendar_of_their_own(client):
    assert client.get("/my-actions/deadlines.ics").url.startswith("/sign-in/")

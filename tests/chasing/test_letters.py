"""What the mails of a round say, to whom they go, and what is logged."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import deputising, posting
from accounts.models import Contributor, Email
from actionplans.models import Asking
from actionplans.rounds import answering, chasing, letters, signing_off
from tests.at_once import FOR_EVER
from tests.plans import make_person, make_plan
from tests.rounds import (
    ANSWERED_AT,
    OPENED_AT,
    REVIEWED_AT,
    asked_of,
    make_lead,
    make_round,
    said,
    send,
    split,
)

SECRET = "Quillwort"


def mail_to(user):
    return Email.objects.get(to=user.email)


def change(name, **fields):
    Contributor.objects.filter(name=name).update(**fields)


def test_one_mail_holds_all_that_is_asked_of_one_person(held, priya):
    email = mail_to(priya)
    assert email.subject == "2 answers for December 2026, by 18 December 2026"
    assert "\n1a Promise 1: offer an interpreter at counter 1\n" in email.body
    assert "\n3a Promise 5: offer an interpreter at counter 5\n" in email.body
    assert email.body.count("[Not received. Asked on 24 November 2026.]") == 1


def test_a_mail_about_one_answer_leads_to_its_form(plan, priya):
    plan.actions.exclude(ref="1a").delete()
    held = make_round(plan)
    email = mail_to(priya)
    assert email.subject == "1a Promise 1: offer an interpreter at counter 1, answer by 18 December 2026"
    assert letters.address_of("answer", asked_of(held, "1a").pk) in email.body


def test_a_mail_about_several_leads_to_the_list(held, priya):
    assert f"Answer here: {letters.address_of('my_actions')}\n" in mail_to(priya).body


def test_links_begin_with_the_sites_own_address(plan, priya, settings):
    settings.SITE_ADDRESS = "https://plans.marlowvale.example"
    make_round(plan)
    assert "Answer here: https://plans.marlowvale.example/my-actions/\n" in mail_to(priya).body


def test_a_mail_says_who_sent_it_and_that_a_code_comes(held, priya, settings):
    body = mail_to(priya).body
    assert "\nEditor\nThe equality team, Borough of Marlow Vale" in body
    assert "a code is sent to this address" in body


def test_whom_to_ask_stands_in_it_where_there_is_an_address(plan, priya, settings):
    settings.CONTACT_EMAIL = "equality@marlowvale.example"
    make_round(plan)
    assert "Questions: equality@marlowvale.example" in mail_to(priya).body


def test_every_answer_that_was_asked_for_is_logged_with_its_mail(held, priya):
    asked = Asking.objects.get(request=asked_of(held, "1a"))
    assert (asked.kind, asked.how, asked.whom, asked.user) == ("opening", "email", "Priya", priya)
    assert asked.email == mail_to(priya)


def test_where_nobody_is_reached_nothing_is_logged(held):
    assert not Asking.objects.filter(request=asked_of(held, "2a")).exists()


def test_opening_again_writes_to_nobody_twice(held, priya):
    letters.ask(held, list(held.requests.all()), by=None, at=OPENED_AT)
    assert Email.objects.filter(to=priya.email).count() == 1
    assert Asking.objects.filter(request=asked_of(held, "1a")).count() == 1


def test_nobody_is_written_to_about_a_draft(plan, priya):
    plan.actions.filter(ref__startswith="1").delete()
    held = make_round(plan)
    before = Email.objects.count(), Asking.objects.count()
    plan.is_draft = True
    plan.save()
    at = OPENED_AT + timedelta(days=10)
    held.refresh_from_db()
    for kind in ("opening", "reminder"):
        requests = list(held.requests.all())
        assert letters.asking_letters(held, requests, kind=kind, occasion="x", by=None, at=at) == []
    assert letters.escalation_letters(held, list(held.requests.all()), occasion="x", by=None, at=at) == []
    assert (Email.objects.count(), Asking.objects.count()) == before


def test_somebody_without_an_account_is_not_sent_to_a_form(plan):
    change("Priya Nandakumar", email="priya@home.example")
    make_round(plan)
    body = Email.objects.get().body
    assert "Answer here" not in body
    assert "You have no account here" in body


def test_a_head_of_service_is_told_why_they_are_asked(plan, contributor):
    change("Priya Nandakumar", in_post_to=date(2026, 8, 31))
    change("Marian Okafor-Bell", email="marian@marlowvale.example")
    change("Customer Services", headed_by=contributor("Marian Okafor-Bell"))
    plan.actions.exclude(ref="1a").delete()
    make_round(plan)
    body = Email.objects.get().body
    assert "You are asked as head of Customer Services. Priya Nandakumar left in August 2026." in body
    assert "Tell the equality team who leads this now" in body
    assert "Answer here" not in body


def test_a_deputy_reads_for_whom_they_stand_in(plan, priya):
    stands_in = make_person("lead", email="deputy@marlowvale.example")
    day = OPENED_AT.date()
    deputising.name(stands_in, lead=priya, starts_on=day, ends_on=day, today=day, by=priya)
    make_round(plan)
    assert "You stand in for Priya." in mail_to(stands_in).body
    assert "stand in" not in mail_to(priya).body


def test_a_name_or_a_title_with_line_breaks_stays_on_its_line(plan, priya):
    priya.name = "Priya\r\nBcc: all@marlowvale.example"
    priya.save()
    plan.actions.exclude(ref="1a").delete()
    plan.actions.update(words="Offer\nSubject: more")
    make_round(plan)
    email = mail_to(priya)
    assert email.body.startswith("Priya Bcc: all@marlowvale.example,\n")
    assert "\n" not in email.subject
    posting.send_waiting(at=OPENED_AT)
    assert mail.outbox[0].recipients() == [priya.email]


def test_a_long_title_is_shortened_at_a_word(plan, priya):
    plan.actions.exclude(ref="1a").delete()
    plan.actions.update(words="Offer an interpreter at every counter of the borough " * 9)
    make_round(plan)
    line = next(line for line in mail_to(priya).body.splitlines() if line.startswith("1a"))
    assert line.endswith("…")
    assert len(line) < 100
    assert "borough" in line


def test_many_answers_are_counted_and_the_rest_is_on_the_page(priya):
    plan = make_plan(160, slug="long", rounds=0, organisation=priya.contributors.first().organisation)
    make_round(plan)
    body = mail_to(priya).body
    assert "\nand 15 more\n" in body
    assert body.count("Promise") == 25


def test_days_that_differ_stand_with_each_answer(held, priya):
    chasing.note_by_hand(
        held, [asked_of(held, "1a")], "Priya", on=date(2026, 11, 27), by=None, at=ANSWERED_AT
    )
    (letter,) = letters.asking_letters(
        held,
        [asked_of(held, "1a"), asked_of(held, "3a")],
        kind="reminder",
        occasion="x",
        by=None,
        at=ANSWERED_AT,
    )
    body = letter.message.body
    assert "counter 1\n  [Not received. Asked on 24, 27 and 30 November 2026.]" in body
    assert "counter 5\n  [Not received. Asked on 24 and 30 November 2026.]" in body


def test_a_returned_answer_is_told_with_a_link_and_without_words(held, priya):
    update = send(asked_of(held, "1a"), priya, words=f"{SECRET} is done")
    signing_off.send_back(
        update, f"Which {SECRET}?", version=update.version, by=make_person("editor"), at=REVIEWED_AT
    )
    email = Email.objects.get(subject__startswith="Returned")
    assert email.subject == (
        "Returned: 1a Promise 1: offer an interpreter at counter 1, answer again by 18 December 2026"
    )
    assert email.to == priya.email
    assert letters.address_of("answer", asked_of(held, "1a").pk) in email.body


def test_answering_and_returning_do_not_wait_for_a_mail_server_that_is_silent(held, priya, server, settings):
    server.answers = False
    update = send(asked_of(held, "1a"), priya)
    signing_off.send_back(
        update, "Which counters?", version=update.version, by=make_person("editor"), at=REVIEWED_AT
    )
    assert not server.called.is_set()
    settings.EMAIL_TIMEOUT = 0.5
    assert posting.send_waiting(at=REVIEWED_AT)["sent"] == 0
    server.answers, settings.EMAIL_TIMEOUT = True, FOR_EVER
    posting.send_waiting(at=REVIEWED_AT + timedelta(days=1))
    assert [to for to, message in server.taken if b"Returned" in message] == [priya.email]
    update.refresh_from_db()
    assert update.state == "returned"


def test_an_edit_is_told_to_the_lead_and_to_whoever_sent_it_but_not_to_the_editor(held, priya):
    stands_in, editor = make_person("lead", email="deputy@marlowvale.example"), make_person("editor")
    update = send(asked_of(held, "1a"), stands_in)
    signing_off.edit(
        update,
        said(held.plan, words="Eight counters have it."),
        "It was eight.",
        version=update.version,
        by=editor,
        at=REVIEWED_AT,
    )
    told = Email.objects.filter(subject__startswith="Edited by the equality team: 1a")
    assert {each.to for each in told} == {priya.email, stands_in.email}


def test_no_mail_holds_a_word_of_an_answer(held, priya, tom, contributor):
    """Every mail there is: opening, reminder, escalation, returned, edited, deputy."""
    editor = make_person("editor")
    change("Marian Okafor-Bell", email="marian@marlowvale.example")
    change("Customer Services", headed_by=contributor("Marian Okafor-Bell"))
    secret = said(held.plan, words=f"{SECRET} is all done")
    answering.save_draft(asked_of(held, "1a"), secret, version=0, by=priya, at=ANSWERED_AT)
    sent = send(asked_of(held, "3a"), priya, words=f"{SECRET} was sent")
    sent = signing_off.edit(
        sent, said(held.plan, words=f"{SECRET} now"), SECRET, version=sent.version, by=editor, at=REVIEWED_AT
    )
    signing_off.send_back(sent, f"Which {SECRET}?", version=sent.version, by=editor, at=REVIEWED_AT)
    for days in (10, 20, 28):
        chasing.chase(held, at=OPENED_AT + timedelta(days=days))
    day = OPENED_AT.date()
    deputy = deputising.name(tom, lead=priya, starts_on=day, ends_on=day, today=day, by=editor)
    letters.tell_deputy(deputy, by=editor, at=OPENED_AT)
    mails = Email.objects.all()
    begins = {each.subject.split(":")[0].split()[0] for each in mails}
    assert {"Reminder", "Returned", "Edited", "You", "Tom"} <= begins
    assert any("missing" in each.subject for each in mails)
    assert [each.subject for each in mails if SECRET in each.subject + each.body] == []


def test_a_deputy_is_told_from_when_to_when_and_what_is_out(held, priya, tom):
    day = date(2026, 12, 1)
    deputy = deputising.name(tom, lead=priya, starts_on=day, ends_on=date(2027, 1, 6), today=day, by=priya)
    (email,) = letters.tell_deputy(deputy, by=priya, at=OPENED_AT)
    assert email.to == tom.email
    assert email.subject == "You stand in for Priya from 1 December 2026 to 6 January 2027"
    assert "1a Promise 1: offer an interpreter at counter 1" in email.body
    assert letters.tell_deputy(deputy, by=priya, at=OPENED_AT) == []


def test_a_lead_is_told_when_somebody_else_named_their_deputy(held, priya, tom):
    day = date(2026, 12, 1)
    deputy = deputising.name(tom, lead=priya, starts_on=day, ends_on=day, today=day, by=tom)
    told = letters.tell_deputy(deputy, by=make_person("editor"), at=OPENED_AT)
    assert {each.to for each in told} == {priya.email, tom.email}


@pytest.mark.django_db
def test_opening_a_round_writes_in_the_same_number_of_queries_at_any_size():
    costs = []
    for size in (24, 240):
        plan = make_plan(size, slug=f"plan-{size}", rounds=0)
        make_lead(plan)
        make_lead(plan, "Tom Hathersage")
        held = make_round(plan)
        requests = list(held.requests.all())
        Email.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            letters.ask(held, requests, by=None, at=OPENED_AT)
        # Rows are written in batches, some hundred at a time.
        costs.append(len([each for each in queries if not each["sql"].startswith("INSERT")]))
        assert Asking.objects.filter(request__reporting_round=held).count() > size // 4
    assert costs[0] == costs[1]


def test_a_split_action_names_the_half(plan, priya, tom):
    plan.actions.exclude(ref="1a").delete()
    split(plan.actions.get(ref="1a"))
    make_round(plan)
    assert mail_to(tom).subject.startswith("1a (external) Promise 1")
    assert mail_to(priya).subject.startswith("1a (internal) Promise 1")

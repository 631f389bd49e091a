"""What is done by the clock: rounds open, reminders go out, heads of service are told; each once, however often it runs."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Contributor, Email, SentForm
from actionplans.management.commands import chase as command
from actionplans.models import Asking, ReportingRound
from actionplans.rounds import chasing, running
from tests.at_once import together
from tests.plans import make_person
from tests.rounds import ANSWERED_AT, asked_of, send


def at(day, hour=9):
    """That hour of a day of December 2026, or of the day itself."""
    day = date(2026, 12, day) if isinstance(day, int) else day
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def chase(held, day, hour=9):
    return chasing.chase(held, at=at(day, hour))


def people(emails):
    return sorted(each.to.partition("@")[0] for each in emails)


@pytest.fixture
def grace(plan):
    """The head of Customer Services."""
    head = Contributor.objects.create(
        organisation=plan.organisation, name="Grace Ellery", kind="person", email="grace@marlowvale.example"
    )
    Contributor.objects.filter(name="Customer Services").update(headed_by=head)
    return head


def test_nothing_is_due_before_the_first_reminder(held):
    assert not chase(held, 3).did_something


def test_a_reminder_goes_to_everybody_who_has_not_answered(held, priya):
    assert people(chase(held, 4).reminded) == ["priya", "tom"]
    sent = Asking.objects.filter(kind="reminder", request=asked_of(held, "1a")).get()
    assert (sent.whom, sent.by) == ("Priya", None)


def test_a_reminder_goes_out_once_however_often_it_is_looked_for(held):
    chase(held, 4)
    assert chase(held, 4, 10).reminded == []
    assert chase(held, 5).reminded == []


def test_the_next_reminder_goes_out_on_its_own_day(held):
    chase(held, 4)
    assert chase(held, 13).reminded == []
    assert people(chase(held, 14).reminded) == ["priya", "tom"]


def test_a_missed_day_is_caught_up_once_and_not_several_times(held):
    assert people(chase(held, 15).reminded) == ["priya", "tom"]
    assert chase(held, 16).reminded == []
    assert Asking.objects.filter(kind="reminder", request=asked_of(held, "1a")).count() == 1


def test_a_reminder_missed_until_after_the_due_date_says_that_it_was_due(held, priya):
    email = next(each for each in chase(held, 19).reminded if each.to == priya.email)
    assert email.subject == "Overdue: 2 answers for December 2026 were due on 18 December 2026"
    assert "They were due on 18 December 2026." in email.body


def test_whoever_answered_is_not_reminded(held, priya):
    for ref in ("1a", "3a"):
        send(asked_of(held, ref), priya)
    assert people(chase(held, 4).reminded) == ["tom"]


def test_a_draft_is_not_an_answer(held, priya):
    send(asked_of(held, "1a"), priya)
    email = next(each for each in chase(held, 4).reminded if each.to == priya.email)
    assert "3a" in email.subject
    assert "1a" not in email.body


def test_whoever_was_asked_by_hand_since_is_not_reminded(held, priya):
    for ref in ("1a", "3a"):
        chasing.note_by_hand(held, [asked_of(held, ref)], "Priya", on=date(2026, 12, 5), by=None, at=at(5))
    assert people(chase(held, 5, 10).reminded) == ["tom"]


def test_a_round_opened_after_its_reminder_day_does_not_remind_at_once(plan, priya):
    planned = running.plan_round(
        plan, words="Soon", opens_on=date(2026, 12, 10), due_on=date(2026, 12, 18), papers_cut_off_on=None
    )
    held = running.open_round(planned, by=make_person("editor"), at=at(10)).reporting_round
    assert chase(held, 11).reminded == []
    assert people(chase(held, 14).reminded) == ["priya"]


def test_a_lead_named_since_is_reminded_as_soon_as_they_can_be(held):
    chase(held, 4)
    Contributor.objects.filter(name="Ioan Prosser").update(email="ioan@marlowvale.example")
    assert people(chase(held, 5).reminded) == ["ioan"]
    assert chase(held, 6).reminded == []


def test_a_mail_that_was_lost_is_not_sent_to_the_same_address_by_the_clock_again(held, priya):
    chase(held, 4)
    Email.objects.filter(to=priya.email).update(given_up_at=at(4))
    assert chase(held, 5).reminded == []
    priya.email = "priya.n@marlowvale.example"
    priya.save()
    assert people(chase(held, 5).reminded) == ["priya.n"]


def test_a_round_without_reminders_sends_none(held):
    ReportingRound.objects.update(reminder_days="")
    assert chase(held, 14).reminded == []


def test_the_head_of_service_is_told_once_after_the_set_number_of_days(held, grace):
    chase(held, 14)
    assert chase(held, 20).escalated == []
    (email,) = chase(held, 21).escalated
    assert (
        email.subject
        == "2 answers from Customer Services are missing: December 2026, due on 18 December 2026"
    )
    assert (
        "Priya:\n1a Promise 1: offer an interpreter at counter 1\n  [Not received. Asked on 24 November"
        in email.body
    )
    assert chase(held, 22).escalated == []
    assert Asking.objects.filter(kind="escalation").count() == 2


def test_telling_the_head_is_not_asking_for_the_answer(held, grace):
    before = Asking.objects.that_asked().filter(request=asked_of(held, "1a")).count()
    chase(held, 21)
    after = Asking.objects.that_asked().filter(request=asked_of(held, "1a"))
    assert after.count() == before + 1
    assert after.last().kind == "reminder"


def test_a_new_due_date_begins_anew(held, grace):
    chase(held, 21)
    held.refresh_from_db()
    running.extend(held, due_on=date(2027, 1, 15), version=held.version, by=make_person("editor"), at=at(21))
    assert not chase(held, 22).did_something
    assert people(chase(held, date(2027, 1, 1)).reminded) == ["priya", "tom"]
    chase(held, date(2027, 1, 11))
    assert people(chase(held, date(2027, 1, 18)).escalated) == ["grace"]


def test_a_round_that_never_escalates_tells_nobody(held, grace):
    ReportingRound.objects.update(escalates_after_days=None)
    assert chase(held, 30).escalated == []


def test_a_planned_round_opens_on_its_day_and_asks(plan, priya):
    held = running.plan_round(
        plan, words="Soon", opens_on=date(2026, 12, 10), due_on=date(2026, 12, 18), papers_cut_off_on=None
    )
    assert list(chasing.to_look_at(today=date(2026, 12, 9))) == []
    assert list(chasing.to_look_at(today=date(2026, 12, 10))) == [held]
    done = chase(held, 10)
    assert done.opened
    assert people(done.asked) == ["priya"]
    assert not chase(held, 10, 11).opened


def test_a_round_whose_due_date_passed_is_not_opened_by_the_clock(plan, priya):
    held = running.plan_round(
        plan, words="Old", opens_on=date(2026, 10, 1), due_on=date(2026, 10, 30), papers_cut_off_on=None
    )
    done = chase(held, 1)
    assert not done.opened
    assert "never opened" in done.left
    assert not Email.objects.exists()


def test_a_closed_round_and_a_draft_are_left_alone(held):
    held.plan.is_draft = True
    held.plan.save()
    assert not chase(held, 4).did_something
    held.plan.is_draft = False
    held.plan.save()
    ReportingRound.objects.update(closed_on=date(2026, 12, 1))
    assert not chase(held, 4).did_something


def test_a_withdrawn_answer_is_not_asked_for(held, priya):
    for ref in ("1a", "3a"):
        running.withdraw(asked_of(held, ref), because="Merged.", by=make_person("editor"), at=ANSWERED_AT)
    assert people(chase(held, 4).reminded) == ["tom"]


@pytest.fixture
def today(monkeypatch):
    """A function that sets the day of the command."""

    def is_now(day):
        monkeypatch.setattr(command.timezone, "now", lambda: at(day))

    return is_now


def run(*options):
    said = StringIO()
    call_command("chase", *options, stdout=said)
    return said.getvalue()


def test_the_command_does_nothing_until_it_is_told_to(held, today):
    today(4)
    before = Email.objects.count()
    said = run()
    assert "2 people reminded" in said
    assert "Nothing was done. Add --apply to do it." in said
    assert Email.objects.count() == before
    assert mail.outbox == []


def test_the_command_does_it_once_and_sends(held, today):
    today(4)
    assert "2 people reminded" in run("--apply")
    assert len(mail.outbox) == 4
    assert "nothing is due" in run("--apply")
    assert len(mail.outbox) == 4


def test_the_command_says_it_as_data(held, today):
    today(4)
    told = json.loads(run("--apply", "--json"))
    assert told["applied"] is True
    assert told["mail"] == {"sent": 4, "put_off": 0, "given_up": 0}
    (one,) = told["rounds"]
    assert (one["round"], one["reminded"], one["opened"]) == ("2026-12", 2, False)


def test_the_command_forgets_forms_after_thirty_days(held, today):
    today(31)
    by = make_person("editor")
    for days in (31, 29):
        SentForm.objects.create(key=f"{days}", user=by, sent_at=at(31) - timedelta(days=days), address="/")
    run("--apply")
    assert list(SentForm.objects.values_list("key", flat=True)) == ["29"]


def test_with_no_round_the_command_says_so(db):
    assert "No round is open" in run()


@pytest.mark.django_db(transaction=True)
def test_two_commands_at_once_remind_once(held, in_a_file):
    done = together(lambda: chase(held, 4), lambda: chase(held, 4))
    assert sorted(len(each.reminded) for each in done) == [0, 2]
    assert people(Email.objects.filter(subject__startswith="Reminder")) == ["priya", "tom"]
    assert Asking.objects.filter(kind="reminder", request=asked_of(held, "1a")).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_commands_at_once_open_a_round_once(plan, priya, in_a_file):
    held = running.plan_round(
        plan, words="Soon", opens_on=date(2026, 12, 10), due_on=date(2026, 12, 18), papers_cut_off_on=None
    )
    done = together(lambda: chase(held, 10), lambda: chase(held, 10))
    assert sorted(each.opened for each in done) == [False, True]
    assert people(Email.objects.all()) == ["priya"]


def test_a_day_begins_at_local_midnight(held):
    summer = datetime(2026, 7, 1, tzinfo=UTC).date()
    assert timezone.localtime(chasing._start(summer)).hour == 0

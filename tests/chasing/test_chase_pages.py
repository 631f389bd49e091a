"""The page where the equality team sees who has not answered, looks at reminders, and sends them."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Contributor, Email
from actionplans.models import Asking
from actionplans.onscreen.chase_list import chase_list
from actionplans.rounds import answering, chasing, letters, passing_on
from tests.plans import make_person, make_plan
from tests.rounds import OPENED_AT, asked_of, make_lead, make_round, said, send
from tests.shown import words_of

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def team(client, db):
    """A browser of somebody of the equality team."""
    client.force_login(make_person("editor"))
    return client


@pytest.fixture
def held(plan, priya, tom):
    """A round that has been open for ten days and is due in ten."""
    today = timezone.localdate()
    return make_round(plan, at=timezone.now() - timedelta(days=10), due_on=today + timedelta(days=10))


def address(held, page="chase"):
    return f"/rounds/{held.plan.slug}/{held.key}/{page}/"


def hidden(answer):
    """What the form of a page sends without being touched."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return {
        name: [value for each, value in fields if each == name]
        for name, _ in fields
        if name != "csrfmiddlewaretoken"
    }


def preview(team, held, *refs):
    return team.post(address(held), {"asked": [asked_of(held, ref).pk for ref in refs], "which": "chosen"})


def listed(held, today=None, **more):
    return chase_list(held, today=today or timezone.localdate(), **more)


def row_of(held, name, today=None):
    return next(row for row in listed(held, today).rows if name.casefold() in row.names)


def reminders():
    return Email.objects.filter(subject__startswith="Reminder")


def test_it_says_who_has_not_answered_and_the_line_that_will_print(team, held):
    page = words_of(team.get(address(held)))
    opened = timezone.localdate() - timedelta(days=10)
    assert f"[Not received. Asked on {opened.day} {opened:%B %Y}.]" in page
    assert "Priya" in page
    assert "1a Promise 1" in page


def test_whoever_answered_is_gone_from_it(held, priya):
    before = listed(held).answers
    send(asked_of(held, "1a"), priya)
    assert listed(held).answers == before - 1
    assert [item.ref for item in row_of(held, "priya").items] == ["3a"]


def test_it_is_sorted_by_service_or_by_person(held):
    by_service = [row.service for row in listed(held).rows]
    assert by_service == sorted(by_service, key=str.casefold)
    by_person = [row.names for row in listed(held, order="person").rows]
    assert by_person == sorted(by_person)


def test_one_service_can_be_shown_alone(team, held):
    page = words_of(team.get(address(held), {"service": "Customer Services"}))
    assert "1a Promise 1" in page
    assert "1b Promise 2" not in page


def test_it_says_who_cannot_be_asked_and_why(team, held):
    page = words_of(team.get(address(held)))
    assert "Ioan Prosser has no e-mail address here." in page
    assert "nobody can be asked" in page


def test_it_says_who_said_that_it_is_not_theirs(held, priya):
    passing_on.say_not_mine(asked_of(held, "1a"), "Ask Ioan", by=priya, at=OPENED_AT)
    notes = [note for row in listed(held).rows for note in row.notes]
    assert notes == ["Priya said on 24 November 2026 that 1a is not theirs: “Ask Ioan”"]


def test_it_says_how_far_an_answer_is(held, priya):
    at = timezone.now()
    answering.save_draft(asked_of(held, "1a"), said(held.plan), version=0, by=priya, at=at)
    item = row_of(held, "priya").items[0]
    assert item.stands.startswith("Draft kept on")


def test_it_says_that_a_mail_was_lost_and_does_not_count_it(held, priya):
    Email.objects.filter(to=priya.email).update(came_back_at=OPENED_AT)
    row = row_of(held, "priya")
    assert row.printed == "[Not received]"
    assert any("came back" in note for note in row.notes)
    assert row_of(held, "priya", timezone.localdate() + timedelta(days=7)).next == (
        "Nothing until the address is put right"
    )


def test_it_says_what_happens_next_and_when(plan, priya, contributor):
    grace = Contributor.objects.create(
        organisation=plan.organisation, name="Grace Ellery", kind="person", email="grace@marlowvale.example"
    )
    Contributor.objects.filter(name="Customer Services").update(headed_by=grace)
    held = make_round(plan)
    assert row_of(held, "priya", date(2026, 11, 30)).next == "Reminder on 4 December 2026"
    assert row_of(held, "priya", date(2026, 12, 4)).next == "A reminder is due today"
    at = OPENED_AT + timedelta(days=20)
    chasing.chase(held, at=at)
    day = date(2026, 12, 15)
    assert row_of(held, "priya", day).next == "Goes to Grace Ellery, head of service, on 21 December 2026"
    chasing.chase(held, at=OPENED_AT + timedelta(days=27))
    day = date(2026, 12, 22)
    assert row_of(held, "priya", day).next == "Went to Grace Ellery on 21 December 2026"


def test_a_reminder_is_shown_exactly_as_it_goes(team, held, priya):
    answer = preview(team, held, "1a")
    shown = unescape(re.search(r"<pre[^>]*>(.*?)</pre>", answer.content.decode(), re.DOTALL)[1])
    team.post(address(held), {**hidden(answer), "do": "send"})
    email = reminders().get()
    assert email.body == shown
    assert email.subject in words_of(answer)
    assert email.to == priya.email


def test_looking_sends_nothing(team, held):
    preview(team, held, "1a")
    assert not reminders().exists()


def test_all_can_be_reminded_at_once(team, held):
    answer = team.post(address(held), {"which": "all"})
    team.post(address(held), {**hidden(answer), "do": "send"})
    assert {each.to.partition("@")[0] for each in reminders()} == {"priya", "tom"}


def test_all_of_one_service_can_be_reminded_at_once(team, held):
    answer = team.post(address(held), {"which": "all", "service": "Customer Services"})
    team.post(address(held), {**hidden(answer), "do": "send"})
    assert [each.to.partition("@")[0] for each in reminders()] == ["priya"]


def test_one_line_can_be_reminded_by_itself(team, held):
    answer = team.post(address(held), {"only": row_of(held, "priya").keys})
    assert words_of(answer).count("To Priya") == 1
    assert "To Tom" not in words_of(answer)


def test_the_same_form_sent_again_sends_nothing(team, held):
    form = {**hidden(preview(team, held, "1a")), "do": "send"}
    first, second = team.post(address(held), form), team.post(address(held), form)
    assert first.url == second.url == address(held)
    assert reminders().count() == 1
    assert Asking.objects.filter(kind="reminder").count() == 1


def test_somebody_asked_today_is_written_to_again_only_when_that_is_meant(team, held):
    team.post(address(held), {**hidden(preview(team, held, "1a")), "do": "send"})
    again = preview(team, held, "1a")
    assert "One of them was written to today already" in words_of(again)
    refused = team.post(address(held), {**hidden(again), "do": "send"})
    assert refused.status_code == 422
    assert reminders().count() == 1
    team.post(address(held), {**hidden(refused), "do": "send", "again": "on"})
    assert reminders().count() == 2


def test_others_are_written_to_while_those_asked_today_are_left_out(team, held):
    team.post(address(held), {**hidden(preview(team, held, "1a")), "do": "send"})
    team.post(address(held), {**hidden(preview(team, held, "3a", "1b")), "do": "send"})
    assert sorted(each.to.partition("@")[0] for each in reminders()) == ["priya", "tom"]


def test_what_changed_since_it_was_looked_at_is_shown_again(team, held, priya):
    form = {**hidden(preview(team, held, "1a", "3a")), "do": "send"}
    send(asked_of(held, "1a"), priya)
    answer = team.post(address(held), form)
    assert answer.status_code == 409
    assert "something has changed since you looked" in words_of(answer)
    assert not reminders().exists()
    team.post(address(held), {**hidden(answer), "do": "send"})
    assert "1a" not in reminders().get().body


def test_nothing_chosen_is_said(team, held):
    answer = team.post(address(held), {"which": "chosen"})
    assert answer.status_code == 422
    assert "Choose at least one answer" in words_of(answer)


def test_nonsense_in_the_form_is_no_error_of_ours(team, held):
    for given in ({"asked": ["x", "-1", "9" * 40]}, {"only": "0,,x"}, {"do": "send", "asked": "x"}):
        assert team.post(address(held), given).status_code == 422


def test_answers_of_another_round_are_not_reminded_about(team, held):
    other = make_round(make_plan(4, slug="other", rounds=0), words="Other")
    answer = team.post(address(held), {"asked": [each.pk for each in other.requests.all()]})
    assert answer.status_code == 422


def test_a_closed_round_reminds_nobody(team, held):
    form = {**hidden(preview(team, held, "1a")), "do": "send"}
    type(held).objects.update(closed_on=timezone.localdate())
    assert team.post(address(held), form).status_code == 422
    assert not reminders().exists()


@pytest.mark.parametrize(
    ("role", "status"), [("editor", 200), ("publisher", 404), ("lead", 404), ("member", 404), ("admin", 404)]
)
@pytest.mark.parametrize("page", ["chase", "mail"])
def test_only_the_equality_team_chases(client, held, role, status, page):
    client.force_login(make_person(role))
    assert client.get(address(held, page)).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["chase", "mail"])
def test_the_pages_cost_the_same_at_any_size(team, page):
    costs = []
    for size in (24, 240):
        plan = make_plan(size, slug=f"plan-{size}", rounds=0)
        make_lead(plan)
        held = make_round(plan)
        chasing.chase(held, at=OPENED_AT + timedelta(days=11))
        team.get(address(held, page))
        with CaptureQueriesContext(connection) as queries:
            assert team.get(address(held, page)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= 18


def log(team, held):
    return team.get(address(held, "mail"))


def press(team, held, do, email):
    key = re.search(rf'name="key" value="(\w+-{email.pk})"', log(team, held).content.decode())[1]
    return team.post(address(held, "mail"), {"key": key, "email": email.pk, "do": do})


def test_the_log_says_who_was_asked_when_and_about_what(team, held, priya):
    page = words_of(log(team, held))
    assert priya.email in page
    assert "Asked when the round opened: 1a 3a" in page


def test_a_mail_that_failed_says_why_and_can_be_tried_again(team, held, priya):
    email = Email.objects.get(to=priya.email)
    Email.objects.filter(pk=email.pk).update(
        tries=1, given_up_at=OPENED_AT, trouble="The mail server refused the address: 550 no such mailbox"
    )
    assert "550 no such mailbox" in words_of(log(team, held))
    assert letters.trouble(held) == 1
    for page in (address(held), held.get_absolute_url()):
        assert "ne mail has not arrived" in words_of(team.get(page))
    press(team, held, "again", email)
    email.refresh_from_db()
    assert (email.given_up_at, email.tries) == (None, 0)
    assert letters.trouble(held) == 0


def test_the_mails_that_have_not_arrived_can_be_shown_alone(team, held, priya, tom):
    Email.objects.filter(to=priya.email).update(tries=1, trouble="The mail server did not answer in time.")
    page = words_of(team.get(address(held, "mail"), {"show": "trouble"}))
    assert priya.email in page
    assert tom.email not in page
    assert "Will be tried again" in page


def test_a_mail_that_came_back_can_be_noted_and_then_was_not_asked(team, held, priya):
    email = Email.objects.get(to=priya.email)
    Email.objects.filter(pk=email.pk).update(sent_at=OPENED_AT, tries=1)
    press(team, held, "came_back", email)
    email.refresh_from_db()
    assert email.came_back_at is not None
    assert row_of(held, "priya").printed == "[Not received]"


def test_trouble_is_over_when_the_answer_came_or_was_asked_for_again(held, priya, tom):
    at = timezone.now()
    Email.objects.update(given_up_at=at, tries=1)
    assert letters.trouble(held) == 2
    for ref in ("1a", "3a"):
        send(asked_of(held, ref), priya)
    assert letters.trouble(held) == 1
    for each in chasing.awaited(held).filter(action__ref__in=["1b", "3b"]):
        chasing.note_by_hand(held, [each], "Tom", on=timezone.localdate(), by=None, at=at)
    assert letters.trouble(held) == 0


def test_mails_of_another_round_are_not_in_reach(team, held):
    other = make_round(make_plan(4, slug="other", rounds=0), words="Other")
    email = Email.objects.filter(key__startswith=f"round/{other.pk}/").first()
    Email.objects.filter(pk=email.pk).update(sent_at=OPENED_AT)
    team.post(address(held, "mail"), {"key": "k", "email": email.pk, "do": "came_back"})
    email.refresh_from_db()
    assert email.came_back_at is None


def by_hand(team, held, **changed):
    form = {"do": "by_hand", "key": "one", "asked": asked_of(held, "2a").pk, "whom": "Ioan, by telephone"}
    form |= {"on": timezone.localdate().isoformat()} | changed
    return team.post(address(held, "mail"), form)


def test_a_call_is_noted_about_all_that_one_person_owes(team, held, priya):
    keys = row_of(held, "priya").keys
    shown = team.get(address(held, "mail"), {"about": keys, "whom": "Priya"}).content.decode()
    assert shown.count("checked") == 2
    assert 'value="Priya"' in shown
    by_hand(team, held, asked=keys.split(","))
    assert Asking.objects.filter(how="by_hand").count() == 2


def test_the_form_for_a_call_stands_only_where_it_is_about_something(team, held):
    for about in ("", "0", "x,y"):
        answer = team.get(address(held, "mail"), {"about": about})
        assert "Note it" not in words_of(answer)
        assert "choose Note a call" in words_of(answer)


def test_somebody_asked_by_telephone_is_noted_and_counts(team, held):
    assert by_hand(team, held).status_code == 302
    assert by_hand(team, held).status_code == 302
    noted = Asking.objects.get(request=asked_of(held, "2a"))
    assert (noted.how, noted.whom) == ("by_hand", "Ioan, by telephone")
    today = timezone.localdate()
    assert f"[Not received. Asked on {today.day} {today:%B %Y}.]" in words_of(team.get(address(held)))


@pytest.mark.parametrize(
    "changed", [{"whom": " "}, {"on": "2999-01-01"}, {"on": "2020-01-01"}, {"on": "soon"}, {"asked": "0"}]
)
def test_a_note_that_cannot_be_is_refused_with_a_sentence(team, held, changed):
    answer = by_hand(team, held, **changed)
    assert answer.status_code == 422
    assert "Nothing was noted yet" in words_of(answer)
    assert not Asking.objects.filter(how="by_hand").exists()


def test_what_was_typed_is_back_after_the_session_ended(team, held):
    about = {"about": asked_of(held, "2a").pk, "whom": "Ioan"}
    shown = team.get(address(held, "mail"), about).content.decode()
    typed_by = re.search(r'name="typed_by" value="([^"]+)"', shown)[1]
    team.logout()
    answer = by_hand(team, held, typed_by=unescape(typed_by))
    assert answer.url.startswith("/sign-in/")
    team.force_login(make_person("editor"))
    assert "Ioan, by telephone" in log(team, held).content.decode()
    assert not Asking.objects.filter(how="by_hand").exists()

"""Mail is queued with the change that causes it, and sent once, later, whatever the mail server does."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import transaction

from accounts import posting
from accounts.models import Email
from tests.at_once import FOR_EVER, meanwhile, together

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def queue(key="a", to="priya@marlowvale.example", subject="Two answers", body="Here.", at=AT):
    return posting.queue(key, to=to, subject=subject, body=body, at=at)


def send(at=AT):
    return dict(posting.send_waiting(at=at))


def now(email):
    return Email.objects.get(pk=email.pk)


def read(server, number=0):
    return message_from_bytes(server.taken[number][1], policy=default)


@pytest.mark.django_db
def test_the_same_key_is_queued_once():
    first = queue(subject="As it was")
    assert queue(subject="As it would be now") == first
    assert Email.objects.get().subject == "As it was"


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_gone_with_the_change_that_is_undone():
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not Email.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_process_that_sends_is_started_once_the_change_is_kept_and_not_before(monkeypatch):
    started = []
    monkeypatch.setattr(posting, "start_sending", lambda: started.append(True))
    with transaction.atomic():
        queue()
        assert started == []
    assert started == [True]
    queue()
    assert started == [True]


def test_the_process_is_manage_py_and_waits_for_nothing(monkeypatch, settings):
    called = []
    monkeypatch.setattr(posting.subprocess, "Popen", lambda *args, **more: called.append((args, more)))
    posting.start_sending()
    assert called == []
    settings.MAIL_AT_ONCE = True
    posting.start_sending()
    (((command,), more),) = called
    assert command[1:] == [str(settings.BASE_DIR / "manage.py"), "send_mail"]
    assert more["start_new_session"] is True


@pytest.mark.django_db
def test_what_waits_is_sent_once():
    email = queue()
    assert send() == {"sent": 1}
    assert send(AT + timedelta(days=9)) == {}
    assert len(mail.outbox) == 1
    assert now(email).sent_at >= AT


@pytest.mark.django_db
def test_nothing_is_sent_before_its_time():
    queue(at=AT + timedelta(minutes=1))
    assert send() == {}


@pytest.mark.django_db
def test_a_name_cannot_add_a_header():
    queue(subject="Priya\r\nBcc: all@marlowvale.example\u2028x")
    send()
    assert mail.outbox[0].subject == "Priya Bcc: all@marlowvale.example x"
    assert mail.outbox[0].recipients() == ["priya@marlowvale.example"]


@pytest.mark.django_db
def test_an_address_that_would_add_a_header_is_given_up_and_holds_up_nobody():
    bad = queue("a", to="priya@marlowvale.example\nBcc: all@marlowvale.example")
    queue("b")
    assert send() == {"given_up": 1, "sent": 1}
    assert now(bad).given_up_at is not None
    assert len(mail.outbox) == 1


def test_a_long_subject_is_shortened_at_a_word():
    said = posting.one_line("offer an interpreter " * 30)
    assert said.endswith("an interpreter…") or said.endswith("offer…") or said.endswith("an…")
    assert len(said) <= posting.LONGEST_SUBJECT
    assert len(posting.one_line("x" * 999)) <= posting.LONGEST_SUBJECT


@pytest.mark.django_db
def test_welsh_and_arabic_arrive_as_they_were_written(server):
    queue(subject="Ŵyn a gŵyl: تقديم مترجم", body="Tŷ Gŵyr: تقديم مترجم في كل مكتب\n")
    assert send() == {"sent": 1}
    message = read(server)
    assert message["Subject"] == "Ŵyn a gŵyl: تقديم مترجم"
    assert message.get_content().replace("\r\n", "\n").strip() == "Tŷ Gŵyr: تقديم مترجم في كل مكتب"
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_answers_to_a_mail_go_to_the_equality_team(settings):
    settings.CONTACT_EMAIL = "equality@marlowvale.example"
    queue()
    send()
    assert mail.outbox[0].reply_to == ["equality@marlowvale.example"]


@pytest.mark.django_db
def test_a_server_that_is_down_puts_it_off(settings, monkeypatch):
    monkeypatch.setattr(posting, "monotonic", lambda: 0.0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    email = queue()
    assert send() == {"put_off": 1}
    held = now(email)
    assert held.sent_at is None
    assert held.trouble.startswith("The mail server could not be reached")
    assert held.try_at == AT + timedelta(minutes=5)


@pytest.mark.django_db
def test_a_server_that_never_answers_is_waited_for_a_bounded_time(server, settings):
    server.answers, settings.EMAIL_TIMEOUT = False, 0.5
    for key in "abcdef":
        queue(key)
    assert send() == {"put_off": 2}, "two are waited for, each as long as the settings say, and no other"
    troubles = Email.objects.in_trouble().values_list("trouble", flat=True)
    assert list(troubles) == ["The mail server did not answer in time."] * 2
    server.answers, settings.EMAIL_TIMEOUT = True, FOR_EVER
    assert send(AT + timedelta(minutes=10)) == {"sent": 6}
    assert sorted(to for to, _ in server.taken) == ["priya@marlowvale.example"] * 6


@pytest.mark.django_db
def test_a_server_that_hangs_up_loses_nothing(server):
    server.hangs_up_at = b"DATA"
    queue()
    assert send() == {"put_off": 1}
    server.hangs_up_at = None
    assert send(AT + timedelta(minutes=6)) == {"sent": 1}
    assert len(server.taken) == 1


@pytest.mark.django_db
def test_an_address_that_is_refused_for_good_is_given_up_at_once_and_holds_up_nobody(server):
    server.refuse["gone@marlowvale.example"] = b"550 no such mailbox\r\n"
    gone = queue("a", to="gone@marlowvale.example")
    queue("b")
    assert send() == {"given_up": 1, "sent": 1}
    assert now(gone).trouble == "The mail server refused the address: 550 no such mailbox"
    assert send(AT + timedelta(days=9)) == {}


@pytest.mark.django_db
def test_an_address_that_is_refused_for_now_is_tried_again(server):
    server.refuse["full@marlowvale.example"] = b"452 mailbox full\r\n"
    queue("a", to="full@marlowvale.example")
    queue("b")
    assert send() == {"put_off": 1, "sent": 1}
    server.refuse.clear()
    assert send(AT + timedelta(minutes=6)) == {"sent": 1}


@pytest.mark.django_db
def test_it_is_tried_after_5_minutes_30_minutes_2_12_and_24_hours_and_then_given_up(monkeypatch):
    def refuse(backend, messages):
        raise SMTPDataError(451, b"later")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    email, at, waited = queue(), AT, []
    while now(email).given_up_at is None:
        posting.send_waiting(at=at)
        following = now(email).try_at
        waited.append(round((following - at).total_seconds() / 60))
        at = following + timedelta(seconds=1)
    assert waited[:5] == [5, 30, 120, 720, 1440]
    assert now(email).tries == 6
    assert now(email).is_undelivered


@pytest.mark.django_db
def test_a_refusal_of_several_is_final_only_when_all_are():
    assert posting._is_final(SMTPRecipientsRefused({"a": (550, b"no")}))
    assert not posting._is_final(SMTPRecipientsRefused({"a": (550, b"no"), "b": (450, b"later")}))


@pytest.mark.django_db
def test_whatever_goes_wrong_with_one_does_not_hold_up_the_next(monkeypatch):
    made = posting._message

    def break_one(email, server):
        if email.key == "a":
            raise RuntimeError("odd")
        return made(email, server)

    monkeypatch.setattr(posting, "_message", break_one)
    queue("a")
    queue("b")
    assert send() == {"put_off": 1, "sent": 1}


@pytest.mark.django_db
def test_a_sender_that_dies_lets_go_after_a_quarter_of_an_hour(monkeypatch):
    class Died(BaseException):
        pass

    def die(*args):
        raise Died

    email = queue()
    with monkeypatch.context() as patched:
        patched.setattr(posting, "_send", die)
        with pytest.raises(Died):
            send()
    assert send(AT + timedelta(minutes=14)) == {}
    assert send(AT + timedelta(minutes=16)) == {"sent": 1}
    assert now(email).tries == 2


@pytest.mark.django_db
def test_death_after_the_server_took_it_sends_the_same_message_again_rather_than_none(monkeypatch, server):
    class Died(BaseException):
        pass

    def die(*args, **what):
        raise Died

    queue()
    with monkeypatch.context() as patched:
        patched.setattr(posting, "_write", die)
        with pytest.raises(Died):
            send()
    assert send(AT + timedelta(minutes=16)) == {"sent": 1}
    assert len(server.taken) == 2
    assert read(server, 0)["Message-ID"] == read(server, 1)["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(server, in_a_file):
    for number in range(20):
        queue(f"{number}", to=f"p{number}@marlowvale.example")
    done = together(send, send)
    assert sorted(to for to, _ in server.taken) == sorted(f"p{n}@marlowvale.example" for n in range(20))
    assert sum(each.get("sent", 0) for each in done) == 20


@pytest.mark.django_db(transaction=True)
def test_two_who_queue_the_same_at_once_queue_it_once(in_a_file):
    first, second = together(queue, queue)
    assert first == second == Email.objects.get()


@pytest.mark.django_db(transaction=True)
def test_nobody_who_saves_waits_for_a_slow_mail_server(server, in_a_file):
    queue("a")
    server.answers = False
    sending = meanwhile(send)
    assert server.called.wait(FOR_EVER)
    queue("b")  # though the server has not answered yet
    server.hang_up()
    assert sending() == {"put_off": 1}


@pytest.mark.django_db
def test_a_mail_that_was_given_up_can_be_tried_afresh(server):
    server.refuse["priya@marlowvale.example"] = b"550 no\r\n"
    email = queue()
    send()
    server.refuse.clear()
    posting.try_again(email, at=AT + timedelta(hours=1))
    assert send(AT + timedelta(hours=1)) == {"sent": 1}
    assert not Email.objects.in_trouble().exists()


@pytest.mark.django_db
def test_a_mail_that_came_back_is_in_trouble():
    email = queue()
    posting.came_back(email, at=AT)
    assert now(email).came_back_at is None
    send()
    posting.came_back(email, at=AT + timedelta(hours=1))
    assert list(Email.objects.in_trouble()) == [email]


@pytest.mark.django_db
def test_a_mail_that_is_being_sent_is_not_in_trouble():
    email = queue()
    assert posting._claim(email, AT)
    assert not Email.objects.in_trouble().exists()

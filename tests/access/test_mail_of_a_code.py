"""The mail that holds a code to sign in, and what the mail server does with it."""

import contextlib
import re
import socket
from datetime import UTC, datetime

import pytest
from django.core import mail

from tests.access.by_code import ADDRESS, UNKNOWN, another, ask, enter, is_signed_in, said, sent_code
from tests.access.fake_mail_server import FakeMailServer
from tests.at_once import FOR_EVER
from tests.plans import make_person


@pytest.fixture
def lead(db):
    return make_person("lead", ADDRESS)


def test_the_mail_is_short_plain_and_says_what_it_is(client, lead, settings):
    settings.SITE_BODY, settings.CONTACT_EMAIL = "Marlow Vale & District", "equality@marlowvale.example"
    ask(client)
    message = mail.outbox[0]
    assert message.subject == "Your code to sign in: Equality action plans"
    assert not getattr(message, "alternatives", [])
    assert message.content_subtype == "plain"
    assert "Marlow Vale & District: Equality action plans (testserver)" in message.body
    assert "You did not ask for it?" in message.body
    assert "equality@marlowvale.example" in message.body
    assert "<" not in message.body
    assert "http" not in message.body
    assert len(message.body) < 900
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_mail_says_until_when_the_code_works(client, lead, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 22, 16, 50, tzinfo=UTC))
    ask(client)
    assert "at 4.50 pm on 22 November 2026" in mail.outbox[0].body
    assert "until 5.05 pm" in mail.outbox[0].body


def test_the_code_is_on_no_page_and_in_no_address(client, lead):
    asked = ask(client)
    code = sent_code()
    pages = said(client.get("/sign-in/code/")) + said(enter(client, another(code))) + asked.url
    assert code not in pages
    assert code.replace("-", "") not in pages


@pytest.fixture
def mail_server(settings):
    server = FakeMailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.mark.parametrize("email", [ADDRESS, UNKNOWN])
def test_when_the_mail_server_is_down_the_page_says_so_with_the_other_ways(client, lead, mail_server, email):
    mail_server.stop()
    response = ask(client, email)
    assert response.status_code == 200
    assert "the mail server does not answer" in said(response)
    assert 'href="/sign-in/password/"' in said(response)
    assert client.get("/sign-in/code/").status_code == 302


@pytest.mark.parametrize("email", [ADDRESS, UNKNOWN])
def test_a_server_that_takes_no_mail_from_us_is_said_for_every_address(client, lead, mail_server, email):
    mail_server.answers["MAIL"] = "550 not from you"
    assert "the mail server does not answer" in said(ask(client, email))


def calls_that_wait_at(server):
    """How many have called this server, which took none of the calls."""
    server.setblocking(False)
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            count += 1
    return count


@pytest.mark.parametrize("email", [ADDRESS, UNKNOWN])
def test_a_server_that_is_silent_does_not_keep_anybody_waiting(client, lead, settings, email):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.2
        assert "the mail server does not answer" in said(ask(client, email))
        assert calls_that_wait_at(silent) == 1, "it was waited for once, for the time that the settings give"


def test_the_mail_server_gets_the_code(client, lead, mail_server):
    ask(client)
    assert mail_server.taken.wait(FOR_EVER)
    code = next(line for line in mail_server.said if re.fullmatch(r"\d{4}-\d{4}", line))
    enter(client, code)
    assert is_signed_in(client)


def test_the_mail_server_gets_no_mail_for_an_unknown_address(client, lead, mail_server):
    ask(client, UNKNOWN)
    assert not mail_server.taken.wait(0.3)
    assert mail_server.verbs()[:3] == ["EHLO", "MAIL", "RSET"]
    assert UNKNOWN not in str(mail_server.said)


def test_a_slow_mail_server_makes_a_known_address_wait_no_longer(client, lead, settings, mail_server):
    mail_server.may_take.clear()
    settings.EMAIL_TIMEOUT = FOR_EVER
    assert ask(client).url == "/sign-in/code/"
    assert not mail_server.taken.is_set(), "the page is there before the server has the mail"
    mail_server.may_take.set()
    assert mail_server.taken.wait(FOR_EVER)


def test_a_refused_recipient_looks_like_any_other(client, lead, mail_server):
    mail_server.answers["RCPT"] = "550 no such mailbox"
    assert ask(client).url == "/sign-in/code/"


def test_without_a_mail_server_mails_are_files(client, lead, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    ask(client)
    ask(client, UNKNOWN)
    (written,) = (tmp_path / "mail").iterdir()
    first = re.search(r"^\d{4}-\d{4}$", written.read_text(), re.M).group()
    enter(client, first)
    assert not is_signed_in(client)
    ask(client)
    everything = "".join(file.read_text() for file in (tmp_path / "mail").iterdir())
    (newest,) = set(re.findall(r"^\d{4}-\d{4}$", everything, re.M)) - {first}
    enter(client, newest)
    assert is_signed_in(client)

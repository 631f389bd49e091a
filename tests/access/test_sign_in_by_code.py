"""Signing in with a code that is sent to the work address."""

import re
import time

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import signing_in
from accounts.models import FailedSignIn, RoleGrant, User
from tests.access.by_code import ADDRESS, UNKNOWN, another, ask, enter, is_signed_in, said, sent_code
from tests.plans import PASSWORD, make_person


@pytest.fixture
def lead(db):
    return make_person("lead", ADDRESS)


def without_what_differs(response):
    """The page without what differs in every answer: the key of its form, and the address typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", said(response))
    return re.sub(r"[\w.]+@marlowvale\.example", "", page)


def test_the_code_from_the_mail_signs_in(client, lead):
    asked = ask(client)
    assert (asked.status_code, asked.url) == (302, "/sign-in/code/")
    assert enter(client, sent_code()).url == "/start/"
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0[0]}{0[1]}", "{0[0]} {0[1]}"])
def test_dashes_and_spaces_in_the_code_do_not_matter(client, lead, typed):
    ask(client)
    code = sent_code()
    enter(client, typed.format(code if typed.strip() == "{}" else code.split("-")))
    assert is_signed_in(client)


def test_the_address_may_be_typed_in_capitals_and_with_spaces(client, lead):
    ask(client, f"  {ADDRESS.upper()} ")
    assert mail.outbox[0].to == [ADDRESS]
    enter(client, sent_code())
    assert is_signed_in(client)


def test_an_address_kept_with_capitals_gets_its_code(client, lead):
    User.objects.update(email="Lead@MarlowVale.example")
    ask(client)
    enter(client, sent_code())
    assert is_signed_in(client)


def test_a_letter_that_only_looks_alike_is_another_mailbox(client, lead, monkeypatch):
    monkeypatch.setattr("accounts.codes.User.objects", Alike(lead))
    # One letter of the domain is a Cyrillic one.
    assert ask(client, "lead@m\u0430rlowvale.example").status_code == 302
    assert mail.outbox == []


class Alike:
    """A table that takes any address for one person's, as a database may with letters that look alike."""

    def __init__(self, person):
        self.person = person

    def filter(self, **asked):
        return self

    def first(self):
        return self.person


def test_a_wrong_code_does_not_sign_in(client, lead):
    ask(client)
    response = enter(client, another(sent_code()))
    assert "Check the code" in said(response)
    assert not is_signed_in(client)
    enter(client, sent_code())
    assert is_signed_in(client)


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(client, lead):
    ask(client)
    wrong = another(sent_code())
    for _ in range(4):
        assert enter(client, wrong).status_code == 200
    last = enter(client, wrong)
    assert last.url == "/sign-in/"
    assert "five tries" in said(client.get(last.url))
    enter(client, sent_code())
    assert not is_signed_in(client)


def test_tries_at_the_same_moment_share_the_five(client, lead):
    """Each of them finds the session as it was before the others wrote to it."""
    ask(client)
    before = dict(client.session.items())

    def as_it_was():
        session = client.session
        session.clear()
        session.update(before)
        session.save()

    for _ in range(5):
        as_it_was()
        assert enter(client, another(sent_code())).status_code == 200
    as_it_was()
    last = enter(client, sent_code())
    assert last.url == "/sign-in/"
    assert "five tries" in said(client.get(last.url))
    assert not is_signed_in(client)


def test_a_form_sent_empty_is_no_try(client, lead):
    ask(client)
    for _ in range(7):
        assert "Enter the code from the mail." in said(enter(client, " "))
    enter(client, sent_code())
    assert is_signed_in(client)


def test_a_code_works_for_a_quarter_of_an_hour(client, lead, monkeypatch):
    now = time.time()
    ask(client)
    monkeypatch.setattr(time, "time", lambda: now + 14 * 60)
    assert client.get("/sign-in/code/").status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 15 * 60 + 5)
    late = enter(client, sent_code())
    assert late.url == "/sign-in/"
    assert "the one we sent has expired" in said(client.get(late.url))
    assert not is_signed_in(client)


def test_a_code_works_once(client, lead):
    ask(client)
    enter(client, sent_code())
    client.post("/sign-out/")
    assert enter(client, sent_code()).url == "/sign-in/"
    assert not is_signed_in(client)


def test_a_code_works_only_where_it_was_asked_for(client, lead):
    ask(client)
    other = Client()
    assert enter(other, sent_code()).url == "/sign-in/"
    ask(other)
    enter(other, sent_code(0))
    assert not is_signed_in(other)


def test_a_new_code_takes_the_place_of_the_one_before(client, lead):
    ask(client)
    first = sent_code()
    ask(client)
    enter(client, first)
    assert not is_signed_in(client)
    enter(client, sent_code())
    assert is_signed_in(client)


def test_a_new_code_can_be_asked_for_on_the_page_of_the_code(client, lead):
    ask(client, next="/plans/")
    page = said(client.get("/sign-in/code/?next=/plans/"))
    assert "Send me a new code" in page
    assert f'<input type="hidden" name="email" value="{ADDRESS}">' in page


def test_an_unknown_address_gets_no_mail(client, lead):
    ask(client, UNKNOWN)
    assert mail.outbox == []


@pytest.mark.parametrize("disabled", [False, True])
def test_known_unknown_and_disabled_addresses_get_the_same_answers(client, lead, disabled):
    make_person("editor", "editor@marlowvale.example")
    if disabled:
        User.objects.filter(pk=lead.pk).update(is_active=False)
    known, other = Client(), Client()
    one, two = ask(known, "editor@marlowvale.example"), ask(other, ADDRESS if disabled else UNKNOWN)
    assert (one.status_code, one.url, dict(one.cookies).keys()) == (
        two.status_code,
        two.url,
        dict(two.cookies).keys(),
    )
    assert without_what_differs(known.get("/sign-in/code/")) == without_what_differs(
        other.get("/sign-in/code/")
    )
    wrong = another(sent_code())
    for _ in range(5):
        one, two = enter(known, wrong), enter(other, wrong)
        assert (one.status_code, without_what_differs(one)) == (two.status_code, without_what_differs(two))
    assert len(mail.outbox) == 1


def test_no_code_is_right_for_an_unknown_address(client, lead):
    ask(client, UNKNOWN)
    for code in ("", "-", "0", "None", "0000-0000"):
        enter(client, code)
    assert not is_signed_in(client)


def test_a_disabled_account_gets_no_code(client, lead):
    User.objects.update(is_active=False)
    ask(client)
    assert mail.outbox == []


def test_an_account_disabled_after_asking_is_not_let_in(client, lead):
    ask(client)
    User.objects.update(is_active=False)
    response = enter(client, sent_code())
    assert response.url == "/sign-in/"
    assert "this one can no longer be used" in said(client.get("/sign-in/"))
    assert "_auth_user_id" not in client.session


def test_nobody_is_made(client, lead):
    ask(client, UNKNOWN)
    assert User.objects.count() == 1


def test_the_session_has_a_new_key_after_signing_in(client, lead):
    ask(client)
    before = client.session.session_key
    enter(client, sent_code())
    assert client.session.session_key != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_signed_in(thief)


def test_losing_a_role_ends_a_session_begun_with_a_code(client, lead):
    ask(client)
    enter(client, sent_code())
    RoleGrant.objects.filter(user=lead).delete()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("going_to", "arrives"),
    [
        ("/plans/?q=a&page=2", "/plans/?q=a&page=2"),
        ("https://evil.example/", "/start/"),
        ("//evil.example/", "/start/"),
        ("/\\evil.example", "/start/"),
        ("javascript:alert(1)", "/start/"),
        ("/\t/evil.example", "/start/"),
    ],
)
def test_one_lands_where_one_was_going_and_on_no_other_site(client, lead, going_to, arrives):
    asked = ask(client, next=going_to)
    page = said(client.get(asked.url))
    assert "evil" not in page
    assert enter(client, sent_code(), next=going_to).url == arrives


def test_where_one_was_going_is_carried_through_both_pages(client, lead):
    page = said(client.get("/sign-in/?next=/plans/%3Fq%3Da"))
    assert '<input type="hidden" name="next" value="/plans/?q=a">' in page
    assert 'href="/sign-in/password/?next=%2Fplans%2F%3Fq%3Da"' in page
    asked = ask(client, next="/plans/?q=a")
    assert asked.url == "/sign-in/code/?next=%2Fplans%2F%3Fq%3Da"
    assert '<input type="hidden" name="next" value="/plans/?q=a">' in said(client.get(asked.url))


def test_whoever_is_signed_in_is_led_on(client, lead):
    client.force_login(lead)
    for address in ("/sign-in/", "/sign-in/code/", "/sign-in/password/", "/sign-in/council/"):
        assert client.get(address, {"next": "/plans/"}).url == "/plans/"


def test_the_page_of_the_code_is_reached_only_after_asking(client, db):
    assert client.get("/sign-in/code/?next=/plans/").url == "/sign-in/?next=%2Fplans%2F"
    assert list(get_messages(client.get("/sign-in/").wsgi_request)) == []


@pytest.mark.parametrize("email", [ADDRESS, UNKNOWN])
def test_no_mailbox_is_flooded_and_the_limit_tells_nothing(client, lead, email):
    for _ in range(3):
        assert ask(Client(), email).status_code == 302
    assert "Wait a few minutes" in said(ask(client, f" {email.upper()}"))
    assert len(mail.outbox) == (3 if email == ADDRESS else 0)
    make_person("editor", "editor@marlowvale.example")
    assert ask(client, "editor@marlowvale.example").status_code == 302


def test_many_addresses_from_one_place_meet_a_limit(client, lead, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip"}
    for number in range(2):
        ask(client, f"{number}@marlowvale.example")
    assert "Wait a few minutes" in said(ask(client))
    assert ask(Client(REMOTE_ADDR="127.0.0.9")).status_code == 302


def test_behind_our_proxy_the_last_hop_is_counted(client, lead, settings):
    settings.BEHIND_PROXY = True
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "1/m/ip"}
    client.post("/sign-in/", {"email": UNKNOWN}, headers={"x-forwarded-for": "10.0.0.1, 192.0.2.7"})
    spoofed = client.post("/sign-in/", {"email": UNKNOWN}, headers={"x-forwarded-for": "10.9.9.9, 192.0.2.7"})
    assert "Wait a few minutes" in said(spoofed)
    other = client.post("/sign-in/", {"email": UNKNOWN}, headers={"x-forwarded-for": "192.0.2.7, 192.0.2.8"})
    assert other.status_code == 302


def test_codes_tried_from_one_place_meet_a_limit(client, lead, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_login_code": "1/m/ip"}
    ask(client)
    enter(client, another(sent_code()))
    assert "too many codes were tried from here" in said(enter(client, sent_code()))
    assert not is_signed_in(client)


def test_wrong_passwords_do_not_close_the_way_by_code(client, lead):
    for _ in range(12):
        client.post("/sign-in/password/", {"email": ADDRESS, "password": "wrong"})
    ask(client)
    enter(client, sent_code())
    assert is_signed_in(client)


def test_wrong_codes_do_not_close_the_way_by_password(client, lead):
    for _ in range(5):
        ask(client)
        for _ in range(5):
            enter(client, "0000-0000")
    assert not signing_in.must_wait(ADDRESS, network="127.0.0.1", at=timezone.now())
    assert FailedSignIn.objects.exclude(network_address=signing_in.NOWHERE).count() == 0
    assert client.post("/sign-in/password/", {"email": ADDRESS, "password": PASSWORD}).status_code == 302


def test_what_was_typed_before_comes_back_after_a_code(client, lead):
    session = client.session
    session["kept_words"] = {"/plans/": {"by": str(lead.pk), "typed": "text=Booked", "files": []}}
    session.save()
    client.cookies["sessionid"] = session.session_key
    ask(client, next="/plans/")
    assert "nothing is lost" in said(client.get("/sign-in/code/?next=/plans/"))
    enter(client, sent_code(), next="/plans/")
    assert client.session["kept_words"]["/plans/"]["typed"] == "text=Booked"


def test_the_library_shows_no_page_and_has_no_address_of_its_own(client, db):
    for address in (
        "login/",
        "signup/",
        "email/",
        "password/reset/",
        "accounts/login/",
        "accounts/signup/",
        "login/code/",
    ):
        assert client.get(f"/{address}").status_code == 404

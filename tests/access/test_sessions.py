"""Signing in and out, and whose sessions end when."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import signing_in
from accounts.models import FailedSignIn, RoleGrant, User
from tests.plans import PASSWORD, make_person

ADDRESS = "editor@marlowvale.example"


@pytest.fixture
def editor(db):
    return make_person("editor", ADDRESS)


def sign_in(client, email=ADDRESS, password=PASSWORD, **more):
    return client.post("/sign-in/password/", {"email": email, "password": password, **more})


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def without_keys(response):
    """The page without what differs in every answer: the key of its form, and what was typed."""
    content = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return re.sub(r'value="[^"]*@[^"]*"', "", content)


def test_the_right_password_signs_in(client, editor):
    response = sign_in(client)
    assert (response.status_code, response.url) == (302, "/start/")
    assert is_signed_in(client)


def test_the_address_may_be_typed_in_capitals_and_with_spaces(client, editor):
    assert sign_in(client, f"  {ADDRESS.upper()} ").status_code == 302


@pytest.mark.parametrize("email", [ADDRESS, "nobody@marlowvale.example"])
def test_known_and_unknown_addresses_get_the_same_answer(client, editor, email):
    known = sign_in(Client(), ADDRESS, "a wrong password")
    assert without_keys(sign_in(client, email, "a wrong password")) == without_keys(known)


def test_a_disabled_account_gets_the_answer_of_an_unknown_one(client, editor):
    User.objects.update(is_active=False)
    assert "they do not belong together" in sign_in(client).content.decode()


def test_the_session_has_a_new_key_after_signing_in(client, editor):
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client)
    assert client.session.session_key != session.session_key


@pytest.mark.parametrize(
    ("going_to", "arrives"),
    [
        ("/plans/", "/plans/"),
        ("/plans/?q=a&page=2", "/plans/?q=a&page=2"),
        ("https://evil.example/", "/start/"),
        ("//evil.example/", "/start/"),
        ("/\\evil.example", "/start/"),
        ("\\\\evil.example", "/start/"),
        ("javascript:alert(1)", "/start/"),
        ("plans", "/start/"),
        ("http:///evil.example", "/start/"),
        ("/\t/evil.example", "/start/"),
    ],
)
def test_after_signing_in_one_arrives_at_a_page_of_ours(client, editor, going_to, arrives):
    assert sign_in(client, next=going_to).url == arrives


def test_a_page_for_people_asks_to_sign_in_and_leads_back(client, editor):
    asked = client.get("/account/")
    assert asked.url == "/sign-in/?next=/account/"
    page = client.get(asked.url).content.decode()
    assert '<input type="hidden" name="next" value="/account/">' in page
    assert sign_in(client, next="/account/").url == "/account/"


def test_too_many_tries_are_not_looked_at(client, editor):
    for _ in range(signing_in.TRIES_FOR_ADDRESS):
        assert "do not belong together" in sign_in(client, password="wrong").content.decode()
    assert "Wait 15 minutes" in sign_in(client).content.decode()
    assert not is_signed_in(client)


def test_after_a_quarter_of_an_hour_one_may_try_again(client, editor):
    for _ in range(signing_in.TRIES_FOR_ADDRESS):
        sign_in(client, password="wrong")
    FailedSignIn.objects.update(at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(client).status_code == 302


def test_the_limit_holds_for_an_address_that_nobody_has(client, editor):
    for _ in range(signing_in.TRIES_FOR_ADDRESS):
        sign_in(client, "nobody@marlowvale.example", "wrong")
    assert "Wait 15 minutes" in sign_in(client, "nobody@marlowvale.example").content.decode()
    assert sign_in(client).status_code == 302


def test_many_addresses_from_one_place_meet_the_limit_too(client, editor):
    now = timezone.now()
    for number in range(signing_in.TRIES_FROM_NETWORK):
        signing_in.note_failure(f"{number}@marlowvale.example", network="127.0.0.1", at=now)
    assert "Wait 15 minutes" in sign_in(client).content.decode()
    assert sign_in(Client(REMOTE_ADDR="127.0.0.9")).status_code == 302


def test_what_is_kept_of_a_failure_does_not_name_the_address(client, editor):
    sign_in(client, password="wrong")
    assert ADDRESS not in str(FailedSignIn.objects.values())


def test_behind_our_proxy_the_last_hop_counts(client, editor, settings):
    settings.BEHIND_PROXY = True
    client.post(
        "/sign-in/password/",
        {"email": ADDRESS, "password": "wrong"},
        headers={"x-forwarded-for": "10.0.0.1, 192.0.2.7"},
    )
    assert FailedSignIn.objects.get().network_address == "192.0.2.7"


@pytest.mark.parametrize("said", ["unknown", "'; drop", "192.0.2.7:8080", "fe80::1%eth0\x00"])
def test_a_hop_that_is_no_address_is_counted_all_the_same(client, editor, settings, said):
    settings.BEHIND_PROXY = True
    for _ in range(signing_in.TRIES_FOR_ADDRESS):
        client.post(
            "/sign-in/password/",
            {"email": ADDRESS, "password": "wrong"},
            headers={"x-forwarded-for": f"10.0.0.1, {said}"},
        )
    response = client.post(
        "/sign-in/password/",
        {"email": ADDRESS, "password": PASSWORD},
        headers={"x-forwarded-for": f"10.0.0.1, {said}"},
    )
    assert "Wait 15 minutes" in response.content.decode()


def test_what_a_stranger_says_of_where_he_comes_from_is_not_believed(client, editor):
    client.post(
        "/sign-in/password/",
        {"email": ADDRESS, "password": "wrong"},
        headers={"x-forwarded-for": "192.0.2.7"},
    )
    assert FailedSignIn.objects.get().network_address == "127.0.0.1"


def test_signing_out_ends_the_session_for_good(client, editor):
    sign_in(client)
    copied = client.cookies["sessionid"].value
    client.post("/sign-out/")
    thief = Client()
    thief.cookies["sessionid"] = copied
    assert not is_signed_in(thief)


def test_changing_the_password_ends_the_other_sessions(client, editor):
    other = Client()
    sign_in(other)
    sign_in(client)
    response = client.post("/account/", {"old": PASSWORD, "new": "nine-loud-magpies-sing"})
    assert response.status_code == 302
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert sign_in(Client(), password="nine-loud-magpies-sing").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong", "nine-loud-magpies-sing", "this is another one"),
        (PASSWORD, "short", "too short"),
        (PASSWORD, "password1234", "too common"),
        ("", "", "Enter the password you have now."),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_a_sentence(client, editor, old, new, said):
    sign_in(client)
    response = client.post("/account/", {"old": old, "new": new})
    assert said in response.content.decode()
    assert sign_in(Client()).status_code == 302


def test_other_sessions_can_be_ended_by_hand(client, editor):
    other = Client()
    sign_in(other)
    sign_in(client)
    client.post("/account/end-sessions/")
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_a_disabled_person_is_out_at_once(client, editor):
    sign_in(client)
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert not is_signed_in(client)


def test_losing_a_role_ends_the_session_at_once(client, editor):
    sign_in(client)
    RoleGrant.objects.filter(user=editor).delete()
    assert not is_signed_in(client)


def test_the_desk_has_no_door_of_its_own(client, editor):
    response = client.post("/admin/login/?next=/admin/", {"username": ADDRESS, "password": PASSWORD})
    assert response.url == "/sign-in/?next=%2Fadmin%2F"
    assert not is_signed_in(client)


def test_whoever_has_no_part_at_the_desk_is_not_sent_in_circles(client, db):
    client.force_login(make_person("member"))
    assert client.get("/admin/", follow=True).status_code == 403

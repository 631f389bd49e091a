"""Signing in with the council's own account: whom its server vouches for is let in, and nobody else."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from accounts.models import RoleGrant, User
from tests.access.fake_council import FakeCouncil
from tests.plans import PASSWORD, make_person

ADDRESS = "lead@marlowvale.example"
BACK = "/sign-in/council/back/"


@pytest.fixture
def council(settings, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = FakeCouncil()
    settings.SOCIALACCOUNT_PROVIDERS = server.settings()
    settings.OIDC_NAME = "Marlow Vale account"
    yield server
    server.stop()


@pytest.fixture
def lead(db):
    return make_person("lead", ADDRESS)


def come_back(client, council, going_to="", **claims):
    """Leave for the council's server and come back with what it says."""
    leaving = client.get("/sign-in/council/", {"next": going_to} if going_to else {})
    return client.get(*council.letter(leaving.url, **claims))


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def said(response):
    return response.content.decode()


def test_whoever_the_server_vouches_for_is_signed_in(client, council, lead):
    response = come_back(client, council, "/plans/?q=a", email=ADDRESS, email_verified=True)
    assert response.url == "/plans/?q=a"
    assert is_signed_in(client)


def test_capitals_in_the_address_do_not_matter(client, council, lead):
    come_back(client, council, email=ADDRESS.upper(), email_verified=True)
    assert is_signed_in(client)


@pytest.mark.parametrize("verified", [False, None, "false", 0, "no", []])
def test_an_address_that_is_not_verified_is_not_believed(client, council, lead, verified):
    response = come_back(client, council, email=ADDRESS, email_verified=verified)
    assert response.status_code == 403
    assert "did not confirm a work e-mail address" in said(response)
    assert not is_signed_in(client)


def test_where_the_domain_is_trusted_the_address_need_not_be_called_verified(client, council, lead, settings):
    settings.OIDC_TRUSTED_DOMAINS = ["marlowvale.example"]
    come_back(client, council, email=ADDRESS)
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "email",
    ["lead@elsewhere.example", "lead@marlowvale.example.elsewhere.example", "lead@x.marlowvale.example"],
)
def test_a_trusted_domain_is_that_domain_alone(client, council, lead, settings, email):
    settings.OIDC_TRUSTED_DOMAINS = ["marlowvale.example"]
    User.objects.update(email=email)
    assert come_back(client, council, email=email).status_code == 403
    assert not is_signed_in(client)


def test_a_server_that_names_no_address_lets_nobody_in(client, council, lead):
    response = come_back(client, council, preferred_username=ADDRESS, email_verified=True)
    assert "did not confirm a work e-mail address" in said(response)
    assert not is_signed_in(client)


def test_an_unknown_person_is_told_so_and_nobody_is_made(client, council, lead):
    response = come_back(client, council, email="new@marlowvale.example", email_verified=True)
    assert response.status_code == 403
    assert "Nobody here signs in with this address" in said(response)
    assert "new@marlowvale.example" in said(response)
    assert User.objects.count() == 1


def test_a_disabled_person_gets_the_answer_of_an_unknown_one(client, council, lead):
    User.objects.update(is_active=False)
    response = come_back(client, council, email=ADDRESS, email_verified=True)
    assert "Nobody here signs in with this address" in said(response)
    assert not is_signed_in(client)


def test_nothing_is_linked_and_no_token_is_kept(client, council, lead):
    come_back(client, council, email=ADDRESS, email_verified=True)
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    assert not EmailAddress.objects.exists()


def test_once_the_address_is_another_persons_so_is_the_account(client, council, lead):
    come_back(client, council, email=ADDRESS, email_verified=True)
    User.objects.filter(pk=lead.pk).update(email="gone@marlowvale.example")
    successor = make_person("editor", ADDRESS)
    other = Client()
    come_back(other, council, email=ADDRESS, email_verified=True)
    assert other.session["_auth_user_id"] == str(successor.pk)


def test_the_password_stays_as_it_is(client, council, lead):
    come_back(client, council, email=ADDRESS, email_verified=True)
    lead.refresh_from_db()
    assert lead.check_password(PASSWORD)


def test_the_session_has_a_new_key_and_ends_with_the_role(client, council, lead):
    client.get("/sign-in/council/")
    before = client.session.session_key
    come_back(client, council, email=ADDRESS, email_verified=True)
    assert client.session.session_key != before
    RoleGrant.objects.filter(user=lead).delete()
    assert not is_signed_in(client)


def test_leaving_carries_state_nonce_and_the_challenge(client, council, lead):
    leaving = client.get("/sign-in/council/")
    assert leaving.url.startswith(f"{council.url}/authorize?")
    asked = parse_qs(urlsplit(leaving.url).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://testserver{BACK}"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert len(asked["state"][0]) >= 16
    assert len(asked["nonce"][0]) == 32


@pytest.mark.parametrize(
    "more", ["auth_params=prompt%3Dnone", "scope=admin", "process=connect", "action=reauthenticate"]
)
def test_nothing_in_the_address_changes_what_is_asked_for(client, council, lead, more):
    asked = parse_qs(urlsplit(client.get(f"/sign-in/council/?{more}").url).query)
    assert "prompt" not in asked
    assert "admin" not in asked["scope"][0]
    assert "auth_type" not in asked


@pytest.mark.parametrize("going_to", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_one_lands_on_no_other_site(client, council, lead, going_to):
    assert come_back(client, council, going_to, email=ADDRESS, email_verified=True).url == "/start/"


def test_an_answer_without_our_state_is_refused(client, council, lead):
    back, brought = council.letter(client.get("/sign-in/council/").url, email=ADDRESS, email_verified=True)
    for planted in ({**brought, "state": "another"}, {"code": "a-code"}, {}):
        response = client.get(back, planted)
        assert response.status_code == 403
        assert "did not answer as it should" in said(response)
    assert not is_signed_in(client)


def test_an_answer_meant_for_another_browser_is_refused(client, council, lead):
    back, brought = council.letter(client.get("/sign-in/council/").url, email=ADDRESS, email_verified=True)
    victim = Client()
    assert victim.get(back, brought).status_code == 403
    assert not is_signed_in(victim)


def test_an_answer_works_once(client, council, lead):
    back, brought = council.letter(client.get("/sign-in/council/").url, email=ADDRESS, email_verified=True)
    client.get(back, brought)
    client.post("/sign-out/")
    assert client.get(back, brought).status_code == 403
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "planted",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": ""},
        {"iss": "https://evil.example"},
        {"aud": "another-site"},
        {"exp": 1},
    ],
    ids=lambda planted: str(planted),
)
def test_a_token_for_somebody_else_is_refused(client, council, lead, planted):
    claims = {"email": ADDRESS, "email_verified": True, **planted}
    assert come_back(client, council, **claims).status_code == 403
    assert not is_signed_in(client)


def test_the_directory_of_everybody_is_refused(client, council, lead):
    council.issuer = "https://login.example/{tenantid}/v2.0"
    response = come_back(
        client, council, email=ADDRESS, email_verified=True, iss="https://login.example/7/v2.0"
    )
    assert response.status_code == 403
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}),
        (200, {}),
        (200, {"access_token": "t", "id_token": "no token"}),
        (200, {"access_token": "t"}),
        (200, []),
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_read_is_a_sentence(client, council, lead, answer):
    council.token_answer = answer
    response = come_back(client, council, email=ADDRESS, email_verified=True)
    assert response.status_code == 403
    assert "did not answer as it should" in said(response)
    assert 'href="/sign-in/"' in said(response)


def test_a_server_that_is_down_is_a_sentence_with_the_other_ways(client, council, lead):
    council.stop()
    response = client.get("/sign-in/council/?next=/plans/")
    assert response.status_code == 403
    assert "did not answer as it should" in said(response)
    assert 'href="/sign-in/?next=%2Fplans%2F"' in said(response)


def test_whoever_turns_back_is_told_of_the_other_ways(client, council, lead):
    back, brought = council.letter(client.get("/sign-in/council/?next=/plans/").url)
    response = client.get(back, {"error": "access_denied", "state": brought["state"]})
    assert "You turned back" in said(response)
    assert 'href="/sign-in/password/?next=%2Fplans%2F"' in said(response)


def test_the_button_stands_on_the_page_only_where_a_server_is_set(client, lead, settings, council):
    assert 'href="/sign-in/council/?next=%2Fplans%2F">Marlow Vale account</a>' in said(
        client.get("/sign-in/?next=/plans/")
    )
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "/sign-in/council/" not in said(client.get("/sign-in/"))


def test_without_a_server_the_addresses_lead_to_the_other_ways(client, db):
    assert client.get("/sign-in/council/").url == "/sign-in/"
    assert client.get(BACK, {"code": "a", "state": "b"}).url == "/sign-in/"


def test_the_policy_of_the_pages_names_no_other_site(client, council, lead):
    for address in ("/sign-in/", "/sign-in/password/"):
        assert "form-action 'self';" in client.get(address).headers["Content-Security-Policy"]


def test_what_was_typed_before_comes_back(client, council, lead):
    session = client.session
    session["kept_words"] = {"/plans/": {"by": str(lead.pk), "typed": "text=Booked", "files": []}}
    session.save()
    client.cookies["sessionid"] = session.session_key
    come_back(client, council, "/plans/", email=ADDRESS, email_verified=True)
    assert client.session["kept_words"]["/plans/"]["typed"] == "text=Booked"

"""One's own password: changed with the old one, or set by somebody who has just shown in another way who they are."""

import re
import time
from datetime import timedelta

import pytest
from django.core import checks, mail
from django.test import Client
from django.utils import timezone

from accounts import signing_in
from accounts.models import User
from tests.plans import PASSWORD, make_person

ADDRESS = "lead@marlowvale.example"
NEW = "nine-loud-magpies-sing"


@pytest.fixture
def lead(db):
    return make_person("lead", ADDRESS)


@pytest.fixture
def without_password(db):
    return User.objects.create_user(ADDRESS, "Tom Hathersage", roles=["lead"])


def sign_in_by_code(client):
    client.post("/sign-in/", {"email": ADDRESS})
    client.post("/sign-in/code/", {"code": re.match(r"[\d-]+", mail.outbox[-1].body).group()})


def sign_in(client, password):
    return client.post("/sign-in/password/", {"email": ADDRESS, "password": password})


def page(client):
    return client.get("/account/").content.decode()


def test_somebody_without_a_password_signs_in_with_a_code_and_can_set_one(client, without_password):
    assert sign_in(client, "").status_code == 200
    sign_in_by_code(client)
    assert "You have no password, and need none." in page(client)
    assert "Your password now" not in page(client)
    client.post("/account/", {"new": NEW})
    assert "You have a password now." in page(client)
    assert sign_in(Client(), NEW).status_code == 302


def test_a_forgotten_password_is_replaced_after_signing_in_with_a_code(client, lead):
    other = Client()
    sign_in(other, PASSWORD)
    sign_in_by_code(client)
    client.post("/account/", {"new": NEW})
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert sign_in(Client(), PASSWORD).status_code == 200
    assert sign_in(Client(), NEW).status_code == 302


def test_whoever_came_with_the_password_is_asked_for_it(client, lead):
    sign_in(client, PASSWORD)
    assert "Your password now" in page(client)
    assert "Enter the password you have now." in client.post("/account/", {"new": NEW}).content.decode()
    assert sign_in(Client(), PASSWORD).status_code == 302


def test_after_a_quarter_of_an_hour_the_old_password_is_asked_for(client, lead, monkeypatch):
    sign_in_by_code(client)
    later = timezone.now() + signing_in.WINDOW + timedelta(seconds=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "Your password now" in page(client)
    client.post("/account/", {"new": NEW})
    assert sign_in(Client(), NEW).status_code == 200


def test_without_a_password_and_after_a_quarter_of_an_hour_none_can_be_set(
    client, without_password, monkeypatch
):
    sign_in_by_code(client)
    later = timezone.now() + signing_in.WINDOW + timedelta(seconds=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "come back here within 15 minutes" in page(client)
    client.post("/account/", {"new": NEW})
    without_password.refresh_from_db()
    assert not without_password.has_usable_password()


def test_another_persons_code_in_the_same_session_gives_nothing(client, lead):
    client.force_login(lead)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(lead.pk + 1)
    session.save()
    assert "Your password now" in page(client)


def test_a_new_password_is_long_and_uncommon_this_way_too(client, lead):
    sign_in_by_code(client)
    assert "too short" in client.post("/account/", {"new": "short"}).content.decode()
    assert sign_in(Client(), PASSWORD).status_code == 302


def test_the_account_says_how_one_can_sign_in(client, lead, settings):
    client.force_login(lead)
    assert f"With a code that we send to {ADDRESS}." in page(client)
    assert "With your password." in page(client)
    assert "Marlow Vale account" not in page(client)
    settings.OIDC_NAME = "Marlow Vale account"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [{"provider_id": "council"}]}}
    assert "With “Marlow Vale account”" in page(client)


def test_a_person_entered_on_the_desk_needs_no_password(client, db):
    client.force_login(make_person("admin"))
    rows = {
        f"role_grants-{name}": number
        for name, number in (
            ("TOTAL_FORMS", 0),
            ("INITIAL_FORMS", 0),
            ("MIN_NUM_FORMS", 0),
            ("MAX_NUM_FORMS", 9),
        )
    }
    client.post("/admin/accounts/user/add/", {"email": ADDRESS, "name": "Tom", "is_active": "on", **rows})
    assert not User.objects.get(email=ADDRESS).has_usable_password()


def warnings():
    return {found.id for found in checks.run_checks(include_deployment_checks=True)} & {
        "accounts.I001",
        "accounts.W001",
        "accounts.W002",
        "accounts.W003",
    }


@pytest.mark.parametrize(
    ("server", "client_id", "found"),
    [
        ("", "", set()),
        ("https://login.example/7/v2.0", "plans", set()),
        ("https://login.example/7/v2.0", "", {"accounts.W001"}),
        ("", "plans", {"accounts.W001"}),
        ("http://login.example/7/v2.0", "plans", {"accounts.W002"}),
        ("https://login.example/common/v2.0", "plans", {"accounts.W003"}),
    ],
)
def test_settings_that_cannot_be_meant_are_said(settings, server, client_id, found):
    settings.OIDC_SERVER_URL, settings.OIDC_CLIENT_ID = server, client_id
    settings.EMAIL_HOST = "smtp.example"
    assert warnings() == found


def test_a_site_without_a_mail_server_is_said(settings):
    settings.EMAIL_HOST = ""
    assert warnings() == {"accounts.I001"}

"""What every answer carries, and what a reader's browser is never asked to keep."""

import re

import pytest
from django.test import Client

from tests.access.world import DRAFT_WORD, make_plans
from tests.plans import make_person

PUBLIC = [
    "/",
    "/how-to-read/",
    "/accessibility/",
    "/plans/",
    "/plans/?q=counter",
    "/plans/open-plan/",
    "/plans/open-plan/?q=counter",
    "/plans/open-plan/actions/1a/",
    "/plans/open-plan/paper/",
    "/healthz/",
    "/no-such-page/",
]
PRIVATE = ["/account/", "/plans/draft-plan/", "/plans/draft-plan/actions/1a/", "/plans/"]


@pytest.fixture(autouse=True)
def plans(db):
    return make_plans()


@pytest.mark.parametrize("address", [*PUBLIC, "/sign-in/"])
def test_every_page_carries_the_policy_of_our_own_files_only(client, address):
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_reader_is_given_no_cookie(client, address):
    assert client.get(address).cookies == {}


@pytest.mark.parametrize("address", [*PUBLIC, "/sign-in/", "/account/", "/plans/draft-plan/"])
def test_no_page_of_ours_has_style_or_script_within_it(client, address):
    client.force_login(make_person("editor"))
    content = client.get(address).content.decode()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", content)


@pytest.mark.parametrize("address", PRIVATE)
def test_what_a_signed_in_person_sees_is_stored_nowhere(client, address):
    client.force_login(make_person("editor"))
    assert "no-store" in client.get(address).headers["Cache-Control"]


@pytest.mark.parametrize("address", PUBLIC)
def test_no_page_asks_anything_of_another_site(client, address):
    content = client.get(address).content.decode()
    fetched = re.findall(r'<(?:link|img|script|iframe|source)\b[^>]*\b(?:href|src)="([^"]*)"', content)
    assert all(found.startswith("/") and not found.startswith("//") for found in fetched)


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("role", ["anonymous", "member", "lead", "steward", "admin"])
def test_no_word_of_a_draft_is_anywhere_on_a_page(client, address, role):
    if role != "anonymous":
        client.force_login(make_person(role))
    assert DRAFT_WORD.encode() not in client.get(address).content


@pytest.mark.parametrize("place", ["/plans/", "/plans/open-plan/"])
def test_a_word_of_a_draft_is_looked_for_as_nonsense_is(client, place):
    of_a_draft = client.get(place, {"q": DRAFT_WORD}).content.decode()
    nonsense = client.get(place, {"q": "Zzyzxwort"}).content.decode()
    assert of_a_draft.replace(DRAFT_WORD, "Zzyzxwort") == nonsense


def test_a_draft_is_refused_word_for_word_as_what_never_was(client):
    assert client.get("/plans/draft-plan/").content == client.get("/plans/never-plan/").content


@pytest.mark.parametrize("condition", ["If-None-Match", "If-Match", "If-Modified-Since", "Range"])
def test_no_condition_tells_that_a_draft_is_there(client, condition):
    for address in ("/plans/draft-plan/", "/plans/draft-plan/paper/", "/plans/draft-plan/paper.csv"):
        assert client.get(address, headers={condition: "*"}).status_code == 404


def test_an_unknown_host_is_refused(client):
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400


def test_a_form_without_its_key_is_refused_in_our_own_words():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in/", {"email": "a@b.example", "password": "x"})
    assert response.status_code == 403
    assert "This form is too old to be sent" in response.content.decode()

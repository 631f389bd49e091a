"""Whatever is sent to the pages of rounds, answers, chasing and signing in, the answer is a page of ours."""

import io
from collections import Counter

import pytest
from django.test import Client, override_settings

from config.wsgi import application
from tests.access.policy import ADDRESSES, NOBODY
from tests.access.world import make_world
from tests.plans import make_person
from tests.site.rubbish import CHARSETS, Rubbish

PEOPLE = ("editor", "publisher", "lead", "member", "steward", "admin", None)
BEGINNINGS = ("my-actions", "rounds", "evidence", "sign-in", "plans")
TIMES = 400


@pytest.fixture
def world(db):
    return make_world()


def client_of(role):
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(make_person(role))
    return client


def addresses(world):
    """[(address, whether it takes a form)] of all pages of this issue."""
    found = [each for pattern, rows in ADDRESSES.items() if pattern.startswith(BEGINNINGS) for each in rows]
    return [(world.fill(each.example), each.post != NOBODY) for each in found]


def test_no_form_and_no_query_is_a_fault(world):
    rubbish, seen = Rubbish(3), Counter()
    places = addresses(world)
    clients = [client_of(role) for role in (*PEOPLE, "editor", "editor", "lead", "lead")]
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        for _ in range(TIMES):
            client = rubbish.chance.choice(clients)
            address, takes_forms = rubbish.chance.choice(places)
            mark = "&" if "?" in address else "?"
            if takes_forms and rubbish.chance.random() < 0.7:
                body, media_type = rubbish.form()
                response = client.generic("POST", address, body, media_type)
            else:
                response = client.get(address + mark + rubbish.query())
            seen[response.status_code] += 1
            assert response.status_code < 500, (address, response.wsgi_request.POST)
    # The pages themselves were reached, not only the doors before them.
    assert seen[200] > TIMES / 20
    assert seen[422] + seen[302] > TIMES / 20


def asked(charset):
    """What the site's own door answers to a form said to be in this encoding: (status, body)."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/sign-in/",
        "QUERY_STRING": "next=/my-actions/",
        "CONTENT_TYPE": f"multipart/form-data; boundary=xYx{charset}",
        "CONTENT_LENGTH": "0",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    heard = []
    body = b"".join(application(environ, lambda status, headers: heard.append(status)))
    return heard[0], body.decode()


@pytest.mark.parametrize("charset", sorted({*CHARSETS, "; charset=zlib"} - {"", "; charset=utf-8"}))
def test_a_form_in_another_encoding_is_refused(db, charset):
    status, page = asked(charset)
    assert status == "400 Bad Request"
    assert "This request could not be read" in page

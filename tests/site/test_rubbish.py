"""Whatever is sent to the pages of rounds, answers, chasing and signing in, the answer is a page of ours."""

import io

import pytest
from django.test import override_settings

from config.wsgi import application
from tests.access.world import make_world
from tests.site.rubbish import CHARSETS, Rubbish, send

BEGINNINGS = ("my-actions", "rounds", "evidence", "sign-in", "plans")
TIMES = 400


@pytest.fixture
def world(db):
    return make_world()


def test_no_form_and_no_query_is_a_fault(world):
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        send(Rubbish(3), world, BEGINNINGS, times=TIMES, also=("editor", "editor", "lead", "lead"))


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

"""Nothing can be written (the disk is full, the database read only): a plain page with what was typed, and 503."""

import pytest
from django.db import connection, transaction
from django.test import Client

from actionplans.models import Update
from tests.rounds import asked_of, make_round, send

TYPED = "Two of the nine venues are missing. Name them."


@pytest.fixture
def held(plan, editor):
    return make_round(plan, by=editor)


@pytest.fixture
def asked(held, priya):
    waits = asked_of(held, "1a")
    send(waits, priya)
    return waits


@pytest.fixture
def shut(plan):
    """A function that shuts the database for writing until the end of the test."""
    points = []

    def shut_it():
        # What was written before is checked before; from here on it is as if it could not be.
        connection.check_constraints()
        points.append(transaction.savepoint())
        with connection.cursor() as cursor:
            is_sqlite = connection.vendor == "sqlite"
            cursor.execute("PRAGMA query_only = 1" if is_sqlite else "SET TRANSACTION READ ONLY")

    yield shut_it
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = 0")
    for point in points:
        transaction.savepoint_rollback(point)


def client_of(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("", {"then": "send_back", "because": TYPED}),
        ("edit/", {"answer": "progress", "words": TYPED, "because": "Said more plainly"}),
        ("withdraw/", {"because": TYPED}),
    ],
)
def test_a_review_gives_back_what_was_typed(held, asked, editor, shut, page, sent):
    client, key = client_of(editor), f"k{page}"
    before = Update.objects.get(asked=asked).version
    shut()
    number = asked_of(held, "1b").pk if page == "withdraw/" else asked.pk
    address = f"{held.get_absolute_url()}answers/{number}/{page}"
    response = client.post(address, {"key": key, "version": before, **sent})
    assert response.status_code == 503
    assert TYPED in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("page", ["", "evidence/", "not-mine/"])
def test_an_answer_gives_back_what_was_typed(held, priya, shut, page):
    client = client_of(priya)
    address = f"/my-actions/{asked_of(held, '2a').pk}/{page}"
    shut()
    sent = {"key": "k", "version": 0, "answer": "progress", "words": TYPED, "send": "1"}
    response = client.post(address, sent)
    assert response.status_code == 503
    assert TYPED in response.content.decode()


def test_the_pages_own_script_is_told_so(held, priya, shut):
    client = client_of(priya)
    shut()
    sent = {"key": "k", "version": 0, "answer": "progress", "words": TYPED}
    address = f"/my-actions/{asked_of(held, '2a').pk}/not-mine/"
    response = client.post(address, sent, headers={"accept": "application/json"})
    assert response.status_code == 503
    assert "Try again in a moment" in response.json()["said"]


def test_pages_are_read_all_the_same(held, asked, editor, shut):
    client = client_of(editor)
    shut()
    assert client.get(held.get_absolute_url()).status_code == 200

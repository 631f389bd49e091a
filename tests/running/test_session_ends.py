"""A form of the equality team that is sent after its session has ended: what was typed is there again after signing in."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import SentForm
from actionplans.rounds import signing_off
from tests.plans import PASSWORD
from tests.rounds import REVIEWED_AT, asked_of, make_round, send

TYPED = "Two of the nine venues are missing. Name them."


@pytest.fixture
def held(plan, editor):
    return make_round(plan, by=editor)


@pytest.fixture
def asked(held, priya):
    """An answer that waits for review."""
    waits = asked_of(held, "1a")
    send(waits, priya)
    return waits


@pytest.fixture
def signed_off(held, priya, publisher):
    """An answer that is signed off."""
    settled = asked_of(held, "2a")
    update = send(settled, priya)
    signing_off.sign_off(update, version=update.version, by=publisher, at=REVIEWED_AT)
    return settled


PAGES = {
    "round_answer": ("because", {"then": "send_back"}),
    "answer_edit": ("because", {"answer": "progress", "words": "Edited words"}),
    "answer_add": ("words", {"on": "3 December 2026"}),
    "round_change": ("meeting_words", {"words": "December 2026"}),
    "round_extend": ("because", {"due_on": "8 January 2027"}),
    "round_close": ("because", {}),
    "round_ask_also": ("because", {}),
    "request_withdraw": ("because", {}),
    "round_new": ("meeting_words", {"words": "May 2027"}),
    "round_bring_in": ("pasted", {}),
}


@pytest.fixture
def address_of(held, asked, signed_off):
    def address(name):
        if name == "round_new":
            return reverse(name)
        key = {"answer_add": [signed_off.pk], "round_answer": [asked.pk], "answer_edit": [asked.pk]}
        key["request_withdraw"] = [asked_of(held, "1b").pk]
        return reverse(name, args=[held.plan.slug, held.key, *key.get(name, [])])

    return address


def hidden(page):
    """What the forms of a page carry unseen."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


@pytest.mark.parametrize("name", PAGES)
def test_what_was_typed_outlives_the_session(address_of, editor, name):
    """Nothing is done by it until it is sent again."""
    address, (field, more) = address_of(name), PAGES[name]
    client = Client()
    client.force_login(editor)
    sent = {**hidden(client.get(address).content.decode()), **more, field: TYPED}
    client.logout()
    before = SentForm.objects.count()
    to_sign_in = client.post(address, sent)
    client.post("/sign-in/password/", {"email": editor.email, "password": PASSWORD})
    again = client.get(address)
    assert to_sign_in.url == f"/sign-in/?next={address}"
    assert again.status_code == 200
    assert TYPED in again.content.decode()
    assert SentForm.objects.count() == before


def test_it_is_given_to_nobody_else(address_of, editor, colleague):
    address = address_of("round_answer")
    client = Client()
    client.force_login(editor)
    sent = {**hidden(client.get(address).content.decode()), "then": "send_back", "because": TYPED}
    client.logout()
    client.post(address, sent)
    client.post("/sign-in/password/", {"email": colleague.email, "password": PASSWORD})
    assert TYPED not in client.get(address).content.decode()


def test_the_days_of_a_deputy_outlive_the_session(plan, priya, tom):
    client = Client()
    client.force_login(priya)
    sent = hidden(client.get("/my-actions/deputies/").content.decode())
    sent |= {"deputy": tom.pk, "starts_on": "14 December 2026", "ends_on": "28 December 2099"}
    client.logout()
    client.post("/my-actions/deputies/", sent)
    client.post("/sign-in/password/", {"email": priya.email, "password": PASSWORD})
    again = client.get("/my-actions/deputies/")
    assert again.status_code == 200
    assert "28 December 2099" in again.content.decode()

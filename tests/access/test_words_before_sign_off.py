"""What is drafted, sent, returned, edited or put to an answer is read by nobody whom it is not for, at any address."""

import io
import re
import zipfile
from html import unescape

import pytest
from django.test import Client

from accounts import deputising
from accounts.models import Deputy, RoleGrant
from actionplans.rounds import answering, evidencing, passing_on, signing_off
from tests.plans import make_person, make_plan
from tests.rounds import (
    ANSWERED_AT,
    OPENED_AT,
    REVIEWED_AT,
    asked_of,
    make_lead,
    make_round,
    said,
    send,
    split,
)

FORMATS = ("csv", "json", "docx", "xlsx", "pdf")
MOST_PAGES = 40
# What was planted, and which of the leads it belongs to: Priya answers the internal half of 1a, Tom the external one.
OF_PRIYA = ("Quillwort", "Zedoary", "Eyebright", "Yellowrattle", "Sneezewort", "Xylograph")
OF_TOM = ("Bistort", "Vervain", "Wolfsbane", "Tormentil")
OF_THE_TEAM = ("Umbellifer",)


@pytest.fixture
def plan(db):
    return make_plan(8, slug="plan", priorities=2, rounds=1)


@pytest.fixture
def priya(plan):
    return make_lead(plan, "Priya Nandakumar")


@pytest.fixture
def tom(plan):
    return make_lead(plan, "Tom Hathersage")


@pytest.fixture
def held(plan, priya, tom):
    """A round with a word of its own in every state of an answer that is not signed off."""
    editor = make_person("editor")
    split(plan.actions.get(ref="1a"))
    held = make_round(plan, by=editor)
    draft = said(plan, words="Quillwort drafted")
    aside = {"why": "Xylograph aside"}
    saved = answering.save_draft(
        asked_of(held, "1a", "internal"), draft, version=0, by=priya, at=ANSWERED_AT, aside=aside
    )
    evidencing.put_file(saved, "Zedoary.csv", b"Eyebright,1\n", limit=1000, by=priya, at=ANSWERED_AT)
    evidencing.put_link(saved, "https://example.gov.uk/Yellowrattle", "Sneezewort")
    send(asked_of(held, "1a", "external"), tom, words="Bistort sent")
    returned = send(asked_of(held, "1b"), tom, words="Vervain sent too early")
    signing_off.send_back(returned, "Wolfsbane is why", version=returned.version, by=editor, at=REVIEWED_AT)
    edited = send(asked_of(held, "2b"), tom, words="Tormentil as sent")
    signing_off.edit(
        edited,
        said(plan, words="Umbellifer as edited"),
        "Plainer",
        version=edited.version,
        by=editor,
        at=REVIEWED_AT,
    )
    passing_on.say_not_mine(asked_of(held, "2a"), "Umbellifer leads it now", by=priya, at=ANSWERED_AT)
    return held


def client_of(user):
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def addresses_on(page, at):
    """The addresses of this site to which a page leads."""
    for found in re.findall(r'(?:href|action)="([^"#]*)', page):
        address = unescape(found)
        address = at.partition("?")[0] + address if address.startswith("?") else address
        # Files come once in each format; of filters and pages of the desk, each is tried by itself.
        if address.startswith("/") and not re.search(r"^//|^/static/|/paper\.|&|^/admin/.*\?", address):
            yield address


@pytest.fixture
def addresses(held, priya, tom):
    """Every address that the equality team and the leads come by, and what is near them."""
    found = {
        "/",
        "/start/",
        "/my-actions/",
        "/my-actions/deputies/",
        "/my-actions/deadlines.ics",
        "/rounds/",
        "/sitemap.xml",
    }
    found |= {f"/plans/plan/paper.{format}" for format in FORMATS}
    found |= {f"/my-actions/form.{format}" for format in ("docx", "xlsx")}
    words = ("Quillwort", "Zedoary", "Bistort", "Wolfsbane")
    found |= {f"/plans/?q={word}" for word in words} | {f"/plans/plan/?q={word}" for word in words}
    found |= {f"/admin/actionplans/{model}/?q={word}" for model in ("update", "evidence") for word in words}
    for user in (make_person("editor"), priya, tom):
        found |= walked(client_of(user), found)
    return sorted(found)


def walked(client, beginning):
    seen, waiting = set(), sorted(beginning)
    while waiting and len(seen) < MOST_PAGES + len(beginning):
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        if response.status_code == 200 and "html" in response["Content-Type"]:
            waiting += [each for each in addresses_on(response.content.decode(), address) if each not in seen]
    return seen


def told(response):
    """All that an answer says: its headers and its body, and what is packed in it."""
    body = response.getvalue()
    parts = [str(dict(response.headers)).encode(), body]
    if body.startswith(b"PK"):
        package = zipfile.ZipFile(io.BytesIO(body))
        parts += [package.read(name) for name in package.namelist()]
    return b"\n".join(parts).decode("utf-8", "replace")


def leaks(user, words, addresses):
    """[(address, word)] of these words that this person reads at these addresses. What they asked for themselves is no leak."""
    client, found = client_of(user), []
    for address in addresses:
        page = told(client.get(address))
        found += [(address, word) for word in words if word in page and word not in address]
    return found


def test_each_word_is_read_by_those_alone_whom_it_is_for(held, addresses, priya, tom):
    """One walk for all of these, for it is long: readers, publishers, each lead, a deputy and whoever leads no longer."""
    everything = (*OF_PRIYA, *OF_TOM, *OF_THE_TEAM)
    # That this can fail: the equality team finds them.
    found = {word for _, word in leaks(make_person("editor"), everything, addresses)}
    assert found >= {"Quillwort", "Zedoary", "Bistort", "Wolfsbane", "Umbellifer"}
    for role in (None, "member", "steward", "admin"):
        assert leaks(make_person(role) if role else None, everything, addresses) == []
    assert leaks(make_person("publisher"), OF_PRIYA, addresses) == []
    assert leaks(tom, OF_PRIYA, addresses) == []
    assert leaks(priya, ("Bistort",), addresses) == []
    stood_in = make_person("lead", email="stood.in@marlowvale.example")
    day = OPENED_AT.date()
    deputy = deputising.name(
        stood_in, lead=priya, starts_on=day, ends_on=day.replace(year=2099), today=day, by=priya
    )
    Deputy.objects.filter(pk=deputy.pk).update(
        starts_on=day.replace(year=2020), ends_on=day.replace(year=2021)
    )
    assert leaks(stood_in, OF_PRIYA, addresses) == []
    RoleGrant.objects.filter(user=priya).delete()
    assert leaks(priya, OF_PRIYA, addresses) == []

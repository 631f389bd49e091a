"""Where a plan prints posts only, no page, list, search or feed that those without P59 may read has an officer's name."""

import re
from urllib.parse import quote, quote_plus

import pytest
from django.urls import reverse

from accounts.models import Contributor
from actionplans.publications import issuing
from tests.issued import ISSUED_AT, issue_plan, prepare_plan
from tests.plans import make_person

from named_plans import AS_AT, NEEDLES, named_plan  # isort: skip

pytestmark = pytest.mark.django_db
READERS = (None, "member", "steward")


@pytest.fixture
def publication():
    return issue_plan(named_plan("priorities"), as_at=AS_AT, files=False)


@pytest.fixture(params=READERS, ids=lambda role: role or "anonymous")
def reader(request, client):
    if request.param:
        client.force_login(make_person(request.param))
    return client


def addresses(publication):
    """Everything about one issued plan that everybody may ask for."""
    plan, number = publication.subject_slug, publication.number
    yield from ("/", "/plans/", reverse("publications"), reverse("publications_feed"), "/sitemap.xml")
    yield from (f"/plans/{plan}/", reverse("plan_issued", args=[plan]), reverse("plan_feed", args=[plan]))
    yield from (publication.get_absolute_url(), reverse("publication_page", args=[publication.slug]))
    for row in publication.issued_plan.rows.all():
        yield reverse("issued_row", args=[publication.slug, row.key])
        yield f"/p/{number}/{row.key}"
        if row.kind == "action":
            yield reverse("action_issued", args=[plan, row.key])
            yield f"/plans/{plan}/actions/{row.key}/"
            yield reverse("action_feed", args=[plan, row.key])


def test_who_prepared_and_issued_it_are_told_by_their_posts(reader):
    plan = named_plan("priorities")
    editor = make_person("editor", email="quenby.thistlewood@marlowvale.example")
    publisher = make_person("publisher", email="osric.penhallow@marlowvale.example")
    known = Contributor.objects.create(
        organisation=plan.organisation, name="Osric Penhallow", kind="person", post="Head of Governance"
    )
    known.users.add(publisher)
    held = prepare_plan(plan, by=editor, is_shared=True, as_at=AS_AT)
    in_preparation = [f"/preparations/{held.pk}/", "/preparations/"]
    pages = [reader.get(each, follow=True).content.decode() for each in in_preparation]
    issued = issuing.issue(
        held, version=held.version, made_sha256=held.made_sha256, by=publisher, at=ISSUED_AT
    )
    pages += [
        read(reader, address)
        for address in (issued.get_absolute_url(), f"/publications/{issued.slug}/proof/")
    ]
    for page in pages:
        assert not re.search("thistlewood|penhallow", page, re.IGNORECASE)
    assert "Head of Governance" in pages[2]
    assert (issued.prepared_by_name, issued.published_by_name) == ("[Post not stated]", "Head of Governance")


def but_for_the_asking(words, asked):
    """A page without what differs because something else was asked for: the words asked for, and single-use tokens."""
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)
    for each in (asked, quote_plus(asked), quote(asked)):
        words = words.replace(each, "…")
    return words


def read(client, address, **asked):
    answer = client.get(address, asked, follow=True)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def test_no_page_and_no_feed_has_a_name(reader, publication):
    found = {}
    for address in addresses(publication):
        words = read(reader, address).casefold()
        found[address] = [needle for needle in NEEDLES if needle in words]
    assert found == dict.fromkeys(found, [])


@pytest.mark.parametrize("name", ["hathersage", "Priya Nandakumar"])
def test_a_search_for_a_name_answers_as_for_a_word_that_is_nowhere(reader, publication, name):
    for address in (f"/plans/{publication.subject_slug}/", "/publications/"):
        for asked in ("q", "lead"):
            named, nowhere = (read(reader, address, **{asked: word}) for word in (name, "xyzzy plugh"))
            assert but_for_the_asking(named, name) == but_for_the_asking(nowhere, "xyzzy plugh")

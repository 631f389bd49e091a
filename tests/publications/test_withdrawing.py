"""Withdrawing an issued paper: a publisher, with a public reason, once."""

from datetime import timedelta

import pytest
from django.urls import URLResolver, get_resolver

from papers import publishing
from papers.models import PublicationFile, PublicationNotice, Seal
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
WITHDRAW = "/publications/appendix-2/withdraw/"
REASON = "It named a resident who had not agreed."


@pytest.fixture
def plan():
    return make_plan(2, slug="a-plan")


@pytest.fixture(autouse=True)
def publication(plan):
    return issue_plan(plan, slug="appendix-2", reference="Appendix 2", title="Progress")


@pytest.fixture
def publisher(client):
    person = make_person("publisher")
    client.force_login(person)
    return person


def test_the_form_says_what_goes_and_what_stays(client, publisher):
    content = client.get(WITHDRAW).content.decode()
    assert "What goes" in content
    assert "What stays" in content
    assert "It cannot be undone." in content


def test_the_form_names_what_was_said_of_it_in_other_papers(client, publisher, plan, publication):
    assert "a paper of its own" not in client.get(WITHDRAW).content.decode()
    correction = issue_plan(plan, slug="corrected", corrects=publication, note="Twelve.")
    content = client.get(WITHDRAW).content.decode()
    assert correction.get_absolute_url() in content
    assert "Withdraw it as well if it says the same" in content


def test_a_correction_of_what_was_withdrawn_does_not_say_that_it_stays(client, publisher, plan, publication):
    correction = issue_plan(plan, slug="corrected", corrects=publication, note="Twelve.")
    page = correction.get_absolute_url()
    assert "which stays as it was" in client.get(page).content.decode()
    client.post(WITHDRAW, {"key": "k1", "reason": REASON})
    shown = client.get(page).content.decode()
    assert "which was withdrawn since" in shown
    assert "which stays as it was" not in shown


def test_a_publisher_withdraws_a_paper_with_a_reason(client, publisher, publication):
    seals = Seal.objects.count()
    response = client.post(WITHDRAW, {"key": "k1", "reason": REASON}, follow=True)
    notice = PublicationNotice.objects.get()
    assert (notice.kind, notice.words, notice.by_name) == ("withdrawn", REASON, publisher.name)
    assert Seal.objects.count() == seals + 1
    content = response.content.decode()
    assert "Appendix 2: Progress is withdrawn. A marker stands in its place." in content
    assert REASON in content


def test_a_form_sent_twice_withdraws_once(client, publisher):
    for _ in range(2):
        assert client.post(WITHDRAW, {"key": "k1", "reason": REASON}).status_code == 302
    assert PublicationNotice.objects.count() == 1


def test_a_second_withdrawal_is_refused(client, publisher):
    client.post(WITHDRAW, {"key": "k1", "reason": REASON})
    response = client.post(WITHDRAW, {"key": "k2", "reason": REASON})
    assert response.status_code == 422
    assert "This publication was withdrawn already." in response.content.decode()
    assert client.get(WITHDRAW).status_code == 302


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_withdrawn_without_a_reason(client, publisher, reason):
    response = client.post(WITHDRAW, {"key": "k1", "reason": reason})
    assert response.status_code == 422
    assert "Say why: it stands in the place of the paper." in response.content.decode()
    assert not PublicationNotice.objects.exists()


@pytest.mark.parametrize("role", [None, "editor", "member", "lead", "steward", "admin"])
def test_nobody_else_withdraws_a_paper(client, role):
    if role:
        client.force_login(make_person(role))
    assert client.post(WITHDRAW, {"key": "k1", "reason": REASON}).status_code in (302, 403)
    assert not PublicationNotice.objects.exists()


def test_the_plan_is_seen_as_issued_before_again(client, plan, publisher):
    issue_plan(plan, slug="appendix-3", title="Later")
    client.post("/publications/appendix-3/withdraw/", {"key": "k1", "reason": REASON})
    client.logout()
    assert client.get("/publications/appendix-3/paper/").status_code == 410
    assert client.get("/plans/a-plan/issued/paper/").url == "/publications/appendix-2/paper/"


def test_what_it_said_is_on_no_page_after(client, publication, publisher):
    client.post(WITHDRAW, {"key": "k1", "reason": REASON})
    client.logout()
    for address in ("", "paper/", "proof/", "paper.json"):
        assert b"interpreter" not in client.get(f"/publications/appendix-2/{address}").content


# {route below a paper: (an address there that leads somewhere while it stands, what is answered once it is withdrawn)}
BELOW = {
    "publications/<slug:slug>/paper/": ("/publications/later/paper/", 410),
    "publications/<slug:slug>.<slug:format>": ("/publications/later.json", 410),
    "publications/<slug:slug>/<slug:part>.<slug:format>": ("/publications/later/changes.json", 410),
    "publications/<slug:slug>/<sha256:sha256>.<slug:format>": ("/publications/later/{sha256}.html", 410),
    "publications/<slug:slug>/rows/<slug:key>/": ("/publications/later/rows/1a/", 410),
    "publications/<slug:slug>/changes/": ("/publications/later/changes/", 410),
    "publications/<slug:slug>/changes/<slug:since>.<slug:format>": (
        "/publications/later/changes/appendix-2.docx",
        410,
    ),
    "p/<int:number>/<rowkey:key>": ("/p/{number}/1a", 410),
    "p/<int:number>/<slug:part>.<slug:format>": ("/p/{number}/paper.html", 410),
    # The record and the proof stay, with the marker.
    "p/<int:number>/": ("/p/{number}/", 200),
    "publications/<slug:slug>/": ("/publications/later/", 200),
    "publications/<slug:slug>/proof/": ("/publications/later/proof/", 200),
}
# {the same of the team's pages: (the address, what is answered, to whom)}
OF_THE_TEAM = {
    "publications/<slug:slug>/late-news/": ("/publications/later/late-news/", 410, "editor"),
    "publications/<slug:slug>/correct/": ("/publications/later/correct/", 409, "editor"),
    "publications/<slug:slug>/withdraw/": ("/publications/later/withdraw/", 302, "publisher"),
}


def routes(resolver=None):
    """Every route of the site, without the desk."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from () if str(each.pattern) else routes(each)
        else:
            yield str(each.pattern)


def test_every_address_below_a_paper_says_what_it_answers_once_that_is_withdrawn():
    below = ("publications/<slug:slug>", "p/<int:number>")
    assert {route for route in routes() if route.startswith(below)} == {*BELOW, *OF_THE_TEAM}


@pytest.fixture
def later(plan, publication):
    """The paper after the first, with what changed since that."""
    return issue_plan(plan, slug="later", compared_with=publication)


@pytest.mark.parametrize(("address", "status"), BELOW.values(), ids=BELOW)
def test_below_a_withdrawn_paper_the_marker_stands_wherever_something_stood(client, later, address, status):
    sha256 = later.files.get(part="paper", format="html").sha256
    address = address.format(number=later.number, sha256=sha256)
    assert client.get(address, follow=True).status_code == 200
    publishing.note(later, "withdrawn", REASON, by=make_person("publisher"), at=ISSUED_AT)
    response = client.get(address, follow=True)
    assert response.status_code == status
    assert REASON in response.content.decode()


@pytest.mark.parametrize(("address", "status", "role"), OF_THE_TEAM.values(), ids=OF_THE_TEAM)
def test_nothing_more_is_begun_on_a_withdrawn_paper(client, later, address, status, role):
    client.force_login(make_person(role))
    assert client.get(address).status_code == 200
    publishing.note(later, "withdrawn", REASON, by=make_person("publisher"), at=ISSUED_AT)
    assert client.get(address).status_code == status


def test_the_choice_of_volumes_of_a_withdrawn_paper_is_gone_with_them(client, publication):
    volume = publishing.stored("paper", "pdf-1", b"%PDF-1.7 one")
    PublicationFile.objects.create(publication=publication, **volume)
    publishing.note(publication, "withdrawn", REASON, by=make_person("publisher"), at=ISSUED_AT)
    for address in ("appendix-2.pdf", "appendix-2/paper.pdf", "appendix-2.pdf-1"):
        assert client.get(f"/publications/{address}").status_code == 410


def test_a_sheet_had_nothing_to_compare_and_says_so_still(client, plan, publication):
    sheet = issue_plan(
        plan, slug="sheet", at=ISSUED_AT + timedelta(days=1), supplements=publication, note="New."
    )
    publishing.note(sheet, "withdrawn", REASON, by=make_person("publisher"), at=ISSUED_AT)
    assert client.get("/publications/sheet/changes/").status_code == 404
    assert client.get("/publications/sheet/rows/1a/").status_code == 410

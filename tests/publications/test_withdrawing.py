"""Withdrawing an issued paper: a publisher, with a public reason, once."""

import pytest

from papers.models import PublicationNotice, Seal
from tests.issued import issue_plan
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

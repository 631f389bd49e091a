"""The lasting addresses of the newest paper of a plan: they lead to what was issued last, and are not remembered."""

from datetime import UTC, datetime

import pytest
from issued_reading import reader

from papers import publishing
from papers.models import PublicationFile
from tests.issued import issue_plan
from tests.plans import make_person, make_plan

LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAGE = "/plans/a-plan/issued/paper/"
JSON = "/plans/a-plan/issued/paper.json"


@pytest.fixture
def plan(db):
    plan = make_plan(4, slug="a-plan", rounds=1)
    issue_plan(plan, slug="first")
    return plan


def test_it_leads_to_the_newest_paper_and_is_not_remembered(plan):
    assert reader().get(PAGE).url == "/publications/first/paper/"
    assert reader().get(JSON).url == "/publications/first.json"
    issue_plan(plan, slug="second", at=LATER)
    response = reader().get(PAGE)
    assert response.status_code == 302
    assert response.url == "/publications/second/paper/"
    assert "no-cache" in response["Cache-Control"]


def test_it_leads_past_what_was_withdrawn_or_waits_for_its_day(plan):
    second = issue_plan(plan, slug="second", at=LATER)
    issue_plan(plan, slug="third", at=LATER, embargoed_until=datetime(2099, 1, 1, tzinfo=UTC))
    publishing.note(second, "withdrawn", "By mistake.", by=make_person("publisher"), at=LATER)
    for role in (None, "member", "editor"):
        assert reader(role).get(PAGE).url == "/publications/first/paper/"


def test_it_leads_to_a_correction_and_past_a_sheet_of_late_news(plan):
    first = plan.issues.get().publication
    second = issue_plan(plan, slug="second", at=LATER, corrects=first, note="A date was wrong.")
    issue_plan(plan, slug="third", at=LATER, supplements=second, note="News that came late.")
    assert reader().get(PAGE).url == "/publications/second/paper/"


def test_a_format_that_was_not_issued_is_not_there(plan):
    assert reader().get("/plans/a-plan/issued/paper.pdf").status_code == 404
    assert reader().get("/plans/a-plan/issued/paper.exe").status_code == 404


def test_a_paper_in_volumes_leads_to_where_they_are_listed(plan):
    first = plan.issues.get().publication
    kept = first.files.get(format="json", part="paper")
    fields = {name: getattr(kept, name) for name in ("part", "content", "encoding", "size", "sha256")}
    for format in ("pdf-1", "pdf-2"):
        PublicationFile.objects.create(publication=first, format=format, **fields)
    assert reader().get("/plans/a-plan/issued/paper.pdf").url == "/publications/first/"
    assert reader().get("/plans/a-plan/issued/paper.pdf-2").url == "/publications/first.pdf-2"


@pytest.mark.parametrize("role", [None, "member", "lead", "steward", "admin"])
def test_whoever_may_not_read_the_plan_as_it_is_worked_on_is_led_to_what_was_issued(plan, role):
    assert reader(role).get("/plans/a-plan/paper/").url == "/publications/first/paper/"
    assert reader(role).get("/plans/a-plan/paper.json").url == "/publications/first.json"


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_the_team_gets_the_paper_as_it_would_be_today(plan, role):
    response = reader(role).get("/plans/a-plan/paper/")
    assert response.status_code == 200
    assert (
        f'<a href="{PAGE}">Read the one that was issued on 16 November 2026</a>' in response.content.decode()
    )
    assert reader(role).get("/plans/a-plan/paper.csv").status_code == 200

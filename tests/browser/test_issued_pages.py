"""What was issued, in a browser: for everyone, at every width, with a keyboard, without JavaScript, on paper."""

import re

import pytest
from playwright.sync_api import expect

from actionplans.models import Recommendation
from tests.browser.ways_of_reading import (
    filter_by_keyboard,
    is_within_the_screen_at_twice_its_size,
    is_without_navigation_on_paper,
)
from tests.issued import issue_plan
from tests.plans import make_person, make_plan

WIDTHS = (320, 768, 1280)
PAGES = [
    "/",
    "/plans/",
    "/plans/?q=interpreter&state=closed",
    "/plans/a-plan/",
    "/plans/a-plan/issued/?page=2",
    "/plans/a-plan/?order=late&status=amber-slipping",
    "/plans/a-plan/?status=wrong&page=99",
    "/plans/a-plan/actions/1a/",
    "/plans/a-plan/issued/actions/1h/",
    "/plans/a-plan/actions/recommendation-7/",
    "/plans/a-plan/actions/1c/",
    "/plans/unreported/",
    "/plans/empty/",
    "/how-to-read/",
]
APART = ["/plans/a-plan/", "/plans/a-plan/issued/", "/plans/a-plan/actions/1a/", "/plans/a-plan/paper/"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plans(transactional_db):
    """Issued: a plan with everything, of which an action was left out since, one never reported on, and an empty one."""
    plan = make_plan(40, title="A plan", slug="a-plan")
    plan.introduction = "What this plan is for:\n• counters\n• libraries"
    plan.save()
    plan.actions.filter(ref="1b").update(
        words="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 9
    )
    plan.actions.filter(ref="1d").update(words="تقديم مترجم في كل مكتب")
    Recommendation.objects.create(plan=plan, order=1, number="7", words="Count the herons.")
    issue_plan(plan, reference="Appendix 2")
    plan.actions.filter(ref="1c").update(slug="moved")
    issue_plan(plan, reference="Appendix 2", slug="second")
    issue_plan(make_plan(4, title="Unreported", slug="unreported", rounds=0))
    issue_plan(make_plan(0, title="Empty", slug="empty", rounds=0, priorities=0))
    return plan


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_nothing_runs_off_the_screen(plans, page, axe, wide, address):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.goto(address).status == 200
        assert axe(page) == [], f"at {width}"
        assert wide(page) == [], f"at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", APART)
def test_axe_finds_nothing_on_the_pages_that_lead_to_and_fro(plans, sign_in, axe, wide, address):
    page = sign_in(make_person("editor"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        assert axe(page) == [], f"at {width}"
        assert wide(page) == [], f"at {width}"


@pytest.mark.parametrize("address", ["/plans/a-plan/", "/plans/a-plan/actions/1a/", "/"])
def test_text_at_twice_its_size_stays_on_the_screen(plans, page, wide, address):
    assert is_within_the_screen_at_twice_its_size(page, wide, address)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_filter_is_worked_by_keyboard(plans, page, width):
    filter_by_keyboard(page, width, "**/plans/a-plan/?q=counter+2&status=red-off-track*")


def test_everything_works_without_javascript(plans, page_without_javascript):
    page = page_without_javascript
    page.goto("/")
    page.get_by_label("Words, a reference or a lead").fill("counter 5:")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Promise 5: offer").first.click()
    expect(page).to_have_url("/plans/a-plan/actions/1e/")
    page.get_by_role("link", name="1f Promise 6").click()
    expect(page.get_by_text("As issued on 16 November 2026").first).to_be_visible()
    page.goto("/plans/a-plan/?page=2")
    page.get_by_role("link", name="Previous page").click()
    expect(page).to_have_url(re.compile("page=1"))
    page.get_by_role("link", name="As a committee paper").click()
    expect(page).to_have_url("/publications/second/paper/")


def test_the_team_goes_to_and_fro(plans, sign_in):
    page = sign_in(make_person("editor"))
    page.goto("/plans/a-plan/")
    page.get_by_role("link", name="As the public sees it").click()
    expect(page).to_have_url("/plans/a-plan/issued/")
    page.get_by_role("link", name="Promise 1: offer").click()
    expect(page).to_have_url("/plans/a-plan/issued/actions/1a/")
    page.get_by_role("link", name="See it as it is now").click()
    expect(page).to_have_url("/plans/a-plan/actions/1a/")
    page.get_by_role("link", name="This action as issued on 16 November 2026").click()
    expect(page).to_have_url("/plans/a-plan/issued/actions/1a/")


def test_on_paper_there_is_no_navigation(plans, page):
    assert is_without_navigation_on_paper(page, ".switch")

"""The pages of plans in a browser, as issued for everyone and as worked on: at every width, with a keyboard, without JavaScript, on paper."""

import re

import pytest
from playwright.sync_api import expect

from actionplans.models import Plan
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
    "/plans/a-plan/?page=2",
    "/plans/a-plan/?order=late",
    "/plans/a-plan/?status=none&overdue=yes&q=nonsense",
    "/plans/a-plan/?status=wrong&page=99",
    "/plans/a-plan/actions/1a/",
    "/plans/a-plan/actions/1h/",
    "/plans/unreported/",
    "/plans/empty/",
    "/how-to-read/",
    "/accessibility/",
    "/sign-in/",
    "/sign-in/?next=/account/",
    "/sign-in/password/",
    "/no-such-page/",
]
PRIVATE = [
    "/account/",
    "/",
    "/plans/",
    "/plans/?q=interpreter&state=closed",
    "/plans/draft/",
    "/plans/draft/actions/1a/",
    "/plans/a-plan/",
    "/plans/a-plan/?page=2",
    "/plans/a-plan/?order=late",
    "/plans/a-plan/?status=none&overdue=yes&q=nonsense",
    "/plans/a-plan/?status=wrong&page=99",
    "/plans/a-plan/actions/1a/",
    "/plans/a-plan/actions/1h/",
    "/plans/unreported/",
    "/plans/empty/",
    "/plans/a-plan/paper/",
    "/plans/a-plan/paper/?layout=outcomes",
    "/plans/a-plan/paper/?layout=recommendations",
    "/plans/a-plan/paper/?layout=aims",
    "/plans/empty/paper/",
]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plans(transactional_db):
    """A plan with everything, one never reported on and an empty one, all issued as they stand; and a draft."""
    plan = make_plan(40, title="A plan", slug="a-plan")
    plan.introduction = "What this plan is for:\n• counters\n• libraries"
    plan.save()
    plan.actions.filter(ref="1b").update(
        words="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 9
    )
    plan.actions.filter(ref="1d").update(words="تقديم مترجم في كل مكتب")
    issue_plan(Plan.objects.get(pk=plan.pk))
    issue_plan(make_plan(4, title="Unreported", slug="unreported", rounds=0))
    issue_plan(make_plan(0, title="Empty", slug="empty", rounds=0, priorities=0))
    make_plan(4, title="Draft", slug="draft", is_draft=True)
    return plan


@pytest.fixture
def team_page(plans, sign_in):
    """The browser of somebody of the equality team."""
    return sign_in(make_person("editor"))


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_nothing_runs_off_the_screen(plans, page, axe, wide, address):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        assert axe(page) == [], f"at {width}"
        assert wide(page) == [], f"at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", PRIVATE)
def test_axe_finds_nothing_on_the_pages_of_people_with_a_part(team_page, axe, wide, address):
    page = team_page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        assert axe(page) == [], f"at {width}"
        assert wide(page) == [], f"at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_a_form_with_errors(plans, page, axe):
    page.goto("/sign-in/password/")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Enter your password.").click()
    expect(page.locator("[name=password]")).to_be_focused()


def test_a_planted_fault_is_found_by_axe(team_page, axe):
    page = team_page
    page.goto("/plans/a-plan/?q=counter")
    page.evaluate("document.querySelector('#words').closest('.field').querySelector('label').remove()")
    assert any(fault.startswith("label: ") for fault in axe(page))


def test_a_planted_overflow_is_found(team_page, wide):
    page = team_page
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("/plans/a-plan/")
    page.evaluate("document.querySelector('h1').textContent = 'x'.repeat(10)")
    page.evaluate("document.querySelector('h1').setAttribute('width', '1')")
    assert wide(page) == []
    page.evaluate("document.querySelector('main').appendChild(document.createElement('canvas')).width = 900")
    assert wide(page) != []


@pytest.mark.parametrize("address", ["/plans/a-plan/", "/plans/a-plan/actions/1a/", "/"])
def test_text_at_twice_its_size_stays_on_the_screen(team_page, wide, address):
    assert is_within_the_screen_at_twice_its_size(team_page, wide, address)


@pytest.mark.parametrize("address", ["/plans/a-plan/", "/plans/a-plan/actions/1a/"])
def test_text_spaced_out_by_the_reader_stays_on_the_screen(team_page, wide, address):
    page = team_page
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(address)
    page.evaluate(
        "document.styleSheets[0].insertRule('* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important }', document.styleSheets[0].cssRules.length)"
    )
    assert wide(page) == []


def test_the_first_key_leads_past_the_menu(team_page):
    page = team_page
    page.goto("/plans/a-plan/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_filter_is_worked_by_keyboard(team_page, width):
    filter_by_keyboard(team_page, width, "**/plans/a-plan/?q=counter+2&status=*")


def test_focus_can_be_seen(team_page):
    page = team_page
    page.goto("/plans/a-plan/")
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"


def test_everything_works_without_javascript(plans, page_without_javascript):
    page = page_without_javascript
    page.goto("/")
    page.get_by_label("Words, a reference or a lead").fill("counter 3:")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Promise 3: offer").first.click()
    expect(page).to_have_url("/plans/a-plan/actions/1c/")
    page.goto("/plans/a-plan/?page=2")
    page.get_by_role("link", name="Previous page").click()
    expect(page).to_have_url(re.compile("page=1"))
    page.goto("/sign-in/password/")
    page.get_by_label("Work e-mail address").fill("nobody@marlowvale.example")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("they do not belong together").first).to_be_visible()


def test_on_paper_there_is_no_navigation(team_page):
    assert is_without_navigation_on_paper(team_page)


def test_forced_colours_keep_the_statuses_apart(team_page):
    page = team_page
    page.goto("/plans/a-plan/")
    page.emulate_media(forced_colors="active")
    edge = page.evaluate("getComputedStyle(document.querySelector('.tag')).borderTopStyle")
    assert edge == "solid"

"""The equality team runs a round in a browser: opens it, reviews, returns, signs off several, closes, reopens, adds."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actionplans.models import ReportingRound
from actionplans.onscreen.readings import said as said_day
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round, send

pytestmark = [pytest.mark.django_db(transaction=True)]
WIDTHS = [320, 768, 1280]


@pytest.fixture
def plan():
    return make_plan(8)


@pytest.fixture
def held(plan):
    """A round that was opened now, in which five answers have come."""
    due_on = timezone.localdate() + timedelta(days=21)
    held = make_round(plan, by=make_person("editor"), at=timezone.now(), due_on=due_on)
    lead = make_lead(plan)
    for asked in held.requests.all()[:5]:
        send(asked, lead, at=timezone.now())
    return held


def open_a_round(page):
    """From the list of rounds to an open one."""
    page.goto("/rounds/")
    page.get_by_role("link", name="Plan a round").click()
    page.get_by_label("Of which plan?").select_option(
        label="Equality action plan 2025 to 2027 – Borough of Marlow Vale"
    )
    page.get_by_label("What is the round called?").fill("April 2027")
    page.get_by_label("Answers are due by").fill(said_day(timezone.localdate() + timedelta(days=30)))
    page.get_by_role("button", name="Plan this round").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Seven answers will be asked for")
    page.get_by_role("button", name="Open the round and ask").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("April 2027 round: seven answers still to come")


def review_and_sign_off(page, held):
    """One answer is returned, one signed off from its own page, the others from the board."""
    page.goto(held.get_absolute_url())
    page.get_by_role("link", name="Review the answers one by one").click()
    page.get_by_label("If you return it, say why").fill("Which venues?")
    page.get_by_role("button", name="Return with this reason").click()
    expect(page.get_by_role("status")).to_contain_text("1a is returned to its lead with your reason.")
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_role("status")).to_contain_text("1b is signed off.")
    page.goto(held.get_absolute_url())
    for box in page.get_by_role("checkbox", name="Choose 2b").all() + page.get_by_label("Choose 3a").all():
        box.check()
    page.get_by_role("button", name="Sign off the chosen").click()
    expect(page.get_by_role("status")).to_contain_text("Two answers are signed off.")


def close_reopen_and_add(page, held):
    """The round is closed and opened again, and a signed-off answer is added to."""
    page.goto(held.get_absolute_url())
    page.get_by_role("link", name="Close", exact=True).click()
    page.get_by_label("Close all the same").check()
    page.get_by_role("button", name="Close the round").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("closed, three answers not received")
    page.get_by_role("link", name="Open it again").click()
    page.get_by_label("Why is it opened again?").fill("Two came late.")
    page.get_by_role("button", name="Open it again").click()
    expect(page.get_by_role("status")).to_contain_text("is open again")
    page.goto(f"{held.get_absolute_url()}answers/{asked_of(held, '1b').pk}/")
    page.get_by_role("link", name="Add to it").click()
    page.get_by_label("What is added?").fill("A venue has agreed a date.")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("A venue has agreed a date.")).to_be_visible()


def test_a_round_is_run_from_end_to_end(page, sign_in, held):
    sign_in(make_person("editor"))
    review_and_sign_off(page, held)
    close_reopen_and_add(page, held)


def test_a_round_is_opened_on_a_phone(page, sign_in, plan):
    sign_in(make_person("editor"))
    page.set_viewport_size({"width": 320, "height": 640})
    open_a_round(page)
    assert ReportingRound.objects.get(words="April 2027").is_open


def test_none_of_it_needs_javascript(page_without_javascript, live_server, client, plan, held):
    client.force_login(make_person("editor"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page_without_javascript.context.add_cookies([cookie])
    review_and_sign_off(page_without_javascript, held)
    close_reopen_and_add(page_without_javascript, held)


def pages_of(held):
    """Every page of a round, with an answer in each place."""
    board = held.get_absolute_url()
    sent, missing = (asked_of(held, ref).pk for ref in ("1a", "4b"))
    names = ("open", "change", "extend", "close", "ask")
    return [
        "/rounds/",
        "/rounds/new/",
        board,
        f"{board}?state=submitted&worse=yes",
        f"{board}?sign_off=all",
        *(f"{board}{name}/" for name in names),
        f"{board}answers/{sent}/",
        f"{board}answers/{sent}/edit/",
        f"{board}answers/{missing}/withdraw/",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_of_a_round_has_a_fault_or_is_wider_than_the_window(page, sign_in, held, axe, wide, width):
    sign_in(make_person("editor"))
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for address in pages_of(held):
        page.goto(address)
        found += [f"{address}: {fault}" for fault in [*axe(page), *wide(page)]]
    assert found == []

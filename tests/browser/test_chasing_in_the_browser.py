"""Chasing in a browser: choosing, looking, sending and noting, on a phone as on a desk, without JavaScript too."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Contributor, Email
from actionplans.models import Asking
from actionplans.rounds import chasing
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round, split

WIDTHS = (320, 1280)
PAGES = ["chase/", "chase/?service=Digital", "chase/?order=person&page=9", "mail/", "mail/?show=trouble"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]


@pytest.fixture
def held(transactional_db):
    """A round of 24 actions: two leads are reached, one has left, one has no address; one mail came back."""
    plan = make_plan(24, slug="a-plan")
    make_lead(plan)
    make_lead(plan, "Tom Hathersage")
    split(plan.actions.get(ref="1c"))
    plan.actions.filter(ref="1a").update(
        words="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3
    )
    plan.actions.filter(ref="1b").update(words="تقديم مترجم في كل مكتب")
    today = timezone.localdate()
    Contributor.objects.filter(name="Marian Okafor-Bell").update(in_post_to=today - timedelta(days=90))
    held = make_round(plan, at=timezone.now() - timedelta(days=10), due_on=today + timedelta(days=3))
    chasing.note_by_hand(
        held,
        [asked_of(held, "2a")],
        "Ioan, by telephone",
        on=today,
        by=make_person("editor"),
        at=timezone.now(),
    )
    Email.objects.filter(to__startswith="tom").update(
        tries=1,
        given_up_at=timezone.now(),
        trouble="The mail server refused the address: 550 no such mailbox",
    )
    return held


@pytest.mark.parametrize("where", PAGES)
def test_axe_finds_nothing_and_nothing_runs_off_the_screen(held, sign_in, axe, wide, where):
    page = sign_in(make_person("editor"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{held_address(held)}{where}")
        assert axe(page) == [], f"at {width}"
        assert wide(page) == [], f"at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_reminders_are_chosen_looked_at_and_sent(held, sign_in, axe, wide, width):
    page = sign_in(make_person("editor"))
    page.set_viewport_size({"width": width, "height": 900})
    remind(held, page)
    assert axe(page) == []
    assert wide(page) == []
    page.get_by_role("button", name="Send this reminder").click()
    expect(page.get_by_role("status")).to_have_text("One reminder is on the way.")
    assert Email.objects.filter(subject__startswith="Reminder").count() == 1
    remind(held, page)
    expect(page.get_by_text("One of them was written to today already")).to_be_visible()
    page.get_by_role("button", name="Send this reminder").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []


def test_all_of_it_works_without_javascript(held, page_without_javascript, live_server, client):
    page = page_without_javascript
    client.force_login(make_person("editor"))
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    remind(held, page)
    page.get_by_role("button", name="Send this reminder").click()
    expect(page.get_by_text("One reminder is on the way.")).to_be_visible()
    page.goto(f"{held_address(held)}mail/")
    page.get_by_role("button", name="Try again now to reach tom@marlowvale.example").click()
    expect(page.get_by_text("The mail to tom@marlowvale.example will be tried again now.")).to_be_visible()
    page.goto(f"{held_address(held)}chase/")
    page.get_by_role("link", name="Note a call about 1 of Customer Services with Priya").click()
    page.get_by_label("Who was asked").fill("Priya, in the corridor")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Noted: Priya, in the corridor was asked for 1 answer.")).to_be_visible()
    assert Asking.objects.filter(whom="Priya, in the corridor").exists()


def test_a_note_that_is_refused_leads_to_its_field(held, sign_in, axe):
    page = sign_in(make_person("editor"))
    page.goto(f"{held_address(held)}mail/?about={asked_of(held, '1e').pk}")
    assert axe(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Note it").click()
    assert axe(page) == []
    page.get_by_role("link", name="Say who was asked.").click()
    expect(page.locator("[name=whom]")).to_be_focused()


def held_address(held):
    return f"/rounds/{held.plan.slug}/{held.key}/"


def remind(held, page):
    """Choose the first answer of Priya's and look at the reminder."""
    page.goto(f"{held_address(held)}chase/")
    page.get_by_label("1e Promise 5").check()
    page.get_by_role("button", name="Look at reminders to the chosen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One reminder, exactly as it will go")

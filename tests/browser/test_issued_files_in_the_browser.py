"""Issued pages, pages of rows and the page of late news in a browser: for everyone, at every width, on paper."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from actionplans.models import Action, Addendum, Priority, Update
from actionplans.papers import LAYOUTS
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_person, make_plan

WIDTHS = (320, 768, 1280)
ARABIC = "يعمل المجلس مع السكان لتقديم مترجم في كل مكتب خلال يومي عمل."
WELSH = "Mae’r Cyngor yn gweithio gyda thrigolion: cyfieithydd ym mhob tŷ bach, ŵyl a chŵn."
URDU = "کونسل رہائشیوں کے ساتھ مل کر کام کرتی ہے تاکہ ہر دفتر میں مترجم موجود ہو۔"
ODD = "漢字 😀 ગુજરાતી \u202eback\u202c"
LONG = "The council met residents and staff to agree what would be done and by whom. " * 260

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(transactional_db):
    """A plan whose words are in many languages, very long, or in no font."""
    plan = make_plan(12, slug="a-plan")
    for ref, words in (("1a", WELSH), ("1b", ARABIC), ("1c", URDU), ("2a", ODD), ("2b", LONG)):
        Action.objects.filter(plan=plan, ref=ref).update(words=words)
    Priority.objects.filter(plan=plan, number=2).update(words=ARABIC)
    return plan


def looked_at(page, axe, wide, address):
    """Nothing that axe finds, and nothing that runs off the screen, at every width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        assert axe(page) == [], f"{address} at {width}"
        assert wide(page) == [], f"{address} at {width}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_axe_finds_nothing_on_the_issued_page_of_any_layout(plan, page, axe, wide, layout):
    issue_plan(plan, slug="first", reference="Appendix 2", layout=layout, has_qr=True)
    looked_at(page, axe, wide, "/publications/first/paper/")


def test_axe_finds_nothing_on_the_page_of_a_row_that_changed_and_of_one_that_is_not_there(
    plan, page, axe, wide
):
    issue_plan(plan, slug="first", reference="Appendix 2", files=True)
    Action.objects.filter(plan=plan, ref="1a").update(words="Another promise")
    issue_plan(plan, slug="second", reference="Appendix 3", at=ISSUED_AT + timedelta(days=2))
    looked_at(page, axe, wide, "/publications/first/rows/1a/")
    looked_at(page, axe, wide, "/publications/second/rows/2b/")


def test_a_row_is_reached_from_its_printed_address_and_leads_back_to_its_place(plan, page):
    made = issue_plan(plan, slug="first", reference="Appendix 2")
    page.goto(f"/p/{made.number}/2A")
    expect(page).to_have_url("/publications/first/rows/2a/")
    page.get_by_role("link", name="Its place on the page").click()
    expect(page).to_have_url("/publications/first/paper/#2a")
    expect(page.locator("tr:target")).to_have_count(1)


def test_late_news_is_chosen_and_prepared_with_a_keyboard(plan, axe, wide, sign_in):
    issue_plan(plan, slug="first", reference="Appendix 2", meeting_on=date(2026, 11, 18))
    update = (
        Update.objects.filter(action__plan=plan, action__ref="1b").order_by("-reporting_round__order").first()
    )
    number = update.addenda.count() + 1
    Addendum.objects.create(
        update_added_to=update, order=number, on=date(2026, 11, 18), words="It has agreed."
    )
    Action.objects.filter(plan=plan, ref="2a").update(words="Another promise")
    page = sign_in(make_person("editor"))
    looked_at(page, axe, wide, "/publications/first/late-news/")
    page.get_by_label("2a").press("Space")
    page.get_by_label("What came late?").fill("The health centre agreed.")
    page.get_by_role("button", name="Prepare the sheet").press("Enter")
    page.wait_for_url("**/preparations/*/")
    expect(page.get_by_text("Supplementary sheet to Appendix 2").first).to_be_visible()

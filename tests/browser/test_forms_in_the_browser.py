"""Forms out and back in a browser: for everyone, at every width, and without JavaScript."""

import pytest
from django.urls import reverse

from accounts.models import Contributor
from actionplans.filled_forms import taking
from actionplans.models import PlanImport, Update
from tests.filled import bring, fill_word, form_for, receive, table_of
from tests.plans import make_person, make_plan
from tests.rounds import ANSWERED_AT, asked_of, make_lead, make_round, send, split

pytestmark = pytest.mark.django_db(transaction=True)
PRIYA = "Priya Nandakumar"


@pytest.fixture
def held():
    plan = make_plan(8, priorities=2, rounds=1)
    split(plan.actions.get(ref="1c"))
    return make_round(plan)


@pytest.fixture
def pages(held):
    """The pages of forms of a round, with a form in every position, and every kind of row in one of them."""
    send(asked_of(held, "1b"), make_lead(held.plan, "Tom Hathersage"))
    rows = [
        ("1a", "Two of five have signed.\n• the library\n• the clinic", "Amber"),
        ("1b", "Other words than were sent.", "Green"),
        ("1c", "Nobody says whose half.", "Green"),
        ("2a", "It opened.", "Blue: complete"),
        ("2b", "Same as 2a", "Turquoise"),
        ("9z", "Of another plan.", "Green"),
    ]
    checked = receive(held, table_of(rows), "rows.csv")
    done = receive(held, table_of([("2c", "Done.", "Green"), ("8x", "Nowhere.", "")]), "done.csv")
    bring(done)
    refused = receive(held, b"PK\x03\x04", "broken.docx")
    read = taking.receive("slow.csv", b"a,b", held, by=None, at=ANSWERED_AT)
    round_of = [held.plan.slug, held.key]
    return [
        reverse("round_forms", args=round_of),
        reverse("round_bring_in", args=round_of),
        *(one.get_absolute_url() for one in (checked, done, refused, read)),
        reverse("round_form_discard", args=[*round_of, checked.pk]),
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(sign_in, axe, wide, pages, width):
    page = sign_in(make_person("editor"))
    page.set_viewport_size({"width": width, "height": 900})
    for address in pages:
        page.goto(address)
        for summary in page.locator("details > summary").all():
            if not summary.evaluate("e => e.parentElement.open"):
                summary.click()
        assert (address, axe(page), wide(page)) == (address, [], [])


def test_a_form_comes_in_and_is_undone_without_javascript(page_without_javascript, client, held, live_server):
    page = page_without_javascript
    client.force_login(make_person("editor"))
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    content = fill_word(form_for(held, PRIYA), {"1a": ("All nine have it.", "Green")})
    page.goto(held.get_absolute_url())
    page.get_by_role("link", name="Bring in filled forms").click()
    page.get_by_label("The form as it came back").set_input_files(
        {"name": "priya.docx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Bring in what is ticked").click()
    page.get_by_role("heading", name="Brought in: one answer").wait_for()
    assert Update.objects.get(asked=asked_of(held, "1a")).words == "All nine have it."
    page.get_by_role("button", name="Undo: take them out again").click()
    page.get_by_role("heading", name="Undone").wait_for()
    assert PlanImport.objects.of_forms(held).get().state == "undone"
    assert not Update.objects.filter(asked=asked_of(held, "1a")).exists()


def test_a_form_is_taken_for_an_officer(sign_in, held):
    page = sign_in(make_person("editor"))
    page.goto(reverse("round_forms", args=[held.plan.slug, held.key]))
    with page.expect_download() as taken:
        page.get_by_role("link", name=f"Word form for {PRIYA}").click()
    assert taken.value.suggested_filename == "december-2026-priya-nandakumar.docx"
    page.get_by_role("button", name=f"I have sent this form today to {PRIYA}").click()
    page.get_by_text("Kept: a form was sent today").wait_for()
    assert Contributor.objects.get(name=PRIYA)

"""Bringing a paper in, in a browser: for everyone, at every width, and without JavaScript."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actionplans.importing import bringing_in
from actionplans.importing.applying import apply
from actionplans.models import Action, Plan, PlanImport
from tests.actionplans.found_plans import AT, PAPER, to_check
from tests.actionplans.uploading import PLAN_FILE
from tests.plans import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses():
    """The pages of papers on their way in, with a paper in every position."""
    checked = bringing_in.receive("plan.csv", PLAN_FILE.encode(), by=None, at=AT)
    bringing_in.read(checked)
    brought_in = to_check(PAPER)
    plan = apply(brought_in, by=None, at=AT)
    changed = (replace(PAPER.actions[0], words="Book it in a day."), *PAPER.actions[1:2])
    newer = to_check(replace(PAPER, actions=changed), plan=plan, name="newer")
    refused = bringing_in.receive("plan.xlsx", b"PK\x03\x04", by=None, at=AT)
    bringing_in.read(refused)
    being_read = bringing_in.receive("slow.csv", b"a,b", by=None, at=AT)
    return [
        reverse("imports"),
        reverse("import_new"),
        *(
            reverse("import_review", args=[one.pk])
            for one in (checked, brought_in, newer, refused, being_read)
        ),
        reverse("import_rows", args=[checked.pk]),
        reverse("import_changes", args=[newer.pk]),
        reverse("import_discard", args=[checked.pk]),
    ]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(sign_in, axe, wide, addresses, width):
    page = sign_in(make_person("editor"))
    page.set_viewport_size({"width": width, "height": 900})
    for address in addresses:
        page.goto(address)
        assert (address, axe(page), wide(page)) == (address, [], [])


def test_a_paper_is_brought_in_and_undone_without_javascript(page_without_javascript, client):
    page = page_without_javascript
    make_person("editor")
    page.goto(reverse("sign_in_with_password"))
    page.get_by_label("Work e-mail address").fill("editor@marlowvale.example")
    page.get_by_label("Password").fill("seven-quiet-herons")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    page.goto(reverse("import_new"))
    page.get_by_label("The file").set_input_files(
        {"name": "plan.csv", "mimeType": "text/csv", "buffer": PLAN_FILE.encode()}
    )
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("What “Puce” means").select_option("paused")
    page.get_by_label("Or name a body that is not in the list").fill("Vale Trust")
    with page.expect_navigation():
        page.get_by_role("button", name="Bring in 3 actions").click()
    assert not Plan.objects.exists(), "what was settled is looked at once more first"
    page.get_by_role("button", name="Bring in 3 actions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^\\s*Brought in:"))
    assert Action.objects.get(ref="1b").status.meaning == "paused"
    with page.expect_navigation():
        page.get_by_role("button", name="Undo: take it out again").click()
    assert PlanImport.objects.get().state == PlanImport.State.UNDONE
    assert not Plan.objects.exists()


def test_the_words_to_type_show_when_they_are_wanted(sign_in):
    checked = bringing_in.receive("plan.csv", PLAN_FILE.encode(), by=None, at=AT)
    bringing_in.read(checked)
    page = sign_in(make_person("editor"))
    page.goto(reverse("import_review", args=[checked.pk]))
    words = page.get_by_label("The words that should stand there").first
    assert not words.is_visible()
    page.get_by_label("What to do: Table 1, row 6").first.select_option("typed")
    expect(words).to_be_visible()

"""Issued papers in a browser: found, read, and read again from a folder."""

import pytest
from playwright.sync_api import expect

from papers import publishing
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_person, make_plan

RECORD = "/publications/appendix-2/"
PAGES = [
    "/publications/",
    RECORD,
    f"{RECORD}proof/",
    f"{RECORD}paper/",
    "/publications/gone/",
    "/publications/new/",
]


@pytest.fixture
def publication(transactional_db):
    plan = make_plan(12, slug="a-plan")
    gone = issue_plan(plan, slug="gone")
    publishing.note(gone, "withdrawn", "Named.", by=make_person("publisher"), at=ISSUED_AT)
    made = issue_plan(plan, slug="appendix-2", reference="Appendix 2", title="Progress")
    issue_plan(plan, slug="new", corrects=made, note="Twelve.", reference="Appendix 2", title="Progress")
    return made


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_pages_of_issued_papers_have_no_fault_at_any_width(page, axe, wide, publication, width):
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES:
        page.goto(address)
        assert axe(page) == [], address
        assert wide(page) == [], address


def test_on_a_phone_no_label_runs_over_the_next_and_what_changed_keeps_its_bar(page, publication):
    page.set_viewport_size({"width": 320, "height": 900})
    for address in (RECORD, f"{RECORD}paper/", "/publications/new/"):
        page.goto(address)
        labels = page.locator(".stack--tight td[data-label]")
        assert labels.count()
        over = "each => each.filter(td => td.scrollHeight > td.clientHeight).map(td => td.dataset.label)"
        assert labels.evaluate_all(over) == [], address
    page.evaluate("document.querySelector('.stack td').classList.add('chg')")
    bar = "getComputedStyle(document.querySelector('.stack td.chg')).borderLeftWidth"
    assert page.evaluate(bar) == "5px"


def test_a_reader_comes_from_the_archive_to_the_page_and_back_to_its_record(page, publication):
    page.goto("/publications/")
    page.get_by_role("link", name="Appendix 2: Progress").last.click()
    page.get_by_role("link", name="Read the corrected paper").wait_for()
    page.get_by_role("link", name="Page", exact=True).first.click()
    page.get_by_text("This page stays as it was issued.").wait_for()
    # Its own stylesheet is let in by its policy: the masthead has its heavy rule.
    rule = "getComputedStyle(document.querySelector('.masthead')).borderTopWidth"
    assert page.evaluate(rule) == "6px"


def test_a_saved_page_reads_the_same_without_a_network(page, publication, tmp_path):
    saved = tmp_path / "appendix-2.html"
    saved.write_bytes(publication.files.get(part="paper", format="html").plain)
    page.context.set_offline(True)
    page.goto(saved.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Progress")
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).borderTopWidth") == "6px"


def test_a_paper_is_withdrawn_with_a_reason(page, publication, sign_in):
    sign_in(make_person("publisher"))
    page.goto(RECORD)
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("button", name="Withdraw the paper").click()
    page.get_by_role("link", name="Say why: it stands in the place of the paper.").click()
    page.get_by_label("Why is it withdrawn?").fill("It named a resident.")
    page.get_by_role("button", name="Withdraw the paper").click()
    page.get_by_role("heading", name="Withdrawn on").wait_for()
    expect(page.get_by_text("It named a resident.").first).to_be_visible()

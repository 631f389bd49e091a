"""From preparing a paper to withdrawing it, as the team, a publisher and a reader go through it; and axe on each page."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from actionplans.models import Action, PlanPreparation
from actionplans.publications import making, preparing
from papers.models import Publication
from tests.issued import SITE, issue_plan, page_and_json, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db(transaction=True)
NEW_WORDS = "Promise 1: offer an interpreter, in person or by video, at counter 1"
WIDTHS = (320, 768, 1280)


@pytest.fixture
def plan(transactional_db):
    return make_plan(4, slug="plan", priorities=2, rounds=2)


class Site:
    """The site in a browser without JavaScript, as one person after another."""

    def __init__(self, context, address, client):
        self.page, self.address, self.client = context.new_page(), address, client

    def as_(self, role):
        """Sign in as somebody in this role; None is a reader."""
        self.page.context.clear_cookies()
        if role:
            self.client.force_login(make_person(role))
            value = self.client.cookies["sessionid"].value
            self.page.context.add_cookies([{"name": "sessionid", "value": value, "url": self.address}])
        return self

    def at(self, path):
        self.page.goto(path)
        return self

    def follow(self, words):
        """Follow the link, or press the button, of these words."""
        found = self.page.locator("main").get_by_role("link", name=words)
        found = found.or_(self.page.locator("main").get_by_role("button", name=words))
        with self.page.expect_navigation():
            found.first.click()
        errors = self.page.locator(".errors")
        assert errors.count() == 0, errors.inner_text()
        return self

    def fill(self, label, words):
        self.page.get_by_label(label, exact=True).fill(words)
        return self

    def says(self, words):
        """Whether the page says this somewhere in its main part."""
        text = self.page.locator("main").inner_text()
        assert re.search(words, text), text
        return self

    def bytes_at(self, words):
        """What the link of these words gives."""
        href = (
            self.page.locator("main").get_by_role("link", name=words, exact=True).first.get_attribute("href")
        )
        answer = self.page.request.get(self.address + href)
        assert answer.status == 200, href
        return answer.body()


@pytest.fixture
def site(chromium, live_server, client, settings):
    settings.SITE_ADDRESS = live_server.url
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    yield Site(context, live_server.url, client)
    context.close()


def issue_as_publisher(site, held):
    """Look at it as a publisher, and issue it."""
    site.as_("publisher").at(f"/preparations/{held.pk}/").follow("Issue it")
    looked_at = site.page.get_by_label("I looked at every name")
    if looked_at.count():
        looked_at.check()
    site.follow("Issue it for good").says("It will not change any more")
    return Publication.objects.get(number=held.pk)


def newest():
    return PlanPreparation.objects.order_by("-pk").first()


def test_from_preparing_a_paper_to_withdrawing_it(site, plan):
    # The team prepares the first paper, has its files made, and looks at them.
    site.as_("editor").at("/plans/plan/").follow("Prepare a paper")
    site.fill("Title", "Progress to October").fill("Appendix reference", "Appendix 2")
    site.fill("Item and meeting", "Scrutiny, item 7").follow("Prepare this paper")
    site.says("Make its files").follow("Make the files").says("Look at every file as it will be")
    site.says("A publisher issues it")
    with pikepdf.open(io.BytesIO(site.bytes_at("PDF"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Progress to October"
    looked_at = site.bytes_at("Page")
    assert b"Promise 1" in looked_at

    # A reader sees nothing yet; a publisher issues those very files.
    site.as_(None).at("/publications/")
    assert "Progress to October" not in site.page.content()
    first = issue_as_publisher(site, newest())
    assert first.files.get(part="paper", format="html").plain == looked_at
    site.as_(None).at("/publications/").follow(re.compile("Progress to October")).says("Appendix 2")

    # The plan changes: what was issued does not, and the next paper says what changed.
    Action.objects.filter(plan=plan, ref="1a").update(words=NEW_WORDS)
    assert site.at(first.get_absolute_url()).bytes_at("Page") == looked_at
    site.as_("editor").at("/preparations/new/?plan=plan").fill("Title", "Progress to December")
    site.fill("Appendix reference", "Appendix 3").follow("Prepare this paper").follow("Make the files")
    site.says("What changed since").says("by video")
    second = issue_as_publisher(site, newest())
    site.as_(None).at(second.get_absolute_url()).says("What changed since").says("by video")

    # Something was wrong: a correction, with its note on both.
    site.as_("editor").at(second.get_absolute_url()).follow("Correct it")
    site.fill("Public note", "1a named the wrong counter.").follow("Prepare this paper").follow(
        "Make the files"
    )
    third = issue_as_publisher(site, newest())
    site.as_(None).at(second.get_absolute_url()).says("1a named the wrong counter")
    site.follow(re.compile("corrected paper|Appendix 3")).says("1a named the wrong counter")
    expect(site.page).to_have_url(third.get_absolute_url())

    # The address of a row opens that row of that paper, and says that it has changed since.
    site.at(f"/p/{first.number}/1a").says("Promise 1").says("(?i)changed since|newer|since")
    site.at(f"/p/{third.number}/1a").says("by video")

    # It is withdrawn: a marker stays, and the file is gone.
    site.as_("publisher").at(third.get_absolute_url()).follow("Withdraw it")
    site.page.locator("main textarea").first.fill("The committee was not ready for it.")
    site.follow(re.compile("^Withdraw"))
    site.as_(None).at(third.get_absolute_url()).says("The committee was not ready for it")
    assert site.page.request.get(f"{site.address}/publications/{third.slug}.json").status == 410
    assert site.page.request.get(f"{site.address}/publications/{second.slug}.json").status == 200


@pytest.fixture
def pages(plan, settings, live_server):
    """{page: (who looks at it, its address)} of every page on which papers are prepared and issued."""
    settings.SITE_ADDRESS = SITE
    issued = issue_plan(plan)
    Action.objects.filter(plan=plan, ref="1a").update(words="Zebedee Quill and two others left.")
    held = prepare_plan(plan, title="Waiting", reference="Appendix 2", introduction="To note.")
    bare = preparing.prepare(plan, by=make_person("editor"), at=timezone.now())
    stopped = preparing.prepare(plan, by=make_person("editor"), at=timezone.now())
    an_hour_ago = timezone.now() - timedelta(hours=1)
    making.start(stopped, version=0, by=make_person("editor"), at=an_hour_ago)
    corrected = preparing.prepare(
        plan, by=make_person("editor"), at=timezone.now(), corrects=issued, note="1a."
    )
    corrected = making.make(
        corrected, site=SITE, by=make_person("editor"), at=timezone.now(), written=page_and_json
    )
    return {
        "list": ("editor", reverse("preparations")),
        "choose": ("editor", reverse("preparation_new")),
        "new": ("editor", f"{reverse('preparation_new')}?plan=plan"),
        "look": ("editor", reverse("preparation", args=[held.pk])),
        "bare": ("editor", reverse("preparation", args=[bare.pk])),
        "stopped": ("editor", reverse("preparation", args=[stopped.pk])),
        "change": ("editor", reverse("preparation_change", args=[held.pk])),
        "discard": ("editor", reverse("preparation_discard", args=[held.pk])),
        "correct": ("editor", reverse("publication_correct", args=[issued.slug])),
        "issue": ("publisher", reverse("preparation_issue", args=[held.pk])),
        "issue a correction": ("publisher", reverse("preparation_issue", args=[corrected.pk])),
    }


def test_axe_finds_nothing_on_any_of_them_at_any_width(pages, page, sign_in, axe, wide):
    faults = []
    for name, (role, address) in pages.items():
        sign_in(make_person(role))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.goto(address).status == 200, address
            faults += [f"{name} at {width}: {fault}" for fault in (*axe(page), *wide(page))]
    assert faults == []


def test_axe_finds_nothing_where_a_form_is_shown_again(pages, page, sign_in, axe, wide):
    sign_in(make_person("editor"))
    page.goto(pages["new"][1])
    page.get_by_label("Title", exact=True).fill("")
    page.get_by_label("As at", exact=True).fill("soon")
    page.get_by_role("button", name="Prepare this paper").click()
    expect(page.locator(".errors")).to_be_visible()
    found = [*axe(page), *wide(page)]
    # Somebody else changes the paper while the form is open.
    page.goto(pages["change"][1])
    page.get_by_label("Title", exact=True).fill("Mine")
    held = PlanPreparation.objects.get(title="Waiting")
    other = make_person("editor", email="other@marlowvale.example")
    preparing.change(held, {"title": "Theirs"}, version=held.version, by=other, at=timezone.now())
    page.get_by_role("button", name="Save the changes").click()
    expect(page.locator("main")).to_contain_text("Theirs")
    page.set_viewport_size({"width": 320, "height": 900})
    assert [*found, *axe(page), *wide(page)] == []

"""A whole round, from opening to the paper, as three officers and the equality team go through it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Email
from actionplans.models import ReportingRound, Update
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, split

pytestmark = pytest.mark.django_db(transaction=True)

INSIDE = "All nine counters have the video link; staff used it 61 times."
OUTSIDE = "Three partners have signed up to the shared interpreters."
TOO_SHORT = "Going well."
AT_LENGTH = "Forty of sixty shops have the sign in the window, up from twelve."
LATER = "The last twenty shops have it now."
WAYS = {"wide": (1280, True), "narrow": (320, True), "without JavaScript": (1280, False)}


@pytest.fixture(params=WAYS)
def site(request, chromium, live_server, client):
    """A browser of some width, and `as_(user)` which signs somebody else in."""
    width, javascript = WAYS[request.param]
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 900},
        java_script_enabled=javascript,
        reduced_motion="reduce",
    )
    site = Site(context, live_server.url, client, is_narrow=width == 320)
    complaints = []
    site.page.on("pageerror", lambda error: complaints.append(str(error)))
    yield site
    context.close()
    assert complaints == []


class Site:
    """The site in a browser, as one person after another."""

    def __init__(self, context, address, client, *, is_narrow):
        self.page, self.address, self.client, self.is_narrow = context.new_page(), address, client, is_narrow

    def as_(self, user):
        self.client.force_login(user)
        value = self.client.cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": value, "url": self.address}])
        return self

    def at(self, name, *args):
        """Go to the page of this name."""
        self.page.goto(reverse(name, args=args))
        return self.page

    def press(self, words):
        """Press the button, or follow the link, of these words; what comes then is no error and no wider than the window."""
        either = self.page.get_by_role("button", name=words).or_(self.page.get_by_role("link", name=words))
        with self.page.expect_navigation():
            either.first.click()
        self.look()

    def look(self):
        assert self.page.locator(".errors").count() == 0, self.page.locator(".errors").inner_text()
        if self.is_narrow:
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert self.page.evaluate(wide) <= 0, self.page.url

    def says(self, words):
        assert words in self.page.locator("main").inner_text(), self.page.locator("main").inner_text()


@pytest.fixture
def plan(transactional_db):
    """Three actions: one that two lead in halves, and two that one leads each."""
    plan = make_plan(3, slug="plan", priorities=1, rounds=1)
    split(plan.actions.get(ref="1a"))
    return plan


@pytest.fixture
def people(plan):
    return {
        "editor": make_person("editor"),
        "priya": make_lead(plan, "Priya Nandakumar"),
        "tom": make_lead(plan, "Tom Hathersage"),
        "ioan": make_lead(plan, "Ioan Prosser"),
    }


def open_a_round(site, plan):
    """Plan it, look at what will be asked, open it."""
    page = site.at("round_new")
    page.get_by_label("Of which plan?").select_option(plan.slug)
    page.get_by_label("What is the round called?").fill("Winter round")
    due = timezone.localdate() + timedelta(days=21)
    page.get_by_label("Answers are due by").fill(f"{due.day} {due:%B %Y}")
    site.press("Plan this round")
    site.says("Four answers will be asked for")
    site.press("Open the round and ask")
    held = ReportingRound.objects.get(plan=plan, words="Winter round")
    assert held.requests.count() == 4
    return held


def answer(site, asked, words):
    """From my actions to the form of this answer, and send it."""
    site.at("my_actions")
    site.look()
    link = site.page.locator(f"main a[href='{reverse('answer', args=[asked.pk])}']").first
    with site.page.expect_navigation():
        link.click()
    site.page.get_by_label(re.compile("What has happened|Your answer|happened since")).first.fill(words)
    site.page.get_by_role("radio", name=re.compile("Green: on track")).check(force=True)
    site.press("Send my answer")
    assert Update.objects.get(asked=asked).state == "submitted"


def test_a_round_from_its_opening_to_the_paper(site, plan, people):
    site.as_(people["editor"])
    held = open_a_round(site, plan)
    inside, outside = asked_of(held, "1a", "internal"), asked_of(held, "1a", "external")
    shops, silent = asked_of(held, "1b"), asked_of(held, "1c")

    # Two leads answer: each their half of one action, and one of them the other action.
    answer(site.as_(people["priya"]), inside, INSIDE)
    answer(site.as_(people["tom"]), outside, OUTSIDE)
    answer(site, shops, TOO_SHORT)

    # The third is reminded, seeing what will print, and says nothing.
    site.as_(people["editor"]).at("chase", plan.slug, held.key)
    site.says("[Not received.")
    before = Email.objects.filter(to=people["ioan"].email).count()
    site.press(re.compile("Look at reminders about all"))
    if site.page.get_by_label(re.compile("again all the same")).count():
        site.page.get_by_label(re.compile("again all the same")).check()
    site.press(re.compile("Send th"))
    assert Email.objects.filter(to=people["ioan"].email).count() == before + 1
    assert silent.askings.filter(kind="reminder").count() == 1

    # One answer is returned with a reason, and answered again.
    site.at("round_answer", plan.slug, held.key, shops.pk)
    site.page.get_by_label("If you return it, say why").fill("How many shops?")
    site.press("Return with this reason")
    site.as_(people["tom"]).at("my_actions")
    with site.page.expect_navigation():
        site.page.locator(f"main a[href='{reverse('answer', args=[shops.pk])}']").first.click()
    site.says("How many shops?")
    answer(site, shops, AT_LENGTH)

    # Everything that came is signed off at once, and the round is closed.
    site.as_(people["editor"]).at("round", plan.slug, held.key)
    site.press("Sign off all 3 that are ready")
    site.press("Sign off these 3")
    assert held.updates.filter(state="signed_off").count() == 3
    site.at("round_close", plan.slug, held.key)
    site.says("One answer has not come.")
    site.press("Close the round")

    # Something is added later.
    site.at("answer_add", plan.slug, held.key, shops.pk)
    today = timezone.localdate()
    site.page.get_by_label("Dated").fill(f"{today.day} {today:%B %Y}")
    site.page.get_by_label("What is added?").fill(LATER)
    site.press("Add it")

    the_paper_shows_all_of_it(site, plan, held)
    nobody_else_reads_any_of_it(site, plan)


def the_paper_shows_all_of_it(site, plan, held):
    """On its page and in its file: every word that was signed off, the addition, and the silence; not what was returned."""
    site.at("paper", plan.slug)
    csv = site.client.get(f"/plans/{plan.slug}/paper.csv")
    as_file = b"".join(csv.streaming_content) if csv.streaming else csv.content
    for shown in (site.page.locator("body").inner_text(), as_file.decode()):
        for words in (INSIDE, OUTSIDE, AT_LENGTH, LATER, "[Not received."):
            assert words in shown, words
        assert TOO_SHORT not in shown
        assert held.words in shown
    site.at("plan", plan.slug)
    site.look()
    site.says("3 of 4")


def nobody_else_reads_any_of_it(site, plan):
    """Nothing of it was issued, so that to the public the plan is not there."""
    site.page.context.clear_cookies()
    for name in ("plan", "paper"):
        shown = site.at(name, plan.slug).locator("body").inner_text()
        assert "There is no page at this address" in shown
        assert AT_LENGTH not in shown

"""Answering in a browser: on a phone and on a desk, without JavaScript, in two windows, and after the session has ended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Deputy
from actionplans.models import Update
from actionplans.rounds import answering, evidencing, signing_off
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round, said, send

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Two of five venues have signed up. The housing offices wait for their network teams."


@pytest.fixture
def plan():
    plan = make_plan(8)
    Update.objects.update(status=plan.scale.statuses.get(words="Green: on track"))
    return plan


@pytest.fixture
def priya(plan):
    return make_lead(plan)


@pytest.fixture
def held(plan, priya):
    today = timezone.localdate()
    return make_round(plan, at=timezone.now() - timedelta(days=9), due_on=today + timedelta(days=9))


@pytest.fixture
def asked(held):
    return asked_of(held, "1a")


@pytest.fixture
def leave():
    """A function that leaves a page and waits until what its script was sending has arrived."""

    def left(page):
        page.goto(reverse("plans"))
        page.wait_for_load_state("networkidle")

    return left


def here(asked):
    return reverse("answer", args=[asked.pk])


def standing(asked):
    return Update.objects.get(asked=asked)


def kept_as(page, words):
    page.wait_for_function(
        "words => document.querySelector('[data-kept]').textContent.includes(words)", arg=words
    )


def nothing_is_left_to_keep(page):
    """Wait until the site has all that was typed: then nothing of it stands on this machine any more."""
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('answer:'))")


def every_page(plan, held, priya):
    """The addresses of every page of answering, with an answer in every state."""
    team, now = make_person("editor", email="rosalind@marlowvale.example"), timezone.now()
    back, final = asked_of(held, "1a"), asked_of(held, "3a")
    make_lead(plan, "Ioan Prosser", email=priya.email)
    returned = send(back, priya, at=now)
    signing_off.send_back(returned, "Which venues?", version=returned.version, by=team, at=now)
    draft = answering.save_draft(final, said(plan, WORDS), version=0, by=priya, at=now)
    evidencing.put_link(draft, "https://example.org/a-long-address-of-a-log-that-runs-on-and-on", "")
    evidencing.put_file(draft, "Bookings.csv", b"a,b\n", limit=100, by=priya, at=now)
    update = answering.submit(final, said(plan, WORDS), version=draft.version, by=priya, at=now)
    signing_off.edit(update, said(plan, "Three."), "Counted again.", version=update.version, by=team, at=now)
    update.refresh_from_db()
    signing_off.sign_off(update, version=update.version, by=make_person("editor"), at=now)
    sent = send(asked_of(held, "2a"), priya, at=now)
    answering.save_draft(asked_of(held, "4a"), said(plan, WORDS), version=0, by=priya, at=now)
    Deputy.objects.create(
        lead=priya,
        deputy=make_person("lead", email="deputy@marlowvale.example"),
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + timedelta(days=9),
        named_by=priya,
    )
    return [
        reverse("my_actions"),
        here(back),
        here(final),
        here(sent.asked),
        reverse("answer_discard", args=[asked_of(held, "4a").pk]),
        reverse("answer_not_mine", args=[back.pk]),
        reverse("deputies"),
    ]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(sign_in, axe, wide, plan, held, priya, width):
    addresses = every_page(plan, held, priya)
    page = sign_in(priya)
    page.set_viewport_size({"width": width, "height": 900})
    for address in addresses:
        page.goto(address)
        assert (address, axe(page), wide(page)) == (address, [], [])


@pytest.mark.parametrize("width", [320, 1280])
def test_a_refused_answer_and_a_conflict_are_for_everyone(
    sign_in, axe, wide, leave, plan, asked, priya, width
):
    page = sign_in(priya)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(here(asked))
    page.get_by_label("Blue: complete").check()
    page.get_by_label("Completed on").fill("soon")
    page.get_by_role("button", name="Send my answer").click()
    page.wait_for_selector("#errors")
    assert (axe(page), wide(page)) == ([], [])
    page.get_by_role("link", name="Write one day").click()
    expect(page.locator("#id_completed_on")).to_be_focused()
    now = standing(asked)
    answering.save_draft(
        asked, said(plan, "Theirs."), version=now.version, by=make_person("editor"), at=timezone.now()
    )
    page.get_by_label("What has happened").fill(WORDS)
    page.get_by_role("button", name="Keep as a draft").last.click()
    page.get_by_role("button", name="Keep mine").wait_for()
    assert (axe(page), wide(page)) == ([], [])
    page.get_by_role("button", name="Keep mine").click()
    page.get_by_text("It is not sent yet.").wait_for()
    assert standing(asked).words == WORDS
    leave(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_an_answer_is_given_kept_sent_and_taken_back(sign_in, leave, asked, priya, width):
    page = sign_in(priya)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reverse("my_actions"))
    with page.expect_navigation():
        page.get_by_role("link", name="Promise 1").click()
    page.get_by_label("What has happened").fill(WORDS)
    page.get_by_label("Amber: slipping").check()
    kept_as(page, "Draft kept at")
    nothing_is_left_to_keep(page)
    assert standing(asked).words == WORDS
    page.goto(here(asked))
    expect(page.get_by_label("What has happened")).to_have_value(WORDS)
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("1a is sent.").wait_for()
    assert standing(asked).state == "submitted"
    page.get_by_role("link", name="Promise 1").click()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("It is a draft again.").wait_for()
    expect(page.get_by_label("What has happened")).to_have_value(WORDS)
    leave(page)


def test_a_choice_opens_what_belongs_to_it_and_what_was_typed_stays_to_be_seen(sign_in, leave, asked, priya):
    page = sign_in(priya)
    page.goto(here(asked))
    why = page.get_by_label("Why?")
    assert not why.is_visible()
    page.get_by_label("Nothing to report").check()
    why.fill("The review starts in January.")
    page.get_by_label("I am writing an update").check()
    page.get_by_role("button", name="Keep as a draft").last.click()
    page.get_by_text("It is not sent yet.").wait_for()
    expect(page.get_by_label("Why?")).to_be_visible()
    leave(page)


def test_two_windows_do_not_overwrite_each_other(sign_in, leave, asked, priya):
    first = sign_in(priya)
    first.goto(here(asked))
    second = first.context.new_page()
    second.goto(here(asked))
    first.get_by_label("What has happened").fill("From the first window.")
    kept_as(first, "Draft kept at")
    second.get_by_label("What has happened").fill("From the second window.")
    kept_as(second, "You saved this answer in another window")
    assert standing(asked).words == "From the first window."
    second.get_by_role("button", name="See both texts").click()
    second.get_by_role("button", name="Keep mine").click()
    second.get_by_text("It is not sent yet.").wait_for()
    assert standing(asked).words == "From the second window."
    for page in (first, second):
        leave(page)


def test_what_is_typed_while_the_session_ends_is_back_after_signing_in(sign_in, leave, client, asked, priya):
    page = sign_in(priya)
    page.goto(here(asked))
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("What has happened").fill(WORDS)
    kept_as(page, "You are signed out. Your words are kept on this machine")
    sign_in(priya)
    page.goto(here(asked))
    page.get_by_text("had not reached the site").wait_for()
    expect(page.get_by_label("What has happened")).to_have_value(WORDS)
    kept_as(page, "Draft kept at")
    assert standing(asked).words == WORDS
    leave(page)


def test_what_was_typed_before_a_crash_is_back(sign_in, leave, asked, priya):
    page = sign_in(priya)
    page.route(
        "**/my-actions/*/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.goto(here(asked))
    page.get_by_label("What has happened").fill(WORDS)
    kept_as(page, "The site cannot be reached.")
    page.reload()
    page.get_by_text("It is back below.").wait_for()
    page.unroute_all()
    expect(page.get_by_label("What has happened")).to_have_value(WORDS)
    page.get_by_role("button", name="Use what the site has").click()
    expect(page.get_by_label("What has happened")).to_have_value("")
    leave(page)


def test_what_was_not_kept_is_never_put_over_a_newer_answer(sign_in, leave, plan, asked, priya):
    page = sign_in(priya)
    page.route(
        "**/my-actions/*/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.goto(here(asked))
    page.get_by_label("What has happened").fill(WORDS)
    kept_as(page, "The site cannot be reached.")
    answering.save_draft(asked, said(plan, "Newer."), version=0, by=make_person("editor"), at=timezone.now())
    page.reload()
    page.get_by_text("Below stands what the site has.").wait_for()
    page.unroute_all()
    expect(page.get_by_label("What has happened")).to_have_value("Newer.")
    page.get_by_role("button", name="Put my words in its place").click()
    expect(page.get_by_label("What has happened")).to_have_value(WORDS)
    leave(page)


def test_nothing_of_one_person_is_left_for_the_next_at_the_same_machine(sign_in, leave, asked, priya):
    page = sign_in(priya)
    page.goto(here(asked))
    page.route(
        "**/my-actions/*/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_label("What has happened").fill(WORDS)
    kept_as(page, "The site cannot be reached.")
    assert page.evaluate("Object.values(localStorage).join().includes('housing offices')")
    sign_in(make_person("editor"))
    page.goto(here(asked))
    expect(page.get_by_label("What has happened")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_signing_out_leaves_nothing_on_the_machine(sign_in, asked, priya):
    page = sign_in(priya)
    page.goto(here(asked))
    page.route(
        "**/my-actions/*/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_label("What has happened").fill(WORDS)
    kept_as(page, "The site cannot be reached.")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_back_after_sending_sends_nothing_twice(sign_in, leave, asked, priya):
    page = sign_in(priya)
    page.goto(here(asked))
    page.get_by_label("What has happened").fill(WORDS)
    page.get_by_label("Green: on track").check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("1a is sent.").wait_for()
    page.go_back()
    page.wait_for_load_state()
    if page.get_by_role("button", name="Send my answer").count():
        with page.expect_navigation():
            page.get_by_role("button", name="Send my answer").click()
    assert standing(asked).events.count() == 1
    leave(page)


def test_everything_works_without_javascript(
    page_without_javascript, live_server, client, plan, asked, priya, tmp_path
):
    page = page_without_javascript
    client.force_login(priya)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(reverse("my_actions"))
    page.get_by_role("link", name="Promise 1").click()
    page.get_by_label("What has happened").fill(WORDS)
    page.get_by_role("button", name="Keep as a draft").last.click()
    expect(page.get_by_text("It is not sent yet.")).to_be_visible()
    page.get_by_label("Blue: complete").check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Nothing has been lost. Your answer is kept as a draft.")).to_be_visible()
    page.get_by_label("Completed on").fill("14.7.26")
    log = tmp_path / "Bookings.csv"
    log.write_text("Counter,Bookings\n")
    page.get_by_label("Files").set_input_files(log)
    page.get_by_role("button", name="Add this evidence").click()
    expect(page.get_by_role("link", name="Bookings.csv")).to_be_visible()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("1a is sent.")).to_be_visible()
    page.get_by_role("link", name="Promise 1").click()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("button", name="Take away Bookings.csv").click()
    expect(page.get_by_text("is taken away")).to_be_visible()
    update = standing(asked)
    answering.save_draft(
        asked, said(plan, "Theirs."), version=update.version, by=make_person("editor"), at=timezone.now()
    )
    page.get_by_role("button", name="Keep as a draft").last.click()
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_text("It is not sent yet.")).to_be_visible()
    assert standing(asked).words == WORDS


def test_a_deputy_is_named_and_answers(sign_in, leave, plan, asked, priya):
    tom = make_lead(plan, "Tom Hathersage")
    page = sign_in(priya)
    page.goto(reverse("my_actions"))
    page.get_by_role("link", name="Name a deputy").click()
    page.get_by_label("Who answers in that time?").select_option(label=tom.name)
    page.get_by_label("Until").fill("1 March 2099")
    page.get_by_role("button", name="Name this deputy").click()
    page.get_by_text("stands in for").wait_for()
    sign_in(tom)
    page.goto(here(asked))
    page.get_by_text("You are answering for").wait_for()
    page.get_by_label("What has happened").fill(WORDS)
    page.get_by_label("Green: on track").check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("1a is sent.").wait_for()
    assert standing(asked).submitted_by == tom
    leave(page)

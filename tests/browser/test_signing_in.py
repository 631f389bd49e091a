"""Signing in in a browser: by code, by password, with the council's account; and a form sent after the session ended."""

import os
import re
from pathlib import Path

import pytest
from django.core import mail
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path
from playwright.sync_api import expect

from accounts import keeping
from accounts.models import User
from tests.access.fake_council import FakeCouncil
from tests.plans import PASSWORD, make_person

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "lead@marlowvale.example"
WIDTHS = (320, 1280)
TOLD = "Interpreters are booked at every counter.\nNext: libraries."
# A page of the kind that rooms have, with a form in which people write.
PAGE = Template(
    """{% extends "base.html" %}{% load keeping %}{% block title %}Your answer{% endblock %}{% block main %}
<h1>Your answer</h1>{% if kept %}<div class="note"><p>What you typed is here again.</p></div>{% endif %}
<form method="post">{% csrf_token %}{% typed_by %}<div class="field"><label for="text">What has happened</label>
<textarea id="text" name="text">{{ kept.text }}</textarea></div><div class="btns"><button class="btn">Send</button></div>
</form>{% endblock %}"""
)


@keeping.sign_in_first(words={"text": "What has happened"})
def answer(request):
    """A page with a form, as the rooms above have them."""
    if request.method == "POST":
        return HttpResponse(f"<!doctype html><title>Sent</title><p>Sent: {request.POST['text']}</p>")
    return HttpResponse(PAGE.render(RequestContext(request, {"kept": keeping.kept_for(request)})))


urlpatterns = [path("answer/", answer), path("", include("config.urls"))]


@pytest.fixture
def lead(transactional_db):
    return make_person("lead", ADDRESS)


@pytest.fixture
def with_answer(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def anyone(request, chromium, live_server):
    """A browser with and without JavaScript."""
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=request.param,
        viewport={"width": 320, "height": 800},
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def code():
    return re.match(r"[\d-]+", mail.outbox[-1].body).group()


def press(page, name):
    """Press this button, and wait for the page that comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def sign_in_by_code(page):
    page.get_by_label("Work e-mail address").fill(ADDRESS)
    press(page, "Send me a code")
    page.get_by_label("Code").fill(code())
    press(page, "Sign in")


def enter(page):
    """Send the form with the Enter key."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def looked_at(page, axe, wide, name):
    """At every width axe finds nothing and nothing runs off; a picture is left where a folder for them is named."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], f"{name} at {width}"
        assert wide(page) == [], f"{name} at {width}"
        if folder := os.environ.get("SCREENS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_an_officer_gets_a_code_and_lands_where_they_were_going(lead, page, axe, wide):
    page.goto("/account/")
    looked_at(page, axe, wide, "sign-in")
    press(page, "Send me a code")
    page.get_by_role("link", name="Enter your work e-mail address.").click()
    expect(page.locator("[name=email]")).to_be_focused()
    looked_at(page, axe, wide, "sign-in-errors")
    page.keyboard.type(ADDRESS)
    enter(page)
    looked_at(page, axe, wide, "code")
    page.get_by_label("Code").fill("1234")
    enter(page)
    looked_at(page, axe, wide, "code-errors")
    page.get_by_role("link", name="Check the code").click()
    expect(page.get_by_label("Code")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(code())
    enter(page)
    expect(page).to_have_url("/account/")
    looked_at(page, axe, wide, "account")


def test_signing_in_works_with_and_without_javascript(lead, anyone):
    anyone.goto("/account/")
    sign_in_by_code(anyone)
    expect(anyone).to_have_url("/account/")
    press(anyone, "Sign out")
    anyone.goto("/account/")
    anyone.get_by_role("link", name="Password").click()
    anyone.get_by_label("Work e-mail address").fill(ADDRESS)
    anyone.get_by_label("Password", exact=True).fill(PASSWORD)
    anyone.get_by_role("button", name="Sign in").click()
    expect(anyone).to_have_url("/account/")


def test_a_new_code_can_be_sent_from_the_page_of_the_code(lead, anyone):
    anyone.goto("/sign-in/?next=/account/")
    anyone.get_by_label("Work e-mail address").fill(ADDRESS)
    press(anyone, "Send me a code")
    press(anyone, "Send me a new code")
    assert len(mail.outbox) == 2
    anyone.get_by_label("Code").fill(code())
    anyone.get_by_role("button", name="Sign in").click()
    expect(anyone).to_have_url("/account/")


def test_what_was_typed_survives_the_end_of_the_session(lead, with_answer, anyone):
    anyone.goto("/answer/")
    sign_in_by_code(anyone)
    anyone.get_by_label("What has happened").fill(TOLD)
    other = anyone.context.new_page()
    other.goto("/account/")
    press(other, "Sign out")
    anyone.get_by_role("button", name="Send").click()
    expect(anyone.get_by_text("nothing is lost")).to_be_visible()
    sign_in_by_code(anyone)
    expect(anyone.get_by_label("What has happened")).to_have_value(TOLD)
    anyone.get_by_role("button", name="Send").click()
    expect(anyone.get_by_text("Sent: Interpreters")).to_be_visible()


def test_the_words_of_a_form_that_is_too_old_can_be_copied(lead, with_answer, page, axe, wide):
    page.goto("/answer/")
    sign_in_by_code(page)
    page.get_by_label("What has happened").fill(TOLD)
    other = page.context.new_page()
    other.goto("/account/")
    press(other, "Sign out")
    other.goto("/answer/")
    sign_in_by_code(other)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("What has happened, as you typed it")).to_have_value(TOLD)
    looked_at(page, axe, wide, "too-old")
    page.get_by_role("link", name="Open the page again").click()
    expect(page.get_by_label("What has happened")).to_have_value("")


def test_words_that_cannot_be_kept_are_shown(lead, with_answer, page, axe, wide):
    page.goto("/answer/")
    sign_in_by_code(page)
    page.get_by_label("What has happened").fill(TOLD)
    page.evaluate("document.querySelector('[name=typed_by]').remove()")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("What has happened, as you typed it")).to_have_value(TOLD)
    looked_at(page, axe, wide, "words-to-copy")


def test_the_note_that_nothing_is_lost_can_be_read_by_all(lead, with_answer, page, axe, wide):
    page.goto("/answer/")
    sign_in_by_code(page)
    page.get_by_label("What has happened").fill(TOLD)
    page.context.clear_cookies(name="sessionid")
    press(page, "Send")
    expect(page.get_by_text("nothing is lost")).to_be_visible()
    looked_at(page, axe, wide, "kept")


def test_the_councils_account_leads_there_and_back(lead, settings, page, axe, wide, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    council = FakeCouncil()
    settings.SOCIALACCOUNT_PROVIDERS = council.settings()
    settings.OIDC_NAME = "Marlow Vale account"
    council.says = {"email": "new@marlowvale.example", "email_verified": True}
    try:
        page.goto("/sign-in/?next=/account/")
        page.get_by_role("link", name="Marlow Vale account").click()
        expect(page.get_by_role("heading", name="Nobody here signs in")).to_be_visible()
        looked_at(page, axe, wide, "council-unknown")
        council.says = {"email": ADDRESS, "email_verified": True}
        page.get_by_role("link", name="Marlow Vale account").click()
        expect(page).to_have_url("/account/")
        expect(page.get_by_text("With “Marlow Vale account”")).to_be_visible()
    finally:
        council.stop()
    assert User.objects.count() == 1

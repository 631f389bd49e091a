"""A headless Chromium for tests: `page`, and `axe(page)` which gives what axe finds wrong.

Marked `browser`; skipped, saying so, where there is no Chromium.
"""

import os
import shutil
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
# How long what is expected may take to come: as long as a page may, on a busy machine too.
expect.set_options(timeout=30_000)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items):
    """Everything in this folder drives the browser, and shares one in a worker."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    # Playwright runs an event loop of its own in this thread; Django would take our queries for its.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class OneAtATime:
    """The site as a browser asks it in tests: one answer after the other, for all share one connection to the database."""

    def __init__(self, site):
        self.site, self.answering = site, threading.Lock()

    def __call__(self, environ, start_response):
        with self.answering:
            return self.site(environ, start_response)

    def come_to_rest(self):
        """Wait for the answer that is being given."""
        with self.answering:
            pass


@pytest.fixture(scope="session")
def one_at_a_time(live_server):
    """The site behind the address at which browsers ask."""
    server = live_server.thread.httpd
    server.set_app(OneAtATime(server.get_app()))
    return server.get_app()


@pytest.fixture(autouse=True)
def at_rest(transactional_db, one_at_a_time):
    """The tables are not emptied while the site still answers a browser that is closed."""
    yield
    one_at_a_time.come_to_rest()


@pytest.fixture
def page(chromium, live_server):
    """A page 1280 wide, on our own server; what the browser complains of fails the test."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    shown = context.new_page()
    complaints = []
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    yield shown
    context.close()
    assert complaints == []


def is_complaint(said):
    """Whether the console says that something was wrong; that a page answered 4xx is for the test to judge."""
    return said.type == "error" and "Failed to load resource" not in said.text


@pytest.fixture
def page_without_javascript(chromium, live_server):
    """A page with JavaScript switched off."""
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def axe():
    """A function of a page: each fault that axe finds, as one line; no rule is off."""

    def faults(page):
        page.wait_for_load_state("load")
        found = Axe().run(page).response["violations"]
        return [f"{each['id']}: {node['html'][:150]}" for each in found for node in each["nodes"]]

    return faults


@pytest.fixture
def wide():
    """A function of a page: what is wider than the window and not in a region that scrolls by itself."""

    def wider(page):
        page.wait_for_load_state("load")
        return page.evaluate(OVERFLOWING)

    return wider


OVERFLOWING = """() => {
  const room = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter(e => !e.closest('.scroll') && !e.closest('.hide, .skip') && e.getBoundingClientRect().right > room + 1
      && getComputedStyle(e).clipPath === 'none')
    .map(e => e.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def sign_in(page, live_server, client):
    """A function that signs the browser in as this user."""

    def signed_in(user):
        client.force_login(user)
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        return page

    return signed_in

"""Every page is HTML without an error, with one h1 and no identifier twice."""

import re

import html5lib
import pytest

from tests.issued import issue_plan
from tests.plans import make_person, make_plan

PAGES = [
    "/",
    "/plans/",
    "/plans/?q=counter&state=x",
    "/plans/a-plan/",
    "/plans/a-plan/?q=counter&page=2&order=late&status=none",
    "/plans/a-plan/actions/1a/",
    "/plans/a-plan/actions/1h/",
    "/plans/unreported/",
    "/how-to-read/",
    "/accessibility/",
    "/sign-in/?next=/account/",
    "/no-such-page/",
    "/account/",
]


@pytest.fixture(autouse=True)
def plans(db):
    """Two plans, issued as they stand, so that everybody has their pages."""
    plan = make_plan(60, slug="a-plan")
    plan.actions.filter(ref="1a").update(words="1. First\n2. Second\n\n• third & <last>")
    issue_plan(plan)
    issue_plan(make_plan(4, title="Unreported", slug="unreported", rounds=0))


@pytest.mark.parametrize("role", [None, "editor"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_valid(client, address, role):
    if role:
        client.force_login(make_person(role))
    response = client.get(address, follow=True)
    content = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(content)
    assert content.count("<h1") == 1
    names = re.findall(r'\sid="([^"]*)"', content)
    assert len(names) == len(set(names))
    assert '<html lang="en-GB">' in content
    assert re.search(r"<title>[^<]+</title>", content)


def test_a_planted_fault_is_seen():
    with pytest.raises(html5lib.html5parser.ParseError):
        html5lib.HTMLParser(strict=True).parse("<!doctype html><title>x</title><p><table><p></table>")

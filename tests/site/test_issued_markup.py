"""Every page of what was issued is HTML without an error, with one h1 and no identifier twice."""

import re

import html5lib
import pytest
from issued_reading import reader

from actionplans.models import Recommendation
from tests.issued import issue_plan
from tests.plans import make_organisation, make_plan

PAGES = [
    "/",
    "/plans/",
    "/plans/?q=counter&state=x",
    "/plans/a-plan/",
    "/plans/a-plan/issued/?q=counter&page=2&order=late&status=none",
    "/plans/a-plan/actions/1a/",
    "/plans/a-plan/issued/actions/1h/",
    "/plans/a-plan/actions/recommendation-7/",
    "/plans/unreported/",
    "/plans/empty/",
    "/how-to-read/",
]


@pytest.fixture(autouse=True)
def plans(db):
    plan = make_plan(60, slug="a-plan")
    plan.actions.filter(ref="1a").update(
        words="1. First\n2. Second\n\n• third & <last>", detail="• one\n• two"
    )
    Recommendation.objects.create(plan=plan, order=1, number="7", words="Count the herons.")
    plan.introduction = "What this plan is for:\n• counters\n• libraries"
    plan.save()
    university = make_organisation("Vale University")
    unreported = make_plan(4, title="Unreported", slug="unreported", rounds=0, organisation=university)
    empty = make_plan(0, title="Empty", slug="empty", rounds=0, priorities=0)
    for each in (plan, unreported, empty):
        issue_plan(each)


@pytest.mark.parametrize("role", [None, "editor", "lead"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_valid(address, role):
    response = reader(role).get(address)
    assert response.status_code == 200
    content = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(content)
    assert content.count("<h1") == 1
    names = re.findall(r'\sid="([^"]*)"', content)
    assert len(names) == len(set(names))
    assert re.search(r"<title>[^<]+</title>", content)

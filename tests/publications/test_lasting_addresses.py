"""What stands in print stays where it is, and a row is not told as new where only the way of naming people is."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_plan, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(2, slug="a-plan")


def desk_offers_slug(plan):
    page = signed_in("editor").get(f"/admin/actionplans/plan/{plan.pk}/change/").content.decode()
    return 'name="slug"' in page


def test_the_address_of_a_plan_stays_once_it_was_issued(plan):
    assert desk_offers_slug(plan)
    issue_plan(plan)
    assert not desk_offers_slug(plan)


def test_posts_in_place_of_names_are_no_change_of_a_row(plan):
    first = issue_plan(plan)
    plan.prints_names, plan.prints_names_because = False, "As the plan’s owner chose."
    plan.save()
    issue_plan(plan, at=ISSUED_AT + timedelta(days=1))
    row = Client().get(f"/publications/{first.slug}/rows/1a/").content.decode()
    feed = Client().get("/plans/a-plan/actions/1a/feed.atom").content.decode()
    assert "Changed since" not in row
    assert "Nothing changed since" in feed
    assert "Lead gone" not in row + feed

"""The people and the plan of the rounds' tests."""

import pytest

from accounts.models import Contributor
from actionplans.models import Assignment
from tests.plans import make_person, make_plan
from tests.rounds import make_lead


@pytest.fixture
def plan(db):
    """Eight actions under two priorities, with two rounds behind them."""
    return make_plan(8, slug="plan", priorities=2)


@pytest.fixture
def editor(db):
    return make_person("editor")


@pytest.fixture
def colleague(db):
    return make_person("editor", email="colleague@marlowvale.example")


@pytest.fixture
def publisher(db):
    return make_person("publisher")


@pytest.fixture
def priya(plan):
    """Leads 1a, 2a (and every fourth action)."""
    return make_lead(plan, "Priya Nandakumar")


@pytest.fixture
def tom(plan):
    """Leads 1b, 2b."""
    return make_lead(plan, "Tom Hathersage")


@pytest.fixture
def lead_with(plan):
    """A function that replaces the lead officers of an action by these (officer, qualifier)."""

    def replaced(ref, *leads, role="lead_officer"):
        action = plan.actions.get(ref=ref)
        action.assignments.filter(role__in=("lead_officer", role)).delete()
        for order, (name, qualifier) in enumerate(leads):
            contributor = Contributor.objects.get(organisation=plan.organisation, name=name)
            Assignment.objects.create(
                action=action, role=role, contributor=contributor, qualifier=qualifier, order=order
            )
        return action

    return replaced

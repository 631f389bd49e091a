"""A plan with an open round, whose leads have addresses."""

import pytest

from accounts.models import Contributor
from tests.at_once import moved_to
from tests.chasing.mail_server import mail_server
from tests.plans import make_plan
from tests.rounds import make_lead, make_round


@pytest.fixture
def plan(db):
    """Eight actions, led two each by four officers of four services; nobody has an address yet."""
    return make_plan(8, rounds=1)


@pytest.fixture
def contributor(plan):
    """A function that gives the contributor of this name."""
    return lambda name: Contributor.objects.get(organisation=plan.organisation, name=name)


@pytest.fixture
def priya(plan):
    """The lead of 1a and 3a, who signs in."""
    return make_lead(plan, "Priya Nandakumar")


@pytest.fixture
def tom(plan):
    """The lead of 1b and 3b, who signs in."""
    return make_lead(plan, "Tom Hathersage")


@pytest.fixture
def held(plan, priya, tom):
    """December 2026, open since 24 November and due on 18 December; it asked Priya and Tom."""
    return make_round(plan)


@pytest.fixture
def server(settings):
    """A mail server on this machine, to which the site sends."""
    with mail_server(settings) as running:
        yield running


@pytest.fixture
def in_a_file(transactional_db, tmp_path):
    """The database in a file, as in earnest, so that two writers wait for each other."""
    with moved_to(tmp_path / "shared.sqlite3"):
        yield

"""The officers and the round of these tests: Priya leads 1a and 3a, Tom 1b and 3b, of a plan of eight actions."""

import pytest
from django.test import Client

from actionplans.models import Update
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round


@pytest.fixture
def plan(db):
    plan = make_plan(8)
    Update.objects.filter(action__plan=plan).update(status=plan.scale.statuses.get(words="Green: on track"))
    return plan


@pytest.fixture
def statuses(plan):
    """Each status by the word before its colon: statuses["Red"]."""
    return {each.words.partition(":")[0]: each for each in plan.scale.statuses.all()}


@pytest.fixture
def priya(plan):
    priya = make_lead(plan, "Priya Nandakumar")
    priya.name = "Priya Nandakumar"
    priya.save()
    return priya


@pytest.fixture
def tom(plan):
    tom = make_lead(plan, "Tom Hathersage")
    tom.name = "Tom Hathersage"
    tom.save()
    return tom


@pytest.fixture
def team(db):
    """Rosalind of the equality team."""
    rosalind = make_person("editor", email="rosalind@marlowvale.example")
    rosalind.name = "Rosalind Achterberg"
    rosalind.save()
    return rosalind


@pytest.fixture
def december(plan, team):
    """The round that is open: due on 18 December 2026."""
    return make_round(plan, by=team)


@pytest.fixture
def asked(december):
    """What is asked of Priya on 1a."""
    return asked_of(december, "1a")


@pytest.fixture
def signed_in():
    """A function: a browser of this person."""

    def client_of(user):
        client = Client()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def client(signed_in, priya):
    """Priya's browser."""
    return signed_in(priya)

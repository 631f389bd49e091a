"""The people and plans of the desk's tests."""

import pytest

from accounts.permissions import Role
from tests.plans import make_organisation, make_person, make_plan


@pytest.fixture
def editor(db):
    return make_person(Role.EDITOR)


@pytest.fixture
def colleague(db):
    return make_person(Role.EDITOR, email="colleague@marlowvale.example")


@pytest.fixture
def administrator(db):
    return make_person(Role.ADMIN)


@pytest.fixture
def organisation(db):
    return make_organisation()


@pytest.fixture
def plan(db):
    return make_plan(actions=8, is_draft=True)


@pytest.fixture
def desk(client, editor):
    """The equality team, at its desk."""
    client.force_login(editor)
    return client

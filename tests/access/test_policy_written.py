"""The policy in the code, in the documentation and beside the checkout is one policy."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from accounts.permissions import Permission, Role
from tests.access.policy import ROLES, written


def in_the_code():
    """{line: {role: letter}} of the code."""
    return {
        permission.line: {role.value: permission.answer(role) for role in Role} for permission in Permission
    }


def test_the_roles_are_those_of_the_policy():
    assert tuple(role.value for role in Role) == ROLES


def test_the_code_answers_as_the_written_policy():
    assert in_the_code() == written()


def test_the_written_policy_has_sixty_five_lines():
    assert list(written()) == [f"P{number:02}" for number in range(1, 66)]


@pytest.mark.shared
def test_the_code_answers_as_the_matrix():
    matrix = Path(settings.BASE_DIR).parent / "shared" / "permission_matrix.csv"
    if not matrix.exists():
        matrix = Path(settings.BASE_DIR).parent.parent / "shared" / "permission_matrix.csv"
    if not matrix.exists():
        pytest.skip("the permission matrix is not beside this checkout")
    with matrix.open(newline="") as lines:
        given = {row["id"]: {role: row[role] for role in ROLES} for row in csv.DictReader(lines)}
    assert in_the_code() == given

"""Who opens the pages of papers on their way in, by which verb, and what a page costs."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from actionplans.models import Plan, PlanImport
from tests.actionplans.found_plans import PAPER, large, to_check
from tests.actionplans.uploading import address, only_import, upload
from tests.plans import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client):
    """The client of somebody of the equality team."""
    client.force_login(make_person("editor"))
    return client


PAGES = ["imports", "import_new"]
PAGES_OF_ONE = [
    "import_review",
    "import_rows",
    "import_changes",
    "import_problems",
    "import_original",
    "import_discard",
]
VERBS_OF_ONE = ["import_read", "import_apply", "import_undo", "import_discard"]


def every_address(number):
    of_one = [reverse(name, args=[number]) for name in {*PAGES_OF_ONE, *VERBS_OF_ONE}]
    return [*map(reverse, PAGES), *of_one, reverse("import_clear", args=[number, 1])]


@pytest.mark.parametrize("role", ["member", "lead", "publisher", "steward", "admin", None])
def test_others_find_nothing_here(client, role):
    number = to_check(PAPER).pk
    client.force_login(make_person(role))
    for each in every_address(number):
        # The original of a file may be fetched by the steward too, as the policy says.
        expected = {200} if role == "steward" and each.endswith("/original/") else {404}
        assert {client.get(each).status_code} <= expected | {405}, each
        assert client.post(each).status_code in (404, 405), each
    assert only_import().state == PlanImport.State.REVIEW


def test_strangers_are_sent_to_sign_in(client):
    number = to_check(PAPER).pk
    for each in every_address(number):
        answer = client.get(each)
        assert answer.status_code == 302, each
        assert answer["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize("name", VERBS_OF_ONE[:3])
def test_nothing_is_done_by_looking(team, name):
    to_check(PAPER)
    assert team.get(address(name)).status_code == 405


def test_an_import_that_is_not_there_is_not_found(team):
    assert team.get(reverse("import_review", args=[999])).status_code == 404


def queries(team, path, django_assert_max_num_queries, limit):
    with django_assert_max_num_queries(limit) as counted:
        assert team.get(path).status_code == 200
    return len(counted)


@pytest.mark.parametrize("name", ["import_review", "import_rows", "import_problems"])
def test_a_page_asks_no_more_of_a_large_paper(team, name, django_assert_max_num_queries):
    few, many = to_check(large(3), name="a"), to_check(large(300), name="b")
    counted = [
        queries(team, reverse(name, args=[one.pk]), django_assert_max_num_queries, 20) for one in (few, many)
    ]
    assert counted[0] == counted[1]


def test_differences_are_shown_in_as_many_questions_however_many(team, django_assert_max_num_queries):
    counted = []
    for size in (3, 200):
        team.post(reverse("import_apply", args=[to_check(large(size), name=f"a{size}").pk]))
        plan = Plan.objects.get(title__contains=f" {size} ")
        found = large(size)
        found = replace(found, actions=tuple(replace(row, detail="More.") for row in found.actions))
        newer = to_check(found, plan=plan, name=f"b{size}")
        counted.append(
            queries(team, reverse("import_changes", args=[newer.pk]), django_assert_max_num_queries, 30)
        )
    assert counted[0] == counted[1]


def test_no_style_or_script_stands_in_a_page(team):
    upload(team)
    for name in ("import_review", "import_rows", "import_discard"):
        page = team.get(address(name)).content.decode()
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=", page)

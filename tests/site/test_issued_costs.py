"""What issued pages ask of the database is the same at any size, whatever is filtered, and however often was issued."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from issued_reading import reader

from actionplans.onscreen import issued_lines
from tests.issued import issue_plan
from tests.plans import make_organisation, make_plan

# The issue with its publication, all rows as tuples, sheets of late news, the words of the rows that are listed.
PLAN = 4
# What is chosen by a filter is one question more.
FILTERED = 5
# The issue, its row, sheets of late news, the rows that share its outcome, the papers that print it, its neighbours.
ACTION = 6
# Home: the issues, counts of their rows, how many, the papers, their files. Lists: bodies, states, number, issues, counts;
# with words also the newest issues and their rows.
HOME, PLANS, SEARCH = 5, 5, 7


def queries(address, client=None):
    """How many questions a page asks."""
    client = client or reader()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.fixture(params=[24, 240])
def plan(request, db):
    """A plan of either size that was issued twice, beside another."""
    plan = make_plan(request.param, slug="a-plan")
    issue_plan(plan)
    issue_plan(plan, at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    issue_plan(make_plan(4, title="Another plan", organisation=make_organisation("Vale University")))
    return plan


def test_a_plan_costs_the_same_at_any_size(plan):
    assert queries("/plans/a-plan/") == PLAN
    assert queries("/plans/a-plan/issued/?order=late") == PLAN
    for query in (
        *("q=interpreter", "overdue=yes", "silent=yes", "status=none&status=amber-slipping"),
        *("lead=digital", "priority=priority-4-fair-decisions-openly-explained&q=counter&order=late"),
    ):
        assert queries(f"/plans/a-plan/?{query}") == FILTERED, query


def test_a_row_costs_the_same_at_any_size(plan):
    assert queries("/plans/a-plan/actions/1a/") == ACTION
    assert queries("/plans/a-plan/issued/actions/2b/") == ACTION


def test_lists_cost_the_same_at_any_size(plan):
    assert queries("/") == HOME
    assert queries("/plans/") == PLANS
    assert queries("/plans/?body=vale-university&state=in_delivery") == PLANS
    assert queries("/plans/?q=plan") == SEARCH


def test_a_longer_past_costs_nothing(plan):
    before = [queries(address) for address in ("/plans/a-plan/", "/plans/a-plan/actions/1a/", "/", "/plans/")]
    for day in (21, 22, 23):
        issue_plan(plan, at=datetime(2026, 11, day, 9, tzinfo=UTC))
    after = [queries(address) for address in ("/plans/a-plan/", "/plans/a-plan/actions/1a/", "/", "/plans/")]
    assert after == before


def test_only_the_words_of_listed_rows_are_read(plan, monkeypatch):
    read = []
    read_entry = issued_lines.entry_from_text
    monkeypatch.setattr(issued_lines, "entry_from_text", lambda text: read.append(text) or read_entry(text))
    reader().get("/plans/a-plan/")
    assert len(read) == min(25, plan.actions.count())

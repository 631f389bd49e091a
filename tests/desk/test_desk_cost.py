"""No list and no form of the desk costs more queries when the plan is ten times as large."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import Plan
from tests.plans import make_plan

MODELS = [
    model
    for model in admin.site._registry
    if model._meta.app_label in ("accounts", "papers", "actionplans")
    and model._meta.label_lower != "accounts.user"
]
SIZES = (24, 240)


def address(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def cost(desk, path):
    desk.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = desk.get(path)
    assert answer.status_code == 200
    return len(queries)


@pytest.fixture
def two_sizes(desk):
    """Asks the cost of a page with a plan of 24 actions, then of 240, one at a time."""

    def compare(path_of):
        costs = []
        for size in SIZES:
            plan = make_plan(actions=size, is_draft=True)
            path = path_of(plan)
            costs.append(cost(desk, path) if path else None)
            plan.delete()
            plan.scale.delete()
        return costs

    return compare


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_a_list_costs_the_same_whatever_its_length(model, two_sizes):
    small, large = two_sizes(lambda plan: address(model, "changelist"))
    assert small == large
    assert large <= 20


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_a_form_costs_the_same_whatever_the_plan(model, two_sizes):
    def path(plan):
        row = model._base_manager.first()
        return row and address(model, "change", row.pk)

    small, large = two_sizes(path)
    assert small == large


def test_the_actions_list_narrowed_and_searched_costs_the_same(two_sizes):
    def path(plan):
        return (
            address(plan.actions.model, "changelist")
            + f"?plan__id__exact={plan.pk}&overdue=yes&unanswered=latest&q=promise"
        )

    small, large = two_sizes(path)
    assert small == large


def test_the_plan_form_costs_the_same_with_many_priorities_and_outcomes(desk, plan):
    few = cost(desk, address(Plan, "change", plan.pk))
    for number in range(10, 30):
        priority = plan.priorities.create(order=number, words=f"Priority {number}")
        plan.outcomes.create(order=number, words=f"Outcome {number}", priority=priority)
        plan.rounds.create(order=number, key=f"r{number}", words=f"Round {number}")
        plan.columns.create(order=number, layout="priorities", key=f"round:r{number}")
    assert cost(desk, address(Plan, "change", plan.pk)) == few


def test_the_action_form_costs_the_same_with_many_parts(desk, plan):
    action = plan.actions.first()
    few = cost(desk, address(type(action), "change", action.pk))
    contributor = action.assignments.first().contributor
    for number in range(20):
        action.assignments.create(contributor=contributor, role="supporting", qualifier=str(number))
        action.measures.create(words=f"Measure {number}")
        action.targets.create(words=f"{number}", value=number)
        outcome = plan.outcomes.create(words=f"Outcome {number}")
        action.outcomes.add(outcome)
    assert cost(desk, address(type(action), "change", action.pk)) == few


def test_the_contributor_form_costs_the_same_with_many_spellings(desk, plan):
    contributor = plan.organisation.contributors.first()
    few = cost(desk, address(type(contributor), "change", contributor.pk))
    for number in range(20):
        contributor.aliases.create(organisation=plan.organisation, words=f"S{number}", key=f"s{number}")
    assert cost(desk, address(type(contributor), "change", contributor.pk)) == few


def test_the_page_that_asks_before_deleting_costs_the_same(two_sizes):
    small, large = two_sizes(lambda plan: address(Plan, "delete", plan.pk))
    assert small == large

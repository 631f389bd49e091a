"""Opening a round costs a fixed number of questions, whatever the size of the plan."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.rounds import running
from tests.plans import make_person, make_plan
from tests.rounds import DUE_ON, OPENED_AT, split


def questions(size, halves=0):
    """How many queries opening the first round of a plan of this size takes."""
    plan = make_plan(size, slug=f"of-{size}-{halves}", rounds=0)
    for action in plan.actions.all()[:halves]:
        split(action)
    planned = running.plan_round(plan, words="December 2026", due_on=DUE_ON)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        opened = running.open_round(planned, by=make_person("editor"), at=OPENED_AT)
    assert len(opened.asked) == size + halves
    # What is written goes in as many rows at a time as the database takes; PostgreSQL counts it afterwards.
    return len([each for each in asked if not each["sql"].startswith(("INSERT", "ANALYZE"))])


@pytest.mark.django_db
def test_opening_asks_as_few_questions_of_240_actions_as_of_24():
    assert questions(24) == questions(240)


@pytest.mark.django_db
def test_halves_cost_no_question_each():
    assert questions(24, halves=1) == questions(24, halves=9)

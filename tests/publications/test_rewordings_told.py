"""What was reworded is told once, with the rows it stands in, and of a row without a reference it is said whose words they are."""

import pytest

from actionplans.models import Outcome, SuccessMeasure
from papers.document import Figures, Table
from papers.writing.words import cell_words
from tests.issued import issue_plan
from tests.plans import make_plan

pytestmark = pytest.mark.django_db
MEASURE = "Nine bookings in ten are met within two days."


@pytest.fixture
def plan():
    """Four actions, two under each of two aims; issued."""
    return make_plan(4, slug="plan", priorities=2, rounds=0)


def changes(plan):
    """The paper of what changed, of a second issue."""
    return issue_plan(plan, slug="second", reference="Appendix 3").read("changes")


def wordings(document):
    """The lines of its table of wordings."""
    table = next(one for one in document.blocks if isinstance(one, Table) and one.caption == "Wording")
    return [[cell_words(cell) for cell in row.cells] for row in table.rows]


def figure(document, words):
    figures = next(one for one in document.blocks if isinstance(one, Figures))
    return next(number for number, what in figures.numbers if what == words)


def test_an_aim_that_two_actions_serve_is_told_once_with_both(plan):
    issue_plan(plan, slug="first", reference="Appendix 2")
    Outcome.objects.filter(plan=plan, order=1).update(words="Everybody gets the same honest answer, 1")
    told = changes(plan)
    [[refs, what, said]] = wordings(told)
    assert (refs, what) == ("1a, 1b", "Desired outcome")
    assert said == "Everybody gets the same [new: honest] answer, 1"
    assert figure(told, "new wording") == 1


def test_what_two_actions_say_each_for_itself_is_told_of_both(plan):
    issue_plan(plan, slug="first", reference="Appendix 2")
    SuccessMeasure.objects.filter(action__ref__in=["1a", "1b"]).update(words=f"{MEASURE} All are counted.")
    told = changes(plan)
    assert [refs for refs, *_ in wordings(told)] == ["1a", "1b"]
    assert figure(told, "new wording") == 2


def test_of_an_action_without_a_reference_it_is_said_whose_words_they_are(plan):
    plan.actions.update(ref="")
    issue_plan(plan, slug="first", reference="Appendix 2")
    SuccessMeasure.objects.filter(action__order=3).update(words=f"{MEASURE} All are counted.")
    plan.actions.filter(order=4).update(words="Promise 4: offer an interpreter at every counter")
    (measure, _), (action, said) = wordings(changes(plan))
    assert measure == "How will we measure success?\nPromise 3: offer an interpreter at counter 3"
    assert action == "Action"
    assert said.startswith("Promise 4: offer an interpreter at")

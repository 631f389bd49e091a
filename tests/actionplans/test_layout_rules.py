"""Rules of print that hold for any plan: spans fit, words read as they should."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.papers import legend, tables, wording
from actionplans.papers.fetching import fetch
from actionplans.papers.layouts import COLUMNS, LAYOUTS
from actionplans.papers.lines import Line
from actionplans.papers.rows import HeadingRow
from papers import phrases
from tests.actionplans.layout_plans import TODAY, with_aims, with_priorities, with_recommendations


def lines(outcomes):
    """A line for each of these outcome numbers; 0 is none."""
    return [Line(None, outcomes=(HeadingRow(one, None, one, "Wanted."),) if one else ()) for one in outcomes]


@given(st.lists(st.integers(0, 3), max_size=12))
def test_the_cells_of_a_column_cover_every_row_once(outcomes):
    heights = tables._heights("outcome", lines(outcomes))
    covered = [at for at, height in heights.items() for at in range(at, at + height)]
    assert sorted(covered) == list(range(len(outcomes)))


@given(st.lists(st.integers(0, 3), max_size=12))
def test_an_outcome_that_is_not_stated_is_never_spanned(outcomes):
    heights = tables._heights("outcome", lines(outcomes))
    assert all(heights[at] == 1 for at, one in enumerate(outcomes) if not one)


def test_the_words_of_the_examples_are_as_printed():
    assert doctest.testmod(wording).failed == 0


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.key)
def test_a_layout_has_known_columns_and_names_each_once(layout):
    keys = [column.key for column in layout.columns]
    assert set(keys) <= set(COLUMNS)
    assert len(set(keys)) == len(keys)
    assert layout.optional <= set(keys)


@pytest.mark.django_db
@pytest.mark.parametrize("make", [with_priorities, with_recommendations, with_aims])
def test_every_fact_is_known_again_when_the_paper_comes_back(make):
    plan = make()
    plan.adoption_words = "Adopted by Council"
    layout = LAYOUTS[plan.layout]
    labels = [label for label, _ in legend.facts(plan, fetch(plan, layout, today=TODAY), layout)]
    assert labels
    assert set(labels) <= set(phrases.FACTS)


@pytest.mark.parametrize(
    ("words", "is_ours"),
    [
        ("As at 22 November 2026", True),
        ("As at: 22 November 2026    Rounds shown: April 2026 and October 2026", True),
        (phrases.HOW_TO_READ, True),
        ("As at 22 November 2026 the contract had not been let.", False),
        ("Rounds shown: all", False),
    ],
)
def test_a_line_above_the_table_is_ours_only_as_we_print_it(words, is_ours):
    assert phrases.is_about_the_paper(words) is is_ours

"""When an action is late, and how that is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.lateness import is_overdue, overdue_words, whole_months

TODAY = date(2026, 11, 6)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("latest", "words"),
    [
        (date(2026, 11, 6), ""),
        (date(2026, 11, 7), ""),
        (date(2026, 11, 5), "Overdue by 1 day"),
        (date(2026, 10, 31), "Overdue by 6 days"),
        (date(2026, 10, 6), "Overdue by 1 month"),
        (date(2026, 9, 5), "Overdue by 2 months"),
        (date(2024, 11, 7), "Overdue by 23 months"),
        (date(2024, 11, 6), "Overdue by 2 years"),
        (date(2019, 3, 31), "Overdue by 7 years"),
    ],
)
def test_lateness_is_said_in_days_months_and_years(latest, words):
    assert overdue_words(latest, TODAY) == words


def test_what_has_no_last_day_is_never_late():
    assert overdue_words(None, TODAY) == ""


def test_a_month_that_began_on_the_31st_is_over_on_the_last_of_the_next():
    assert whole_months(date(2026, 1, 31), date(2026, 2, 28)) == 1
    assert whole_months(date(2024, 1, 31), date(2024, 2, 28)) == 0


@pytest.mark.parametrize("kind", ["recurring", "none"])
def test_recurring_and_undated_timescales_are_never_overdue(kind):
    late = is_overdue(date(2020, 1, 1), kind=kind, completed_on=None, is_finished=False, today=TODAY)
    assert not late


@pytest.mark.parametrize(
    ("completed_on", "is_finished", "late"),
    [(None, False, True), (date(2026, 10, 1), False, False), (None, True, False)],
)
def test_what_is_finished_is_never_overdue(completed_on, is_finished, late):
    said = is_overdue(
        date(2026, 9, 30), kind="by", completed_on=completed_on, is_finished=is_finished, today=TODAY
    )
    assert said is late


@given(DAYS, DAYS)
def test_something_is_said_exactly_from_the_day_after(latest, today):
    assert bool(overdue_words(latest, today)) == (today > latest)

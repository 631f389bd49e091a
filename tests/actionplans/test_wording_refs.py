"""References and typed numbers, which never eat a year or an amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.wording import refs


@pytest.mark.parametrize(
    "words",
    ["1", "12", "1a", "1A", "1.2", "1.2.", "3.2.1", "A3", "A1.2", "EDI-04", "EDI/04", "WR/3", "SR (25/26) 01", "1(a)", "(a)", "i)", "b.", "Action 5", "EO 4", "Recommendation 5", "R1", "HR-EDI-4", "1b.", "10c", "P1.2", "12.", "A", "iv)", "1.2a"],
)  # fmt: skip
def test_a_reference_is_known(words):
    assert refs.is_ref(words)


@pytest.mark.parametrize(
    "words",
    ["", "-", "2018", "2018/19", "1.5%", "30 staff", "HR", "Equality Team", "Q1", "1st", "TBC", "n/a", "March 2025", "03/04/2025", "Mae 3", "£30", "A plan", "48.0%", "ongoing", "10:30"],
)  # fmt: skip
def test_other_words_are_no_reference(words):
    assert not refs.is_ref(words)


@pytest.mark.parametrize(
    ("words", "ref", "rest"),
    [
        ("1a Provide training", "1a", "Provide training"),
        ("1a. Provide training", "1a", "Provide training"),
        ("1.2 Provide training", "1.2", "Provide training"),
        ("3.2.1 provide training", "3.2.1", "provide training"),
        ("A3: Provide training", "A3", "Provide training"),
        ("EDI-04 Provide training", "EDI-04", "Provide training"),
        ("SR (25/26) 01 The council should", "SR (25/26) 01", "The council should"),
        ("Action 5: Provide training", "Action 5", "Provide training"),
        ("Action 5 Provide training", "Action 5", "Provide training"),
        ("Recommendation 5: The council", "Recommendation 5", "The council"),
        ("RECOMMENDATION 5\nThe council", "RECOMMENDATION 5", "The council"),
        ("Priority 1, Design services", "Priority 1", "Design services"),
        ("Priority 2: Raise awareness", "Priority 2", "Raise awareness"),
        ("i) Provide training", "i)", "Provide training"),
        ("(a) Provide training", "(a)", "Provide training"),
        ("1. Provide training", "1", "Provide training"),
        ("4) Provide training", "4", "Provide training"),
        ("2 - Provide training", "2", "Provide training"),
        ("Argymhelliad 3: Dylai'r cyngor", "Argymhelliad 3", "Dylai'r cyngor"),
        ("1a – Including staff", "1a", "Including staff"),
    ],
)
def test_a_leading_reference_is_taken_off(words, ref, rest):
    assert refs.leading(words) == (ref, rest)


@pytest.mark.parametrize(
    "words",
    ["1.5% per annum", "30 LCC staff", "2018 review of pay", "1.5 per cent more", "3 members of staff", "03/04/2025 meeting", "1st meeting", "2018/19 plan", "A plan for all", "I will go",
     "10 years on", "1.2 million people", "Provide training", "", "5 December 2018", "COVID-19 response", "Actions for all", "24/7 support", "WCAG 2.2 AA", "HR2 has", "NHS trusts"],
)  # fmt: skip
def test_years_and_amounts_are_never_taken_off(words):
    assert refs.leading(words) == (None, words)


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [("1. Agree lead", 1, "Agree lead"), ("12) Agree lead", 12, "Agree lead"), ("a) Agree lead", "a", "Agree lead"), ("(iv) Agree lead", "iv", "Agree lead"), ("(2) Agree", 2, "Agree"),
     ("1.5% more", None, "1.5% more"), ("Agree lead", None, "Agree lead"), ("A. Smith agreed", None, "A. Smith agreed"), ("2018. A review", None, "2018. A review"), ("", None, "")],
)  # fmt: skip
def test_a_typed_number_is_taken_off_a_line(words, number, rest):
    assert refs.typed_number(words) == (number, rest)


def test_references_sort_as_a_person_sorts_them():
    assert sorted(["10", "2", "1b", "1a", "1.10", "1.2", "A2", "A10", ""], key=refs.natural_key) == [
        "", "1.2", "1.10", "1a", "1b", "2", "10", "A2", "A10",
    ]  # fmt: skip


@given(st.text(max_size=60))
def test_nothing_of_any_words_is_lost(words):
    ref, rest = refs.leading(words)
    assert rest in words
    assert ref is None or ref in words
    number, tail = refs.typed_number(words)
    assert tail in words
    refs.is_ref(words)
    refs.natural_key(words)

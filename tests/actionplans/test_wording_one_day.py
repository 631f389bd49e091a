"""A day typed into a field is read in the ways that people in the UK write it, or not at all."""

from datetime import date

import pytest

from actionplans.wording.one_day import one_day


@pytest.mark.parametrize(
    "words",
    [
        "14 July 2026",
        "14/7/26",
        "14.07.2026",
        "14-07-2026",
        "14 07 2026",
        "14th July 2026",
        "Tuesday 14 July 2026",
        "on 14 July 2026.",
        "2026-07-14",
        "14 Jul 26",
        "  14   July  2026 ",
        "14 Gorffennaf 2026",
    ],
)
def test_one_day_is_read(words):
    assert one_day(words) == (date(2026, 7, 14), "")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("soon", "Write one day and nothing else."),
        ("14 July 2026 at the latest", "Write one day and nothing else."),
        ("1 May 2026 or 2 May 2026", "Write one day and nothing else."),
        ("14 July", "Write the year as well."),
        ("July 2026", "Write the day as well"),
        ("5-9 May 2026", "Write the day as well"),
        ("31 June 2026", "June has 30 days"),
        ("07/14/2026", "it may be written month first"),
        ("1 May " * 5000, "Write one day and nothing else."),
    ],
)
def test_what_is_not_one_day_is_not_guessed(words, why):
    day, sentence = one_day(words)
    assert day is None
    assert why in sentence


def test_nothing_typed_is_no_day_and_no_fault():
    assert one_day("  ") == (None, "")

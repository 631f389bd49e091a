"""Titles, movement, bars, pages and readings: the pure parts of the site."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.models import Target, Timescale
from actionplans.movement import movement, way
from actionplans.onscreen.bars import bar, in_words
from actionplans.onscreen.paging import page_of
from actionplans.onscreen.readings import target_reading, timescale_reading
from actionplans.onscreen.titles import LONGEST, title_and_rest

LONG = "Train counter staff to help residents. " + "Then ask them what they learnt and write it down. " * 5


class Stands:
    """A status, as far as movement looks at it."""

    def __init__(self, pk, words, meaning):
        self.pk, self.words, self.meaning = pk, words, meaning


GREEN = Stands(1, "Green: on track", "on_track")
AMBER = Stands(2, "Amber: slipping", "at_risk")
PAUSED = Stands(3, "On hold", "paused")


def test_a_short_promise_is_its_own_title():
    assert title_and_rest("Publish the pay gap.") == ("Publish the pay gap.", "")


def test_a_long_promise_is_headed_by_its_first_sentence():
    title, rest = title_and_rest(LONG)
    assert title == "Train counter staff to help residents."
    assert rest.startswith("Then ask them")


def test_a_sentence_that_is_somewhat_long_is_not_cut():
    one = "Find out how far filling senior posts from outside the borough " + "changes the share held, " * 6
    assert title_and_rest(one) == (one.strip(), "")


@pytest.mark.parametrize("cut", ["e.g. Age UK", "St. Anne", "J. Smith", "Mrs. Okafor"])
def test_a_full_stop_that_ends_no_sentence_does_not_end_the_title(cut):
    title, _ = title_and_rest(f"Work with {cut} on the offer and ask them. " + "And then report it. " * 10)
    assert title == f"Work with {cut} on the offer and ask them."


@given(st.text(max_size=600))
def test_title_and_rest_are_all_the_words(words):
    title, rest = title_and_rest(words)
    assert "".join((title + rest).split()) == "".join(words.split())


@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=40).map(" ".join))
def test_a_title_of_words_is_never_longer_than_a_heading_can_be(words):
    assert len(title_and_rest(words)[0]) <= LONGEST


@pytest.mark.parametrize(
    ("before", "now", "said", "mark"),
    [
        (GREEN, AMBER, "Green to Amber since April 2026", "↘"),
        (AMBER, GREEN, "Amber to Green since April 2026", "↗"),
        (AMBER, AMBER, "No change since April 2026", "→"),
        (AMBER, PAUSED, "Amber to On hold since April 2026", "·"),
    ],
)
def test_movement_is_a_mark_and_words(before, now, said, mark):
    moved = movement(before, now, since="April 2026")
    assert (moved.words, moved.mark) == (said, mark)


def test_without_two_statuses_there_is_no_movement():
    assert movement(None, GREEN, since="") is None
    assert movement(GREEN, None, since="") is None


def test_a_pause_is_neither_better_nor_worse():
    assert way("off_track", "paused") == "other"


def test_a_bar_is_as_wide_as_its_counts():
    parts = bar([("Red", "bad", 1), ("Amber", "warn", 0), ("Green", "good", 3)])
    assert [(part.words, part.x, part.width) for part in parts] == [
        ("Red", "0.00%", "24.50%"),
        ("Green", "25.00%", "74.50%"),
    ]
    assert in_words(parts) == "1 Red, 3 Green"


def test_a_bar_of_nothing_is_nothing():
    assert bar([("Red", "bad", 0)]) == []


@pytest.mark.parametrize(
    ("asked", "total", "first", "until", "understood"),
    [
        ("", 60, 1, 25, True),
        ("3", 60, 51, 60, True),
        ("4", 60, 51, 60, False),
        ("0", 60, 1, 25, False),
        ("-1", 60, 1, 25, False),
        ("two", 60, 1, 25, False),
        ("٣", 60, 1, 25, False),
        ("9" * 40, 60, 1, 25, False),
        ("", 0, 0, 0, True),
    ],
)
def test_a_page_that_is_not_there_is_answered_by_one_that_is(asked, total, first, until, understood):
    page = page_of(asked, total)
    assert (page.first, page.until, page.was_understood) == (first, until, understood)


@given(st.integers(0, 400), st.integers(1, 30))
def test_the_pages_together_show_everything_once(total, size):
    found = list(range(total))
    last = page_of("", total, size).last
    shown = [page_of(str(number), total, size).part(found) for number in range(1, last + 1)]
    assert sum(shown, []) == found


@pytest.mark.parametrize(
    ("kind", "latest", "said"),
    [
        ("by", date(2026, 9, 30), "due by 30 September 2026"),
        ("none", None, "no date: it never becomes overdue"),
        ("recurring", None, "something that comes round again; it has no last day"),
    ],
)
def test_a_timescale_says_how_it_was_read(kind, latest, said):
    assert timescale_reading(Timescale(kind=kind, earliest=latest, latest=latest)) == said


@pytest.mark.parametrize(
    ("value", "unit", "year", "said"),
    [
        ("48.000", "per_cent", 2012, "48 per cent in 2012"),
        ("1.500", "per_cent_a_year", None, "1.5% a year, points or growth not stated"),
        ("1200.000", "number", 2027, "1200 in 2027"),
    ],
)
def test_a_target_says_how_it_was_read(value, unit, year, said):
    assert target_reading(Target(value=Decimal(value), unit=unit, year=year)) == said

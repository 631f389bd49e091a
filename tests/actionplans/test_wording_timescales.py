"""Timescales: what councils write for when, and what may be read from it."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actionplans.wording import timescales


def reading(words, **told):
    """precision, kind, first day, last day of a reading."""
    found = timescales.read(words, **told).timescale
    return (
        found.precision,
        found.kind,
        found.earliest.isoformat() if found.earliest else None,
        found.latest.isoformat() if found.latest else None,
    )


DAYS = [
    ("03/04/2025", "2025-04-03"),
    ("23.04.19", "2019-04-23"),
    ("3-4-25", "2025-04-03"),
    ("1st Sept 24", "2024-09-01"),
    ("1st September 2024", "2024-09-01"),
    ("the 22nd of March, 2026", "2026-03-22"),
    ("31 March 2025", "2025-03-31"),
    ("31-Mar-25", "2025-03-31"),
    ("31 Mawrth 2025", "2025-03-31"),
    ("1 Medi 2024", "2024-09-01"),
    ("By 31/03/2026", "2026-03-31"),
    ("no later than Friday 14th November 2025", "2025-11-14"),
    ("2025-03-31", "2025-03-31"),
    ("2025-03-31 00:00:00", "2025-03-31"),
    ("2025-03-31T00:00:00", "2025-03-31"),
    ("31/03/2025 00:00", "2025-03-31"),
    ("March 31, 2025", "2025-03-31"),
    ("29/02/2024", "2024-02-29"),
    ("01 / 01 / 26", "2026-01-01"),
]


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_a_day_is_read_in_uk_order(words, day):
    assert reading(words) == ("day", "by", day, day)
    assert timescales.read(words).doubt == ""


MONTHS = [
    ("March 2025", "2025-03-01", "2025-03-31"),
    ("by end March 2025", "2025-03-01", "2025-03-31"),
    ("By the end of March 2025", "2025-03-01", "2025-03-31"),
    ("end of February 2024", "2024-02-01", "2024-02-29"),
    ("Mar-25", "2025-03-01", "2025-03-31"),
    ("Mar 25", "2025-03-01", "2025-03-31"),
    ("March '25", "2025-03-01", "2025-03-31"),
    ("Sept. 2010", "2010-09-01", "2010-09-30"),
    ("SEPT 2018", "2018-09-01", "2018-09-30"),
    ("Funding to be in place by Sept 2010", "2010-09-01", "2010-09-30"),
    ("Implement by May 2010", "2010-05-01", "2010-05-31"),
    ("No later than December 2016", "2016-12-01", "2016-12-31"),
    ("03/25", "2025-03-01", "2025-03-31"),
    ("12/25", "2025-12-01", "2025-12-31"),
    ("03/2025", "2025-03-01", "2025-03-31"),
    ("April 2023 – June 2023", "2023-04-01", "2023-06-30"),
    ("April - June 2023", "2023-04-01", "2023-06-30"),
    ("April 2023 to March 2024", "2023-04-01", "2024-03-31"),
    ("Between April 2023 and June 2023", "2023-04-01", "2023-06-30"),
    ("Mawrth 2025", "2025-03-01", "2025-03-31"),
    ("erbyn Gorffennaf 2025", "2025-07-01", "2025-07-31"),
    ("Erbyn diwedd Rhagfyr 2026", "2026-12-01", "2026-12-31"),
    ("o Fai 2025 i Fedi 2025", "2025-05-01", "2025-09-30"),
    ("Q3/4 Oct 2024 - Mar 2025", "2024-10-01", "2025-03-31"),
    ("Q2 Jul - Sept 2024", "2024-07-01", "2024-09-30"),
]


@pytest.mark.parametrize(("words", "first", "last"), MONTHS)
def test_a_month_is_due_on_its_last_day(words, first, last):
    assert reading(words) == ("month", "by", first, last)
    assert timescales.read(words).doubt == ""


SPANS = [
    ("Q2 2024/25", "quarter", "by", "2024-07-01", "2024-09-30"),
    ("Q4 2024-25", "quarter", "by", "2025-01-01", "2025-03-31"),
    ("2024/25 Q3", "quarter", "by", "2024-10-01", "2024-12-31"),
    ("Quarter 1 (2025/26)", "quarter", "by", "2025-04-01", "2025-06-30"),
    ("Q1 - Q2 2025/26", "quarter", "by", "2025-04-01", "2025-09-30"),
    ("Chwarter 2 2024/25", "quarter", "by", "2024-07-01", "2024-09-30"),
    ("Summer 2024", "season", "by", "2024-06-01", "2024-08-31"),
    ("by Autumn 2025", "season", "by", "2025-09-01", "2025-11-30"),
    ("Winter 2024/25", "season", "by", "2024-12-01", "2025-02-28"),
    ("Gwanwyn 2025", "season", "by", "2025-03-01", "2025-05-31"),
    ("2025", "year", "by", "2025-01-01", "2025-12-31"),
    ("By end of 2025", "year", "by", "2025-01-01", "2025-12-31"),
    ("2018/19", "year", "by", "2018-04-01", "2019-03-31"),
    ("2018-2019", "year", "by", "2018-04-01", "2019-03-31"),
    ("24/25", "year", "by", "2024-04-01", "2025-03-31"),
    ("by the end of the financial year 2024/25", "year", "by", "2024-04-01", "2025-03-31"),
    ("Academic year 2024/25", "year", "by", "2024-09-01", "2025-08-31"),
    ("May 2010 Report to Cabinet", "month", "milestone", "2010-05-01", "2010-05-31"),
    ("First meeting of the group to be arranged for March 2010", "month", "at", "2010-03-01", "2010-03-31"),
    ("Launch event in March 2010", "month", "at", "2010-03-01", "2010-03-31"),
    ("Week commencing 3 March 2025", "day", "by", "2025-03-03", "2025-03-09"),
]


@pytest.mark.parametrize(("words", "precision", "kind", "first", "last"), SPANS)
def test_a_longer_time_spans_its_first_and_last_day(words, precision, kind, first, last):
    assert reading(words) == (precision, kind, first, last)
    assert timescales.read(words).doubt == ""


def test_a_year_of_two_halves_is_the_bodys_own_year():
    assert reading("2018/19", year_starts_in=9)[2:] == ("2018-09-01", "2019-08-31")
    assert reading("2018/19", year_starts_in=8)[2:] == ("2018-08-01", "2019-07-31")


UNDATED = ["Ongoing", "On-going", "Continuous", "TBC", "tbc.", "Parhaus", "N/A", "-", "Within six months of approval",
           "at an appropriate time", "when budget allows", "Within six months of new Council", "As above",
           "April - ongoing", "April 2024 - ongoing", "Throughout 2024/25", "To be confirmed", "ASAP", "Immediate"]  # fmt: skip


@pytest.mark.parametrize("words", UNDATED)
def test_what_has_no_date_keeps_its_words_and_has_none(words):
    assert reading(words) == ("none", "none", None, None)
    assert timescales.read(words).timescale.words == words
    assert timescales.read(words).doubt == ""


RECURRING = ["Annually in March", "Quarterly", "31 August (annually)", "Six monthly", "Every August in line with annual progress report",
             "Monthly", "Each term", "Twice a year", "Yn flynyddol", "Annual", "every two years", "Reviewed quarterly"]  # fmt: skip


@pytest.mark.parametrize("words", RECURRING)
def test_what_comes_round_again_has_no_date(words):
    assert reading(words) == ("none", "recurring", None, None)
    assert timescales.read(words).doubt == ""


DOUBTED = [
    ("Q1 2025", "quarter"),
    ("31/09/2025", "September has 30 days"),
    ("29/02/2025", "February 2025 has 28 days"),
    ("31 June 2024", "June has 30 days"),
    ("12/25/2025", "month first"),
    ("45/13/2025", "month"),
    ("11/12", "may be"),
    ("end of financial year", "which year"),
    ("31 August", "no year"),
    ("Winter 2024", "winter"),
    ("00/05/2025", "day"),
]


@pytest.mark.parametrize(("words", "why"), DOUBTED)
def test_what_cannot_be_read_keeps_its_words_and_says_why(words, why):
    found = timescales.read(words)
    assert reading(words) == ("none", "none", None, None)
    assert found.timescale.words == words
    assert why in found.doubt


def test_a_spreadsheets_day_number_is_read_and_said_to_be_one():
    found = timescales.read("45748")
    assert reading("45748") == ("day", "by", "2025-04-01", "2025-04-01")
    assert "spreadsheet" in found.doubt
    assert "1 April 2025" in found.doubt


@pytest.mark.parametrize("words", ["12345", "99999", "45748 people", "4574"])
def test_another_number_is_no_day(words):
    assert timescales.read(words).timescale.earliest is None


REVISED = [
    ("Dec 2025 (revised from June 2025)", "June 2025", "2025-12-31"),
    ("December 2025 (previously June 2025)", "June 2025", "2025-12-31"),
    ("March 2026 (originally 30/09/2025)", "30/09/2025", "2026-03-31"),
    ("June 2025 revised to Dec 2025", "June 2025", "2025-12-31"),
    ("Moved from June 2025 to December 2025", "June 2025", "2025-12-31"),
    ("Original date: June 2025. Revised date: December 2025", "June 2025", "2025-12-31"),
    ("June 2025 - now December 2025", "June 2025", "2025-12-31"),
    ("Extended to March 2026 (was March 2025)", "March 2025", "2026-03-31"),
]


@pytest.mark.parametrize(("words", "previous", "last"), REVISED)
def test_a_revised_date_keeps_the_one_before_it(words, previous, last):
    found = timescales.read(words).timescale
    assert (found.previous, found.latest.isoformat(), found.words) == (previous, last, words)


def test_targets_in_a_timescale_are_no_dates():
    found = timescales.read("2012 (48.0%) 2017 (50.2%)")
    assert found.timescale.earliest is None
    assert found.doubt == ""
    assert [(each.year, each.value, each.unit) for each in found.targets] == [
        (2012, 48.0, "per_cent"),
        (2017, 50.2, "per_cent"),
    ]


MILESTONES = [
    ("(i) Pilot: Jan 2024 (ii) Roll-out: June 2024", "2024-01-01", "2024-06-30"),
    ("Draft March 2024, final version by December 2024", "2024-03-01", "2024-12-31"),
    ("Phase 1: Apr 2024\nPhase 2: Oct 2024\nPhase 3: Mar 2025", "2024-04-01", "2025-03-31"),
]


@pytest.mark.parametrize(("words", "first", "last"), MILESTONES)
def test_several_dates_are_milestones_and_are_looked_at(words, first, last):
    found = timescales.read(words)
    assert reading(words)[1:] == ("milestone", first, last)
    assert found.timescale.words == words
    assert found.doubt


def test_one_date_given_twice_is_one_date():
    assert reading("Implement by May 2010\nImplement by May 2010")[1:] == ("by", "2010-05-01", "2010-05-31")


@pytest.mark.parametrize("words", ["", "   ", "[Not stated]", None])
def test_nothing_and_our_own_blanks_have_no_words(words):
    assert timescales.read(words).timescale.words is None


@pytest.mark.parametrize(
    "words", ["Recruit 2000 people", "1.5% per annum", "Flat 12/14", "Action 3.2", "020 7946 0999", "£2000"]
)
def test_figures_that_are_no_dates_are_not_read_as_dates(words):
    assert timescales.read(words).timescale.earliest is None


WORDS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "by",
                "end",
                "of",
                "March",
                "Mar",
                "2025",
                "2024/25",
                "Q1",
                "Q3/4",
                "-",
                "–",
                "/",
                ".",
                ",",
                "(",
                ")",
                "revised",
                "from",
                "31",
                "29/02/2025",
                "45748",
                "12/25/2025",
                "ongoing",
                "annually",
                "Summer",
                "w/c",
                "(i)",
                "(ii)",
                "Hydref",
                "0",
                "99",
                "1st",
                "to",
                "and",
                "2012",
                "(48.0%)",
            ]
        ),
        max_size=9,
    ).map(" ".join),
)


@given(WORDS, st.integers(1, 12))
@example("00/00/0000", 4)
@example("Q1 1950/51 to 31 Feb 2099", 4)
def test_any_words_are_kept_and_days_are_in_order(words, starts):
    found = timescales.read(words, year_starts_in=starts).timescale
    assert found.words in (words.strip(), None)
    assert (found.earliest is None) == (found.latest is None)
    if found.earliest:
        assert found.earliest <= found.latest
        assert found.precision != "none"
        assert found.kind != "none"
        assert date(1949, 1, 1) < found.earliest
    else:
        assert found.precision == "none"

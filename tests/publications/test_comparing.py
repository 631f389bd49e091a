"""Two issues of a plan side by side: every kind of change in a cell is found and called by its word, and nothing else is."""

from datetime import date

import pytest

from actionplans.comparing.issues import compare
from papers import phrases
from papers.document import Addition, Blank, Names, Text
from tests.publications.compared import between, entry, issue, missing, said, status


def test_an_issue_beside_itself_has_no_change():
    one = issue(entry("1a", answers=[said("2026-04", status("Green"), "Begun.")]), entry("1b", position=None))
    assert compare(one, one).is_nothing
    assert compare(one, one).rows == {}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Ask  residents.\n", "Ask residents."),
        ("Café", "Cafe\u0301"),
        ("Ask\u00a0residents.", "Ask residents."),
        ("One.\n\nTwo.", "One. Two."),
    ],
)
def test_white_space_and_how_letters_are_composed_are_no_change(was, now):
    assert between(entry(action=was), entry(action=now)) is None


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("ref", "New reference"),
        ("outcome", "New wording"),
        ("action", "New wording"),
        ("recommendation", "New wording"),
        ("comment", "New wording"),
        ("measure", "New wording"),
        ("target", "New target"),
        ("class", "New class"),
        ("timescale", "New date"),
        ("next_review", "New date"),
    ],
)
def test_each_column_has_its_word(column, word):
    change = between(entry(**{column: "As it was."}), entry(**{column: "As it is."}))
    assert change.marks == {column: word}
    assert change.is_change


def test_a_column_that_was_blank_and_is_filled_is_a_change():
    assert between(entry(), entry(target="48 per cent")).marks == {"target": "New target"}


def test_a_timescale_that_means_the_same_day_is_new_wording():
    day = date(2026, 3, 31)
    change = between(entry(timescale="March 2026", due=day), entry(timescale="by end of March 2026", due=day))
    assert change.marks == {"timescale": "New wording"}


def test_a_new_date_says_the_old_one():
    change = between(
        entry(timescale="March 2026"), entry(timescale="September 2026 (revised from March 2026)")
    )
    (dates,) = change.dates
    assert (dates.heading, dates.was, dates.now) == (
        "Timescale",
        (Text("March 2026"),),
        (Text("September 2026 (revised from March 2026)"),),
    )


def test_a_new_lead_and_one_that_is_gone_are_named():
    change = between(entry(leads=("Digital", "Libraries")), entry(leads=("Digital", "Housing")))
    assert change.marks == {"lead_service": "New lead", "lead": "New lead"}
    (people,) = change.people
    assert (people.came, people.gone) == (("Housing",), ("Libraries",))


def test_a_lead_that_is_only_gone_is_no_new_lead():
    change = between(entry(leads=("Digital", "Libraries")), entry(leads=("Digital",)))
    assert change.marks["lead_service"] == "Lead gone"


def test_the_same_leads_in_another_order_are_no_change():
    assert between(entry(leads=("Digital", "Housing")), entry(leads=("Housing", "Digital"))) is None


def test_supporting_services_have_a_word_of_their_own():
    change = between(entry(), entry(supporting=(Names(("Housing",)),)))
    assert change.marks == {"supporting": "New support"}
    assert change.people[0].heading == "Supporting services"


@pytest.mark.parametrize(
    ("was", "now", "way", "word"),
    [
        ("Amber", "Green", "better", "↗ Amber to green"),
        ("Green", "Red", "worse", "↘ Green to red"),
        ("Green", "Blue", "better", "↗ Green to blue"),
        ("Blue", "Amber", "worse", "↘ Blue to amber"),
        ("White", "Green", "better", "↗ White to green"),
        ("White", "Red", "worse", "↘ White to red"),
        ("Green", "White", "worse", "↘ Green to white"),
        ("Amber", "White", "other", "New status"),
        ("Red", "White", "other", "New status"),
        ("Green", "On hold", "other", "New status"),
        (None, "Amber", "other", "New status"),
        ("Amber", None, "other", "New status"),
    ],
)
def test_a_status_that_moved_says_how(was, now, way, word):
    change = between(entry(position=was), entry(position=now))
    assert (change.moved.way, change.marks) == (way, {"status": word})


def test_how_a_status_moved_stands_at_the_last_new_answer():
    before = entry(position="Amber", answers=[said("2026-04", status("Amber"), "Slow.")])
    now = entry(
        position="Green",
        answers=[*before.answers, said("2026-07", "Better."), said("2026-10", status("Green"), "Good.")],
    )
    change = between(before, now)
    assert change.marks == {
        "status": "↗ Amber to green",
        "round:2026-07": "New answer",
        "round:2026-10": "↗ Amber to green",
    }
    assert change.answered == ("2026-07", "2026-10")


def test_a_new_answer_with_the_same_status_says_no_change():
    change = between(entry(), entry(answers=[said("2026-10", status("Green"), "As before.")]))
    assert change.marks == {"round:2026-10": "→ No change"}
    assert change.is_change


def test_a_new_answer_without_a_status_is_a_new_answer():
    change = between(entry(), entry(answers=[said("2026-10", "Nothing to report.")]))
    assert change.marks == {"round:2026-10": "New answer"}


def test_no_answer_is_said_where_one_was_asked_for():
    assert between(entry(), entry(answers=[missing("2026-10")])).marks == {"round:2026-10": "No answer"}


@pytest.mark.parametrize("words", [phrases.NOT_ASKED, phrases.NO_ANSWER_YET, phrases.NOT_SIGNED_OFF])
def test_a_blank_that_nobody_owed_is_no_missing_answer(words):
    assert between(entry(), entry(answers=[missing("2026-10", words)])) is None


def test_an_answer_that_was_missing_then_as_now_is_no_change():
    one = entry(answers=[missing("2026-04")])
    assert between(one, one) is None


def test_an_answer_that_came_late_is_new():
    before, now = entry(answers=[missing("2026-04")]), entry(answers=[said("2026-04", "Late, but here.")])
    assert between(before, now).marks == {"round:2026-04": "New answer"}


NOT_YET, NONE_CAME = phrases.NO_ANSWER_YET, "[Not received. Asked on 5 October 2026.]"


def half_told(key, *parts):
    """An answer of which one half came, and of the other what is given."""
    return said(key, status("Green"), Text("All nine are live.", "Counters:"), *parts)


def test_a_half_that_never_came_is_no_answer_and_no_new_wording():
    before, now = (
        entry(answers=[half_told("2026-10", Blank(words, "Venues:"))]) for words in (NOT_YET, NONE_CAME)
    )
    change = between(before, now)
    assert change.marks == {"round:2026-10": "No answer"}
    assert not change.wordings
    assert not change.answered


def test_a_half_that_is_waited_for_in_other_words_is_no_change():
    before, now = (
        entry(answers=[half_told("2026-10", Blank(words, "Venues:"))])
        for words in (NOT_YET, phrases.NOT_SIGNED_OFF)
    )
    assert between(before, now) is None


def test_a_half_that_came_later_is_a_new_answer():
    before = entry(answers=[half_told("2026-10", Blank(NOT_YET, "Venues:"))])
    now = entry(answers=[half_told("2026-10", Text("Two of five are live.", "Venues:"))])
    change = between(before, now)
    assert change.answered == ("2026-10",)
    assert not change.wordings


def test_an_answer_that_was_edited_is_reworded():
    before, now = (
        entry(answers=[said("2026-04", status("Green"), f"{many} venues.")]) for many in ("Two", "Three")
    )
    change = between(before, now)
    assert change.marks == {"round:2026-04": "New wording"}
    assert change.wordings[0].pieces == (("gone", "Two"), ("new", "Three"), ("same", " venues."))


def test_an_addition_under_an_answer_is_words_added():
    added = Addition(date(2026, 6, 1), "", "A venue was found.")
    before, now = (entry(answers=[said("2026-04", "Begun.", *more)]) for more in ((), (added,)))
    change = between(before, now)
    assert change.marks == {"round:2026-04": "Words added"}
    assert change.wordings[0].is_added


def test_an_addition_that_was_changed_is_new_wording():
    before, now = (
        entry(answers=[said("2026-04", "Begun.", Addition(date(2026, 6, 1), "", words))])
        for words in ("One.", "Two.")
    )
    assert between(before, now).marks == {"round:2026-04": "New wording"}


def test_a_status_that_was_corrected_in_place_says_how_it_moved():
    before = entry(position="Green", answers=[said("2026-04", status("Green"), "Begun.")])
    now = entry(position="Amber", answers=[said("2026-04", status("Amber"), "Begun.")])
    assert between(before, now).marks["round:2026-04"] == "↘ Green to amber"

"""Statuses: a paper's own key first, then the vocabularies that bodies share; colours by their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.recognising.found import ScaleEntry
from actionplans.wording import statuses

COMMON = {
    "not_started": ["Not started", "White", "Heb ddechrau", "Not yet initiated", "NOT YET STARTED", "Yet to start", "White: not yet initiated"],
    "on_track": ["On track", "On-track", "Progressing", "In progress", "On Track to deliver", "Ongoing", "Green", "G", "Ar y trywydd iawn", "Green - on track", "On track (Green)", "🟢", "Ongoing.", "In Progress "],
    "at_risk": ["Amber", "A", "Am.", "Some slippage", "Delayed", "Partially achieved", "Some issues – narrative disclosure", "Amber: delayed", "🟡", "At risk"],
    "off_track": ["Red", "R", "No progress", "Not on track", "Not on track to deliver", "Overdue", "Not achieved", "Red: high risk", "RAG: Red", "Coch", "Off track"],
    "complete": ["Blue", "B", "Complete", "Completed", "Achieved", "Delivered", "Closed", "Fully achieved", "Business as usual", "BAU", "✓", "✔", "Wedi'i gwblhau", "Complete (March 2019)", "Complete - 12/03/2024", "COMPLETED"],
    "paused": ["On hold", "Paused", "Deferred", "Gohiriwyd"],
    "closed_not_delivered": ["Superseded", "Cancelled", "No longer applicable", "No longer required"],
    "carried_forward": ["Carried forward", "Carried over", "To carry over this action to next Action Plan", "c/f"],
}  # fmt: skip


@pytest.mark.parametrize(("meaning", "words"), [(m, w) for m, listed in COMMON.items() for w in listed])
def test_common_words_for_progress_are_known(meaning, words):
    assert statuses.meaning(words) == meaning


@pytest.mark.parametrize(
    "words",
    ["", " ", "●", "•", "○", "0", "-", "Yellowish", "The group met twice in the year", "TBC", "Completed although delivery programme on hold.", "?", "1a", "Grey", "Purple", "✓ ✗ some words", "No", "x"],
)  # fmt: skip
def test_a_dot_or_other_words_are_no_status(words):
    assert statuses.meaning(words) is None


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Not started - awaiting funding", "not_started"), ("Complete - see update", "complete"), ("Delayed due to staffing", "at_risk"), ("On hold until 2025", "paused"),
        ("Closed (superseded)", "closed_not_delivered"), ("Ongoing - on track", "on_track"), ("On track, but some slippage", None), ("Closed - carried forward", None),
    ],
)  # fmt: skip
def test_a_remark_after_a_status_may_not_say_otherwise(words, meaning):
    assert statuses.meaning(words) == meaning


def test_a_key_that_gives_a_colour_two_meanings_leaves_it_open():
    assert [each.meaning for each in scale("G: Completed/On track; A: Minor issues; R: Major issues")] == [
        None,
        "at_risk",
        "off_track",
    ]
    assert scale("Amber – on target but with concerns; Green – on target")[0].meaning == "at_risk"


def scale(*texts):
    return statuses.read_legend(texts)


def test_a_papers_own_key_is_believed_before_common_use():
    key = scale("Green = on track", "Amber = some delay", "Red = not started", "Blue = complete")
    assert [(each.words, each.meaning) for each in key] == [
        ("Green", "on_track"), ("Amber", "at_risk"), ("Red", "not_started"), ("Blue", "complete"),
    ]  # fmt: skip
    assert statuses.meaning("Red", scale=key) == "not_started"
    assert statuses.meaning("R", scale=key) == "not_started"


def test_green_is_complete_where_the_key_has_no_blue_and_says_so():
    key = scale(
        "Green – recommendation achieved, monitoring no longer required",
        "Amber – acceptable progress",
        "Red – unacceptable progress",
    )
    assert {each.words: each.meaning for each in key} == {
        "Green": "complete",
        "Amber": "on_track",
        "Red": "off_track",
    }
    assert statuses.meaning("Green", scale=key) == "complete"
    assert statuses.meaning("Amber", scale=key) == "on_track"


def test_green_is_on_track_where_the_key_says_it_will_be_delivered():
    key = scale(
        "Green: on track to be delivered by the target date; Amber: at risk; Red: off track; Blue: delivered"
    )
    assert [each.meaning for each in key] == ["on_track", "at_risk", "off_track", "complete"]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("● No Progress ● Progressing ● Achieved", [("No Progress", "off_track"), ("Progressing", "on_track"), ("Achieved", "complete")]),
        ("Key: ● Not started ● On track ● Complete", [("Not started", "not_started"), ("On track", "on_track"), ("Complete", "complete")]),
        ("RAG key: R = off track, A = at risk, G = on track", [("R", "off_track"), ("A", "at_risk"), ("G", "on_track")]),
        ("Red: high risk\nAmber: delayed\nGreen: on track\nWhite: not yet initiated",
         [("Red", "off_track"), ("Amber", "at_risk"), ("Green", "on_track"), ("White", "not_started")]),
        ("green achieved / amber acceptable / red unacceptable", [("green", "complete"), ("amber", "on_track"), ("red", "off_track")]),
        ("Coch – oddi ar y trywydd", [("Coch", "off_track")]),
    ],
)  # fmt: skip
def test_a_key_is_read_in_the_ways_papers_print_it(text, entries):
    assert [(each.words, each.meaning) for each in scale(text)] == entries


@pytest.mark.parametrize(
    "text",
    [
        "",
        "• Train staff\n• Write a guide",
        "Green spaces are open to all",
        "● One ● Two",
        "Red, white and blue",
    ],
)
def test_other_text_is_no_key(text):
    assert scale(text) == ()


def test_a_status_that_the_key_leaves_open_is_for_a_person():
    assert statuses.meaning("Purple", scale=(ScaleEntry("Purple", None, "Ask the board"),)) is None


@pytest.mark.parametrize(
    ("fill", "name"),
    [
        ("FF0000", "Red"), ("C00000", "Red"), ("FF5050", "Red"), ("FFC000", "Amber"), ("FFBF00", "Amber"), ("ED7D31", "Amber"), ("FFFF00", "Amber"),
        ("00B050", "Green"), ("92D050", "Green"), ("70AD47", "Green"), ("008000", "Green"), ("0070C0", "Blue"), ("00B0F0", "Blue"), ("4472C4", "Blue"), ("0000FF", "Blue"),
        ("808080", "Grey"), ("BFBFBF", "Grey"), ("FFFFFF", None), ("F8F8F8", None), ("000000", None), ("", None), (None, None), ("auto", None), ("FF00B050", "Green"), ("#ff0000", "Red"),
        ("7030A0", None), ("FF00FF", None), ("12345", None),
    ],
)  # fmt: skip
def test_a_fill_has_the_name_that_a_person_would_give_it(fill, name):
    assert statuses.colour_name(fill) == name


def test_green_without_a_key_is_known_only_where_blue_is_used_too():
    assert statuses.of_colours("Green", {"Red", "Green", "Blue"}) == "on_track"
    assert statuses.of_colours("Green", {"Red", "Green"}) is None
    assert statuses.of_colours("Red", {"Red", "Green"}) == "off_track"


@pytest.mark.parametrize(
    ("words", "colours"),
    [("Blue", {"Blue"}), ("B", {"Blue"}), ("🔵 Complete", {"Blue"}), ("Complete (Blue)", {"Blue"}), ("Blue badge users met", set()), ("Met in a blue room", set()), ("a better plan B", set())],
)  # fmt: skip
def test_the_colours_of_a_status_are_seen_beside_its_words(words, colours):
    assert statuses.colours_in(words) == colours


def test_words_beside_a_coloured_sign_are_believed_before_the_sign():
    assert statuses.meaning("🟢 Complete") == "complete"
    assert (statuses.bare_colour("🟢"), statuses.bare_colour("🟢 Complete")) == ("Green", None)


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=4))
def test_any_words_may_be_asked(words, texts):
    key = statuses.read_legend(texts)
    statuses.meaning(words, scale=key)
    statuses.bare_colour(words)
    statuses.colours_in(words)
    statuses.colour_name(words)

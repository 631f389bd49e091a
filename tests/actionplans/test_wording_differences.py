"""Two texts are compared word by word, and put together again they are the two texts."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.wording import differences
from actionplans.wording.differences import GONE, NEW, SAME, compare, has_changed

PAIRS = [
    ("", ""),
    ("", "Two venues have signed up."),
    ("Two venues have signed up.", ""),
    ("Two of five venues have signed up.", "Three of five venues have signed up."),
    ("One.\n\nTwo.", "One.\n\nTwo and a half.\n\n- three\n- four"),
    ("a b c d e f g", "b d f h"),
    ("the end ", "the end"),
    (" ".join(f"w{n}" for n in range(2000)), " ".join(f"w{n}" for n in range(0, 2000, 3))),
    (
        "\n".join(f"line {n} says {n}" for n in range(900)),
        "\n".join(f"line {n} says {n}" for n in range(5, 905)),
    ),
]


def together(pieces, *kinds):
    return "".join(text for kind, text in pieces if kind in kinds)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_same_and_new_together_are_the_later_text(before, after):
    assert together(compare(before, after), SAME, NEW) == after


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_same_and_gone_together_are_the_earlier_text_word_for_word(before, after):
    assert together(compare(before, after), SAME, GONE).split() == before.split()


def test_one_changed_word_is_gone_and_new():
    assert compare("Two of five", "Three of five") == [(GONE, "Two"), (NEW, "Three"), (SAME, " of five")]


def test_an_added_sentence_is_new_and_nothing_is_gone():
    pieces = compare("It is done.", "It is done. Staff used it.")
    assert pieces == [(SAME, "It is done."), (NEW, " Staff used it.")]


def test_a_lone_word_between_two_changes_is_changed_with_them():
    pieces = compare("Red cars and blue vans run", "Green buses and yellow trams run")
    assert [kind for kind, _ in pieces] == [GONE, NEW, SAME]


def test_spaces_alone_are_no_change():
    assert not has_changed(compare("One  two\nthree", "One two three"))


def test_a_case_that_changed_is_a_change():
    assert has_changed(compare("amber", "Amber"))


def test_a_long_text_with_one_changed_line_marks_only_its_words():
    lines = [f"Line {n} says what was done in week {n}." for n in range(400)]
    changed = [*lines[:200], "Line 200 says what was left in week 200.", *lines[201:]]
    pieces = compare("\n".join(lines), "\n".join(changed))
    assert together(pieces, GONE).strip() == "done"
    assert together(pieces, NEW).strip() == "left"


def test_the_same_word_over_and_over_is_compared_in_time():
    assert has_changed(compare("la " * 3000, "la " * 2000 + "li " * 1000))


SAID = ["ask", "b ", "them", " two", ",", ". ", "(x)", "\n", "\n\n", " ", "3.5", "café", "مَدرسة"]
TEXTS = (
    st.lists(st.sampled_from(SAID), max_size=30).map("".join)
    | st.lists(st.sampled_from(SAID), max_size=30).map(" ".join)
    | st.text(max_size=40)
)


@pytest.mark.parametrize("many", [1500, 6, 0], ids=["words", "short parts", "parts"])
@given(before=TEXTS, after=TEXTS)
@settings(max_examples=200)
def test_any_two_texts_can_be_put_together_again(many, before, after):
    usual, differences.MANY = differences.MANY, many
    try:
        pieces = compare(before, after)
    finally:
        differences.MANY = usual
    assert together(pieces, SAME, NEW) == after
    assert together(pieces, SAME, GONE).split() == before.split()


def test_a_sign_at_the_end_of_a_word_is_not_changed_with_it():
    pieces = compare("In person, within two days.", "In person or by video, within two days of asking.")
    assert [words for kind, words in pieces if kind == NEW] == [" or by video", " of asking"]
    assert not any(kind == GONE for kind, _ in pieces)


def test_a_sentence_written_anew_is_one_change():
    pieces = compare(
        "We will train all staff in the use of the toolkit by March.",
        "We have trained most managers in the basics of the new kit since April.",
    )
    assert [kind for kind, _ in pieces] == [SAME, GONE, NEW, SAME]


def _long(characters, stop="."):
    draw = random.Random(7)
    words = [
        draw.choice(
            ["the", "council", "met", "residents", "who", "asked", "for", "more", "of", "this", "and", "that"]
        )
        for _ in range(9000)
    ]
    sentences = [" ".join(words[at : at + 12]) + stop for at in range(0, len(words), 12)]
    return " ".join(sentences)[:characters]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("residents who", "residents that"),
        lambda text: text[10_000:] + text[:10_000],
        lambda text: text.upper(),
        lambda text: text.replace(".", ""),
        lambda text: text.replace(" ", "\n"),
        lambda text: _long(20_000, ""),
    ],
    ids=["a few words", "halves exchanged", "every word", "no stops", "a line a word", "another text"],
)
def test_a_cell_of_20_000_characters_is_compared_whole(change):
    before = _long(20_000)
    after = change(before)
    assert together(compare(before, after), SAME, NEW) == after

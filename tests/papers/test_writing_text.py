"""Words to paragraphs and items; harmless text; what cells say in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writing_samples import AMBER, COLUMNS, GREEN, cell, paper, plain_row, row

from papers.document import Cell, Column, Row, Table, Text
from papers.writing.fonts import width
from papers.writing.harmless import defuse, restore
from papers.writing.plain_text import is_one_line, pieces
from papers.writing.widths import INSET, column_widths
from papers.writing.words import cell_words, grid


def said(words):
    return [(piece.mark, piece.text) for piece in pieces(words)]


def test_a_blank_line_parts_paragraphs():
    assert said("One.\n\nTwo.\n \nThree.") == [("", "One."), ("", "Two."), ("", "Three.")]


def test_a_line_end_stays_within_its_paragraph():
    assert said("One\nand more") == [("", "One\nand more")]


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "1.", "12)", "▪"])
def test_an_item_keeps_the_mark_it_was_written_with(mark):
    assert said(f"Agreed:\n{mark} one") == [("", "Agreed:"), (mark, "one")]


def test_nothing_is_renumbered():
    assert said("3. Workshops\n7. Letters") == [("3.", "Workshops"), ("7.", "Letters")]


@pytest.mark.parametrize("words", ["1.5% per annum", "-5 points", "2012 (48.0%)", "*starred", "3.Workshops"])
def test_what_only_looks_like_a_mark_is_none(words):
    assert said(words) == [("", words)]


def test_an_indented_line_goes_on_with_its_item():
    assert said("• one\n  and more\nAfter.") == [("•", "one\n  and more"), ("", "After.")]


def test_white_space_alone_is_nothing():
    assert pieces(" \n\t\n") == []


@given(st.text(st.sampled_from("ab1.-•*)\n \t–"), max_size=60))
def test_no_character_is_lost(words):
    found = pieces(words)
    together = "".join(piece.source for piece in found)
    assert words.rstrip(" \t\n") == together.rstrip(" \t\n") or not found


@given(st.text(min_size=1, max_size=40))
def test_one_line_is_one_piece(words):
    if is_one_line(words) and not words.isspace():
        assert said(words) == [("", words)]


@given(st.text(max_size=30))
def test_harmless_text_comes_back(words):
    assert restore(defuse(words)) == words


@pytest.mark.parametrize("words", ["=1+1", "+1.5% per annum", "-5", "@name", "\tx", "\rx"])
def test_what_looks_like_a_formula_is_guarded(words):
    assert defuse(words) == f"'{words}"


def test_ordinary_text_is_not_touched():
    assert defuse("As before") == "As before"
    assert restore("'tis so") == "'tis so"


def test_a_change_word_stands_first_but_no_change_stands_under_its_status():
    assert cell_words(cell(AMBER, "Late.", change="↘ Green to amber")).startswith("↘ Green to amber\nAmber")
    assert cell_words(cell(GREEN, "So.", change="→ No change")) == "Green: on track\n→ No change\nSo."


def test_a_tall_cell_covers_its_column_below():
    table = paper(
        row("1a", cell("Tall", height=2), cell("x"), cell("l"), cell("b"), cell("n")),
        row("1b", cell("y"), cell("l"), cell("b"), cell("n")),
    ).blocks[0]
    (_, first), (_, second) = grid(table)
    assert first[1].parts[0].words == "Tall"
    assert second[1] is None
    assert second[2].parts[0].words == "y"


def test_spans_beyond_the_table_are_cut():
    table = Table("t", COLUMNS[:2], (Row((cell("a", height=9), cell("b", width=5))),))
    ((_, cells),) = grid(table)
    assert [(one.width, one.height) for one in cells] == [(1, 1), (1, 1)]


def test_a_row_with_too_few_cells_is_filled_up():
    ((_, cells),) = grid(Table("t", COLUMNS, (Row((cell("a"),)),)))
    assert [one.parts for one in cells[1:]] == [()] * 5


def test_a_name_column_is_as_wide_as_its_longest_word():
    columns = (Column("a", "A", 9), Column("lead", "Lead", 0.01, "name"))
    table = Table("t", columns, (Row((cell("x"), plain_row("1a").cells[3])),))
    widths = column_widths(table, 400, 8)
    assert widths[1] > 60
    assert sum(widths) == pytest.approx(400)


@pytest.mark.parametrize("word", ["September", "December"])
def test_a_month_is_not_parted_even_beside_a_bar(word):
    columns = (Column("a", "A", 9), Column("when", "Due", 0.01))
    said = (Text(f"{word} 2026 (revised from March 2026)"),)
    plain, barred = (
        column_widths(Table("t", columns, (Row((cell("x"), Cell(said, change=change))),)), 400, 8)[1]
        for change in ("", "New date")
    )
    assert plain >= width(word, 8) + INSET
    assert barred >= plain + 2.5


def test_the_short_address_of_a_row_stands_on_one_line():
    columns = (Column("ref", "Ref", 0.01, "ref"), Column("a", "A", 9))
    rows = (Row((cell("1a"), cell("x")), short="p/12/1a"),)
    widths = column_widths(Table("t", columns, rows, addressed="ref"), 800, 8)
    assert widths[0] >= width("p/12/1a", 8) + INSET


def test_widths_follow_weights_where_there_is_room():
    columns = (Column("a", "A", 3), Column("b", "B", 1))
    assert column_widths(Table("t", columns, ()), 800, 8) == pytest.approx([600, 200])

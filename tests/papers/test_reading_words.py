"""Delimited files, plain text, pasted tables and web pages: every word comes back, in its cell."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_builders import texts, whys

from papers.reading import Refused, read, read_pasted
from papers.writing.harmless import defuse

TEXT = "Ref,Action\n1a,Café “quote” – £5\n"
ANY_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\u2028\u2029\u00a0")
)


def table(content, name="plan.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return next(read(name, content).tables)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_that_councils_use_reads_the_same(encoding):
    assert texts(table(TEXT.encode(encoding))) == [["Ref", "Action"], ["1a", "Café “quote” – £5"]]


def test_windows_1252_is_said_so():
    assert "Windows-1252" in whys(read("plan.csv", TEXT.encode("cp1252")))


def test_damaged_utf_16_is_said_so():
    paper = read("plan.csv", "a,b\nc,d".encode("utf-16") + b"\x00\xd8\x01\x00")
    assert "damaged" in whys(paper)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(sign):
    rows = [["Ref", "Action, and more" if sign != "," else "Action", "Lead"], ["1a", "Do; it", "Me"]]
    held = io.StringIO()
    csv.writer(held, delimiter=sign).writerows(rows)
    assert texts(table(held.getvalue())) == rows


def test_a_line_that_names_the_delimiter_is_obeyed():
    assert texts(table("sep=;\nRef;a,b\n1;c,d\n")) == [["Ref", "a,b"], ["1", "c,d"]]


def test_quoted_cells_run_over_lines_and_rows_may_be_ragged():
    assert texts(table('Ref,Action\n1a,"one\ntwo, three"\n1b\n')) == [
        ["Ref", "Action"],
        ["1a", "one\ntwo, three"],
        ["1b"],
    ]


def test_rows_keep_their_numbers_past_blank_ones():
    assert [row.number for row in table("a,b\n\n,\nc,d\n").rows] == [1, 4]


@pytest.mark.parametrize("words", ["=1+1", "+1.5% per annum", "-5", "@home", "'quoted"])
def test_words_made_harmless_on_the_way_out_come_back_as_they_were(words):
    assert table(f'a,b\n"\'{words}",x\n').rows[1].cells[0].text == words


@given(ANY_WORDS)
def test_what_our_own_files_make_harmless_comes_back(words):
    held = io.StringIO()
    csv.writer(held, quoting=csv.QUOTE_ALL).writerows([["a", "b"], [defuse(words), "x"]])
    cell = table(held.getvalue()).rows[1].at(1)
    assert (cell.text if cell else "") == unicodedata.normalize("NFC", words)


def test_an_apostrophe_before_a_letter_stays():
    assert table("a,b\n'tis,x\n").rows[1].cells[0].text == "'tis"


def test_a_cell_of_20000_characters_is_kept_whole():
    assert table(f'a,b\n1,"{"x" * 20_000}"\n').rows[1].cells[1].text == "x" * 20_000


def test_nuls_are_left_out_with_a_notice():
    paper = read("plan.csv", b"a,b\nx\x00y,z\n")
    assert texts(paper.blocks[0])[1] == ["xy", "z"]
    assert "control character" in whys(paper)


def test_a_quote_that_never_closes_does_not_swallow_the_table():
    rows = "".join(f"{at},b\n" for at in range(300))
    assert len(table('a,"open\n' + rows).rows) == 301


def test_a_sign_within_quoted_cells_does_not_part_the_columns():
    rows = '"Ref","Action","Lead","When"\n"x","x|"\n"x","x","x|"\n"x","x"\n'
    assert texts(table(rows)) == [
        ["Ref", "Action", "Lead", "When"],
        ["x", "x|"],
        ["x", "x", "x|"],
        ["x", "x"],
    ]


@given(st.lists(st.lists(ANY_WORDS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_whatever_is_put_into_a_csv_comes_back(rows):
    rows = [["Ref", "Action", "Lead", "When"], *([f"x{cell}" for cell in row] for row in rows)]
    held = io.StringIO()
    csv.writer(held, quoting=csv.QUOTE_ALL).writerows(rows)
    found = texts(table(held.getvalue().encode("utf-8-sig")))
    assert found == [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]


def test_a_pasted_table_is_a_table_between_its_paragraphs():
    paper = read_pasted('Our plan\nRef\tAction\n1a\t"one\ntwo"\nPriority 2\n2a\tx\n\nSigned off')
    assert paper.blocks[0].text == "Our plan"
    assert texts(paper.blocks[1]) == [["Ref", "Action"], ["1a", "one\ntwo"], ["Priority 2"], ["2a", "x"]]
    assert paper.blocks[2].text == "Signed off"


def test_numbered_paragraphs_with_tabs_are_no_table():
    paper = read_pasted("1.\tReview the plan\n2.\tTrain the staff")
    assert list(paper.tables) == []
    assert paper.blocks[0].text == "1.\tReview the plan"


def test_a_table_drawn_with_strokes_is_a_table():
    found = next(read_pasted("| Ref | Action |\n|---|---|\n| 1a | Do |\n").tables)
    assert texts(found) == [["Ref", "Action"], ["1a", "Do"]]
    assert found.rows[0].header


def test_form_feeds_turn_the_page():
    paper = read("plan.txt", b"one\x0ctwo\x0cthree")
    assert [(block.text, block.page) for block in paper.blocks] == [("one", 1), ("two", 2), ("three", 3)]


def test_prose_with_commas_stays_prose():
    paper = read("plan.txt", b"Leads, partners, and staff met.\nThey, too, agreed, all.\n")
    assert list(paper.tables) == []


def test_a_table_in_a_txt_file_is_found():
    assert texts(table("Ref,Action,Lead\n1a,Do,Me\n", "plan.txt")) == [
        ["Ref", "Action", "Lead"],
        ["1a", "Do", "Me"],
    ]


@pytest.mark.parametrize("html", ["", "<table><tr><td>half \ud83d<td>b</table>"])
def test_half_a_character_is_replaced_and_said_so(html):
    paper = read_pasted("half \ud83d\tb\nc\td", html=html)
    assert next(paper.tables).rows[0].cells[0].text == "half \ufffd"
    assert "1 damaged character" in whys(paper)


def test_nothing_pasted_is_refused():
    with pytest.raises(Refused, match="Nothing was pasted"):
        read_pasted(" \n ")


def test_pasted_html_is_preferred_where_it_holds_a_table():
    paper = read_pasted("a\tb", html="<table><tr><td rowspan=2>a<td>b<tr><td>c</table>")
    assert paper.blocks[0].rows[0].cells[0].height == 2


def test_words_of_every_script_survive():
    said = "مساواة\u200cاردو Llŷn ŵyl \u200f12\u200e"
    assert table(f"a,b\n{said},x\n").rows[1].cells[0].text == said


@pytest.mark.parametrize(
    ("held", "shown"), [("\uf0b7 one", "• one"), ("\uf0fc", "✓"), ("\uf06f no", "□ no"), ("1\uf02d2", "1-2")]
)
def test_signs_of_symbol_fonts_become_what_they_show(held, shown):
    assert table(f"a,b\n{held},x\n").rows[1].cells[0].text == shown


# Web pages


def page(markup, **more):
    return read(
        "plan.html", f"<!doctype html><html lang='cy'><title>Plan</title><body>{markup}".encode(), **more
    )


def test_rows_and_columns_that_cells_span():
    found = page("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>").blocks[0]
    a, b = found.rows[0].cells
    assert (a.height, b.column, b.width) == (2, 2, 2)
    assert [(cell.column, cell.continues) for cell in found.rows[1].cells] == [
        (1, True),
        (2, False),
        (3, False),
    ]


def test_heading_rows_and_captions_are_known():
    found = page("<table><caption>Actions</caption><tr><th>Ref<th>Do<tr><td>1<td>x</table>").blocks[0]
    assert found.caption == "Actions"
    assert [row.header for row in found.rows] == [True, False]


def test_lists_inside_cells_keep_bullets_and_numbers():
    cell = (
        page("<table><tr><td><ul><li>a</ul><ol type=a start=3><li>b<li>c</ol></table>")
        .blocks[0]
        .rows[0]
        .cells[0]
    )
    assert [(each.text, each.bullet, each.number) for each in cell.paragraphs] == [
        ("a", True, None),
        ("b", False, "c."),
        ("c", False, "d."),
    ]


def test_hidden_parts_and_scripts_are_left_out():
    paper = page(
        "<p>seen<p hidden>no<script>alert(1)</script><div style='display: none'>no</div><style>p{}</style>"
    )
    assert [block.text for block in paper.blocks] == ["seen"]
    assert "2 hidden parts" in whys(paper)


def test_colours_come_from_attributes_styles_and_classes():
    cells = (
        page(
            "<style>.ok{background:#0f0;color:red}</style><table><tr><td class=ok>a<td bgcolor=yellow>b<td style='background-color:rgb(0,0,255)'>c</table>"
        )
        .blocks[0]
        .rows[0]
        .cells
    )
    assert [cell.fill for cell in cells] == ["00FF00", "FFFF00", "0000FF"]
    assert cells[0].paragraphs[0].runs[0].ink == "FF0000"


def test_a_page_says_its_title_language_and_encoding():
    paper = read(
        "plan.htm",
        "<html lang=en><head><meta charset=windows-1252><title>Plan – 1</title><p>£5".encode("cp1252"),
    )
    assert paper.properties == {"title": "Plan – 1", "language": "en"}
    assert paper.blocks[0].text == "£5"
    assert paper.notices == ()


def test_words_numbers_that_word_wrote_into_a_page_are_numbers():
    found = page(
        "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>a)<span>&nbsp; </span></span>Do it"
    ).blocks[0]
    assert (found.number, found.text) == ("a)", "Do it")


def test_nested_tables_and_alternative_words():
    cell = (
        page(
            "<table><tr><td>x<table><tr><td>in</table><img src='http://example.org/a.png' alt='Green'></table>"
        )
        .blocks[0]
        .rows[0]
        .cells[0]
    )
    assert texts(cell.inner[0]) == [["in"]]
    assert cell.text == "x\nGreen"


def test_a_web_archive_is_read():
    archive = (
        b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<table><tr><td>caf=C3=A9</table>\r\n--b--\r\n"
    )
    assert texts(table(archive, "plan.mht")) == [["café"]]


@given(ANY_WORDS)
def test_whatever_is_put_into_a_web_page_comes_back_but_for_white_space(words):
    escaped = "x" + words.replace("&", "&amp;").replace("<", "&lt;")
    text = page(f"<table><tr><td>{escaped}</td></tr></table>").blocks[0].rows[0].cells[0].text
    assert text.split() == unicodedata.normalize("NFC", "x" + words).split()

"""Two wordings as one, figures, bands that changed and tables that stack: the same in every format."""

import io
import json
import zipfile

import html5lib
import jsonschema
import openpyxl
import page as page_validation
import pytest
from django.conf import settings
from writing_samples import cell, paper

from papers import phrases
from papers.document import Band, Blank, Column, Compared, Figures, Heading, Row, Table, Text
from papers.document_json import as_json, from_json
from papers.writing import page, write
from papers.writing.words import compared_words, parted

PIECES = (("same", "Book it "), ("gone", "by post"), ("new", "by video"), ("same", ", within two days."))
COLUMNS = (Column("ref", "Ref", 0.5, "ref", row_header=True), Column("words", "Words", 4.0))


def row(ref, *parts, **more):
    return Row((cell(ref), cell(*parts, **more)), name=ref)


def sample(*rows, **told):
    table = Table("Wording", COLUMNS, rows or (row("1c", Compared(PIECES)),), **told)
    made = paper()
    return type(made)(
        "What changed",
        made.body,
        made.as_at,
        blocks=(Figures(((3, "better status"),)), Heading("Wording"), table),
    )


def test_in_plain_words_what_is_gone_and_new_stands_in_brackets():
    assert compared_words(PIECES) == "Book it [gone: by post] [new: by video], within two days."


def test_the_spaces_at_the_ends_of_a_piece_are_not_marked():
    assert parted((("gone", " one "), ("new", "two"))) == [
        *(("same", " "), ("gone", "one"), ("same", " ")),
        ("new", "two"),
    ]


def test_json_gives_it_back_and_keeps_to_the_schema():
    document = sample(
        Band((Text("P1"),), change="New wording"), row("1c", Compared(PIECES, "Then:")), stacks=True
    )
    told = json.loads(write(document, "json"))
    assert from_json(told) == document
    schema = json.loads((settings.BASE_DIR / "docs/building/paper.schema.json").read_text())
    jsonschema.validate(as_json(document), schema)


def test_the_page_marks_it_for_eyes_and_ears():
    html = page.render(sample())
    assert '<del><span class="hide">[gone: </span>by post<span class="hide">]</span></del> <ins>' in html
    assert '<ul class="figures"><li><b>3</b> better status</li></ul>' in html


def test_the_words_of_a_comparison_are_never_markup():
    html = page.render(sample(row("1c", Compared((("new", "<b>&"), ("gone", "\x00"))))))
    assert "&lt;b&gt;&amp;" in html
    assert "<b>&" not in html


def test_a_table_that_stacks_says_in_each_cell_which_column_it_is_of():
    html = html5lib.parseFragment(
        page.render(sample(Band((Text("April 2026"),)), row("1c", "Told."), stacks=True)),
        namespaceHTMLElements=False,
    )
    (told,) = list(html.iter("td"))
    assert (told.get("data-label"), told.text) == ("Words", "Told.")
    assert [one.get("role") for one in html.iter("tr")] == ["row"] * 3
    assert [one.get("scope") for one in html.iter("th")] == ["col", "col", "rowgroup", "row"]


def test_under_a_heading_of_the_page_its_headings_stand_lower():
    assert "<h2>Wording</h2>" in page.render(sample())
    assert "<h3>Wording</h3>" in page.render(sample(), name="changes")


@pytest.mark.parametrize("words", ["by video", "مع السكان", "a\nb", "x" * 400, "\U0001f600"])
def test_the_pdf_is_accessible_whatever_was_compared(words):
    rows = (
        Band((Text("Priority 1"),), change="New wording"),
        Band((Text("Agreed."),), level=2, change="New wording"),
        row("1c", Compared((*PIECES, ("new", words)), "Then:"), change="New wording"),
        row("1d", Compared((("gone", words),))),
    )
    content = write(sample(*rows), "pdf")
    assert [one.message for one in page_validation.validate_pdf_bytes(content, profile="ua1").failures] == []


def test_the_pdf_tags_what_is_struck_and_underlined():
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(write(sample(), "pdf"))) as pdf:
        held = [
            str(one.get("/TextDecorationType"))
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/TextDecorationType" in one
        ]
        nested = [
            str(each.get("/TextDecorationType"))
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/A" in one and one.get("/S") == "/Span"
            for each in (one.A if isinstance(one.A, pikepdf.Array) else [one.A])
        ]
    assert {"/LineThrough", "/Underline"} <= {*held, *nested}


def test_word_strikes_and_underlines_without_tracked_changes():
    xml = zipfile.ZipFile(io.BytesIO(write(sample(), "docx"))).read("word/document.xml").decode()
    assert '<w:strike/></w:rPr><w:t xml:space="preserve">by post</w:t>' in xml
    assert '<w:u w:val="single"/></w:rPr><w:t xml:space="preserve">by video</w:t>' in xml
    assert "w:ins " not in xml
    assert '3</w:t></w:r><w:r><w:t xml:space="preserve">\u00a0better\u00a0status' in xml


def test_excel_has_brackets_and_looks():
    book = openpyxl.load_workbook(io.BytesIO(write(sample(), "xlsx")), rich_text=True)
    told = book.worksheets[0]["B4"].value
    assert str(told) == "Book it [gone: by post] [new: by video], within two days."
    looks = {run.text: (run.font.strike, run.font.u) for run in told if hasattr(run, "font")}
    assert looks["[gone: by post]"][0]
    assert looks["[new: by video]"][1]
    assert "3 better status" in [line[0].value for line in book["About this paper"]]


def test_csv_says_it_in_brackets():
    text = write(sample(), "csv").decode("utf-8-sig")
    assert '"Book it [gone: by post] [new: by video], within two days."' in text


def test_a_band_that_changed_says_so_first():
    band = Band((Text("Priority 1"),), change="New heading")
    assert '"New heading\nPriority 1"' in write(sample(band, row("1a", "Told.")), "csv").decode()
    xml = zipfile.ZipFile(io.BytesIO(write(sample(band, row("1a", "Told.")), "docx"))).read(
        "word/document.xml"
    )
    assert xml.count(b'<w:left w:val="single" w:sz="20"') == 1


@pytest.mark.parametrize("word", phrases.CHANGES)
def test_a_reader_of_our_papers_knows_each_change_word(word):
    lines = [word, "[Not received]"] if word == phrases.NO_ANSWER else [word, "What somebody wrote."]
    assert phrases.is_remark(word)
    assert phrases.change_at(lines) == 0


@pytest.mark.parametrize("line", ["↗ Amber to green", "↘ Off track: late to on track"])
def test_a_movement_is_known_by_its_arrow(line):
    assert phrases.is_change(line)
    assert phrases.change_at([line, "Green", "Told."]) == 0


@pytest.mark.parametrize(
    "lines",
    [
        ["No answer"],
        ["New date"],
        ["No answer", "from the county."],
        ["→ Move to the next plan", "Told."],
        ["↗ Rising", "Told."],
        ["Stopped", "The scheme closed."],
        ["Carried forward", "See 3b."],
        ["Told.", "New date"],
        [],
    ],
)
def test_what_somebody_may_have_written_is_left_where_it_stands(lines):
    assert phrases.change_at(lines) is None


def test_no_change_is_known_under_its_status():
    assert phrases.change_at(["Green: on track", phrases.NO_CHANGE, "Told."]) == 1


def test_the_line_that_says_since_when_is_about_the_paper():
    line = phrases.WHAT_THE_BAR_MEANS.format("Appendix 2 of 18 May 2026")
    assert phrases.is_about_the_paper(line)
    assert not phrases.is_about_the_paper("A heavy bar was fitted at each door.")
    assert Blank("[Not stated]").words in phrases.CLOSED_LIST

"""Every format: the same bytes each time, in every process; CSV, Excel and JSON that come back as they were."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import html5lib
import jsonschema
import openpyxl
import pikepdf
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from writing_samples import GREEN, PRIORITY_1, cell, long_words, paper, plain_row, row, whole_paper

from papers.document import Band, Column, Document, Heading, Paragraphs, Text
from papers.document_json import NotAPaper, as_json, from_json
from papers.writing import FORMATS, page, write
from papers.writing.excel_sheet import POINTS_TO_THE_CHARACTER
from papers.writing.excel_styles import ADDRESS_SIZE
from papers.writing.fonts import width
from papers.writing.harmless import restore
from papers.writing.widths import column_widths

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_paper_gives_the_same_bytes(name):
    assert write(whole_paper(), name) == write(whole_paper(), name)


def test_the_bytes_are_the_same_in_another_process():
    code = (
        "import hashlib; from writing_samples import whole_paper; from papers.writing import FORMATS, write;"
        "print(*[hashlib.sha256(write(whole_paper(), name)).hexdigest() for name in FORMATS])"
    )
    path = f"{settings.BASE_DIR}{os.pathsep}{Path(__file__).parent}"
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert told[0] == told[1]


def test_another_day_gives_other_bytes():
    assert write(whole_paper(), "docx") != write(paper(as_at=date(2026, 11, 7)), "docx")


def csv_lines(document):
    text = write(document, "csv").decode("utf-8")
    assert text.startswith("\ufeff")
    return [[restore(words) for words in line] for line in csv.reader(io.StringIO(text[1:], newline=""))]


def test_csv_has_a_column_for_the_band_and_says_it_in_each_row():
    lines = csv_lines(paper(PRIORITY_1, plain_row("1a"), plain_row("1b")))
    assert lines[0][:2] == ["Priority", "Ref"]
    assert [line[:2] for line in lines[1:]] == [
        ["Priority 1: Services that everyone can reach", "1a"],
        ["Priority 1: Services that everyone can reach", "1b"],
    ]


def test_csv_lines_end_as_excel_wants_them():
    content = write(paper(plain_row("1a", "One\nTwo")), "csv")
    assert content.count(b"\r\n") == 2


def test_csv_says_statuses_in_words_and_additions_with_their_marker():
    lines = [line for line in csv_lines(_table_alone(whole_paper())) if line]
    words = lines[1][-1]
    assert "Amber: slipping" in words
    assert "Update 05.11.26 - It is full." in words
    assert "Added 4 November 2026: A second course is booked." in words


def test_csv_keeps_a_band_without_rows():
    lines = csv_lines(paper(PRIORITY_1, Band((Text("Priority 2"),)), plain_row("2a")))
    assert lines[1][0] == "Priority 1: Services that everyone can reach"
    assert lines[2][:2] == ["Priority 2", "2a"]


def test_csv_says_a_tall_cell_in_each_row_beside_it():
    lines = csv_lines(_table_alone(whole_paper()))
    told = [line[3] for line in lines if line[2] in ("1c", "1d")]
    assert told == ["One outcome of two actions."] * 2


def test_csv_says_what_stands_after_its_only_table():
    made = paper(plain_row("1a", "Begun."))
    said = (Heading("What was asked for and what came"), Paragraphs("Nothing was asked for."))
    lines = csv_lines(replace(made, blocks=(*made.blocks, *said)))
    assert lines[2:] == [[], ["What was asked for and what came"], ["Nothing was asked for."]]


@given(TEXTS)
@hypothesis_settings(max_examples=60)
def test_any_text_comes_back_from_csv(words):
    lines = csv_lines(paper(plain_row("1a", cell(words))))
    assert lines[1][-1] == words


def _table_alone(document):
    return Document(document.title, document.body, document.as_at, blocks=(document.blocks[2],))


def workbook(document):
    return openpyxl.load_workbook(io.BytesIO(write(document, "xlsx")))


def test_excel_keeps_formula_like_text_as_text():
    sheet = workbook(paper(plain_row("1a", "=1+1"), plain_row("1b", "+1.5% per annum"))).worksheets[0]
    found = [line[5] for line in sheet.iter_rows(min_row=4)]
    assert [one.value for one in found] == ["=1+1", "+1.5% per annum"]
    assert all(one.data_type == "s" and one.quotePrefix for one in found)


def test_excel_repeats_and_freezes_the_heading_row():
    sheet = workbook(whole_paper()).worksheets[0]
    assert sheet["A4"].value == "Ref"
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "A5")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.auto_filter.ref is None


def test_excel_names_title_body_and_language():
    held = workbook(whole_paper()).properties
    assert (held.title, held.creator, held.language) == (
        "Progress on the equality action plan",
        "Borough of Marlow Vale",
        "en-GB",
    )


def test_excel_of_a_paper_without_a_table_says_title_and_facts():
    document = replace(paper(), blocks=(Paragraphs("Nothing changed."),))
    said = [line[0] for line in workbook(document).worksheets[0].iter_rows(values_only=True)]
    assert said == [document.title, "As at: 6 November 2026", "Nothing changed."]


def test_words_outside_the_tables_are_shown_in_full():
    document = replace(paper(), introduction="One.\n\nTwo.", blocks=(*paper().blocks, Paragraphs("a " * 200)))
    sheet = workbook(document).worksheets[-1]
    assert [sheet.row_dimensions[row].height for row in (1, 2)] == [48, 63]


def test_a_change_word_is_never_cut_inside_a_word():
    columns = (Column("ref", "Ref", 9.0, "ref", row_header=True), Column("on", "On", 0.1))
    made = paper(row("1a", cell("1 May", change="New wording")), columns=columns)
    assert column_widths(made.blocks[0], 400, 8)[1] > width("wording", 8, bold=True)


def test_excel_merges_bands_and_tall_cells():
    merged = {str(place) for place in workbook(whole_paper()).worksheets[0].merged_cells.ranges}
    assert {"A5:F5", "B9:B10"} <= merged


def test_excel_text_is_read_by_others_as_it_was():
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(write(whole_paper(), "xlsx"))).get_sheet_by_index(0)
    told = sheet.to_python(skip_empty_area=False)
    assert told[5][5].startswith(
        "↘ Green to amber\n▲ Amber: slipping\n! Overdue by 2 months\nCounters: all nine live."
    )


@pytest.mark.parametrize("words", [long_words(70_000), "Good \U0001f600" * 6000], ids=["letters", "faces"])
def test_excel_goes_on_below_where_a_cell_is_too_long_for_it(words):
    sheet = workbook(paper(plain_row("1a", words))).worksheets[0]
    told = [line[5].value for line in sheet.iter_rows(min_row=4)]
    assert "".join(told) == words
    assert max(len(piece.encode("utf-16-le")) for piece in told) <= 2 * 32_767, "as Excel counts"
    assert sheet["A5"].value is None


def test_no_word_is_lost_where_a_cell_too_long_stands_beside_a_tall_one():
    words = long_words(70_000)
    rows = (
        row("1a", cell("Tall.", height=2), *[cell("x")] * 3, cell(words)),
        row("1b", *[cell("y")] * 4),
    )
    sheet = workbook(paper(*rows)).worksheets[0]
    told = "".join(line[5].value or "" for line in sheet.iter_rows(min_row=4))
    assert told == words + "y"


def test_a_row_of_the_sheet_is_as_high_as_its_words():
    sheet = workbook(paper(plain_row("1a"), plain_row("1b", long_words(600)))).worksheets[0]
    assert sheet.row_dimensions[5].height > 2 * sheet.row_dimensions[4].height


def test_excel_takes_any_name_for_a_sheet():
    table = paper(plain_row("1a")).blocks[0]
    made = paper(
        plain_row("1a"),
        blocks=(_captioned(table, "A/B: [x]?"), _captioned(table, "a b x"), _captioned(table, "")),
    )
    assert len({name.casefold() for name in workbook(made).sheetnames}) == 3


def _captioned(table, caption):
    return type(table)(caption, table.columns, table.rows)


@given(TEXTS)
@hypothesis_settings(max_examples=40)
def test_any_text_goes_into_excel_and_word(words):
    document = paper(plain_row("1a", cell(words)))
    workbook(document)
    with zipfile.ZipFile(io.BytesIO(write(document, "docx"))) as archive:
        assert archive.testzip() is None


def columns_of_excel(document):
    """The width of each column of the first sheet, in points."""
    with zipfile.ZipFile(io.BytesIO(write(document, "xlsx"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    return [
        float(each) * POINTS_TO_THE_CHARACTER for each in re.findall(r'<col [^>]*width="([0-9.]+)"', sheet)
    ]


@pytest.mark.parametrize("site", ["https://plans.example", f"https://{'equality-plans.' * 5}gov.example"])
def test_excel_has_room_for_a_whole_address_on_one_line_and_takes_it_from_no_other_column(site):
    """Not every program parts a link: what has no room is cut when the sheet is printed."""
    rows = [replace(plain_row(ref), short=f"p/7/{ref}") for ref in ("1a", "1b")]
    *others, address = columns_of_excel(paper(PRIORITY_1, *rows, site=site))
    assert address >= width(f"{site}/p/7/1a", ADDRESS_SIZE)
    assert others == columns_of_excel(paper(PRIORITY_1, *rows, site="https://p.example"))[:-1]


def test_a_sheet_prints_on_the_width_of_one_page():
    with zipfile.ZipFile(io.BytesIO(write(whole_paper(), "xlsx"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<pageSetUpPr fitToPage="1"/>' in sheet
    assert 'fitToWidth="1" fitToHeight="0"' in sheet


def test_excel_and_pdf_name_the_body_and_the_day_of_the_paper():
    with zipfile.ZipFile(io.BytesIO(write(whole_paper(), "xlsx"))) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:creator>Borough of Marlow Vale</dc:creator>" in core
    assert core.count("2026-11-06T12:00:00Z") == 2
    with pikepdf.open(io.BytesIO(write(whole_paper(), "pdf"))) as pdf:
        told = {name: str(value) for name, value in pdf.docinfo.items()}
    assert told["/Author"] == "Borough of Marlow Vale"
    assert told["/CreationDate"] == told["/ModDate"] == "D:20261106120000Z"


def test_json_says_its_schema_and_fits_it():
    schema = json.loads((Path(settings.BASE_DIR) / "docs/building/paper.schema.json").read_text())
    data = json.loads(write(whole_paper(), "json"))
    jsonschema.Draft202012Validator(schema).validate(data)
    data["blocks"][2]["rows"][0]["part"] = "bend"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(data)


def test_a_paper_comes_back_from_json_as_it_was():
    assert from_json(json.loads(write(whole_paper(), "json"))) == whole_paper()


@pytest.mark.parametrize(
    "data", [{}, [], {"schema": "x"}, {**as_json(paper()), "version": 99}, {**as_json(paper()), "colour": 1}]
)
def test_what_is_no_paper_is_refused(data):
    with pytest.raises(NotAPaper):
        from_json(data)


def fragment(document):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(page.render(document))


def test_the_page_is_valid_and_has_no_inline_style():
    made = page.render(whole_paper())
    fragment(whole_paper())
    assert "style=" not in made
    assert "<script" not in made


def test_the_page_escapes_every_word():
    made = page.render(paper(plain_row('"><script>alert(1)</script>', "<b>bold</b> & more")))
    assert "<script" not in made
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in made


@given(TEXTS)
@hypothesis_settings(max_examples=60)
def test_the_page_stays_valid_with_any_text(words):
    fragment(paper(PRIORITY_1, plain_row("1a", cell(words)), notes=(words,)))


def test_the_page_marks_up_the_table_for_those_who_listen():
    tree = fragment(whole_paper())
    region = tree.find(".//div[@role='region']")
    caption = tree.find(".//caption")
    assert (region.get("tabindex"), region.get("aria-labelledby")) == ("0", caption.get("id"))
    assert [th.get("scope") for th in tree.findall(".//thead/tr/th")] == ["col"] * 6
    assert len(tree.findall(".//tbody/tr/th[@scope='row']")) == 5
    assert [th.get("colspan") for th in tree.findall(".//th[@scope='rowgroup']")] == ["6", "6"]


def test_a_row_of_the_page_has_its_anchor_and_leads_to_its_action():
    tree = fragment(paper(plain_row("1a")))
    assert tree.find(".//tr").get("id") is None
    assert tree.find(".//tbody/tr").get("id") == "r1a"
    assert tree.find(".//tbody/tr/th/a").get("href") == "/plans/vale/actions/1a/"


def test_the_page_shows_status_as_word_symbol_and_tone():
    made = page.render(paper(plain_row("1a", cell(GREEN))))
    assert (
        '<strong class="tag tag--good"><span class="tag__mark" aria-hidden="true">◐</span>Green: on track'
        in made
    )


def test_columns_of_the_page_have_the_shares_of_the_print():
    shares = [int(share) for share in re.findall(r'class="cw-(\d+)"', page.render(paper(plain_row("1a"))))]
    assert len(shares) == 6
    assert 97 <= sum(shares) <= 103
    assert shares[4] > shares[0]


def test_no_change_has_no_bar_on_the_page():
    assert 'class="chg"' not in page.render(paper(plain_row("1a", cell(GREEN, change="→ No change"))))
    assert 'class="chg"' in page.render(paper(plain_row("1a", cell(GREEN, change="New wording"))))


def test_right_to_left_words_are_marked_so_on_the_page():
    assert '<p dir="rtl">يعمل المجلس' in page.render(whole_paper())


def test_lists_on_the_page_keep_their_marks():
    made = page.render(paper(row("1a", *[cell("Agreed:\n3. three\n- four")] * 5)))
    assert "<li>3. three</li><li>- four</li>" in made

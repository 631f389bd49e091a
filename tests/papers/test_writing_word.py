"""Word: heading rows that repeat, fields, names, merged cells; the same words read back."""

import io
import zipfile

import docx
import pytest
from django.conf import settings
from docx.oxml.ns import qn
from lxml import etree
from writing_samples import PRIORITY_1, cell, long_words, paper, plain_row, row, whole_paper

from papers.writing import write
from papers.writing.words import cell_words

APP = "docProps/app.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document):
    return docx.Document(io.BytesIO(write(document, "docx")))


@pytest.fixture(scope="module")
def whole():
    return opened(whole_paper())


def words_of(cell_element):
    """The words of a cell as a reader joins them: one paragraph a line."""
    lines = []
    for paragraph in cell_element.iter(f"{W}p"):
        line = ""
        for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
            line += (
                element.text or "" if element.tag == f"{W}t" else "\n" if element.tag == f"{W}br" else "\t"
            )
        lines.append(line)
    return "\n".join(lines)


def test_the_heading_row_is_repeated(whole):
    rows = whole.tables[0]._tbl.tr_lst
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (
        len(rows) - 1
    )


def test_short_rows_stay_whole_and_long_ones_may_be_parted():
    rows = opened(paper(plain_row("1a"), plain_row("1b", long_words(3000)))).tables[0]._tbl.tr_lst
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, False]


def test_the_table_says_what_it_is(whole):
    looks = whole.tables[0]._tbl.tblPr
    assert looks.find(f"{W}tblCaption").get(f"{W}val").startswith("Progress")
    assert "Ref, Desired outcome" in looks.find(f"{W}tblDescription").get(f"{W}val")
    assert looks.find(f"{W}tblLayout").get(f"{W}type") == "fixed"


def test_bands_cover_the_whole_width(whole):
    band = whole.tables[0]._tbl.tr_lst[1]
    assert band.find(f".//{W}gridSpan").get(f"{W}val") == "6"
    assert words_of(band) == "Priority 1: Services that everyone can reach"


def test_a_tall_cell_goes_on_below(whole):
    rows = whole.tables[0]._tbl.tr_lst
    assert rows[5].findall(f"{W}tc")[1].find(f"{W}tcPr/{W}vMerge").get(f"{W}val") == "restart"
    assert rows[6].findall(f"{W}tc")[1].find(f"{W}tcPr/{W}vMerge").get(f"{W}val") is None


def test_a_wide_cell_spans_its_columns(whole):
    last = whole.tables[0]._tbl.tr_lst[-1]
    spans = [tc.find(f"{W}tcPr/{W}gridSpan") for tc in last.findall(f"{W}tc")]
    assert [int(span.get(f"{W}val")) if span is not None else 1 for span in spans] == [1, 3, 1, 1]


def test_heads_and_foot_have_fields(whole):
    section = whole.sections[0]
    foot = section.footer._element
    assert [field.get(f"{W}instr").strip() for field in foot.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert "Borough of Marlow Vale · as at 6 November 2026" in words_of(foot)
    assert "Appendix 2" in words_of(section.header._element)
    assert "Scrutiny Committee" in words_of(section.first_page_header._element)


def test_title_and_language_are_known(whole):
    held = whole.core_properties
    assert (held.title, held.language) == ("Progress on the equality action plan", "en-GB")
    assert whole.styles.element.find(f".//{W}rPrDefault//{W}lang").get(qn("w:val")) == "en-GB"
    assert whole.paragraphs[0].style.name == "Heading 1"


def test_its_properties_name_this_product_and_nothing_of_a_template():
    with zipfile.ZipFile(io.BytesIO(write(whole_paper(), "docx"))) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist() if "docProps" in name}
    told = {
        element.tag.rpartition("}")[2]: element.text for element in etree.fromstring(held.pop(APP).encode())
    }
    assert told == {"Application": f"Equality action plan tracker {settings.VERSION}"}
    [core] = held.values()
    assert core.count("2026-11-06T12:00:00Z") == 2
    assert core.count("Borough of Marlow Vale") == 2
    assert "python-docx" not in core
    assert "Macintosh" not in core


def test_the_page_is_a4_and_lies_as_the_paper_says():
    sizes = []
    for orientation in ("landscape", "portrait"):
        section = opened(paper(orientation=orientation)).sections[0]
        sizes.append((round(section.page_width.mm), round(section.page_height.mm)))
    assert sizes == [(297, 210), (210, 297)]


def test_the_words_of_each_cell_are_read_back_as_they_were():
    document = whole_paper()
    rows = opened(document).tables[0]._tbl.tr_lst
    told = [words_of(tc) for tc in rows[2].findall(f"{W}tc")]
    assert told[0] == "1a"
    assert told[3] == "Communications\nHR Policy and Projects"
    assert told[5].split("\n") == [
        "↘ Green to amber",
        "▲ Amber: slipping",
        "! Overdue by 2 months",
        "Counters: all nine live.",
        "Agreed:",
        "• one;",
        "• two.",
        "Added 4 November 2026",
        "A second course is booked.",
        "Update 05.11.26 -",
        "It is full.",
    ]


@pytest.mark.parametrize(
    "words",
    ["1.5% per annum", "3. Workshops\n4. Letters", "One\ntwo\n\nthree", "a <b> & c", "One_x000D_ two"],
)
def test_plain_words_are_read_back_as_they_were(words):
    rows = opened(paper(plain_row("1a", words))).tables[0]._tbl.tr_lst
    assert " ".join(words_of(rows[1].findall(f"{W}tc")[5]).split()) == " ".join(
        cell_words(cell(words)).split()
    )


def test_a_date_of_an_addition_is_bold(whole):
    bold = [
        run.text for paragraph in whole.tables[0].cell(2, 5).paragraphs for run in paragraph.runs if run.bold
    ]
    assert "Added 4 November 2026" in bold
    assert "Update 05.11.26 -" in bold


def test_a_status_is_a_shaded_bold_run_with_its_symbol(whole):
    runs = whole.tables[0].cell(2, 5).paragraphs[1].runs
    assert [run.text for run in runs] == ["▲ ", "Amber: slipping"]
    assert all(run._element.find(f"{W}rPr/{W}shd").get(f"{W}fill") == "FFE5A8" for run in runs)


def test_right_to_left_words_run_from_the_right(whole):
    turned = [p for p in whole.element.iter(f"{W}p") if p.find(f"{W}pPr/{W}bidi") is not None]
    assert [words_of_paragraph(p) for p in turned] == ["يعمل المجلس مع السكان"]


def words_of_paragraph(paragraph):
    return "".join(text.text for text in paragraph.iter(f"{W}t"))


def test_cell_properties_stand_in_the_order_that_word_wants(whole):
    order = ["tcW", "gridSpan", "vMerge", "tcBorders", "shd"]
    for looks in whole.element.iter(f"{W}tcPr"):
        names = [etree.QName(child).localname for child in looks]
        assert names == sorted(names, key=order.index)


def test_run_properties_stand_in_the_order_that_word_wants(whole):
    order = ["rFonts", "b", "bCs", "color", "sz", "bdr", "shd", "rtl"]
    for looks in whole.element.body.iter(f"{W}rPr"):
        names = [etree.QName(child).localname for child in looks]
        assert names == sorted(names, key=order.index)


def test_paragraph_properties_stand_in_the_order_that_word_wants(whole):
    order = ["pStyle", "keepNext", "pBdr", "tabs", "bidi", "spacing", "ind"]
    for looks in whole.element.body.iter(f"{W}pPr"):
        names = [etree.QName(child).localname for child in looks]
        assert names == sorted(names, key=order.index)


def test_members_are_sorted_and_dated_by_the_paper():
    with zipfile.ZipFile(io.BytesIO(write(paper(PRIORITY_1, row("1a")), "docx"))) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 6, 12, 0, 0)}
        assert not any("thumbnail" in name for name in archive.namelist())

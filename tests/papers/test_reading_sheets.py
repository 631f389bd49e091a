"""What a spreadsheet shows is what is read: values as displayed, merges, colours, and what is hidden left out."""

import datetime
import io
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import PatternFill
from reading_builders import ods, texts, whys, words, xlsx

from papers.reading import Refused, read
from papers.reading.number_formats import shown

SHARED = Path(settings.BASE_DIR).parent / "shared" / "papers"


def data(*rows):
    """Sheet data of these rows of cells."""
    return "<sheetData>" + "".join(rows) + "</sheetData>"


def row(number, *cells, more=""):
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def opened(content, **more):
    return read("plan.xlsx", content, **more)


def table(*rows, after="", **more):
    return next(opened(xlsx({"Plan": data(*rows) + after}, **more)).tables)


def saved(fill):
    """A workbook that openpyxl writes after `fill` has filled its sheet."""
    book = openpyxl.Workbook()
    fill(book.active)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="mmm\\-yy"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>'
    '<fonts><font/><font><b/><color rgb="FFFF0000"/></font></fonts>'
    '<fills><fill/><fill/><fill><patternFill patternType="solid"><fgColor rgb="FF00B050"/></patternFill></fill></fills>'
    '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf fillId="2"/><xf fontId="1"/></cellXfs>'
    "<dxfs><dxf><fill/></dxf><dxf><numFmt/></dxf></dxfs>"
)


def test_rows_keep_the_numbers_of_the_sheet():
    found = table(row(3, words("B3", "a")), row(7, words("A7", "b")))
    assert [(each.number, each.cells[0].column) for each in found.rows] == [(3, 2), (7, 1)]


def test_a_date_cell_shows_its_day_in_uk_order_and_keeps_its_value():
    cell = table(row(1, '<c r="A1" s="1"><v>45748</v></c>'), styles=STYLES).rows[0].cells[0]
    assert (cell.text, cell.value) == ("01/04/2025", "2025-04-01")


def test_a_day_stored_in_iso_form_shows_as_its_format_says():
    cell = (
        table(row(1, '<c r="A1" s="1" t="d"><v>2025-04-01T00:00:00Z</v></c>'), styles=STYLES).rows[0].cells[0]
    )
    assert (cell.text, cell.value) == ("01/04/2025", "2025-04-01")


def test_a_month_and_year_are_written_out():
    cell = table(row(1, '<c r="A1" s="2"><v>45717</v></c>'), styles=STYLES).rows[0].cells[0]
    assert (cell.text, cell.value) == ("March 2025", "2025-03-01")


def test_a_percentage_is_read_as_shown():
    cell = table(row(1, '<c r="A1" s="3"><v>0.48</v></c>'), styles=STYLES).rows[0].cells[0]
    assert (cell.text, cell.value) == ("48.0%", "0.48")


def test_a_serial_in_a_general_cell_stays_a_number():
    cell = table(row(1, '<c r="A1"><v>45748</v></c>')).rows[0].cells[0]
    assert (cell.text, cell.value) == ("45748", "45748")


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (45748, "mm-dd-yy", "01/04/2025"),
        (45748, "d mmmm yyyy", "1 April 2025"),
        (45748, "[$-809]dd mmmm yyyy;@", "01 April 2025"),
        (45748.5, "dd/mm/yyyy hh:mm", "01/04/2025 12:00"),
        (45748, "yyyy-mm-dd", "2025-04-01"),
        (0.5, "h:mm AM/PM", "12:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (1234.5, '"£"#,##0.00', "£1,234.50"),
        (-5, "0;(0)", "(5)"),
        (0, '0;;"nil"', "nil"),
        (0.1 + 0.2, "General", "0.3"),
        (0.005, "0.00", "0.01"),
        (1e20, "General", "100000000000000000000"),
        (12, '0" per cent"', "12 per cent"),
        (0.5, "# ?/?", "0.5"),
    ],
)
def test_numbers_show_what_their_format_shows(number, code, text):
    assert shown(number, code).text == text


def test_days_before_march_1900_and_the_other_epoch_are_right():
    assert shown(59, "yyyy-mm-dd").text == "1900-02-28"
    assert shown(61, "yyyy-mm-dd").text == "1900-03-01"
    assert shown(0, "yyyy-mm-dd", epoch_1904=True).text == "1904-01-01"


def test_words_that_begin_like_a_formula_are_words():
    cell = table(row(1, words("A1", "=SUM(1,1)"))).rows[0].cells[0]
    assert (cell.text, cell.formula) == ("=SUM(1,1)", False)


def test_a_formula_shows_its_last_result():
    cell = table(row(1, '<c r="A1"><f>1+1</f><v>2</v></c>')).rows[0].cells[0]
    assert (cell.text, cell.formula) == ("2", True)


def test_a_formula_never_calculated_is_blank_and_named():
    paper = opened(xlsx({"Plan": data(row(1, words("A1", "x"), '<c r="B1"><f>1+1</f><v></v></c>'))}))
    cell = paper.blocks[0].rows[0].at(2)
    assert (cell.text, cell.formula) == ("", True)
    assert "cell B1 was never calculated" in whys(paper)


def test_an_error_is_kept_as_words_and_named():
    paper = opened(xlsx({"Plan": data(row(1, '<c r="A1" t="e"><f>X</f><v>#REF!</v></c>'))}))
    assert paper.blocks[0].rows[0].cells[0].text == "#REF!"
    assert "An error is shown in cell A1." in whys(paper)


def test_true_and_false():
    cell = table(row(1, '<c r="A1" t="b"><v>1</v></c>')).rows[0].cells[0]
    assert (cell.text, cell.value) == ("TRUE", "true")


def test_a_cell_that_is_only_a_colour_is_kept():
    found = table(
        row(1, words("A1", "Ref"), words("B1", "RAG")),
        row(2, words("A2", "1a"), '<c r="B2" s="4"/>'),
        styles=STYLES,
    )
    assert found.rows[1].at(2).fill == "00B050"


def test_ink_and_bold_of_a_cell_are_read():
    run = table(row(1, words("A1", "Red", 5)), styles=STYLES).rows[0].cells[0].paragraphs[0].runs[0]
    assert (run.ink, run.bold) == ("FF0000", True)


def test_words_in_several_looks_keep_their_looks():
    strings = '<si><r><t>On </t></r><r><rPr><b/><color rgb="FF00B050"/></rPr><t>track</t></r><rPh><t>x</t></rPh></si>'
    paragraph = table(row(1, '<c r="A1" t="s"><v>0</v></c>'), strings=strings).rows[0].cells[0].paragraphs[0]
    assert paragraph.text == "On track"
    assert [run.ink for run in paragraph.runs] == [None, "00B050"]


def test_hidden_rows_columns_and_sheets_are_left_out_and_named():
    sheet = '<cols><col min="2" max="2" hidden="1"/></cols>' + data(
        row(1, words("A1", "a"), words("B1", "secret")),
        row(2, words("A2", "gone"), more='hidden="1"'),
        row(3, words("A3", "c")),
    )
    content = xlsx({"Plan": sheet, "Lookup": data(row(1, words("A1", "z")))}, states={"Lookup": "veryHidden"})
    paper = opened(content)
    assert [texts(each) for each in paper.tables] == [[["a"], ["c"]]]
    assert "Hidden sheet “Lookup” left out." in whys(paper)
    assert "Hidden row 2 of sheet “Plan” left out." in whys(paper)
    assert "Hidden column B of sheet “Plan” left out." in whys(paper)
    assert [texts(each) for each in opened(content, include_hidden=True).tables] == [
        [["a", "secret"], ["gone"], ["c"]],
        [["z"]],
    ]


def test_merged_cells_reach_across_and_down():
    found = table(
        row(1, words("A1", "wide")),
        row(2, words("A2", "tall"), words("B2", "x")),
        row(3, words("B3", "y")),
        after='<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:A3"/></mergeCells>',
    )
    assert (found.rows[0].cells[0].width, found.rows[1].cells[0].height) == (2, 2)
    assert found.rows[2].at(1).continues


def test_a_merge_to_the_edge_of_the_sheet_costs_nothing():
    found = table(
        row(1, words("A1", "Title")),
        row(2, words("B2", "x")),
        after='<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>',
    )
    assert found.rows[0].cells[0].width == 2


def test_blank_cells_at_the_end_are_trimmed():
    found = table(
        row(1, words("A1", "x"), '<c r="XFD1" s="4"/>'),
        row(1_048_576, '<c r="A1048576" s="4"/>'),
        styles=STYLES,
    )
    assert (found.columns, len(found.rows)) == (1, 1)


def test_colours_of_a_conditional_format_are_not_guessed_but_named():
    rule = '<conditionalFormatting sqref="A1:A9"><cfRule type="cellIs" dxfId="0"/></conditionalFormatting>'
    paper = opened(xlsx({"Plan": data(row(1, words("A1", "Amber"))) + rule}, styles=STYLES))
    assert paper.blocks[0].rows[0].cells[0].fill is None
    assert "The colours in column A come from a conditional format and were not read." in whys(paper)


def test_a_conditional_format_that_changes_no_colour_is_passed_over():
    rule = '<conditionalFormatting sqref="A1:A9"><cfRule type="cellIs" dxfId="1"/></conditionalFormatting>'
    assert opened(xlsx({"Plan": data(row(1, words("A1", "x"))) + rule}, styles=STYLES)).notices == ()


def test_a_workbook_without_visible_words_is_refused():
    with pytest.raises(Refused, match="No visible sheet"):
        opened(xlsx({"Plan": data()}))


def test_escapes_for_control_characters_are_undone():
    assert table(row(1, words("A1", "a_x000D_b_x005F_x"))).rows[0].cells[0].text == "a\nb_x"


def test_page_headers_of_a_sheet_are_running_heads():
    paper = opened(
        xlsx(
            {
                "Plan": data(row(1, words("A1", "x")))
                + '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"Appendix 2&amp;RPage</oddHeader></headerFooter>'
            }
        )
    )
    assert [head.text for head in paper.running_heads] == ["Appendix 2", "Page"]


def test_a_workbook_by_another_program_reads_the_same():
    def fill(sheet):
        sheet.append(["Ref", "By when", "RAG"])
        sheet.append(["1a", datetime.date(2025, 4, 1), None])
        sheet["C2"].fill = PatternFill("solid", fgColor="FFC000")

    found = next(opened(saved(fill)).tables)
    assert texts(found) == [["Ref", "By when", "RAG"], ["1a", "2025-04-01", ""]]
    assert found.rows[1].cells[2].fill == "FFC000"


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\u2028\u2029\u00a0_=")
    )
)
def test_whatever_is_put_into_a_cell_comes_back(text):
    def fill(sheet):
        sheet["A1"] = "x"
        sheet["B1"] = text
        sheet["C1"] = "x"  # so that white space alone does not stand at the edge

    cell = next(opened(saved(fill)).tables).rows[0].at(2)
    assert (cell.text if cell else "") == unicodedata.normalize("NFC", text)


def cell_of(words_, more=""):
    return f'<table:table-cell office:value-type="string" {more}><text:p>{words_}</text:p></table:table-cell>'


def test_an_open_document_reads_repeats_spans_and_colours():
    style = '<style:style style:name="ce1" style:family="table-cell"><style:table-cell-properties fo:background-color="#00b050"/></style:style>'
    sheet = (
        '<table:table table:name="Plan"><table:table-row>'
        + cell_of("Ref", 'table:number-columns-spanned="2"')
        + '<table:covered-table-cell/><table:table-cell table:style-name="ce1" office:value-type="string"><text:p>on<text:s text:c="2"/>track</text:p><text:p>b</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row>'
        + cell_of("last")
        + '</table:table-row><table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    found = next(read("plan.ods", ods(sheet, styles=style)).tables)
    assert texts(found) == [["Ref", "on  track\nb"], ["last"]]
    assert found.rows[0].cells[0].width == 2
    assert found.rows[0].at(3).fill == "00B050"
    assert [each.number for each in found.rows] == [1, 5]


def test_hidden_parts_of_an_open_document_are_left_out():
    style = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    sheet = (
        '<table:table table:name="Plan"><table:table-column/><table:table-column table:visibility="collapse"/>'
        "<table:table-row>" + cell_of("a") + cell_of("secret") + "</table:table-row>"
        '<table:table-row table:visibility="filter">' + cell_of("gone") + "</table:table-row></table:table>"
        '<table:table table:name="Lookup" table:style-name="ta2"><table:table-row>'
        + cell_of("z")
        + "</table:table-row></table:table>"
    )
    paper = read("plan.ods", ods(sheet, styles=style))
    assert [texts(each) for each in paper.tables] == [[["a"]]]
    assert "“Lookup”" in whys(paper)
    assert "row 2" in whys(paper)
    assert "column B" in whys(paper)


def test_a_date_of_an_open_document_keeps_its_value():
    sheet = '<table:table table:name="P"><table:table-row><table:table-cell office:value-type="date" office:date-value="2025-04-01"><text:p>Apr-25</text:p></table:table-cell></table:table-row></table:table>'
    cell = next(read("plan.ods", ods(sheet)).tables).rows[0].cells[0]
    assert (cell.text, cell.value) == ("April 2025", "2025-04-01")


@pytest.mark.shared
def test_the_reference_workbook_is_read_whole():
    path = SHARED / "leicester-eap-2018-19.xlsx"
    if not path.exists():
        pytest.skip("the reference papers are not here")
    found = next(read(path.name, path.read_bytes()).tables)
    assert (len(found.rows), found.columns) == (20, 11)
    assert found.rows[1].at(3).text == "1a"


def old_workbook(**more):
    path = Path(__file__).parent / "data" / "old-workbook.xls"
    return read(path.name, path.read_bytes(), **more)


def test_an_old_workbook_is_read_with_formats_and_colours():
    found = next(old_workbook().tables)
    row = found.rows[1]
    assert [cell.text for cell in row.cells[:4]] == ["1a", "Line one\nLine two", "April 2025", "48.0%"]
    assert (row.at(3).value, row.at(5).fill) == ("2025-04-01", "00B050")
    assert found.rows[2].at(2).formula
    assert found.rows[2].cells[0].paragraphs[0].runs[0].ink == "FF0000"
    assert found.rows[3].at(2).width == 3


def test_what_an_old_workbook_hides_is_left_out_and_named():
    paper = old_workbook()
    assert [row.number for row in next(paper.tables).rows] == [1, 2, 4, 5]
    assert "Hidden row 3" in whys(paper)
    assert "Hidden column G" in whys(paper)
    assert "“Lookup”" in whys(paper)
    assert "An error is shown in cells F2 and F4." in whys(paper)
    assert len(list(old_workbook(include_hidden=True).tables)) == 2


def test_an_old_workbook_cut_short_is_refused():
    content = (Path(__file__).parent / "data" / "old-workbook.xls").read_bytes()
    for end in range(600, len(content) - 2_000, 501):
        with pytest.raises(Refused):
            read("plan.xls", content[:end])


def test_an_old_workbook_that_lies_about_its_extent_is_refused():
    content = bytearray((Path(__file__).parent / "data" / "old-workbook.xls").read_bytes())
    extent = content.find(b"\x00\x02\x0e\x00")
    content[extent + 7] = 0xF9
    with pytest.raises(Refused, match="damaged"):
        read("plan.xls", bytes(content))


def test_an_old_workbook_whose_sheet_stands_nowhere_is_refused():
    content = bytearray((Path(__file__).parent / "data" / "old-workbook.xls").read_bytes())
    sheet = content.find(b"\x85\x00")
    content[sheet + 4 : sheet + 8] = (4_458_266).to_bytes(4, "little")
    with pytest.raises(Refused):
        read("plan.xls", bytes(content))

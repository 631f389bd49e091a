"""What a Word file says is what is read: words, numbers, merges, colours, and what was left out."""

import unicodedata
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from reading_builders import docx, listed, p, relationships, tbl, tc, texts, tr, whys, zipped

from papers.reading import read

SHARED = Path(settings.BASE_DIR).parent / "shared" / "papers"
INS = 'w:id="1" w:author="A" w:date="2025-01-01T00:00:00Z"'


def opened(body, **more):
    return read("plan.docx", docx(body, **more))


def paragraph(body, **more):
    return next(iter(opened(body, **more).blocks))


def table(body, **more):
    return next(opened(body, **more).tables)


def test_words_in_every_kind_of_wrapper_are_read():
    body = (
        "<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>b</w:t></w:r></w:smartTag>"
        "<w:sdt><w:sdtContent><w:r><w:t>c</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:fldSimple><w:r><w:t>d</w:t></w:r></w:fldSimple></w:p>"
    )
    assert paragraph(body).text == "abcd"


def test_content_controls_around_blocks_rows_and_cells_are_read_through():
    body = (
        f"<w:sdt><w:sdtContent>{p('block')}</w:sdtContent></w:sdt>"
        f"<w:tbl><w:sdt><w:sdtContent>{tr('row')}</w:sdtContent></w:sdt>"
        f"<w:tr><w:sdt><w:sdtContent>{tc('cell')}</w:sdtContent></w:sdt></w:tr></w:tbl>"
    )
    paper = opened(body)
    assert paper.blocks[0].text == "block"
    assert texts(paper.blocks[1]) == [["row"], ["cell"]]


def test_placeholder_words_of_a_form_field_are_not_taken_for_an_answer():
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    paper = opened(tbl(f"<w:tr>{control.format(tc('Choose an item.'))}{tc('kept')}</w:tr>"))
    assert texts(paper.blocks[0]) == [["", "kept"]]
    assert "placeholder" in whys(paper)


def test_insertions_stay_and_deletions_go_with_one_notice():
    body = (
        f"<w:p><w:ins {INS}><w:r><w:t>new </w:t></w:r></w:ins><w:del {INS}><w:r><w:delText>old </w:delText></w:r></w:del>"
        f"<w:moveFrom {INS}><w:r><w:t>away</w:t></w:r></w:moveFrom><w:r><w:t>text</w:t></w:r></w:p>"
    )
    paper = opened(body)
    assert paper.blocks[0].text == "new text"
    assert whys(paper) == "Tracked changes were read as if accepted: 1 insertion, 1 deletion, 1 move."


def test_a_paragraph_whose_mark_was_deleted_joins_the_next():
    gone = f"<w:rPr><w:del {INS}/></w:rPr>"
    paper = opened(p("Equality ", properties=gone) + p("plan"))
    assert [block.text for block in paper.blocks] == ["Equality plan"]


def test_a_deleted_row_is_left_out():
    paper = opened(tbl(tr("kept"), tr("gone", properties=f"<w:del {INS}/>")))
    assert texts(paper.blocks[0]) == [["kept"]]


def test_tabs_breaks_and_hyphens_are_what_they_look_like():
    body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r></w:p>"
    assert paragraph(body).text == "a\tb\nc-de"


def test_symbols_of_symbol_fonts_are_the_signs_they_show():
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/><w:color w:val="FF0000"/></w:rPr><w:t>l</w:t></w:r></w:p>'
    )
    found = paragraph(body)
    assert found.text == "✓●"
    assert found.runs[1].ink == "FF0000"


def test_cells_merged_across_and_down_know_their_span():
    found = table(
        tbl(
            tr(
                tc("wide", properties='<w:gridSpan w:val="2"/>'),
                tc("tall", properties='<w:vMerge w:val="restart"/>'),
            ),
            tr("a", "b", tc("", properties="<w:vMerge/>")),
        )
    )
    wide, tall = found.rows[0].cells
    assert (wide.column, wide.width, tall.column, tall.height) == (1, 2, 3, 2)
    below = found.rows[1].at(3)
    assert below.continues
    assert below.paragraphs == ()
    assert found.columns == 3


def test_words_under_a_merged_cell_are_reported_not_lost():
    paper = opened(
        tbl(
            tr(tc("top", properties='<w:vMerge w:val="restart"/>')), tr(tc("under", properties="<w:vMerge/>"))
        )
    )
    assert [(n.table, n.row, n.words) for n in paper.notices] == [(1, 2, "under")]


def test_a_row_that_begins_late_keeps_its_columns():
    found = table(tbl(tr("a", "b", "c"), tr("z", properties='<w:gridBefore w:val="2"/>')))
    assert found.rows[1].cells[0].column == 3


def test_a_table_inside_a_cell_is_kept_inside():
    inner = tbl(tr("in"))
    found = table(tbl(tr(tc(p("before") + inner + p("after")))))
    cell = found.rows[0].cells[0]
    assert cell.text == "before\nafter"
    assert texts(cell.inner[0]) == [["in"]]


def test_a_repeated_heading_row_is_marked():
    found = table(tbl(tr("Ref", properties="<w:tblHeader/>"), tr("1a")))
    assert [row.header for row in found.rows] == [True, False]
    assert found.rows[0].cells[0].header


def test_fill_ink_and_highlight_are_read():
    shaded = tc(
        p("●", run='<w:color w:val="00B050"/><w:highlight w:val="yellow"/>'),
        properties='<w:shd w:val="clear" w:fill="FFC000"/>',
    )
    cell = table(tbl(tr(shaded))).rows[0].cells[0]
    run = cell.paragraphs[0].runs[0]
    assert (cell.fill, run.ink, run.fill) == ("FFC000", "00B050", "FFFF00")


def test_a_theme_colour_is_resolved():
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">'
        '<a:accent6><a:srgbClr val="70AD47"/></a:accent6></a:clrScheme></a:themeElements></a:theme>'
    )
    body = tbl(tr(tc("x", properties='<w:shd w:val="clear" w:fill="auto" w:themeFill="accent6"/>')))
    cell = (
        table(body, extra={"word/theme/theme1.xml": theme}, links=(("theme", "theme/theme1.xml"),))
        .rows[0]
        .cells[0]
    )
    assert cell.fill == "70AD47"


def test_bold_comes_from_run_or_style():
    styles = '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Band"/><w:rPr><w:b/></w:rPr></w:style>'
    paper = opened(
        p("styled", properties='<w:pStyle w:val="B"/>')
        + p("run", run="<w:b/>")
        + p("no", run='<w:b w:val="0"/>'),
        styles=styles,
    )
    assert [block.bold for block in paper.blocks] == [True, True, False]


def test_headings_come_from_styles_and_those_they_build_on():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H2"/></w:style>'
    )
    paper = opened(
        p("a", properties='<w:pStyle w:val="H2"/>') + p("b", properties='<w:pStyle w:val="Own"/>') + p("c"),
        styles=styles,
    )
    assert [block.heading for block in paper.blocks] == [2, 2, 0]


def test_pages_are_counted_from_the_breaks_that_word_left():
    body = p("one") + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>" + p("still two")
    assert [block.page for block in opened(body).blocks] == [1, 2, 2]


def test_a_row_cut_by_a_page_is_counted_once():
    cut = tc("<w:p><w:r><w:t>a</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>")
    found = table(tbl(tr(cut, cut), tr("next", "row")))
    assert [row.page for row in found.rows] == [1, 2]


def test_pages_are_unknown_where_nothing_says():
    assert [block.page for block in opened(p("one") + p("two")).blocks] == [None, None]


def test_an_explicit_page_break_turns_the_page():
    body = p("one") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + p("two")
    assert opened(body).blocks[-1].page == 2


def test_hidden_words_and_rows_are_left_out_and_said_so():
    body = p("seen") + p("unseen", run="<w:vanish/>") + tbl(tr("a"), tr("b", properties="<w:hidden/>"))
    paper = opened(body)
    assert paper.blocks[1].text == ""
    assert texts(paper.blocks[2]) == [["a"]]
    assert "Hidden text" in whys(paper)
    assert "1 hidden row" in whys(paper)
    shown = read("plan.docx", docx(body), include_hidden=True)
    assert shown.blocks[1].text == "unseen"
    assert texts(shown.blocks[2]) == [["a"], ["b"]]


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert [block.text for block in opened(body).blocks if block.text] == ["boxed"]


def test_a_picture_in_a_cell_is_reported_with_its_place():
    paper = opened(tbl(tr("a"), tr(tc("<w:p><w:r><w:drawing/></w:r></w:p>"))))
    assert [(n.table, n.row) for n in paper.notices] == [(1, 2)]


def test_comments_are_not_read_but_reported():
    comments = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1"><w:p><w:r><w:t>psst</w:t></w:r></w:p></w:comment></w:comments>'
    paper = opened(p("x"), extra={"word/comments.xml": comments}, links=(("comments", "comments.xml"),))
    assert "1 comment" in whys(paper)
    assert "psst" not in str(paper.blocks)


def test_footnotes_stand_after_everything():
    notes = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="0"/><w:footnote w:id="1"><w:p><w:r><w:t>the note</w:t></w:r></w:p></w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>word</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    paper = opened(body, extra={"word/footnotes.xml": notes}, links=(("footnotes", "footnotes.xml"),))
    assert [block.text for block in paper.blocks] == ["word", "the note"]


def test_page_headers_are_read_once_each():
    header = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Appendix 2</w:t></w:r></w:p></w:hdr>'
    paper = opened(
        p("x"),
        extra={"word/header1.xml": header, "word/header2.xml": header},
        links=(("header", "header1.xml"), ("header", "header2.xml")),
    )
    assert [head.text for head in paper.running_heads] == ["Appendix 2"]


def test_title_and_language_come_from_the_properties():
    core = '<c:coreProperties xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Plan</dc:title><dc:language>cy</dc:language></c:coreProperties>'
    paper = opened(
        p("x"),
        extra={
            "docProps/core.xml": core,
            "_rels/.rels": relationships(
                ("core-properties", "docProps/core.xml"), ("officeDocument", "word/document.xml")
            ),
        },
    )
    assert paper.properties == {"title": "Plan", "language": "cy"}


def test_a_macro_file_is_read_without_its_macros_and_said_so():
    paper = read(
        "plan.docm",
        docx(p("x"), extra={"word/vbaProject.bin": b"x"}, links=(("vbaProject", "vbaProject.bin"),)),
    )
    assert "macros" in whys(paper)


def test_the_strict_form_of_word_is_read():
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    strict = (
        f'<w:document xmlns:w="{namespace}"><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>'
    )
    assert read("plan.docx", zipped({"word/document.xml": strict})).blocks[0].text == "x"


def level(at, kind, words, more=""):
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{words}"/></w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "%3)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "&#xF0B7;")
    + level(1, "upperRoman", "(%2)")
    + level(2, "lowerRoman", "%3.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
)


def numbers(*places):
    body = "".join(p("x", properties=listed(num_id, at)) for num_id, at in places)
    return [block.number for block in opened(body, numbering=NUMBERING).blocks]


def test_numbers_count_on_level_by_level():
    assert numbers((1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)) == ["1.", "1.1", "1.2", "a)", "2.", "2.1"]


def test_a_list_that_overrides_its_start_begins_there_and_counts_on():
    assert numbers((1, 0), (2, 0), (2, 0)) == ["1.", "5.", "6."]


def test_lists_that_share_their_counting_count_on():
    assert numbers((1, 0), (1, 0), (1, 0)) == ["1.", "2.", "3."]


def test_roman_numbers_and_bullets():
    assert numbers((3, 1), (3, 1), (3, 2)) == ["(I)", "(II)", "i."]
    bullet = paragraph(p("x", properties=listed(3)), numbering=NUMBERING)
    assert bullet.bullet
    assert bullet.number is None


def test_a_style_can_bring_its_list():
    styles = (
        f'<w:style w:type="paragraph" w:styleId="L"><w:name w:val="L"/><w:pPr>{listed(1)}</w:pPr></w:style>'
    )
    paper = opened(p("x", properties='<w:pStyle w:val="L"/>') * 2, styles=styles, numbering=NUMBERING)
    assert [block.number for block in paper.blocks] == ["1.", "2."]


def test_list_nought_takes_a_style_out_of_its_list():
    styles = (
        f'<w:style w:type="paragraph" w:styleId="L"><w:name w:val="L"/><w:pPr>{listed(1)}</w:pPr></w:style>'
    )
    paper = opened(p("x", properties='<w:pStyle w:val="L"/>' + listed(0)), styles=styles, numbering=NUMBERING)
    assert paper.blocks[0].number is None


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\u2028\u2029\u00a0")
    )
)
def test_whatever_is_put_into_a_cell_comes_back(words):
    found = table(tbl(tr(tc(p(escape(words))))))
    assert found.rows[0].cells[0].text == unicodedata.normalize("NFC", words)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "tables", "rows"),
    [
        ("leicester-eap-2018-19.docx", 16, 50),
        ("leicester-eap-2018-19-raw.docx", 16, 35),
        ("leicester-bwg-2010.docx", 7, 22),
        ("tower-hamlets-scrutiny.docx", 3, 22),
        ("wer-2020-21.docx", 2, 8),
        ("committee-minutes-2019.docx", 1, 4),
    ],
)
def test_the_reference_papers_are_read_whole(name, tables, rows):
    if not (SHARED / name).exists():
        pytest.skip("the reference papers are not here")
    paper = read(name, (SHARED / name).read_bytes())
    assert len(list(paper.tables)) == tables
    assert sum(len(table.rows) for table in paper.tables) == rows
    assert paper.notices == ()

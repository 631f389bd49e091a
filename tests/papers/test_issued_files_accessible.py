"""Everything that is issued can be read by everybody: PDF/UA-1, Word, Excel and page, whatever the words."""

import html
import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import docx
import openpyxl
import page as page_validation
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from writing_samples import long_words, paper, row, whole_paper

from actionplans.models import Action, Addendum, Outcome, Plan, Priority, Update
from actionplans.papers import LAYOUTS
from actionplans.publications import checking, making, preparing, supplementing
from papers import publishing
from papers.document import Addition, Band, Blank, Cell, Count, Flag, Names, Row, Status, Table, Text
from papers.writing import FORMATS, csv_file, standalone, unprintable, write
from tests.actionplans.layout_plans import (
    with_aims,
    with_outcomes,
    with_priorities,
    with_recommendations,
)
from tests.demonstrated import standing
from tests.issued import ISSUED_AT, PREPARED_AT, SITE, issue_plan, prepare_plan
from tests.plans import make_person, make_plan

PLANS = (
    "marlow-vale-2018-19",
    "marlow-vale-2025-27",
    "marlow-vale-2027-29",
    "marlow-vale-senior-managers",
    "thornmouth-scrutiny-review",
    "thornmouth-workforce-aims-2020-21",
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MADE = {
    "priorities": with_priorities,
    "outcomes": with_outcomes,
    "recommendations": with_recommendations,
    "aims": with_aims,
}
ARABIC = "يعمل المجلس مع السكان لتقديم مترجم في كل مكتب خلال يومي عمل."
WELSH = "Mae’r Cyngor yn gweithio gyda thrigolion: cyfieithydd ym mhob tŷ bach, ŵyl a chŵn."
URDU = "کونسل رہائشیوں کے ساتھ مل کر کام کرتی ہے تاکہ ہر دفتر میں مترجم موجود ہو۔"
NO_FONT = "漢字 😀 ગુજરાતી 👩‍👩‍👧‍👦"


def failures(content):
    """The rules of PDF/UA-1 that these bytes break."""
    return [one.message for one in page_validation.validate_pdf_bytes(content, profile="ua1").failures]


def speak_many_languages(plan):
    """Put Welsh, Arabic, Urdu, what no font has and a very long text into a plan, wherever it has words."""
    words = (WELSH, ARABIC, URDU, f"{NO_FONT} and more", long_words(20_000))
    for at, action in enumerate(Action.objects.filter(plan=plan).order_by("order")):
        action.words = f"{action.words}\n\n{words[at % len(words)]}".strip()
        action.save(update_fields=["words"])
    for at, update in enumerate(Update.objects.filter(action__plan=plan).order_by("pk")):
        Addendum.objects.create(update_added_to=update, order=1, on=date(2026, 11, 7), words=words[at % 5])
    Priority.objects.filter(plan=plan).update(words=f"Priority: {ARABIC}")
    Outcome.objects.filter(plan=plan, is_unreadable=False).update(words=f"{WELSH}\n\n{URDU}")


def issued_paper(plan, layout, **told):
    """The document that would be issued of this plan in this layout."""
    Plan.objects.filter(pk=plan.pk).update(is_draft=False)
    plan.refresh_from_db()
    preparation = preparing.prepare(
        plan, by=make_person("editor"), at=PREPARED_AT, layout=layout, reference="Appendix 2", **told
    )
    return making.paper_of(preparation, site=SITE)[0]


def table_of(document):
    return next(block for block in document.blocks if isinstance(block, Table))


@pytest.fixture(params=LAYOUTS)
def document(request, db):
    """A paper to be issued, in each layout in turn, its rows with QR codes, its words in many languages."""
    plan = MADE[request.param]()
    speak_many_languages(plan)
    return issued_paper(plan, request.param, has_qr=True)


class TestEachLayout:
    def test_the_pdf_breaks_no_rule_and_every_cell_has_its_headers(self, document):
        content = write(document, "pdf")
        assert failures(content) == []
        counted = headers_and_cells(content)
        columns = sum(len(block.columns) for block in document.blocks if isinstance(block, Table))
        bands = sum(
            isinstance(line, Band) and line.level == 1
            for block in document.blocks
            if isinstance(block, Table)
            for line in block.rows
        )
        named = sum(any(column.row_header for column in table.columns) for table in tables(document))
        assert counted["columns"] >= columns + bands
        assert (counted["rows"] > 0) == bool(named)
        assert counted["cells"] > 0
        assert counted["without headers"] == 0

    def test_the_links_of_the_pdf_say_what_they_are(self, document):
        with pikepdf.open(io.BytesIO(write(document, "pdf"))) as pdf:
            links = [note for one in pdf.pages for note in one.obj.get("/Annots", [])]
            assert len(links) >= len([1 for line in table_of(document).rows if isinstance(line, Row)])
            assert all(str(note.Contents).strip() for note in links)

    def test_word_repeats_its_headings_and_says_title_and_language(self, document):
        opened = docx.Document(io.BytesIO(write(document, "docx")))
        assert opened.core_properties.title == document.title
        assert opened.core_properties.language == "en-GB"
        for table in opened.tables:
            first = table._tbl.tr_lst[0]
            assert first.find(f"{W}trPr/{W}tblHeader") is not None
            assert table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val")
            assert table._tbl.tblPr.find(f"{W}tblDescription").get(f"{W}val")
        pictures = opened.element.xpath("//wp:docPr")
        assert pictures
        assert all(one.get("descr") for one in pictures)

    def test_excel_repeats_its_headings_and_says_title_and_language(self, document):
        book = openpyxl.load_workbook(io.BytesIO(write(document, "xlsx")))
        assert (book.properties.title, book.properties.language) == (document.title, "en-GB")
        assert book.worksheets[0].print_title_rows

    def test_words_from_right_to_left_are_marked_in_page_and_word(self, document):
        page, _ = standalone.write(document)
        assert 'dir="rtl"' in page.decode()
        with zipfile.ZipFile(io.BytesIO(write(document, "docx"))) as packed:
            assert b"<w:bidi/>" in packed.read("word/document.xml")

    def test_no_identifier_stands_twice_on_the_page(self, document):
        found = re.findall(r' id="([^"]*)"', standalone.write(document)[0].decode())
        assert len(found) == len(set(found))

    def test_what_no_font_has_is_named_on_the_paper_and_told_to_whoever_prepares_it(self, document):
        points = [point for point, _ in unprintable(document)]
        if NO_FONT in standalone.write(document)[0].decode():
            assert "U+6F22" in points
            assert "U+1F600" in points


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def headers_and_cells(content):
    """How many column headers, row headers and cells a PDF has, and how many cells are told of no header."""
    counted = {"columns": 0, "rows": 0, "cells": 0, "without headers": 0}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for element in elements(pdf.Root.StructTreeRoot.K):
            if element.S == "/TH":
                counted["rows" if attribute(element, "/Scope") == "/Row" else "columns"] += 1
            elif element.S == "/TD":
                counted["cells"] += 1
                counted["without headers"] += not attribute(element, "/Headers")
    return counted


def elements(held):
    if isinstance(held, pikepdf.Array):
        for child in held:
            yield from elements(child)
    elif isinstance(held, pikepdf.Dictionary) and "/S" in held:
        yield held
        if "/K" in held:
            yield from elements(held.K)


def attribute(element, name):
    for held in element.get("/A", []):
        if name in held:
            return held[name]
    return None


# Words as nobody writes them: whatever a database, a web form or an old Word file can hold.
ODD = st.one_of(
    st.text(st.characters(codec=None), max_size=40),
    st.text(st.characters(categories=["Cs", "Co", "Cc", "Cf", "Cn"]), min_size=1, max_size=12),
    st.text(st.characters(categories=["Mn", "Me", "Mc"]), min_size=1, max_size=12),
    st.text(st.sampled_from("👩👧👦🏽‍️⃣🇬🇧1#*"), min_size=1, max_size=12),
    st.text(
        st.sampled_from("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069aب1 "), max_size=20
    ),
    st.integers(0, 16).flatmap(
        lambda plane: st.text(
            st.characters(min_codepoint=plane << 16, max_codepoint=(plane << 16) + 0xFFFF, codec=None),
            max_size=12,
        )
    ),
    st.sampled_from(
        ["", " ", "\u2028", "\x00", "\ud800", "\udfff\ud800", "\ufffe\uffff", "\ufeff", "\xad", "</w:t>&]]>"]
    ),
)


@st.composite
def odd_papers(draw):
    """A paper that has odd words in each of its parts."""
    said = iter(draw(st.lists(ODD, min_size=24, max_size=24)))
    take = lambda: next(said)  # noqa: E731
    cells = (
        Cell((Text(take()), Text(take(), bold=True), Text(take(), label=take()))),
        Cell((Names((take(), take())),)),
        Cell((Status(take(), take(), "good"), Flag(take())), change=take()),
        Cell((Blank(take(), label=take()), Addition(date(2026, 11, 4), take(), take()))),
        Cell((Text(f"• {take()}\n• {take()}"),), change=take()),
    )
    return paper(
        Band((Text(take()),), anchor="p1"),
        replace(row("1a", *cells), short="p/7/1a"),
        title=take(),
        reference=take(),
        running_head=take(),
        introduction=take(),
        legend=(Count(Status(take(), "●", "bad"), 1, take()),),
        site=SITE,
        has_qr=True,
    )


class TestOddWords:
    @given(odd_papers())
    @settings(max_examples=12)
    def test_no_words_keep_a_paper_from_being_set_as_pdf(self, document):
        assert failures(write(document, "pdf")) == []

    @given(odd_papers())
    @settings(max_examples=30)
    def test_no_words_keep_any_other_format_from_being_read(self, document):
        opened = docx.Document(io.BytesIO(write(document, "docx")))
        assert len(opened.tables) == 1
        assert openpyxl.load_workbook(io.BytesIO(write(document, "xlsx"))).worksheets
        assert csv_file.write(document).decode("utf-8-sig")
        assert write(document, "json").decode()
        page, _ = standalone.write(document)
        said = page.decode()
        assert not {one for one in said if unicodedata.category(one) == "Cc"} - {"\n", "\t"}
        assert not re.search("[\ud800-\udfff]", said)

    @given(odd_papers())
    @settings(max_examples=20)
    def test_all_that_was_replaced_is_told(self, document):
        told = dict(unprintable(document))
        assert all(re.fullmatch(r"U\+[0-9A-F]{4,6}", point) for point in told)
        assert all(name for name in told.values())


def test_words_that_all_print_are_no_finding():
    assert unprintable(whole_paper()) == ()


def test_a_sign_that_no_font_has_is_a_finding():
    assert unprintable(paper(row("1a", *[Cell((Text("漢"),))] * 5))) == (
        ("U+6F22", "cjk unified ideograph-6f22"),
    )


@pytest.mark.django_db
def test_odd_words_are_issued_in_every_format():
    plan = with_priorities()
    speak_many_languages(plan)
    document = issued_paper(plan, "priorities")
    assert {file["format"] for file in publishing.written(document)} == {"html", *FORMATS}


def test_xml_of_word_is_whole_whatever_the_words():
    with zipfile.ZipFile(
        io.BytesIO(write(paper(row("1a", *[Cell((Text("a\ud800]]>&\x00"),))] * 5)), "docx"))
    ) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(packed.read(name))


def test_what_page_says_is_text_and_never_markup():
    page, _ = standalone.write(paper(row("1a", *[Cell((Text("<script>&amp;"),))] * 5)))
    assert "<script>" not in page.decode()
    assert html.unescape("&lt;script&gt;&amp;amp;") in html.unescape(page.decode())


@pytest.fixture(scope="class")
def demonstrated(django_db_setup, django_db_blocker):
    """The demonstration, made once for the tests of a class."""
    with standing(django_db_blocker):
        yield


class TestTheDemonstration:
    @pytest.mark.parametrize("slug", PLANS)
    def test_every_plan_of_the_demonstration_is_issued_accessibly(self, demonstrated, db, slug):
        plan = Plan.objects.get(slug=slug)
        document = issued_paper(plan, plan.layout)
        content = write(document, "pdf")
        assert failures(content) == []
        counted = headers_and_cells(content)
        assert counted["cells"] > 0
        assert counted["without headers"] == 0
        opened = docx.Document(io.BytesIO(write(document, "docx")))
        assert all(table._tbl.tr_lst[0].find(f"{W}trPr/{W}tblHeader") is not None for table in opened.tables)
        assert opened.core_properties.title == document.title


class TestPapersOfAnIssuedOne:
    """What goes out beside a paper: what changed, and the sheet of late news."""

    @pytest.fixture
    def plan(self, db):
        plan = make_plan(6, slug="a-plan")
        speak_many_languages(plan)
        return plan

    def test_the_paper_of_what_changed_breaks_no_rule(self, plan):
        issue_plan(plan, slug="first", reference="Appendix 2")
        Action.objects.filter(plan=plan, ref="1a").update(words=f"{ARABIC}\n\n{NO_FONT}")
        Action.objects.filter(plan=plan, ref="1b").update(words=long_words(18_000))
        second = issue_plan(plan, slug="second", reference="Appendix 3", at=ISSUED_AT + timedelta(days=1))
        changes = second.read("changes")
        assert failures(write(changes, "pdf")) == []
        assert failures(write(second.read(), "pdf")) == []
        assert docx.Document(io.BytesIO(write(changes, "docx"))).core_properties.language == "en-GB"

    def test_the_sheet_of_late_news_breaks_no_rule(self, plan):
        first = issue_plan(plan, slug="first", reference="Appendix 2")
        Action.objects.filter(plan=plan, ref="1a").update(
            words=f"{URDU}\n\n{NO_FONT}\n\n{long_words(20_000)}"
        )
        made = supplementing.prepare_sheet(
            first, keys=["1a"], note=ARABIC, by=make_person("editor"), at=ISSUED_AT, today=ISSUED_AT.date()
        )
        content = write(making.paper_of(made, site=SITE)[0], "pdf")
        assert failures(content) == []
        assert headers_and_cells(content)["without headers"] == 0

    def test_whoever_looks_at_a_paper_is_told_which_signs_the_pdf_cannot_show(self, plan):
        made = prepare_plan(plan)
        found = [one for one in checking.from_text(made.made_findings) if one.kind == checking.CHARACTER]
        assert "[U+6F22] cjk unified ideograph-6f22" in {one.words for one in found}
        assert all(one.column for one in found)
        assert all(one.ref for one in found)

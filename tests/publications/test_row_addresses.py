"""Each printed row of a paper to be issued has an address, the same in every format, that names its publication."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest

from actionplans.models import Action, IssuedRow, Outcome, Recommendation
from actionplans.papers import LAYOUTS, progress_paper
from actionplans.papers.addresses import with_addresses
from actionplans.publications import issuing, making
from papers.document import Row, Table
from papers.writing import csv_file, standalone, write
from papers.writing.words import where_rows_are
from tests.actionplans.layout_plans import (
    TODAY,
    with_aims,
    with_outcomes,
    with_priorities,
    with_recommendations,
)
from tests.issued import SITE, issue_plan, prepare_plan
from tests.plans import make_plan

pytestmark = pytest.mark.django_db
MADE = {
    "priorities": with_priorities,
    "outcomes": with_outcomes,
    "recommendations": with_recommendations,
    "aims": with_aims,
}


def rows_of(document):
    return [
        line
        for block in document.blocks
        if isinstance(block, Table)
        for line in block.rows
        if isinstance(line, Row) and line.short
    ]


def prepared(plan, **told):
    preparation = prepare_plan(plan, **told)
    return making.paper_of(preparation, site=SITE)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_row_has_an_address_that_no_other_row_has(layout):
    document, _, _ = prepared(MADE[layout](), layout=layout)
    table = next(block for block in document.blocks if isinstance(block, Table))
    printed = [line for line in table.rows if isinstance(line, Row)]
    shorts = [row.short for row in printed]
    assert all(re.fullmatch(r"p/\d+/[a-z0-9-]+", short) for short in shorts)
    assert len(set(shorts)) == len(printed)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_printed_address_is_that_of_a_frozen_row(layout):
    document, _, entries = prepared(MADE[layout](), layout=layout)
    keys = [entry.key for entry in entries]
    printed = [row.short.rpartition("/")[2] for row in rows_of(document)]
    assert [key for key in keys if key in printed] == printed


def test_references_that_repeat_or_are_missing_have_keys_of_their_own():
    plan = make_plan(3, rounds=0)
    first, second, third = plan.actions.order_by("order")
    Action.objects.filter(pk=second.pk).update(ref=first.ref, slug=f"{first.slug}-2")
    Action.objects.filter(pk=third.pk).update(ref="", slug="")
    Outcome.objects.create(plan=plan, order=9, words="Nobody serves this one yet.")
    Recommendation.objects.create(plan=plan, order=1, number="4", words="Ask residents.")
    _, _, entries = prepared(plan)
    keys = [entry.key for entry in entries]
    assert len(set(keys)) == len(keys)
    assert {first.slug, f"{first.slug}-2", f"action-{third.pk}", "outcome", "recommendation-4"} <= set(keys)


def test_a_working_paper_has_no_addresses():
    document = progress_paper(make_plan(4), today=TODAY)
    assert all(row.short == "" for block in document.blocks for row in block.rows if isinstance(row, Row))
    assert where_rows_are(document) == ""


class TestFormats:
    @pytest.fixture
    def document(self):
        return with_addresses(prepared(make_plan(4))[0], 7)

    def test_the_page_has_a_small_link_under_each_reference_and_a_place_to_go_to(self, document):
        page = standalone.write(document)[0].decode()
        assert f'<p class="rowlink"><a href="{SITE}/p/7/1a">p/7/1a</a></p>' in page
        assert '<tr id="1a">' in page

    def test_who_hears_the_name_of_a_row_does_not_hear_its_address_with_each_cell(self, document):
        assert '<th scope="row" abbr="1a">' in standalone.write(document)[0].decode()

    def test_word_has_a_link_under_each_reference(self, document):
        content = write(document, "docx")
        opened = docx.Document(io.BytesIO(content))
        leads_to = {one.target_ref for one in opened.part.rels.values() if one.is_external}
        assert leads_to == {f"{SITE}/{row.short}" for row in rows_of(document)}
        links = opened.element.xpath("//w:hyperlink")
        assert [link.xpath("string(.)") for link in links] == [row.short for row in rows_of(document)]
        assert all(link.get(docx.oxml.ns.qn("r:id")) in opened.part.rels for link in links)

    def test_excel_has_a_column_of_addresses_that_are_links(self, document):
        sheet = openpyxl.load_workbook(io.BytesIO(write(document, "xlsx"))).worksheets[0]
        cells = [cell for line in sheet.iter_rows() for cell in line if cell.hyperlink]
        assert [cell.value for cell in cells] == [f"{SITE}/{row.short}" for row in rows_of(document)]
        assert all(cell.hyperlink.target == cell.value for cell in cells)

    def test_csv_has_a_column_of_addresses(self, document):
        lines = list(csv.reader(io.StringIO(csv_file.write(document).decode("utf-8-sig"))))
        heading = next(line for line in lines if "Address" in line)
        at = heading.index("Address")
        said = [line[at] for line in lines if len(line) == len(heading) and line is not heading]
        assert said == [f"{SITE}/{row.short}" for row in rows_of(document)]

    def test_json_has_the_address_of_each_row_and_the_site(self, document):
        content = write(document, "json").decode()
        assert '"short": "p/7/1a"' in content
        assert f'"site": "{SITE}"' in content

    def test_the_foot_of_each_page_says_where_rows_are_found(self, document):
        assert where_rows_are(document) == "Row addresses: plans.marlowvale.example/p/7/ and the reference"

    def test_where_one_row_has_no_reference_the_foot_says_that_the_address_stands_with_the_row(
        self, document
    ):
        table = document.blocks[0]
        nameless = replace(rows_of(document)[0], name="")
        rows = tuple(nameless if row == rows_of(document)[0] else row for row in table.rows)
        document = replace(document, blocks=(replace(table, rows=rows),))
        assert (
            where_rows_are(document)
            == "Row addresses: plans.marlowvale.example/ and what stands with the row"
        )

    def test_without_references_the_foot_says_that_the_address_stands_with_the_row(self):
        document, _, _ = prepared(with_aims(), layout="aims")
        if not any(row.name for row in rows_of(document)):
            assert where_rows_are(document).endswith("/ and what stands with the row")


def test_word_and_excel_of_a_working_paper_lead_nowhere():
    document = progress_paper(make_plan(4), today=TODAY)
    for format, name in (("docx", "word/_rels/document.xml.rels"), ("xlsx", "xl/worksheets/sheet1.xml")):
        with zipfile.ZipFile(io.BytesIO(write(document, format))) as packed:
            assert b"hyperlink" not in packed.read(name).lower()


def test_rows_are_issued_with_the_page_they_stand_on():
    publication = issue_plan(make_plan(12), files=True)
    rows = IssuedRow.objects.filter(issue__publication=publication).order_by("order")
    pages = [row.page for row in rows]
    assert pages[0] == 1
    assert pages == sorted(pages)
    assert pages[-1] > 1
    assert [row.volume for row in rows] == [None] * len(pages)


def test_the_page_of_a_row_is_part_of_its_hash():
    publication = issue_plan(make_plan(2), files=True)
    row = IssuedRow.objects.filter(issue__publication=publication).first()
    assert issuing.row_sha256(row) == row.sha256
    row.page = 99
    assert issuing.row_sha256(row) != row.sha256


def test_a_cell_that_rows_share_is_never_where_an_address_is_printed():
    document, _, _ = prepared(with_outcomes(), layout="outcomes")
    table = next(block for block in document.blocks if isinstance(block, Table))
    at = [column.key for column in table.columns].index(table.addressed)
    whole = [row for row in rows_of(document) if len(row.cells) == len(table.columns)]
    assert all(row.cells[at].height == 1 for row in whole)

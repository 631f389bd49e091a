"""On which page of a PDF each row begins."""

import io
from dataclasses import replace

import pikepdf
import pytest
from writing_samples import PRIORITY_1, PRIORITY_2, cell, long_words, paper, plain_row, row

from papers.document import Column
from papers.writing import write, write_volumes
from papers.writing.pdf_pages import pages_of_rows

SITE = "https://plans.marlowvale.example"


def addressed(*rows, home="ref", **more):
    """A paper whose rows have short addresses."""
    lines = [replace(line, short=f"p/7/{line.name}") if hasattr(line, "short") else line for line in rows]
    made = paper(*lines, site=SITE, **more)
    return replace(made, blocks=(replace(made.blocks[0], addressed=home),))


def test_each_row_is_on_the_page_on_which_it_begins():
    made = addressed(plain_row("1a", long_words(9000)), plain_row("1b"), plain_row("1c", long_words(9000)))
    found = pages_of_rows(write(made, "pdf"))
    assert found["p/7/1a"] == 1
    assert found["p/7/1b"] == found["p/7/1c"] > 1


def test_a_row_without_a_column_of_references_begins_where_its_first_words_are():
    columns = (Column("action", "Action", 2, row_header=True), Column("now", "Update", 2))
    rows = [
        replace(row("x", cell("Done.")), cells=(cell(long_words(9000)), cell("Done.")), name=f"r{n}")
        for n in (1, 2)
    ]
    found = pages_of_rows(write(addressed(*rows, home="action", columns=columns), "pdf"))
    assert found["p/7/r1"] == 1
    assert found["p/7/r2"] > 1


def test_each_volume_counts_its_own_pages(monkeypatch):
    monkeypatch.setattr("papers.writing.volumes.ONE_PDF", 9_000)
    monkeypatch.setattr("papers.writing.volumes.ONE_VOLUME", 6_000)
    made = addressed(
        PRIORITY_1, plain_row("1a", long_words(4000)), PRIORITY_2, plain_row("2a", long_words(4000))
    )
    found = [pages_of_rows(content) for _, content in write_volumes(made)]
    assert [list(one) for one in found] == [["p/7/1a"], ["p/7/2a"]]
    assert [list(one.values()) for one in found] == [[1], [1]]


def test_a_paper_without_addresses_has_no_rows_to_find():
    assert pages_of_rows(write(paper(plain_row("1a")), "pdf")) == {}


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "mailto:a@b.example"])
def test_other_links_are_no_rows(address):
    with pikepdf.open(io.BytesIO(write(addressed(plain_row("1a")), "pdf"))) as pdf:
        pdf.pages[0].Annots[0].A.URI = pikepdf.String(address)
        held = io.BytesIO()
        pdf.save(held)
    assert pages_of_rows(held.getvalue()) == {}

"""Each kind of change is marked in each format of the paper, and told in each format of the paper that says what changed."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import date

import html5lib
import openpyxl
import page as page_validation
import pytest

from actionplans.comparing.issues import compare as compare_issues
from actionplans.importing.describing import describe
from actionplans.importing.matching import compare
from actionplans.papers import LAYOUTS
from actionplans.publications.issues import issue_of
from actionplans.recognising.conducting import recognise
from papers import phrases
from papers.document import Band, Heading, Row, Table
from papers.publishing import stored
from papers.reading import opening
from papers.writing import write
from papers.writing.harmless import restore
from papers.writing.words import cell_words, grid
from tests.changed_plans import NEW_WORDS, first_paper, issue_again, issued_twice
from tests.issued import issue_plan, page_and_json

pytestmark = pytest.mark.django_db

# Where the paper of November says what changed: reference, heading of the column, the word at the bar.
MARKED = [
    ("1a", "October 2026", "↗ Amber to green"),
    ("1b", "October 2026", "↘ Green to red"),
    ("1c", "Action", "New wording"),
    ("1c", "Timescale", "New date"),
    ("1c", "October 2026", "→ No change"),
    ("2a", "October 2026", "↗ Green to blue"),
    ("2b", "October 2026", "Now stopped"),
    ("2c", "October 2026", "Now carried forward"),
    ("3a", "Lead officer", "New lead"),
    ("3a", "October 2026", "→ No change"),
    ("3b", "October 2026", "No answer"),
    ("4a", "October 2026", "↘ Blue to amber"),
    ("4b", "October 2026", "New status"),
    ("4c", "April 2026", "Words added"),
    ("4c", "October 2026", "New answer"),
    ("4d", "Action", "New action"),
]
# What the paper of changes says, in the words that every format has.
TOLD = [
    "What changed since 18 May 2026",
    "better status",
    "Open again",
    "↘ Worse",
    "Blue: complete",
    "12 September 2026",
    "September 2027",
    "Marian Okafor",
    "Open a lending library of hearing loops.",
    "A venue was found.",
    "The duty passed to the county in June.",
    "Priority 2: A workforce at every level that is of the borough",
]


def text_of(content):
    """The words of a PDF as another program reads them."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not here to read the PDF back")
    told = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=True
    )
    return told.stdout.decode()


def written_as(name):
    """What writes the page, the JSON and this format of a document, and no other."""

    def written(document, *, part="paper"):
        return [*page_and_json(document, part=part), stored(part, name, write(document, name))]

    return written


def issued(name):
    """({part: bytes in this format}, the publication)."""
    _, _, paper = issued_twice(files=written_as(name) if name not in ("html", "json") else False)
    return {one.part: one.plain for one in paper.files.filter(format=name)}, paper


def cells_of(document):
    """{(reference, heading): the first line of the cell} of the first table of a document."""
    table = next(block for block in document.blocks if isinstance(block, Table))
    return {
        (row.name, column.heading): cell_words(cell)
        for row, cells in grid(table)
        if isinstance(row, Row)
        for column, cell in zip(table.columns, cells, strict=True)
        if cell
    }


def test_the_document_marks_each_kind_of_change():
    _, paper = issued("json")
    document = paper.read()
    said = cells_of(document)
    assert [
        (ref, heading, word) for ref, heading, word in MARKED if word not in said[ref, heading].split("\n")
    ] == []
    assert ("Compared with", "Appendix 2 of 18 May 2026") in document.facts
    assert document.notes[0] == phrases.WHAT_THE_BAR_MEANS.format("Appendix 2 of 18 May 2026")


def test_nothing_else_is_marked():
    _, paper = issued("json")
    marked = [
        (ref, heading, words.split("\n")[0])
        for (ref, heading), words in cells_of(paper.read()).items()
        if phrases.change_at(words.split("\n")) is not None
    ]
    assert {each[:2] for each in marked} == {each[:2] for each in MARKED}


def test_json_has_each_change_by_its_word():
    files, _ = issued("json")
    text = files["paper"].decode()
    assert [
        word for _, _, word in MARKED if json.dumps({"change": word}, ensure_ascii=False)[1:-1] not in text
    ] == []
    assert {"[gone: ", "[new: "}.isdisjoint(text)
    told = files["changes"].decode()
    assert '"part": "compared"' in told
    assert [words for words in TOLD if words.replace("↘ ", "") not in told] == []


def test_the_page_marks_each_change_by_a_word_in_a_barred_cell():
    files, _ = issued("html")
    page = html5lib.parse(files["paper"].decode(), namespaceHTMLElements=False)
    barred = {
        " ".join("".join(one.itertext()).split())
        for one in page.iterfind(".//td[@class='chg']/p[@class='chg__word']")
    }
    assert barred == {word for _, _, word in MARKED if word != phrases.NO_CHANGE}
    assert page.find(".//p[@class='move']") is not None
    (band,) = page.iterfind(".//th[@class='chg'][@scope='rowgroup']")
    assert "New wording:" in "".join(band.itertext())


def test_the_page_of_changes_says_to_listeners_what_is_new():
    files, _ = issued("html")
    text = files["changes"].decode()
    assert '<ins><span class="hide">[new: </span>or by video<span class="hide">]</span></ins>' in text
    page = html5lib.parse(text, namespaceHTMLElements=False)
    said = " ".join("".join(page.find(".//main").itertext()).split())
    assert [words for words in TOLD if words not in said] == []
    assert [one.tag for one in page.iter() if one.tag in ("h1", "h2", "h3")][:2] == ["h1", "h2"]


def test_the_page_of_changes_leads_to_its_record_and_its_other_formats(client):
    plan, _ = first_paper()
    plan.actions.filter(ref="1a").update(words="Ask residents.")
    paper = issue_again(plan, files=True)
    page = html5lib.parse(paper.files.get(part="changes", format="html").plain, namespaceHTMLElements=False)
    leads_to = [one.get("href") for one in page.iterfind(".//main//a")]
    assert leads_to == [
        f"/p/{paper.number}/",
        *(f"/p/{paper.number}/changes.{name}" for name in ("pdf", "docx", "xlsx", "csv", "json")),
    ]
    assert {client.get(address, follow=True).status_code for address in leads_to} == {200}


def test_the_pdf_marks_each_change_and_is_accessible():
    files, _ = issued("pdf")
    for part, told in (("paper", [word for _, _, word in MARKED]), ("changes", TOLD)):
        assert [
            one.message for one in page_validation.validate_pdf_bytes(files[part], profile="ua1").failures
        ] == []
        said = " ".join(text_of(files[part]).split())
        assert [words for words in told if words not in said] == []


def test_word_marks_each_change_by_its_word_and_a_heavy_edge():
    files, _ = issued("docx")
    xml = zipfile.ZipFile(io.BytesIO(files["paper"])).read("word/document.xml").decode()
    runs = re.findall(r"<w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">([^<]*)</w:t>", xml)
    assert {word for _, _, word in MARKED} <= set(runs)
    bars = (
        len([word for _, _, word in MARKED if word != phrases.NO_CHANGE]) + 1
    )  # and the heading that was renamed
    assert xml.count('<w:left w:val="single" w:sz="20"') == bars


def test_word_strikes_what_is_gone_and_underlines_what_is_new():
    files, _ = issued("docx")
    xml = zipfile.ZipFile(io.BytesIO(files["changes"])).read("word/document.xml").decode()
    assert '<w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">or by video</w:t>' in xml
    assert "<w:ins " not in xml
    assert "<w:del " not in xml
    said = re.sub(r"<[^>]+>", "", xml.replace("\u00a0", " "))
    assert [words for words in TOLD if words not in said] == []


def test_excel_marks_each_change_in_its_cell():
    files, _ = issued("xlsx")
    book = openpyxl.load_workbook(io.BytesIO(files["paper"]))
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    (top,) = [at for at, line in enumerate(lines) if line[0] == "Ref"]
    said = {
        ((line[0] or "").split("\n")[0], heading): words or ""
        for line in lines[top + 1 :]
        for heading, words in zip(lines[top], line, strict=True)
    }
    assert [(ref, head, word) for ref, head, word in MARKED if word not in said[ref, head].split("\n")] == []
    book = openpyxl.load_workbook(io.BytesIO(files["changes"]))
    told = "\n".join(str(cell.value) for sheet in book for line in sheet for cell in line if cell.value)
    assert "in person [new: or by video], within" in told
    assert [words for words in TOLD if words not in told] == []


def test_csv_marks_each_change_in_its_cell():
    files, _ = issued("csv")
    lines = [
        [restore(one) for one in line] for line in csv.reader(io.StringIO(files["paper"].decode("utf-8-sig")))
    ]
    said = {
        (line[1], heading): words
        for line in lines[1:13]
        if line
        for heading, words in zip(lines[0], line, strict=True)
    }
    assert [(ref, head, word) for ref, head, word in MARKED if word not in said[ref, head].split("\n")] == []
    told = files["changes"].decode()
    assert "in person [new: or by video], within" in told
    assert [words for words in TOLD[1:] if words not in told] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_marks_what_it_shows(layout):
    _, _, paper = issued_twice(layout=layout)
    table = next(block for block in paper.read().blocks if isinstance(block, Table))
    marks = [cell.change for row in table.rows if isinstance(row, Row) for cell in row.cells if cell.change]
    assert {"↗ Amber to green", "New wording", "New action", "No answer"} <= set(marks)
    (band,) = [row for row in table.rows if isinstance(row, Band) and row.change]
    assert band.change == "New wording"


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv"])
def test_a_marked_paper_that_is_read_back_in_is_no_change(ending):
    plan, _, paper = issued_twice(files=written_as(ending))
    content = paper.files.get(part="paper", format=ending).plain
    found = recognise(opening.read(f"paper.{ending}", content))
    assert [action.words for action in found.actions if action.ref == "1c"] == [NEW_WORDS]
    changed = [
        (one.what, one.label, [(each.label, each.old, each.new) for each in one.changes])
        for one in compare(describe(plan), found).differences
        if one.what != "plan" and one.kind != "missing"
    ]
    assert not [each for each in changed if any(word in str(each) for word in phrases.CHANGES)]


def test_a_paper_beside_itself_says_that_nothing_changed():
    plan, first, _ = issued_twice()
    again = issue_plan(plan, reference="Appendix 2", slug="third", as_at=date(2026, 11, 6))
    assert compare_issues(issue_of(again), issue_of(again)).is_nothing
    said = again.read("changes")
    assert [type(one).__name__ for one in said.blocks] == ["Paragraphs"]
    assert said.blocks[0].words == "Nothing changed since Appendix 2 of 16 November 2026."
    assert first.read("changes") is None


def test_what_did_not_happen_is_said_in_one_line():
    plan, _ = first_paper()
    plan.actions.filter(ref="1a").update(words="Ask residents.")
    said = issue_again(plan).read("changes")
    assert [one.words for one in said.blocks if isinstance(one, Heading)] == ["Wording"]
    assert said.blocks[-1].words == (
        "There was no new status, nothing newly completed, nothing new, nothing stopped or carried forward, no new date, "
        "no new lead, no new answer and nothing withdrawn."
    )

"""Files that are broken, hostile or not what they say: refused in a sentence, in time, or read as what they are."""

import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from reading_builders import docx, ods, p, tbl, tr, whys, words, xlsx, zipped

from papers.reading import Refused, gate, kinds, read, read_pasted, safely
from papers.reading.paper import Cell, Notice, Paper, Paragraph, Row, Run, Table
from papers.reading.safely import read_safely
from papers.reading.stored import as_json, from_json

DOCUMENT = "word/document.xml"
GOOD = docx(p("Equality plan") + tbl(tr("Ref", "Action"), tr("1a", "Do")))
BOOK = xlsx({"Plan": f"<sheetData><row r='1'>{words('A1', 'Ref')}</row></sheetData>"})
SHEET = ods(
    '<table:table table:name="P"><table:table-row><table:table-cell office:value-type="string"><text:p xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">x</text:p></table:table-cell></table:table-row></table:table>'
)
OLE = kinds.OLE + b"\x00" * 600


def refused(name, content):
    with pytest.raises(Refused) as why:
        read(name, content)
    sentence = str(why.value)
    assert sentence.endswith(".")
    return sentence


def with_doctype(inside):
    return zipped({DOCUMENT: f'<?xml version="1.0"?><!DOCTYPE x [{inside}]><x>&e;</x>'})


def test_entities_are_refused():
    laughs = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    assert "entities" in refused("plan.docx", with_doctype('<!ENTITY e0 "ha">' + laughs))
    assert "entities" in refused("plan.docx", with_doctype('<!ENTITY e SYSTEM "file:///etc/passwd">'))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-7"])
def test_entities_behind_an_unusual_encoding_are_refused(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e "ha">]><x>&e;</x>'
    refused("plan.docx", zipped({DOCUMENT: text.encode(encoding)}))


def test_a_bomb_is_refused_by_its_directory():
    assert "tightly" in refused("plan.docx", zipped({DOCUMENT: b" " * 50_000_000}))


def test_a_bomb_that_lies_about_its_size_is_refused_or_called_damaged():
    bomb = bytearray(zipped({DOCUMENT: b" " * 50_000_000}))
    directory = bomb.rfind(b"PK\x01\x02")
    struct.pack_into("<I", bomb, directory + 24, 900_000)
    refused("plan.docx", bytes(bomb))


def test_too_many_parts_are_refused():
    assert "more parts" in refused(
        "plan.xlsx", zipped({f"xl/worksheets/{at}.xml": b"" for at in range(2_001)})
    )


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "C:\\evil.xml", "a\\..\\..\\b.xml"])
def test_names_that_climb_are_refused(name):
    assert "outside" in refused("plan.docx", zipped({DOCUMENT: "<x/>", name: "x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path):
    path = tmp_path / "twice.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(DOCUMENT, "<x/>")
        packed.writestr(DOCUMENT, "<y/>")
    assert "same name" in refused("plan.docx", path.read_bytes())


def test_a_zip_with_a_password_is_refused_with_what_to_do():
    locked = bytearray(GOOD)
    at = locked.rfind(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "password" in refused("plan.docx", bytes(locked))


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("plan.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("plan.doc", OLE + "WordDocument".encode("utf-16-le"), ".docx"),
        ("plan.ppt", OLE, "neither Word nor Excel"),
        ("plan.xls", OLE + "Workbook".encode("utf-16-le"), "damaged"),
        ("plan.pdf", b"%PDF-1.7 x", "PDF"),
        ("plan.docx", b"%PDF-1.7 x", "PDF"),
        ("plan.png", b"\x89PNG\r\n\x1a\n0000", "picture"),
        ("plan.jpg", b"\xff\xd8\xff\xe0 000", "picture"),
        ("plan.rtf", b"{\\rtf1 x}", "Rich Text"),
        ("plan.gz", b"\x1f\x8b\x08 x", "archive"),
        ("plan.xml", b"<?xml version='1.0'?><x/>", "XML"),
        ("plan.csv", b"", "empty"),
        ("plan.csv", b" \r\n\t\n", "empty"),
        ("plan.csv", bytes(range(256)) * 50, "not a kind"),
        ("plan.pptx", zipped({"ppt/presentation.xml": "<x/>"}), "presentation"),
        ("plan.xlsb", zipped({"xl/workbook.bin": b"x"}), ".xlsb"),
        ("plan.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), ".odt"),
        ("plan.pages", zipped({"Index/Document.iwa": b"x"}), "Pages"),
        ("plan.zip", zipped({"a.txt": "x"}), "Unpack"),
        ("plan.docx", zipped({}), "Unpack"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name, content, word):
    assert word in refused(name, content)


def test_a_file_that_is_too_big_is_refused():
    with pytest.raises(Refused, match="largest"):
        gate.check("plan.csv", b"a,b\n" * 500_000, largest=1)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("plan.xls", GOOD, "docx"),
        ("plan.docx", BOOK, "xlsx"),
        ("plan.csv", b"<table><tr><td>a</table>", "html"),
        ("plan", GOOD, "docx"),
        ("plan.xlsx", b"a,b\n1,2\n", "csv"),
    ],
)
def test_a_wrong_ending_is_read_as_what_the_file_is(name, content, kind):
    paper = read(name, content)
    assert paper.kind == kind
    assert ("is called" in whys(paper)) == ("." in name)


def test_words_that_call_themselves_a_word_file_are_refused():
    assert "called .docx" in refused("plan.docx", b"just some words")


@pytest.mark.parametrize("content", [GOOD, BOOK, SHEET], ids=["docx", "xlsx", "ods"])
def test_a_file_cut_short_anywhere_is_refused(content):
    for end in range(4, len(content) - 1, 37):
        with pytest.raises(Refused):
            read("plan", content[:end])


@trials(max_examples=150)
@given(
    st.sampled_from([GOOD, BOOK, SHEET]),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(content, harm):
    damaged = bytearray(content)
    for at, byte in harm:
        damaged[at % len(damaged)] = byte
    try:
        read("plan", bytes(damaged))
    except Refused as why:
        said = str(why)
    else:
        said = "read"
    assert said


@trials(max_examples=300)
@given(st.binary(max_size=2_000), st.sampled_from(["", ".docx", ".csv", ".html", ".txt", ".xls"]))
def test_random_bytes_are_read_or_refused_and_nothing_else(content, ending):
    try:
        read(f"plan{ending}", content)
    except Refused as why:
        said = str(why)
    else:
        said = "read"
    assert said


@trials(max_examples=200)
@given(st.text(max_size=500), st.text(alphabet="<>/=\"'tablrdhpscon ", max_size=300))
def test_any_pasted_text_is_read_or_refused_and_nothing_else(text, html):
    try:
        read_pasted(text, html=html)
    except Refused as why:
        said = str(why)
    else:
        said = "read"
    assert said


# The child process


def test_the_child_reads_what_the_parent_would():
    assert read_safely("plan.docx", GOOD) == read("plan.docx", GOOD)


def test_the_child_passes_a_refusal_on():
    with pytest.raises(Refused, match="PDF"):
        read_safely("plan.pdf", b"%PDF-1.7")


def test_a_child_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(safely, "START", "import time; time.sleep(600)")
    with pytest.raises(Refused, match="too long"):
        read_safely("plan.docx", GOOD, seconds=1)


def test_a_child_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr(safely, "START", "import os; os.abort()")
    with pytest.raises(Refused, match="damaged"):
        read_safely("plan.docx", GOOD)


def test_a_child_that_needs_too_much_memory_is_a_refusal():
    rows = "".join(tr(f"{at}", "Do") for at in range(20_000))
    with pytest.raises(Refused, match="memory"):
        read_safely("plan.docx", docx(tbl(rows)), megabytes=90)


def test_the_child_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    monkeypatch.setattr(
        safely, "START", "import os, json; print(json.dumps({'refused': ' '.join(sorted(os.environ))}))"
    )
    with pytest.raises(Refused) as why:
        read_safely("plan.docx", GOOD)
    assert "SECRET_KEY" not in str(why.value)


def test_the_child_is_told_of_a_file_that_is_too_big():
    with pytest.raises(Refused, match="largest"):
        read_safely("plan.csv", b"a,b\n" * 500_000, largest=1)


def test_ten_thousand_rows_are_read_in_time():
    rows = "".join(f"{at},An action of some length,Equality Team\n" for at in range(10_000))
    assert len(next(read_safely("plan.csv", rows.encode()).tables).rows) == 10_000


def test_reading_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    read_safely("plan.docx", GOOD)
    assert os.listdir(tmp_path) == []


# The stored form

WORDS = st.text(max_size=12)
COLOURS = st.sampled_from([None, "FF0000", "00B050"])
RUNS = st.builds(Run, WORDS, st.booleans(), COLOURS, COLOURS, st.booleans())
PARAGRAPHS = st.builds(
    Paragraph,
    WORDS,
    st.none() | st.just("1."),
    st.booleans(),
    st.integers(0, 3),
    st.integers(0, 3),
    st.lists(RUNS, max_size=2).map(tuple),
    st.none() | st.integers(1, 3),
)


def tables(inner):
    cells = st.builds(
        Cell,
        st.integers(1, 5),
        st.lists(PARAGRAPHS, max_size=2).map(tuple),
        st.integers(1, 3),
        st.integers(1, 3),
        st.booleans(),
        COLOURS,
        st.none() | st.just("2025-04-01"),
        st.booleans(),
        st.booleans(),
        inner,
    )
    rows = st.builds(
        Row,
        st.integers(1, 9),
        st.lists(cells, max_size=3).map(tuple),
        st.booleans(),
        st.none() | st.integers(1, 2),
    )
    return st.builds(
        Table,
        st.integers(1, 3),
        st.lists(rows, max_size=2).map(tuple),
        st.integers(0, 5),
        st.none() | WORDS,
        st.none() | WORDS,
        st.none() | st.integers(1, 2),
    )


NESTED = tables(st.lists(tables(st.just(())), max_size=1).map(tuple))


@trials(max_examples=100)
@given(st.lists(PARAGRAPHS | NESTED, max_size=3).map(tuple), st.lists(PARAGRAPHS, max_size=1).map(tuple))
def test_a_stored_paper_comes_back_the_same(blocks, heads):
    paper = Paper("plan.docx", "docx", blocks, heads, (Notice("x", 1, None, "y"),), {"title": "t"})
    assert from_json(as_json(paper)) == paper


def test_nothing_of_the_reader_knows_the_web_framework():
    for module in Path(gate.__file__).parent.glob("*.py"):
        assert "django" not in module.read_text().lower() or module.name == "safely.py", module.name

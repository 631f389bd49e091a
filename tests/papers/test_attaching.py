"""Which files are taken as evidence: those that councils use, and that are what their names say."""

import io
import zipfile

import pytest

from papers.attaching import NotTaken, check, media_type

LIMIT = 1_000_000


def packed(*names, content=b"<a/>"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as held:
        for name in names:
            held.writestr(name, content)
    return made.getvalue()


GOOD = {
    "Log.pdf": b"%PDF-1.7 ...",
    "Scanned.PDF": b"\n\n%PDF-1.4 ...",
    "Report.docx": packed("[Content_Types].xml", "word/document.xml"),
    "Figures.xlsx": packed("xl/workbook.xml"),
    "Slides.pptx": packed("ppt/presentation.xml"),
    "Report.odt": packed("content.xml"),
    "Old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
    "Counter.png": b"\x89PNG\r\n\x1a\nrest",
    "Counter.jpeg": b"\xff\xd8\xff\xe0rest",
    "Counter.webp": b"RIFF\x00\x00\x00\x00WEBPrest",
    "Bookings.csv": b"Counter,Bookings\nNorthgate,61\n",
    "Notes.txt": "Café, 61 times".encode("cp1252"),
}
BAD = {
    "empty.pdf": b"",
    "page.html": b"<html>",
    "drawing.svg": b"<svg/>",
    "program.exe": b"MZ\x90",
    "macro.docm": packed("word/document.xml"),
    "no ending": b"words",
    "not.pdf": b"<html>",
    "not.docx": packed("xl/workbook.xml"),
    "broken.docx": b"PK\x03\x04broken",
    "with-a-program.docx": packed("word/document.xml", "word/vbaProject.bin"),
    "climbing.docx": packed("word/document.xml", "../../etc/passwd"),
    "not.png": b"GIF89a",
    "not.webp": b"RIFF\x00\x00\x00\x00WAVE",
    "program.txt": b"MZ\x90\x00",
    "pdf.csv": b"%PDF-1.7",
}


@pytest.mark.parametrize("name", GOOD)
def test_files_that_councils_use_are_taken(name):
    check(name, GOOD[name], limit=LIMIT)


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_evidence_is_refused_with_what_to_do(name):
    with pytest.raises(NotTaken) as refused:
        check(name, BAD[name], limit=LIMIT)
    assert str(refused.value).split()[0] in ("Choose", "Save", "Open")


def test_a_file_packed_far_too_tightly_is_refused():
    with pytest.raises(NotTaken):
        check("bomb.docx", packed("word/document.xml", content=b"0" * 50_000_000), limit=10**9)


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    with pytest.raises(NotTaken, match=r"has 2 MB, and 1 MB is the most"):
        check("big.txt", b"a" * 2 * 1024 * 1024, limit=1024 * 1024)


def test_a_file_of_no_known_kind_is_given_out_as_bytes():
    assert media_type("page.html") == "application/octet-stream"
    assert media_type("Log.PDF") == "application/pdf"

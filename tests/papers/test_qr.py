"""QR codes beside rows: they hold the whole address, as lines in page and PDF, as a picture in Word."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pikepdf
import segno
from PIL import Image
from writing_samples import paper, plain_row

from papers.writing import qr, standalone, write
from papers.writing.widths import column_widths

ADDRESS = "https://plans.marlowvale.example/p/7/1c"


def drawn(path, side):
    """The squares of an SVG path of runs, as rows of noughts and ones."""
    rows = [[0] * side for _ in range(side)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for at in range(int(x), int(x) + int(length)):
            rows[int(y)][at] = 1
    return rows


def as_rows(code):
    return [list(row) for row in code.matrix_iter(border=qr.QUIET)]


def a_paper(**more):
    rows = [replace(plain_row(ref), short=f"p/7/{ref}") for ref in ("1a", "1b")]
    made = paper(*rows, site="https://plans.marlowvale.example", **more)
    return replace(made, blocks=(replace(made.blocks[0], addressed="ref"),))


def test_the_lines_are_the_squares_of_the_code():
    side, path = qr.squares(ADDRESS)
    assert drawn(path, side) == as_rows(segno.make(ADDRESS, error="m", micro=False, boost_error=False))


def test_the_picture_is_the_same_code():
    side, path = qr.squares(ADDRESS)
    picture = Image.open(io.BytesIO(qr.as_png(ADDRESS))).convert("L")
    scale = picture.width // side
    dark = [
        [int(picture.getpixel((x * scale + 1, y * scale + 1)) < 128) for x in range(side)]
        for y in range(side)
    ]
    assert dark == drawn(path, side)


def test_four_squares_on_each_side_are_quiet():
    side, path = qr.squares(ADDRESS)
    rows = drawn(path, side)
    assert not any(map(any, rows[:4] + rows[-4:]))
    assert not any(any(row[:4] + row[-4:]) for row in rows)


def test_another_address_is_another_code():
    assert qr.squares(ADDRESS) != qr.squares(f"{ADDRESS}2")


def test_a_page_has_a_named_picture_beside_each_row_and_no_style():
    page = standalone.write(a_paper(has_qr=True))[0].decode()
    codes = re.findall(r'<svg class="qr" role="img" aria-label="([^"]*)"', page)
    assert codes == ["QR code of p/7/1a", "QR code of p/7/1b"]
    assert "style=" not in page.partition("</style>")[2]


def test_a_pdf_has_a_drawing_with_words_beside_each_row():
    with pikepdf.open(io.BytesIO(write(a_paper(has_qr=True), "pdf"))) as pdf:
        told = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert sorted(told) == ["QR code of p/7/1a", "QR code of p/7/1b"]


def test_word_has_a_picture_with_words_beside_each_row():
    content = write(a_paper(has_qr=True), "docx")
    opened = docx.Document(io.BytesIO(content))
    told = [one.get("descr") for one in opened.element.xpath("//wp:docPr")]
    assert told == ["QR code of p/7/1a", "QR code of p/7/1b"]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert sum(name.startswith("word/media/") for name in packed.namelist()) == 2


def test_a_paper_without_codes_has_none():
    plain = a_paper()
    assert b"<svg" not in standalone.write(plain)[0]
    with zipfile.ZipFile(io.BytesIO(write(plain, "docx"))) as packed:
        assert not any("media" in name for name in packed.namelist())


def test_there_is_room_for_a_code_in_its_column():
    made = a_paper(has_qr=True)
    widths = column_widths(made.blocks[0], 780, 8, addresses=qr.room(made))
    assert widths[0] >= qr.SIDE


def test_the_same_paper_has_the_same_codes():
    assert qr.as_png(ADDRESS) == qr.as_png(ADDRESS)
    assert write(a_paper(has_qr=True), "docx") == write(a_paper(has_qr=True), "docx")

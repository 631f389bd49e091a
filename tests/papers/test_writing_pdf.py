"""PDF: tagged, named, repeated where pages cut, printable whatever the words."""

import io
import re
import shutil
import subprocess
from dataclasses import replace

import page as page_validation
import pikepdf
import pytest
from writing_samples import (
    AMBER,
    COLUMNS,
    GREEN,
    PRIORITY_1,
    PRIORITY_2,
    cell,
    long_words,
    paper,
    plain_row,
    row,
    whole_paper,
)

from papers.document import Band, Column, Status, Text
from papers.symbols import PRIVATE
from papers.writing import TooLong, is_long, qr, write, write_volumes
from papers.writing.fonts import known_characters
from papers.writing.printable import Printable, is_right_to_left

PAGE_WIDTH = 842 - 30  # points, without the margin at the right
OPEN = []  # a PDF must outlive the parts that were taken of it


def opened(content):
    """These bytes as an open PDF."""
    OPEN.append(pikepdf.open(io.BytesIO(content)))
    return OPEN[-1]


def failures(content):
    """The rules of PDF/UA-1 that these bytes break."""
    return [one.message for one in page_validation.validate_pdf_bytes(content, profile="ua1").failures]


def elements(pdf, kind):
    """The structure elements of one kind, in order."""
    found = []

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if kind == element.S:
                found.append(element)
            if "/K" in element:
                walk(element.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def attribute(element, name):
    """A table attribute of an element."""
    for held in element.get("/A", []):
        if name in held:
            return held[name]
    return None


def text_of(content, *options):
    """The words of a PDF as another program reads them, a page a string."""
    return read_back(content, *options).split("\f")[:-1]


def read_back(content, *options):
    """What pdftotext says of a PDF."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not here to read the PDF back")
    told = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, "-", "-"], input=content, capture_output=True, check=True
    )
    return told.stdout.decode()


@pytest.fixture(scope="module")
def whole():
    return write(whole_paper(), "pdf")


@pytest.fixture(scope="module")
def long_one():
    """A paper whose row 1a runs over several pages, with rows before and after it."""
    rows = [
        PRIORITY_1,
        plain_row("1z"),
        plain_row("1a", long_words(20_000)),
        plain_row("1b"),
        PRIORITY_2,
        plain_row("2a"),
    ]
    return write(paper(*rows), "pdf")


def test_it_passes_the_rules_of_pdf_ua(whole):
    assert failures(whole) == []


def test_the_check_of_the_rules_can_fail(whole):
    pdf = opened(whole)
    del pdf.Root["/Lang"]
    broken = io.BytesIO()
    pdf.save(broken)
    assert failures(broken.getvalue()) != []


def test_title_language_and_tags_are_there(whole):
    pdf = opened(whole)
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.docinfo.Title) == "Progress on the equality action plan"
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_each_column_and_each_row_has_a_header(whole):
    headers = elements(opened(whole), "/TH")
    scopes = [str(attribute(header, "/Scope")) for header in headers]
    assert scopes.count("/Row") == 5
    assert scopes.count("/Column") == 6 + 2  # columns, and the bands over them


def test_each_cell_names_its_column_its_band_and_its_row(whole):
    pdf = opened(whole)
    known = {str(header.ID) for header in elements(pdf, "/TH")}
    told = [[str(one) for one in attribute(cell, "/Headers")] for cell in elements(pdf, "/TD")]
    assert all(set(headers) <= known for headers in told)
    ordinary = [headers for headers in told if len(headers) == 3]
    assert len(ordinary) >= 15
    assert len({headers[0] for headers in ordinary}) == 5


def test_headings_and_lists_of_blocks_are_tagged(whole):
    pdf = opened(whole)
    assert [len(elements(pdf, f"/H{level}")) for level in (1, 2, 3)] == [1, 1, 1]
    assert len(elements(pdf, "/Table")) == 1


def test_every_page_has_its_heads_and_its_number(long_one):
    pages = text_of(long_one)
    assert len(pages) > 4
    for number, words in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in words
        assert "Appendix 2" in words
        assert "as at 6 November 2026" in words
        assert "Scrutiny Committee, 2 December 2026" in words


def test_the_heading_row_is_repeated_on_every_page(long_one):
    assert all("October 2026 update" in words for words in text_of(long_one))


def test_a_row_and_a_band_that_go_on_say_so(long_one):
    pages = text_of(long_one)
    for words in pages[1:-1]:
        flat = " ".join(words.split())
        assert "1a (continued)" in flat
        assert re.search(r"that everyone can reach\s*\(continued\)", flat)


def test_nothing_says_continued_before_it_does(long_one):
    pages = text_of(long_one)
    assert "(continued)" not in pages[0]
    assert "2a (continued)" not in " ".join(" ".join(pages).split())
    assert "borough (continued)" not in " ".join(" ".join(pages).split())


def test_a_very_long_cell_flows_over_pages_whole(long_one):
    told = " ".join(" ".join(text_of(long_one)).split())
    assert told.count("residents") == long_words(20_000).count("residents")


def test_continued_stays_out_of_what_is_read_aloud(long_one):
    assert failures(long_one) == []
    assert len(elements(opened(long_one), "/Table")) == 1


def test_a_short_row_is_not_parted():
    rows = [plain_row(f"1{letter}", long_words(350)) for letter in "abcdefghijkl"]
    assert "(continued)" not in " ".join(text_of(write(paper(*rows), "pdf")))


def test_a_table_without_bands_says_continued_too():
    pages = text_of(write(paper(plain_row("7c", long_words(9000))), "pdf"))
    assert "7c (continued)" in " ".join(pages[1].split())


def with_codes(length):
    """A paper with codes whose last row, 7c, says so much and has its code on the second page."""
    rows = [replace(plain_row(ref), short=f"p/7/{ref}") for ref in ("1a", "1b", "1c", "1d", "1e", "1f")]
    parted = replace(plain_row("7c", long_words(length)), short="p/7/7c")
    made = paper(*rows, parted, site="https://plans.marlowvale.example", has_qr=True)
    content = write(replace(made, blocks=(replace(made.blocks[0], addressed="ref"),)), "pdf")
    assert page_of_code(content, "QR code of p/7/7c") == 1
    return content


def test_a_code_on_the_next_page_stands_with_the_reference_said_again():
    first, second, *_ = (" ".join(words.split()) for words in text_of(with_codes(4000)))
    assert "p/7/7c" in first
    assert "7c (continued)" in second


@pytest.mark.parametrize("length", [700, 4000])
def test_nothing_is_printed_over_a_code_on_the_next_page(length):
    boxes = read_back(with_codes(length), "-bbox", "-f", "2", "-l", "2")
    found = [(float(y), word) for y, word in re.findall(r'yMin="([\d.]+)"[^>]*>([^<]+)</word>', boxes)]
    row = min(y for y, word in found if word in long_words(length).split())
    assert all(y > row + qr.SIDE for y, word in found if word == "(continued)")


def page_of_code(content, said):
    """The number of the page, from nought, on which the code of these words is drawn."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        found = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Alt") == said
        ]
        return pages.index(found[0].Pg.objgen)


@pytest.mark.parametrize("letter", ["D", "W", "…", "x", "●"])
def test_a_word_without_end_stays_in_its_column(letter):
    boxes = read_back(write(paper(row("1a", *[cell(letter * 400)] * 4)), "pdf"), "-bbox")
    words = re.findall(r'xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]+)</word>', boxes)
    lines = sorted({(float(left), float(right)) for left, right, word in words if set(word) == {letter}})
    assert lines
    starts = sorted({left for left, _ in lines})
    assert all(
        right < min((each for each in starts if each > left + 1), default=PAGE_WIDTH) for left, right in lines
    )


def test_a_tall_cell_over_pages_keeps_its_structure():
    rows = [PRIORITY_1, row("1a", cell("Tall.", height=3), *[cell(long_words(1500))] * 4)]
    rows += [row(ref, *[cell(long_words(2500))] * 4) for ref in ("1b", "1c")]
    content = write(paper(*rows), "pdf")
    assert failures(content) == []
    assert len(text_of(content)) > 2


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (PRIORITY_1,),
        (PRIORITY_1, PRIORITY_2),
        (Band((Text("Comment first"),), level=2), PRIORITY_1),
        (Band((Text(long_words(3000)),)), plain_row("1a")),
        (Band(()), plain_row("1a", cell())),
    ],
    ids=["no rows", "a band alone", "two bands", "a comment first", "a very long band", "nothing in it"],
)
def test_odd_tables_are_set(rows):
    assert failures(write(paper(*rows), "pdf")) == []


def test_a_very_long_band_loses_no_words():
    told = " ".join(
        " ".join(text_of(write(paper(Band((Text(long_words(3000)),)), plain_row("1a")), "pdf"))).split()
    )
    assert told.count("residents") == long_words(3000).count("residents")


def test_characters_that_no_font_has_are_named_and_noted():
    content = write(paper(plain_row("1a", "Smile 😀 ગુજ \uf0b7 one\x07")), "pdf")
    told = " ".join(" ".join(text_of(content)).split())
    assert "Smile [U+1F600]" in told
    assert "[U+1F600] grinning face" in told
    assert "• one" in told
    assert failures(content) == []


def test_right_to_left_and_welsh_print_right():
    content = write(paper(plain_row("1a", "يعمل المجلس مع السكان\n\nMae’r ŵyl yn y tŷ.")), "pdf")
    told = " ".join(text_of(content))
    assert "Mae’r ŵyl yn y tŷ." in " ".join(told.split())
    assert "المجلس" in told
    assert "[U+" not in told
    assert failures(content) == []


def test_text_is_never_markup():
    words = '#import "x" $x^2$ *bold* _i_ `code` @label <label> \\ // /* ~'
    assert words in " ".join(" ".join(text_of(write(paper(plain_row("1a", words)), "pdf"))).split())


def test_names_are_never_cut_inside_a_word():
    names = tuple(Column(f"n{number}", "Lead", 0.1, "name") for number in range(4))
    columns = (COLUMNS[0], *names, Column("text", "Words", 9))
    content = write(paper(row("1a", *[plain_row("x").cells[3]] * 4, cell("w")), columns=columns), "pdf")
    assert text_of(content)[0].count("Communications") == 4


def test_a_web_address_wider_than_its_column_stays_within_it():
    address = "https://www.example.org/" + "very-long-path/" * 12
    content = write(paper(plain_row("1a", cell(address))), "pdf")
    assert failures(content) == []
    told = "".join(text_of(content)[0].split()).replace("\u200b", "")
    assert "very-long-path/" in told


def test_a_portrait_paper_is_portrait():
    content = write(paper(plain_row("1a"), orientation="portrait"), "pdf")
    box = opened(content).pages[0].MediaBox
    assert box[2] < box[3]


def test_a_paper_without_anything_is_set():
    assert (
        failures(write(paper(title="", body="", reference="", running_head="", address="", blocks=()), "pdf"))
        == []
    )


@pytest.mark.parametrize("tone", ["done", "good", "warn", "bad", "hold", "shut", "blank"])
def test_each_tone_is_set(tone):
    told = text_of(write(paper(plain_row("1a", cell(Status("Word", "●", tone)))), "pdf"))
    assert "Word" in told[0]


def test_a_paper_too_long_for_one_pdf_is_had_in_volumes(monkeypatch):
    monkeypatch.setattr("papers.writing.volumes.ONE_PDF", 9_000)
    monkeypatch.setattr("papers.writing.volumes.ONE_VOLUME", 6_000)
    bands = (
        PRIORITY_1,
        plain_row("1a", long_words(4000)),
        PRIORITY_2,
        *[plain_row(f"2{x}", long_words(4000)) for x in "ab"],
    )
    document = paper(*bands)
    assert is_long(document)
    with pytest.raises(TooLong, match="in volumes"):
        write(document, "pdf")
    made = write_volumes(document)
    assert [name for name, _ in made] == ["Volume 1 of 3", "Volume 2 of 3", "Volume 3 of 3"]
    told = [" ".join(" ".join(text_of(content)).split()) for _, content in made]
    assert "Volume 2 of 3 · Page 1 of" in told[1]
    assert "Priority 2" in told[2]
    assert [ref in words for words, ref in zip(told, ("1a", "2a", "2b"), strict=True)] == [True] * 3
    assert all(failures(content) == [] for _, content in made)


def test_a_compile_that_takes_too_much_is_a_plain_sentence(monkeypatch):
    monkeypatch.setattr("papers.writing.pdf.MEMORY", 100 << 20)
    with pytest.raises(TooLong):
        write(paper(*[plain_row(str(n), long_words(3000)) for n in range(60)]), "pdf")


def test_a_private_bullet_becomes_a_bullet_and_controls_go():
    printable = Printable()
    assert printable("\uf0b7 one\x07\x00") == "• one"
    assert printable("e\u0301") == "é"
    assert printable.note() == ""


def test_each_sign_of_a_symbol_font_prints():
    signs = "".join(PRIVATE)
    printable = Printable()
    assert printable(signs) == "".join(PRIVATE.values())
    assert printable.note() == ""
    assert printable(f"{signs} \uf0ff").endswith("[U+F0FF]")


def test_letters_decide_which_way_words_run():
    assert is_right_to_left("«مرحبا»")
    assert not is_right_to_left("Arabic: مرحبا")
    assert not is_right_to_left("2026")


def test_amber_and_green_are_both_in_the_key():
    told = text_of(write(whole_paper(), "pdf"))[0]
    assert AMBER.words in told
    assert GREEN.words in told


@pytest.mark.parametrize(
    "words",
    [
        "◈\u0301",
        "a\u1ab0\u20e3",
        "ب\u200dक\u094d\u200dष",
        "1\ufe0f\u20e3",
        "\u0301",
        "\u202e\u2066x\ufffd",
        "⃝ก\u0e31",
    ],
)
def test_marks_without_a_letter_in_their_font_fail_no_paper(words):
    assert failures(write(paper(plain_row("1a", words)), "pdf")) == []


def test_what_turns_out_not_to_print_is_replaced_and_set_again(monkeypatch):
    wrongly = known_characters() | {"漢"}
    monkeypatch.setattr("papers.writing.printable.known_characters", lambda: wrongly)
    told = " ".join(" ".join(text_of(write(paper(plain_row("1a", "Sign 漢.")), "pdf"))).split())
    assert "Sign [U+6F22]." in told


def test_a_mark_that_its_letter_s_font_has_stays():
    assert Printable()("مُحَمَّد") == "مُحَمَّد"

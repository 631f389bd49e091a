"""A paper as a Word document: real headings, page fields, repeated heading rows, title and language."""

import io
import zipfile
from datetime import UTC, datetime, time

import docx
from django.conf import settings
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Mm, Pt, RGBColor

from papers.document import Document, Figures, Heading, Note, Paragraphs, Table

from .word_links import Links, content_types
from .word_parts import NAMESPACE, QUIET, blank_run, gap, paragraph, paragraphs, run, tag_run
from .word_table import table_xml
from .words import foot, running_heads, title_lines, where_rows_are
from .xml_words import allowed
from .zipped import pack

FONT = "Arial"
PRODUCT = "Equality action plan tracker"
PLACE = "The paper stands here."
RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
ADDRESS_SIZE = 0.8  # of the words of its cell
INK = RGBColor(0x1C, 0x1B, 0x22)


def write(document: Document) -> bytes:
    """The document as .docx."""
    made = docx.Document()
    _properties(made, document)
    _styles(made, document)
    _page(made.sections[0], document)
    made.add_paragraph(PLACE)
    held = io.BytesIO()
    made.save(held)
    with zipfile.ZipFile(held) as archive:
        members = {
            name: archive.read(name) for name in archive.namelist() if name != "docProps/thumbnail.jpeg"
        }
    # The words go in as text: moved in as elements, those of a long paper would take twenty times as long.
    before, after = members["word/document.xml"].split(f"<w:p><w:r><w:t>{PLACE}</w:t></w:r></w:p>".encode())
    links = Links()
    members["word/document.xml"] = before + "".join(_content(document, links)).encode() + after
    members |= links.pictures
    members[RELATIONS] = links.relations(members[RELATIONS])
    if links.pictures:
        members[TYPES] = content_types(members[TYPES])
    members["_rels/.rels"] = _without_thumbnail(members["_rels/.rels"])
    members["docProps/app.xml"] = _application()
    return pack(members, document.as_at)


def _content(document: Document, links: Links):
    """The XML of everything in the body, in order."""
    size = 8 if document.orientation == "landscape" else 10
    yield paragraph(run(document.title), "Heading1")
    yield paragraph(
        gap().join(run(label, bold=True) + run(f" {words}") for label, words in title_lines(document)),
        "PaperFacts",
    )
    for words in document.notes:
        yield from paragraphs(words, "PaperFacts")
    yield from paragraphs(document.introduction, "PaperText")
    if document.legend:
        yield paragraph(gap().join(_count(count) for count in document.legend), "PaperKey")
    for block in document.blocks:
        match block:
            case Heading(words, level):
                yield paragraph(run(words), f"Heading{min(max(level, 2), 3)}")
            case Paragraphs(words) | Note(words):
                yield from paragraphs(words, "PaperText")
            case Figures(numbers):
                # What a number counts is not parted from it by the end of a line.
                kept = ((f"{number:,}", words.replace(" ", "\u00a0")) for number, words in numbers)
                said = [run(number, bold=True) + run(f"\u00a0{words}") for number, words in kept]
                yield paragraph(gap().join(said), "PaperKey")
            case Table():
                yield table_xml(block, text_width(document), size, document, links)
                yield paragraph("", "PaperAfterTable")


def text_width(document: Document) -> float:
    """How wide the text is in points."""
    return (275 if document.orientation == "landscape" else 174) * 72 / 25.4


def _count(count) -> str:
    """An entry of the key."""
    sign = "".join(parts_xml_runs(count.sign))
    number = "" if count.number is None else run(f"\u00a0{count.number}", bold=True)
    return sign + number + (run(f" {count.meaning}") if count.meaning else "")


def parts_xml_runs(sign):
    """The runs of a status or a blank."""
    yield tag_run(sign) if hasattr(sign, "tone") else blank_run(sign.words)


def _properties(made, document: Document) -> None:
    """Title, body, subject, language and the day, in the file's properties."""
    held = made.core_properties
    moment = datetime.combine(document.as_at, time(12), UTC).replace(tzinfo=None)
    held.title, held.author, held.subject = (
        allowed(document.title)[:255],
        allowed(document.body)[:255],
        allowed(document.reference)[:255],
    )
    held.language, held.comments, held.keywords = document.language, "", ""
    held.last_modified_by, held.created, held.modified, held.revision = held.author, moment, moment, 1


def _application() -> bytes:
    """What made the file. The template's own claims another, and pages and words that it does not have."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{kind}"><Application>{PRODUCT} {settings.VERSION}</Application></Properties>'
    ).encode()


def _styles(made, document: Document) -> None:
    """The styles of the paper: its own, and Word's headings in its looks."""
    styles = made.styles
    defaults = styles.element.find(f"{{{NAMESPACE}}}docDefaults/{{{NAMESPACE}}}rPrDefault/{{{NAMESPACE}}}rPr")
    for old in defaults.findall(f"{{{NAMESPACE}}}lang"):
        defaults.remove(old)
    defaults.append(
        parse_xml(
            f'<w:lang xmlns:w="{NAMESPACE}" w:val="{document.language}" w:eastAsia="{document.language}" w:bidi="ar-SA"/>'
        )
    )
    held_settings = made.settings.element
    for mode in held_settings.iter(f"{{{NAMESPACE}}}compatSetting"):
        if mode.get(f"{{{NAMESPACE}}}name") == "compatibilityMode":
            mode.set(f"{{{NAMESPACE}}}val", "15")
    for held in held_settings.iter(f"{{{NAMESPACE}}}themeFontLang"):
        held.set(f"{{{NAMESPACE}}}val", document.language)
    wide = document.orientation == "landscape"
    _look(styles["Normal"], 8.5 if wide else 10, after=3)
    _look(styles["Heading 1"], 15, bold=True, after=3, before=0)
    _look(styles["Heading 2"], 11, bold=True, after=4, before=10)
    _look(styles["Heading 3"], 9.5, bold=True, after=3, before=8)
    _look(styles["Header"], 8, bold=True)
    _look(styles["Footer"], 8)
    cell = 8 if wide else 10
    for name, size, after, bold in (
        ("Paper Facts", 8.5, 2, False),
        ("Paper Key", 8.5, 6, False),
        ("Paper Text", 8.5 if wide else 10, 4, False),
        ("Paper Cell", cell, 2, False),
        ("Paper Column", cell, 2, True),
        ("Paper Band", cell + 0.5, 2, True),
        ("Paper Comment", cell, 2, False),
        ("Paper Added", cell, 1, True),
        ("Paper After Table", 2, 4, False),
    ):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        _look(style, size, bold=bold, after=after)
    if where_rows_are(document):
        style = styles.add_style("Paper Address", 1)
        style.base_style = styles["Normal"]
        _look(style, cell * ADDRESS_SIZE, after=2)
        style.font.color.rgb = RGBColor.from_string(QUIET)
    styles["Paper Comment"].paragraph_format.keep_with_next = True
    styles["Paper Band"].paragraph_format.keep_with_next = True
    styles["Paper Column"].paragraph_format.keep_with_next = True
    styles["Paper Key"].paragraph_format.line_spacing = 1.35
    styles.element.append(parse_xml(_TABLE_STYLE))


_TABLE_STYLE = (
    f'<w:style xmlns:w="{NAMESPACE}" w:type="table" w:customStyle="1" w:styleId="PaperTable"><w:name w:val="Paper Table"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="6B6773"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:top w:w="58" w:type="dxa"/><w:left w:w="68" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="68" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E6E3E9"/>'
    "</w:tcPr></w:tblStylePr></w:style>"
)


def _look(style, size: float, *, bold: bool = False, after: float = 0, before: float = 0) -> None:
    """Set a style's face, size and spaces."""
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb, style.font.italic = INK, False
    for old in style.element.rPr.findall(f"{{{NAMESPACE}}}szCs"):
        style.element.rPr.remove(old)
    style.element.rPr.find(f"{{{NAMESPACE}}}sz").addnext(
        parse_xml(f'<w:szCs xmlns:w="{NAMESPACE}" w:val="{round(size * 2)}"/>')
    )
    for old in style.element.pPr.findall(f"{{{NAMESPACE}}}tabs") if style.element.pPr is not None else ():
        style.element.pPr.remove(old)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(f"{{{NAMESPACE}}}{name}", FONT)
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(after), Pt(before)
    style.paragraph_format.line_spacing = 1.08


def _page(section, document: Document) -> None:
    """A4 upright or lying, its margins, running heads and foot."""
    wide = document.orientation == "landscape"
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = Mm(11 if wide else 18)
    section.top_margin, section.bottom_margin = Mm(17), Mm(15)
    section.header_distance, section.footer_distance = Mm(8), Mm(7)
    section.different_first_page_header_footer = True
    first, others = running_heads(document)
    right = round(text_width(document) * 20)
    for holder, words in ((section.first_page_header, first), (section.header, others)):
        _fill(holder, run(words) + _TAB + run(document.reference), "Header", "bottom", right)
    pages = f"{_TAB}{run('Page ')}{_field('PAGE')}{run(' of ')}{_field('NUMPAGES')}"
    for holder in (section.first_page_footer, section.footer):
        _fill(holder, run(foot(document)) + pages, "Footer", "top", right)


_TAB = "<w:r><w:tab/></w:r>"


def _fill(holder, runs: str, style: str, side: str, right: int) -> None:
    """One ruled line as the head or foot: words at the left, words at the right."""
    holder.is_linked_to_previous = False
    element = holder._element
    for old in list(element):
        element.remove(old)
    layout = (
        f'<w:pBdr><w:{side} w:val="single" w:sz="{6 if side == "bottom" else 4}" w:space="4" w:color="1C1B22"/></w:pBdr>'
        f'<w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs>'
    )
    line = paragraph(runs, style, layout)
    element.append(parse_xml(f'<w:p xmlns:w="{NAMESPACE}">{line.removeprefix("<w:p>")}'))


def _field(name: str) -> str:
    """A field that Word works out: the number of the page, of the pages."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _without_thumbnail(links: bytes) -> bytes:
    """The package's relations without the picture of python-docx's own template."""
    root = parse_xml(links)
    for link in list(root):
        if link.get("Target", "").endswith("thumbnail.jpeg"):
            root.remove(link)
    return docx.oxml.xmlchemy.serialize_for_reading(root).encode()

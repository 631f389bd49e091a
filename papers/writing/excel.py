"""A paper as an Excel workbook, written as sheet XML: quick for thousands of rows, the same bytes each time.

Every cell is a string, so nothing is ever taken for a formula or a date. Each table has a sheet of its
own: title, facts and key, then the heading row, which stays in sight and is repeated on print.
"""

import re

from papers.document import Blank, Document, Figures, Heading, Note, Paragraphs, Row, Status, Table
from papers.phrases import ABOUT_SHEET

from .excel_sheet import (
    LINKS,
    MAIN,
    TITLE_HEIGHT,
    escape,
    facts_line,
    heading_row,
    how_high,
    line,
    plain,
    printing,
    table_sheet,
)
from .excel_styles import STYLES
from .row_addresses import link, with_column
from .words import figures_words
from .zipped import pack

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORDS_WIDE = 110  # characters of a line of the sheet of what is said outside the tables
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(document: Document) -> bytes:
    """The document as .xlsx."""
    tables = [with_column(document, block) for block in document.blocks if isinstance(block, Table)]
    names: list[str] = []
    for table in tables:
        names.append(_sheet_name(table.caption or document.title, names))
    sheets = [table_sheet(document, table, first=number == 0) for number, table in enumerate(tables)]
    about = _about_sheet(document)
    if about or not sheets:
        names.append(_sheet_name(ABOUT_SHEET, names))
        sheets.append(about or f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>')
    members = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _links(
            ("officeDocument/2006/relationships/officeDocument", "xl/workbook.xml"),
            ("package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(document),
        "xl/workbook.xml": _workbook(document, names, tables),
        "xl/_rels/workbook.xml.rels": _links(
            *[
                ("officeDocument/2006/relationships/worksheet", f"worksheets/sheet{number}.xml")
                for number in range(1, len(sheets) + 1)
            ],
            ("officeDocument/2006/relationships/styles", "styles.xml"),
        ),
        "xl/styles.xml": STYLES,
    }
    for number, table in enumerate(tables, 1):
        addresses = [link(document, row) for row in table.rows if isinstance(row, Row) and row.short]
        if addresses:
            members[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _links_out(addresses)
    for number, sheet in enumerate(sheets, 1):
        members[f"xl/worksheets/sheet{number}.xml"] = sheet
    return pack({name: (HEAD + text).encode() for name, text in members.items()}, document.as_at)


def _about_sheet(document: Document) -> str:
    """The sheet of what is said outside the tables: introduction, notes, headings; "" where nothing is.

    Where there is no table, title and facts stand here as well.
    """
    has_table = any(isinstance(block, Table) for block in document.blocks)
    said = [] if has_table else [(document.title, "title"), (facts_line(document), "facts")]
    said += [(document.introduction, "words"), *((words, "words") for words in document.notes)]
    for count in document.legend:
        if count.meaning:
            sign = count.sign.words if isinstance(count.sign, Status | Blank) else ""
            said.append((f"{sign}: {count.meaning}", "words"))
    for block in document.blocks:
        if isinstance(block, Heading):
            said.append((block.words, "title"))
        elif isinstance(block, Paragraphs | Note):
            said.append((block.words, "words"))
        elif isinstance(block, Figures):
            said += [(words, "words") for words in figures_words(block)]
    said = [(words, style) for words, style in said if words.strip()]
    if not any(style == "words" for _, style in said):
        return ""
    rows = [
        line(number, [plain(words, style)], TITLE_HEIGHT if style == "title" else how_high(words, WORDS_WIDE))
        for number, (words, style) in enumerate(said, 1)
    ]
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f'<cols><col min="1" max="1" width="{WORDS_WIDE}" customWidth="1"/></cols><sheetData>{"".join(rows)}</sheetData>'
        f"{printing(document)}</worksheet>"
    )


def _sheet_name(words: str, taken: list[str]) -> str:
    """A name that Excel takes: at most 31 characters, none of seven, no two the same."""
    plain_words = " ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", words).split()).strip("'") or "Paper"
    name, number = _cut(plain_words, 31), 1
    while name.casefold() in {other.casefold() for other in taken}:
        number += 1
        name = f"{_cut(plain_words, 31 - len(str(number)) - 1)} {number}"
    return name


def _cut(words: str, longest: int) -> str:
    """The words up to the last whole one that fits."""
    if len(words) <= longest:
        return words
    cut = words[: longest + 1].rsplit(" ", 1)[0][:longest]
    return cut.rstrip(" ,;'")


def _workbook(document: Document, names: list[str], tables: list[Table]) -> str:
    """The workbook: its sheets, and for each table which rows are repeated on print."""
    sheets = "".join(
        f'<sheet name="{_attribute(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    titles = []
    for number in range(len(tables)):
        row = heading_row(document, first=number == 0)
        quoted = _attribute("'" + names[number].replace("'", "''") + "'")
        titles.append(
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{quoted}!${row}:${row}</definedName>'
        )
    defined = f"<definedNames>{''.join(titles)}</definedNames>" if titles else ""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets>{defined}</workbook>"
    )


def _core(document: Document) -> str:
    """Title, body, language and day."""
    day = f"{document.as_at.isoformat()}T12:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:subject>{escape(document.reference)}</dc:subject>"
        f"<dc:creator>{escape(document.body)}</dc:creator><dc:language>{escape(document.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified></cp:coreProperties>'
    )


def _content_types(sheets: int) -> str:
    """What each member of the package is."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {f"xl/worksheets/sheet{number}.xml": f"{kind}.worksheet+xml" for number in range(1, sheets + 1)}
    parts["xl/workbook.xml"] = f"{kind}.sheet.main+xml"
    parts["xl/styles.xml"] = f"{kind}.styles+xml"
    parts["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    said = "".join(f'<Override PartName="/{name}" ContentType="{what}"/>' for name, what in parts.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{said}</Types>'
    )


def _links(*links: tuple[str, str]) -> str:
    """The relations of a member, numbered from rId1."""
    said = "".join(
        f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def _links_out(addresses: list[str]) -> str:
    """The relations of a sheet whose cells lead to these addresses, numbered from rId1."""
    said = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/hyperlink" Target="{_attribute(address)}" TargetMode="External"/>'
        for number, address in enumerate(addresses, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def _attribute(words: str) -> str:
    return escape(words).replace('"', "&quot;")

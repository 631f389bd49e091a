"""Small builders of Office files for the tests of reading: raw XML in zips, so that every oddity can be made."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """These parts as one zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return held.getvalue()


def relationships(*links: tuple[str, str]) -> str:
    """A relationships part of (kind, target) pairs, named r1, r2 and so on."""
    rows = (
        f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{RELS}">{"".join(rows)}</Relationships>'


def docx(
    body: str, *, styles: str = "", numbering: str = "", extra: dict | None = None, links: tuple = ()
) -> bytes:
    """A Word file with this XML as its body."""
    parts = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {NAMESPACES}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
    if links:
        parts["word/_rels/document.xml.rels"] = relationships(*links)
    return zipped(parts | (extra or {}))


def p(words: str = "", *, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


def tc(content: str = "", *, properties: str = "") -> str:
    """A table cell; bare words become its paragraph."""
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A table row; bare words become cells."""
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def listed(num_id: int, level: int = 0) -> str:
    """The paragraph properties of an automatic list item."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def xlsx(
    sheets: dict[str, str],
    *,
    strings: str = "",
    styles: str = "",
    states: dict | None = None,
    extra: dict | None = None,
) -> bytes:
    """A workbook whose sheets hold this XML inside <worksheet>."""
    states = states or {}
    names = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}" state="{states.get(name, "visible")}"/>'
        for at, name in enumerate(sheets, start=1)
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            *(("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1))
        ),
    }
    for at, content in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{at}.xml"] = f'<worksheet xmlns="{S}" xmlns:r="{R}">{content}</worksheet>'
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{S}">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{S}">{styles}</styleSheet>'
    return zipped(parts | (extra or {}))


def words(reference: str, text: str, style: int = 0) -> str:
    """A cell of a sheet that holds words in itself."""
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def ods(table: str, *, styles: str = "") -> bytes:
    """An OpenDocument spreadsheet with this XML as its spreadsheet."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    content = (
        f'<office:document-content {names} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def texts(table) -> list[list[str]]:
    """The words of a table, row by row, cells that only continue left out."""
    return [[cell.text for cell in row.cells if not cell.continues] for row in table.rows]


def whys(paper) -> str:
    """All notices of a paper, one a line."""
    return "\n".join(notice.why for notice in paper.notices)

"""What kind of file this truly is: by its bytes first, by its name second."""

import re
from pathlib import PurePath

from .paper import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
AS_DOCX = "Open it in Word, save it as .docx and bring it in again."
AS_XLSX = "Open it in Excel, save it as .xlsx and bring it in again."
UNPACK = "This is a packed archive. Unpack it and bring in the paper itself."
PROGRAM = "This is a program, not a paper. Bring in the Word, Excel or CSV file."
PICTURE = (
    "This is a picture or recording, which has no words to read. "
    "Find the Word, Excel or CSV file of the paper and bring that in."
)
UNKNOWN = (
    "This is not a kind of file that can be read. Save the paper as .docx, .xlsx, .ods, .csv or .html "
    "and bring it in again."
)
STARTS = (
    (b"{\\rtf", "This is a Rich Text file. " + AS_DOCX),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"RIFF", PICTURE),
    (b"ID3", PICTURE),
    (b"Rar!", UNPACK),
    (b"7z\xbc\xaf", UNPACK),
    (b"\x1f\x8b", UNPACK),
    (b"BZh", UNPACK),
    (b"MZ\x90", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"SQLite format 3", "This is a database. Save the table you need as .csv and bring that in."),
)
PDF = (
    "This is a PDF, which does not keep its tables. "
    "Find the Word or Excel file that it was made from, or save the PDF as .docx in Word, and bring that in."
)
EMPTY = "The file is empty. Open it to see whether the paper is there, save it and bring it in again."
PROTECTED = (
    "The file is protected with a password. Open it, take the password off "
    "(File, Info, Protect, Encrypt with password, and clear the box), save it and bring it in again."
)
OLD_WORD = "This is an old Word file (.doc). " + AS_DOCX
OLD_OTHER = "This is an old Office file that is neither Word nor Excel. Save the paper as .docx or .xlsx and bring it in again."
XLSB = "This is a binary Excel workbook (.xlsb). " + AS_XLSX
SLIDES = "This is a presentation, not a paper with a plan in it. Put the table into a Word file (.docx) and bring that in."
OPEN_TEXT = "This is an OpenDocument text (.odt). Save it as a Word file (.docx) and bring it in again."
PAGES = "This is an Apple Pages or Numbers file. Use File, Export to, Word or Excel, and bring in what that makes."
OTHER_XML = "This is an XML file that is not a paper. Save the paper as .docx or .xlsx and bring it in again."
OLD_XML = "This is Office's old XML form. Open it in Word or Excel, save it as .docx or .xlsx and bring it in again."
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|p|h[1-6]|meta|ul|ol|span|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHT = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*mime-version:", re.IGNORECASE)
WEB_NAMES = {".html", ".htm", ".xhtml"}
TABLE_NAMES = {".csv", ".tsv", ".tab", ".xls", ".xlsx", ".ods"}  # systems give tables of words such names


def ending(name: str) -> str:
    """The ending of a file name in small letters, with its dot."""
    return PurePath(name.replace("\\", "/")).suffix.lower()


def of(name: str, content: bytes) -> str:
    """The kind of these bytes: docx, xlsx, xls, ods, csv, html, mht or text.

    It is "zip" where only the names inside can tell. Raises Refused with what to do instead.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe\x0c"):
        raise Refused(EMPTY)
    if content.startswith(ZIPS):
        return _of_zip(content)
    if content.startswith(OLE):
        return _of_ole(content)
    if content[:1024].lstrip().startswith(b"%PDF"):
        raise Refused(PDF)
    if content[4:8] == b"ftyp":
        raise Refused(PICTURE)
    for start, sentence in STARTS:
        if content.startswith(start):
            raise Refused(sentence)
    return _of_words(name, content)


def _of_zip(content: bytes) -> str:
    """What a zipped file declares itself to be at its very start, else "zip": its names will tell."""
    start = content[:200]
    if b"opendocument.spreadsheet" in start:
        return "ods"
    if b"opendocument.presentation" in start:
        raise Refused(SLIDES)
    if b"opendocument.text" in start:
        raise Refused(OPEN_TEXT)
    return "zip"


def of_members(names: list[str], declared: bytes) -> str:
    """The kind of a zipped file, by the names of its parts and what its part "mimetype" declares.

    Raises Refused where it is no paper.
    """
    if declared:
        declared_kind = _of_zip(declared)
        if declared_kind != "zip":
            return declared_kind
    lowered = {name.lower() for name in names}

    def holds(*starts: str) -> bool:
        return any(name.startswith(starts) for name in lowered)

    if holds("word/document"):
        return "docx"
    if "xl/workbook.bin" in lowered:
        raise Refused(XLSB)
    if holds("xl/workbook", "xl/worksheets/"):
        return "xlsx"
    if holds("ppt/"):
        raise Refused(SLIDES)
    if holds("index/") and any(name.endswith(".iwa") for name in lowered) or "index.zip" in lowered:
        raise Refused(PAGES)
    if "content.xml" in lowered:
        return "ods"
    raise Refused(UNPACK)


def _of_ole(content: bytes) -> str:
    """What an old Office container holds, by the names of its streams."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise Refused(PROTECTED)
    if holds("WordDocument"):
        raise Refused(OLD_WORD)
    if holds("Workbook") or holds("Book"):
        return "xls"
    raise Refused(OLD_OTHER)


def _of_words(name: str, content: bytes) -> str:
    """The kind of a file that is all words."""
    start = content[:4000]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[: len(start) // 2 * 2].decode("utf-16", "replace").encode()
    elif b"<\x00" in start[:40] or b"\x00<" in start[:40]:
        start = start.replace(b"\x00", b"")
    start = start.removeprefix(b"\xef\xbb\xbf")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<?mso-application" in start:
        raise Refused(OLD_XML)
    if b"schemas.microsoft.com/office/word/2003/wordml" in start or b"<pkg:package" in start:
        raise Refused(OLD_XML)
    if _HTML.match(start):
        return "html"
    if _MHT.match(start.replace(b"\r\n", b"\n")):
        return "mht"
    if ending(name) in WEB_NAMES and b"<" in start:
        return "html"
    if start.lstrip().startswith(b"<?xml"):
        raise Refused(OTHER_XML)
    if _is_noise(content):
        raise Refused(UNKNOWN)
    return "csv" if ending(name) in TABLE_NAMES else "text"


def _is_noise(content: bytes) -> bool:
    """Whether these bytes are no text in any encoding that councils use."""
    sample = content[:20_000]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    nulls = sample.count(0)
    if nulls > len(sample) // 4:  # perhaps UTF-16 without its mark
        return max(sample[0::2].count(0), sample[1::2].count(0)) < nulls * 0.95
    controls = sum(
        sample.count(code) for code in range(32) if code not in (0, 9, 10, 11, 12, 13, 26, 27, 30, 31)
    )
    return controls * 50 > len(sample)

"""Opens a file: checks it at the gate, hands it to the reader of its kind, and says what was odd."""

from dataclasses import replace
from importlib import import_module

from . import gate, kinds, plain
from .hygiene import Washing
from .paper import Notice, Paper, Refused

TANGLED = (
    "The file is built in a way that could not be read. Open it, save it as a new file and bring that in."
)
READERS = {
    "docx": "word",
    "xlsx": "sheets",
    "xls": "old_sheets",
    "ods": "open_sheets",
    "csv": "delimited",
    "html": "web",
    "mht": "web_archive",
    "text": "plain",
}
NOT_WHAT_IT_SAYS = (
    "The file is called {0} but does not hold what such a file holds. "
    "Open it in the program it came from, save it again and bring it in again."
)
NEVER_WORDS = {
    ".docx",
    ".docm",
    ".doc",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".xlsb",
    ".ods",
    ".odt",
    ".pdf",
    ".mht",
    ".zip",
}
ENDINGS = {
    "docx": {".docx", ".docm", ".dotx", ".dotm"},
    "xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"},
    "xls": {".xls", ".xlt"},
    "ods": {".ods", ".ots"},
    "csv": {".csv", ".tsv", ".tab", ".txt"},
    "html": {".html", ".htm", ".xhtml"},
    "mht": {".mht", ".mhtml"},
    "text": {".txt", ".text", ".md", ".asc"},
}
CALLED = {
    "docx": "a Word file",
    "xlsx": "an Excel workbook",
    "xls": "an old Excel workbook",
    "ods": "an OpenDocument spreadsheet",
    "csv": "a table in plain text",
    "html": "a web page",
    "mht": "a web archive",
    "text": "plain text",
}


def read(name: str, content: bytes, *, include_hidden: bool = False, largest: float = gate.LARGEST) -> Paper:
    """The paper in these bytes. `name` is what the file was called; `largest` is in megabytes.

    Raises Refused with a sentence for the person who brought it. The readers are imported by kind,
    so that a Word file does not wait for the parsers of workbooks.
    """
    content = bytes(content)  # a database may hand over a view of them
    kind = gate.check(name, content, largest=largest)
    try:
        paper = import_module(f".{READERS[kind]}", __package__).read(
            name, content, include_hidden=include_hidden
        )
    except (Refused, MemoryError):
        raise
    except Exception as fault:  # a parser fell over a file that no test foresaw: the person gets a sentence
        raise Refused(TANGLED) from fault
    except BaseException as fault:
        if (
            type(fault).__name__ != "PanicException"
        ):  # how a parser written in Rust falls over; it is no Exception
            raise
        raise Refused(TANGLED) from None
    is_words = kind in ("csv", "text") and all(table.columns < 2 for table in paper.tables)
    if is_words and kinds.ending(name) in NEVER_WORDS:
        raise Refused(NOT_WHAT_IT_SAYS.format(kinds.ending(name)))
    notices = paper.notices
    if (given := kinds.ending(name)) not in ENDINGS[kind] and given:
        notices = (
            Notice(f"The file is called {given} but is {CALLED[kind]}, and was read as that."),
            *notices,
        )
    return replace(paper, name=Washing().clean(name), notices=notices)


def read_pasted(text: str, *, html: str = "") -> Paper:
    """The paper in what a person pasted: as a web page where the clipboard gave one, else as text.

    Raises Refused where there is nothing in it.
    """
    if html.strip():
        paper = import_module(".web", __package__).read_markup("Pasted", html)
        if any(row.cells != () for table in paper.tables for row in table.rows) or not text.strip():
            return paper
    if not text.strip():
        raise Refused(
            "Nothing was pasted. Copy the table or the words in Word or Excel and paste them again."
        )
    return plain.read_text("Pasted", text)

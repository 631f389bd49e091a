"""A paper as tagged PDF (PDF/UA-1), set by Typst in a process of its own."""

import json
import logging
import re
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from papers.document import Document

from .fonts import FILES
from .pdf_data import paper_data
from .printable import Printable
from .volumes import is_long, volumes

SECONDS = 60  # of processor time
MEMORY = 3 << 30  # of address space; what is resident is a quarter of it at most
ATTEMPTS = 6

_NOT_DISPLAYED = re.compile(r'the text `"(.*)"` could not be displayed')
logger = logging.getLogger(__name__)
IN_VOLUMES = "This paper is too long for one PDF. It can be had as PDF in volumes, and whole as page, Word, Excel or CSV."


class TooLong(Exception):
    """The paper needs more time or memory than one PDF may take. The message is a sentence."""


class NoSuchVolume(Exception):
    """The paper has no volume of this number."""


class NotSet(Exception):
    """Typst refused the paper: a fault of the writer, never of the paper's words."""


def write(document: Document) -> bytes:
    """The document as PDF. Raises TooLong where it must be had in volumes."""
    if is_long(document):
        raise TooLong(IN_VOLUMES)
    return set_paper(document)


def write_volumes(document: Document) -> list[tuple[str, bytes]]:
    """The document as one PDF or several: what each is called ("Volume 2 of 5", "" for an only one), and its bytes."""
    return [(name, set_paper(part, name)) for name, part in volumes(document)]


def write_volume(document: Document, number: int) -> bytes:
    """One volume of the document as PDF, counted from one. Raises NoSuchVolume."""
    parts = volumes(document)
    if not 1 <= number <= len(parts):
        raise NoSuchVolume(f"This paper has no volume {number}.")
    name, part = parts[number - 1]
    return set_paper(part, name)


def set_paper(document: Document, volume: str = "") -> bytes:
    """The PDF of this document. What turns out not to print is replaced and noted, and it is set again."""
    refused: frozenset[str] = frozenset()
    for attempt in range(ATTEMPTS):
        printable = Printable(refused, strict=attempt == ATTEMPTS - 1)
        try:
            return _run(paper_data(document, printable, volume), document)
        except NotSet as reason:
            found = _NOT_DISPLAYED.search(str(reason))
            if not found or attempt == ATTEMPTS - 1:
                raise
            told = re.sub(r"\\u\{([0-9a-f]+)\}", lambda one: chr(int(one[1], 16)), found[1])
            logger.warning("Not printable in a paper: %s", told)
            refused |= frozenset(character for character in told if not character.isascii())
    raise AssertionError("The last attempt returns or raises.")


def unprintable(document: Document) -> tuple[tuple[str, str], ...]:
    """(number, name) of each character that no font at hand has: ("U+1F600", "grinning face"), in order.

    The PDF shows it by its number and says so; whoever prepares the paper is told before it is issued.
    """
    printable = Printable()
    paper_data(document, printable)
    return tuple(printable.replaced.items())


def _run(paper: dict[str, Any], document: Document) -> bytes:
    """The PDF of this data: set by one process, its row headers tagged by a second one.

    Two, because the first goes on holding all that Typst worked out until it ends.
    """
    job = {
        "paper": json.dumps(paper, ensure_ascii=False),
        "font_files": FILES,
        "timestamp": int(datetime.combine(document.as_at, time(12), UTC).timestamp()),
    }
    return _child("pdf_headers", {"tables": _tables(paper)}, _child("pdf_typst", job))


def _tables(paper: dict[str, Any]) -> list[tuple[int, list[int]]]:
    """For each table of a paper its width, and for each row of its body the number of the cell that names it, or -1."""
    return [
        (len(block["widths"]), [row.get("head", -1) for row in block["rows"] if row.get("band") != 1])
        for block in paper["blocks"]
        if block["is"] == "table"
    ]


def _child(step: str, job: dict[str, Any], content: bytes = b"") -> bytes:
    """What the module of this name answers in a process of its own. Raises TooLong and NotSet."""
    command = [sys.executable, "-I", str(Path(__file__).with_name("pdf_child.py")), step]
    given = json.dumps({**job, "seconds": SECONDS, "memory": MEMORY}).encode() + b"\n" + content
    try:
        child = subprocess.run(command, input=given, capture_output=True, timeout=4 * SECONDS, check=False)
    except subprocess.TimeoutExpired as reason:
        raise TooLong(IN_VOLUMES) from reason
    if child.returncode:
        said = child.stderr.decode("utf-8", "replace")[-2000:]
        if child.returncode < 0 or "memory" in said.lower():
            raise TooLong(IN_VOLUMES)
        raise NotSet(said)
    return child.stdout

"""On which page of a made PDF each row begins, found by the link that stands with it, and how many pages there are."""

import io
import re

import pikepdf

_SHORT = re.compile(r"/(p/\d+/[^/?#]+)$")


def count(content: bytes) -> int:
    """How many pages this PDF has."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def pages_of_rows(content: bytes) -> dict[str, int]:
    """The short address of each row ("p/7/1c"), and the page on which it is printed first, counted from one."""
    found: dict[str, int] = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for address in _addresses(page):
                short = _SHORT.search(address)
                if short:
                    found.setdefault(short[1], number)
    return found


def _addresses(page) -> list[str]:
    """Where the links of one page lead, in order."""
    held = []
    for note in page.obj.get("/Annots", []):
        if note.get("/Subtype") == "/Link" and "/A" in note and "/URI" in note.A:
            held.append(str(note.A.URI))
    return held

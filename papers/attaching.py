"""Files put to an answer as evidence: which kinds are taken, and whether a file is what its name says.

They are kept as they came, never opened or shown here, and given out as downloads only. So it is enough to know
that a file is of a kind that councils use, is not a program or a page in disguise, and is not too large.
"""

import zlib
from zipfile import BadZipFile

from .reading import gate, kinds
from .reading.paper import Refused

OFFICE, OLD_OFFICE, PLAIN = "office", "old office", "plain"
# {ending: (media type, how its bytes begin)}
KINDS = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", OFFICE),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", OFFICE),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", OFFICE),
    ".odt": ("application/vnd.oasis.opendocument.text", OFFICE),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", OFFICE),
    ".odp": ("application/vnd.oasis.opendocument.presentation", OFFICE),
    ".doc": ("application/msword", OLD_OFFICE),
    ".xls": ("application/vnd.ms-excel", OLD_OFFICE),
    ".ppt": ("application/vnd.ms-powerpoint", OLD_OFFICE),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".gif": ("image/gif", (b"GIF87a", b"GIF89a")),
    ".webp": ("image/webp", (b"RIFF",)),
    ".csv": ("text/csv; charset=utf-8", PLAIN),
    ".txt": ("text/plain; charset=utf-8", PLAIN),
}
ACCEPT = ",".join(KINDS)
TAKEN = "Word, Excel, PowerPoint, OpenDocument, PDF, pictures, CSV and plain text"
UNKNOWN_TYPE = "application/octet-stream"
# What an office file of each ending holds.
INSIDE = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}


class NotTaken(Exception):
    """This file is not taken; the message says what to do instead."""


def check(name, content, *, limit):
    """Raise NotTaken unless this file is of a kind that is taken, is what its name says, and is small enough."""
    ending = kinds.ending(name)
    if not content:
        raise NotTaken(f"Choose the file again: “{name}” is empty.")
    if len(content) > limit:
        raise NotTaken(
            f"Choose a smaller file: “{name}” has {_megabytes(len(content))} MB, and {_megabytes(limit)} MB is the most."
        )
    if ending not in KINDS:
        raise NotTaken(f"Save “{name}” as a PDF and choose that: the kinds taken are {TAKEN}.")
    if not _is_what_it_says(ending, content):
        raise NotTaken(f"Open “{name}”, save it again and choose that: inside it is not what its name says.")


def media_type(name):
    """The media type by the ending of the name."""
    return KINDS.get(kinds.ending(name), (UNKNOWN_TYPE, None))[0]


def _is_what_it_says(ending, content):
    looks = KINDS[ending][1]
    if looks == PLAIN:
        return _is_text(content)
    if looks == OLD_OFFICE:
        return content.startswith(kinds.OLE)
    if looks == OFFICE:
        return _is_office(ending, content)
    if ending == ".pdf":
        return looks[0] in content[:1024]
    if ending == ".webp":
        return content.startswith(looks) and content[8:12] == b"WEBP"
    return content.startswith(looks)


def _is_office(ending, content):
    """Whether it is a sound package of its kind, without a program in it."""
    try:
        names, _ = gate.check_zip(content)
    except (Refused, BadZipFile, zlib.error):
        return False
    lowered = [name.lower() for name in names]
    if any(name.endswith(("vbaproject.bin", ".exe", ".js", ".html", ".htm")) for name in lowered):
        return False
    inside = INSIDE.get(ending)
    return any(name.startswith(inside) for name in lowered) if inside else "content.xml" in lowered


def _is_text(content):
    """Whether it is words in an encoding that councils use, and not a page or a program."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in content and not content.startswith((b"%PDF", b"MZ", b"\x7fELF", *kinds.ZIPS))


def _megabytes(size):
    return f"{size / (1024 * 1024):.1f}".removesuffix(".0")

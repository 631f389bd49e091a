"""The parts of a zipped Office or OpenDocument file, each read as hardened XML.

No entity is resolved, nothing is fetched, and a part that declares a document type is
refused: no honest Office file has one.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from .paper import Refused

DAMAGED = "The file is damaged or was cut short. Open it in the program it came from, save it again and bring it in again."
UNSAFE_XML = (
    "The file holds instructions that a council paper never needs (a document type or entities), so it was not opened. "
    "Save the paper as a new .docx or .xlsx and bring that in."
)
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_PROLOG = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def plain_xml(content: bytes) -> bytes:
    """XML bytes as UTF-8 without a mark, after making sure that they declare no document type.

    Raises Refused where they do, or where they hide behind an unusual encoding.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeError:
            raise Refused(DAMAGED) from None
        content = re.sub(rb"^\s*<\?xml.*?\?>", b"", content, count=1, flags=re.DOTALL)
    content = content.removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(content.lstrip()[:200])
    if (declared and declared[1].lower() not in _PLAIN_ENCODINGS) or b"\x00" in content[:64]:
        raise Refused(UNSAFE_XML)
    prolog = _PROLOG.match(content)
    if prolog and content[prolog.end() : prolog.end() + 2] == b"<!":
        raise Refused(UNSAFE_XML)
    for strict, usual in _STRICT:
        if strict in content[:20_000]:
            content = content.replace(strict, usual)
    return content


def parse(content: bytes) -> etree._Element:
    """The root element of a part. Raises Refused where it is not well formed or not safe."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(plain_xml(content), parser)
    except etree.XMLSyntaxError as fault:
        raise broken(fault) from None


def broken(fault: etree.XMLSyntaxError) -> Exception:
    """What to raise for XML that could not be parsed: want of memory is not damage."""
    return MemoryError() if fault.code == etree.ErrorTypes.ERR_NO_MEMORY else Refused(DAMAGED)


def elements(content: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of these tags one after another, each forgotten once it was looked at."""
    found = etree.iterparse(
        io.BytesIO(plain_xml(content)),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in found:
            yield element
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as fault:
        raise broken(fault) from None


class Parts:
    """A zipped file whose parts are asked for by name. Names are compared without regard to case."""

    def __init__(self, content: bytes):
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise Refused(DAMAGED) from None
        self._names = {name.lower().lstrip("/"): name for name in self._zip.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def bytes(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is no such part."""
        kept = self._names.get(name.lower().lstrip("/"))
        if kept is None:
            return None
        try:
            return self._zip.read(kept)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ):
            raise Refused(DAMAGED) from None

    def root(self, name: str) -> etree._Element | None:
        """The root element of a part, or None where there is no such part."""
        content = self.bytes(name)
        return None if content is None else parse(content)

    def related(self, name: str) -> list[tuple[str, str, str]]:
        """What a part points to inside the file: (id, last word of the type, part name). Links outwards are left out."""
        folder, base = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = []
        for link in [] if root is None else root.iter(RELATIONSHIPS):
            if link.get("TargetMode") == "External":
                continue
            target = link.get("Target", "")
            whole = target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((link.get("Id", ""), link.get("Type", "").rsplit("/", 1)[-1], whole.lstrip("/")))
        return found

    def first(self, name: str, kind: str, default: str) -> str:
        """The part of this kind that `name` points to, or `default`."""
        return next((target for _, type_, target in self.related(name) if type_ == kind), default)


def properties(parts: Parts) -> dict[str, str]:
    """Title, author and language of an Office file, as far as it states them."""
    root = parts.root(parts.first("", "core-properties", "docProps/core.xml"))
    wanted = {"title": "title", "creator": "author", "language": "language"}
    found = {}
    for element in [] if root is None else root:
        key = wanted.get(etree.QName(element).localname)
        if key and (element.text or "").strip():
            found[key] = element.text.strip()
    return found

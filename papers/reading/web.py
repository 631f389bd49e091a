"""Reads saved web pages and HTML from the clipboard. Nothing a page points to is fetched."""

import re
from collections.abc import Sequence

from lxml import etree, html

from .encodings import decoded
from .hygiene import Washing
from .kinds import EMPTY
from .paper import Notice, Paper, Refused, Table
from .parts import broken
from .web_flow import Flow
from .web_looks import Look
from .web_page import Page

TOO_DEEP = "The page is built too deeply to be read whole. Copy the table into a Word or Excel file and bring that in."
_CHARSET = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The paper in these bytes."""
    stated = _CHARSET.search(content[:4_000])
    text, said = decoded(content, (stated[1] or stated[2]).decode("ascii", "replace") if stated else None)
    return read_markup(name, text, include_hidden=include_hidden, said=said)


def read_markup(name: str, markup: str, *, include_hidden: bool = False, said: Sequence[str] = ()) -> Paper:
    """The paper in this markup. Raises Refused where it holds no words."""
    washing = Washing()
    if "\x00" in markup:
        washing.controls += markup.count("\x00")
        markup = markup.replace("\x00", "")
    root = tree(washing.mended(markup))
    page = Page(root, washing, include_hidden=include_hidden)
    flow = Flow(page, 0)
    flow.walk(root, Look())
    blocks = flow.finished()
    if not any(isinstance(block, Table) or block.text.strip() for block in blocks):
        raise Refused(EMPTY)
    notices = (*map(Notice, said), *page.notices(), *map(Notice, washing.sentences()))
    return Paper(name, "html", tuple(blocks), notices=notices, properties=page.properties())


def tree(markup: str) -> etree._Element:
    """The root element of this markup, read as browsers forgive it."""
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode(), parser=parser)
    except etree.XMLSyntaxError as fault:
        raise broken(fault) from None
    except (etree.ParserError, AssertionError):
        raise Refused(EMPTY) from None
    complaints = " ".join({each.message.lower() for each in parser.error_log})
    if "memory" in complaints:
        raise MemoryError
    if "depth" in complaints or "huge" in complaints:
        raise Refused(TOO_DEEP)
    return root

"""A paper as a page that stands alone: one file with its own stylesheet and no script, to be kept for ever.

It reads the same here, under its other addresses and from a folder without a network: whatever it loads is in it.
Where it leads (its record, its other formats) stands under the short address of the paper, which never changes.
"""

import base64
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from papers.document import Document
from papers.naming import named

from . import page
from .page import escape
from .words import title_lines

STYLESHEET = "site.css"
NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}
HOW_TO_READ = "What a body wrote stands plain; what this site supplies stands in [square brackets]."


def write(document: Document, *, part="paper", formats=()) -> tuple[bytes, str]:
    """(the bytes of the page, the hash of its stylesheet as a content security policy names it).

    `formats` are those in which this part is to be had beside the page: "docx", "pdf-2", …
    """
    style = stylesheet()
    body = f"{_head(document, style)}{_masthead(document)}{_main(document, part, formats)}{_foot(document)}"
    return body.encode(), style_hash(style)


def stylesheet() -> str:
    """The stylesheet of the site, as it is today."""
    return Path(str(finders.find(STYLESHEET))).read_text(encoding="utf-8")


def style_hash(style: str) -> str:
    """The hash of a stylesheet, as a content security policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def _head(document: Document, style: str) -> str:
    whole = named(document.reference, document.title)
    title = escape(" – ".join(filter(None, (whole, document.body))))
    upright = " paperpage--upright" if document.orientation == "portrait" else ""
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n'
        f"<style>{style}</style>\n</head>\n"
        f'<body class="paperpage{upright}">\n<a class="skip" href="#main">Skip to content</a>\n'
    )


def _masthead(document: Document) -> str:
    """Whose paper it is and which site issued it, as words: a page for ever has no menu."""
    return (
        '<header class="masthead">\n<div class="page page--wide masthead__in">\n<p class="masthead__name">'
        f'<span class="masthead__body" dir="auto">{escape(document.body)}</span> '
        f'<span class="masthead__svc">{escape(settings.SITE_NAME)}</span></p>\n</div>\n</header>\n'
    )


def _main(document: Document, part: str, formats) -> str:
    said = ": ".join(filter(None, (document.reference, document.running_head)))
    kicker = f'<p class="kicker" dir="auto">{escape(said)}</p>\n' if said else ""
    facts = "".join(
        f'<div><dt>{escape(label)}</dt><dd dir="auto">{escape(words)}</dd></div>'
        for label, words in title_lines(document)
    )
    return (
        f'<main id="main" class="page page--wide" tabindex="-1">\n{_record(document)}'
        f'{kicker}<h1 dir="auto">{escape(document.title)}</h1>\n<dl class="docline">{facts}</dl>\n'
        f"{_formats(document, part, formats)}{page.render(document)}</main>\n"
    )


def _foot(document: Document) -> str:
    return (
        '<footer class="footer">\n<div class="page page--wide">\n'
        f'<p><span dir="auto">{escape(document.body)}</span>. {HOW_TO_READ}</p>\n</div>\n</footer>\n</body>\n</html>\n'
    )


def record_path(document: Document) -> str:
    """The path of the record of this paper on its site ("/p/7/"), or "" where it has none."""
    address = document.address
    path = address.removeprefix(document.site) if document.site else address
    return path if path.startswith("/") and path.endswith("/") else ""


def _record(document: Document) -> str:
    """The line that says that this page stays, and where it is said what came after it."""
    path = record_path(document)
    if not path:
        return ""
    return (
        '<p class="stays">This page stays as it was issued. Whether it was corrected or added to since stands in '
        f'<a href="{escape(path)}">its record</a>: <span>{escape(document.site + path)}</span></p>\n'
    )


def _formats(document: Document, part: str, formats) -> str:
    """The other formats, by the short address of the paper."""
    path = record_path(document)
    if not path or not formats:
        return ""
    links = "".join(
        f'<li><a href="{escape(path)}{escape(part)}.{escape(each)}">{escape(format_name(each))}</a></li>'
        for each in formats
    )
    return f'<ul class="formats"><li><b>This paper as:</b></li>{links}</ul>\n'


def format_name(format: str) -> str:
    """What a reader calls a stored format: "Word", "PDF, volume 2"."""
    base, _, volume = format.partition("-")
    name = NAMES.get(base, base.upper())
    return f"{name}, volume {volume}" if volume else name

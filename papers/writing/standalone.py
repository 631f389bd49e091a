"""A paper as a page that stands alone: one file with its own stylesheet, to be kept for ever."""

import base64
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders

from papers.document import Document

from . import page
from .page import escape
from .words import day

STYLESHEET = "site.css"


def write(document: Document) -> tuple[bytes, str]:
    """(the bytes of the page, the hash of its stylesheet as a content security policy names it)."""
    style = stylesheet()
    facts = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(words)}</dd></div>"
        for label, words in (("As at", day(document.as_at)), *document.facts)
    )
    kicker = ": ".join(filter(None, (document.reference, document.running_head)))
    made = (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{style}</style>\n</head>\n"
        '<body class="paperpage">\n<main class="page page--wide">\n'
        f'<p class="kicker">{escape(kicker)}</p>\n<h1>{escape(document.title)}</h1>\n'
        f'<dl class="docline">{facts}</dl>\n{page.render(document)}</main>\n</body>\n</html>\n'
    )
    return made.encode(), style_hash(style)


def stylesheet() -> str:
    """The stylesheet of the site, as it is today."""
    return Path(finders.find(STYLESHEET)).read_text(encoding="utf-8")


def style_hash(style: str) -> str:
    """The hash of a stylesheet, as a content security policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"

"""Reads web archives (.mht), as Word, Excel and browsers save them: the pages inside, one after another."""

from dataclasses import replace
from email import message_from_bytes, policy

from . import web
from .kinds import EMPTY
from .paper import Paper, Refused, Table

MOST_PAGES = 50


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The pages in this archive as one paper. Raises Refused where none holds words."""
    papers = []
    message = message_from_bytes(content, policy=policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    for part in pages[:MOST_PAGES]:
        page = part.get_payload(decode=True) or b""
        if isinstance(page, bytes) and page.strip():
            try:
                papers.append(web.read(name, page, include_hidden=include_hidden))
            except Refused:
                continue  # a frame without words of its own
    if not papers:
        raise Refused(EMPTY)
    return joined(name, papers)


def joined(name: str, papers: list[Paper]) -> Paper:
    """Several papers as one, their tables numbered through."""
    blocks, number = [], 0
    for paper in papers:
        for block in paper.blocks:
            if isinstance(block, Table):
                number += 1
                block = replace(block, number=number)
            blocks.append(block)
    notices = tuple(notice for paper in papers for notice in paper.notices)
    return Paper(name, "html", tuple(blocks), notices=notices, properties=papers[0].properties)

"""From words as written to paragraphs and list items: the one parser that page, PDF and Word share.

A blank line parts paragraphs. A line that begins with a bullet, a dash, a star or a number with
its stop is an item and keeps that mark exactly as written: nothing is renumbered, and `source` of
the pieces gives every character back (line ends become "\\n").
"""

import re
from dataclasses import dataclass

from ..symbols import BULLETS

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ITEM = re.compile(rf"([ \t\xa0]*)((?:[{BULLETS}])|(?:[*–—-]|\d{{1,3}}[.)])(?=[ \t\xa0]))([ \t\xa0]*)(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or an item of a list when it has a `mark`. `text` may hold line breaks.

    `before` is the white space and blank lines that stood before it, `gap` what stood between mark and text.
    """

    text: str
    mark: str = ""
    gap: str = ""
    before: str = ""

    @property
    def source(self) -> str:
        """The piece as it was written, with what stood before it."""
        return f"{self.before}{self.mark}{self.gap}{self.text}"


def pieces(words: str) -> list[Piece]:
    """The paragraphs and items of these words, in order. Words of white space alone give none."""
    if not words or words.isspace():
        return []
    if is_one_line(words):
        return [Piece(words)]
    found: list[Piece] = []
    before = ""
    for line in _LINE_END.split(words):
        if not line or line.isspace():
            before += line + "\n"
            continue
        item = _ITEM.match(line)
        if item:
            indent, mark, gap = item.groups()
            found.append(Piece(line[item.end() :], mark, gap, before + indent))
        elif found and not _parts(before) and (not found[-1].mark or line[0] in " \t\xa0"):
            # The line goes on from the one above: within a paragraph, or indented under its item.
            last = found.pop()
            found.append(Piece(f"{last.text}{before}{line}", last.mark, last.gap, last.before))
        else:
            found.append(Piece(line, before=before))
        before = "\n"
    return found


def is_one_line(words: str) -> bool:
    """Whether the words are one plain paragraph, as most are; answered quickly."""
    return words.isprintable() and not words[0].isdigit() and words[0] not in _MAY_BEGIN_AN_ITEM


def _parts(before: str) -> bool:
    """Whether this white space holds a blank line."""
    return before.count("\n") > 1


_MAY_BEGIN_AN_ITEM = frozenset(BULLETS + "*–—- \t\xa0")

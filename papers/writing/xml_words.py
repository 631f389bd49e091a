"""Words as XML can hold them: in the parts of a Word file and a workbook, and in feeds."""

import re
from xml.sax.saxutils import escape

# What may stand in no XML, however it is written.
_FORBIDDEN = re.compile("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def in_xml(words: str) -> str:
    """Words for any XML: what XML forbids becomes the replacement character."""
    return escape(allowed(words))


def allowed(words: str) -> str:
    """Words as XML can hold them, not yet escaped: what it forbids becomes the replacement character."""
    if words.isprintable():
        return words
    return _FORBIDDEN.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))

"""Words as HTML: whatever was written, nothing of it is ever markup. Two wordings as one, with what is gone and new."""

from papers.document import Compared

from .printable import is_right_to_left
from .words import parted


def escape(words: str) -> str:
    """Words as text or attribute value of HTML; what HTML forbids becomes the replacement character."""
    if words.isalnum():
        return words
    if not words.isprintable():
        words = words.translate(_FORBIDDEN)
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words.replace('"', "&quot;").replace("'", "&#x27;")


_FORBIDDEN = {
    **{code: "\ufffd" for code in range(0x20) if chr(code) not in "\t\n"},
    0x0D: "\n",
    0x0B: "\n",
    0x0C: "\n",
    **dict.fromkeys(range(127, 160), "�"),
    0x85: "\n",
    **dict.fromkeys(range(55296, 57344), "�"),
    **dict.fromkeys(range(64976, 65008), "�"),
    **{plane * 0x10000 + low: "\ufffd" for plane in range(17) for low in (0xFFFE, 0xFFFF)},
}


# What is gone and what is new, marked by a line and, for those who listen, by a word.
_MARKED = {
    "gone": '<del><span class="hide">[gone: </span>{}<span class="hide">]</span></del>',
    "new": '<ins><span class="hide">[new: </span>{}<span class="hide">]</span></ins>',
}


def compared(part: Compared) -> str:
    """Two wordings as one paragraph, lines as they were written."""
    words = "".join(said for _, said in part.pieces)
    way = ' dir="rtl"' if is_right_to_left(words) else ""
    lead = f"<b>{escape(part.label)}</b> " if part.label else ""
    return f'<p class="asit"{way}>{lead}{compared_inline(part)}</p>'


def compared_inline(part: Compared) -> str:
    """The same within a line."""
    return "".join(_piece(kind, words) for kind, words in parted(part.pieces))


def _piece(kind: str, words: str) -> str:
    said = escape(words)
    return _MARKED[kind].format(said) if kind in _MARKED else said

"""Cleaning text without changing a word of it.

What goes in is text as a file holds it; what comes out is the same words in NFC, with
line ends as "\\n", Word's private bullets as "•" and no control characters. Joiners and
direction marks stay, since Welsh, Arabic and Urdu need them.
"""

import re
import unicodedata

from ..symbols import PRIVATE

_DIRTY = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\xa0\u2028\u2029" + "".join(PRIVATE) + "]"
)
_LINE_ENDS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_SWAPS = str.maketrans({**PRIVATE, "\xa0": " "})
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


class Washing:
    """Cleans the texts of one file and counts what it took out, for the notices."""

    def __init__(self):
        self.controls = 0
        self.surrogates = 0

    def clean(self, text: str) -> str:
        """The same words in NFC, without controls. Plain ASCII costs one look."""
        if text.isascii() and text.isprintable():
            return text
        if _DIRTY.search(text):
            text = self._wash(text)
        return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)

    def _wash(self, text: str) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS).translate(_SWAPS)
        text, controls = _CONTROLS.subn("", text)
        self.controls += controls
        return self.mended(text)

    def mended(self, text: str) -> str:
        """The text with a � for each half of a character that stands alone."""
        if not _SURROGATES.search(text):
            return text
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.surrogates += whole.count("\ufffd") - text.count("\ufffd")
        return whole

    def sentences(self) -> list[str]:
        """What a person should know about the cleaning."""
        said = []
        if self.controls:
            said.append(f"{_many(self.controls, 'control character')} that cannot be printed left out.")
        if self.surrogates:
            said.append(
                f"{_many(self.surrogates, 'damaged character')} replaced by � because the file holds only half of each."
            )
        return said


def _many(count: int, what: str) -> str:
    return f"1 {what} was" if count == 1 else f"{count:,} {what}s were"

"""Words made alike for comparing: small letters without accents, each letter still in its own place.

A folded text is as long as the text it was made of, so that what is found in it is found at the same place in
the words as written.
"""

import re
import unicodedata

PIECE = re.compile(r"[^\W\d_]+")
_ACCENTED = re.compile("[\u00c0-\u024f\u0623-\u064a\u1e00-\u1eff\u2010\u2011\u2018\u2019\u02bc\u00a0]")
# Letters that are written in several ways in one name, and what has no accent to take away.
_ALIKE = {
    **{"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " "},
    **{"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ð": "d", "þ": "t"},
    **{"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ی", "ي": "ی", "ك": "ک", "ة": "ه", "ؤ": "و", "ئ": "ی"},
}


def folded(words: str) -> str:
    """The words in small letters without accents, letter by letter: "Siân" gives "sian".

    >>> folded("Siân O’Connor-Łuczak")
    "sian o'connor-luczak"
    """
    small = words.lower()
    if len(small) != len(words):
        small = "".join(letter.lower()[0] for letter in words)
    return small if small.isascii() else _ACCENTED.sub(_bare, small)


def _bare(found: re.Match[str]) -> str:
    letter = found[0]
    return _ALIKE.get(letter) or unicodedata.normalize("NFD", letter)[0]


def composed(words: str) -> str:
    """The words with each accent on its letter, as one character."""
    return words if unicodedata.is_normalized("NFC", words) else unicodedata.normalize("NFC", words)


def pieces(words: str) -> list[str]:
    """The runs of letters of a text that was folded: "o'connor-luczak" gives o, connor, luczak."""
    return PIECE.findall(words)

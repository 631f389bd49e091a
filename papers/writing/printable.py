"""Words as the fonts at hand can print them, and what had to be replaced."""

import unicodedata

from ..symbols import PRIVATE
from .fonts import coverage, known_characters

# White space that is not printed as such.
_SPACES = {"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\t": " "}


# Up to here every font of a text has every letter, in every weight.
_ALWAYS_SAFE = "\u024f"
JOINERS = "\u200c\u200d"


class Printable:
    """Makes words printable and remembers, in order, each character that cannot be.

    `refused` are characters that turned out not to print although a font has them; `strict` lets nothing
    pass but Latin letters and common signs.
    """

    def __init__(self, refused: frozenset[str] = frozenset(), strict: bool = False):
        self.replaced: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._refused = refused
        self._strict = strict

    def __call__(self, words: str) -> str:
        """The words in composed form, without controls; what no font has as "[U+1F600]"."""
        if words.isascii() and words.isprintable():
            return words
        words = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))
        known = self._known
        printed = "".join([known.get(character) or self._look_up(character) or "" for character in words])
        return printed if printed.isascii() or not any(map(_leans, printed)) else self._with_marks(printed)

    def _look_up(self, character: str) -> str:
        """What is printed for one character; remembered."""
        printed = self._printed(character)
        if printed:
            self._known[character] = printed
        return printed

    def _printed(self, character: str) -> str:
        """What is printed for one character, whatever stands beside it."""
        if character == "\n":
            return character
        if character in _SPACES:
            return _SPACES[character]
        character = PRIVATE.get(character, character)
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cf") and character not in JOINERS + "\u00ad":
            return ""
        if character in self._refused or (
            self._strict and character > _ALWAYS_SAFE and character not in "–—‘’“”•…→€"
        ):
            return self._named(character)
        if character in known_characters() or character in JOINERS:
            return character
        if kind == "Zs":
            return " "
        if 0xFE00 <= ord(character) <= 0xFE0F:
            return ""  # Asks for another look of the character before it; nothing of its own.
        plain = unicodedata.normalize("NFKC", character)
        if plain != character and all(one in known_characters() for one in plain):
            return plain
        return self._named(character)

    def _with_marks(self, words: str) -> str:
        """The words with those marks that stand in one font with their letter; others by number, joiners not at all."""
        said: list[str] = []
        letter = ""
        for character in words:
            if not _leans(character):
                letter = character
            elif any(font.issuperset(letter + character) for font in coverage()) and letter.strip():
                letter += character
            else:
                character = "" if character in JOINERS else self._named(character)
            said.append(character)
        return "".join(said)

    def _named(self, character: str) -> str:
        """The stand-in of a character that no font has, put on the list."""
        point = f"U+{ord(character):04X}"
        self.replaced[point] = unicodedata.name(character, "no name").lower()
        return f"[{point}]"

    def note(self) -> str:
        """The sentence that says what was replaced, or ""."""
        if not self.replaced:
            return ""
        listed = "; ".join(f"[{point}] {name}" for point, name in list(self.replaced.items())[:20])
        more = len(self.replaced) - 20
        rest = f"; and {more} more" if more > 0 else ""
        return (
            "Some characters cannot be printed here and are shown by their number in square brackets: "
            f"{listed}{rest}. The page, Word, Excel and CSV forms of this paper have them as they were written."
        )


def is_right_to_left(words: str) -> bool:
    """Whether these words run from right to left, as their first letter with a direction says."""
    if words.isascii():
        return False
    for character in words:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def _leans(character: str) -> bool:
    """Whether a character is set onto or joined with the one before it."""
    return character in JOINERS or (character > _ALWAYS_SAFE and unicodedata.category(character)[0] == "M")

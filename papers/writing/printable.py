"""Words as the fonts at hand can print them, and what had to be replaced."""

import unicodedata

from .fonts import known_characters

# What Word pastes from its symbol fonts, by the character that looks the same.
_LOOKALIKES = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→", "\uf02d": "-",
    "\uf06f": "○", "\uf076": "◆", "\uf0a8": "□", "\uf0fe": "☑", "\uf020": " ", "\u2028": "\n", "\u2029": "\n",
    "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\t": " ",
}  # fmt: skip


class Printable:
    """Makes words printable and remembers, in order, each character that no font has."""

    def __init__(self):
        self.replaced: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def __call__(self, words: str) -> str:
        """The words in composed form, without controls; what no font has as "[U+1F600]"."""
        if words.isascii() and words.isprintable():
            return words
        words = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))
        known = self._known
        return "".join([known.get(character) or self._look_up(character) or "" for character in words])

    def _look_up(self, character: str) -> str:
        """What is printed for one character; remembered."""
        printed = self._printed(character)
        if printed:
            self._known[character] = printed
        return printed

    def _printed(self, character: str) -> str:
        if character == "\n":
            return character
        if character in _LOOKALIKES:
            return _LOOKALIKES[character]
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cf") and not _is_needed(character):
            return ""
        if ord(character) in known_characters() or _is_needed(character):
            return character
        if kind == "Zs":
            return " "
        if kind == "Mn" and 0xFE00 <= ord(character) <= 0xFE0F:
            return ""  # Asks for another look of the character before it; nothing of its own.
        plain = unicodedata.normalize("NFKC", character)
        if plain != character and all(ord(one) in known_characters() for one in plain):
            return plain
        return self._named(character)

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


def _is_needed(character: str) -> bool:
    """Whether an invisible character changes how its neighbours are joined, and so stays."""
    return character in "\u200c\u200d\u00ad"

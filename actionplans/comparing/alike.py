"""When two cells say the same: what differs only in white space or in how letters are composed is no change. Pure."""

import unicodedata

from papers.document import Addition, Blank, Names, Part, Status, Text


def plain(words: str) -> str:
    """Words for comparing: composed letters, single spaces."""
    words = " ".join(words.split())
    return words if words.isascii() else unicodedata.normalize("NFC", words)


def composed(words: str) -> str:
    """Words as they stand, their letters composed: two ways to write one letter are no change."""
    return words if words.isascii() else unicodedata.normalize("NFC", words)


def alike(was: tuple[Part, ...], now: tuple[Part, ...]) -> bool:
    """Whether two cells say the same."""
    return was == now or told(was) == told(now)


def told(parts: tuple[Part, ...]) -> list[tuple[str, ...]]:
    """What the parts of a cell say, for comparing; parts without words say nothing."""
    said = [_told(part) for part in parts]
    return [one for one in said if any(one[1:])]


def _told(part: Part) -> tuple[str, ...]:
    match part:
        case Text(words, _, label):
            return ("", plain(label), plain(words))
        case Names(names):
            return ("", *map(plain, names))
        case Status(words):
            return ("status", plain(words))
        case Blank(words, label):
            return ("blank", plain(label), plain(words))
        case Addition(on, marker, words):
            return ("added", on.isoformat() if on else "", plain(marker), plain(words))
    return ("other", plain(getattr(part, "words", "")))


def is_blank(parts: tuple[Part, ...]) -> bool:
    """Whether nobody's words stand in a cell."""
    return not any(any(one[1:]) and one[0] != "blank" for one in map(_told, parts))


def names(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The names in a cell, as printed."""
    return tuple(name for part in parts if isinstance(part, Names) for name in part.names)


def words(parts: tuple[Part, ...]) -> str:
    """The words that somebody wrote in a cell, a part a line; "" for a blank."""
    return "\n".join(filter(None, map(_words, parts)))


def _words(part: Part) -> str:
    match part:
        case Text(said, _, label):
            return composed(f"{label} {said}" if label else said)
        case Names(listed):
            return composed("\n".join(listed))
        case Addition(_, marker, said):
            return composed(f"{marker} {said}".strip())
    return ""

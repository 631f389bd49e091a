"""What scanning and copying leave behind: cells that hold their own reference, marks that never close."""

import re

from .cells import flat, folded

_OPENING, _CLOSING = "“„«", "”»"


def is_own_reference(words: str, ref: str | None) -> bool:
    """Whether a cell holds nothing but the reference of its own row."""
    return bool(ref) and _bare(words) == _bare(ref or "") != ""


def repeats(words: str, other: str | None) -> bool:
    """Whether a cell holds nothing but the words of another cell of its row."""
    return bool(other) and len(flat(words)) > 20 and folded(words) == folded(other or "")


def without_quotation(words: str) -> tuple[str, bool]:
    """The words without quotation marks around the whole, and whether an opening mark never closes.

    >>> without_quotation('"Work with the "Roots" group"')
    ('Work with the "Roots" group', False)
    >>> without_quotation('"Work with the')
    ('Work with the', True)
    """
    kept = words.strip()
    if not kept or kept[0] not in '"“„«':
        return words, False
    closes_at = _closing_place(kept)
    if closes_at is None:
        return kept[1:].lstrip(), True
    if closes_at == len(kept) - 1:
        return kept[1:-1].strip(), False
    return words, False


def _closing_place(words: str) -> int | None:
    """Where the quotation that opens the words closes; None where it never does."""
    depth = 0
    for place, letter in enumerate(words):
        if letter == '"':
            depth += 1 if _opens(words, place) else -1
        elif letter in _OPENING:
            depth += 1
        elif letter in _CLOSING:
            depth -= 1
        if depth == 0:
            return place
    return None


def _opens(words: str, place: int) -> bool:
    before, after = words[place - 1 : place], words[place + 1 : place + 2]
    return (not before or before.isspace() or before in "([{/–—-'\"") and bool(after) and not after.isspace()


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()

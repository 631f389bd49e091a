"""Text that a spreadsheet would run as a formula, made harmless, and given back as it was."""

DANGEROUS = "=+-@\t\r"
_GUARDED = frozenset(DANGEROUS + "'")


def defuse(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet might take it for a formula.

    A text that begins with an apostrophe gets another one, so that `restore` is the exact inverse.
    """
    return f"'{text}" if text and text[0] in _GUARDED else text


def restore(text: str) -> str:
    """The text as it was before `defuse`."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in _GUARDED else text

"""How an answer, a timescale or a name reads in print. Pure functions.

Whoever compares a plan with a paper of ours that comes back asks these as well, so that what was
printed from a row is known again as that row.
"""

from ..wording import answers

# What a person is taken to have written for an answer that needs no words.
ANSWERS = {
    "nothing_to_report": "Nothing to report",
    "carried_forward": "Carried forward",
    "stopped": "Stopped",
}

REVISED = " (revised from"


def answer(kind, words, same_as=""):
    """The words of an answer. `kind` is an `Update.Answer`, `same_as` the reference it points at.

    >>> answer("stopped", "the scheme closed in May")
    'Stopped: the scheme closed in May'
    >>> answer("same_as", "As above", "3b")
    'As above'
    """
    words = words.strip()
    opening = f"Same as {same_as or 'another action'}" if kind == "same_as" else ANSWERS.get(kind, "")
    if not opening or (words and _says(kind, opening, words)):
        return words
    return f"{opening}: {words}" if words else f"{opening}."


def _says(kind, opening, words):
    """Whether the words themselves say which kind of answer they are."""
    return words.casefold().startswith(opening.casefold()) or answers.read(words) == kind


def half(qualifier, contributor):
    """Whose half of an answer this is, before its words, where leads answer separately.

    >>> half("council counters", "Ioan Prosser")
    'Council counters'
    """
    return qualifier[:1].upper() + qualifier[1:] if qualifier else contributor or ""


def timescale(words, before):
    """The words of a timescale, with those it replaces unless it says them itself.

    >>> timescale("March 2027", "June 2026 (revised from May 2026)")
    'March 2027 (revised from June 2026)'
    """
    before = (before or "").split(REVISED)[0].strip()
    if not before or before.casefold() in words.casefold():
        return words
    return f"{words}{REVISED} {before})"


def name(contributor, qualifier="", words=""):
    """A contributor as printed: as the paper wrote the name, with its half in brackets.

    >>> name("Ioan Prosser", "council counters")
    'Ioan Prosser (council counters)'
    """
    printed = words or contributor
    return f"{printed} ({qualifier})" if qualifier and qualifier not in printed else printed


def listed(words):
    """One, two and three."""
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def day(on):
    """A day as a committee paper writes it: 6 November 2026."""
    return f"{on.day} {on:%B %Y}"

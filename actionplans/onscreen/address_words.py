"""Words for use in an address, made from words that were written for people. Pure.

A number would mean another row in another list, so none of these is one: what is asked for in the list of one
kind of rows is never taken for something else in another.
"""

from django.utils.text import slugify

LONGEST = 60


def address_words(said, *, kind, taken=()):
    """One for each of these words, in order, none twice: "amber-slipping"; "status-2" where none can be made.

    `taken` are those that mean something else already.
    """
    used = set(taken)
    found = []
    for place, words in enumerate(said, 1):
        stem = _cut(slugify(words)).strip("-_")
        if not stem or stem.isdecimal():
            stem = f"{kind}-{stem or place}"
        word, number = stem, 2
        while word in used:
            word, number = f"{stem}-{number}", number + 1
        used.add(word)
        found.append(word)
    return found


def _cut(stem):
    """So many whole words as there is room for."""
    return stem if len(stem) <= LONGEST else stem[: LONGEST + 1].rpartition("-")[0] or stem[:LONGEST]

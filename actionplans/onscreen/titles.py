"""A heading from words that were not written as one: the first sentence, and all the rest.

Promises run to a page in some papers. Lists and headings print the first sentence as the
title and the rest under it; nothing is cut off.
"""

import re

SHORT = 160  # up to here all of it is the title
LONGEST = 240
SHORTEST = 12
# A full stop that ends no sentence stands after one letter (e.g., J. Smith) or after these.
_SENTENCE = re.compile(
    r"(?<![ .(][a-zA-Z])(?<!etc)(?<!St)(?<!No)(?<!Dr)(?<!Mr)(?<!Mrs)(?<!Ms)[.;:!?](?=\s)|\n"
)
_PLACES_TO_STOP = (re.compile(r"[,–—](?=\s)"), re.compile(r"(?<=\S)(?=\s)"))


def title_and_rest(words):
    """The first sentence of these words and what follows it; both together are all the words.

    One sentence that is somewhat long is left whole; one that runs on is parted at a comma or a space.
    """
    words = words.strip()
    if "\n" not in words and (len(words) <= SHORT or len(words) <= LONGEST and is_one_sentence(words)):
        return words, ""
    end = first_sentence_end(words[: LONGEST + 1]) or last_stop(words[:LONGEST]) or len(words)
    return words[:end].strip(), words[end:].strip()


def first_sentence_end(words):
    """Where the first sentence ends, or 0."""
    return next((found.end() for found in _SENTENCE.finditer(words) if found.end() >= SHORTEST), 0)


def is_one_sentence(words):
    """Whether no sentence ends before the end of the words."""
    return first_sentence_end(words) in (0, len(words))


def last_stop(words):
    """The last comma after the middle, else the last space, else 0."""
    for pattern in _PLACES_TO_STOP:
        places = [found.end() for found in pattern.finditer(words) if found.end() > LONGEST // 3]
        if places:
            return places[-1]
    return 0

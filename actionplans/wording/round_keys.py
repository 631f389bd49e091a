"""The key of a round, as it can stand in an address: /rounds/<plan>/2018-10/. Pure."""

import re
import unicodedata

LONGEST = 40
KEY = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")


def is_fit(key):
    """Whether these words can stand in an address as they are."""
    return len(key) <= LONGEST and KEY.fullmatch(key) is not None


def fit(words):
    """These words as a key: "Autumn/Winter 2024" is autumn-winter-2024, and "round" where nothing is left."""
    if is_fit(words):
        return words
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-") or "round"


def free(words, taken):
    """A fitting key that is not among those taken: the second "round" is round-2."""
    key, number = fit(words), 2
    found = key
    while found in taken:
        ending = f"-{number}"
        found = key[: LONGEST - len(ending)].rstrip("-_") + ending
        number += 1
    return found


def all_fit(words):
    """{key as written: fitting key} for several keys of one plan, no two the same."""
    fitting = {each: each for each in words if is_fit(each)}
    for each in words:
        if each not in fitting:
            fitting[each] = free(each, set(fitting.values()))
    return fitting

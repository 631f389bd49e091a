"""Spellings that are likely one contributor. They are offered for merging, never merged."""

import re
from itertools import combinations

from accounts import spelling

from ..recognising.found import AliasProposal

_HEAD_NOUNS = {
    "team",
    "teams",
    "service",
    "services",
    "department",
    "dept",
    "unit",
    "section",
    "tîm",
    "tim",
    "officer",
    "directorate",
    "division",
}
_SMALL = {"and", "of", "the", "for", "in", "a", "ac", "y", "yr"}
CERTAIN, HIGH, MEDIUM = (
    "certain: only capitals or spacing differ",
    "high: one letter or a plural differs",
    "medium: the same words in another order, or one word fewer",
)


def propose(names):
    """An `AliasProposal` for each group of spellings that are likely one name; the commonest is proposed.

    `names` may repeat a name as often as the paper prints it: the most frequent spelling is the one to keep.
    """
    counts: dict = {}
    for name in names:
        kept = " ".join(name.split())
        if kept:
            counts[kept] = counts.get(kept, 0) + 1
    forms = _by_key(counts)
    groups = _near(list(forms))
    return tuple(_proposal(group, forms, counts) for group in groups if _worth(group, forms))


def _by_key(counts):
    forms: dict = {}
    for name in counts:
        if spelling.key(name):
            forms.setdefault(spelling.key(name), []).append(name)
    return forms


def _near(keys):
    """Keys in groups of those that are near one another, in the order in which they came."""
    group_of = {key: [key] for key in keys}
    for one, other in _worth_comparing(keys):
        if _certainty(one, other) and group_of[one] is not group_of[other]:
            group_of[one].extend(group_of[other])
            for key in group_of[other]:
                group_of[key] = group_of[one]
    unique: list = []
    for key in keys:
        if not any(group_of[key] is group for group in unique):
            unique.append(group_of[key])
    return unique


def _worth_comparing(keys):
    """The pairs of keys that share a mark, in order: thousands of names cannot be compared each with each."""
    marked: dict = {}
    for number, key in enumerate(keys):
        for mark in _marks(key):
            marked.setdefault(mark, []).append(number)
    pairs = {pair for numbers in marked.values() for pair in combinations(numbers, 2)}
    return [(keys[first], keys[second]) for first, second in sorted(pairs)]


def _marks(key):
    """What any key near this one has as well: its letters, its words in any order, or all but one of them."""
    words = key.split()
    yield key.replace(" ", "")
    yield frozenset(words) - _SMALL
    yield tuple(words)
    if words and words[-1] in _HEAD_NOUNS:
        yield tuple(words[:-1])
    for at, word in enumerate(words):
        yield (at, *words[:at], word[0], *words[at + 1 :])


def _worth(group, forms):
    return len(group) > 1 or len(forms[group[0]]) > 1


def _proposal(group, forms, counts):
    printed = [name for key in group for name in forms[key]]
    best = max(
        printed,
        key=lambda name: (counts[name], sum(letter.isupper() for letter in name), -printed.index(name)),
    )
    found = [_certainty(one, other) for one, other in combinations(group, 2)]
    worst = next((level for level in (MEDIUM, HIGH) if level in found), CERTAIN)
    return AliasProposal(best, tuple(name for name in printed if name != best), worst)


def _certainty(one, other):
    """How sure it is that two keys are one name: HIGH, MEDIUM or None."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return None
    first, second = one.split(), other.split()
    if one.replace(" ", "") == other.replace(" ", ""):
        return HIGH
    if _plural(first, second):
        return HIGH
    longest = max(len(one), len(other))
    if (
        min(len(one), len(other)) >= 6
        and _same_but_a_word(first, second)
        and distance(one, other) <= (2 if longest >= 12 else 1)
    ):
        return HIGH
    content = [sorted(set(words) - _SMALL) for words in (first, second)]
    if content[0] == content[1] and len(content[0]) > 1:
        return MEDIUM
    shorter, longer = sorted((first, second), key=len)
    if len(longer) == len(shorter) + 1 and longer[:-1] == shorter and longer[-1] in _HEAD_NOUNS:
        return MEDIUM
    return None


def _plural(first, second):
    return first[:-1] == second[:-1] and sorted((first[-1], second[-1]), key=len)[0] + "s" == max(
        first[-1], second[-1], key=len
    )


def _same_but_a_word(first, second):
    """As many words, and all but one of them the same: a slip is in one word."""
    return (
        len(first) == len(second)
        and sum(a != b for a, b in zip(first, second, strict=True)) == 1
        and all(
            len(a) >= 5 and len(b) >= 5 and a[0] == b[0] for a, b in zip(first, second, strict=True) if a != b
        )
    )


def distance(one, other):
    """How many letters must be added, dropped, changed or swapped to make one word the other."""
    before, row = None, list(range(len(other) + 1))
    for n, a in enumerate(one, 1):
        new = [n]
        for m, b in enumerate(other, 1):
            cost = min(row[m] + 1, new[m - 1] + 1, row[m - 1] + (a != b))
            if before and n > 1 and m > 1 and a == other[m - 2] and one[n - 2] == b:
                cost = min(cost, before[m - 2] + 1)
            new.append(cost)
        before, row = row, new
    return row[-1]

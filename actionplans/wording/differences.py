"""Two texts side by side: what stayed, what is new and what is gone, word by word."""

import re
from difflib import SequenceMatcher

SAME, NEW, GONE = "same", "new", "gone"
# Beyond so many words together, lines are compared first and words only within lines that changed.
MANY = 1500
# Two texts are one that was changed where one part in so many of the shorter stayed.
LEAST_IN_COMMON = 5
# A word with the spaces before it, or the spaces that end a text.
WORD = re.compile(r"\s*\S+|\s+$")
LINE = re.compile(r"[^\n]*\n|[^\n]+$")


def compare(before, after):
    """[(kind, text)] in reading order: `same`, `new` (only in `after`) or `gone` (only in `before`).

    The texts of `same` and `new` put together are `after`; those of `same` and `gone` are `before`, but
    for the spaces between words: two words are one whatever space stands before them.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) <= MANY:
        return _run_together(_by_words(old, new))
    return _run_together(_by_lines(LINE.findall(before), LINE.findall(after)))


def has_changed(pieces):
    """Whether anything in what `compare` gave is new or gone."""
    return any(kind != SAME for kind, _ in pieces)


def is_of_one_text(pieces):
    """Whether what `compare` gave is one text that was changed, and not two texts: a fifth of the shorter one stayed."""
    length = {SAME: 0, NEW: 0, GONE: 0}
    for kind, text in pieces:
        length[kind] += len(text)
    shorter = length[SAME] + min(length[NEW], length[GONE])
    return length[SAME] * LEAST_IN_COMMON >= shorter > 0


def _by_words(old, new):
    for how, first, last, start, end in _steps(old, new):
        stays_alone = how == "equal" and _is_alone(first, last, len(old), start, end, len(new))
        if how != "equal" or stays_alone:
            yield GONE, "".join(old[first:last])
            yield NEW, "".join(new[start:end])
        else:
            # The first word of the later text brings no space that would part it from what is gone.
            if start == 0 < first:
                yield GONE, old[first][: -len(old[first].lstrip()) or None]
            yield SAME, "".join(new[start:end])


def _is_alone(first, last, olds, start, end, news):
    """Whether it is one short word between two changes: those read better as one change."""
    in_the_middle = first > 0 and last < olds and start > 0 and end < news
    return in_the_middle and last - first == 1


def _by_lines(old, new):
    for how, first, last, start, end in _steps(old, new):
        gone, came = "".join(old[first:last]), "".join(new[start:end])
        words = WORD.findall(gone), WORD.findall(came)
        if how == "equal":
            yield SAME, came
        elif how == "replace" and sum(map(len, words)) <= MANY:
            yield from _by_words(*words)
        else:
            yield GONE, gone
            yield NEW, came


def _steps(old, new):
    spaceless = [each.strip() for each in old], [each.strip() for each in new]
    return SequenceMatcher(None, *spaceless, autojunk=False).get_opcodes()


def _run_together(pieces):
    """The same with neighbours of one kind joined; between two texts that stayed, what is gone comes before what is new."""
    found, gone, new = [], "", ""
    for kind, text in [*pieces, (SAME, "")]:
        if kind == GONE:
            gone += text
        elif kind == NEW:
            new += text
        elif text or (gone or new):
            found += [(each, words) for each, words in ((GONE, gone), (NEW, new)) if words]
            gone = new = ""
            if text and found and found[-1][0] == SAME:
                found[-1] = (SAME, found[-1][1] + text)
            elif text:
                found.append((SAME, text))
    return found

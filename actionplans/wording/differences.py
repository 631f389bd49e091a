"""Two texts side by side: what stayed, what is new and what is gone, word by word."""

import re
from difflib import SequenceMatcher
from itertools import pairwise

SAME, NEW, GONE = "same", "new", "gone"
# Beyond so many words together, lines are compared first, then sentences, and words only within those that changed.
MANY = 1500
# Two texts are one that was changed where one part in so many of the shorter stayed.
LEAST_IN_COMMON = 5
# Up to so many letters that stayed between two changes read better as changed with them, where both are longer.
ISLAND = 24
# A word or a sign with the spaces before it, or the spaces that end a text. A stop within a word is part of it: 3.5
_SIGNS = r",;:.!?()\[\]“”\"…"
WORD = re.compile(rf"\s*(?:[^\s{_SIGNS}]+(?:[.,:](?=[^\s{_SIGNS}])[^\s{_SIGNS}]+)*|\S)|\s+$")
_ENDS = frozenset(".!?;:")


def compare(before, after):
    """[(kind, text)] in reading order: `same`, `new` (only in `after`) or `gone` (only in `before`).

    The texts of `same` and `new` put together are `after`; those of `same` and `gone` are `before`, but
    for the spaces between words: two words are one whatever space stands before them.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    steps = _steps(old, new, _known(old), _known(new))
    return _readable(_run_together(_pieces(old, new, steps)))


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


def _pieces(old, new, steps):
    """The texts of the steps; what stayed brings the spaces of the later text."""
    for how, first, last, start, end in steps:
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


def _known(words):
    """What a word is known by: itself, and whether a space parts it from the one before, whatever space it is."""
    return [(each.strip(), at == 0 or each[0].isspace()) for at, each in enumerate(words)]


def _steps(old, new, was, now, level=0):
    """The steps from one list of words to the other, as `SequenceMatcher` gives them: `was`, `now` are what words are known by.

    Of long texts the lines are compared first, then the sentences of those that changed, then their words.
    """
    if len(was) + len(now) <= MANY:
        yield from _matched(was, now)
    elif level == len(PARTS):
        # Words that stand everywhere are no place to begin a likeness at, which keeps it quick.
        yield from _matched(was, now, autojunk=True)
    else:
        yield from _by_parts(old, new, was, now, level)


def _by_parts(old, new, was, now, level):
    """The steps where parts of a text are compared as wholes, and then what they changed to."""
    olds, news = PARTS[level](old), PARTS[level](new)
    told = [tuple(was[at:to]) for at, to in pairwise(olds)], [tuple(now[at:to]) for at, to in pairwise(news)]
    for how, first, last, start, end in _matched(*told):
        top, to, begin, stop = olds[first], olds[last], news[start], news[end]
        if how == "replace":
            inner = _steps(old[top:to], new[begin:stop], was[top:to], now[begin:stop], level + 1)
            yield from [(one, a + top, b + top, c + begin, d + begin) for one, a, b, c, d in inner]
        else:
            yield how, top, to, begin, stop


def _by_line(words):
    """Where each line begins, and the end."""
    return [*(at for at, each in enumerate(words) if at == 0 or "\n" in each), len(words)]


def _by_sentence(words):
    """Where each sentence begins, and the end."""
    begins = (at for at in range(1, len(words)) if words[at - 1].strip() in _ENDS and words[at][0].isspace())
    return [*([0] if words else []), *begins, len(words)]


PARTS = (_by_line, _by_sentence)


def _matched(was, now, *, autojunk=False):
    """The steps from one list to the other. What they begin and end with alike is not looked at twice."""
    shorter = min(len(was), len(now))
    top = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    left = shorter - top
    end = next((at for at in range(left) if was[-1 - at] != now[-1 - at]), left)
    olds, news = len(was) - end, len(now) - end
    if top:
        yield "equal", 0, top, 0, top
    middle = SequenceMatcher(None, was[top:olds], now[top:news], autojunk=autojunk)
    for how, first, last, start, stop in middle.get_opcodes():
        yield how, first + top, last + top, start + top, stop + top
    if end:
        yield "equal", olds, len(was), news, len(now)


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


def _readable(pieces):
    """The same as a person would mark it: a few words that stayed between two long changes are part of one change."""
    joined = []
    for at, (kind, text) in enumerate(pieces):
        if kind == SAME and _is_island(pieces, at):
            joined += [(GONE, text), (NEW, text)]
        else:
            joined.append((kind, text))
    return _run_together(joined) if len(joined) > len(pieces) else pieces


def _is_island(pieces, at):
    text = pieces[at][1]
    if not 0 < at < len(pieces) - 1 or len(text) > ISLAND or "\n" in text.strip(" "):
        return False
    return len(text) <= min(_changed_around(pieces, at, -1), _changed_around(pieces, at, 1))


def _changed_around(pieces, at, way):
    """How long the change beside a text that stayed is; nought where words are only new or only gone there."""
    beside = [pieces[one] for one in (at + way, at + 2 * way) if 0 <= one < len(pieces)]
    lengths = {}
    for kind, text in beside:
        if kind == SAME or kind in lengths:
            break
        lengths[kind] = len(text)
    return max(lengths.values()) if len(lengths) == 2 else 0

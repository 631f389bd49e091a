"""Finding what looks like the name of somebody who is in no directory, in what somebody wrote.

Two shapes: a title and a name ("Mrs Okafor", "Dr A. Singh"), and two or three words written as a name is ("Zofia Krawczyk")
of which none is a word of plans, places or services, nor written in small letters elsewhere in the same paper.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from . import kinds, name_shapes
from .folded import folded, pieces
from .given_names import GIVEN_NAMES
from .ordinary_words import AFTER_PLACES, BEFORE_PLACES, HEADS_OF_NAMES, ORDINARY, THINGS

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚẀẂẄỲ"
_LOW = r"[^\W\d_]"
_APART = "[ \u00a0]{1,2}"
# Priya, O’Neill, Okafor-Bell, McKay, al-Amin; not an initial.
_WORD = rf"(?:[A-Z][’'])?[{_UP}]{_LOW}+(?:[-’'][{_UP}]?{_LOW}{{2,}})*"
_INITIALS = rf"(?:[{_UP}](?:\.[ \u00a0]?|[ \u00a0]))"
_LINK = r"(?:van der|van den|van|von|de la|de|da|dos|di|del|bin|bint|ibn|el|al|ap|ab|ferch|mac|ní|ó|st)"
_FORMAL = (
    r"Mr|Mrs|Ms|Miss|Mx|Messrs|Cllrs?|Councillors?|Cyng(?:horydd)?|Comhairleoir|An tUasal|Dr|Prof(?:essor)?"
)
_OTHER = r"Rev(?:d|erend)?|Sir|Dame|Lord|Lady|Baroness|Sgt|Sergeant|Inspector|PC|DC|Alderman|Imam|Rabbi|Parch(?:edig)?|Athro"
_TITLED = re.compile(
    rf"(?<![\w’'-])(?P<title>{_FORMAL}|{_OTHER})(?:\.|\b){_APART}?"
    rf"(?P<name>{_INITIALS}{{0,3}}(?:{_LINK}{_APART})?{_WORD}(?:{_APART}(?:{_LINK}{_APART})?{_WORD}){{0,2}})"
)
_AND = re.compile(rf"(?:,{_APART}|{_APART}(?:and|&|a|ac){_APART}|,{_APART}and{_APART})(?P<name>{_WORD})")
_RUN = re.compile(
    rf"[{_UP}](?<![\w’'@/&.#-].)(?:[’'][{_UP}])?{_LOW}+(?:[-’'][{_UP}]?{_LOW}{{2,}})*"
    rf"(?:{_APART}(?:{_LINK}{_APART}|{_INITIALS})?{_WORD})+"
)
_WORDS_OF_RUN = re.compile(rf"{_WORD}|{_LINK}(?={_APART})|[{_UP}]\.?")
# السيدة فاطمة, جناب
_ARABIC = re.compile(
    "(?<![\u0600-\u06ff])(?:السيد|السيدة|الأستاذ|الأستاذة|الدكتور|الدكتورة|الآنسة|جناب|محترمہ|محترم|مسز)"
    "\\s(?P<name>[\u0620-\u06d3]{2,}(?:\\s[\u0620-\u06d3]{2,})?)"
)
_POSSESSIVE = re.compile(r"[’'][sS]?$")
MOST_WORDS = 3


class Terms:
    """What is nobody's name in one paper.

    `phrases` are the names of services, groups, partners, places and bodies; `written` the pieces of all words of the
    paper that stand in small letters: a word that does is a word.
    """

    def __init__(self, phrases: Iterable[str] = (), written: Iterable[str] = ()) -> None:
        told = [folded(phrase).strip() for phrase in phrases]
        self.phrases: dict[str, list[str]] = defaultdict(list)
        for phrase in dict.fromkeys(told):
            for piece in set(pieces(phrase)):
                self.phrases[piece].append(phrase)
        self.written = frozenset(written)
        self._ordinary: dict[str, bool] = {}

    def is_word(self, word: str) -> bool:
        """Whether a capitalised word is one that plans are written in, and so no part of a name."""
        if word not in self._ordinary:
            self._ordinary[word] = self._is_word(word)
        return self._ordinary[word]

    def _is_word(self, word: str) -> bool:
        small = _POSSESSIVE.sub("", folded(word))
        if word.isupper() and len(word) < 6:
            return True
        if small in self.written or small in ORDINARY or small in THINGS or small in HEADS_OF_NAMES:
            return True
        return kinds.is_ordinary(small) or name_shapes.is_acronym(word) or _is_inflected(small)

    def cover(self, small: str, start: int, end: int) -> bool:
        """Whether this stretch of a folded text is part of one of the phrases that stands there."""
        told = small[start:end]
        return any(
            told in phrase and small.find(phrase, max(0, start - len(phrase)), end + len(phrase)) >= 0
            for phrase in self.phrases.get(next(iter(pieces(told)), ""), ())
        )


def _is_inflected(small: str) -> bool:
    """Whether the ending is one of ordinary words: -tion, -ness, -ity."""
    return bool(
        re.search(r"(?:tions?|ness|ments?|ities|ity|ships?|ances?|ences?|isms?|ology|able|ible)$", small)
    )


def is_given(word: str) -> bool:
    """Whether a word is a common first name."""
    return folded(word).split("-")[0] in GIVEN_NAMES


def find(words: str, small: str, terms: Terms) -> list[tuple[int, int]]:
    """(start, end) of each name by its shape, in order. `small` is `words` folded."""
    found = list(_titled(words, terms))
    for run in _RUN.finditer(words):
        found += [
            span for span in _in_run(words, run.start(), run.end(), terms) if not terms.cover(small, *span)
        ]
    if not words.isascii():
        found += [one.span() for one in _ARABIC.finditer(words)]
    return found


def _titled(words: str, terms: Terms) -> Iterable[tuple[int, int]]:
    for one in _TITLED.finditer(words):
        end = _end_of_name(words, one.start("name"), one.end("name"), one["title"], terms)
        if not end:
            continue
        yield one.start(), end
        if one["title"].endswith("s") and one["title"] not in ("Mrs", "Ms", "Miss"):
            while more := _AND.match(words, end):
                if terms.is_word(more["name"]):
                    break
                end = more.end()
                yield more.span("name")


def _end_of_name(words: str, start: int, end: int, title: str, terms: Terms) -> int:
    """Where a name after a title ends: before the first word that is no name; 0 where none is."""
    stop = 0
    for word in _WORDS_OF_RUN.finditer(words, start, end):
        plain = _POSSESSIVE.sub("", word[0])
        is_first = not stop
        # Mrs Young and Mr Black are people; Lord Mayor and Councillor Champion are none.
        sure = title in ("Mr", "Mrs", "Ms", "Miss", "Mx") and is_first and folded(plain) not in THINGS
        if len(plain.rstrip(".")) > 1 and not sure and terms.is_word(plain) and not is_given(plain):
            break
        if len(plain.rstrip(".")) > 1:
            stop = word.start() + len(plain)
    return stop


def _in_run(words: str, start: int, end: int, terms: Terms) -> Iterable[tuple[int, int]]:
    """The names in a run of capitalised words: all of it, or what a first name begins."""
    parts = [(one.start(), one.end(), one[0]) for one in _WORDS_OF_RUN.finditer(words, start, end)]
    taken = -1
    for at, (begins, _, word) in enumerate(parts):
        if at <= taken or len(word) < 3 or not is_given(word):
            continue
        last = _last_of_given(parts, at, terms)
        if last > at:
            taken = last
            yield begins, parts[last][0] + len(_POSSESSIVE.sub("", parts[last][2]))
    if taken >= 0:
        return
    if _begins_sentence(words, start) and terms.is_word(parts[0][2]) and not kinds.is_ordinary(parts[0][2]):
        # "With Zofia Krawczyk": the first word has its capital from the sentence.
        parts = parts[1:]
    if parts and _is_name_like(words, parts, terms):
        yield parts[0][0], parts[-1][0] + len(_POSSESSIVE.sub("", parts[-1][2]))


def _begins_sentence(words: str, start: int) -> bool:
    before = words[max(0, start - 6) : start].rstrip(" \u00a0‘“'\"(•*-")
    return not before or before[-1] in ".!?:;\n"


def _last_of_given(parts: list[tuple[int, int, str]], at: int, terms: Terms) -> int:
    """The last word of a name that begins with the first name at this place; that place where nothing follows it."""
    last = at
    for place in range(at + 1, min(len(parts), at + 1 + MOST_WORDS)):
        word = _POSSESSIVE.sub("", parts[place][2])
        small = folded(word)
        if small in HEADS_OF_NAMES or small in THINGS or name_shapes.is_acronym(word):
            # "John Lewis Partnership" and "Victoria Street" are nobody.
            return at if small in HEADS_OF_NAMES else last
        if kinds.is_ordinary(small) or (last > at and terms.is_word(word)):
            return last
        if len(word.rstrip(".")) > 1 and word[0].isupper():
            last = place
            if place - at == MOST_WORDS - 1:
                break
    return last


def _is_name_like(words: str, parts: list[tuple[int, int, str]], terms: Terms) -> bool:
    """Whether a whole run is written as a name is, where no first name tells."""
    full = [word for _, _, word in parts if len(word.rstrip(".")) > 1 and word[0].isupper()]
    if not 2 <= len(full) <= MOST_WORDS or any(word.isupper() or terms.is_word(word) for word in full):
        return False
    before = words[max(0, parts[0][0] - 24) : parts[0][0]].rstrip(" \u00a0‘“'\"(").rsplit(None, 1)
    after = re.match(r"[ \u00a0]([^\W\d_]+)", words[parts[-1][1] :])
    if before and folded(before[-1]) in BEFORE_PLACES:
        return False
    return not (after and folded(after[1]) in AFTER_PLACES)

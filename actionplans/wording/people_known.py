"""Finding people who are known by name in what somebody wrote.

A person is found by the full name (with or without middle names, in either order), and by the surname with a title or an
initial before it or an initial after it. Accents, capitals and apostrophes make no difference. A surname or a
first name that stands alone names nobody.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .folded import PIECE, folded, pieces

_TITLES = """
    mr mrs ms miss mx dr prof professor cllr cllrs councillor councillors sir dame lord lady baroness
    rev revd reverend sgt sergeant inspector pc dc alderman cyng cynghorydd comhairleoir athro parch
"""
# What stands before a surname and belongs to it: van der Berg, ap Rhys, Al Amin, Ní Bhriain.
_PARTICLES = """
    de da di du del della den der des dos la le van von ter ten al el bin bint ibn abu ap ab ferch mac
    mc ni nic o ui st san
"""
# Words that are names as well: of two such words in small letters nobody is taken for a person ("will young people").
_COMMON = """
    will young may bell grant mark hope grace joy rose brown black white green long short wood woods
    hill field march april june king price rich day park page bill frank art dean dale heath pat rob sue
    chase miles guy penny amber ivy holly rays max power banks law west north south east good best love
    home house church lane street hall waters rivers stone steel bush forest marsh moore more less
    little small large cook baker carter porter taylor mason smith cooper turner walker fisher hunter
    gardener driver major bishop pope abbot knight noble sharp swift strong wise bright moon summer
    winter spring snow frost rain storm case cross speed pace rush race way wells poole ford bridge
    brook read reader reid see sees hand foot head
"""
_GAP = re.compile(r"[ .\-'\u00a0]{1,3}")
_TURNED = re.compile(r"\s{0,2},?\s{1,2}")
MOST_INITIALS = 3
TITLES, PARTICLES, COMMON = (frozenset(words.split()) for words in (_TITLES, _PARTICLES, _COMMON))


@dataclass(frozen=True, slots=True)
class Known:
    """One known person: first name, the pieces of the surname, and all pieces of the name."""

    first: str
    surname: tuple[str, ...]
    all: tuple[str, ...]


def known(name: str) -> Known | None:
    """A name as it can be found; None where it is one word or none, which would be found everywhere."""
    words = [word for word in re.sub(r"\([^)]*\)", " ", folded(name)).split() if pieces(word)]
    while words and pieces(words[0])[0] in TITLES:
        words = words[1:]
    if len(words) == 2 and words[0].endswith(","):
        words.reverse()
    if len(words) < 2:
        return None
    at = len(words) - 1
    while at > 1 and pieces(words[at - 1])[0] in PARTICLES:
        at -= 1
    surname = tuple(piece for word in words[at:] for piece in pieces(word))
    return Known(pieces(words[0])[0], surname, tuple(piece for word in words for piece in pieces(word)))


class People:
    """Everybody who is known by name, ready to be looked for in any number of texts."""

    def __init__(self, names: Iterable[str]) -> None:
        self.by_last: dict[str, list[Known]] = defaultdict(list)
        for name in dict.fromkeys(names):
            person = known(name)
            if person and len(person.surname[-1]) > 1:
                self.by_last[person.surname[-1]].append(person)
        self.lasts = frozenset(self.by_last)

    def find(
        self, words: str, small: str | None = None, told: list[str] | None = None
    ) -> list[tuple[int, int]]:
        """(start, end) of each person named, in order. `small` is `words` folded, `told` its pieces, where known."""
        if not self.lasts:
            return []
        small = folded(words) if small is None else small
        if self.lasts.isdisjoint(PIECE.findall(small) if told is None else told):
            return []
        text = _Text(words, small)
        spans = [
            span
            for at, piece in enumerate(text.pieces)
            for person in self.by_last.get(piece, ())
            if (span := text.named(person, at))
        ]
        return joined(spans)


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


class _Text:
    """One text in pieces, and whether a person is named where a surname ends."""

    def __init__(self, words: str, small: str) -> None:
        self.words, self.small = words, small
        found = list(PIECE.finditer(small))
        self.spans = [one.span() for one in found]
        self.pieces = [one[0] for one in found]

    def named(self, person: Known, at: int) -> tuple[int, int] | None:
        """Where this person is named by the surname that ends at this piece; None where it is somebody else's."""
        begins = at - len(person.surname) + 1
        if begins < 0 or tuple(self.pieces[begins : at + 1]) != person.surname or not self._joins(begins, at):
            return None
        start = self._before(person, begins, at)
        if start is not None:
            return self.spans[start][0], self.spans[at][1]
        end = self._after(person, begins, at)
        return (self.spans[begins][0], end) if end else None

    def _before(self, person: Known, begins: int, at: int) -> int | None:
        """The piece with which a name begins that ends in this surname."""
        whole = at - len(person.all) + 1
        if whole >= 0 and tuple(self.pieces[whole : at + 1]) == person.all and self._joins(whole, at):
            return self._titled(whole) if self._is_a_name(whole, at) else None
        first = begins
        while (
            first > max(0, begins - MOST_INITIALS)
            and self._is_initial(first - 1)
            and self._joins(first - 1, first)
        ):
            first -= 1
        if first and self.pieces[first - 1] == person.first and self._joins(first - 1, first):
            return self._titled(first - 1) if self._is_a_name(first - 1, at) else None
        if first < begins and self.pieces[first] == person.first[0] and self._is_capital(at):
            return self._titled(first)
        titled = self._titled(begins)
        return titled if titled < begins else None

    def _after(self, person: Known, begins: int, at: int) -> int | None:
        """Where a name ends that begins with this surname: "Nandakumar, Priya", "Nandakumar P."."""
        if at + 1 >= len(self.pieces) or not self._is_capital(at):
            return None
        (_, end), (start, stop) = self.spans[at], self.spans[at + 1]
        if not _TURNED.fullmatch(self.words, end, start):
            return None
        if self.pieces[at + 1] == person.first:
            return stop if self._is_capital(at + 1) else None
        is_first = self.pieces[at + 1] == person.first[0] and self._is_initial(at + 1)
        dotted = self.words[stop : stop + 1] == "."
        return stop if is_first and (dotted or self.pieces[at + 1] not in "ai") else None

    def _titled(self, first: int) -> int:
        """This piece, or the title before it."""
        titled = first > 0 and self.pieces[first - 1] in TITLES and self._joins(first - 1, first)
        return first - 1 if titled else first

    def _joins(self, first: int, last: int) -> bool:
        """Whether nothing stands between these pieces but what may stand inside a name."""
        return all(
            _GAP.fullmatch(self.small, self.spans[at][1], self.spans[at + 1][0]) for at in range(first, last)
        )

    def _is_initial(self, at: int) -> bool:
        return len(self.pieces[at]) == 1 and self._is_capital(at)

    def _is_capital(self, at: int) -> bool:
        letter = self.words[self.spans[at][0]]
        return not letter.islower()

    def _is_a_name(self, first: int, last: int) -> bool:
        """Whether these pieces are a name and no words that only sound like one."""
        if any(self._is_capital(at) for at in range(first, last + 1)):
            return True
        return not all(piece in COMMON for piece in self.pieces[first : last + 1])

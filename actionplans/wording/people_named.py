"""Who is named in what somebody wrote: people who are known, and what looks like the name of somebody who is not."""

from dataclasses import dataclass

from .folded import PIECE, composed, folded
from .name_like import Terms, find
from .people_known import People, joined


@dataclass(frozen=True, slots=True)
class Named:
    """One name where it stands. `is_known` is whether it is that of a person who was told."""

    start: int
    end: int
    is_known: bool


def people_named(words: str, people: People, terms: Terms) -> list[Named]:
    """Everybody named in these words, in order, each stretch once. Places are those in `composed(words)`."""
    words = composed(words)
    small = folded(words)
    known = people.find(words, small, PIECE.findall(small))
    like = [
        one
        for one in find(words, small, terms)
        if not any(one[0] < end and start < one[1] for start, end in known)
    ]
    found = [Named(*one, True) for one in known] + [Named(*one, False) for one in joined(like)]
    return sorted(found, key=lambda one: one.start)

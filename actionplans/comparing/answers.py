"""What is new in the answers of one row, and the word that stands at the bar of each. Pure."""

from dataclasses import dataclass

from papers import phrases
from papers.document import Addition, Blank, Part, Status, Text

from .alike import alike
from .entries import Answer, Entry


@dataclass(frozen=True, slots=True)
class Answered:
    """What is different in one round's cell. `kind` is new, missing, added, reworded, restated or told again ("")."""

    kind: str
    now: Answer
    before: Answer | None


def answers(before: Entry | None, now: Entry) -> list[Answered]:
    """Each round's cell that is different, in the order of the rounds."""
    known = {one.round_key: one for one in before.answers} if before else {}
    found = (_answered(known.get(one.round_key), one) for one in now.answers)
    return [one for one in found if one.kind]


def _answered(before: Answer | None, now: Answer) -> Answered:
    return Answered(_kind(before, now), now, before)


def _kind(before: Answer | None, now: Answer) -> str:
    if before and alike(before.parts, now.parts):
        return ""
    if now.is_blank:
        return "missing" if _says_none_came(now) else ""
    if before is None or before.is_blank:
        return "new"
    was, told = _without(Blank, before.parts), _without(Blank, now.parts)
    if alike(was, told):
        # Only what is said of a half that was not answered is different.
        return "missing" if _says_none_came(now) and not _says_none_came(before) else ""
    if _blanks(now) < _blanks(before) and _stand_in(was, told):
        return "new"
    if alike(_without(Addition, was), _without(Addition, told)):
        return "added" if _stand_in(_additions(was), _additions(told)) else "reworded"
    if alike(_without(Status, was), _without(Status, told)):
        return "restated"
    return "reworded"


def _says_none_came(answer: Answer) -> bool:
    """Whether the blank says that an answer was asked for and none came."""
    return any(isinstance(part, Blank) and phrases.says_none_came(part.words) for part in answer.parts)


def _without(kind: type, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part for part in parts if not isinstance(part, kind))


def _additions(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part for part in parts if isinstance(part, Addition))


def _stand_in(was: tuple[Part, ...], now: tuple[Part, ...]) -> bool:
    """Whether everything that stood there stands there still."""
    return all(any(alike((one,), (other,)) for other in now) for one in was)


def _blanks(answer: Answer) -> int:
    """How many halves of an answer are not there."""
    return sum(isinstance(part, Blank) for part in answer.parts)


def has_words(answer: Answer) -> bool:
    """Whether somebody's words stand in it, and not a status alone."""
    return any(isinstance(part, Text | Addition) for part in answer.parts)


def has_status(answer: Answer) -> bool:
    """Whether a status stands in it."""
    return any(isinstance(part, Status) for part in answer.parts)

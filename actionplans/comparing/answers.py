"""What is new in the answers of one row, and the word that stands at the bar of each. Pure."""

from dataclasses import dataclass, replace

from papers import phrases
from papers.document import Addition, Blank, Part, Status, Text

from .alike import alike, plain
from .entries import Answer, Entry, ScaleEntry


@dataclass(frozen=True, slots=True)
class Answered:
    """What is different in one round's cell. `kind` is new, missing, added, reworded, restated or told again ("")."""

    kind: str
    now: Answer
    before: Answer | None


def answers(before: Entry | None, now: Entry, scale: tuple[ScaleEntry, ...] = ()) -> list[Answered]:
    """Each round's cell that is different, in the order of the rounds. `scale` is that of the later issue."""
    known = {one.round_key: one for one in before.answers} if before else {}
    in_use = {plain(one.words) for one in scale}
    found = (_answered(known.get(one.round_key), one, in_use) for one in now.answers)
    return [one for one in found if one.kind]


def _answered(before: Answer | None, now: Answer, in_use: set[str]) -> Answered:
    if before:
        before = replace(before, parts=_as_called_now(before.parts, now.parts, in_use))
    return Answered(_kind(before, now), now, before)


def _as_called_now(was: tuple[Part, ...], now: tuple[Part, ...], in_use: set[str]) -> tuple[Part, ...]:
    """The parts as they were, a status that is only called something else by its new name."""
    looks = {(one.tone, one.symbol): one for one in now if isinstance(one, Status) and one.symbol}
    return tuple(
        looks.get((part.tone, part.symbol), part)
        if isinstance(part, Status) and plain(part.words) not in in_use
        else part
        for part in was
    )


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

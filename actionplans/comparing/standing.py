"""How a row's status moved between two issues, and what became of the row. Pure."""

from papers import phrases

from .. import movement
from .alike import plain
from .changes import Moved
from .entries import Entry, ScaleEntry

COMPLETE = "complete"
STOPPED = "closed_not_delivered"
CARRIED = "carried_forward"
BECAME = {
    "completed": phrases.COMPLETED,
    "stopped": phrases.STOPPED,
    "carried_forward": phrases.CARRIED_FORWARD,
    "reopened": phrases.REOPENED,
}


def moved(before: Entry, now: Entry, scale: tuple[ScaleEntry, ...]) -> Moved | None:
    """How the status moved; None where it did not. `scale` is that of the later issue.

    One that is called something else and means the same did not move, unless the old words are in the scale still.
    """
    was, new = before.status, now.status
    if was is None and new is None:
        return None
    if was is None or new is None:
        return Moved("other", was, new)
    if plain(was.words) == plain(new.words) and before.meaning == now.meaning:
        return None
    way = movement.way(before.meaning, now.meaning)
    if way == "same" and now.meaning and plain(was.words) not in {plain(one.words) for one in scale}:
        return None
    return Moved("other" if way == "same" else way, was, new)


def mark(how: Moved) -> str:
    """The word at the bar: "↗ Amber to green", or that the status is a new one."""
    if how.way == "other" or how.was is None or how.now is None:
        return phrases.NEW_STATUS
    was, now = movement.short(how.was.words), movement.short(how.now.words)
    return phrases.movement(movement.MARKS[how.way], was, now)


def stands(entry: Entry) -> str:
    """What became of a row so far: completed, stopped, carried_forward, or "" where something is still to be done."""
    if entry.meaning == COMPLETE or entry.completed_on:
        return "completed"
    if entry.ended == "stopped" or entry.meaning == STOPPED:
        return "stopped"
    return "carried_forward" if entry.ended or entry.meaning == CARRIED else ""


def became(before: Entry, now: Entry) -> str:
    """What became of a row since: completed, stopped, carried_forward, reopened or "" for none of these."""
    was, new = stands(before), stands(now)
    if was == new:
        return ""
    return new or "reopened"

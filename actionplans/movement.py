"""From one round's status to the next: better, worse, the same, or neither. Pure.

Only a move along one line is called better or worse; a pause, a closing or a carrying
forward is another thing and is said without judgement. So is what was late and counts as not
started now: it is no longer called late, which makes it no better.
"""

from dataclasses import dataclass

LINE = ("off_track", "at_risk", "not_started", "on_track", "complete")
LATE = ("off_track", "at_risk")
MARKS = {"better": "↗", "worse": "↘", "same": "→", "other": "·"}


@dataclass(frozen=True, slots=True)
class Movement:
    """How a status moved: `way` (better, worse, same, other), the words of it, and a mark."""

    way: str
    words: str

    @property
    def mark(self):
        """The arrow beside the words."""
        return MARKS[self.way]


def movement(before, now, *, since):
    """The Movement between two statuses of a scale since the round called `since`; None where there is nothing to compare."""
    if before is None or now is None:
        return None
    if before.pk == now.pk:
        return unmoved(since)
    return _moved((before.words, before.meaning), (now.words, now.meaning), since)


def moved(before, now, *, since):
    """The Movement between two statuses of which only (words, meaning) are known, as what was issued has them."""
    if before[1] == now[1] and short(before[0]).casefold() == short(now[0]).casefold():
        return unmoved(since)
    return _moved(before, now, since)


def unmoved(since):
    """The Movement of what stands as it stood."""
    return Movement("same", f"No change since {since}")


def _moved(before, now, since):
    return Movement(way(before[1], now[1]), f"{short(before[0])} to {short(now[0])} since {since}")


def short(words):
    """A status without its explanation: "Red: off track" is "Red"."""
    return words.partition(":")[0].strip() or words


def way(before, now):
    """Whether one meaning is better or worse than another, the same, or not on the same line."""
    if before == now:
        return "same"
    if before not in LINE or now not in LINE:
        return "other"
    if before in LATE and now == "not_started":
        return "other"
    return "better" if LINE.index(now) > LINE.index(before) else "worse"

"""One time of day, typed in any of the ways that people in the UK write it. Pure."""

import re
from datetime import UTC, datetime, time

HINT = "For example 5 pm, or 17:00."
_TIME = re.compile(r"^(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$", re.IGNORECASE)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def one_time(words):
    """(the time meant, "") or (None, a sentence saying how to write it). (None, "") for no words.

    >>> one_time("2.40 pm")[0]
    datetime.time(14, 40)
    """
    kept = " ".join(words.split()).casefold()
    if not kept or kept in _NAMED:
        return _NAMED.get(kept), ""
    found = _TIME.match(kept)
    if not found:
        return None, f"Write one time and nothing else. {HINT}"
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if not half and found[2] is None:
        return None, f"Say whether it is am or pm. {HINT}"
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None, f"Write a time that there is. {HINT}"
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute), ""


def moment_on(day, at, zone):
    """(the moment of this time on this day, "") or (None, a sentence) where the clocks leave it out.

    Where they show it twice the later is meant, so that nothing that waits for it is early.
    """
    first = datetime.combine(day, at, zone)
    second = first.replace(fold=1)
    if first.timestamp() > second.timestamp():
        return None, "Choose another time: the clocks go forward that night, and leave this one out."
    return (first if first.timestamp() == second.timestamp() else second.astimezone(UTC)), ""

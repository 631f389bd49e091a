"""How every action of an issued plan stood, read as tuples whatever its size: one query, two with a filter."""

from dataclasses import dataclass

from .address_words import address_words
from .glance import glance
from .standings import OUTSIDE_SCALE, Standing

FLAT = (
    *("pk", "kind", "priority_at", "status_at", "status_kind", "is_overdue", "is_silent"),
    *("leads", "key", "title"),
)


@dataclass(frozen=True, slots=True)
class Unled:
    """A recommendation or an outcome that stands in the paper without an action: its address part and its title."""

    key: str
    title: str


def flat_rows(rows):
    """The rows of an issue in the order of the paper, as tuples of FLAT."""
    return list(rows.order_by("order").values_list(*FLAT))


def actions_of(flat):
    """Those of the tuples that are actions."""
    return [row for row in flat if row[1] == "action"]


def without_action(flat):
    """What stands in the paper without an action."""
    return [Unled(row[8], row[9]) for row in flat if row[1] != "action"]


def leads_of(flat):
    """Who leads any of these rows, in order of name: {word in an address: name as printed}."""
    names = {name for row in flat for name in row[7].split("\n") if name}
    ordered = sorted(names, key=lambda name: (name.casefold(), name))
    return dict(zip(address_words(ordered, kind="lead"), ordered, strict=True))


def standings_of(flat, head, *, chosen=None):
    """The Standing of each of these tuples. `chosen` are the keys that the filters leave, or None where all are shown."""
    statuses, priorities = list(head.statuses), list(head.priorities)
    return [
        Standing(
            pk=pk,
            priority_id=None if priority_at is None else priorities[priority_at],
            status_id=_status(status_kind, status_at, statuses),
            before_id=None,
            before_round=None,
            latest=None,
            is_late=is_late,
            is_chosen=chosen is None or pk in chosen,
            is_silent=is_silent,
        )
        for pk, _, priority_at, status_at, status_kind, is_late, is_silent, *_ in flat
    ]


def _status(kind, at, statuses):
    """What stands for a status in a Standing: its word in an address, the kind of ending, OUTSIDE_SCALE, or None."""
    if kind == "scale":
        return statuses[at]
    return {"none": None, "other": OUTSIDE_SCALE}.get(kind, kind)


class NoTallies:
    """Stands for a history in which answers are not counted by priority: the paper's own figures stand over the rows."""

    rounds: tuple = ()


def glance_of(found, head):
    """The Glance of an issued plan, with the movement that was counted when it was issued."""
    whole = glance(
        found, statuses=head.statuses, priorities=list(head.priorities.values()), history=NoTallies
    )
    whole.better, whole.worse = head.entry.better, head.entry.worse
    return whole

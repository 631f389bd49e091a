"""Filling a plan with everything that a paper holds, in the paper's order."""

from accounts.models import Contributor

from . import making as make
from . import making_parts as parts
from .making import KINDS
from .settling import waiting_choice


def fill(making, found):
    """Make every row of a new plan, in the paper's order."""
    for number, item in enumerate(found.rounds, start=1):
        if item.key not in making.rounds:
            parts.add_round(making, item, number)
    for number, item in enumerate(found.priorities, start=1):
        make.add_priority(making, item, number, number)
    for number, item in enumerate(found.outcomes, start=1):
        make.add_outcome(making, item, number)
    with_actions = {item.recommendation for item in found.actions}
    for number, item in enumerate(found.recommendations, start=1):
        row = make.add_recommendation(making, item, number, number)
        if carries_its_own(item) or number not in with_actions:
            make.add_action(making, item, number, recommendation=row)
    start = len(found.recommendations)
    for number, item in enumerate(found.actions, start=start + 1):
        make.add_action(making, item, number, recommendation=making.recommendations.get(item.recommendation))


def carries_its_own(recommendation):
    """Whether the paper gives this recommendation what others give an action."""
    item = recommendation
    return bool(
        item.assignments
        or item.assignment_words
        or item.timescale.words
        or item.targets
        or item.status.words
        or item.updates
        or item.measures
    )


def named_in(rows):
    """(name, kind) of everybody these rows name; who is only said to be responsible has the kind given elsewhere."""
    parts = [part for row in rows for part in row.assignments]
    wanted = {part.name: part.kind if part.kind in KINDS else Contributor.Kind.SERVICE for part in parts}
    for row in rows:
        for name in getattr(row, "responsible", ()):
            wanted.setdefault(name, Contributor.Kind.SERVICE)
    return list(wanted.items())


def keep_waiting(making, found, choices, at, *, known=()):
    """Put what could not be placed on the list; what the reviewer already cleared stands there as cleared.

    `known` are words that an earlier paper of the plan put there already.
    """
    for item in found.waiting:
        if item.words in known:
            continue
        cleared = waiting_choice(choices, item) == "clear"
        more = {"cleared_at": at, "cleared_how": "Cleared while the paper was checked"} if cleared else {}
        making.wait(item.words, item.why, place=item, heading=item.heading, **more)

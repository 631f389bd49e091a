"""The lines of a paper: each action, in the order of print, with the recommendation and outcomes it stands under.

A recommendation that has no action, and an outcome that nobody serves, have lines of their own:
nothing that a plan holds is left out of its paper.
"""

import re
from dataclasses import dataclass

from .rows import ActionRow, HeadingRow, RecommendationRow

_NO_ADDRESS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of a paper: an action, or a recommendation or outcome that has none."""

    priority_id: int | None
    action: ActionRow | None = None
    recommendation: RecommendationRow | None = None
    outcomes: tuple[HeadingRow, ...] = ()
    place: tuple = ()

    @property
    def owner(self):
        """Whose parts these are, as `PlanRows.parts` asks: the action's, else the recommendation's."""
        return ("a", self.action.id) if self.action else ("r", getattr(self.recommendation, "id", 0))

    @property
    def ref(self):
        return self.action.ref if self.action else ""


def of(rows, *, by_recommendation=False):
    """The lines of a plan in order of print: by priority, then by action, or by recommendation where asked."""
    lines = [_of_action(rows, action) for action in rows.actions]
    lines += _without_action(rows, lines)
    lines += _unserved(rows, lines)
    at = {priority_id: place for place, priority_id in enumerate(rows.priorities)}
    under = {one: place for place, one in enumerate(rows.recommendations)} if by_recommendation else {}

    def key(line):
        recommendation_id = line.recommendation.id if line.recommendation else None
        return at.get(line.priority_id, -1), under.get(recommendation_id, -1), line.place

    return sorted(lines, key=key)


def _of_action(rows, action):
    recommendation = rows.recommendations.get(action.recommendation_id)
    outcomes = tuple(
        rows.outcomes[int(outcome_id)] for outcome_id, *_ in rows.parts(("a", action.id), "outcome")
    )
    if not outcomes and recommendation and recommendation.outcome_id:
        outcomes = (rows.outcomes[recommendation.outcome_id],)
    priority_id = action.priority_id or _priority(recommendation, outcomes)
    return Line(priority_id, action, recommendation, outcomes, (action.order, 0, action.id))


def _without_action(rows, lines):
    """A line for each recommendation without action, placed after those of the recommendations before it."""
    last, missing = -1, []
    ends = {}
    for line in lines:
        if line.recommendation:
            ends[line.recommendation.id] = line.place[0]
    for recommendation in rows.recommendations.values():
        if recommendation.id in ends:
            last = max(last, ends[recommendation.id])
            continue
        outcome = rows.outcomes.get(recommendation.outcome_id)
        outcomes = (outcome,) if outcome else ()
        place = (last, 1, recommendation.order, recommendation.id)
        missing.append(Line(_priority(recommendation, outcomes), None, recommendation, outcomes, place))
    return missing


def _unserved(rows, lines):
    """A line for each outcome that no other line has, placed after those of the outcomes before it."""
    ends: dict[int, int] = {}
    for line in lines:
        for outcome in line.outcomes:
            ends[outcome.id] = max(ends.get(outcome.id, -1), line.place[0])
    last, missing = -1, []
    for outcome in rows.outcomes.values():
        if outcome.id in ends:
            last = max(last, ends[outcome.id])
        else:
            place = (last, 2, outcome.order, outcome.id)
            missing.append(Line(outcome.priority_id, None, None, (outcome,), place))
    return missing


def _priority(recommendation, outcomes):
    if recommendation and recommendation.priority_id:
        return recommendation.priority_id
    return next((outcome.priority_id for outcome in outcomes if outcome.priority_id), None)


def keys(printed):
    """The address of each line within its paper: an action's own, else its kind and number. None twice."""
    taken = {line.action.slug for line in printed if line.action and line.action.slug}
    found = []
    for line in printed:
        key = line.action.slug if line.action else ""
        if not key:
            key = next(one for one in _numbered(_stem(line)) if one not in taken)
            taken.add(key)
        found.append(key)
    return found


def _stem(line):
    if line.action:
        return f"action-{line.action.id}"
    if line.recommendation:
        number = _NO_ADDRESS.sub("-", line.recommendation.number.casefold()).strip("-")
        return f"recommendation-{number}" if number else "recommendation"
    return "outcome"


def _numbered(stem):
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1

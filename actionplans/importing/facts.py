"""What was read from one row of a paper, as a person checks it: each thing in words, with the reading of it beside.

Blanks say what kind of blank they are, in the tracker's own closed list of words.
"""

from dataclasses import dataclass, field
from typing import Any

from papers.phrases import NO_OFFICER, NO_STATUS, NOT_RECEIVED, NOT_STATED, unreadable

from ..recognising.found import PlanFound, Problem, RecommendationFound
from .differing import ROLE_LABELS, STATE_WORDS

# Words longer than this are not shown again beside a blank.
SHORT = 60


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was read: its label, the council's words or the tracker's own, and the reading of them."""

    label: str
    words: tuple[str, ...] = ()
    blank: str = ""
    reading: str = ""
    added: tuple[Any, ...] = field(default=())


def facts(row: Any, found: PlanFound) -> list[Fact]:
    """What was read from one row, each beside the reading of it; blanks say what kind of blank they are."""
    told = [_fact(_kind(row), row.words, blank=NOT_STATED)]
    outcomes = {item.id: item for item in found.outcomes}
    for name in getattr(row, "outcomes", None) or filter(None, [getattr(row, "outcome", None)]):
        item = outcomes.get(name)
        if item:
            told.append(_fact("Outcome", item.words, blank=unreadable("") if item.unreadable else NOT_STATED))
    if row.detail:
        told.append(_fact("Detail", row.detail))
    told += _comment(row) + _leads(row)
    told += [_fact("Measure of success", words) for words in row.measures]
    told.append(_when(row))
    if row.targets:
        told.append(Fact("Targets", tuple(item.words for item in row.targets), reading=_targets(row)))
    told += [_answer(row, item, found) for item in found.rounds]
    told.append(_status(row, found))
    return told


def _kind(row: Any) -> str:
    return "Recommendation" if isinstance(row, RecommendationFound) else "Action"


def _fact(label: str, words: str | None, *, blank: str = "", reading: str = "") -> Fact:
    return Fact(label, (words,) if words else (), "" if words else blank, reading)


def _comment(row: Any) -> list[Fact]:
    if not isinstance(row, RecommendationFound):
        return []
    told = [_fact("Responsible", row.responsible_words)] if row.responsible_words else []
    if row.comment:
        response = (row.response or "not_stated").replace("_", " ")
        told.append(_fact("Service comment", row.comment, reading=f"Response: {response}."))
    return told


def _leads(row: Any) -> list[Fact]:
    told = []
    for role, label in ROLE_LABELS.items():
        parts = [part for part in row.assignments if part.role == role]
        printed = row.assignment_words.get(role, "")
        if parts or printed:
            words = tuple(
                f"{part.name} ({part.qualifier})" if part.qualifier else part.name for part in parts
            )
            split = f"Read from “{' '.join(printed.split())}”." if len(parts) > 1 or not parts else ""
            told.append(Fact(label, words, "" if words else NO_OFFICER, split))
    return told or [Fact("Lead", blank=NO_OFFICER)]


def _when(row: Any) -> Fact:
    item = row.timescale
    if not item.words:
        return Fact("When", blank=NOT_STATED)
    if item.latest and item.kind != "recurring":
        reading = f"Due by {item.latest.day} {item.latest:%B %Y}."
    else:
        reading = "Recurring: it never becomes overdue." if item.kind == "recurring" else "No date was read."
    was = f" Revised from {item.previous}." if item.previous else ""
    return _fact("When", item.words, reading=reading + was)


def _targets(row: Any) -> str:
    units = {"per_cent": "%", "points": " percentage points", "per_cent_a_year": "% a year", "number": ""}
    said = [
        f"{item.value:g}{units.get(item.unit, '')}" + (f" in {item.year}" if item.year else "")
        for item in row.targets
    ]
    return "Read as " + "; ".join(said) + "."


def _answer(row: Any, item: Any, found: PlanFound) -> Fact:
    answer = next((part for part in row.updates if part.round == item.key), None)
    if answer is None:
        damaged = _damaged(row, item, found)
        if damaged is None:
            return Fact(item.words, blank=NOT_RECEIVED)
        readable = len(damaged.words) <= SHORT
        return Fact(
            item.words, blank=unreadable(damaged.words) if readable else NOT_RECEIVED, reading=damaged.why
        )
    status = f"Status: {answer.status.words}." if answer.status.words else ""
    words = answer.body or STATE_WORDS.get(answer.state, "")
    return Fact(item.words, (words,) if words else (), "", status, answer.addenda)


def _damaged(row: Any, item: Any, found: PlanFound) -> Problem | None:
    """Why the cell of this round gave no answer, where something stands in it that is none."""
    headings = {each.words for each in found.headings if each.meaning == f"round:{item.key}"}
    for problem in found.problems:
        its_own = (problem.table, problem.row) == (row.source.table, row.source.row)
        if its_own and problem.severity == "repair" and problem.words and problem.heading in headings:
            return problem
    return None


def _status(row: Any, found: PlanFound) -> Fact:
    if row.status.words:
        meaning = (row.status.meaning or "not known yet").replace("_", " ")
        return _fact("Status", row.status.words, reading=f"Means: {meaning}.")
    has_column = any(heading.meaning == "status" for heading in found.headings)
    why = "" if has_column else "The paper has no status column. None was guessed."
    return Fact("Status", blank=NO_STATUS, reading=why)

"""What of a row is compared with a newer paper, and when two readings of it say the same.

White space never makes a difference. A lead is the same when the printed words are, or when they
name the same contributors; an addition is the same when its day and its words are.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from accounts import spelling
from actionplans.papers import wording

from ..recognising.found import PlanFound, UpdateFound
from ..wording import additions

ROLE_LABELS = {
    "lead_service": "Lead service",
    "lead_officer": "Lead officer",
    "supporting": "Supporting",
    "responsible": "Responsible",
}
STATE_WORDS = {
    "nothing_to_report": "Nothing to report",
    "carried_forward": "Carried forward",
    "stopped": "Stopped",
}


def said(words: Any) -> str:
    """Words with white space collapsed: what two readings are compared by."""
    return " ".join(str(words or "").split())


def folded(words: Any) -> str:
    """Words to compare by: white space collapsed, capitals and small letters alike."""
    return said(words).casefold()


def key_words(row: Any) -> str:
    """The words that a row is known by, folded; an unreadable outcome is known as that."""
    return said(row.words).casefold() or ("[unreadable]" if getattr(row, "unreadable", False) else "")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that may differ.

    `words` gives what the newer paper says, `words_now` what the plan says; `same`, where given, decides
    instead of the words.
    """

    name: str
    label: str
    words: Callable[[Any], str]
    now: Callable[[Any], str] | None = None
    same: Callable[[Any, Any], bool] | None = None

    def words_now(self, row: Any) -> str:
        return (self.now or self.words)(row)

    def is_same(self, now: Any, found: Any) -> bool:
        if said(self.words_now(now)) == said(self.words(found)):
            return True
        return bool(self.same and self.same(now, found))

    def stated_in(self, rows: Iterable[Any]) -> bool:
        return any(self.words(row) for row in rows)


def plan_fields() -> list[Field]:
    """What is compared of the plan itself; the rows are `PlanFound`s."""
    return [
        Field("title", "Title", lambda row: row.plan.title, same=_is_same_title),
        Field("reference", "Reference", lambda row: row.plan.reference),
        Field("period", "Period", lambda row: row.plan.period.words or ""),
        Field("state", "State", lambda row: row.plan.state or "", same=_is_same_state),
    ]


def _is_same_title(now: PlanFound, found: PlanFound) -> bool:
    """A paper of ours prints the paper's title, where the plan has one; a file's name has no capitals and signs."""
    titles = {spelling.key(now.plan.title), spelling.key(now.plan.paper_title)}
    return spelling.key(found.plan.title) in titles


def _is_same_state(now: PlanFound, found: PlanFound) -> bool:
    """What was adopted once stays so through delivery and beyond."""
    return found.plan.state == "adopted" and now.plan.state in ("in_delivery", "closed")


def fields_of(what: str, now: PlanFound, found: PlanFound) -> list[Field]:
    """What is compared of a priority, an outcome, a recommendation or an action."""
    words = Field("words", "Words", lambda row: row.words or "")
    if what == "priority":
        return [words]
    if what == "outcome":
        return [words, _targets(), _heading(now, found)]
    shared = [_heading(now, found), *_leads(), _measures(), _timescale(), _targets(), _status()]
    statuses = {folded(each.words) for each in now.scale}
    rounds = [part for item in found.rounds for part in _update_fields(item, statuses)]
    detail = Field("detail", "Detail", lambda row: row.detail or "")
    if what == "recommendation":
        number = Field("number", "Number", lambda row: said(row.number))
        return [number, words, detail, *_comment_fields(), _outcomes(now, found), *shared, *rounds]
    ref = Field("ref", "Reference", lambda row: row.ref or "")
    parent = Field("recommendation", "Recommendation", _parent(found), now=_parent(now))
    return [ref, words, detail, parent, _outcomes(now, found), *shared, *rounds]


def _heading(now: PlanFound, found: PlanFound) -> Field:
    def of(plan):
        words = dict(enumerate((item.words for item in plan.priorities), start=1))
        return lambda row: words.get(row.priority, "")

    return Field("priority", "Priority", of(found), now=of(now))


def _outcomes(now: PlanFound, found: PlanFound) -> Field:
    def of(plan):
        words = {item.id: item.words or "" for item in plan.outcomes}
        return lambda row: "\n".join(words.get(name, "") for name in outcome_ids(row))

    return Field("outcomes", "Outcome", of(found), now=of(now))


def outcome_ids(row: Any) -> tuple[str, ...]:
    """The outcomes of an action, or the one of a recommendation."""
    if hasattr(row, "outcomes"):
        return row.outcomes
    return (row.outcome,) if row.outcome else ()


def _parent(plan: PlanFound) -> Callable[[Any], str]:
    rows = dict(enumerate(plan.recommendations, start=1))

    def words(row: Any) -> str:
        parent = rows.get(row.recommendation)
        return said(f"{parent.number or ''} {parent.words}") if parent else ""

    return words


def _comment_fields() -> list[Field]:
    return [
        Field("comment", "Service comment", lambda row: row.comment or ""),
        Field(
            "response",
            "Response",
            lambda row: "" if row.response in (None, "not_stated") else row.response.replace("_", " "),
        ),
        Field(
            "responsible",
            "Responsible",
            lambda row: row.responsible_words or ", ".join(row.responsible),
            same=lambda now, found: _keys(now.responsible) == _keys(found.responsible),
        ),
    ]


def _keys(names: Iterable[str]) -> set[str]:
    return {spelling.key(name) for name in names}


def _leads() -> list[Field]:
    return [_lead(role, label) for role, label in ROLE_LABELS.items()]


def _lead(role: str, label: str) -> Field:
    def parts(row):
        return [part for part in row.assignments if part.role == role]

    def words(row):
        return row.assignment_words.get(role) or "; ".join(part.words or part.name for part in parts(row))

    def who(row):
        return {(spelling.key(part.name), said(part.qualifier).casefold()) for part in parts(row)}

    return Field(
        f"lead:{role}", label, words, same=lambda now, found: bool(who(now)) and who(now) == who(found)
    )


def _measures() -> Field:
    return Field("measures", "Measure of success", lambda row: "\n".join(row.measures))


def _timescale() -> Field:
    def as_printed(now, found):
        """A paper of ours says beside a timescale what it was revised from."""
        printed = wording.timescale(now.timescale.words or "", now.timescale.previous)
        return said(printed) == said(found.timescale.words)

    return Field("timescale", "Timescale", lambda row: row.timescale.words or "", same=as_printed)


def _targets() -> Field:
    def words(row):
        return "\n".join(
            item.words or f"{item.year or ''} {item.value:g} {item.unit}" for item in row.targets
        )

    def values(row):
        return [(item.value, item.unit, item.year) for item in row.targets]

    return Field("targets", "Target", words, same=lambda now, found: values(now) == values(found))


def _status() -> Field:
    def told_by_a_round(now, found):
        """A paper that prints a status in its rounds alone says nothing of the plan's own; the round compares it."""
        return any(
            update.status.words == found.status.words for update in found.updates if update.status.words
        )

    return Field("status", "Status", lambda row: row.status.words or "", same=told_by_a_round)


def _update_fields(item: Any, statuses: set[str]) -> list[Field]:
    def update(row):
        return next((part for part in one_a_round(row.updates) if part.round == item.key), None)

    def words(row):
        answer = update(row)
        return "" if answer is None else answer.words or STATE_WORDS.get(answer.state, "")

    def content(row):
        answer = update(row)
        return answer and (said(answer.body), [(part.on, said(part.words)) for part in answer.addenda])

    def status(row):
        answer = update(row)
        return (answer.status.words or "") if answer else ""

    def same(now, found):
        if content(now) == content(found):
            return True
        body, added = additions.split(_without_statuses_of_halves(words(found), statuses))
        return content(now) == (said(body), [(part.on, said(part.words)) for part in added])

    return [
        Field(f"update:{item.key}", item.words, words, same=same),
        Field(f"status:{item.key}", f"Status, {item.words}", status),
    ]


_OF_A_HALF = re.compile(r"[^\n:]{1,260}: ")
_MARK = re.compile(r"^[○◐▲■✓‖✕»●]\s+")


def _without_statuses_of_halves(words: str, statuses: set[str]) -> str:
    """The words of an answer without the statuses that a paper of ours prints over the halves after the first."""
    lines = words.split("\n")
    kept = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if folded(_MARK.sub("", line.strip())) not in statuses or not _OF_A_HALF.match(following)
    ]
    return "\n".join(kept)


def one_a_round(updates: Iterable[UpdateFound]) -> list[UpdateFound]:
    """One update for each round: where two columns are of the same round, their words stand one under the other."""
    held: dict[str, UpdateFound] = {}
    for update in updates:
        first = held.get(update.round)
        held[update.round] = update if first is None else _joined(first, update)
    return list(held.values())


def _joined(first: UpdateFound, second: UpdateFound) -> UpdateFound:
    return replace(
        first,
        words=f"{first.words}\n{second.words}".strip(),
        body=f"{first.body}\n{second.body}".strip(),
        addenda=first.addenda + second.addenda,
        status=first.status if first.status.words else second.status,
    )

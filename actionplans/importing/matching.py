"""Laying a newer paper beside the live plan: what is new, changed, gone, unclear and the same.

Pure functions on two `PlanFound`s. Actions are matched on their reference, and on their words where
references repeat or are missing. Likeness only ever proposes: such a pair is unclear until a person says.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from accounts import spelling

from ..recognising.found import ActionFound, PlanFound
from .differing import Field, fields_of, key_words, plan_fields, said
from .likeness import alike

NEW, CHANGED, GONE, UNCLEAR, SAME = "new", "changed", "gone", "unclear", "same"


@dataclass(frozen=True, slots=True)
class WithdrawnAction(ActionFound):
    """An action that was withdrawn from the plan. A paper may bring it back, but never unasked; `because` says when and why."""

    because: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its key for choosing it, its name, what a person calls it, old and new words."""

    key: str
    name: str
    label: str
    old: str
    new: str

    @property
    def empties(self) -> bool:
        """Whether the newer paper leaves empty what the plan has."""
        return not self.new


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the comparison.

    `what` is plan, round, priority, outcome, recommendation or action. `now` and `found` are positions
    from 1 in the two plans, None where it stands in only one of them.
    """

    key: str
    kind: str
    what: str
    label: str
    words: str
    now: int | None = None
    found: int | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All entries, in the order of the newer paper, what is gone last."""

    entries: tuple[Entry, ...]

    def of(self, kind: str) -> tuple[Entry, ...]:
        """The entries of one kind."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    @property
    def differences(self) -> tuple[Entry, ...]:
        """Everything that a person may choose."""
        return tuple(entry for entry in self.entries if entry.kind != SAME)

    @property
    def counts(self) -> dict[str, int]:
        """How many entries of each kind."""
        counted = Counter(entry.kind for entry in self.entries)
        return {kind: counted[kind] for kind in (NEW, CHANGED, GONE, UNCLEAR, SAME)}

    @property
    def keys_of_all(self) -> list[str]:
        """The keys that "all at once" chooses: what is new and what changed, never what is gone or unclear."""
        keys = []
        for entry in self.entries:
            if entry.kind == NEW:
                keys.append(entry.key)
            elif entry.kind == CHANGED:
                keys += [change.key for change in entry.changes if not change.empties]
        return keys


def compare(
    described_now: PlanFound,
    found: PlanFound,
    *,
    file_name: str = "",
    running: Collection[str] = (),
) -> Comparison:
    """What differs between the plan as it stands and a newer paper of it.

    A title that only repeats the name of the file is no title that the paper states. `running` are the
    keys of rounds in which answers are taken now: what a paper leaves empty there was not printed yet, and is no difference.
    """
    namer = _Namer()
    entries = [
        *_plan_entries(described_now, found, namer, file_name),
        *_round_entries(described_now, found, namer),
    ]
    for what in ("priority", "outcome", "recommendation", "action"):
        entries += _row_entries(what, described_now, found, namer)
    if running:
        entries = [_without_blanks_of(entry, running) for entry in entries]
    return Comparison(tuple(sorted(entries, key=lambda entry: entry.kind == GONE)))


def _without_blanks_of(entry: Entry, running: Collection[str]) -> Entry:
    kept = tuple(
        change
        for change in entry.changes
        if not (
            change.empties
            and change.name.startswith(("update:", "status:"))
            and change.name.partition(":")[2] in running
        )
    )
    if len(kept) == len(entry.changes):
        return entry
    kind = SAME if entry.kind == CHANGED and not kept else entry.kind
    return replace(entry, changes=kept, kind=kind)


class _Namer:
    """Keys that stay the same while the rows they stand for stay the same."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def __call__(self, *parts: Any) -> str:
        name = sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._given[name] += 1
        return name if self._given[name] == 1 else f"{name}-{self._given[name]}"


def _changes(now: Any, found: Any, fields: list[Field], row: str, namer: _Namer) -> tuple[Change, ...]:
    changes = []
    for field in fields:
        if not field.is_same(now, found):
            old, new = field.words_now(now), field.words(found)
            changes.append(Change(namer(row, field.name, old, new), field.name, field.label, old, new))
    return tuple(changes)


def _plan_entries(now: PlanFound, found: PlanFound, namer: _Namer, file_name: str) -> list[Entry]:
    # A paper that does not say its period or its state does not take them from the plan.
    fields = [field for field in plan_fields() if field.words(found)]
    if spelling.key(found.plan.title) == spelling.key(file_name.rpartition(".")[0]):
        fields = [field for field in fields if field.name != "title"]
    changes = _changes(now, found, fields, "plan", namer)
    kind = CHANGED if changes else SAME
    return [Entry(namer("plan"), kind, "plan", "the plan itself", now.plan.title, 1, 1, changes)]


def _round_entries(now: PlanFound, found: PlanFound, namer: _Namer) -> list[Entry]:
    known = {item.key: number for number, item in enumerate(now.rounds, start=1)}
    entries = []
    for number, item in enumerate(found.rounds, start=1):
        kind = SAME if item.key in known else NEW
        key = namer("round", item.key)
        entries.append(
            Entry(key, kind, "round", f"round {item.words}", item.words, known.get(item.key), number)
        )
    return entries


def _row_entries(what: str, now: PlanFound, found: PlanFound, namer: _Namer) -> list[Entry]:
    rows_now, rows_found = rows_of(now, what), rows_of(found, what)
    # What no row of the newer paper states has no place in that paper: nothing is taken from the plan for it.
    stated = [field for field in fields_of(what, now, found) if field.stated_in(rows_found)]
    pairs, proposed, new, gone = _matched(what, rows_now, rows_found)
    entries = []
    for number, row in enumerate(rows_found, start=1):
        label, words = label_of(what, row), said(row.words)
        if number in new:
            key = namer(what, NEW, label, words)
            entries.append(Entry(key, NEW, what, label, words, None, number))
            continue
        other = pairs.get(number) or proposed[number]
        was = rows_now[other - 1]
        name = f"{what} {label_of(what, was)} {said(was.words)}"
        changes = _changes(was, row, stated, name, namer)
        kind = UNCLEAR if number in proposed else CHANGED if changes else SAME
        if isinstance(was, WithdrawnAction):
            kind, label = UNCLEAR, f"{label}, {was.because}"
        entries.append(
            Entry(namer(kind, name, label, words), kind, what, label, words, other, number, changes)
        )
    # A paper that names no priority at all, no outcome or no recommendation says nothing of the plan's.
    for number in gone if rows_found or what == "action" else ():
        row = rows_now[number - 1]
        if isinstance(row, WithdrawnAction):
            continue  # the paper leaves out what is no part of the plan
        label, words = label_of(what, row), said(row.words)
        entries.append(Entry(namer(what, GONE, label, words), GONE, what, label, words, number, None))
    return entries


def rows_of(plan: PlanFound, what: str) -> tuple[Any, ...]:
    """The plan's priorities, outcomes, recommendations or actions."""
    return {
        "priority": plan.priorities,
        "outcome": plan.outcomes,
        "recommendation": plan.recommendations,
        "action": plan.actions,
    }[what]


def label_of(what: str, row: Any) -> str:
    """What a person calls this row: "action 1a", "recommendation 3", "action without a reference", "outcome"."""
    if what not in ("action", "recommendation"):
        return what
    name = row.number if what == "recommendation" else row.ref
    return f"{what} {name}" if name else f"{what} without a reference"


def _reference(what: str, row: Any) -> str:
    name = {"recommendation": "number", "action": "ref"}.get(what)
    return said(getattr(row, name) or "").casefold() if name else ""


def _matched(what, rows_now, rows_found):
    """(pairs, proposed, new, gone): found position → now position twice, then positions that have no partner."""
    free_now = dict(enumerate(rows_now, start=1))
    free_found = dict(enumerate(rows_found, start=1))
    pairs: dict[int, int] = {}

    def take(key):
        """Pair what is alone under its key on both sides; where a key repeats, in order while equal in number."""
        by_now, by_found = _grouped(free_now, key), _grouped(free_found, key)
        for name, numbers in by_found.items():
            others = by_now.get(name, [])
            if name and len(numbers) == len(others):
                for number, other in zip(numbers, others, strict=True):
                    pairs[number] = other
                    del free_found[number], free_now[other]

    both = lambda row: (_reference(what, row), key_words(row)) if _reference(what, row) else ""  # noqa: E731
    moved = _renumbered(what, free_now, free_found)
    take(both)
    proposed = {
        number: other for number, other in moved.items() if number in free_found and other in free_now
    }
    for number, other in proposed.items():
        del free_found[number], free_now[other]
    take_alone = _alone(free_now, free_found, lambda row: _reference(what, row))
    for number, other in take_alone.items():
        pairs[number] = other
        del free_found[number], free_now[other]
    take(key_words)
    likely = alike(
        {number: key_words(row) for number, row in free_now.items()},
        {number: key_words(row) for number, row in free_found.items()},
    )
    for number, other in likely.items():
        proposed[number] = other
        del free_found[number], free_now[other]
    return pairs, proposed, set(free_found), list(free_now)


def _grouped(rows, key):
    groups = defaultdict(list)
    for number, row in rows.items():
        groups[key(row)].append(number)
    return groups


def _alone(rows_now, rows_found, key):
    """Found position → now position where a reference stands once on each side."""
    now, found = _grouped(rows_now, key), _grouped(rows_found, key)
    return {
        numbers[0]: now[name][0]
        for name, numbers in found.items()
        if name and len(numbers) == 1 and len(now.get(name, [])) == 1
    }


def _renumbered(what, rows_now, rows_found):
    """Rows whose words stand, once on each side, under another reference: proposed, never taken as settled."""
    same_words = _alone(rows_now, rows_found, key_words)
    return {
        number: other
        for number, other in same_words.items()
        if _reference(what, rows_found[number])
        and _reference(what, rows_now[other])
        and _reference(what, rows_found[number]) != _reference(what, rows_now[other])
    }

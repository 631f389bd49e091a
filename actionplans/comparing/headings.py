"""The headings of two issues: which were renamed, which are new, which rows stand under another one now. Pure."""

from collections import defaultdict
from dataclasses import dataclass

from .alike import plain
from .entries import Entry, PlanEntry


@dataclass(frozen=True, slots=True)
class Headings:
    """`renamed` are pairs, `opened` is new, `closed` is gone; `moved` has the heading a row stood under, by its key."""

    renamed: tuple[tuple[str, str], ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    moved: dict[str, str]


def headings(before: PlanEntry, now: PlanEntry, pairs: list[tuple[Entry, Entry]]) -> Headings:
    """What is different about the headings. `pairs` are the rows that both issues have.

    A heading was renamed where all its rows that are left stand under one that was not there before.
    """
    stood: dict[str, set[str]] = defaultdict(set)
    for old, new in pairs:
        stood[_heading(old, before)].add(_heading(new, now))
    known, are = _by_plain(before.priorities), _by_plain(now.priorities)
    came = [words for words in are if words not in known]
    left = [words for words in known if words not in are]
    renamed: dict[str, str] = {}
    for words in left:
        stand = stood.get(words, set())
        if len(stand) == 1 and (only := next(iter(stand))) in came and only not in renamed.values():
            renamed[words] = only
    moved = {
        new.key: known.get(_heading(old, before), "")
        for old, new in pairs
        if renamed.get(_heading(old, before), _heading(old, before)) != _heading(new, now)
    }
    return Headings(
        renamed=tuple((known[was], are[new]) for was, new in renamed.items()),
        opened=tuple(are[words] for words in came if words not in renamed.values()),
        closed=tuple(known[words] for words in left if words not in renamed),
        moved=moved,
    )


def _by_plain(words: tuple[str, ...]) -> dict[str, str]:
    return {plain(one): one for one in words}


def _heading(entry: Entry, plan: PlanEntry) -> str:
    """The heading that a row stands under, for comparing; "" for none."""
    at = entry.priority_at
    return plain(plan.priorities[at]) if at is not None and at < len(plan.priorities) else ""


def pairs_by_key(before: dict[str, Entry], now: dict[str, Entry]) -> dict[str, Entry]:
    """Which row of the earlier issue each row of the later one was, by the later row's key.

    An action has a lasting address. A row of words alone is known by its words first: its address may be a number.
    """
    found = {key: before[key] for key, row in now.items() if row.kind == "action" and key in before}
    found = {key: row for key, row in found.items() if row.kind == "action"}
    words: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for row in before.values():
        if row.kind != "action":
            words[row.kind, plain(row.title)].append(row)
    others = [(key, row) for key, row in now.items() if row.kind != "action"]
    for key, row in others:
        if known := words[row.kind, plain(row.title)]:
            found[key] = known.pop(0)
    taken = {row.key for row in found.values()}
    for key, row in others:
        if key not in found and key in before and key not in taken and before[key].kind == row.kind:
            found[key] = before[key]
    return found

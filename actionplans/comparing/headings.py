"""The headings of two issues: which were renamed, which are new, which rows stand under another one now. Pure."""

from collections import Counter, defaultdict
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

    A heading was renamed where at least half of its rows that are left stand under one that was not there before.
    """
    stood: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new in pairs:
        stood[_heading(old, before)][_heading(new, now)] += 1
    known, are = _by_plain(before.priorities), _by_plain(now.priorities)
    came = [words for words in are if words not in known]
    left = [words for words in known if words not in are]
    renamed = _renamed({words: stood[words] for words in left}, set(came))
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


def _renamed(stood: dict[str, Counter[str]], came: set[str]) -> dict[str, str]:
    """What each heading that is there no more is called now. `stood` says where how many of its rows stand now.

    Where two headings became one, it is the one that more rows came from; one that became two alike is neither.
    """
    found: dict[str, str] = {}
    for was, stand in sorted(stood.items(), key=lambda one: -max(one[1].values(), default=0)):
        most = max((number for words, number in stand.items() if words in came), default=0)
        best = [words for words, number in stand.items() if words in came and number == most]
        if len(best) == 1 and 2 * most >= stand.total() and best[0] not in found.values():
            found[was] = best[0]
    return {was: found[was] for was in stood if was in found}


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

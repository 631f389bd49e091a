"""Two issues of a plan side by side. Pure: from what was frozen to what is different.

Rows are known by their address, never by where they stand or what they are called, so that a row that moved, was
renumbered or reworded is one row that changed, whatever layouts the two papers were printed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from papers import phrases

from ..wording.differences import compare as compare_words
from .alike import composed, plain, words
from .changes import Changes, Gone, Reworded, RowChange
from .entries import Entry, PlanEntry, RoundEntry
from .headings import headings, pairs_by_key
from .rows import row_change
from .without_people import plan_without_people, without_people

PLAN_WORDS = (
    ("title", "Title"),
    ("introduction", "Introduction"),
    ("adoption", "Adoption"),
    ("period", "Period"),
)


@dataclass(frozen=True, slots=True)
class Issue:
    """A plan as it was issued, or as it is now: what stands over its rows, and its rows in order.

    `words` is what it is called: "Appendix 2 of 18 May 2026"; `on` the day in words.
    """

    plan: PlanEntry
    rows: tuple[Entry, ...]
    words: str = ""
    on: str = ""


def compare(before: Issue, now: Issue) -> Changes:
    """Everything that is different in `now`."""
    compares_people = before.plan.prints_names == now.plan.prints_names
    if not compares_people:
        before = _without_people(before, keeps_leads=False)
        now = _without_people(now, keeps_leads=True)
    known = {row.key: row for row in before.rows}
    rows = {row.key: row for row in now.rows}
    was = pairs_by_key(known, rows)
    over = headings(before.plan, now.plan, [(was[key], rows[key]) for key in rows if key in was])
    found, stood = {}, _said_by(before.rows)
    for key, row in rows.items():
        if key not in was and _own_words(row) in stood:
            continue
        change = row_change(was.get(key), row, now.plan, compares_people=compares_people)
        if key in over.moved:
            change = _moved_here(change, over.moved[key])
        if change.marks or change.is_change:
            found[key] = change
    return Changes(
        before=before.plan,
        now=now.plan,
        was_words=before.words,
        was_on=before.on,
        rows=found,
        gone=tuple(_gone(before, now, {row.key for row in was.values()})),
        renamed=over.renamed,
        opened=over.opened,
        closed=over.closed,
        scale=_scale(before.plan, now.plan),
        compares_people=compares_people,
        rounds=tuple(_rounds(before.plan, now.plan)),
        wordings=tuple(_plan_wordings(before.plan, now.plan)),
    )


def compare_row(before: Entry, now: Entry, plan: PlanEntry, *, printed_names: bool) -> RowChange:
    """What is different about one row, by itself. `plan` is the later issue's; `printed_names` is the earlier one's choice.

    As in `compare`, nobody is compared where one of the two prints names and the other posts.
    """
    if printed_names == plan.prints_names:
        return row_change(before, now, plan)
    before, now = without_people(before, keeps_leads=False), without_people(now, keeps_leads=True)
    return row_change(before, now, plan, compares_people=False)


def _without_people(issue: Issue, *, keeps_leads: bool) -> Issue:
    """The issue with who is named in it left out, as far as it would be compared."""
    rows = tuple(without_people(row, keeps_leads=keeps_leads) for row in issue.rows)
    return replace(issue, plan=plan_without_people(issue.plan, keeps_leads=keeps_leads), rows=rows)


def _moved_here(change: RowChange, heading: str) -> RowChange:
    """A row that stands under another heading now; its reference says so where nothing else is said of it."""
    return replace(change, from_priority=heading, marks={"ref": phrases.MOVED, **change.marks})


def _gone(before: Issue, now: Issue, still: set[str]) -> Iterable[Gone]:
    """The rows that are no longer there, each with the reason where one was given."""
    reasons = {key: reason for key, _, _, reason in now.plan.withdrawn}
    stands = _said_by(now.rows)
    for row in before.rows:
        if row.key not in still and _own_words(row) not in stands:
            yield Gone(row, reasons.get(row.key, ""))


def _own_words(row: Entry) -> tuple[str, str] | None:
    """What a row of words alone says; None for an action, which is itself whatever it says."""
    return None if row.kind == "action" else (row.kind, plain(words(row.cells.get(row.kind, ()))))


def _said_by(rows: tuple[Entry, ...]) -> set[tuple[str, str]]:
    """The outcomes and recommendations that stand in any row: one that an action serves now has no row of its own."""
    kinds = ("outcome", "recommendation")
    said = {(kind, plain(words(row.cells.get(kind, ())))) for row in rows for kind in kinds}
    return {one for one in said if one[1]}


def _scale(before: PlanEntry, now: PlanEntry) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What the statuses were and are called, where that is different."""
    was, new = (tuple(one.words for one in plan.scale) for plan in (before, now))
    return None if list(map(plain, was)) == list(map(plain, new)) else (was, new)


def _came_of(held: RoundEntry) -> tuple[object, ...]:
    """What was asked for in a round and what came; whoever was to answer is left out."""
    return held.asked, held.received, [(one.key, one.half, one.asked, one.words) for one in held.missing]


def _rounds(before: PlanEntry, now: PlanEntry) -> Iterable[tuple[RoundEntry, RoundEntry | None]]:
    """The rounds that are new, and those of which other answers have come since."""
    known = {one.key: one for one in before.rounds}
    for one in now.rounds:
        was = known.get(one.key)
        if was is None or _came_of(was) != _came_of(one):
            yield one, was


def _plan_wordings(before: PlanEntry, now: PlanEntry) -> Iterable[Reworded]:
    """What the plan itself says in other words."""
    for name, heading in PLAN_WORDS:
        was, new = getattr(before, name), getattr(now, name)
        if plain(was) != plain(new):
            yield Reworded(heading, tuple(compare_words(composed(was), composed(new))))

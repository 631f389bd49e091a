"""The lines of the paper that says what changed: for each of its tables, a tuple of cells a line."""

from collections import Counter
from collections.abc import Iterator

from papers import phrases
from papers.document import Blank, Cell, Compared, Names, Part, Text

from ..comparing.alike import words
from ..comparing.answers import has_words
from ..comparing.changes import Changes, People, Reworded
from ..comparing.entries import Entry
from ..comparing.rows import NAMING
from . import wording
from .receipts import asked_of, how_often, one_line

Lines = Iterator[tuple[Cell, ...]]
DUE, COMPLETED_ON, LEAD = "Timescale", "Completed on", "Lead"
NONE = "–"
# The columns in which rows share their words; elsewhere "as above" means the heading over the row.
SHARED = ("outcome", "recommendation", "comment")
WORST_FIRST = ("worse", "better", "other")


def statuses(changes: Changes) -> Lines:
    """What each status was and is, what got worse first."""
    moved = [(row, row.moved) for row in changes.changed if row.moved]
    for row, how in sorted(moved, key=lambda one: WORST_FIRST.index(one[1].way)):
        way = {"better": phrases.BETTER, "worse": phrases.WORSE}.get(how.way, "")
        word = phrases.REOPENED if row.became == "reopened" else way
        was, now = ((one,) if one else (Blank(phrases.NO_STATUS),) for one in (how.was, how.now))
        yield *_named(row.now), Cell(was), Cell(now, change=word)


def completed(changes: Changes) -> Lines:
    """What was completed since, and when."""
    for row in changes.changed:
        if row.became == "completed":
            on = row.now.completed_on
            day = Text(wording.day(on)) if on else Blank(phrases.NOT_STATED)
            yield *_named(row.now), Cell((day,)), _status(row.now)


def new(changes: Changes) -> Lines:
    """What is new, who leads it and by when."""
    for row in changes.changed:
        if row.is_new:
            leads = Names(row.now.leads) if row.now.leads else Blank(phrases.NOT_STATED)
            yield *_named(row.now), Cell((leads,)), Cell(row.now.cells.get("timescale", ()))


def ended(changes: Changes) -> Lines:
    """What was stopped or carried forward, and what was said of it."""
    for row in changes.changed:
        if row.became in ("stopped", "carried_forward"):
            said = [one for one in row.now.answers if has_words(one)]
            why: tuple[Part, ...] = said[-1].parts if said else (Blank(phrases.NOT_STATED),)
            why = tuple(part for part in why if part != row.now.status)
            yield *_named(row.now), _status(row.now), Cell(why)


def dates(changes: Changes) -> Lines:
    """What each date was and is."""
    for row in changes.changed:
        for one in row.dates:
            if row.became == "completed" and one.heading == COMPLETED_ON:
                continue
            yield *_named(row.now), _said(one.heading), Cell(one.was), Cell(one.now)


def people(changes: Changes) -> Lines:
    """Who leads or supports now and did not, and who no longer does; leads first."""
    found = [(row, one) for row in changes.changed for one in row.people]
    for row, one in sorted(found, key=lambda each: each[1].heading != LEAD):
        yield *_named(row.now), _said(one.heading), *_came_and_gone(one)


def _came_and_gone(one: People) -> tuple[Cell, Cell]:
    came, gone = ((Names(each) if each else Text(NONE)) for each in (one.came, one.gone))
    return Cell((came,)), Cell((gone,))


def moved(changes: Changes) -> Lines:
    """What stands under another heading now."""
    for row in changes.changed:
        if row.from_priority is not None:
            at = row.now.priority_at
            now = changes.now.priorities[at] if at is not None else ""
            yield *_named(row.now), _said(row.from_priority or NONE), _said(now or NONE)


def over(changes: Changes) -> Lines:
    """Headings that were renamed, are new or are gone, and what the statuses are called."""
    for was, now in changes.renamed:
        yield _said(was), _said(now)
    for now in changes.opened:
        yield _said(NONE), _said(now)
    for was in changes.closed:
        yield _said(was), _said(NONE)
    if changes.scale:
        yield tuple(_said(", ".join(each) or NONE) for each in changes.scale)


def wordings(changes: Changes) -> Lines:
    """What was reworded, as comparisons: first what the plan says itself."""
    for one in changes.wordings:
        yield _said(""), _said(one.heading), Cell((Compared(one.pieces),))
    headings = dict(changes.now.columns)
    for one, rows in reworded(changes):
        refs = ", ".join(row.ref for row in rows if row.ref)
        yield _said(refs), _what(one, rows[0], headings), Cell((Compared(one.pieces),))


def reworded(changes: Changes) -> list[tuple[Reworded, list[Entry]]]:
    """Each comparison with the rows it stands in: what several rows share, as one aim, was reworded once."""
    headings = dict(changes.now.columns)
    shared = {headings[key] for key in SHARED if key in headings}
    found: dict[object, tuple[Reworded, list[Entry]]] = {}
    for row in changes.changed:
        for at, one in enumerate(row.wordings):
            known = one if one.heading in shared else (row.now.key, at)
            found.setdefault(known, (one, []))[1].append(row.now)
    return list(found.values())


def _what(one: Reworded, row: Entry, headings: dict[str, str]) -> Cell:
    """Which words they are; of a row without a reference whose words too, unless they say so themselves."""
    says_itself = row.ref or one.heading in {headings[key] for key in NAMING if key in headings}
    return Cell((Text(one.heading), *(() if says_itself else (Text(one_line(row.title)),))))


def answers(changes: Changes) -> Lines:
    """How many answers of each round are new, of how many asked for."""
    came = Counter(key for row in changes.changed for key in row.answered)
    told = {one.key for one, was in changes.rounds if was is None or was.received < one.received}
    for one in changes.now.rounds:
        if came[one.key] or one.key in told:
            numbers = (came[one.key], one.asked, one.received)
            yield _said(one.words), *(_said(f"{number:,}") for number in numbers)


def missing(changes: Changes) -> Lines:
    """What was asked for and not received in the rounds that are over, and of whom; what was missing before is left out."""
    for one, was in changes.rounds:
        before = was.missing if was and not was.is_open else ()
        known = {(each.key, each.half) for each in before}
        for each in () if one.is_open else one.missing:
            if (each.key, each.half) in known:
                continue
            yield (
                _said(each.ref),
                _said(one_line(each.title)),
                _said(one.words),
                asked_of(each.who, each.half),
                how_often(each.asked, one),
            )


def gone(changes: Changes) -> Lines:
    """What is no longer in the plan, and why."""
    for one in changes.gone:
        yield *_named(one.entry), Cell((Text(one.reason) if one.reason else Blank(phrases.NOT_STATED),))


def _named(entry: Entry) -> tuple[Cell, Cell]:
    """A row's reference and what it is called; "…" where its words run on in the middle of a sentence."""
    whole = words(entry.cells.get("action", ()))
    runs_on = whole.startswith(entry.title) and whole != entry.title and entry.title[-1:].isalnum()
    return _ref(entry), _said(one_line(f"{entry.title}…" if runs_on else entry.title or whole))


def _ref(entry: Entry) -> Cell:
    return _said(entry.ref)


def _status(entry: Entry) -> Cell:
    return Cell((entry.status or Blank(phrases.NO_STATUS),))


def _said(said: str) -> Cell:
    if phrases.is_ours(said):
        return Cell((Blank(said),))
    return Cell((Text(said),)) if said else Cell()

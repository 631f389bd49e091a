"""A reading as a person checks it: what must be settled, what each heading was taken for, and a row of the paper beside
what was read from it. Plain values for the pages; nothing is written here."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from accounts import spelling
from papers.phrases import NO_OFFICER, NO_STATUS, NOT_RECEIVED, NOT_STATED, unreadable
from papers.reading.paper import Cell, Paper, Row, Table

from .choices import Choices
from .differing import ROLE_LABELS, STATE_WORDS
from .found import (
    ActionFound,
    HeadingFound,
    LeadProposal,
    PlanFound,
    Problem,
    RecommendationFound,
    ScaleEntry,
    Waiting,
)
from .settling import problem_key, unsettled_statuses, waiting_choice

# A table of more columns than this needs the whole width of the page.
WIDE = 6
# Words longer than this are not shown again beside a blank.
SHORT = 60
# A row of a plan rarely runs over more rows of its paper; the rest is in the original.
ROWS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the paper, in however many of its tables: what it was taken for, and how many cells have words."""

    words: str
    meaning: str | None
    cells: int
    rows: int
    tables: int


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell of the paper as it stands there; `here` where it was joined or needs somebody."""

    words: str
    width: int = 1
    here: bool = False


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A row of the paper, and what was read from it. `facts` are (label, words, reading, is_blank)."""

    ref: str
    where: str
    headings: tuple[str, ...]
    rows: tuple[tuple[FoundCell, ...], ...]
    facts: tuple["Fact", ...]
    joined: bool
    cut: bool
    has_ref: bool

    @property
    def is_wide(self) -> bool:
        """Whether the paper's table is too wide to stand beside anything."""
        return len(self.headings) > WIDE


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was read: its label, the council's words or the tracker's own, and the reading of them."""

    label: str
    words: tuple[str, ...] = ()
    blank: str = ""
    reading: str = ""
    added: tuple[Any, ...] = field(default=())


def headings_of(found: PlanFound) -> list[Heading]:
    """Each heading once, in the order of the paper."""
    together: dict[str, list[HeadingFound]] = {}
    for heading in found.headings:
        together.setdefault(heading.words, []).append(heading)
    return [
        Heading(
            words,
            next((each.meaning for each in held if each.meaning), None),
            sum(each.cells for each in held),
            sum(each.rows for each in held),
            len(held),
        )
        for words, held in together.items()
    ]


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What a person has not settled yet, each thing once. `names` are (name, spelling, certainty)."""

    problems: tuple[Problem, ...]
    splits: tuple[LeadProposal, ...]
    names: tuple[tuple[str, str, str], ...]
    statuses: tuple[ScaleEntry, ...]
    waiting: tuple[Waiting, ...]

    @property
    def count(self) -> int:
        """How many things there are to settle. Words that wait are no such thing: they may wait."""
        return len(self.problems) + len(self.splits) + len(self.names) + len(self.statuses)


def still_open(found: PlanFound, choices: Choices) -> StillOpen:
    """What is open in this reading after these choices."""
    accepted = set(choices.accepted)
    return StillOpen(
        problems=tuple(
            problem
            for problem in found.problems
            if problem.severity != "note" and problem_key(problem) not in accepted
        ),
        splits=tuple({item.words: item for item in found.lead_proposals}.values()),
        # Spellings that differ in capitals or spaces alone are one name in the directory anyway.
        names=tuple(
            (item.name, also, item.certainty)
            for item in found.alias_proposals
            for also in item.also
            if also not in choices.aliases and spelling.key(also) != spelling.key(item.name)
        ),
        statuses=tuple(unsettled_statuses(found, choices)),
        waiting=tuple(item for item in found.waiting if waiting_choice(choices, item) != "clear"),
    )


def sheets_of(found: PlanFound) -> dict[int, str]:
    """The name of the sheet that each table of a workbook is."""
    places = (row.source for row in (*found.actions, *found.recommendations))
    return {place.table: place.sheet for place in places if place.table and place.sheet}


def place_of(item: Any, sheets: dict[int, str] | None = None) -> str:
    """ "Table 3, row 4, April 2026", with the name of the sheet where there is one."""
    sheet = (sheets or {}).get(item.table or 0)
    table = f"sheet “{sheet}”" if sheet else f"table {item.table}" if item.table else ""
    parts = [table, f"row {item.row}" if item.row else "", item.heading]
    words = ", ".join(part for part in parts if part) or "the whole paper"
    return words[:1].upper() + words[1:]


def cell_of(problem: Problem, found: PlanFound) -> str:
    """ "table:row:column" of the cell that a problem is about, "" where it is about no one cell.

    A table without headings of its own goes by those of the table before it.
    """
    if not (problem.table and problem.row and problem.heading):
        return ""
    held = [
        heading
        for heading in found.headings
        if heading.words == problem.heading and heading.table <= problem.table
    ]
    return f"{problem.table}:{problem.row}:{held[-1].column}" if held else ""


class Rows:
    """Everything that was read, in the paper's order, by name: "a1" is the first action, "r1" the first recommendation."""

    def __init__(self, found: PlanFound):
        rows: list[tuple[str, ActionFound | RecommendationFound]] = [
            *((f"r{number}", row) for number, row in enumerate(found.recommendations, start=1)),
            *((f"a{number}", row) for number, row in enumerate(found.actions, start=1)),
        ]
        self.listed = sorted(rows, key=lambda pair: _place(pair[1]))
        self._at = {name: number for number, (name, _) in enumerate(self.listed)}
        self._places = [_place(row) for _, row in self.listed]

    def __contains__(self, name: str) -> bool:
        return name in self._at

    def __len__(self) -> int:
        return len(self.listed)

    def number(self, name: str) -> int:
        """Which row this is, from 1."""
        return self._at[name] + 1

    def row(self, name: str) -> ActionFound | RecommendationFound:
        return self.listed[self._at[name]][1]

    def neighbours(self, name: str) -> tuple[str, str]:
        """The names of the rows before and after this one, "" at the ends."""
        at = self._at[name]
        before = self.listed[at - 1][0] if at else ""
        return before, (self.listed[at + 1][0] if at + 1 < len(self.listed) else "")

    def after(self, name: str) -> tuple[int, int] | None:
        """Where the next row begins that does not begin at the same place; None at the end."""
        at = bisect_right(self._places, _place(self.row(name)))
        return self._places[at] if at < len(self._places) else None

    def with_problem(self, problem: Problem) -> str:
        """The name of the row that a problem is about: the last that begins at its place or before it; "" for none."""
        if not problem.table:
            return ""
        at = bisect_right(self._places, (problem.table, problem.row or 0)) - 1
        return self.listed[at][0] if at >= 0 and self._places[at][0] else ""


def _place(row: Any) -> tuple[int, int]:
    return (row.source.table or 0, row.source.row or 0)


def side_by_side(paper: Paper, found: PlanFound, rows_read: Rows, name: str) -> SideBySide:
    """The row of this name as it stands in the paper, and as it was read."""
    row = rows_read.row(name)
    start, end = _place(row), rows_read.after(name)
    stretch = list(_stretch(paper, start, end, found))
    held = [each for each in found.headings if each.table <= start[0]]
    headings = [each for each in held if held and each.table == held[-1].table]
    doubtful = {
        cell_of(problem, found)
        for problem in found.problems
        if problem.severity != "note" and problem.heading
    }
    rows = tuple(
        tuple(_as_found(table, line, headings, number > 0, doubtful))
        for number, (table, line) in enumerate(stretch)
    )
    return SideBySide(
        ref=str(getattr(row, "ref", None) or getattr(row, "number", None) or ""),
        where=_said_where(stretch),
        headings=tuple(each.words for each in headings),
        rows=rows[:ROWS_SHOWN],
        facts=tuple(facts(row, found)),
        joined=len(stretch) > 1,
        cut=len(rows) > ROWS_SHOWN,
        has_ref=bool(headings) and headings[0].meaning == "ref",
    )


def _stretch(paper: Paper, start: tuple[int, int], end: tuple[int, int] | None, found: PlanFound):
    """The rows of the paper from where this row begins to where the next does, without repeated headings and bands."""
    bands = {" ".join(item.words.split()) for item in found.priorities}
    seen = 0
    for table in paper.tables:
        if table.number < start[0] or (end and table.number > end[0]):
            continue
        for line in table.rows:
            place = (table.number, line.number)
            inside = place >= start and (end is None or place < end)
            if inside and not (seen and _is_furniture(line, found, bands)):
                seen += 1
                yield table, line
            if seen > ROWS_SHOWN:
                return
        if end is None and table.number > start[0]:
            return


def _is_furniture(line: Row, found: PlanFound, bands: set[str]) -> bool:
    words = [" ".join(cell.text.split()) for cell in line.cells if cell.text.strip()]
    headings = {" ".join(each.words.split()) for each in found.headings}
    return (
        line.header
        or not words
        or all(word in headings for word in words)
        or (len(words) == 1 and words[0] in bands)
    )


def _as_found(table: Table, line: Row, headings: list[HeadingFound], follows: bool, doubtful: set[str]):
    """The cells of a row under the headings; with no headings known, all there are."""
    columns = [each.column for each in headings] or [cell.column for cell in line.cells]
    for number, column in enumerate(columns):
        cell: Cell | None = line.at(column)
        words = "" if cell is None or cell.continues else cell.text
        here = f"{table.number}:{line.number}:{column}" in doubtful or (follows and number == 0)
        yield FoundCell(words, 1, here)


def _said_where(stretch: list[tuple[Table, Row]]) -> str:
    """ "Table 2, row 5 and table 3, rows 1 to 2"."""
    parts: dict[str, list[int]] = {}
    for table, line in stretch:
        parts.setdefault(table.name, []).append(line.number)
    said = []
    for name, numbers in parts.items():
        first, last = numbers[0], numbers[-1]
        said.append(f"{name}, row {first}" if first == last else f"{name}, rows {first} to {last}")
    words = " and ".join(said)
    return words[:1].upper() + words[1:]


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

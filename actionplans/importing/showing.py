"""A reading as a person checks it: what must be settled, what each heading was taken for, and a row of the paper beside
what was read from it. Plain values for the pages; nothing is written here."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from accounts import spelling
from papers.reading.paper import Cell, Paper, Row, Table

from ..recognising.choices import Choices
from ..recognising.found import (
    ActionFound,
    HeadingFound,
    LeadProposal,
    PlanFound,
    Problem,
    RecommendationFound,
    ScaleEntry,
    Waiting,
)
from .facts import Fact, facts
from .settling import problem_key, unsettled_statuses, waiting_choice

# A table of more columns than this needs the whole width of the page.
WIDE = 6
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
    facts: tuple[Fact, ...]
    joined: bool
    cut: bool
    has_ref: bool

    @property
    def is_wide(self) -> bool:
        """Whether the paper's table is too wide to stand beside anything."""
        return len(self.headings) > WIDE


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
    rows: tuple[Any, ...] = (*found.actions, *found.recommendations)
    places = (row.source for row in rows)
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

"""Which columns a table has: its heading rows found by meaning, wherever they stand, one or two deep."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from papers.reading.paper import Cell, Row, Table

from ..wording import heading_words, headings
from .cells import filled, flat, folded
from .choices import Choices
from .found import RoundFound

LIKELY = 0.5  # a row that scores so much is a heading row
SURE = 0.75  # one in the middle of a table must score more, for rows of short cells can look like headings
LOOKED_AT = 40  # rows at the top of a table among which the first heading row is sought
LONGEST = 160  # letters of a heading

_QUARTER = re.compile(
    r"^(?:(?:q|quarter\s*|qtr\s*|chwarter\s*)[1-4](?:\s*[/&-]\s*(?:q)?[1-4])?\b|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\s*(?:[-–—/]|to)\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b|"
    r"(?:year|yr|blwyddyn)\s*[1-9]\b|(?:19|20)\d{2}(?:\s*[-/–]\s*\d{2,4})?$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the first grid column it covers, how many, its words and what it was taken for.

    `meaning` is a key of `headings.MEANINGS` or None; an update or status column may have a `round`.
    """

    at: int
    width: int
    words: str
    meaning: str | None = None
    round: RoundFound | None = None
    certainty: float = 0.0
    settled: bool = False  # a person chose it

    @property
    def taken_for(self) -> str | None:
        """The meaning as a review shows it: "round:2018-10" for a column of that round."""
        return f"round:{self.round.key}" if self.round and self.meaning == "update" else self.meaning


@dataclass(frozen=True, slots=True)
class Heads:
    """The heading rows of a table, by their place among its rows, and the columns they name."""

    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        return max((column.at + column.width - 1 for column in self.columns), default=0)


def find(table: Table, choices: Choices) -> Iterator[Heads]:
    """Every heading row of a table in order: the first, those that repeat it, and new ones further down."""
    current: Heads | None = None
    current_words: tuple[str, ...] = ()
    skip_to = 0
    for index, row in enumerate(table.rows):
        if index < skip_to or not _may_be_heading(row):
            continue
        if current and _words_of(row) == current_words:
            current = replace(current, first=index, last=_last_repeated(table, current, index))
        elif _is_heading(row, later=current is not None, looked_at=index):
            current = _heads(table, index, choices)
            current_words = _words_of(row)
        else:
            continue
        skip_to = current.last + 1
        yield current


def _last_repeated(table: Table, heads: Heads, index: int) -> int:
    """The last row of a heading that is repeated at `index`: the second row may be left out there."""
    last = index
    for step in range(1, heads.last - heads.first + 1):
        below = table.rows[index + step] if index + step < len(table.rows) else None
        if below is None or _words_of(below) != _words_of(table.rows[heads.first + step]):
            break
        last = index + step
    return last


def _words_of(row: Row) -> tuple[str, ...]:
    return tuple(folded(cell.text) for cell in filled(row))


def _may_be_heading(row: Row) -> bool:
    cells = filled(row)
    return len(cells) >= 2 and all(len(cell.text) <= LONGEST for cell in cells)


def _is_heading(row: Row, *, later: bool, looked_at: int) -> bool:
    cells = filled(row)
    if later:
        words = _words_of(row)
        return len(words) >= 3 and sum(map(_is_known, words)) >= 2 and _score(words) >= SURE
    if looked_at >= LOOKED_AT:
        return False
    # A row that a file marks as its heading needs less to be believed.
    if len(cells) >= 3 and sum(is_quarter_heading(flat(cell.text)) for cell in cells) >= len(cells) - 2:
        return sum(is_quarter_heading(flat(cell.text)) for cell in cells) >= 2
    needed = 0.35 if row.header or all(cell.header for cell in cells) else LIKELY
    return _score(_words_of(row)) >= needed


def is_quarter_heading(words: str) -> bool:
    """Whether a heading is a quarter or a year in which actions stand ("Q2 Jul - Sept 2024")."""
    return bool(_QUARTER.match(words)) and "update" not in words.casefold()


def _score(words: tuple[str, ...]) -> float:
    return headings.score(list(words))


@lru_cache(maxsize=8192)
def _is_known(words: str) -> bool:
    """Whether a cell holds a heading word for word: quick to tell, for most of ten thousand rows hold none."""
    return len(words) <= 60 and heading_words.exact(headings.plain(words)) is not None


def _heads(table: Table, index: int, choices: Choices) -> Heads:
    upper = table.rows[index]
    lower = table.rows[index + 1] if index + 1 < len(table.rows) else None
    if lower is not None and _stands_under(upper, lower):
        return Heads(index, index + 1, _named(table, _two_deep(upper, lower), choices, deep=True))
    above = table.rows[index - 1] if index else None
    if above is not None and _stands_over(above, upper):
        return Heads(index, index, _named(table, _two_deep(above, upper), choices, deep=True))
    return Heads(index, index, _named(table, _one_deep(upper), choices))


def _one_deep(row: Row) -> list[Column]:
    return [Column(cell.column, cell.width, flat(cell.text)) for cell in row.cells if not cell.continues]


def _stands_under(upper: Row, lower: Row) -> bool:
    """Whether the lower row divides headings of the upper one.

    Its words stand only under wide headings or under blanks, and every narrow heading has
    nothing beneath it.
    """
    under = filled(lower)
    if not under or any(len(cell.text) > 60 for cell in under) or len(filled(upper)) < 2:
        return False
    wide = _wide_spans(upper)
    return (
        bool(wide)
        and all(any(start <= cell.column <= end for start, end in wide) for cell in under)
        and (len(under) >= 2 or lower.header)
    )


def _stands_over(upper: Row, lower: Row) -> bool:
    """Whether the upper row groups headings of the lower one ("October 2018" over "Update" and "RAG")."""
    over = filled(upper)
    if not over or len(over) >= len(filled(lower)) or any(len(cell.text) > 60 for cell in over):
        return False
    spans = _wide_spans(upper)
    return (
        len(over) >= 1
        and any((end - start) < lower.cells[-1].column - 2 for start, end in spans)
        and any(headings.rounds.read(cell.text) or headings.meaning(cell.text) for cell in over)
    )


def _wide_spans(row: Row) -> list[tuple[int, int]]:
    """First and last column of each heading that spans several, by merging or by blanks after it."""
    spans: list[tuple[int, int]] = []
    cells = list(row.cells)
    for index, cell in enumerate(cells):
        if cell.continues or not cell.text.strip():
            continue
        end = cell.column + cell.width - 1
        for after in cells[index + 1 :]:
            if after.continues or after.text.strip():
                break
            end = after.column + after.width - 1
        if end > cell.column:
            spans.append((cell.column, end))
    return spans


def _two_deep(upper: Row, lower: Row) -> list[Column]:
    spans = _wide_spans(upper)
    columns: list[Column] = []
    covered: set[int] = set()
    for cell in filled(lower):
        over = _over(cell, upper, spans)
        columns.append(
            Column(cell.column, cell.width, f"{over} / {flat(cell.text)}" if over else flat(cell.text))
        )
        covered.update(range(cell.column, cell.column + cell.width))
    for cell in upper.cells:
        if not cell.continues and cell.column not in covered and (cell.text.strip() or cell.width == 1):
            columns.append(Column(cell.column, cell.width, flat(cell.text)))
            covered.update(range(cell.column, cell.column + cell.width))
    return sorted(columns, key=lambda column: column.at)


def _over(cell: Cell, upper: Row, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        if start <= cell.column <= end:
            above = upper.at(start)
            return flat(above.text) if above else ""
    return ""


def _named(
    table: Table, columns: Sequence[Column], choices: Choices, *, deep: bool = False
) -> tuple[Column, ...]:
    """The columns with their meanings; what a person chose comes before what the words say."""
    read = headings.of_row([_said(column.words) if deep else column.words for column in columns])
    told = []
    for column, meaning in zip(columns, read, strict=True):
        if meaning is None and " / " in column.words:
            meaning = _of_parts(column.words)
        if meaning is not None:
            column = replace(column, meaning=meaning.key, round=meaning.round, certainty=meaning.certainty)
        told.append(_chosen(table, column, choices))
    return tuple(told)


def _said(words: str) -> str:
    """What two rows of heading say together: "Lead / Officer" is "Lead Officer", "Responsibility / Support" is "Support"."""
    upper, between, lower = words.partition(" / ")
    if not between:
        return words
    joined = f"{upper} {lower}"
    own, both = headings.meaning(lower), headings.meaning(joined)
    return lower if own and not (both and both.round) and own.key != "ignore" else joined


def _of_parts(words: str) -> headings.Meaning | None:
    upper, _, lower = words.partition(" / ")
    return headings.meaning(lower) or headings.meaning(upper)


def _chosen(table: Table, column: Column, choices: Choices) -> Column:
    chosen = choices.headings.get(f"{table.number}:{column.at}") or choices.headings.get(column.words)
    if not chosen:
        return column
    if chosen.startswith("round:"):
        key = chosen.removeprefix("round:")
        return replace(
            column, meaning="update", round=RoundFound(key, column.words), certainty=1.0, settled=True
        )
    return replace(column, meaning=chosen, certainty=1.0, settled=True)


def chosen_for(table: Table, choices: Choices) -> Heads | None:
    """Columns that a person named one by one for a table without headings."""
    named = {
        at: choices.headings[f"{table.number}:{at}"]
        for at in range(1, table.columns + 1)
        if f"{table.number}:{at}" in choices.headings
    }
    if not named:
        return None
    plain = [Column(at, 1, f"Column {at}") for at in range(1, table.columns + 1)]
    return Heads(-1, -1, tuple(_chosen(table, column, choices) for column in plain))


def counts(table: Table, heads: Heads) -> dict[int, int]:
    """How many cells under each heading have words."""
    found: dict[int, int] = {}
    for row in table.rows[heads.last + 1 :]:
        for cell in filled(row):
            found[cell.column] = found.get(cell.column, 0) + 1
    return found

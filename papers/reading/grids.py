"""The grid of one sheet, filled cell by cell and finished as a table: merges, edges, hidden parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .paper import Cell, Notice, Paragraph, Refused, Row, Run, Table

MOST_CELLS = 400_000
TOO_MANY = (
    "The workbook has more than 400,000 filled cells, which is more than can be brought in at once. "
    "Save the sheets of the plan as a workbook of their own and bring that in."
)
WHITE = "FFFFFF"


@dataclass(slots=True)
class Spot:
    """What one cell of a sheet holds."""

    paragraphs: tuple[Paragraph, ...] = ()
    fill: str | None = None
    value: str | None = None
    formula: bool = False

    @property
    def has_words(self) -> bool:
        return any(each.text.strip() for each in self.paragraphs)

    @property
    def counts(self) -> bool:
        """Whether the sheet reaches as far as this cell: it has words, or would have if it were calculated."""
        return self.formula or self.has_words


@dataclass
class Grid:
    """One sheet on its way. Columns and rows are numbered as the spreadsheet numbers them."""

    name: str
    rows: dict[int, dict[int, Spot]] = field(default_factory=dict)
    headers: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notices: list[tuple[str, int | None, str]] = field(default_factory=list)  # why, row, words
    left_out_rows: list[int] = field(default_factory=list)
    left_out_columns: set[int] = field(default_factory=set)
    cells: int = 0

    def put(self, row: int, column: int, spot: Spot):
        """Place a cell. Cells that show nothing are not kept."""
        if not spot.paragraphs and not spot.formula and spot.fill in (None, WHITE):
            return
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise Refused(TOO_MANY)
        self.rows.setdefault(row, {})[column] = spot

    def note(self, why: str, row: int | None = None, words: str = ""):
        """Keep something that a person should know about this sheet."""
        self.notices.append((why, row, words))

    def note_colours(self, columns: Iterable[int]):
        """Say in which columns that hold anything a rule decides the colours."""
        used = {column for row in self.rows.values() for column in row}
        if found := sorted(used & set(columns)):
            where = listed("column", map(column_letters, found))
            self.note(f"The colours in {where} come from a conditional format and were not read.")

    def note_formulas(self, uncalculated: list[str], errors: list[str]):
        """Say which formulas give nothing, and which an error."""
        if uncalculated:
            verb = "was" if len(uncalculated) == 1 else "were"
            self.note(
                f"The formula in {listed('cell', uncalculated)} {verb} never calculated, so nothing is known. "
                "Open the file in Excel, save it and bring it in again."
            )
        if errors:
            self.note(f"An error is shown in {listed('cell', errors)}.")

    def note_comments(self, count: int):
        """Say how many comments stand beside the cells."""
        if count:
            self.note(f"{count:,} {'comment' if count == 1 else 'comments'} on cells not read.")

    def table(self, number: int) -> Table | None:
        """The finished table, or None where the sheet holds no words."""
        last_row = max(
            (at for at, row in self.rows.items() if any(s.counts for s in row.values())), default=0
        )
        last_column = max((at for row in self.rows.values() for at, s in row.items() if s.counts), default=0)
        if not last_row:
            return None
        spans, continued = self._merged(last_row, last_column)
        rows = []
        for at in sorted(set(self.rows) | set(continued)):
            if at > last_row:
                break
            cells = self._cells(at, last_column, spans, continued.get(at, {}))
            if cells:
                rows.append(Row(at, cells, at in self.headers))
        return Table(number, tuple(rows), last_column, sheet=self.name)

    def _cells(self, row: int, last_column: int, spans: dict, continued: dict[int, int]) -> tuple[Cell, ...]:
        found = [Cell(column, width=width, continues=True) for column, width in continued.items()]
        for column, spot in self.rows.get(row, {}).items():
            if column > last_column:
                continue
            width, height = spans.get((row, column), (1, 1))
            found.append(
                Cell(
                    column,
                    spot.paragraphs,
                    width,
                    height,
                    fill=None if spot.fill == WHITE and not spot.paragraphs else spot.fill,
                    value=spot.value,
                    formula=spot.formula,
                    header=row in self.headers,
                )
            )
        found.sort(key=lambda cell: cell.column)
        return tuple(found)

    def _merged(self, last_row: int, last_column: int) -> tuple[dict, dict[int, dict[int, int]]]:
        """How far each merged cell reaches, and where in the rows below it continues: row to column to width."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        continued: dict[int, dict[int, int]] = {}
        present = sorted(self.rows)
        for top, left, bottom, right in self.merges:
            right = min(right, last_column)
            if left > last_column or top > last_row or top in self.hidden_rows:
                continue
            below = [at for at in range(top + 1, min(bottom, last_row) + 1) if at not in self.hidden_rows]
            self.cells += len(below)
            if self.cells > MOST_CELLS:
                raise Refused(TOO_MANY)
            if top not in self.rows or left not in self.rows[top]:
                continue
            spans[top, left] = (right - left + 1, 1 + len(below))
            for at in below:
                continued.setdefault(at, {})[left] = right - left + 1
            self._clear(present, (top, left, min(bottom, last_row), right))
        return spans, continued

    def _clear(self, present: list[int], area: tuple[int, int, int, int]):
        """Take out what stands under a merged cell, where the spreadsheet does not show it."""
        top, left, bottom, right = area
        rows = present if bottom - top > len(present) else range(top, bottom + 1)
        for at in rows:
            row = self.rows.get(at)
            if row is None or not top <= at <= bottom:
                continue
            for column in [each for each in row if left <= each <= right and (at, each) != (top, left)]:
                spot = row.pop(column)
                if spot.has_words:
                    words = "\n".join(each.text for each in spot.paragraphs)
                    self.note(
                        f"Words stand under a merged cell at {place(column, at)}, where they are not shown.",
                        at,
                        words,
                    )

    def finished_notices(self, number: int | None) -> list[Notice]:
        """The notices of this sheet, with what was hidden first."""
        found = []
        if self.left_out_rows:
            found.append(
                Notice(
                    f"Hidden {listed('row', map(str, self.left_out_rows))} of sheet “{self.name}” left out.",
                    number,
                )
            )
        if self.left_out_columns:
            letters = (column_letters(each) for each in sorted(self.left_out_columns))
            found.append(
                Notice(f"Hidden {listed('column', letters)} of sheet “{self.name}” left out.", number)
            )
        return found + [Notice(why, number, row, words) for why, row, words in self.notices]


def column_letters(column: int) -> str:
    """1 as A, 28 as AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(column: int, row: int) -> str:
    """A cell as a spreadsheet names it: "F12"."""
    return f"{column_letters(column)}{row}"


def listed(what: str, names: Iterable[str], most: int = 12) -> str:
    """Say "row 4", "rows 4 and 7", or "rows 4, 7, 9 and 30 more"."""
    names = list(names)
    if len(names) == 1:
        return f"{what} {names[0]}"
    if len(names) > most:
        return f"{what}s {', '.join(names[:most])} and {len(names) - most:,} more"
    return f"{what}s {', '.join(names[:-1])} and {names[-1]}"


def lines(
    text: str, *, bold: bool = False, ink: str | None = None, struck: bool = False
) -> tuple[Paragraph, ...]:
    """The words of a cell, a line a paragraph, in one look."""
    if not text:
        return ()
    plain = not (bold or ink or struck)
    return tuple(
        Paragraph(line, runs=() if plain or not line else (Run(line, bold, ink, None, struck),))
        for line in text.split("\n")
    )


def rich_lines(runs: list[Run]) -> tuple[Paragraph, ...]:
    """The words of a cell in several looks, a line a paragraph."""
    rows: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        rows[-1].append(Run(first, run.bold, run.ink, run.fill, run.struck))
        rows += [[Run(line, run.bold, run.ink, run.fill, run.struck)] for line in more]
    found = []
    for row in rows:
        kept = tuple(run for run in row if run.text)
        plain = all(not (run.bold or run.ink or run.fill or run.struck) for run in kept)
        found.append(Paragraph("".join(run.text for run in kept), runs=() if plain else kept))
    return tuple(found) if any(each.text for each in found) else ()

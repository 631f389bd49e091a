"""Reads an old Excel workbook (.xls): the words and values of every visible sheet."""

import io
from datetime import date, datetime, time, timedelta
from math import isfinite

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from .grids import Grid, Spot, lines, listed, place
from .hygiene import Washing
from .kinds import PROTECTED
from .number_formats import is_date, show_date, shown
from .old_sheet_looks import BookSaid, SheetSaid, said
from .paper import Notice, Paper, Refused, Table
from .parts import DAMAGED
from .sheet_looks import Look
from .sheets import NO_WORDS

WITHOUT_LOOKS = (
    "This workbook is older than Excel 97: its colours were not read, and hidden rows and columns were read like any "
    "other. Save it as .xlsx and bring it in again if they matter."
)
EPOCH = datetime(1899, 12, 30)


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The sheets of this workbook that a person sees. Raises Refused where there are none."""
    beside = said(content)  # first: it refuses damage that the parser of values would die of
    book = opened(content)
    washing = Washing()
    tables: list[Table] = []
    notices = [] if beside else [Notice(WITHOUT_LOOKS)]
    hidden: list[str] = []
    sheets = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if beside and len(beside.sheets) != len(sheets):
        raise Refused(DAMAGED)
    for at, about in enumerate(sheets):
        if about.visible != SheetVisibleEnum.Visible and not include_hidden:
            hidden.append(f"“{about.name}”")
            continue
        sheet = OldSheet(book, about.name, washing, beside, at, include_hidden=include_hidden)
        grid = sheet.filled()
        table = grid.table(len(tables) + 1)
        notices += grid.finished_notices(None if table is None else table.number)
        tables += [] if table is None else [table]
    if hidden:
        notices.insert(0, Notice(f"Hidden {listed('sheet', hidden)} left out."))
    if not tables:
        raise Refused(NO_WORDS)
    notices += [Notice(sentence) for sentence in washing.sentences()]
    return Paper(name, "xls", tuple(tables), notices=tuple(notices))


def opened(content: bytes) -> CalamineWorkbook:
    """The workbook in these bytes."""
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError as fault:
        raise Refused(PROTECTED if isinstance(fault, PasswordError) else DAMAGED) from None


class OldSheet:
    """One sheet being read: values from the parser, looks and hidden parts from what the file says beside them."""

    def __init__(
        self,
        book: CalamineWorkbook,
        title: str,
        washing: Washing,
        beside: BookSaid | None,
        at: int,
        *,
        include_hidden: bool,
    ):
        self.book = book
        self.title = title
        self.washing = washing
        self.looks = beside.looks if beside else []
        self.beside = beside.sheets[at] if beside else SheetSaid()
        self.grid = Grid(washing.clean(title))
        if not include_hidden:
            self.grid.hidden_rows = self.beside.hidden_rows
            self.grid.hidden_columns = self.beside.hidden_columns

    def filled(self) -> Grid:
        """The cells of the sheet, without those that are hidden."""
        try:
            sheet = self.book.get_sheet_by_name(self.title)
        except CalamineError:
            raise Refused(DAMAGED) from None
        top, left = sheet.start or (0, 0)
        values = {
            (row, column): value
            for row, cells in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1)
            for column, value in enumerate(cells, start=left + 1)
            if value not in ("", None)
        }
        for row, column in sorted({*values, *self.beside.styles}):
            self._put(row, column, values.get((row, column)))
        for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or []:
            self.grid.merges.append((first_row + 1, first_column + 1, last_row + 1, last_column + 1))
        self.grid.note_colours(self.beside.conditional)
        errors = (at for at in self.beside.errors if at[1] in self.grid.rows.get(at[0], {}))
        self.grid.note_formulas([], [place(column, row) for row, column in errors])
        self.grid.note_comments(self.beside.comments)
        return self.grid

    def _put(self, row: int, column: int, value):
        error = self.beside.errors.get((row, column))
        if row in self.grid.hidden_rows or column in self.grid.hidden_columns:
            if value is not None and row in self.grid.hidden_rows:
                if self.grid.left_out_rows[-1:] != [row]:
                    self.grid.left_out_rows.append(row)
            elif value is not None:
                self.grid.left_out_columns.add(column)
            return
        style = self.beside.styles.get((row, column), -1)
        look = self.looks[style] if 0 <= style < len(self.looks) else Look()
        text, typed = (error, None) if error else ("", None) if value is None else told(value, look.code)
        paragraphs = lines(self.washing.clean(text), bold=look.bold, ink=look.ink, struck=look.struck)
        formula = bool(paragraphs) and (row, column) in self.beside.formulas
        self.grid.put(row, column, Spot(paragraphs, look.fill, typed, formula))


def told(value, code: str) -> tuple[str, str | None]:
    """What a value shows under a number format, and its ISO form."""
    if isinstance(value, bool):
        return ("TRUE", "true") if value else ("FALSE", "false")
    if isinstance(value, timedelta):
        value = value.total_seconds() / 86_400
    elif isinstance(value, time):
        value = (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    elif isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        if not is_date(code):
            shown_day = show_date(value)
            return shown_day.text, shown_day.value
        value = (moment - EPOCH) / timedelta(days=1)
    if isinstance(value, int | float) and isfinite(value):
        found = shown(float(value), code)
        return found.text, found.value
    return str(value), None

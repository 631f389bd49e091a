"""Reads an old Excel workbook (.xls): the words and values of every visible sheet."""

import io
from datetime import date, datetime, time, timedelta
from math import isfinite

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from .grids import Grid, Spot, lines, listed
from .hygiene import Washing
from .kinds import AS_XLSX
from .number_formats import plain, show_date
from .paper import Notice, Paper, Refused
from .parts import DAMAGED
from .sheets import NO_WORDS

WITHOUT_LOOKS = (
    "This is an old .xls workbook: colours were not read, and hidden rows and columns were read like any other. "
    "Save it as .xlsx and bring it in again if they matter."
)


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The sheets of this workbook that a person sees. Raises Refused where there are none."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError as fault:
        if "password" in str(fault).lower() or "encrypt" in str(fault).lower():
            raise Refused(
                f"The workbook is protected with a password. Take the password off. {AS_XLSX}"
            ) from None
        raise Refused(DAMAGED) from None
    washing = Washing()
    tables, notices, hidden = [], [Notice(WITHOUT_LOOKS)], []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.visible != SheetVisibleEnum.Visible and not include_hidden:
            hidden.append(f"“{about.name}”")
            continue
        grid = filled(book, about.name, washing)
        table = grid.table(len(tables) + 1)
        notices += grid.finished_notices(None if table is None else table.number)
        tables += [] if table is None else [table]
    if hidden:
        notices.insert(0, Notice(f"Hidden {listed('sheet', hidden)} left out."))
    if not tables:
        raise Refused(NO_WORDS)
    notices += [Notice(sentence) for sentence in washing.sentences()]
    return Paper(name, "xls", tuple(tables), notices=tuple(notices))


def filled(book: CalamineWorkbook, title: str, washing: Washing) -> Grid:
    """The cells of one sheet."""
    try:
        sheet = book.get_sheet_by_name(title)
    except CalamineError:
        raise Refused(DAMAGED) from None
    grid = Grid(washing.clean(title))
    top, left = sheet.start or (0, 0)
    for row, cells in enumerate(sheet.to_python(skip_empty_area=True), start=top + 1):
        for column, value in enumerate(cells, start=left + 1):
            if value not in ("", None):
                text, typed = told(value)
                grid.put(row, column, Spot(lines(washing.clean(text)), value=typed))
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or []:
        grid.merges.append((first_row + 1, first_column + 1, last_row + 1, last_column + 1))
    return grid


def told(value) -> tuple[str, str | None]:
    """What a value shows, and its ISO form."""
    if isinstance(value, bool):
        return ("TRUE", "true") if value else ("FALSE", "false")
    if isinstance(value, int | float):
        words = plain(value) if isfinite(value) else str(value)
        return words, words
    if isinstance(value, datetime | date):
        shown = show_date(value)
        return shown.text, shown.value
    if isinstance(value, time):
        return f"{value:%H:%M}", value.isoformat("seconds")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}", plain(value.total_seconds() / 86_400)
    return str(value), None

"""The two formats in which the desk takes tables in and out: CSV and Excel.

Text that a spreadsheet might run as a formula is made harmless on the way out, and comes
back as it was on the way in.
"""

import csv
import io
import zipfile
from datetime import date, datetime

import tablib
from import_export.formats.base_formats import Format
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from .reading import gate
from .reading.paper import Refused
from .writing.harmless import defuse, restore

MARK = "\ufeff"
# What a cell of Excel holds at most; it cuts the rest off without a word.
LONGEST_IN_EXCEL = 32_767
WIDTH = 24


class CSV(Format):
    """Comma-separated values: written as UTF-8 with its mark, read also as UTF-16 and Windows-1252."""

    def __init__(self, encoding=None):
        self.encoding = encoding

    def get_title(self):
        return "CSV"

    def get_extension(self):
        return "csv"

    def get_content_type(self):
        return "text/csv; charset=utf-8"

    def can_import(self):
        return True

    def can_export(self):
        return True

    def export_data(self, dataset, **kwargs):
        """The table as bytes."""
        text = io.StringIO(newline="")
        lines = csv.writer(text, lineterminator="\r\n")
        lines.writerow(dataset.headers)
        lines.writerows([defuse(cell) for cell in row] for row in dataset)
        return (MARK + text.getvalue()).encode()

    def create_dataset(self, in_stream):
        """The table in these bytes. Raises ValueError with a sentence."""
        text = decoded(in_stream)
        first = text.partition("\n")[0]
        parting = max(",;\t", key=first.count)
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=parting, strict=True))
        except csv.Error:
            raise ValueError(
                "The file could not be read as a table: a quotation mark is left open, or a cell is too long."
            ) from None
        return dataset_of(rows)


class Excel(Format):
    """A workbook with one sheet, every cell as text."""

    def __init__(self, encoding=None):
        self.encoding = encoding

    def get_title(self):
        return "Excel"

    def get_extension(self):
        return "xlsx"

    def get_content_type(self):
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def can_import(self):
        return True

    def can_export(self):
        return True

    def export_data(self, dataset, **kwargs):
        """The table as the bytes of a workbook. Raises ValueError where Excel could not keep a cell whole."""
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Table")
        sheet.freeze_panes = "A2"
        for number in range(1, len(dataset.headers) + 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTH
        sheet.append([_heading(sheet, words) for words in dataset.headers])
        for row in dataset:
            sheet.append([_cell(sheet, words) for words in row])
        kept = io.BytesIO()
        book.save(kept)
        return kept.getvalue()

    def create_dataset(self, in_stream):
        """The table on the first sheet shown. Raises ValueError with a sentence."""
        try:
            gate.check_zip(in_stream)
            book = load_workbook(io.BytesIO(in_stream), read_only=True, data_only=True)
            sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), book.worksheets[0])
            rows = [[cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        except Refused as reason:
            raise ValueError(str(reason)) from None
        except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, TypeError, SyntaxError):
            raise ValueError(
                "The file is not a workbook that can be read. Save it as .xlsx or .csv."
            ) from None
        return dataset_of(rows)


def _heading(sheet, words):
    cell = WriteOnlyCell(sheet, value=words)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet, words):
    if len(words) >= LONGEST_IN_EXCEL:
        raise ValueError("A text is longer than a cell of Excel can hold. Take the table as CSV.")
    if ILLEGAL_CHARACTERS_RE.search(words):
        raise ValueError("A text holds a character that Excel cannot keep. Take the table as CSV.")
    cell = WriteOnlyCell(sheet, value=defuse(words))
    # A text is a text, whatever it looks like.
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def decoded(content):
    """The bytes of a text file as text."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("The file is not text that can be read. Save it as CSV UTF-8, or as .xlsx.")


def cell_text(value):
    """A value of a workbook as the text that CSV would have for it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def dataset_of(rows):
    """Rows of text, the headings first, as a table; empty rows are left out, short ones filled up."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise ValueError("The file has no rows.")
    headings, *rest = rows
    while headings and not headings[-1].strip():
        headings.pop()
    width = len(headings)
    table = tablib.Dataset(headers=headings)
    for place, row in enumerate(rest, 2):
        if any(cell.strip() for cell in row[width:]):
            raise ValueError(f"Row {place} has more cells than there are headings.")
        table.append([restore(cell) for cell in row[:width]] + [""] * (width - len(row)))
    return table

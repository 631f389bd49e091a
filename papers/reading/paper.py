"""What a reader makes of a file: paragraphs and tables whose cells know where they stand.

Nothing here knows what a plan is. Everything is counted as a person counts: the first
table, row and column is 1. Text is kept as written, white space and all; `text` joins
the paragraphs of a cell with line breaks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


class Refused(Exception):
    """The file cannot be read. The message is a sentence for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one look. `ink` and `fill` are RRGGBB in capitals, or None."""

    text: str
    bold: bool = False
    ink: str | None = None
    fill: str | None = None
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, list item or heading.

    `number` is what Word's automatic numbering would print before the text ("1." or "a)"),
    None where there is none; it is never part of `text`. `bullet` is True for an automatic
    bullet. `heading` is the heading level 1 to 9, or 0. `page` is None where unknown.
    """

    text: str
    number: str | None = None
    bullet: bool = False
    level: int = 0
    heading: int = 0
    runs: tuple[Run, ...] = ()
    page: int | None = None

    @property
    def bold(self) -> bool:
        """Whether all of its visible text is bold."""
        inked = [run for run in self.runs if run.text.strip()]
        return bool(inked) and all(run.bold for run in inked)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, with the place it stands at and what it spans.

    `column` is the first grid column it covers. A cell merged downwards stands whole in its
    first row; in the rows below there is a cell with `continues` True and no paragraphs.
    `fill` is the ground colour as RRGGBB, or None. `value` is the typed value of a spreadsheet
    cell in ISO form ("2025-04-01", "0.5", "true"), None for plain text. `formula` is True
    where the shown value was calculated. `inner` are tables nested in the cell.
    """

    column: int
    paragraphs: tuple[Paragraph, ...] = ()
    width: int = 1
    height: int = 1
    continues: bool = False
    fill: str | None = None
    value: str | None = None
    formula: bool = False
    header: bool = False
    inner: tuple["Table", ...] = ()

    @property
    def text(self) -> str:
        """The words of the cell, one paragraph a line, without automatic numbers."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def is_blank(self) -> bool:
        """Whether there are no words in it."""
        return not self.text.strip() and not self.inner


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is the row of the table, or of the sheet as the spreadsheet numbers it."""

    number: int
    cells: tuple[Cell, ...]
    header: bool = False
    page: int | None = None

    def at(self, column: int) -> Cell | None:
        """The cell that covers this column, if any."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.width:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """One table or sheet. `number` counts tables through the file; `sheet` is the sheet's name."""

    number: int
    rows: tuple[Row, ...]
    columns: int
    sheet: str | None = None
    caption: str | None = None
    page: int | None = None

    @property
    def name(self) -> str:
        """What to call it to a person: its sheet name, or "Table 3"."""
        return f"sheet “{self.sheet}”" if self.sheet else f"table {self.number}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader did or left out that a person should know: hidden rows, tracked changes."""

    why: str
    table: int | None = None
    row: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file, read. `blocks` are its paragraphs and tables in order.

    `kind` is docx, xlsx, xls, ods, csv, html or text. `running_heads` are the words of page headers and
    footers, each once. `properties` may hold title, author, language.
    """

    name: str
    kind: str
    blocks: tuple[Paragraph | Table, ...]
    running_heads: tuple[Paragraph, ...] = ()
    notices: tuple[Notice, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> Iterator[Table]:
        """The tables in order, not those nested in cells."""
        return (block for block in self.blocks if isinstance(block, Table))

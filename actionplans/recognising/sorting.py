"""What each row of a table is: a heading, a band, an entry, a total, a page header or a blank."""

import re
from collections.abc import Collection
from typing import Literal

from papers.reading.paper import Cell, Row

from . import bands
from .cells import filled, flat, folded, is_blank, is_bold, is_shaded, is_sign
from .columns import Column, Heads

Kind = Literal["blank", "band", "entry", "total", "furniture"]

_TOTAL = re.compile(
    r"^(grand |sub-?\s?|overall )?totals?\b|^sum\b|^cyfanswm\b|^number of actions\b|^count\b", re.IGNORECASE
)
_FIGURE = re.compile(r"[\d.,%£()\s–—-]*")
_PAGE = re.compile(
    r"^(page|tudalen)\s*\d+(\s*(of|/|o)\s*\d+)?$|^\d+\s*(of|/)\s*\d+$|^(official|not protectively marked|restricted)( - sensitive)?$"
    r"|\(continued\)$|^continued\b.{0,30}$",
    re.IGNORECASE,
)


def kind_of(row: Row, heads: Heads, furniture: Collection[str]) -> Kind:
    """What this row is, under these headings. `furniture` are the folded words of running heads and titles."""
    cells = filled(row)
    if not cells:
        return "blank"
    if len(cells) == 1 and _is_furniture(cells[0], furniture):
        return "furniture"
    if _is_total(cells):
        return "total"
    return "band" if band_cell(row, cells, heads) else "entry"


def _is_furniture(cell: Cell, furniture: Collection[str]) -> bool:
    words = flat(cell.text)
    return folded(words) in furniture or bool(_PAGE.search(words))


def _is_total(cells: list[Cell]) -> bool:
    """ "Total 6 4 6 3": the word, and nothing else but figures."""
    if not _TOTAL.match(flat(cells[0].text)):
        return False
    return all(_FIGURE.fullmatch(flat(cell.text)) for cell in cells[1:]) and len(flat(cells[0].text)) <= 60


def band_cell(row: Row, cells: list[Cell], heads: Heads) -> Cell | None:
    """The cell that makes this row a band over the rows below, or None where it is an entry."""
    if len(cells) > 2 or len(heads.columns) < 2:
        return None
    wide = max(cells, key=lambda cell: cell.width)
    if len(cells) == 2:
        other = cells[0] if wide is cells[1] else cells[1]
        spans = wide.width >= max(3, round(heads.width * 0.6))
        return wide if spans and len(flat(other.text)) <= 12 and other.column < wide.column else None
    if is_sign(wide.text):
        return None
    if wide.width >= max(2, heads.width - 1):
        return wide
    under = next(
        (column for column in heads.columns if column.at <= wide.column < column.at + column.width), None
    )
    if under is not None and under.meaning == "priority":
        return None
    return wide if len(row.cells) == 1 or _lone_cell_is_band(wide, row, under) else None


def _lone_cell_is_band(cell: Cell, row: Row, under: Column | None) -> bool:
    """A row with words in one narrow cell only: a band if it says so, or is at the left and stands out."""
    if bands.is_known(cell.text):
        return cell.column <= 2 or cell.width > 1
    covering = any(each.continues for each in row.cells)
    if covering or cell.column > 2 or not (is_bold(cell) or _row_is_shaded(row, cell)):
        return False
    return under is None or under.meaning in (None, "ref", "outcome", "action", "note", "recommendation")


def _row_is_shaded(row: Row, cell: Cell) -> bool:
    blanks = [each for each in row.cells if is_blank(each)]
    return is_shaded(cell) and all(each.fill == cell.fill for each in blanks)

"""How wide each column is: its share of the width, but no name is ever cut inside a word."""

import re

from papers.document import Compared, Names, Row, Status, Table, Text

from .fonts import width
from .words import grid, is_barred

_WORD = re.compile(r"[^\s/]+/?")
LONGEST_WORD = 26  # letters: what is longer is an address or a slip, and may be parted
# From "December" on: a month is not parted either.
_LONG_WORD = re.compile(rf"(?<!\S)[^\W\d_]{{8,{LONGEST_WORD}}}(?=[\s.,;:)!?]|$)")
FIRST_ROWS = 100
INSET = 7.6  # points of space at both sides of a cell together, with the rule
BAR = 3.0  # points more at the left of a cell that is marked as changed
ADDRESS_FLOOR = 0.1  # of the whole width: a longer address is parted
LONGEST_FLOOR = 0.45  # of the whole width: more than this no single word may claim


def column_widths(
    table: Table,
    total: float,
    size: float,
    inset: float = INSET,
    *,
    printed: bool = False,
    addresses: float = 0.0,
) -> list[float]:
    """Widths in points that add up to `total`, for text of `size` points.

    Each column gets its share by weight. One whose longest heading word, name or reference needs more gets
    that, and the others give it up in proportion, down to what they need themselves. Where it is `printed`,
    room is kept for "(continued)", and for every ordinary word, not only those of the first rows: print cannot wrap them.
    The short address of each row has room where it is printed; `addresses` is how wide the code is that stands with it, if
    one does.
    """
    weights = [max(column.weight, 0.01) for column in table.columns]
    least = [min(floor, total * LONGEST_FLOOR) for floor in _floors(table, size, inset, printed)]
    if table.addressed:
        at = next(n for n, column in enumerate(table.columns) if column.key == table.addressed)
        said = max((width(line.short, size) for line in table.rows if isinstance(line, Row)), default=0.0)
        least[at] = max(least[at], min(said + inset, total * ADDRESS_FLOOR))
        least[at] = max(least[at], min(addresses + inset, total * LONGEST_FLOOR))
    if sum(least) >= total:
        return [total * floor / sum(least) for floor in least]
    fixed: set[int] = set()
    while True:
        free = total - sum(least[column] for column in fixed)
        shares = sum(weight for column, weight in enumerate(weights) if column not in fixed)
        given = [
            least[column] if column in fixed else free * weight / shares
            for column, weight in enumerate(weights)
        ]
        short = {
            column for column in range(len(given)) if column not in fixed and given[column] < least[column]
        }
        if not short:
            return given
        fixed |= short


def _floors(table: Table, size: float, inset: float, printed: bool) -> list[float]:
    """The least width of each column: that of its longest word which must not be cut."""
    words: list[set[str]] = [set(_WORD.findall(column.heading)) for column in table.columns]
    if table.columns and printed:
        words[_named(table)].add("(continued)")
    tags: list[set[str]] = [set() for _ in table.columns]
    bars = [0.0] * len(table.columns)
    for number, (line, cells) in enumerate(grid(table)):
        if not isinstance(line, Row):
            continue
        for column, cell in enumerate(cells):
            if cell is None or cell.width > 1:
                continue
            if is_barred(cell):
                bars[column] = BAR
            if cell.change:
                words[column].update(cell.change.split())
            for part in cell.parts:
                if isinstance(part, Status):
                    tags[column].update(part.words.split())
                elif isinstance(part, Names):
                    for name in part.names:
                        words[column].update(_WORD.findall(name))
                elif isinstance(part, Compared):
                    words[column].update(word for _, said in part.pieces for word in _LONG_WORD.findall(said))
                elif isinstance(part, Text) and table.columns[column].kind != "text":
                    words[column].update(_WORD.findall(part.words))
                elif isinstance(part, Text) and (printed or number < FIRST_ROWS):
                    words[column].update(_LONG_WORD.findall(part.words))
    return [
        max(
            [width(word, size, bold=True) for word in found]
            + [width(word, size, bold=True) + 3 * size for word in tagged],
            default=0,
        )
        + inset
        + bar
        for found, tagged, bar in zip(words, tags, bars, strict=True)
    ]


def _named(table: Table) -> int:
    """The column that a row's name stands in: its row header, else the first."""
    for number, column in enumerate(table.columns):
        if column.row_header:
            return number
    return 0

"""Which rows a page may part, and the marks by which the print finds out whether it did.

A row of a third of a page or less is kept whole. A higher one may be parted, and then says its name
again with "(continued)".
"""

from papers.document import Addition, Cell, Status, Table

from .words import cell_words

WHOLE = 150.0  # points
NEAR = 0.6  # of the highest cell: a cell as high as that may be the one that ends last


class Marker:
    """Gives the marks of each row of one table in turn."""

    def __init__(self, table: Table, key: int, widths: list[float], size: float):
        self._key, self._widths, self._size = key, widths, size
        self._named = next((n for n, column in enumerate(table.columns) if column.row_header), 0)

    def row(self, number: int, name: str, cells: list[Cell | None]) -> dict[int, list[list]]:
        """The marks of a row by column; none where it is kept whole."""
        heights = {
            column: self._height(cell, column)
            for column, cell in enumerate(cells)
            if cell is not None and cell.height == 1
        }
        marks: dict[int, list[list]] = {}
        highest = max(heights.values(), default=0)
        if highest > WHOLE:
            self._may_be_parted(f"{self._key}.{number}", name, heights, highest, marks)
        return marks

    def _may_be_parted(self, key: str, name: str, heights: dict[int, float], highest: float, marks) -> None:
        """Where the row begins, where its cells end, and where the words of its name end."""
        first = min(heights)
        if name:
            marks.setdefault(first, []).append(["begin", key, name, self._named])
        for column, height in heights.items():
            if height >= NEAR * highest:
                marks.setdefault(column, []).append(["end", key])
        if self._named in heights:
            marks.setdefault(self._named, []).append(["said", key])
        marks.setdefault(first, [])

    def _height(self, cell: Cell, column: int) -> float:
        """About how high a cell will be, in points; rather too much than too little."""
        room = max(sum(self._widths[column : column + cell.width]) - 8, 10)
        letters = max(room / (self._size * 0.5), 1)
        lines = sum(1 + len(line) // letters for line in cell_words(cell).split("\n"))
        extra = sum(0.8 for part in cell.parts if isinstance(part, Status | Addition))
        return (lines + extra) * self._size * 1.3 + 8

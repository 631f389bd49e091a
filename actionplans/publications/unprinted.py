"""Characters that no font of the PDF has, each once and where it stands first: told before issue, never a failed paper."""

from collections.abc import Iterator

from papers.document import Document, Row, Table
from papers.writing import unprintable
from papers.writing.words import cell_words, grid

from .checking import AROUND, CHARACTER, Finding


def unprinted(document: Document) -> list[Finding]:
    """A finding for each character that the PDF shows by its number."""
    missing = unprintable(document)
    return [_finding(point, name, document) for point, name in missing]


def _finding(point: str, name: str, document: Document) -> Finding:
    character = chr(int(point.removeprefix("U+"), 16))
    words = f"[{point}] {name}"
    for key, ref, column, said in _texts(document):
        at = said.find(character)
        if at >= 0:
            before, after = said[max(at - AROUND, 0) : at], said[at + 1 : at + 1 + AROUND]
            return Finding(CHARACTER, key, ref, column, words, before, after, at)
    return Finding(CHARACTER, "", "", "", words, "", "", 0)


def _texts(document: Document) -> Iterator[tuple[str, str, str, str]]:
    """(key of the row, its reference, the column, its words), rows first."""
    for table in document.blocks:
        if isinstance(table, Table):
            for line, cells in grid(table):
                if isinstance(line, Row):
                    for column, cell in zip(table.columns, cells, strict=True):
                        if cell is not None:
                            yield line.anchor, line.name, column.heading, cell_words(cell)
    yield "", "", "Title", document.title
    yield "", "", "Introduction", document.introduction

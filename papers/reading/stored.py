"""A paper as plain JSON and back, nothing lost: for the child process and for the row of an import.

Whatever is at its default is left out, a plain paragraph is a plain string, and a paragraph of a
cell states its page only where that is not the page of its row (0 stands for "unknown").
"""

from .paper import Cell, Notice, Paper, Paragraph, Row, Run, Table

FORM = 1  # of this JSON; raise it when the form changes


def as_json(paper: Paper) -> dict:
    """The paper as dictionaries, lists, strings and numbers."""
    return {
        "form": FORM,
        "name": paper.name,
        "kind": paper.kind,
        "blocks": [
            _table(block) if isinstance(block, Table) else _paragraph(block, None) for block in paper.blocks
        ],
        "heads": [_paragraph(each, None) for each in paper.running_heads],
        "notices": [[each.why, each.table, each.row, each.words] for each in paper.notices],
        "properties": dict(paper.properties),
    }


def from_json(stored: dict) -> Paper:
    """The paper that `as_json` was given."""
    return Paper(
        stored["name"],
        stored["kind"],
        tuple(
            _to_table(each) if isinstance(each, dict) and "rows" in each else _to_paragraph(each, None)
            for each in stored["blocks"]
        ),
        tuple(_to_paragraph(each, None) for each in stored["heads"]),
        tuple(Notice(*each) for each in stored["notices"]),
        dict(stored["properties"]),
    )


def _paragraph(paragraph: Paragraph, page: int | None) -> str | dict:
    found: dict = {}
    if paragraph.number is not None:
        found["number"] = paragraph.number
    if paragraph.bullet:
        found["bullet"] = 1
    if paragraph.level:
        found["level"] = paragraph.level
    if paragraph.heading:
        found["heading"] = paragraph.heading
    if paragraph.runs:
        found["runs"] = [_run(each) for each in paragraph.runs]
    if paragraph.page != page:
        found["page"] = paragraph.page or 0
    if not found:
        return paragraph.text
    if not paragraph.runs or paragraph.text != "".join(each.text for each in paragraph.runs):
        found["text"] = paragraph.text
    return found


def _to_paragraph(stored: str | dict, page: int | None) -> Paragraph:
    if isinstance(stored, str):
        return Paragraph(stored, page=page)
    runs = tuple(
        Run(text, bold == 1, ink, fill, struck == 1)
        for text, bold, ink, fill, struck in stored.get("runs", ())
    )
    return Paragraph(
        stored["text"] if "text" in stored else "".join(each.text for each in runs),
        stored.get("number"),
        "bullet" in stored,
        stored.get("level", 0),
        stored.get("heading", 0),
        runs,
        (stored["page"] or None) if "page" in stored else page,
    )


def _run(run: Run) -> list:
    return [run.text, int(run.bold), run.ink, run.fill, int(run.struck)]


def _table(table: Table) -> dict:
    found: dict = {
        "number": table.number,
        "columns": table.columns,
        "rows": [_row(row) for row in table.rows],
    }
    for key in ("sheet", "caption", "page"):
        if (value := getattr(table, key)) is not None:
            found[key] = value
    return found


def _to_table(stored: dict) -> Table:
    return Table(
        stored["number"],
        tuple(_to_row(each) for each in stored["rows"]),
        stored["columns"],
        stored.get("sheet"),
        stored.get("caption"),
        stored.get("page"),
    )


def _row(row: Row) -> list:
    return [row.number, int(row.header), row.page, [_cell(cell, row.page) for cell in row.cells]]


def _to_row(stored: list) -> Row:
    number, header, page, cells = stored
    return Row(number, tuple(_to_cell(each, page) for each in cells), header == 1, page)


def _cell(cell: Cell, page: int | None) -> list:
    paragraphs = [_paragraph(each, page) for each in cell.paragraphs]
    found: dict = {}
    if cell.width != 1:
        found["width"] = cell.width
    if cell.height != 1:
        found["height"] = cell.height
    if cell.continues:
        found["continues"] = 1
    if cell.fill is not None:
        found["fill"] = cell.fill
    if cell.value is not None:
        found["value"] = cell.value
    if cell.formula:
        found["formula"] = 1
    if cell.header:
        found["header"] = 1
    if cell.inner:
        found["inner"] = [_table(each) for each in cell.inner]
    words = paragraphs[0] if len(paragraphs) == 1 and isinstance(paragraphs[0], str) else paragraphs
    return [cell.column, words, found] if found else [cell.column, words]


def _to_cell(stored: list, page: int | None) -> Cell:
    words = stored[1]
    paragraphs = (
        (Paragraph(words, page=page),)
        if isinstance(words, str)
        else tuple(_to_paragraph(each, page) for each in words)
    )
    if len(stored) == 2:
        return Cell(stored[0], paragraphs)
    found = stored[2]
    return Cell(
        stored[0],
        paragraphs,
        found.get("width", 1),
        found.get("height", 1),
        "continues" in found,
        found.get("fill"),
        found.get("value"),
        "formula" in found,
        "header" in found,
        tuple(_to_table(each) for each in found.get("inner", ())),
    )

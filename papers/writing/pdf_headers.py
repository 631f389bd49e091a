"""Row headers in the tags of a PDF, which Typst cannot be told of, and a check of the whole.

A step of `pdf_child`, which knows pikepdf and nothing of this project.
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name


class NotTagged(Exception):
    """The PDF does not have the tables that were asked for."""


def answer(job, content):
    """The PDF in `content` with its row headers, by the `tables` of this job."""
    return with_row_headers(content, job["tables"])


def with_row_headers(content, tables):
    """The PDF with its row headers as such, and each cell told which headings it stands under.

    `tables` says for each table, in order, its width and for each row of its body the number of the cell
    that names it, or -1.
    """
    pdf = pikepdf.open(io.BytesIO(content))
    root = pdf.Root
    if "/Lang" not in root or not root.MarkInfo.get("/Marked") or not pdf.docinfo.get("/Title"):
        raise NotTagged("The PDF has no language, title or tags.")
    found = list(_all(root.StructTreeRoot, "/Table"))
    if len(found) != len(tables):
        raise NotTagged(f"{len(found)} tables are tagged, {len(tables)} were written.")
    for number, (table, (width, heads)) in enumerate(zip(found, tables, strict=True)):
        _mark(pdf, table, number, width, heads)
    made = io.BytesIO()
    pdf.save(
        made,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return made.getvalue()


def _all(element, kind):
    """The elements of this kind, in order; tables do not stand within tables."""
    for child in _children(element):
        if child.get("/S") == kind:
            yield child
        else:
            yield from _all(child, kind)


def _children(element):
    """The structure elements directly under this one."""
    held = element.get("/K")
    if held is None:
        return []
    held = held if isinstance(held, Array) else [held]
    return [child for child in held if isinstance(child, Dictionary) and "/S" in child]


def _mark(pdf, table, number, width, heads):
    """Name the row headers of one table, and give each cell its column, band and row as headers."""
    columns = [None] * width
    band = None
    covered = [0] * width
    body_row = 0
    for row in _all(table, "/TR"):
        cells = _children(row)
        spans = [_span(cell) for cell in cells]
        if cells and all(cell.S == "/TH" for cell in cells):
            if len(cells) == 1 and spans[0][0] == width and columns[0] is not None:
                band = cells[0].ID
                _scope(cells[0], Name.Column, Array(columns[:1]))
            else:
                columns = [cell.ID for cell in cells]
            covered = [0] * width
            continue
        head = heads[body_row] if body_row < len(heads) else -1
        body_row += 1
        at = 0
        named = None
        placed = []
        for order, (cell, (wide, tall)) in enumerate(zip(cells, spans, strict=True)):
            while at < width and covered[at]:
                at += 1
            if order == head:
                cell.S = Name.TH
                cell.ID = named = pikepdf.String(f"T{number}r{body_row}")
            placed.append((cell, at, wide))
            for column in range(at, min(at + wide, width)):
                covered[column] = tall
            at += wide
        covered = [max(0, rows - 1) for rows in covered]
        for order, (cell, at, wide) in enumerate(placed):
            over = [held for held in (*columns[at : at + wide][:1], band) if held is not None]
            if order == head:
                _scope(cell, Name.Row, Array(over))
            else:
                _table_attributes(cell).Headers = Array([*over, named] if named is not None else over)
    if body_row != len(heads):
        raise NotTagged(f"{body_row} rows are tagged, {len(heads)} were written.")


def _scope(cell, scope, headers):
    held = _table_attributes(cell)
    held.Scope = scope
    held.Headers = headers


def _table_attributes(cell):
    """The attributes of a cell that belong to tables, made where there are none."""
    attributes = cell.get("/A")
    if attributes is None:
        cell.A = Array([])
    elif not isinstance(attributes, Array):
        cell.A = Array([attributes])
    for held in cell.A:
        if held.get("/O") == "/Table":
            return held
    cell.A.append(Dictionary(O=Name.Table))
    return cell.A[-1]


def _span(cell):
    """How many columns and rows a cell covers."""
    attributes = cell.get("/A")
    wide = tall = 1
    if attributes is not None:
        for held in attributes if isinstance(attributes, Array) else [attributes]:
            wide, tall = int(held.get("/ColSpan", wide)), int(held.get("/RowSpan", tall))
    return wide, tall

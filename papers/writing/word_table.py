"""A table of a paper as WordprocessingML."""

from papers.document import Band, Cell, Document, Table

from . import qr
from .row_addresses import link, printed_at, stands_below
from .widths import column_widths
from .word_links import Links
from .word_parts import cell_paragraphs, paragraph, parts_xml, run
from .words import band_words, cell_words, grid, is_barred
from .xml_words import in_xml

MARGINS = 6.8  # points at both sides of a cell together
LINE = 1.5  # of the size of the words: how high a line to write in is
BAR = '<w:left w:val="single" w:sz="20" w:space="0" w:color="1C1B22"/>'
KEEP_WHOLE = 700  # characters in one cell up to which a row is not parted by a page


def table_xml(
    table: Table, total: float, size: float, document: Document | None = None, links: Links | None = None
) -> str:
    """The table, `total` points wide, its words of `size` points. `links` takes what its rows lead to."""
    codes = qr.room(document) if document else 0.0
    widths = [round(width * 20) for width in column_widths(table, total, size, addresses=codes)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption = _attribute(table.caption)
    said = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="PaperTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{caption}"/><w:tblDescription w:val="{_attribute(_description(table))}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>",
        _heading_row(table, widths),
    ]
    above: list[tuple[int, int]] = [(0, 1)] * len(widths)  # rows still covered, and how wide
    for line, cells in grid(table):
        if isinstance(line, Band):
            said.append(_band(line, widths))
            above = [(0, 1)] * len(widths)
        else:
            address: tuple[int, str] = (-1, "")
            if line.short and document and links:
                address = _address(document, table, line, cells, widths, links)
            said.append(_row(cells, table, widths, above, round(line.room * size * LINE * 20), address))
    said.append("</w:tbl>")
    return "".join(said)


def _description(table: Table) -> str:
    """What the table is, for those who listen."""
    return f"{len(table.columns)} columns: {', '.join(column.heading for column in table.columns)}."


def _heading_row(table: Table, widths: list[int]) -> str:
    """The row of headings, repeated on every page."""
    cells = "".join(
        _cell(
            paragraph(run(column.heading, bold=True), "PaperColumn"),
            width,
            '<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="1C1B22"/></w:tcBorders>'
            '<w:shd w:val="clear" w:color="auto" w:fill="E6E3E9"/>',
        )
        for column, width in zip(table.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _band(band: Band, widths: list[int]) -> str:
    """A shaded row over the whole width, kept with the row below it."""
    edges = BAR if band.change else ""
    if band.level == 1:
        style, ground = "PaperBand", "F0EBF2"
        edges = f'<w:top w:val="single" w:sz="8" w:space="0" w:color="1C1B22"/>{edges}'
    else:
        style, ground = "PaperComment", "FAF9FB"
    edge = f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
    change = paragraph(run(band.change, bold=True), style) if band.change else ""
    words = change + "".join(parts_xml(band.parts, style)) or paragraph("", style)
    shade = (
        f'<w:gridSpan w:val="{len(widths)}"/>{edge}<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
    )
    short = band.level == 1 or len(band_words(band)) <= KEEP_WHOLE
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if short else ""
    return f"<w:tr>{whole}{_cell(words, sum(widths), shade)}</w:tr>"


def _address(document, table, row, cells, widths, links) -> tuple[int, str]:
    """(the column that the short address of a row is printed in, its paragraphs)."""
    column = printed_at(table, cells)
    whole = link(document, row)
    said = links.link(whole, row.short)
    if document.has_qr and column >= 0:
        room = sum(widths[column : column + cells[column].width]) / 20 - MARGINS
        said += links.picture(qr.as_png(whole), f"QR code of {row.short}", min(qr.SIDE, room))
    return column, said


def _row(
    cells: list[Cell | None],
    table: Table,
    widths: list[int],
    above: list[tuple[int, int]],
    room: int,
    address: tuple[int, str],
) -> str:
    """One row, `room` high at least; where a taller cell stands above, a cell that goes on with it."""
    said = []
    longest = 0
    column = 0
    while column < len(widths):
        cell = cells[column]
        if cell is None:
            rows, wide = above[column]
            width = sum(widths[column : column + wide])
            span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
            said.append(_cell(paragraph("", "PaperCell"), width, f"{span}<w:vMerge/>"))
            above[column] = (rows - 1, wide)
            column += wide
            continue
        width = sum(widths[column : column + cell.width])
        looks = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
        if cell.height > 1:
            looks += '<w:vMerge w:val="restart"/>'
            above[column] = (cell.height - 1, cell.width)
        if is_barred(cell):
            looks += f"<w:tcBorders>{BAR}</w:tcBorders>"
        named = table.columns[column].row_header
        words = cell_paragraphs(cell, bold=named)
        if column == address[0]:
            words = words + address[1] if stands_below(table, column) else address[1] + words
        said.append(_cell(words, width, looks))
        if cell.height == 1:
            longest = max(longest, len(cell_words(cell)))
        column += cell.width
    looks = "<w:cantSplit/>" if longest <= KEEP_WHOLE else ""
    looks += f'<w:trHeight w:val="{room}" w:hRule="atLeast"/>' if room else ""
    looks = f"<w:trPr>{looks}</w:trPr>" if looks else ""
    return f"<w:tr>{looks}{''.join(said)}</w:tr>"


def _cell(words: str, width: int, looks: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{looks}</w:tcPr>{words}</w:tc>'


def _attribute(words: str) -> str:
    return in_xml(" ".join(words.split())).replace('"', "&quot;")

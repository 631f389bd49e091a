"""A paper as a fragment of a page: legend, notes and the committee's table, in the classes of the site.

Built as strings, for a paper of thousands of rows is read as often as one of ten. Every word of the
document goes through `escape`.
"""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from papers.document import (
    Addition,
    Band,
    Blank,
    Cell,
    Column,
    Compared,
    Count,
    Document,
    Figures,
    Flag,
    Heading,
    Names,
    Note,
    Paragraphs,
    Part,
    Row,
    Status,
    Table,
    Text,
)

from . import qr
from .html_words import compared, compared_inline, escape
from .plain_text import is_one_line, pieces
from .printable import is_right_to_left
from .row_addresses import link, printed_at, stands_below
from .widths import column_widths
from .words import addition_marker, before_change, grid, is_barred

ARROWS = "→↗↘↑↓←"
FEW_COLUMNS = 4
ON_SCREEN = 56.0  # points: a code on a screen
SCREEN, SCREEN_SIZE = 864.0, 9.75  # points: the narrowest that a wide table is on a screen, and its letters


def render(document: Document, *, name: str = "") -> SafeString:
    """The legend, the notes and all blocks of the document as HTML; title and facts are the page's own.

    `name` tells the identifiers of one document from those of another on the same page, where each stands under a
    heading of the page's own.
    """
    made: list[str] = []
    made += _top(document)
    tables = 0
    for block in document.blocks:
        match block:
            case Heading(words, level):
                tag = "h3" if level > 2 or name else "h2"
                made.append(f"<{tag}>{escape(words)}</{tag}>\n")
            case Paragraphs(words):
                made.append(_paragraphs(words))
            case Note(words):
                made.append(f'<div class="note">{_paragraphs(words)}</div>\n')
            case Figures():
                made.append(_figures(block))
            case Table():
                tables += 1
                caption_id = f"{name}papercap{tables if tables > 1 else ''}"
                if block.stacks:
                    _stack(block, caption_id, made)
                else:
                    _table(document, block, caption_id, made)
    return mark_safe("".join(made))


def render_parts(parts: tuple[Part, ...]) -> SafeString:
    """The parts of one cell as HTML, for a page that shows a row by itself."""
    return mark_safe(_parts(parts))


def _top(document: Document) -> list[str]:
    """Legend and notes, side by side where both are there."""
    legend = _legend(document.legend)
    notes = "".join(_paragraphs(words, "small") for words in document.notes)
    reading = f"<h2>How to read this paper</h2>\n{notes}" if notes else ""
    introduction = _paragraphs(document.introduction)
    if legend and reading:
        both = f'<div class="cols cols--half">\n<div>\n{legend}</div>\n<div>\n{reading}</div>\n</div>\n'
        return [introduction, both]
    return [introduction, legend, reading]


def _legend(counts: tuple[Count, ...]) -> str:
    """The key: each status with its number and meaning."""
    if not counts:
        return ""
    entries = []
    for count in counts:
        number = "" if count.number is None else f" <b>{count.number}</b>"
        meaning = f' <span class="quiet">{escape(count.meaning)}</span>' if count.meaning else ""
        entries.append(f"<li>{_sign(count.sign)}{number}{meaning}</li>")
    return f'<h2>Key</h2>\n<ul class="key">{"".join(entries)}</ul>\n'


def _figures(figures: Figures) -> str:
    """The numbers that are read first, each with what it counts."""
    said = "".join(f"<li><b>{number:,}</b> {escape(words)}</li>" for number, words in figures.numbers)
    return f'<ul class="figures">{said}</ul>\n'


def _sign(sign: Status | Blank) -> str:
    return _tag(sign) if isinstance(sign, Status) else _blank(sign.words)


@lru_cache(maxsize=512)
def _tag(status: Status) -> str:
    """A status as a tag: word, symbol, tone."""
    mark = (
        f'<span class="tag__mark" aria-hidden="true">{escape(status.symbol)}</span>' if status.symbol else ""
    )
    return f'<strong class="tag tag--{escape(status.tone)}">{mark}{escape(status.words)}</strong>'


def _blank(words: str) -> str:
    return f'<span class="blank">{escape(words)}</span>'


def _table(document: Document, table: Table, caption_id: str, made: list[str]) -> None:
    """The table in a region of its own that scrolls sideways and can be reached by keyboard."""
    few = " paper--few" if len(table.columns) <= FEW_COLUMNS else ""
    made.append(
        f'<div class="scroll scroll--paper" role="region" aria-labelledby="{caption_id}" tabindex="0">\n'
        f'<table class="paper{few}">\n'
        f'<caption id="{caption_id}" class="hide">{escape(table.caption)}</caption>\n<thead><tr>'
    )
    made += [
        _heading(column, share) for column, share in zip(table.columns, _shares(document, table), strict=True)
    ]
    made.append("</tr></thead>\n<tbody>\n")
    wide = len(table.columns)
    begun = False
    for line, cells in grid(table):
        if isinstance(line, Band):
            if line.level == 1 and begun:
                made.append("</tbody>\n<tbody>\n")
            made.append(_band(line, wide))
        else:
            home = printed_at(table, cells) if line.short else -1
            _row(document, table, line, cells, home, made)
        begun = True
    made.append("</tbody>\n</table>\n</div>\n")


def _stack(table: Table, caption_id: str, made: list[str]) -> None:
    """A table of few columns and many words: blocks on a phone, so that its cells say which column they are of."""
    headings = [escape(column.heading) for column in table.columns]
    made.append(
        f'<div class="scroll" role="region" aria-labelledby="{caption_id}" tabindex="0">\n'
        f'<table role="table" class="fits stack stack--tight">\n'
        f'<caption id="{caption_id}" class="hide">{escape(table.caption)}</caption>\n'
        '<thead role="rowgroup"><tr role="row">'
    )
    made += [f'<th role="columnheader" scope="col">{words}</th>' for words in headings]
    made.append('</tr></thead>\n<tbody role="rowgroup">\n')
    for line, cells in grid(table):
        if isinstance(line, Band):
            barred = ' class="chg"' if line.change else ""
            over = f'<th role="rowheader" scope="rowgroup" colspan="{len(headings)}"{barred}>'
            made.append(f'<tr role="row">{over}{_band_word(line)}{_inline(line.parts)}</th></tr>\n')
        else:
            made.append(f'<tr role="row">{_stacked(table.columns, headings, cells)}</tr>\n')
    made.append("</tbody>\n</table>\n</div>\n")


def _stacked(columns: tuple[Column, ...], headings: list[str], cells: list[Cell | None]) -> str:
    """The cells of one row, each with the heading of its column."""
    made = []
    for column, words, cell in zip(columns, headings, cells, strict=False):
        if cell is None:
            continue
        style = ' class="chg"' if is_barred(cell) else ""
        if column.row_header and cell.parts:
            said = _inline(cell.parts)
            said = f'<span class="ref">{said}</span>' if column.kind == "ref" and said else said
            made.append(f'<th role="rowheader" scope="row"{style}>{_change_word(cell)}{said}</th>')
        else:
            said = f"{_change_word(cell)}{_alone(cell.parts)}"
            made.append(f'<td role="cell" data-label="{words}"{style}>{said}</td>')
    return "".join(made)


def _heading(column: Column, share: int) -> str:
    """A column heading, with the class that says how much of the width it has."""
    return f'<th scope="col" class="cw-{share}">{escape(column.heading)}</th>'


def _shares(document: Document, table: Table) -> list[int]:
    """The width of each column in whole hundredths, as the print would have it."""
    widths = column_widths(table, SCREEN, SCREEN_SIZE, 11, addresses=qr.room(document, ON_SCREEN))
    return [min(max(round(100 * width / SCREEN), 2), 80) for width in widths]


def _band(band: Band, wide: int) -> str:
    """A row over the whole width: a heading of the rows below, or a comment on the heading."""
    anchor = f' id="{escape(band.anchor)}"' if band.anchor else ""
    barred = ' class="chg"' if band.change else ""
    if band.level == 1:
        words = f"<span>{_band_word(band)}{_inline(band.parts)}</span>"
        heading = f'<th colspan="{wide}" scope="rowgroup"{barred}>{words}</th>'
        return f'<tr class="paper__band"{anchor}>{heading}</tr>\n'
    change = f'<p class="chg__word">{escape(band.change)}</p>' if band.change else ""
    words = f'<td colspan="{wide}"{barred}>{change}{_parts(band.parts)}</td>'
    return f'<tr class="paper__say"{anchor}>{words}</tr>\n'


def _band_word(band: Band) -> str:
    """The change word of a heading, before its words; "" where nothing changed."""
    return f'<span class="chg__word">{escape(band.change)}:</span> ' if band.change else ""


def _row(
    document: Document, table: Table, row: Row, cells: list[Cell | None], home: int, made: list[str]
) -> None:
    """One row; the cell that names it is its header. `home` is the column that its short address is printed in, or -1."""
    made.append(f'<tr id="{escape(row.anchor)}">' if row.anchor else "<tr>")
    for number, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
        if cell is None:
            continue
        parts = cell.parts
        # Most cells are one short text: no call is spent on those.
        if len(parts) == 1 and type(parts[0]) is Text and not cell.change and not parts[0].label:
            text = parts[0]
            words = text.words
            if words and is_one_line(words) and not text.bold and words.isascii():
                said = escape(words)
            else:
                said = _text(text, alone=True)
        else:
            said = _changed(cell)
        if number == home:
            said = _with_address(document, table, row, number, said)
        spans = "" if cell.width == 1 and cell.height == 1 else _spans(cell)
        # A row without a reference has no cell that names it: an empty heading would be read out as one.
        if column.row_header and said:
            if row.address and column.kind == "ref" and parts and not row.short:
                said = f'{_change_word(cell)}<a href="{escape(row.address)}">{_alone(parts)}</a>'
            # Who hears the name of the row before each of its cells does not hear its address again.
            heard = f' abbr="{escape(row.name)}"' if row.short and row.name and column.kind == "ref" else ""
            barred = ' class="chg"' if is_barred(cell) else ""
            made.append(f'<th scope="row"{heard}{barred}{spans}>{said}</th>')
        elif is_barred(cell):
            made.append(f'<td class="chg"{spans}>{said}</td>')
        else:
            made.append(f"<td{spans}>{said}</td>")
    made.append("</tr>\n")


def _with_address(document: Document, table: Table, row: Row, column: int, said: str) -> str:
    """The words of a cell with the short address of its row, and its QR code where the paper has them."""
    address = escape(link(document, row))
    small = f'<p class="rowlink"><a href="{address}">{escape(row.short)}</a></p>'
    if document.has_qr:
        small += qr.as_svg(link(document, row), f"QR code of {row.short}")
    if said and not said.startswith("<"):
        said = f"<p>{said}</p>"
    return said + small if stands_below(table, column) else small + said


def _spans(cell: Cell) -> str:
    wide = f' colspan="{cell.width}"' if cell.width > 1 else ""
    tall = f' rowspan="{cell.height}"' if cell.height > 1 else ""
    return wide + tall


def _changed(cell: Cell) -> str:
    """The parts of a cell after its change word; "→ No change" stands under the status, without a bar."""
    if not cell.change:
        return _parts(cell.parts)
    first = before_change(cell)
    return f"{_parts(cell.parts[:first])}{_change_word(cell)}{_parts(cell.parts[first:])}"


def _change_word(cell: Cell) -> str:
    """The word at the bar of a cell, or under its status; "" where nothing changed."""
    if not cell.change:
        return ""
    mark, words = "", cell.change
    if words[0] in ARROWS:
        mark = f'<span class="move__mark" aria-hidden="true">{words[0]}</span> '
        words = words[1:].lstrip()
    style = "chg__word" if is_barred(cell) else "move"
    return f'<p class="{style}">{mark}{escape(words)}</p>'


def _alone(parts: tuple[Part, ...]) -> str:
    """Parts where one text needs no tag."""
    return _text(parts[0], alone=True) if len(parts) == 1 and isinstance(parts[0], Text) else _parts(parts)


def parts_as_html(parts: tuple[Part, ...]) -> SafeString:
    """The parts of a cell as HTML, for a page that shows one row."""
    return mark_safe(_parts(parts))


def _parts(parts: tuple[Part, ...]) -> str:
    return "".join([_part(part) for part in parts])


def _part(part: Part) -> str:
    """One part of a cell."""
    match part:
        case Text():
            return _text(part)
        case Status():
            return _tag(part)
        case Names(names):
            return "<br>".join([escape(name) for name in names])
        case Blank(words, label):
            return f"<p>{_label(label)}{_blank(words)}</p>"
        case Flag(words):
            return f'<p class="flag">{escape(words)}</p>'
        case Addition(_, _, words):
            marker = escape(addition_marker(part))
            return f'<div class="added"><b>{marker}</b> {_paragraphs(words)}</div>'
        case Compared():
            return compared(part)
    raise TypeError(f"{part!r} is no part of a paper")


def _inline(parts: tuple[Part, ...]) -> str:
    """Parts in one line, for a heading: their words, with statuses and blanks as such."""
    said = []
    for part in parts:
        match part:
            case Text(words, _, label):
                lead = f"{escape(label)} " if label else ""
                said.append(lead + _lines(words))
            case Status():
                said.append(_tag(part))
            case Blank(words, label):
                said.append(_label(label) + _blank(words))
            case Names(names):
                said.append(escape(", ".join(names)))
            case Flag(words):
                said.append(escape(words))
            case Addition(_, _, words):
                said.append(f"{escape(addition_marker(part))} {_lines(words)}")
            case Compared():
                said.append(compared_inline(part))
    return " ".join(said)


def _label(label: str) -> str:
    return f"<b>{escape(label)}</b> " if label else ""


def _text(text: Text, alone: bool = False) -> str:
    """Words as paragraphs and lists; one plain paragraph that stands alone needs no tag."""
    words = text.words
    plain = alone and words and not text.bold and not text.label and is_one_line(words)
    if plain and not is_right_to_left(words):
        return escape(words)
    return _paragraphs(words, bold=text.bold, label=text.label)


def _paragraphs(words: str, style: str = "", *, bold: bool = False, label: str = "") -> str:
    """Paragraphs and lists of these words; items keep the mark they were written with."""
    made = []
    listing = False
    lead = f"<b>{escape(label)}</b> " if label else ""
    style = f' class="{style}"' if style else ""
    for piece in pieces(words):
        way = ' dir="rtl"' if is_right_to_left(piece.text) else ""
        if piece.mark:
            if lead:
                made.append(f"<p>{lead.rstrip()}</p>")
                lead = ""
            made.append("" if listing else '<ul class="plain marks">')
            made.append(f"<li{way}>{escape(piece.mark)} {_lines(piece.text)}</li>")
        else:
            said = f"<b>{_lines(piece.text)}</b>" if bold else _lines(piece.text)
            made.append(f"{'</ul>' if listing else ''}<p{style}{way}>{lead}{said}</p>")
            lead = ""
        listing = bool(piece.mark)
    if listing:
        made.append("</ul>")
    if lead:
        made.append(f"<p>{lead.rstrip()}</p>")
    return "".join(made)


def _lines(words: str) -> str:
    """Words with their line breaks."""
    return escape(words).replace("\n", "<br>")

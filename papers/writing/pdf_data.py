"""A paper as data for the Typst template: every word printable, every width in points."""

import re
from collections.abc import Iterator
from typing import Any

from papers.document import (
    Addition,
    Band,
    Blank,
    Cell,
    Compared,
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
from .fonts import FAMILIES
from .fonts import width as text_width
from .plain_text import pieces
from .printable import Printable, is_right_to_left
from .row_addresses import link, printed_at, stands_below
from .row_marks import Marker
from .widths import INSET, LONGEST_WORD, column_widths
from .words import (
    addition_marker,
    band_words,
    before_change,
    foot,
    grid,
    is_barred,
    parted,
    running_heads,
    title_lines,
)

LONGEST_HEADING = 400  # characters of a band that is repeated on every page
ADDRESS_SIZE = 0.8  # of the words of its cell
APART, APART_ENDS = "\u2067", "\u2069"  # right to left, whatever stands around it
POINTS_TO_THE_MM = 72 / 25.4


def paper_data(document: Document, printable: Printable, volume: str = "") -> dict[str, Any]:
    """The document as data for the Typst template, every word printable."""
    wide = document.orientation == "landscape"
    size = 8.5 if wide else 10
    total = (297 - 22 if wide else 210 - 36) * POINTS_TO_THE_MM
    language, _, region = document.language.partition("-")
    heads = running_heads(document)
    data = {
        "title": printable(document.title) or "Paper",
        "body": printable(document.body),
        "keywords": [],
        "orientation": document.orientation,
        "size": size,
        "fonts": FAMILIES,
        "lang": language.lower() or "en",
        "region": region.upper() or None,
        "heads": [printable(words) for words in heads],
        "reference": printable(document.reference),
        "foot": printable(foot(document)),
        "volume": printable(volume),
        "facts": [[printable(label), printable(words)] for label, words in title_lines(document)],
        "introduction": _text(document.introduction, printable),
        "legend": [
            {
                "sign": _part(count.sign, printable)[0],
                "number": count.number,
                "meaning": printable(count.meaning),
            }
            for count in document.legend
        ],
        "table-size": 8 if wide else 10,
        "blocks": [
            _block(document, block, number, printable, total, 8 if wide else 10)
            for number, block in enumerate(document.blocks)
        ],
    }
    notes = [printable(words) for words in document.notes]
    data["notes"] = [words for words in (*notes, printable.note()) if words]
    return data


def _block(document, block, number: int, printable, total: float, size: float) -> dict[str, Any]:
    """One block as data."""
    match block:
        case Heading(words, level):
            return {"is": "heading", "words": printable(words), "level": min(max(level, 2), 3)}
        case Paragraphs(words) | Note(words):
            return {"is": "words", "parts": _text(words, printable)}
        case Figures(numbers):
            return {"is": "figures", "numbers": [[f"{many:,}", printable(words)] for many, words in numbers]}
        case Table():
            return _table(document, block, number, printable, total, size)
    raise TypeError(f"{block!r} is no block of a paper")


def _table(
    document: Document, table: Table, key: int, printable, total: float, size: float
) -> dict[str, Any]:
    """A table as data: its widths in points, its headings, its bands and rows."""
    widths = column_widths(table, total, size, printed=True, addresses=qr.room(document))
    rows: list[dict[str, Any]] = []
    marker = Marker(table, key, widths, size)
    for number, (line, cells) in enumerate(grid(table)):
        if isinstance(line, Band):
            rows += _band(line, f"{key}.{number}", printable)
        else:
            made = _row(
                table, line.name, cells, marker.row(number, line.name, cells), widths, size, printable
            )
            if line.short:
                _put_address(document, table, line, cells, made, widths, size)
            rows.append(made)
    return {
        "is": "table",
        "key": key,
        "size": size,
        "widths": widths,
        "headings": [printable(column.heading) for column in table.columns],
        "rows": rows,
    }


def _row(table, name, cells, marks, widths, size, printable) -> dict[str, Any]:
    """A row as data: its cells, which of them names it, and whether a page may part it."""
    at = [column for column, cell in enumerate(cells) if cell is not None]
    named = next((column for column in at if table.columns[column].row_header), -1)
    return {
        "cells": [
            _cell(
                cells[column],
                printable,
                marks.get(column, ()),
                sum(widths[column : column + cells[column].width]),
                size,
            )
            for column in at
        ],
        "head": at.index(named) if named >= 0 else -1,
        "whole": not marks,
    }


def _put_address(document, table, row: Row, cells, made: dict[str, Any], widths, size: float) -> None:
    """The short address of a row, as a piece of the cell that it is printed in."""
    column = printed_at(table, cells)
    if column < 0:
        return
    place = [at for at, cell in enumerate(cells) if cell is not None].index(column)
    parts = made["cells"][place][3]
    address = link(document, row)
    room = sum(widths[column : column + cells[column].width]) - INSET
    piece = ["u", address, _parted_at_strokes(row.short, room / (size * ADDRESS_SIZE))]
    if document.has_qr:
        piece += [qr.as_file(address), f"QR code of {row.short}", min(qr.SIDE, room)]
    parts.insert(len(parts) if stands_below(table, column) else 0, piece)


def _parted_at_strokes(short: str, room: float) -> str:
    """A short address that may be parted after its strokes and hyphens, where it is wider than its column."""
    return short if text_width(short, 1) <= room else re.sub(r"(?<=[/-])", "\u200b", short)


def _band(band: Band, key: str, printable) -> list[dict[str, Any]]:
    """A band as data. One too long to stand again on every page does not; one longer still goes on below itself."""
    change = [["c", printable(band.change)]] if band.change else []
    parts = _parts(band.parts, printable)
    if band.level > 1:
        whole = len(band_words(band)) <= LONGEST_HEADING * 2
        return [{"band": 2, "parts": change + parts, "whole": whole, "change": bool(change)}]
    plain = [_in_band(piece) for piece in parts]
    if sum(len(piece[1]) for piece in plain) <= LONGEST_HEADING:
        return [
            {"band": 1, "key": key, "repeat": True, "parts": change + plain, "change": bool(change)},
        ]
    words = "\n".join(piece[1] for piece in plain)
    cut = len(words) if len(words) <= 4 * LONGEST_HEADING else words.rfind(" ", 0, 4 * LONGEST_HEADING)
    cut = cut if cut > 0 else 4 * LONGEST_HEADING
    top = change + [["p", words[:cut]]]
    first = {"band": 1, "key": key, "repeat": False, "parts": top, "change": bool(change)}
    return (
        [first, {"band": 3, "parts": [["p", words[cut:].lstrip()]], "whole": False, "change": bool(change)}]
        if words[cut:]
        else [first]
    )


def _in_band(piece: list[Any]) -> list[Any]:
    """A piece as words alone. What runs from right to left is set apart, so that its stops stay at its end."""
    kind, *said = piece
    if kind == "r":
        return ["p", f"{APART}{said[0]}{APART_ENDS}"]
    return piece[:2] if kind in ("p", "b", "k") else ["p", " ".join(said[:2])]


def _cell(cell: Cell, printable, marks, width: float, size: float) -> list[Any]:
    """A cell as data: its width, its height, whether it changed, its parts, its marks."""
    change = [["c", printable(cell.change)]] if cell.change else []
    first = before_change(cell)
    parts = _parts(cell.parts[:first], printable) + change + _parts(cell.parts[first:], printable)
    if any(len(word) > LONGEST_WORD for piece in parts for words in _said(piece) for word in words.split()):
        room = (width - INSET) / size
        parts = [[piece[0], *(_parted_all(words, room) for words in piece[1:])] for piece in parts]
    return [cell.width, cell.height, is_barred(cell), parts, list(marks)]


def _said(piece: list[Any]) -> Iterator[str]:
    """All words of a piece, those of a comparison with them."""
    for held in piece[1:]:
        if isinstance(held, str):
            yield held
        elif isinstance(held, list):
            yield from (words for _, words in held)


def _parted_all(held: Any, room: float) -> Any:
    """What a piece holds, its long words parted."""
    if isinstance(held, list):
        return [[kind, _parted(words, room)] for kind, words in held]
    return _parted(held, room) if isinstance(held, str) else held


def _parted(words: str, room: float) -> str:
    """Words in which one that is wider than its column may be parted: an address after its strokes and stops."""
    longest = max(int(room / 0.62), 4)

    def part(found: re.Match) -> str:
        word = found.group()
        if len(word) <= LONGEST_WORD and len(word) <= longest:
            return word
        pieces_of = [piece for piece in re.split(r"(?<=[/.?&=_@,;:-])(?=[^/.?&=_@,;:-])", word) if piece]
        return "\u200b".join(cut for piece in pieces_of for cut in _cut(piece, longest, room))

    return re.sub(r"\S+", part, words)


def _cut(piece: str, longest: int, room: float) -> Iterator[str]:
    """A piece of a word in lengths of so many letters, of fewer where they are wide."""
    start, wide = 0, 0.0
    for at, letter in enumerate(piece):
        advance = text_width(letter, 1)
        if at > start and (at - start == longest or wide + advance > room):
            yield piece[start:at]
            start, wide = at, 0.0
        wide += advance
    yield piece[start:]


def _parts(parts: tuple[Part, ...], printable) -> list[list[Any]]:
    """Parts as data, one under the other."""
    return [piece for part in parts for piece in _part(part, printable)]


def _part(part: Part, printable) -> list[list[Any]]:
    """One part as one or more pieces; the first entry of each says which kind it is."""
    match part:
        case Text(words, bold, label):
            return _text(words, printable, bold, printable(label))
        case Names(names):
            return [["p", printable(name)] for name in names]
        case Status(words, symbol, tone):
            return [["s", tone, printable(symbol), printable(words)]]
        case Blank(words, label):
            return [["n", printable(label), printable(words)] if label else ["k", printable(words)]]
        case Flag(words):
            return [["f", printable(words)]]
        case Addition(_, _, words):
            return [["a", printable(addition_marker(part))], *_text(words, printable)]
        case Compared(pieces, label):
            said = [[kind, printable(words)] for kind, words in parted(pieces)]
            turned = is_right_to_left("".join(words for _, words in pieces))
            return [["d", said, printable(label), turned]]
    raise TypeError(f"{part!r} is no part of a paper")


def _text(words: str, printable, bold: bool = False, label: str = "") -> list[list[Any]]:
    """Words as paragraphs and items."""
    said: list[list[Any]] = []
    for piece in pieces(printable(words)):
        if piece.mark:
            said.append(["i", piece.mark, piece.text, round(text_width(f"{piece.mark} ", 1), 2)])
        elif label and not said:
            said.append(["l", label, piece.text])
        elif is_right_to_left(piece.text):
            said.append(["r", piece.text, bold])
        else:
            said.append(["b" if bold else "p", piece.text])
    return [["b", label], *said] if label and (not said or said[0][0] != "l") else said

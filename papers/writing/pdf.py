"""A paper as tagged PDF (PDF/UA-1), set by Typst in a process of its own."""

import json
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from papers.document import (
    Addition,
    Band,
    Blank,
    Cell,
    Document,
    Flag,
    Heading,
    Names,
    Note,
    Paragraphs,
    Part,
    Status,
    Table,
    Text,
)

from .fonts import FAMILIES, FILES
from .plain_text import pieces
from .printable import Printable, is_right_to_left
from .widths import column_widths
from .words import addition_marker, foot, grid, running_heads, title_lines

SECONDS = 60  # of processor time
MEMORY = 3 << 30  # of address space; what is resident is far less
POINTS_TO_THE_MM = 72 / 25.4


class TooLong(Exception):
    """The paper needs more time or memory than one PDF may take. The message is a sentence."""


class NotSet(Exception):
    """Typst refused the paper: a fault of the writer, never of the paper's words."""


def write(document: Document) -> bytes:
    """The document as PDF. Raises TooLong where it must be had in volumes."""
    return set_paper(paper_data(document), document)


def set_paper(paper: dict[str, Any], document: Document) -> bytes:
    """The PDF that the child process makes of this data."""
    job = {
        "paper": paper,
        "font_files": FILES,
        "timestamp": int(datetime.combine(document.as_at, time(12), UTC).timestamp()),
        "seconds": SECONDS,
        "memory": MEMORY,
    }
    child = subprocess.run(
        [sys.executable, "-I", str(Path(__file__).with_name("pdf_child.py"))],
        input=json.dumps(job).encode(),
        capture_output=True,
        timeout=4 * SECONDS,
        check=False,
    )
    if child.returncode:
        raise NotSet(child.stderr.decode("utf-8", "replace")[-2000:])
    return child.stdout


def paper_data(document: Document, volume: str = "") -> dict[str, Any]:
    """The document as data for the Typst template, every word printable."""
    printable = Printable()
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
        "blocks": [_block(block, printable, total, 8 if wide else 10) for block in document.blocks],
    }
    notes = [printable(words) for words in document.notes]
    data["notes"] = [words for words in (*notes, printable.note()) if words]
    return data


def _block(block, printable, total: float, size: float) -> dict[str, Any]:
    """One block as data."""
    match block:
        case Heading(words, level):
            return {"is": "heading", "words": printable(words), "level": min(max(level, 2), 3)}
        case Paragraphs(words) | Note(words):
            return {"is": "words", "parts": _text(words, printable)}
        case Table():
            return _table(block, printable, total, size)
    raise TypeError(f"{block!r} is no block of a paper")


def _table(table: Table, printable, total: float, size: float) -> dict[str, Any]:
    """A table as data: its widths in points, its headings, its bands and rows."""
    widths = column_widths(table, total, size)
    named = next((number for number, column in enumerate(table.columns) if column.row_header), 0)
    rows: list[dict[str, Any]] = []
    for key, (line, cells) in enumerate(grid(table)):
        if isinstance(line, Band):
            rows.append(
                {
                    "band": min(line.level, 2),
                    "key": key,
                    "repeat": True,
                    "parts": _parts(line.parts, printable),
                }
            )
        else:
            at = [column for column, cell in enumerate(cells) if cell is not None]
            rows.append(
                {
                    "cells": [_cell(cells[column], printable) for column in at],
                    "head": at.index(named) if named in at and table.columns[named].row_header else -1,
                    "name": printable(line.name),
                    "cut": key,
                }
            )
    return {
        "is": "table",
        "widths": widths,
        "named": named,
        "headings": [printable(column.heading) for column in table.columns],
        "banded": any(row.get("band") == 1 for row in rows),
        "rows": rows,
    }


def _cell(cell: Cell, printable) -> list[Any]:
    """A cell as data: its width, its height, whether it changed, its parts."""
    change = [["c", printable(cell.change)]] if cell.change else []
    return [cell.width, cell.height, bool(cell.change), change + _parts(cell.parts, printable)]


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
        case Blank(words):
            return [["k", printable(words)]]
        case Flag(words):
            return [["f", printable(words)]]
        case Addition(_, _, words):
            return [["a", printable(addition_marker(part))], *_text(words, printable)]
    raise TypeError(f"{part!r} is no part of a paper")


def _text(words: str, printable, bold: bool = False, label: str = "") -> list[list[Any]]:
    """Words as paragraphs and items."""
    said: list[list[Any]] = []
    for piece in pieces(printable(words)):
        if piece.mark:
            said.append(["i", piece.mark, piece.text])
        elif label and not said:
            said.append(["l", label, piece.text])
        elif is_right_to_left(piece.text):
            said.append(["r", piece.text, bold])
        else:
            said.append(["b" if bold else "p", piece.text])
    return [["b", label], *said] if label and (not said or said[0][0] != "l") else said

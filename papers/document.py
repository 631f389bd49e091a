"""A paper as plain content: what it says, in order, and nothing about any format.

A room's `papers.py` builds a `Document`; a module of `papers.writing` turns any document
into a page, PDF, Word, Excel, CSV or JSON. All parts are frozen and compare by value.
Words of the body stand as written; words that the tracker supplies stand in `Blank`
(in square brackets, from `papers.phrases`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["done", "good", "warn", "bad", "hold", "shut", "blank"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words as written: blank lines part paragraphs, lines that begin with •, - or * are bullets."""

    words: str
    bold: bool = False
    label: str = ""  # printed bold before the words: "Council counters:"


@dataclass(frozen=True, slots=True)
class Names:
    """Names that stand one to a line and are never cut inside a word."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """A progress status: its words, its symbol, its tone. Any two may be taken away."""

    words: str
    symbol: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Blank:
    """What the tracker says where nobody wrote, in square brackets: "[Not stated]"."""

    words: str
    label: str = ""  # printed bold before the words, where one half of an answer is missing


@dataclass(frozen=True, slots=True)
class Flag:
    """A warning computed by the tracker, beside the status: "Overdue by 2 months"."""

    words: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A dated addition under its update. `marker` is how the paper wrote it ("Update 23.04.19 -"), or ""."""

    on: date | None
    marker: str
    words: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two wordings of one thing as one: pieces of words that are the "same", "gone" or "new", in reading order."""

    pieces: tuple[tuple[str, str], ...]  # (kind, words)
    label: str = ""


Part = Text | Names | Status | Blank | Flag | Addition | Compared


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a paper's table. `height` rows and `width` columns are covered by it.

    `change` is a word such as "New wording", printed with a bar; "" where nothing changed.
    """

    parts: tuple[Part, ...] = ()
    width: int = 1
    height: int = 1
    change: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a stable key, the heading as printed, and its share of the width.

    `kind` is "ref", "name" (never cut inside a word) or "text". The column whose `row_header` is
    True names its row for people who listen.
    """

    key: str
    heading: str
    weight: float = 1.0
    kind: Literal["ref", "name", "text"] = "text"
    row_header: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A full-width row over the rows that follow. `level` 1 is shaded as a heading; 2 is plain (a service comment).

    `change` is a word as that of a cell, "" where nothing changed.
    """

    parts: tuple[Part, ...]
    level: int = 1
    anchor: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A cell covered by a taller cell above is simply absent, as in HTML.

    `name` is what "(continued)" is printed after when a page cuts the row: "1d". `address` is a path on
    this site, or ""; `short` is the short one that is printed with the row ("p/7/1c"), where the paper is one to be
    issued. `room` is for how many lines there is room at least, where somebody writes into it.
    """

    cells: tuple[Cell, ...]
    name: str = ""
    anchor: str = ""
    address: str = ""
    room: int = 0
    short: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, columns, bands and rows.

    `band_headings` are what bands of level 1 and 2 are called where a format makes columns of them (CSV).
    `addressed` is the key of the column that the short address of each row is printed in, where rows have one. One
    that `stacks` has few columns and many words, and is read as blocks on a small screen; no committee's table does.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Band | Row, ...]
    band_headings: tuple[str, str] = ("Priority", "Comment")
    addressed: str = ""
    stacks: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between blocks, level 2 or 3."""

    words: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Running words between tables."""

    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on how to read the paper."""

    words: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A few numbers that are read first, each with what it counts: (3, "better status")."""

    numbers: tuple[tuple[int, str], ...]


Block = Heading | Paragraphs | Note | Figures | Table


@dataclass(frozen=True, slots=True)
class Count:
    """One entry of the legend: a status (or blank) and how many rows have it; None prints no number."""

    sign: Status | Blank
    number: int | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper.

    `as_at` is the day on which it was true. `facts` are label and words for the line under the
    title. `running_head` stands at the top left of each page, `reference` ("Appendix 2") at the top right.
    """

    title: str
    body: str
    as_at: date
    reference: str = ""
    running_head: str = ""
    language: str = "en-GB"
    orientation: Literal["landscape", "portrait"] = "landscape"
    introduction: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    legend: tuple[Count, ...] = ()
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    address: str = ""  # of the page of this paper, printed in the foot
    layout: str = ""
    site: str = ""  # scheme and host before a short address, where rows have one: "https://plans.example"
    has_qr: bool = False  # whether each row with a short address has it as a QR code too

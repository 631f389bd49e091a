"""Saved web pages as paragraphs and tables, one after another: a whole page, or one cell."""

import re

from lxml import etree

from ..symbols import LOST_BULLETS
from .grids import MOST_CELLS
from .hygiene import Washing
from .paper import Cell, Paragraph, Refused, Row, Run, Table
from .web_looks import Look, ground, look_in
from .web_page import SPACES, Page
from .word_numbering import letters, roman

SILENT = {
    "script",
    "style",
    "head",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "datalist",
    "link",
    "meta",
}
BLOCK = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul",
}  # fmt: skip
PRESENTATION = {"presentation", "none"}
TOO_MANY = (
    "The page has more than 400,000 cells, which is more than can be brought in at once. "
    "Copy the table of the plan into a workbook and bring that in."
)
_BULLETS = {*LOST_BULLETS, *"•▪-–"}


class Flow:
    """Paragraphs and tables one after another: a page, or one cell."""

    def __init__(self, page: Page, depth: int):
        self.page = page
        self.depth = depth  # how many tables stand around
        self.found: list[Paragraph | Table] = []
        self.pieces: list[tuple[str, Look]] = []
        self.heading = 0
        self.mark: tuple[str | None, bool, int] = (None, False, 0)
        self.lists: list[list] = []  # of each list around: its element and its next number

    def finished(self) -> list[Paragraph | Table]:
        self.flush()
        return self.found

    def walk(self, element: etree._Element, look: Look):
        """Read what is inside this element."""
        self.say(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self.enter(child, look)
            self.say(child.tail, look)

    def say(self, text: str | None, look: Look):
        if text:
            self.pieces.append((text if look.kept else SPACES.sub(" ", text), look))

    def enter(self, element: etree._Element, around: Look):
        """Read one element, whatever it is."""
        tag = element.tag
        if tag in SILENT:
            return
        style = self.page.sheet.of(element)
        if not self.page.shows(element, style):
            return
        look = look_in(element, style, around)
        if tag == "br":
            self.pieces.append(("\n", Look(kept=True)))
        elif tag == "table" and element.get("role") not in PRESENTATION:
            self.table(element)
        elif tag in ("img", "input", "select"):
            self.control(element, look)
        elif "mso-list" in style and style["mso-list"].strip().lower() == "ignore":
            self.word_number("".join(element.itertext()))
        elif tag in BLOCK or tag in ("table", "tr"):
            self.block(element, look)
        else:
            self.walk(element, look)
            if tag in ("td", "th"):  # of a table that only lays the page out
                self.flush()

    def block(self, element: etree._Element, look: Look):
        """Read an element that begins and ends a paragraph."""
        self.flush()
        tag = element.tag
        if tag in ("ol", "ul"):
            start = element.get("start") or ""
            self.lists.append([element, int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1])
            self.walk(element, look)
            self.flush()
            self.lists.pop()
            return
        if tag == "li":
            self.mark = self.item(element)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            self.heading = int(tag[1])
        self.walk(element, look)
        self.flush()
        self.mark, self.heading = (None, False, 0), 0

    def item(self, element: etree._Element) -> tuple[str | None, bool, int]:
        """Number, bullet and level of a list item; counts it."""
        if not self.lists:
            return None, True, 0
        listed, level = self.lists[-1], len(self.lists) - 1
        style = {**self.page.sheet.of(listed[0]), **self.page.sheet.of(element)}
        kind = style.get("list-style-type") or style.get("list-style") or ""
        if "none" in kind:
            return None, False, level
        if listed[0].tag == "ul":
            return None, True, level
        value = element.get("value") or ""
        number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else listed[1]
        listed[1] = number + 1
        return f"{in_style(number, listed[0].get('type') or kind)}.", False, level

    def word_number(self, words: str):
        """Take over the number or bullet that Word wrote into the page as words."""
        sign = words.replace("\xa0", " ").strip()
        self.mark = (None, True, 0) if sign in _BULLETS else (self.page.washing.clean(sign) or None, False, 0)

    def control(self, element: etree._Element, look: Look):
        """Read what a picture stands for, or what a form field shows."""
        kind = (element.get("type") or "text").lower()
        if element.tag == "img":
            if not (element.get("alt") or "").strip():
                self.page.pictures += 1
            self.say(element.get("alt"), look)
        elif element.tag == "select":
            chosen = [each for each in element.iter("option") if each.get("selected") is not None]
            self.say(", ".join("".join(each.itertext()).strip() for each in chosen), look)
        elif kind in ("checkbox", "radio"):
            self.say("☒" if element.get("checked") is not None else "☐", look)
        elif kind in ("text", "search", "date", "month", "number", "email"):
            self.say(element.get("value"), look)

    def flush(self):
        """End the paragraph that is being gathered."""
        pieces, self.pieces = self.pieces, []
        if not any(text.strip() for text, _ in pieces):
            return
        runs = tidy(pieces, self.page.washing)
        text = self.page.washing.clean("".join(run.text for run in runs))
        plain = all(not (run.bold or run.ink or run.fill or run.struck) for run in runs)
        number, bullet, level = self.mark
        self.found.append(Paragraph(text, number, bullet, level, self.heading, () if plain else runs))
        self.mark = (None, False, level)

    def table(self, element: etree._Element):
        """Read a table where it stands."""
        self.flush()
        if self.depth == 0:
            self.page.tables += 1
            number = self.page.tables
        else:
            number = sum(isinstance(each, Table) for each in self.found) + 1
        table = WebTable(self.page, self.depth + 1).read(element, number)
        if table.rows:
            self.found.append(table)
        elif self.depth == 0:
            self.page.tables -= 1


class WebTable:
    """One table being read as a grid."""

    def __init__(self, page: Page, depth: int):
        self.page = page
        self.depth = depth
        self.taken: dict[int, tuple[int, int, int]] = {}  # column: first column, width, rows still to cover
        self.cells = 0

    def read(self, element: etree._Element, number: int) -> Table:
        """The table, its caption and its rows."""
        rows: list[Row] = []
        for row, in_head in self.rows(element, False):
            style = self.page.sheet.of(row)
            if not self.page.shows(row, style):
                continue
            rows.append(self.row(row, ground(row, style), in_head, len(rows) + 1))
        rows = shortened(rows)
        caption = element.find("caption")
        words = "" if caption is None else SPACES.sub(" ", "".join(caption.itertext())).strip()
        columns = max((cell.column + cell.width - 1 for row in rows for cell in row.cells), default=0)
        return Table(number, tuple(rows), columns, caption=self.page.washing.clean(words) or None)

    def rows(self, element: etree._Element, in_head: bool):
        for child in element:
            if child.tag == "tr":
                yield child, in_head
            elif child.tag in ("thead", "tbody", "tfoot") and self.page.shows(
                child, self.page.sheet.of(child)
            ):
                yield from self.rows(child, child.tag == "thead")

    def row(self, element: etree._Element, fill: str | None, in_head: bool, number: int) -> Row:
        found: list[Cell] = []
        column = 1
        own = [each for each in element if each.tag in ("td", "th")]
        for cell in own:
            style = self.page.sheet.of(cell)
            if not self.page.shows(cell, style):
                continue
            column = self.skip(column, found)
            read = self.cell(cell, column, ground(cell, style) or fill)
            found.append(read)
            self.cells += read.height * read.width if read.height > 1 else 1
            if self.cells > MOST_CELLS:
                raise Refused(TOO_MANY)
            if read.height > 1:
                for each in range(column, column + read.width):
                    self.taken[each] = (column, read.width, read.height - 1)
            column += read.width
        while self.taken and column <= max(self.taken):
            column = self.skip(column, found) + 1
        header = in_head or (bool(own) and len(own) > 1 and all(each.tag == "th" for each in own))
        return Row(number, tuple(found), header)

    def skip(self, column: int, found: list[Cell]) -> int:
        """Past the columns that cells from above still cover, noting that they continue."""
        while column in self.taken:
            first, width, left = self.taken[column]
            if first == column:
                found.append(Cell(column, width=width, continues=True))
            if left > 1:
                self.taken[column] = (first, width, left - 1)
            else:
                del self.taken[column]
            column += 1
        return column

    def cell(self, element: etree._Element, column: int, fill: str | None) -> Cell:
        flow = Flow(self.page, self.depth)
        flow.walk(element, look_in(element, self.page.sheet.of(element), Look()))
        blocks = flow.finished()
        return Cell(
            column,
            tuple(each for each in blocks if isinstance(each, Paragraph)),
            span(element.get("colspan"), 1, 1_000),
            span(element.get("rowspan"), 1, 10_000),
            fill=fill,
            header=element.tag == "th",
            inner=tuple(each for each in blocks if isinstance(each, Table)),
        )


def shortened(rows: list[Row]) -> list[Row]:
    """The rows, with no cell reaching below the last of them."""
    found: list[Row] = []
    for at, row in enumerate(rows):
        if any(cell.height > len(rows) - at for cell in row.cells):
            cells = tuple(
                Cell(
                    c.column,
                    c.paragraphs,
                    c.width,
                    min(c.height, len(rows) - at),
                    c.continues,
                    c.fill,
                    header=c.header,
                    inner=c.inner,
                )
                for c in row.cells
            )
            row = Row(row.number, cells, row.header, row.page)
        found.append(row)
    return found


def span(words: str | None, otherwise: int, most: int) -> int:
    """How many columns or rows a cell covers; nought means to the end."""
    words = (words or "").strip()
    if not words.isdecimal() or len(words) > 6:
        return otherwise
    return min(int(words) or most, most)


def in_style(number: int, kind: str) -> str:
    """A list number as its list counts: figures, letters or Roman figures."""
    kind = kind.strip()
    if kind == "a" or kind.endswith(("lower-alpha", "lower-latin")):
        return letters(number)
    if kind == "A" or kind.endswith(("upper-alpha", "upper-latin")):
        return letters(number).upper()
    if kind == "i" or kind.endswith("lower-roman"):
        return roman(number)
    if kind == "I" or kind.endswith("upper-roman"):
        return roman(number).upper()
    return str(number)


def tidy(pieces: list[tuple[str, Look]], washing: Washing) -> tuple[Run, ...]:
    """Pieces of text joined by look, with white space as a browser shows it."""
    joined: list[list] = []
    after_space = True
    for text, look in pieces:
        if not look.kept:
            text = text[1:] if after_space and text.startswith(" ") else text
        if not text:
            continue
        if text.startswith("\n") and joined and not joined[-1][1].kept:
            joined[-1][0] = joined[-1][0].rstrip(" ")
        after_space = text.endswith((" ", "\n"))
        if joined and (joined[-1][1] == look or text == "\n"):
            joined[-1][0] += text
        else:
            joined.append([text, look])
    if joined and not joined[-1][1].kept:
        joined[-1][0] = joined[-1][0].rstrip(" \n")
    clean = ((washing.clean(text), look) for text, look in joined)
    return tuple(Run(text, look.bold, look.ink, look.fill, look.struck) for text, look in clean if text)

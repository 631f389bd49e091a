"""Papers drawn in text, for tests of importing.

# Heading                 a heading (## for level 2)
**Bold words**            a bold paragraph
Plain words               a paragraph
| Ref | Action | Lead |   a row; \\n parts paragraphs, \\n\\n leaves an empty one between
== Theme 1                a full-width row, bold and shaded
-- Comment: Agreed.       a full-width row, plain
| ^ | …                   goes on from the cell above (merged down)
| … | < |                 goes on from the cell at its left (merged across)
| {FF0000} |              a shaded cell; {FF0000} words: words in it; {ink:00B050}● a coloured sign
| * Bullet\\n* Bullet |   bullets
----                      the table ends; the next row begins another
@@ Name                   a sheet begins
~ words                   a running head
"""

import re
import textwrap

from actionplans.recognising.conducting import recognise
from papers.reading.paper import Cell, Paper, Paragraph, Row, Run, Table

_LOOK = re.compile(r"^\{(?P<ink>ink:)?(?P<colour>[0-9A-F]{6})\}\s*")


def paper(text, *, name="plan.docx", kind="docx", notices=()):
    """The paper that a drawing shows."""
    drawing = _Drawing()
    for line in textwrap.dedent(text).strip("\n").split("\n"):
        drawing.take(line)
    drawing.end_table()
    kind = "xlsx" if drawing.sheet else kind
    return Paper(name, kind, tuple(drawing.blocks), tuple(drawing.heads), tuple(notices))


def found(text, **options):
    """What is found in a drawing."""
    drawn = {key: options.pop(key) for key in ("name", "kind", "notices") if key in options}
    return recognise(paper(text, **drawn), **options)


class _Drawing:
    def __init__(self):
        self.blocks, self.heads, self.lines = [], [], []
        self.sheet, self.tables = None, 0

    def take(self, line):
        if line.startswith(("|", "== ", "-- ")):
            self.lines.append(line)
            return
        self.end_table()
        if line.startswith("@@ "):
            self.sheet = line[3:].strip()
        elif line.startswith("~ "):
            self.heads.append(Paragraph(line[2:].strip()))
        elif line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            self.blocks.append(Paragraph(line.lstrip("# "), heading=level))
        elif line.strip() and line.strip() != "----":
            self.blocks.append(paragraph(line.strip()))

    def end_table(self):
        if not self.lines:
            return
        self.tables += 1
        columns = max((len(parts(line)) for line in self.lines if line.startswith("|")), default=1)
        rows = tuple(row(number, line, columns) for number, line in enumerate(self.lines, 1))
        self.blocks.append(Table(self.tables, rows, columns, self.sheet))
        self.lines = []


def parts(line):
    return [part.strip() for part in line.strip().strip("|").split("|")]


def row(number, line, columns):
    if line.startswith(("== ", "-- ")):
        words = line[3:].strip()
        shaded = line.startswith("== ")
        said = (Paragraph(words, runs=(Run(words, bold=shaded),)),)
        return Row(number, (Cell(1, said, width=columns, fill="D9E2F3" if shaded else None),))
    cells = []
    for at, part in enumerate(parts(line), 1):
        if part == "<":
            last = cells.pop()
            cells.append(Cell(last.column, last.paragraphs, last.width + 1, fill=last.fill))
        elif part == "^":
            cells.append(Cell(at, continues=True))
        else:
            cells.append(cell(at, part))
    return Row(number, tuple(cells))


def cell(at, words):
    look = _LOOK.match(words)
    ink = look["colour"] if look and look["ink"] else None
    fill = look["colour"] if look and not look["ink"] else None
    words = words[look.end() :] if look else words
    return Cell(at, tuple(paragraph(line, ink) for line in words.split("\\n")) if words else (), fill=fill)


def paragraph(words, ink=None):
    bold = words.startswith("**") and words.endswith("**") and len(words) > 4
    words = words.strip("*") if bold else words
    bullet = words.startswith("* ")
    words = words[2:] if bullet else words
    return Paragraph(words, bullet=bullet, runs=(Run(words, bold=bold, ink=ink),) if words else ())


def words(rows):
    return [row.words for row in rows]


def codes(plan):
    return [problem.code for problem in plan.problems]


def meanings(plan):
    return [(heading.words, heading.meaning) for heading in plan.headings]

"""A paper of a plan in one of its layouts, and what stands in it, for tests."""

from actionplans.papers import progress_paper
from papers.document import Band, Names, Row, Table, Text
from tests.actionplans.layout_plans import TODAY


def paper(plan, **asked):
    return progress_paper(plan, today=TODAY, **asked)


def table(document):
    return next(block for block in document.blocks if isinstance(block, Table))


def headings(document):
    return [column.heading for column in table(document).columns]


def bands(document):
    return [(line.level, words(line.parts)) for line in table(document).rows if isinstance(line, Band)]


def rows(document):
    return [line for line in table(document).rows if isinstance(line, Row)]


def words(parts):
    return " | ".join(
        ", ".join(part.names)
        if isinstance(part, Names)
        else f"{part.label} {part.words}".strip()
        if isinstance(part, Text)
        else part.words
        for part in parts
    )


def cell(document, key, row=0):
    """The parts under this key in a row none of whose cells are covered from above."""
    at = [column.key for column in table(document).columns].index(key)
    return rows(document)[row].cells[at].parts

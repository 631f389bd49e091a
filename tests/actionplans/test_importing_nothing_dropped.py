"""Whatever a paper holds, recognising never fails and never loses a word."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.recognising.conducting import recognise
from papers.reading.paper import Cell, Paper, Paragraph, Row, Run, Table

HEADINGS = (
    "Ref", "No", "Priority", "Outcome", "Aims", "Action", "Recommendation", "Lead", "Lead officer", "Service", "Supporting services",
    "By when?", "Timescale", "Target", "Measure of success", "Progress", "October 2024 update", "RAG", "Status", "Notes", "Comments",
    "Detail", "Evidence", "Sponsor", "Completed on", "Mystery", "Q1 2024", "Q2 2024", "",
)  # fmt: skip
WORDS = st.sampled_from(
    [
        "", "", "1a", "1.2", "●", "Green", "Amber", "March 2025", "Ongoing", "as above", "Open the hub.", "the old library and",
        "HR and Finance", "Jo Teal, Ana Hale", "Theme 1: Voice", "Recommendation 2: Ask them.", "Comment from service: Agreed.",
        '"Never closed', '"Closed."', "Total", "12", "1. First thing\n2. Second thing", "One thing\n\nAnother thing", "(continued)",
        "Update 23.04.19 - more came.", "مرحبا بكم", "Simmering", "=1+1", "50% by 2027", "See page 1", "continues here", "Objective 1.1: X",
    ]
)  # fmt: skip


def cell(column, words, **looks):
    paragraphs = tuple(Paragraph(line, runs=(Run(line),)) for line in words.split("\n")) if words else ()
    return Cell(column, paragraphs, **looks)


@st.composite
def rows(draw, number, columns):
    if draw(st.integers(0, 9)) == 0:
        return Row(
            number, (cell(1, draw(WORDS), width=columns, fill=draw(st.sampled_from([None, "D9E2F3"]))),)
        )
    cells = []
    for column in range(1, columns + 1):
        if draw(st.integers(0, 14)) == 0 and number > 1:
            cells.append(Cell(column, continues=True))
        else:
            cells.append(
                cell(column, draw(WORDS), fill=draw(st.sampled_from([None, None, "FF0000", "FFFF00"])))
            )
    return Row(number, tuple(cells))


@st.composite
def tables(draw, number):
    columns = draw(st.integers(1, 6))
    made = [draw(rows(at, columns)) for at in range(1, draw(st.integers(1, 7)) + 1)]
    if draw(st.booleans()):
        headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=columns, max_size=columns))
        at = draw(st.integers(0, min(1, len(made))))
        made.insert(at, Row(99, tuple(cell(column, words) for column, words in enumerate(headings, 1))))
    numbered = tuple(Row(at, row.cells) for at, row in enumerate(made, 1))
    return Table(number, numbered, columns, draw(st.sampled_from([None, None, f"Sheet of {number}"])))


@st.composite
def papers(draw):
    blocks = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        for words in draw(st.lists(WORDS, max_size=2)):
            blocks.append(Paragraph(words.replace("\n", " "), heading=draw(st.sampled_from([0, 0, 1, 2]))))
        blocks.append(draw(tables(number)))
    return Paper("plan.docx", "docx", tuple(blocks))


def strings(value):
    """Every string in a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def tokens(text):
    return set(re.findall(r"\w+", text.casefold()))


@settings(max_examples=400, derandomize=True)
@given(papers())
def test_no_paper_is_too_odd_and_no_word_of_a_row_is_lost(paper):
    plan = recognise(paper)
    kept = set()
    for words in strings(plan.as_json()):
        kept |= tokens(words)
    # A sheet without a plan is named, and left where it is.
    named = {problem.table for problem in plan.problems if problem.code == "no-plan-here"}
    for table in paper.tables:
        if table.sheet and table.number in named:
            continue
        for row in table.rows:
            for each in row.cells:
                lost = tokens(each.text) - kept
                assert lost <= MAY_GO, (lost, table.number, row.number)


# What is said of a word instead of keeping it: a list's own numbers, a repeated heading, "(continued)",
# the label of a recommendation or comment, and what a row already says of itself.
MAY_GO = {
    "1",
    "2",
    "12",
    "continued",
    "recommendation",
    "comment",
    "from",
    "service",
    "as",
    "above",
    "total",
} | {word for heading in HEADINGS for word in tokens(heading)}


@settings(max_examples=100)
@given(papers())
def test_the_same_paper_gives_the_same_reading(paper):
    assert recognise(paper) == recognise(paper)

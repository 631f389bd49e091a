"""What changed since the paper before, as a short paper of its own: figures first, then what they count."""

from dataclasses import replace

from papers.document import (
    Cell,
    Column,
    Document,
    Figures,
    Heading,
    Paragraphs,
    Row,
    Table,
)

from ..comparing.alike import words
from ..comparing.changes import Changes
from . import changed_rows as found
from .marks import COMPARED_WITH

NAMES_OR_POSTS = "One of the two papers prints officers’ names and the other their posts, so who leads is not compared here."
REF = Column("ref", "Ref", 0.4, "ref", row_header=True)
ACTION = Column("action", "Action", 2.0)


def changes_paper(
    changes: Changes, *, reference: str = "", running_head: str = "", site: str = "", address: str = ""
) -> Document:
    """The short paper of these changes. `reference` and `address` are those of the later paper, which it is issued with."""
    return Document(
        title=f"What changed since {changes.was_on or changes.was_words}",
        body=changes.now.body,
        as_at=changes.now.as_at,
        reference=reference,
        running_head=running_head,
        orientation="portrait",
        facts=(("Plan", changes.now.title), (COMPARED_WITH, changes.was_words)),
        blocks=tuple(_blocks(changes)),
        address=address,
        site=site,
        layout="changes",
    )


def _blocks(changes: Changes):
    if changes.is_nothing:
        yield Paragraphs(f"Nothing changed since {changes.was_words}.")
        return
    yield figures(changes)
    empty = []
    for heading, columns, lines, nothing in _sections(changes):
        columns, lines = _without_empty_refs(columns, list(lines))
        rows = tuple(_row(columns, line) for line in lines)
        if rows:
            yield Heading(heading)
            yield Table(heading, columns, rows, stacks=True)
        elif nothing:
            empty.append(nothing)
    if not changes.compares_people:
        yield Paragraphs(NAMES_OR_POSTS)
    if empty:
        yield Paragraphs(f"There was {_listed(empty)}.")


def figures(changes: Changes) -> Figures:
    """How many rows changed in each way, and how many wordings."""
    rows = changes.changed
    ways = [row.moved.way for row in rows if row.moved]
    became = [row.became for row in rows]
    withdrawn = ((len(changes.gone), "withdrawn"),) if changes.gone else ()
    return Figures(
        (
            (ways.count("better"), "better status"),
            (ways.count("worse"), "worse status"),
            (became.count("completed"), "completed"),
            (sum(row.is_new for row in rows), "new"),
            (became.count("stopped") + became.count("carried_forward"), "stopped or carried forward"),
            (sum(any(one.heading == found.DUE for one in row.dates) for row in rows), "new date"),
            (
                sum(any(one.heading == found.LEAD and one.came for one in row.people) for row in rows),
                "new lead",
            ),
            (
                len(changes.wordings) + sum(not one.is_added for one, _ in found.reworded(changes)),
                "new wording",
            ),
            *withdrawn,
        )
    )


def _sections(changes: Changes):
    """Each section: its heading, its columns, its lines, and what is said where there is none."""
    was, now = Column("was", "Was", 1.35), Column("now", "Is now", 1.35)
    who = (Column("came", "New", 1.2, "name"), Column("gone", "No longer", 1.2, "name"))
    yield "Status", (REF, ACTION, was, now), found.statuses(changes), "no new status"
    done = (REF, ACTION, Column("on", "Completed on", 1.35), Column("status", "Status", 1.35))
    yield "Completed", done, found.completed(changes), "nothing newly completed"
    new = (REF, ACTION, Column("lead", "Lead", 1.2, "name"), Column("timescale", "Timescale", 1.0))
    yield "New", new, found.new(changes), "nothing new"
    ended = (REF, ACTION, Column("status", "Is now", 1.35), Column("why", "What was said", 2.0))
    yield "Stopped and carried forward", ended, found.ended(changes), "nothing stopped or carried forward"
    what = Column("what", "What", 0.8)
    yield "Dates", (REF, ACTION, what, was, now), found.dates(changes), "no new date"
    yield "Leads", (REF, ACTION, what, *who), found.people(changes), "no new lead"
    moved = (REF, ACTION, Column("from", "From", 1.6), Column("to", "To", 1.6))
    yield "Moved", moved, found.moved(changes), ""
    over = (Column("was", "Was", 1.0), Column("now", "Is now", 1.0))
    yield "Headings and scale", over, found.over(changes), ""
    said = (REF, what, Column("words", "Words", 4.0))
    yield "Wording", said, found.wordings(changes), "no new wording"
    rounds = [
        ("round", "Round"),
        ("new", "Actions with a new answer"),
        ("asked", "Asked for"),
        ("received", "Received"),
    ]
    answers = tuple(Column(key, heading, row_header=key == "round") for key, heading in rounds)
    yield "Answers", answers, found.answers(changes), "no new answer"
    missing = (
        REF,
        ACTION,
        Column("round", "Round", 1.0),
        Column("who", "Asked of", 1.35),
        Column("asked", "How often asked", 0.9),
    )
    yield "Not received", missing, found.missing(changes), ""
    gone = (REF, ACTION, Column("why", "Reason", 2.0))
    yield "Withdrawn", gone, found.gone(changes), "nothing withdrawn"


def _without_empty_refs(columns: tuple[Column, ...], lines: list[tuple[Cell, ...]]):
    """The columns and lines of a table without references where no line has one: what stands next names the row."""
    if columns[0] is not REF or any(line[0].parts for line in lines):
        return columns, lines
    return (replace(columns[1], row_header=True), *columns[2:]), [line[1:] for line in lines]


def _row(columns: tuple[Column, ...], line: tuple[Cell, ...]) -> Row:
    named = line[0] if columns[0].row_header else Cell()
    return Row(line, name=words(named.parts))


def _listed(said: list[str]) -> str:
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"

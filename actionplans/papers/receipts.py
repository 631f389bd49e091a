"""What was asked for and what came: the block that closes every issued paper, counted from the rows and from nothing else.

There is no field in which anybody could write any of it. It says the same in every format, and again on
the page that keeps the record of issue.
"""

from dataclasses import replace

from papers import phrases
from papers.document import (
    Band,
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Paragraphs,
    Row,
    Table,
    Text,
)

from ..comparing.entries import PlanEntry, RoundEntry
from .wording import listed

NO_ROUND = "No round stands in this paper, so nothing was asked for."
ALL_CAME = "Everything that was asked for was received."
NOT_COUNTED = "Nothing is counted here of what was withdrawn from the plan since it was issued: {}."


def with_receipt(document: Document, plan: PlanEntry) -> Document:
    """The document with what was asked for and what came as its last block."""
    heading = Heading(phrases.RECEIPT)
    return replace(document, blocks=(*document.blocks, heading, Note(phrases.COUNTED), *blocks(plan)))


def receipt_document(plan: PlanEntry) -> Document:
    """The same as a small document of its own, for the page that keeps the record of issue."""
    return Document(
        title=phrases.RECEIPT,
        body=plan.body,
        as_at=plan.as_at,
        orientation="portrait",
        blocks=blocks(plan),
        layout="receipt",
    )


def blocks(plan: PlanEntry) -> tuple[Block, ...]:
    """A row for each round that stands in the paper, then each answer that did not come, all of them."""
    rounds = [one for one in plan.rounds if one.key in plan.shown]
    if not rounds:
        return (Paragraphs(NO_ROUND),)
    asked_for = Table(phrases.RECEIPT, ASKED_FOR, tuple(_asked_for(one) for one in rounds), stacks=True)
    missing = [one for one in rounds if one.missing]
    if not missing:
        return (asked_for, Paragraphs(ALL_CAME), *_not_counted(plan))
    columns, of = _named_by(missing)
    rows = tuple(row for one in missing for row in (_band(one), *_missing(one, of)))
    not_received = Table(phrases.NOT_CAME, columns, rows, ("Round", "Comment"), stacks=True)
    return (asked_for, *_not_counted(plan), Heading(phrases.NOT_CAME, 3), not_received)


def _not_counted(plan: PlanEntry) -> tuple[Block, ...]:
    """That withdrawn actions are left out, so that figures which were higher in an earlier paper are explained."""
    gone = [ref or f"“{title}”" for _, ref, title, _ in plan.withdrawn]
    return (Paragraphs(NOT_COUNTED.format(listed(gone))),) if gone else ()


ASKED_FOR = (
    Column("round", "Round", 1.2, "name", row_header=True),
    Column("asked", "Answers asked for", 1.2),
    Column("received", "Received", 1.6),
    Column("missing", "Not received", 0.9),
)
REF, TITLE = Column("ref", "Ref", 0.6, "ref"), Column("action", "Action", 2.4)
NOT_RECEIVED = (
    Column("whom", "Asked of", 1.4, "name"),
    Column("times", "How often asked", 0.9),
    Column("printed", "What stands in the paper", 2.4),
)


def _asked_for(one: RoundEntry) -> Row:
    asked = f"{one.asked} from {one.officers} officer{'' if one.officers == 1 else 's'}"
    cells = (
        _words(one.words),
        _words(asked if one.officers else str(one.asked)),
        _words(_received(one)),
        _words(f"{len(one.missing)}{', still open' if one.is_open else ''}"),
    )
    return Row(cells, name=one.words)


def _received(one: RoundEntry) -> str:
    """19, of which 1 nothing to report, 1 the same as another and 2 not yet signed off"""
    kinds = [
        f"{number} {words}"
        for number, words in (
            (one.nothing_to_report, "nothing to report"),
            (one.same_as, "the same as another"),
            (one.not_signed_off, "not yet signed off"),
        )
        if number
    ]
    return f"{one.received}, of which {listed(kinds)}" if kinds else str(one.received)


def _band(one: RoundEntry) -> Band:
    still = " (still open)" if one.is_open else ""
    return Band((Text(f"{one.words}{still}", bold=True),))


def _named_by(missing: list[RoundEntry]) -> tuple[tuple[Column, ...], list[str]]:
    """The columns of what was not received, and by which an action is named: its reference, its title where one has none."""
    refs = [each.ref for one in missing for each in one.missing]
    of = [column for column, is_there in ((REF, any(refs)), (TITLE, not all(refs))) if is_there]
    columns = (replace(of[0], row_header=True), *of[1:], *NOT_RECEIVED)
    return columns, [column.key for column in of]


def _missing(one: RoundEntry, of: list[str]):
    for each in one.missing:
        named = {"ref": each.ref, "action": one_line(each.title)}
        cells = (
            *(_words(named[key]) if named[key] else _blank(phrases.NOT_STATED) for key in of),
            asked_of(each.who, each.half),
            how_often(each.asked, one),
            _blank(each.words),
        )
        yield Row(cells, name=named[of[0]])


def one_line(title: str) -> str:
    """A title in one line, however it was broken."""
    return " ".join(title.split())


def asked_of(whom: str, half: str) -> Cell:
    """Who was to answer, and for which half of an action."""
    if not whom and not half:
        return _blank(phrases.NO_OFFICER)
    return _words(f"{whom} ({half.lower()})" if half and whom else whom or half)


def how_often(asked: int, one: RoundEntry) -> Cell:
    """Once, twice, 3 times; of a round that was run here it is known that nobody was reached, of one that a paper brought nothing is."""
    if asked:
        return _words({1: "once", 2: "twice"}.get(asked, f"{asked} times"))
    return _words("nobody was reached") if one.officers else _blank(phrases.NOT_STATED)


def _words(words: str) -> Cell:
    return Cell((Text(words),))


def _blank(words: str) -> Cell:
    return Cell((Blank(words),))

"""The form of a lead without the site: their rows, with two empty cells each to write into.

What it is called here (headings, "Your half:") is what the reader of filled forms looks for, so both
ask this module and `actionplans/filled_forms/columns.py` for the same words.
"""

from dataclasses import dataclass, field
from datetime import date

from papers import phrases
from papers.document import (
    Addition,
    Blank,
    Cell,
    Column,
    Count,
    Document,
    Names,
    Note,
    Row,
    Status,
    Table,
    Text,
)

from ..models.scales import LOOKS, Meaning
from ..wording.form_words import (
    LAST,
    OTHERS,
    RETURNED,
    STATUS_EXAMPLE,
    WAYS,
    half_line,
    status_heading,
    update_heading,
)
from . import cells, wording

# Lines of room in a cell that is to be written into.
ROOM = 8
NOTHING_AWAITED = "Nothing is waited for: every answer was sent."


@dataclass(frozen=True, slots=True)
class FormRow:
    """One answer that is asked for, as the form prints it. `last` is None or (round's name, parts).

    `draft_words` and `draft_status` are what was typed already and may be read by whoever takes the form.
    """

    ref: str
    action: str
    half: str = ""
    leads: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    timescale: str = ""
    last: tuple[str, tuple] | None = None
    draft_words: str = ""
    draft_status: str = ""
    returned_because: str = ""


@dataclass(frozen=True, slots=True)
class FormHead:
    """What stands above the rows."""

    plan: str
    body: str
    round_words: str
    whom: str
    due_on: date | None
    as_at: date
    send_to: str = ""
    running_head: str = ""
    address: str = ""
    # (words, meaning, explanation) of each status of the plan's scale
    statuses: tuple[tuple[str, str, str], ...] = field(default_factory=tuple)


def lead_form(head, rows):
    """The form as a `Document`: how to fill it in, the statuses with their meaning, and a table of the rows."""
    table = _table(head, rows)
    return Document(
        title=f"{head.round_words}: {head.plan}",
        body=head.body,
        as_at=head.as_at,
        running_head=head.running_head,
        facts=tuple(_facts(head, rows)),
        introduction=_how_to(head, rows),
        legend=tuple(_key(status) for status in head.statuses),
        notes=(phrases.HOW_TO_READ,),
        blocks=(table,) if rows else (Note(NOTHING_AWAITED),),
        address=head.address,
    )


def _facts(head, rows):
    yield "For", head.whom
    yield "Answers", str(len(rows))
    if head.due_on:
        yield "Due", wording.day(head.due_on)
    if head.send_to:
        yield "Send it to", head.send_to
    yield "Write in", f"the last {_number(_columns_to_write(head, rows))}"


def _columns_to_write(head, rows):
    """The headings of what is written into: no status is asked for where the plan has no scale of them."""
    update, status = update_heading(head.round_words), status_heading(head.round_words)
    return [update, status] if head.statuses or any(row.draft_status for row in rows) else [update]


def _number(headings):
    return "two columns" if len(headings) == 2 else "column"


def _how_to(head, rows):
    due = f" by {wording.day(head.due_on)}" if head.due_on else ""
    sends = f"Send the file back to {head.send_to}{due}." if head.send_to else f"Send the file back{due}."
    headings = _columns_to_write(head, rows)
    first = "in the first" if len(headings) == 2 else "there"
    lines = [
        f"Write in the last {_number(headings)}, {' and '.join(f'“{each}”' for each in headings)}. "
        "Leave the others and the headings as they are. A row that you leave empty counts as not answered yet.",
        "",
        f"Say {first} what has happened. Instead of that you may write:",
        *(f"• {way}" for way in WAYS),
    ]
    if head.statuses:
        lines += ["", f"Choose one of the statuses below for the second. {STATUS_EXAMPLE}"]
    return "\n".join([*lines, "", sends])


def _key(status):
    words, meaning, explanation = status
    tone, symbol = LOOKS.get(meaning, cells.NO_LOOK)
    label = Meaning(meaning).label
    said = label.casefold() in words.casefold()
    return Count(Status(words, symbol, tone), None, explanation or ("" if said else label))


def _table(head, rows):
    columns = (
        Column("ref", OTHERS["ref"], 0.5, "ref", row_header=True),
        Column("action", OTHERS["action"], 2.0),
        Column("lead", OTHERS["lead"], 0.9, "name"),
        Column("measure", OTHERS["measure"], 1.3),
        Column("timescale", OTHERS["timescale"], 0.9),
        Column("last", LAST, 2.0),
        Column("update", update_heading(head.round_words), 3.4),
        Column("status", status_heading(head.round_words), 1.2),
    )[: 6 + len(_columns_to_write(head, rows))]
    return Table(f"{head.whom}: {head.round_words}", columns, tuple(_row(row, len(columns)) for row in rows))


def _row(row, columns):
    return Row(
        (
            Cell((Text(row.ref, bold=True),) if row.ref else ()),
            Cell(tuple(_action(row))),
            Cell((Names(row.leads),) if row.leads else (Blank(phrases.NOT_STATED),)),
            Cell(_text(row.measures)),
            Cell(_text((row.timescale,) if row.timescale else ())),
            Cell(_last(row.last)),
            Cell((Text(row.draft_words),) if row.draft_words else ()),
            Cell((Text(row.draft_status),) if row.draft_status else ()),
        )[:columns],
        name=row.ref,
        room=ROOM,
    )


def _action(row):
    yield Text(row.action) if row.action else Blank(phrases.NOT_STATED)
    if row.half:
        yield Text(half_line(row.half), bold=True)
    if row.returned_because:
        yield Text(row.returned_because, label=RETURNED)


def _text(words):
    return (Text("\n".join(words)),) if words else (Blank(phrases.NOT_STATED),)


def _last(last):
    if last is None:
        return (Blank(phrases.NOT_STATED),)
    round_words, parts = last
    return (Text(round_words, bold=True), *parts)


def answer_parts(update, addenda):
    """What an answer says, as parts: status, words, additions. `update` with its status and same_as."""
    parts = []
    if update.status is not None:
        tone, symbol = LOOKS.get(update.status.meaning, cells.NO_LOOK)
        parts.append(Status(update.status_words or update.status.words, symbol, tone))
    elif update.status_words:
        parts.append(cells.status_tag((update.status_words, "", None)))
    words = wording.answer(update.answer, update.words, update.same_as.ref if update.same_as else "")
    parts.append(Text(words) if words else Blank(phrases.NOT_STATED))
    parts += [Addition(each.on, each.marker, each.words) for each in addenda]
    return tuple(parts)

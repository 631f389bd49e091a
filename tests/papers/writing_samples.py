"""Papers made up for the tests of the writers."""

from datetime import date

from papers.document import (
    Addition,
    Band,
    Blank,
    Cell,
    Column,
    Count,
    Document,
    Flag,
    Heading,
    Names,
    Note,
    Paragraphs,
    Row,
    Status,
    Table,
    Text,
)

GREEN = Status("Green: on track", "◐", "good")
AMBER = Status("Amber: slipping", "▲", "warn")
RED = Status("Red: off track", "■", "bad")
BLUE = Status("Blue: complete", "✓", "done")
WHITE = Status("White: not started", "○", "hold")
STOPPED = Status("Stopped", "✕", "shut")

COLUMNS = (
    Column("ref", "Ref", 0.6, "ref", row_header=True),
    Column("outcome", "Desired outcome"),
    Column("action", "Action"),
    Column("lead", "Lead service area", 0.9, "name"),
    Column("before", "April 2026 update", 1.7),
    Column("now", "October 2026 update", 1.7),
)
PRIORITY_1 = Band((Text("Priority 1: Services that everyone can reach"),), anchor="p1")
PRIORITY_2 = Band((Text("Priority 2: A workforce that looks like the borough"),), anchor="p2")


def cell(*parts, **more):
    """A cell; plain strings become texts."""
    return Cell(tuple(Text(part) if isinstance(part, str) else part for part in parts), **more)


def row(ref, *cells, **more):
    """A row named by its reference."""
    return Row((cell(ref), *cells), name=ref, anchor=f"r{ref}", address=f"/plans/vale/actions/{ref}/", **more)


def plain_row(ref, now="Done.", **more):
    """A row with a few words in each cell."""
    return row(
        ref,
        cell("People are heard."),
        cell("Ask them."),
        Cell((Names(("Communications", "HR Policy and Projects")),)),
        cell(GREEN, "Begun."),
        cell(now) if isinstance(now, str) else now,
        **more,
    )


def paper(*rows, columns=COLUMNS, **more):
    """A paper of one table."""
    said = {
        "title": "Progress on the equality action plan",
        "body": "Borough of Marlow Vale",
        "as_at": date(2026, 11, 6),
        "reference": "Appendix 2",
        "running_head": "Scrutiny Committee, 2 December 2026",
        "address": "plans.marlowvale.example/p/7k2/",
        **more,
    }
    table = Table("Progress, April and October 2026 side by side", columns, tuple(rows))
    return Document(**{"blocks": (table,), **said})


def whole_paper():
    """A paper in which every part and block occurs."""
    rows = (
        PRIORITY_1,
        plain_row(
            "1a",
            cell(
                AMBER,
                Flag("Overdue by 2 months"),
                Text("all nine live.", label="Counters:"),
                "Agreed:\n• one;\n• two.",
                Addition(date(2026, 11, 4), "", "A second course is booked."),
                Addition(date(2026, 11, 5), "Update 05.11.26 -", "It is full."),
                change="↘ Green to amber",
            ),
        ),
        plain_row("1b", cell(GREEN, "As before.", change="→ No change")),
        Band((Text("Agreed in part.", label="Service comment:"),), level=2),
        row(
            "1c",
            cell("One outcome of two actions.", height=2),
            cell("+1.5% per annum", change="New wording"),
            Cell((Blank("[No officer named]"),)),
            Cell((RED,)),
            cell("Mae’r ŵyl yn y tŷ.\n\nيعمل المجلس مع السكان"),
        ),
        row("1d", cell("=1+1"), Cell((Names(("Digital",)),)), Cell((Blank("[No status given]"),)), Cell()),
        PRIORITY_2,
        row("2a", cell("A wide one.", width=3), cell(BLUE), cell(STOPPED, "“Quoted” <b>&amp;</b> 'so'.")),
    )
    made = paper(
        *rows,
        introduction="What this paper is.",
        facts=(("Answers", "4 of 5 received"),),
        legend=(
            Count(RED, 1, "will not be done in time"),
            Count(AMBER, 1),
            Count(GREEN, 2),
            Count(BLUE, 1),
            Count(WHITE, 0),
            Count(STOPPED, 1),
            Count(Blank("[No status given]"), None),
        ),
        notes=("[Square brackets]: supplied by the tracker.",),
    )
    return Document(
        **{
            **{name: getattr(made, name) for name in made.__dataclass_fields__},
            "blocks": (
                Heading("Progress"),
                Paragraphs("First paragraph.\n\n1. one\n3. three"),
                *made.blocks,
                Heading("Afterwards", 3),
                Note("A remark."),
            ),
        }
    )


def long_words(characters):
    """Sentences of about so many characters, in paragraphs."""
    sentence = "The council met residents and staff to agree what would be done and by whom. "
    paragraph = (sentence * 4).strip()
    return "\n\n".join([paragraph] * (characters // len(paragraph) + 1))[:characters]

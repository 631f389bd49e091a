"""A plan's paper, whole: title, facts, legend and the table of its layout."""

from papers.document import Document, Note

from . import legend, tables
from .fetching import fetch
from .layouts import LAYOUTS, columns_of

NOTHING_YET = "This plan holds no action yet."


class NoSuchLayout(Exception):
    """A layout was asked for that there is not. The message names it."""


def progress_paper(plan, *, layout=None, rounds=None, today, address="", names=None, keyed=False):
    """The committee paper of a plan as a `Document`, in eight queries at any size.

    `layout` is a key of `LAYOUTS`, the plan's usual one if None; `rounds` the keys of the rounds to stand
    side by side, the latest of them if None, no round if empty; `address` that of the page of this paper; `names`
    whether people are named, or their posts alone; as the plan chose if None. `keyed` gives every row an anchor,
    as a paper to be issued has it; else only those of actions have one.
    Raises NoSuchLayout or NoSuchRound. Only what is signed off is printed.
    """
    chosen = LAYOUTS.get(layout or plan.layout)
    if chosen is None:
        raise NoSuchLayout(f"There is no layout “{layout}”.")
    rows = fetch(plan, chosen, rounds=rounds, today=today, names=names)
    columns = columns_of(chosen, rows)
    table = tables.table(plan, chosen, columns, rows, keyed=keyed)
    return Document(
        title=plan.paper_title or plan.title,
        body=plan.organisation.name,
        as_at=today,
        reference=plan.reference,
        running_head=plan.running_head,
        orientation=chosen.orientation,
        introduction=plan.introduction,
        facts=legend.facts(plan, rows, chosen),
        legend=legend.legend(rows),
        notes=legend.notes(rows, columns),
        blocks=(table,) if table.rows else (Note(NOTHING_YET), table),
        address=address,
        layout=chosen.key,
    )

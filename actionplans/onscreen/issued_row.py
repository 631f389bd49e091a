"""One row of a publication, as it was printed: every cell under its heading."""

from dataclasses import dataclass

from papers.document import Blank, Names, Row, Table
from papers.writing.page import parts_as_html
from papers.writing.words import grid

from ..comparing.entries import entry_from_text, plan_from_text
from .titles import title_and_rest

# Where one of these is printed, those who lead are named; the others say it again.
LEADS = {"lead_service", "lead_officer", "responsible"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A row for its page. `printed` are (heading, HTML) of the paper's own columns, `others` of what it did not print."""

    key: str
    ref: str
    title: str
    printed: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...] = ()
    priority: str = ""
    status: str = ""
    overdue: str = ""


def shown(row, issue):
    """An `IssuedRow` for its page."""
    entry, plan = entry_from_text(row.content), plan_from_text(issue.content)
    columns = [pair for pair in plan.printed or plan.columns if pair[0] != "ref"]
    keys = {key for key, _ in columns}
    rounds = [(f"round:{one.round_key}", one.round_words) for one in entry.answers]
    known = keys | {"ref", "status"} | (LEADS if keys & {*LEADS, "lead"} else set())
    rest = [pair for pair in (*plan.columns, *rounds) if pair[0] not in known]
    at = entry.priority_at
    return Shown(
        key=row.key,
        ref=entry.ref,
        title=entry.title,
        printed=tuple((heading, parts_as_html(_parts(entry, key))) for key, heading in columns),
        others=tuple(
            (heading, parts_as_html(parts))
            for key, heading in rest
            if not _is_blank(parts := _parts(entry, key))
        ),
        priority=plan.priorities[at] if at is not None and at < len(plan.priorities) else "",
        status=parts_as_html((entry.status,)) if entry.status else "",
        overdue=entry.overdue,
    )


def _parts(entry, key):
    """What stands in one column of a row."""
    if key.startswith("round:"):
        said = {f"round:{one.round_key}": one.parts for one in entry.answers}
        return said.get(key, ())
    if key == "lead" and entry.leads:
        return (Names(entry.leads),)
    return entry.cells.get(key, ())


def _is_blank(parts):
    return all(isinstance(part, Blank) for part in parts)


def on_sheet(document, number, key):
    """A row of a sheet of late news, by its key in whatever letters; None where the sheet has none of that key."""
    for table in document.blocks:
        if isinstance(table, Table):
            for line, cells in grid(table):
                if isinstance(line, Row) and line.short.casefold() == f"p/{number}/{key}".casefold():
                    return _of_sheet(table, line, cells)
    return None


def _of_sheet(table, line, cells):
    pairs = [pair for pair in zip(table.columns, cells, strict=True) if pair[1] and pair[0].key != "ref"]
    titled = next((cell for column, cell in pairs if column.key in ("action", "recommendation")), None)
    words = " ".join(getattr(part, "words", "") for part in titled.parts) if titled else ""
    return Shown(
        key=line.anchor,
        ref=line.name,
        title=title_and_rest(words)[0],
        printed=tuple((column.heading, parts_as_html(cell.parts)) for column, cell in pairs),
    )

"""News that came after a paper was issued: which rows differ now, and a supplementary sheet of the ones chosen.

A sheet is prepared, looked at and issued as any paper is. It holds only the rows that changed, each with the page of the
issued paper; the public goes on reading the whole paper, with a notice that leads to the sheet.
"""

from dataclasses import dataclass, replace

from papers import phrases
from papers.document import Addition, Band, Blank, Cell, Column, Heading, Paragraphs, Row, Table, Text
from papers.models import Publication
from papers.publishing import Refused
from papers.writing.words import grid, parts_words

from ..comparing.changes import Gone, RowChange
from ..comparing.entries import plan_from_text
from ..comparing.issues import Issue, compare
from ..models import IssuedPlan
from ..papers import progress_paper
from ..papers.changed_rows import SHARED
from ..papers.entries import frozen_rows
from ..papers.marks import marked
from . import preparing
from .issues import issue_of

PAGE = Column("page", "Page", 0.5)
NOT_NEWEST = "A newer paper of this plan was issued since. Late news belongs to that one."
NOTHING_CHOSEN = "Choose at least one row for the sheet."
NO_LONGER = "No longer in the plan"
UNKNOWN = "A row that you chose does not differ any more. Look again, then choose."
READ_TOGETHER = "Only the rows that changed since the paper was issued stand here. Read the two together."


@dataclass(frozen=True, slots=True)
class News:
    """One row that differs from what was issued. `additions` are (round, the addition) made since.

    `page` says where the row stands in the issued paper: "3", "Volume 2, page 5", or "" where it is not in it. `told`
    is the sheet on which it stands as it is now, None where none has it so.
    """

    key: str
    ref: str
    title: str
    change: RowChange
    headings: tuple[tuple[str, str], ...]
    additions: tuple[tuple[str, Addition], ...] = ()
    page: str = ""
    told: Publication | None = None


@dataclass(frozen=True, slots=True)
class LateNews:
    """Everything that differs now from a paper as it was issued."""

    rows: tuple[News, ...]
    gone: tuple[Gone, ...]

    @property
    def total(self) -> int:
        """How many rows differ."""
        return len(self.rows) + len(self.gone)


def late_news(publication, *, today):
    """What differs now from this whole paper. In a fixed number of queries, and one for each sheet issued before."""
    issue = IssuedPlan.objects.select_related("plan__organisation").get(publication=publication)
    changes, pages = _since(issue, publication, today)
    told = _sheets(publication)
    found = [_news(change, changes.now, pages, told) for change in changes.changed]
    return LateNews(tuple(found), changes.gone)


def _since(issue, publication, today):
    """(the `Changes` since it was issued, where each of its rows stands)."""
    before = issue_of(publication)
    plan, rows = frozen_rows(
        issue.plan, layout=publication.layout, rounds=list(before.plan.shown), today=today
    )
    known = {one.key for one in before.plan.rounds}
    now = Issue(plan, tuple(_of_rounds(row, known) for row in rows))
    pages = issue.rows.values_list("key", "volume", "page")
    return compare(before, now), {key: page_words(volume, page) for key, volume, page in pages}


def _of_rounds(entry, known):
    """A row without answers to rounds of which the issued paper could not know."""
    answers = tuple(one for one in entry.answers if one.round_key in known)
    return entry if len(answers) == len(entry.answers) else replace(entry, answers=answers)


def _news(change, plan, pages, told):
    now, before = change.now, change.before
    rounds = {f"round:{one.key}": one.words for one in plan.rounds}
    headings = {**dict(plan.columns), "lead": "Lead", **rounds}
    said = {one.round_key: one.parts for one in before.answers} if before else {}
    additions = tuple(
        (one.round_words, part)
        for one in now.answers
        for part in one.parts
        if isinstance(part, Addition) and part not in said.get(one.round_key, ())
    )
    return News(
        key=now.key,
        ref=now.ref,
        title=now.title,
        change=change,
        headings=tuple(
            (words, phrases.NEW_ANSWER if change.marks[key] == phrases.NO_CHANGE else change.marks[key])
            for key, words in headings.items()
            if change.marks.get(key)
        ),
        additions=additions,
        page=pages.get(now.key, ""),
        told=_told(change, told),
    )


def _sheets(publication):
    """[(sheet, {key of each of its rows: all that it says there})] of those issued on this paper, the newest first."""
    sheets = publication.sheets.standing().order_by("-published_at", "-number")
    return [(sheet, _rows_of(sheet.read())) for sheet in sheets]


def _rows_of(document):
    rows = [line for block in document.blocks if isinstance(block, Table) for line in block.rows]
    return {
        row.anchor: "\n".join(parts_words(cell.parts) for cell in row.cells)
        for row in rows
        if isinstance(row, Row)
    }


def _told(change, sheets):
    """The sheet that says everything already that is different about this row; None where none does."""
    now = change.now
    answers = {f"round:{one.round_key}": one.parts for one in now.answers}
    parts = [answers.get(key, now.cells.get(key, ())) for key in change.marks]
    for sheet, rows in sheets:
        if now.key in rows and all(parts_words((part,)) in rows[now.key] for each in parts for part in each):
            return sheet
    return None


def page_words(volume, page):
    """Where a row stands: "3", "Volume 2, page 5", "" where that is not known."""
    if page is None:
        return ""
    return f"Volume {volume}, page {page}" if volume else str(page)


def prepare_sheet(publication, *, keys, note, by, at, today):
    """A sheet of late news on this paper in preparation, with these rows. Raises Refused."""
    issue = IssuedPlan.objects.select_related("plan__organisation").get(publication=publication)
    if preparing.newest_whole(issue.plan) != publication:
        raise Refused(NOT_NEWEST)
    if not keys:
        raise Refused(NOTHING_CHOSEN)
    news = late_news(publication, today=today)
    known = [*(row.key for row in news.rows), *(each.entry.key for each in news.gone)]
    if not set(keys) <= set(known):
        raise Refused(UNKNOWN)
    return preparing.prepare(
        issue.plan,
        by=by,
        at=at,
        supplements=publication,
        title=f"Supplementary sheet to {publication.reference or publication.title}"[:300],
        introduction=note,
        note=note,
        as_at=today,
        row_keys="\n".join(key for key in known if key in keys),
    )


def shown_in(publication):
    """(layout, keys of the rounds) of an issued paper: a sheet on it is laid out as that was."""
    issue = IssuedPlan.objects.get(publication=publication)
    return publication.layout, list(plan_from_text(issue.content).shown)


def sheet_of(preparation, *, site):
    """The `Document` of a sheet of late news as it is now: the chosen rows that are in the plan, with their pages."""
    publication, today = preparation.supplements, preparation.as_at
    issue = IssuedPlan.objects.select_related("plan__organisation").get(publication=publication)
    changes, pages = _since(issue, publication, today)
    document = progress_paper(
        preparation.plan,
        layout=publication.layout,
        rounds=list(changes.before.shown),
        today=today,
        keyed=True,
    )
    chosen = preparation.row_keys.split()
    blocks = tuple(
        with_pages(only_rows(block, set(chosen)), pages) if isinstance(block, Table) else block
        for block in document.blocks
    )
    there = {line.anchor for block in blocks if isinstance(block, Table) for line in block.rows}
    gone = [each for each in changes.gone if each.entry.key in chosen and each.entry.key not in there]
    marks = marked(replace(document, blocks=blocks), changes)
    return replace(
        marks,
        title=preparation.title or f"Supplementary sheet to {publication.reference or publication.title}",
        reference=preparation.reference,
        running_head=preparation.meeting_words or marks.running_head,
        introduction=preparation.introduction,
        facts=(("Adds to", changes.was_words),),
        legend=(),
        notes=(READ_TOGETHER, *marks.notes),
        blocks=(*marks.blocks, *_no_longer_there(gone, pages)),
        site=site,
        address=f"{site}/p/{preparation.pk}/",
        has_qr=preparation.has_qr,
    )


def only_rows(table, keys):
    """The table with these rows alone, each with everything that stood beside it, under the bands it stands under."""
    lines, priority, heading = [], [], []
    above: list[tuple[int, Cell]] = [(0, Cell())] * len(table.columns)
    said: dict[str, Cell] = {}
    for line, cells in grid(table):
        if isinstance(line, Band):
            above = [(0, Cell())] * len(table.columns)
            if line.anchor.startswith("priority-"):
                priority, heading = [line], []
            else:
                heading = [line] if line.level == 1 else [*heading, line]
            continue
        whole = _said_again(_whole(cells, above), table.columns, said)
        if line.anchor in keys:
            lines += [*priority, *heading, replace(line, cells=whole)]
            priority, heading = [], []
    return replace(table, rows=tuple(lines))


def _whole(cells, above):
    """The cells of a row with that of a taller one above said again; `above` is kept up to date."""
    whole = []
    for column, cell in enumerate(cells):
        rows, held = above[column]
        if cell is None:
            cell = held if rows else Cell()
            above[column] = (rows - 1, held)
        else:
            cell = replace(cell, height=1) if cell.height > 1 else cell
            above[column] = (cells[column].height - 1, cell)
        whole.append(cell)
    return tuple(whole)


def _said_again(cells, columns, said):
    """The cells of a row in which what stands "as above" is said again; `said` has the last words of each such column."""
    whole = []
    for column, cell in zip(columns, cells, strict=True):
        if column.key in SHARED:
            if cell.parts == (Blank(phrases.AS_ABOVE),):
                cell = said.get(column.key, cell)
            said[column.key] = cell
        whole.append(cell)
    return tuple(whole)


def with_pages(table, pages):
    """The table with the page of the issued paper after each reference; first where there are none."""
    at = next((number for number, column in enumerate(table.columns, 1) if column.kind == "ref"), 0)
    columns = (*table.columns[:at], PAGE, *table.columns[at:])
    rows = tuple(_with_page(line, at, pages) if isinstance(line, Row) else line for line in table.rows)
    return replace(table, columns=columns, rows=rows)


def _with_page(row, at, pages):
    words = pages.get(row.anchor)
    missing = phrases.NOT_IN_THAT_PAPER if words is None else phrases.NOT_STATED
    cell = Cell((Text(words),) if words else (Blank(missing),))
    return replace(row, cells=(*row.cells[:at], cell, *row.cells[at:]))


def _no_longer_there(gone, pages):
    """What is said of chosen rows that the plan no longer has: which they were, where they stand, and why."""
    if not gone:
        return ()
    said = []
    for each in gone:
        page = pages.get(each.entry.key)
        words = f"{each.entry.ref} {each.entry.title}".strip()
        said.append(f"{words}{f' (page {page})' if page else ''}. {each.reason}".strip())
    return Heading(NO_LONGER), Paragraphs("\n\n".join(said))

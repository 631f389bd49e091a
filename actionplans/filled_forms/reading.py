"""From a read paper to the rows of a filled form: plain values, as typed. Nothing here touches the database.

The tables are found, sorted and joined by `recognising`, as those of any paper. What an officer typed
is kept as it was typed: it is not tidied, shortened or taken for damage.
"""

from dataclasses import asdict, dataclass, field, fields

from papers.phrases import ABOUT_SHEET

from ..recognising import bands, gathering, joining
from ..recognising.cells import Piece, flat, is_filler
from ..recognising.choices import Choices
from ..recognising.items import Band, Entry
from ..recognising.ledger import Ledger
from ..wording import refs, statuses
from ..wording.form_words import without_half
from .columns import Columns


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row: where it stands, what names its action, and what was typed. `key` is its table and row.

    `besides` are (heading, words) of columns that are no part of an answer.
    """

    key: str
    table: int | None
    row: int | None
    sheet: str = ""
    ref: str = ""
    action: str = ""
    half: str = ""
    lead: str = ""
    words: str = ""
    status: str = ""
    besides: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self):
        """Whether nothing was typed into its cells."""
        return not (self.words or self.status)


@dataclass(frozen=True, slots=True)
class HeadingRead:
    """A heading of one table and what it was taken for: a key of `columns.MEANINGS`, "round:…" or ""."""

    table: int
    column: int
    words: str
    taken_for: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A filled form, read. `loose` are words outside its rows, `notices` what the reader left out."""

    rows: tuple[RowRead, ...] = ()
    headings: tuple[HeadingRead, ...] = ()
    loose: tuple[tuple[str, int | None, int | None], ...] = ()
    notices: tuple[str, ...] = ()
    front: tuple[str, ...] = ()

    @property
    def other_rounds(self):
        """The headings that speak of another round."""
        return tuple(each for each in self.headings if each.taken_for.startswith("round:"))

    @property
    def has_answers(self):
        """Whether any column holds answers for this round."""
        return any(each.taken_for in ("update", "status") for each in self.headings)

    def as_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, kept):
        return cls(
            rows=tuple(_row_from(each) for each in kept.get("rows", ())),
            headings=tuple(HeadingRead(**each) for each in kept.get("headings", ())),
            loose=tuple(tuple(each) for each in kept.get("loose", ())),
            notices=tuple(kept.get("notices", ())),
            front=tuple(kept.get("front", ())),
        )


def _row_from(kept):
    known = {each.name for each in fields(RowRead)}
    values = {name: value for name, value in kept.items() if name in known}
    return RowRead(**{**values, "besides": tuple(tuple(each) for each in kept.get("besides", ()))})


def read(paper, *, round_words, round_key, chosen=None):
    """The `Reading` of a paper for the round of this name and key; `chosen` is what a reviewer said of columns."""
    ledger = Ledger()
    given = {place: _for_gathering(meaning) for place, meaning in (chosen or {}).items()}
    gathered = gathering.gather(paper, Choices(headings=given), ledger)
    columns = Columns(round_words, round_key, chosen or {})
    items = joining.join(gathered.items, ledger).items
    entries = [item for item in items if isinstance(item, Entry)]
    headings = tuple(
        HeadingRead(each.table, each.column.at, each.column.words, columns.of(each.table, each.column))
        for each in gathered.headings
    )
    return Reading(
        rows=tuple(_keyed(_row(entry, columns) for entry in entries)),
        headings=headings,
        loose=tuple(_loose(gathered, items, ledger)),
        notices=tuple(notice.why for notice in paper.notices),
        front=tuple(paragraph.text.strip() for paragraph in gathered.front if paragraph.text.strip()),
    )


def _loose(gathered, items, ledger):
    """(words, table, row) of all that stands in no row of answers: between tables, in full-width rows, in other tables."""
    for words, place in gathered.loose:
        yield words, place.table, place.row
    for item in items:
        if isinstance(item, Band) and not bands.is_known(flat(item.words)):
            yield item.words, item.place.table, item.place.row
    for each in ledger.waiting:
        yield each.words, each.table, each.row
    for table in gathered.keys:
        if table.sheet != ABOUT_SHEET and (words := gathering.said_in(table)).strip():
            yield words, table.number, None


@dataclass(slots=True)
class _Row:
    """A row while its cells are gathered by what they are."""

    told: dict = field(default_factory=dict)
    besides: list = field(default_factory=list)

    def words(self, meaning):
        return "\n".join(self.told.get(meaning, ())).strip()


def _row(entry, columns):
    row = _Row()
    for column in entry.columns:
        piece, meaning = entry.piece(column), columns.of(entry.place.table, column)
        words = typed(piece)
        if meaning == "status" and not words:
            # A cell that was only coloured says its status as well.
            words = statuses.colour_name(entry.colour(column)) or ""
        if not words or (piece.shared and meaning in ("update", "status")):
            continue
        if meaning.startswith("round:") or meaning in ("ignore", "measure", "timescale"):
            continue
        if meaning:
            row.told.setdefault(meaning, []).append(words)
        else:
            row.besides.append((flat(column.words), words))
    row.besides += [("", typed(piece)) for piece in entry.extra if piece]
    ref, ref_half = _parted_ref(row.words("ref"))
    action, half = without_half(row.words("action"))
    if not ref:
        ref, action = _leading_ref(action)
    update, status = row.words("update"), row.words("status")
    return RowRead(
        key=f"{entry.place.table or 0}:{entry.place.row or 0}",
        table=entry.place.table,
        row=entry.place.row,
        sheet=entry.place.sheet or "",
        ref=ref,
        action=action,
        half=half or row.words("half") or ref_half,
        lead=row.words("lead"),
        words="" if is_filler(update) else update,
        status="" if is_filler(status) else status,
        besides=tuple(row.besides),
    )


def _keyed(rows):
    """The rows with a key each: two that stand at one place are told apart."""
    met = {}
    for row in rows:
        number = met[row.key] = met.get(row.key, 0) + 1
        if number == 1:
            yield row
        else:
            yield RowRead(
                **{
                    **{each.name: getattr(row, each.name) for each in fields(RowRead)},
                    "key": f"{row.key}:{number}",
                }
            )


def _parted_ref(words):
    """("1c", "internal") of "1c (internal)"; the reference alone where no half stands behind it."""
    first, _, rest = flat(words).partition(" ")
    if rest.startswith("(") and rest.endswith(")"):
        return first, rest[1:-1].strip()
    return flat(words), ""


def _leading_ref(action):
    ref, rest = refs.leading(action)
    return (ref, rest.strip()) if ref and rest.strip() else ("", action)


def typed(piece: Piece):
    """The words of a cell as typed: a paragraph a line, list items with their mark or number before them."""
    lines = []
    for paragraph in piece.paragraphs:
        words = paragraph.text.strip("\n")
        if not words.strip():
            lines.append("")
        elif paragraph.bullet:
            lines.append(f"• {words.strip()}")
        elif paragraph.number:
            lines.append(f"{paragraph.number} {words.strip()}")
        else:
            lines.append(words.rstrip())
    return "\n".join(lines).strip()


def _for_gathering(meaning):
    """What a reviewer said, in the words of `headings.MEANINGS`."""
    return {"half": "note", "lead": "lead_officer"}.get(meaning, meaning)

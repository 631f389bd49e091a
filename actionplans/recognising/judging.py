"""What a column is by its cells, where its heading alone does not settle it.

A column of dots is a status column even if it is called Progress; a table without a column of
actions has them under another name. What a person chose is never judged again.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from papers import phrases

from ..wording import refs, statuses, timescales
from . import bands
from .cells import Piece, flat, is_sign
from .columns import Column
from .found import Place
from .items import Band, Entry, Item
from .ledger import Ledger

LOOKED_AT = 300  # cells of a column that are looked at
LEVEL = re.compile(
    r"^(very )?(high|medium|low|urgent|critical|essential|desirable|h|m|l|uchel|canolig|isel)$", re.IGNORECASE
)
INSTEAD_OF_ACTION = ("target", "measure", "detail", "outcome", "priority")


@dataclass(slots=True)
class _Seen:
    """Cells of the columns of one heading, as many as are looked at."""

    texts: list[str] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)

    def take(self, piece: Piece, colour: str | None) -> None:
        if len(self.texts) >= LOOKED_AT or piece.shared:
            return
        if piece:
            self.texts.append(piece.text)
        elif piece.blank == phrases.NO_STATUS:
            self.fills.append(piece.blank)
        elif colour and statuses.colour_name(colour):
            self.fills.append(colour)


def judge(items: Sequence[Item], ledger: Ledger) -> dict[Column, Column]:
    """Settle the meaning of every column in place; gives back what each column became."""
    became: dict[Column, Column] = {}
    banded = any(isinstance(item, Band) and bands.read(item.words).kind == "priority" for item in items)
    for held in _by_columns(items).values():
        seen = _seen(held)
        judged = tuple(_judged(column, seen[column]) for column in held[0].columns)
        if banded:
            judged = _under_bands(judged)
        judged = _with_action(judged, seen, held[0].place, ledger)
        judged = _numbered_priority(judged, held[0].columns, seen)
        _say_unknown(judged, held[0].columns, seen, held[0].place, ledger)
        became.update(zip(held[0].columns, judged, strict=True))
        for entry in held:
            entry.columns = judged
    return became


def _say_unknown(
    judged: tuple[Column, ...],
    before: tuple[Column, ...],
    seen: dict[Column, _Seen],
    place: Place,
    ledger: Ledger,
) -> None:
    for column, old in zip(judged, before, strict=True):
        if column.meaning is None and seen[old].texts:
            ledger.tell(
                "confirm",
                "unknown-heading",
                f"Nobody could say what the column “{column.words or column.at}” is. Say what it means, or leave it out; until then its words wait.",
                Place(place.table, None, place.sheet),
                heading=column.words,
            )


def _under_bands(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where bands are the priorities, a column of that name tells something else of the row."""
    return tuple(
        replace(column, meaning="note") if column.meaning == "priority" and not column.settled else column
        for column in columns
    )


def _by_columns(items: Iterable[Item]) -> dict[tuple[tuple[str, int, str | None], ...], list[Entry]]:
    """Entries under the same headings together, from whichever table."""
    groups: dict[tuple[tuple[str, int, str | None], ...], list[Entry]] = {}
    known: dict[int, tuple[tuple[str, int, str | None], ...]] = {}
    for item in items:
        if isinstance(item, Band):
            continue
        key = known.get(id(item.columns))
        if key is None:
            key = tuple((column.words, column.at, column.meaning) for column in item.columns)
            known[id(item.columns)] = key
        groups.setdefault(key, []).append(item)
    return groups


def _seen(entries: list[Entry]) -> dict[Column, _Seen]:
    columns = entries[0].columns
    found = {column: _Seen() for column in columns}
    for entry in entries[: LOOKED_AT * 2]:
        for column in columns:
            found[column].take(entry.piece(column), entry.colour(column))
    return found


def _judged(column: Column, seen: _Seen) -> Column:
    if column.settled:
        return column
    judge_one = _JUDGES.get(column.meaning)
    meaning = judge_one(column, seen) if judge_one else column.meaning
    return column if meaning == column.meaning else replace(column, meaning=meaning)


def _update_or_status(column: Column, seen: _Seen) -> str | None:
    """Dots, colours and words of a scale are a status; sentences are an update."""
    if not seen.texts:
        return "status" if seen.fills else column.meaning
    short = [text for text in seen.texts if is_status(text)]
    if len(short) >= max(1, len(seen.texts) * 0.7):
        return "status"
    prose = [text for text in seen.texts if len(text) > 60 and not is_status(text)]
    return "update" if len(prose) > len(seen.texts) / 2 else column.meaning


def is_status(text: str) -> bool:
    """Whether a cell holds a status and nothing else."""
    return is_sign(text) or (len(text) <= 40 and statuses.meaning(text) is not None)


def _priority(column: Column, seen: _Seen) -> str | None:
    """High, medium and low are how urgent an action is, not the priority it stands under."""
    return "note" if seen.texts and all(LEVEL.match(flat(text)) for text in seen.texts) else "priority"


def _ref(column: Column, seen: _Seen) -> str | None:
    """A column of sentences is no column of references, whatever it is called."""
    long = [text for text in seen.texts if len(flat(text)) > 40]
    return "detail" if len(long) > len(seen.texts) / 2 else "ref"


def _target(column: Column, seen: _Seen) -> str | None:
    """Targets that are all days are a timescale."""
    dates = [
        text
        for text in seen.texts[:40]
        if timescales.read(text).timescale.latest and not timescales.read(text).targets
    ]
    return "timescale" if seen.texts and len(dates) >= len(seen.texts[:40]) * 0.8 else "target"


def _unnamed(column: Column, seen: _Seen) -> str | None:
    """A column without a heading: references and statuses are known by their looks."""
    if column.words or not (seen.texts or seen.fills):
        return None
    if seen.texts and all(refs.is_ref(text) for text in seen.texts):
        return "ref"
    if all(is_status(text) for text in seen.texts):
        return "status"
    return None


_JUDGES: dict[str | None, Callable[[Column, _Seen], str | None]] = {
    "update": _update_or_status,
    "status": _update_or_status,
    "priority": _priority,
    "ref": _ref,
    "target": _target,
    None: _unnamed,
}


def _with_action(
    columns: tuple[Column, ...], seen: dict[Column, _Seen], place: Place, ledger: Ledger
) -> tuple[Column, ...]:
    """Columns of which one holds what is to be done: where none is called so, the likeliest, and that is said."""
    if any(column.meaning in ("action", "recommendation") for column in columns):
        return columns
    by_at = {column.at: each for column, each in seen.items()}
    for meaning in (*INSTEAD_OF_ACTION, None):
        held = [
            column
            for column in columns
            if column.meaning == meaning and not column.settled and by_at[column.at].texts
        ]
        if not held:
            continue
        chosen = max(held, key=lambda column: sum(map(len, by_at[column.at].texts)))
        ledger.tell(
            "confirm",
            "no-action-column",
            f"No column is called an action, so “{chosen.words or 'this column'}” was taken for it. Choose another column if that is wrong.",
            Place(place.table, None, place.sheet),
            heading=chosen.words,
        )
        return tuple(replace(column, meaning="action") if column is chosen else column for column in columns)
    return columns


def _numbered_priority(
    judged: tuple[Column, ...], before: tuple[Column, ...], seen: dict[Column, _Seen]
) -> tuple[Column, ...]:
    """Of two priority columns ("Priority No", "Priority") the one of figures numbers the other."""
    held = [
        (column, seen[old])
        for column, old in zip(judged, before, strict=True)
        if column.meaning == "priority"
    ]
    if len(held) < 2:
        return judged
    numbers = [
        column
        for column, each in held
        if each.texts and all(re.fullmatch(r"[\w.]{1,5}", flat(text)) for text in each.texts)
    ]
    if len(numbers) != 1:
        return judged
    return tuple(
        replace(column, meaning="priority_number") if column is numbers[0] else column for column in judged
    )

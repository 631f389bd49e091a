"""A paper as plain data for JSON, and back again without loss.

Every part says which it is ("part": "table"); a value equal to the default is left out, so that a
frozen paper stays readable and a later field with a default does not change an old one.
The schema is described in docs/building/paper.schema.json.
"""

import dataclasses
from datetime import date
from functools import cache
from typing import Any

from papers import document as parts

SCHEMA = "https://equality-action-plan-tracker.example/schemas/paper"
VERSION = 1

_KINDS = {
    "text": parts.Text,
    "names": parts.Names,
    "status": parts.Status,
    "blank": parts.Blank,
    "flag": parts.Flag,
    "addition": parts.Addition,
    "compared": parts.Compared,
    "cell": parts.Cell,
    "column": parts.Column,
    "band": parts.Band,
    "row": parts.Row,
    "table": parts.Table,
    "heading": parts.Heading,
    "paragraphs": parts.Paragraphs,
    "note": parts.Note,
    "figures": parts.Figures,
    "count": parts.Count,
    "document": parts.Document,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_DATES = {"on", "as_at"}


class NotAPaper(ValueError):
    """The data is not a paper of a version known here."""


def as_json(document: parts.Document) -> dict[str, Any]:
    """The document as data that `json.dumps` takes: schema, version, then its parts."""
    return {"schema": SCHEMA, "version": VERSION, **_data(document)}


def from_json(data: dict[str, Any]) -> parts.Document:
    """The document that `as_json` made this of. Raises NotAPaper for anything else."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise NotAPaper("This is not a paper: it does not name the schema of papers.")
    if data.get("version") != VERSION:
        raise NotAPaper(f"This paper is of version {data.get('version')!r}; version {VERSION} can be read.")
    try:
        made = _value({name: value for name, value in data.items() if name not in ("schema", "version")})
    except (KeyError, TypeError, ValueError) as reason:
        raise NotAPaper(f"This paper cannot be read: {reason}") from reason
    if not isinstance(made, parts.Document):
        raise NotAPaper("This is a part of a paper, not a whole one.")
    return made


def parts_as_json(held: tuple[parts.Part, ...]) -> list[Any]:
    """Parts of a cell as data."""
    return [_data(one) for one in held]


def parts_from_json(data: list[Any]) -> tuple[parts.Part, ...]:
    """The parts that `parts_as_json` made this of."""
    return tuple(_value(one) for one in data)


def _data(value: Any) -> Any:
    """A part, tuple or plain value as JSON data."""
    name = _NAMES.get(type(value))
    if name is not None:
        data: dict[str, Any] = {"part": name}
        for field, default in _fields(type(value)):  # type: ignore[arg-type]
            held = getattr(value, field)
            if held != default or type(held) is not type(default):
                data[field] = _data(held)
        return data
    if isinstance(value, tuple):
        return [_data(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _value(data: Any) -> Any:
    """JSON data as the part, tuple or plain value it was made of."""
    if isinstance(data, list):
        return tuple(_value(one) for one in data)
    if not isinstance(data, dict):
        return data
    kind = _KINDS[data["part"]]
    held = {}
    for field, value in data.items():
        if field == "part":
            continue
        held[field] = date.fromisoformat(value) if field in _DATES and value is not None else _value(value)
    return kind(**held)


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a part with their defaults; a field without a default is always written."""
    return tuple((field.name, field.default) for field in dataclasses.fields(kind))

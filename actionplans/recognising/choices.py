"""What a reviewer settled, so that a paper can be recognised again with it.

Stored as JSON on the import; every field is empty when nothing was settled.
"""

from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Choices:
    """The settled things.

    headings:  "1:4" (table:column) or the heading's words → a meaning of `headings.MEANINGS`, "round:2018-10" or "ignore"
    rounds:    a round's key → the name to give it
    splits:    a lead cell's words → the names to split it into
    aliases:   a name as printed → the known name to use
    statuses:  a status's words (or colour name) → its meaning
    dropped:   "table:row" of rows to leave out
    waiting:   words left aside (`settling.waiting_key`) → what to do ("keep", "clear")
    title, organisation, period: what the person typed instead of what was read
    changes:   for a newer version of a plan: an entry's key → "apply" or "leave"
    include_hidden: read hidden rows, columns and sheets as well
    mended:    "table:row:column" of a cell → the words that stand in the paper instead ("" empties it)
    accepted:  problems (`settling.problem_key`) that a person looked at and found read rightly
    own_plan:  this is a plan of its own, though the body has one of the same title
    """

    headings: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, str] = field(default_factory=dict)
    splits: dict[str, list[str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    waiting: dict[str, str] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)
    title: str = ""
    organisation: str = ""
    period: str = ""
    include_hidden: bool = False
    mended: dict[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    own_plan: bool = False

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "dropped": list(self.dropped), "accepted": list(self.accepted)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Choices":
        known = {item.name for item in fields(cls)}
        values = {name: value for name, value in stored.items() if name in known}
        for name in ("dropped", "accepted"):
            values[name] = tuple(values.get(name, ()))
        return cls(**values)

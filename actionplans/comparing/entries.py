"""Everything that one row of an issued plan says, and what stands over all rows; as data, and back without loss.

An entry holds every column that a paper of the plan could have, whether the paper that was issued shows it or
not, so that two issues can be compared whatever their layouts, and a row can be read in full.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from papers.document import Part, Status
from papers.document_json import parts_as_json, parts_from_json


@dataclass(frozen=True, slots=True)
class Answer:
    """What one round has to say on a row: the round's key and name, and the parts as a paper prints them.

    `is_blank` is whether nobody's words stand there; `kind` the kind of answer, where there is one.
    """

    round_key: str
    round_words: str
    parts: tuple[Part, ...]
    kind: str = ""
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `cells` are the parts of every column by its key ("action", "lead_officer", "timescale", …).

    `status` is where the row stands, as printed; `status_at` its place in the scale of the plan, None outside it;
    `status_kind` as `IssuedRow.status_kind`. `due` is the latest day that was read from the timescale, `due_words`
    the words, `due_kind` how they were read (`Timescale.kind`). `leads` are all who lead, as printed. `ended` is "",
    "stopped" or "carried_forward".
    """

    key: str
    kind: str
    ref: str
    title: str
    cells: dict[str, tuple[Part, ...]]
    answers: tuple[Answer, ...] = ()
    priority_at: int | None = None
    status: Status | None = None
    status_at: int | None = None
    status_kind: str = "none"
    meaning: str = ""
    before: Status | None = None
    before_meaning: str = ""
    before_round: str = ""
    leads: tuple[str, ...] = ()
    due: date | None = None
    due_words: str = ""
    due_kind: str = ""
    overdue: str = ""
    completed_on: date | None = None
    ended: str = ""
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class ScaleEntry:
    """One status of the plan's scale as it was."""

    words: str
    symbol: str
    tone: str
    meaning: str
    explanation: str = ""


class Missing(NamedTuple):
    """One answer that was not received: of which action and half, from whom, how often asked, what stands in the paper."""

    ref: str
    half: str
    who: str
    asked: int
    words: str
    title: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """One round as it stood: how many answers were asked for and received, and what they were.

    `officers` are how many people were asked, nought where that is not known.
    """

    key: str
    words: str
    is_open: bool
    asked: int
    received: int
    officers: int = 0
    nothing_to_report: int = 0
    same_as: int = 0
    not_signed_off: int = 0
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """What stands over the rows: the plan's own words, its priorities in order, its scale, its rounds.

    `columns` are (key, heading) of every column that an entry may have, in the order of reading.
    `printed` are (key, heading) of the columns of the paper itself. `shown` are the keys of the rounds that stand in it. `names_words` says whether officers' names are printed,
    and who decided so. `withdrawn` are (key, reference, title, reason) of the actions that were withdrawn since they were
    issued. `names_officers` is whether any row names one, so that a row without stands out; `better` and `worse` are how
    many rows moved to a better or a worse status than the round before.
    """

    title: str
    body: str
    period: str
    state: str
    adoption: str
    introduction: str
    as_at: date
    priorities: tuple[str, ...]
    scale: tuple[ScaleEntry, ...]
    rounds: tuple[RoundEntry, ...]
    columns: tuple[tuple[str, str], ...]
    prints_names: bool = True
    withdrawn: tuple[tuple[str, str, str, str], ...] = ()
    layout: str = ""
    names_officers: bool = False
    better: int = 0
    worse: int = 0
    shown: tuple[str, ...] = ()
    names_words: str = ""
    printed: tuple[tuple[str, str], ...] = ()


def entry_as_text(entry: Entry) -> str:
    """An entry as JSON, the same text for the same entry."""
    data = _plain(entry)
    data["cells"] = {key: parts_as_json(parts) for key, parts in entry.cells.items()}
    data["answers"] = [{**_plain(each), "parts": parts_as_json(each.parts)} for each in entry.answers]
    for name in ("status", "before"):
        held = getattr(entry, name)
        data[name] = parts_as_json((held,))[0] if held else None
    return _text(data)


def entry_from_text(text: str) -> Entry:
    """The entry that `entry_as_text` made this of."""
    data = json.loads(text)
    data["cells"] = {key: parts_from_json(parts) for key, parts in data["cells"].items()}
    data["answers"] = tuple(
        Answer(**{**each, "parts": parts_from_json(each["parts"])}) for each in data["answers"]
    )
    for name in ("status", "before"):
        data[name] = parts_from_json([data[name]])[0] if data[name] else None
    for name in ("due", "completed_on"):
        data[name] = date.fromisoformat(data[name]) if data[name] else None
    return Entry(**{**data, "leads": tuple(data["leads"])})


def plan_as_text(plan: PlanEntry) -> str:
    """What stands over the rows as JSON, the same text for the same plan."""
    return _text(asdict(plan))


def plan_from_text(text: str) -> PlanEntry:
    """The plan that `plan_as_text` made this of."""
    data = json.loads(text)
    rounds = tuple(
        RoundEntry(**{**each, "missing": tuple(Missing(*one) for one in each["missing"])})
        for each in data["rounds"]
    )
    return PlanEntry(
        **{
            **data,
            "as_at": date.fromisoformat(data["as_at"]),
            "priorities": tuple(data["priorities"]),
            "scale": tuple(ScaleEntry(**each) for each in data["scale"]),
            "rounds": rounds,
            "columns": tuple(tuple(each) for each in data["columns"]),
            "withdrawn": tuple(tuple(each) for each in data["withdrawn"]),
            "shown": tuple(data["shown"]),
            "printed": tuple(tuple(each) for each in data.get("printed", ())),
        }
    )


def _plain(held: Any) -> dict[str, Any]:
    """The fields of a dataclass whose values are plain, by name; the others are the caller's."""
    return {name: getattr(held, name) for name in held.__dataclass_fields__}


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)

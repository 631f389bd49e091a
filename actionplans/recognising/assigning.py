"""Who leads and who supports, from the cells of a row: read, split, and proposed where a split is uncertain."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..wording import kinds, leads
from .cells import flat
from .choices import Choices
from .columns import Column
from .found import AssignmentFound, LeadProposal
from .items import Band, Entry, Item

ROLES = ("lead_service", "lead_officer", "supporting", "responsible")
LEADING = ("lead", "lead_service", "lead_officer", "responsible")


@dataclass(frozen=True, slots=True)
class Assigned:
    """What the lead cells of one row give: assignments, the cells as printed, and splits to confirm."""

    assignments: tuple[AssignmentFound, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    proposals: tuple[LeadProposal, ...] = ()


class Assigning:
    """Reads lead cells with the names that the whole paper and the directory teach."""

    def __init__(self, items: Sequence[Item], choices: Choices, known_names: Collection[str]):
        entries = [item for item in items if isinstance(item, Entry)]
        cells = list(dict.fromkeys(_lead_cells(entries)))
        bracketed = [item.words for item in items if isinstance(item, Band)]
        self.choices = choices
        self.known = (
            frozenset(known_names) | leads.learn(cells) if cells or bracketed else frozenset(known_names)
        )
        self.roles = _roles(entries)
        self._read: dict[tuple[str, str], leads.Split] = {}

    def of(self, entry: Entry) -> Assigned:
        """The assignments of a row."""
        assignments: list[AssignmentFound] = []
        words: dict[str, str] = {}
        proposals: list[LeadProposal] = []
        for column, piece in entry.of(*LEADING, "supporting", "sponsor"):
            if not piece:
                continue
            role = self.role_of(column)
            text = piece.text
            words[role] = f"{words[role]}\n{text}" if role in words else text
            split = self.split(text, role)
            qualifier = column.words if column.meaning == "sponsor" else None
            assignments.extend(
                replace(each, qualifier=each.qualifier or qualifier) if qualifier else each
                for each in split.assignments
            )
            if split.proposal:
                proposals.append(replace(split.proposal, table=entry.place.table, row=entry.place.row))
        return Assigned(_once(assignments), words, tuple(proposals))

    def role_of(self, column: Column) -> str:
        """The role that a column gives: of one headed just "Lead", what most of its names are."""
        if column.meaning == "sponsor":
            return "responsible"
        if column.meaning == "lead":
            return self.roles.get(column.words, "lead_officer")
        return column.meaning or "lead_officer"

    def split(self, words: str, role: str) -> leads.Split:
        """A cell's words as contributors; the same words are split once only."""
        key = (words, role)
        if key not in self._read:
            found = leads.split(words, role=role, known=self.known, settled=self.choices.splits)
            self._read[key] = replace(
                found, assignments=tuple(self._named(each) for each in found.assignments)
            )
        return self._read[key]

    def _named(self, each: AssignmentFound) -> AssignmentFound:
        """The contributor under the name that a person chose for this spelling."""
        chosen = self.choices.aliases.get(each.name)
        return replace(each, name=chosen, words=each.words or each.name) if chosen else each


def _lead_cells(entries: Iterable[Entry]) -> Iterable[str]:
    for entry in entries:
        for _, piece in entry.of(*LEADING, "supporting", "sponsor"):
            if piece and not piece.shared:
                yield piece.text


def _roles(entries: Sequence[Entry]) -> dict[str, str]:
    """For each heading such as "Lead": lead officer where half its names or more are people or posts, else lead service."""
    seen: dict[str, list[bool]] = {}
    for entry in entries:
        for column, piece in entry.of("lead"):
            names = seen.setdefault(column.words, [])
            if len(names) < 200:
                names.extend(_is_someone(part) for part in re.split(r"[,;\n]", piece.text) if part.strip())
    return {
        heading: "lead_officer" if sum(names) * 2 >= len(names) else "lead_service"
        for heading, names in seen.items()
    }


def _is_someone(name: str) -> bool:
    return kinds.of(flat(name), role="lead_officer") in ("person", "post")


def _once(assignments: list[AssignmentFound]) -> tuple[AssignmentFound, ...]:
    """Each contributor once in a role and half."""
    found: dict[tuple[str, str, str | None], AssignmentFound] = {}
    for each in assignments:
        found.setdefault((each.name.casefold(), each.role, each.qualifier), each)
    return tuple(found.values())

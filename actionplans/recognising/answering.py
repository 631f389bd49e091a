"""What has happened since: updates in their rounds, their dated additions and answers, and statuses."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from ..wording import additions, answers, rounds, statuses
from . import debris
from .cells import Piece, flat, is_filler, is_sign
from .choices import Choices
from .columns import Column
from .found import (
    ActionFound,
    AddendumFound,
    Place,
    RecommendationFound,
    ScaleEntry,
    StatusFound,
    UpdateFound,
)
from .items import Entry
from .ledger import Ledger
from .timing import Timing

Row = TypeVar("Row", ActionFound, RecommendationFound)
NO_STATUS = "none"  # chosen for words that are no status
_TAG = re.compile(r"^\s*[○◐▲■✓‖✕»●]\s+(?P<words>\S[^\n]{0,80})$")


class Answering:
    """Reads the update and status cells of a row, each in its round."""

    def __init__(
        self,
        timing: Timing,
        choices: Choices,
        ledger: Ledger,
        scale: tuple[ScaleEntry, ...],
        known: Mapping[str, str],
    ):
        self.known = {statuses.fold(words): meaning for words, meaning in known.items()}
        self.timing, self.choices, self.ledger, self.scale = timing, choices, ledger, scale
        self.used: dict[str, StatusFound] = {}
        self.colourless: dict[str, list[Place]] = {}

    # Cells

    def of(
        self, entry: Entry, ref: str | None, outcome: str | None
    ) -> tuple[tuple[UpdateFound, ...], StatusFound]:
        """The updates of a row in the order of its columns, and the status it stands at."""
        told: dict[str, list[str]] = {}
        signs: dict[str, StatusFound] = {}
        overall = StatusFound()
        for column, piece in entry.of("update", "status"):
            key = self.timing.of(column)
            if column.meaning == "status":
                status, words = self._status(piece, entry, column)
                # A status that names no round itself is said in a round only where words are as well.
                if column.round is not None and status.words and key is not None:
                    told.setdefault(key, [])
                if key is None or column.round is None:
                    overall = status if status.words else overall
            elif key is None:
                continue
            else:
                words, status = self._update(column, piece, entry, ref, outcome)
                if status.words:
                    told.setdefault(key, [])
            if key is not None and status.words:
                signs.setdefault(key, status)
            if words:
                self._take(words, key, column, entry, told)
        found = tuple(
            self._found(key, "\n".join(told[key]), signs.get(key, StatusFound()))
            for key in self.timing.rounds
            if key in told
        )
        latest = next((update.status for update in reversed(found) if update.status.words), StatusFound())
        return found, overall if overall.words else latest

    def _take(
        self, words: str, key: str | None, column: Column, entry: Entry, told: dict[str, list[str]]
    ) -> None:
        """Words of a round; those that a status column holds beside its statuses wait."""
        if key is not None:
            told.setdefault(key, []).append(words)
        else:
            why = "These words stand in a status column and are no status."
            self.ledger.leave(words, why, entry.place, column.words)

    def _found(self, key: str, words: str, status: StatusFound) -> UpdateFound:
        body, addenda = additions.split(words, held_in=rounds.held_in(key))
        return UpdateFound(key, words, body, tuple(map(_as_kept, addenda)), status, _state(words))

    def _update(
        self, column: Column, piece: Piece, entry: Entry, ref: str | None, outcome: str | None
    ) -> tuple[str, StatusFound]:
        words, status = self._without_our_lines(piece.text, alone=bool(piece.blank))
        if not words or is_filler(words):
            return "", status
        if debris.is_own_reference(words, ref):
            self._debris(
                "own-reference",
                "This cell holds only the reference of its own row, so its update is lost. Find the words and write them in, or leave it empty.",
                column,
                entry,
                words,
                ref,
            )
            return "", status
        if debris.repeats(words, outcome):
            self._debris(
                "repeats-outcome",
                "This cell only repeats the outcome of its row, so its update is lost. Find the words and write them in, or leave it empty.",
                column,
                entry,
                words,
                ref,
            )
            return "", status
        words, unclosed = debris.without_quotation(words)
        if unclosed:
            self.tell_unclosed(column, entry, ref, words)
        return words, status

    def tell_unclosed(self, column: Column, entry: Entry, ref: str | None, words: str) -> None:
        """Say that a cell was cut: a mark opens it and never closes."""
        self._debris(
            "unclosed-quotation",
            "This cell opens with a quotation mark that never closes: its end may be lost. Compare it with the paper and complete it.",
            column,
            entry,
            words,
            ref,
        )

    def _debris(self, code: str, why: str, column: Column, entry: Entry, words: str, ref: str | None) -> None:
        self.ledger.tell("repair", code, why, entry.place, heading=column.words, words=words, ref=ref)

    def _without_our_lines(self, words: str, *, alone: bool = False) -> tuple[str, StatusFound]:
        """An update without the status that may stand on a line of its own above it; `alone` where no words follow."""
        lines = words.split("\n")
        status = StatusFound()
        while lines:
            line = lines[0].strip()
            tag = _TAG.match(line)
            said = tag["words"].strip() if tag else line
            if status.words or not self._is_tag(said, marked=bool(tag), more=len(lines) > 1 or alone):
                break
            status = self._used(said)
            lines = lines[1:]
        return "\n".join(lines).strip(), status

    def _is_tag(self, words: str, *, marked: bool, more: bool) -> bool:
        """Whether a line is a status over an update: a mark says so, or it is no more than a status and words follow."""
        if not words or len(words) > 60 or words.endswith("."):
            return False
        return (marked or more) and self._meaning(words) is not None

    # Statuses

    def _status(self, piece: Piece, entry: Entry, column: Column) -> tuple[StatusFound, str]:
        """The status of a cell, and words in it that are more than a status."""
        words, tagged = self._without_our_lines(piece.text)
        if tagged.words:
            return tagged, words
        if not words or is_filler(words):
            return self._coloured(entry.colour(column)), ""
        if is_sign(words):
            inked = next(
                (
                    run.ink
                    for each in piece.paragraphs
                    for run in each.runs
                    if run.text.strip() and statuses.colour_name(run.ink)
                ),
                None,
            )
            found = self._coloured(inked or entry.colour(column))
            if found.words is None and self._meaning(words) is not None:
                return self._used(words), ""
            if found.words is None:
                self.colourless.setdefault(column.words, []).append(entry.place)
            return found, ""
        if len(words) > 80 and self._meaning(words) is None:
            return StatusFound(), words
        return self._used(flat(words)), ""

    def _coloured(self, colour: str | None) -> StatusFound:
        name = statuses.colour_name(colour) if colour else None
        return self._used(name) if name else StatusFound()

    def _used(self, words: str) -> StatusFound:
        if words not in self.used:
            self.used[words] = StatusFound(words, self._meaning(words))
        return self.used[words]

    def _meaning(self, words: str) -> str | None:
        chosen = self.choices.statuses.get(words)
        if chosen:
            return chosen if chosen != NO_STATUS else None
        # Of a colour, what it commonly means: enough to see that it is a status. See `settle`.
        return statuses.meaning(words, scale=self.scale)

    # The whole paper

    def settle(self) -> None:
        """Now that all statuses are met: leave open what a colour means where nobody can say, take over what the plan knows."""
        keyed = any(statuses.colour(each.words) for each in self.scale)
        present = {name for words in self.used for name in statuses.colours_in(words)}
        for words, status in self.used.items():
            meaning, named = status.meaning, statuses.bare_colour(words)
            if words in self.choices.statuses:
                continue
            if named and not keyed:
                meaning = statuses.of_colours(named, present)
            self.used[words] = StatusFound(words, meaning or self.known.get(statuses.fold(words)))

    def settled(self, row: Row) -> Row:
        """The row with its statuses as the whole paper has them."""
        updates = tuple(replace(each, status=self._now(each.status)) for each in row.updates)
        return replace(row, status=self._now(row.status), updates=updates)

    def _now(self, status: StatusFound) -> StatusFound:
        return self.used.get(status.words or "", status)

    def whole_scale(self) -> tuple[ScaleEntry, ...]:
        """The paper's key with what a person chose, and the statuses used that it leaves out."""
        keyed = [
            ScaleEntry(each.words, self.choices.statuses.get(each.words) or each.meaning, each.explanation)
            for each in self.scale
        ]
        known = {statuses.fold(each.words) for each in keyed}
        added = [
            ScaleEntry(each.words, each.meaning)
            for each in self.used.values()
            if each.words and statuses.fold(each.words) not in known
        ]
        return (*keyed, *added)

    def say_what_is_unclear(self) -> None:
        """Problems of statuses: dots whose colour is lost, and words that no key explains."""
        for heading, places in self.colourless.items():
            count = "1 cell holds a sign" if len(places) == 1 else f"{len(places)} cells hold a sign"
            self.ledger.tell(
                "confirm",
                "sign-without-colour",
                f"{count} without its colour under “{heading}”, so no status could be read. Set the statuses from the printed paper.",
                Place(places[0].table, None, places[0].sheet),
                heading=heading,
            )
        for status in self.used.values():
            if status.meaning is None and status.words not in self.choices.statuses:
                self.ledger.tell(
                    "confirm",
                    "status-unknown",
                    f"Nobody can say from the paper what the status “{status.words}” means. Choose its meaning.",
                    words=status.words or "",
                )


def _as_kept(addendum: AddendumFound) -> AddendumFound:
    """Without "Added 4 November 2026:" where that is just what its day prints as."""
    if addendum.on is None:
        return addendum
    day = f"Added {addendum.on.day} {addendum.on:%B %Y}"
    return replace(addendum, marker="") if addendum.marker.rstrip(":") == day else addendum


def _state(words: str) -> str:
    state = answers.read(words) if words else "received"
    return state if state in ("nothing_to_report", "same_as", "carried_forward", "stopped") else "received"

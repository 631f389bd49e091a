"""What has happened since: updates in their rounds, their dated additions and answers, and statuses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..wording import additions, answers, rounds, statuses
from . import debris
from .cells import Piece, flat, is_filler, is_sign
from .choices import Choices
from .columns import Column
from .found import AddendumFound, Place, RoundFound, ScaleEntry, StatusFound, UpdateFound
from .items import Entry, Item
from .ledger import Ledger

UNDATED = "undated"
NO_STATUS = "none"  # chosen for words that are no status
_TAG = re.compile(r"^\s*[○◐▲■✓‖✕»●]\s+(?P<words>\S[^\n]{0,80})$")


class Answering:
    """Reads the update and status cells of a paper: which round each column speaks of is settled once."""

    def __init__(
        self,
        items: Sequence[Item],
        choices: Choices,
        ledger: Ledger,
        scale: tuple[ScaleEntry, ...],
        dated: RoundFound | None,
    ):
        self.choices, self.ledger, self.scale, self.dated = choices, ledger, scale, dated
        self.rounds: dict[str, RoundFound] = {}
        self.used: dict[str, StatusFound] = {}
        self.colourless: dict[str, list[Place]] = {}
        self._round_of: dict[Column, str] = {}
        self._settle([item for item in items if isinstance(item, Entry)])

    # Rounds

    def _settle(self, entries: Iterable[Entry]) -> None:
        """Give every update and status column its round, in the order in which they stand."""
        done: set[int] = set()
        for entry in entries:
            if id(entry.columns) in done:
                continue
            done.add(id(entry.columns))
            for column in entry.columns:
                if column.meaning == "update":
                    self._name(column, entry)
            self._pair_statuses(entry.columns)

    def _name(self, column: Column, entry: Entry) -> None:
        if column in self._round_of:
            return
        found = column.round or self.dated
        taken = {
            key
            for other, key in self._round_of.items()
            if (other.words, other.at) != (column.words, column.at)
        }
        if found is None or (column.round is None and found.key in taken):
            found = RoundFound(self._unnamed_key(column, taken), column.words)
        chosen = self.choices.rounds.get(found.key)
        if chosen:
            again = rounds.read(chosen)
            found = RoundFound(again.key if again else found.key, chosen)
        elif found.key.startswith(UNDATED) and not self._told(column):
            self.ledger.tell(
                "confirm",
                "round-unnamed",
                f"The column “{column.words}” does not say which round it reports on. Name the round.",
                Place(entry.place.table, None, entry.place.sheet),
                heading=column.words,
            )
        self._round_of[column] = found.key
        self.rounds.setdefault(found.key, found)

    def _told(self, column: Column) -> bool:
        return any(
            each.code == "round-unnamed" and each.heading == column.words for each in self.ledger.problems
        )

    def _unnamed_key(self, column: Column, taken: set[str]) -> str:
        same = next(
            (
                key
                for other, key in self._round_of.items()
                if other.words == column.words and other.at == column.at
            ),
            None,
        )
        if same:
            return same
        number = 1
        while (UNDATED if number == 1 else f"{UNDATED}-{number}") in taken:
            number += 1
        return UNDATED if number == 1 else f"{UNDATED}-{number}"

    def _pair_statuses(self, columns: tuple[Column, ...]) -> None:
        """A status column belongs to the round it names, or to that of the only update column beside it."""
        updates = [column for column in columns if column.meaning == "update"]
        unnamed = [column for column in columns if column.meaning == "status" and column.round is None]
        for column in columns:
            if column.meaning == "status" and column.round is not None:
                self._round_of[column] = column.round.key
                self.rounds.setdefault(column.round.key, column.round)
        if len(unnamed) == len(updates) > 1:
            for status, update in zip(unnamed, updates, strict=True):
                self._round_of[status] = self._round_of[update]
        elif len(unnamed) == 1 == len(updates):
            self._round_of[unnamed[0]] = self._round_of[updates[0]]

    # Cells

    def of(
        self, entry: Entry, ref: str | None, outcome: str | None
    ) -> tuple[tuple[UpdateFound, ...], StatusFound]:
        """The updates of a row in the order of its columns, and the status it stands at."""
        told: dict[str, list[str]] = {}
        signs: dict[str, StatusFound] = {}
        overall = StatusFound()
        for column, piece in entry.of("update", "status"):
            key = self._round_of.get(column)
            if column.meaning == "status":
                status, words = self._status(column, piece, entry.place, ref)
                if key is None:
                    overall = status if status.words else overall
                elif status.words:
                    signs[key] = status
                if words:
                    told.setdefault(key or UNDATED, []).append(words)
            elif key is not None:
                words, status = self._update(column, piece, entry, ref, outcome)
                if status.words:
                    signs.setdefault(key, status)
                if words:
                    told.setdefault(key, []).append(words)
        found = tuple(
            self._found(key, "\n".join(told.get(key, ())), signs.get(key, StatusFound()))
            for key in self.rounds
            if key in told or key in signs
        )
        latest = next((update.status for update in reversed(found) if update.status.words), StatusFound())
        return found, overall if overall.words else latest

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

    def _status(self, column: Column, piece: Piece, place: Place, ref: str | None) -> tuple[StatusFound, str]:
        """The status of a cell, and words in it that are more than a status."""
        words, tagged = self._without_our_lines(piece.text)
        if tagged.words:
            return tagged, words
        if not words or is_filler(words):
            return self._coloured(piece.fill), ""
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
            found = self._coloured(inked) if inked else self._coloured(piece.fill)
            if found.words is None and self._meaning(words) is not None:
                return self._used(words), ""
            if found.words is None:
                self.colourless.setdefault(column.words, []).append(place)
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
        return statuses.meaning(words, scale=self.scale)

    # The whole paper

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

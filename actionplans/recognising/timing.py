"""Which round each update and status column speaks of: what it names, else what the paper states, else a person says."""

from collections import Counter
from collections.abc import Sequence

from ..wording import rounds
from .choices import Choices
from .columns import Column
from .found import Place, RoundFound
from .items import Entry, Item
from .ledger import Ledger

UNDATED = "undated"


class Timing:
    """The rounds of a paper in the order of their columns. `dated` is the round of the paper itself, if it states one."""

    def __init__(self, items: Sequence[Item], choices: Choices, ledger: Ledger, dated: RoundFound | None):
        self.choices, self.ledger, self.dated = choices, ledger, dated
        self.rounds: dict[str, RoundFound] = {}
        self._keys: dict[Column, str] = {}
        self._unnamed: dict[tuple[str, int], str] = {}
        done: set[int] = set()
        for item in items:
            if isinstance(item, Entry) and id(item.columns) not in done:
                done.add(id(item.columns))
                self._settle(item)

    def of(self, column: Column) -> str | None:
        """The key of the round that a column speaks of; None for a status that stands outside all rounds."""
        return self._keys.get(column)

    def _settle(self, entry: Entry) -> None:
        """Give the update and status columns of one table their rounds."""
        updates = [column for column in entry.columns if column.meaning == "update"]
        statuses = [column for column in entry.columns if column.meaning == "status"]
        met: Counter[str] = Counter()
        for column in updates:
            met[column.words] += 1
            if column not in self._keys:
                found = column.round or self._undated(column, met[column.words], entry.place)
                self._keys[column] = self._enter(found)
        for column in statuses:
            if column.round is not None:
                self._keys[column] = self._enter(column.round)
        self._pair([column for column in statuses if column.round is None], updates)

    def _pair(self, unnamed: list[Column], updates: list[Column]) -> None:
        """Status columns that name no round belong to the update columns, where there is one for each."""
        if len(unnamed) == len(updates):
            for status, update in zip(unnamed, updates, strict=True):
                self._keys[status] = self._keys[update]

    def _undated(self, column: Column, occurrence: int, place: Place) -> RoundFound:
        """The round of a column that names none: the paper's own, once, else one that a person must name."""
        key = self._unnamed.get((column.words, occurrence))
        if key is None:
            key = self._free_key()
            self._unnamed[column.words, occurrence] = key
            if key.startswith(UNDATED) and key not in self.choices.rounds:
                self.ledger.tell(
                    "confirm",
                    "round-unnamed",
                    f"The column “{column.words}” does not say which round it reports on. Name the round.",
                    Place(place.table, None, place.sheet),
                    heading=column.words,
                )
        return self.dated if self.dated and key == self.dated.key else RoundFound(key, column.words)

    def _free_key(self) -> str:
        taken = set(self._unnamed.values())
        if self.dated and self.dated.key not in taken | set(self.rounds):
            return self.dated.key
        number = 1
        while (key := UNDATED if number == 1 else f"{UNDATED}-{number}") in taken:
            number += 1
        return key

    def _enter(self, found: RoundFound) -> str:
        """Keep a round under the name that a person gave it; a name with a date gives it that date's key."""
        chosen = self.choices.rounds.get(found.key)
        if chosen:
            read = rounds.read(chosen)
            is_better = read and (found.key.startswith(UNDATED) or rounds.held_in(read.key))
            found = RoundFound(read.key if read and is_better else found.key, chosen)
        self.rounds.setdefault(found.key, found)
        return found.key

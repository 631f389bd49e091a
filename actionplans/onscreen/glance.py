"""A plan's progress at a glance: counts by status, and the same by priority. Pure."""

from collections import Counter
from dataclasses import dataclass, field

from ..models.scales import ENDED, LOOKS
from ..movement import short, way
from .bars import bar
from .standings import OUTSIDE_SCALE

# What stands in an address for the actions without a status of the scale.
NO_STATUS = "none"
OTHER_WORDS = "other"


@dataclass(slots=True)
class Entry:
    """One status (or none): its words, tone, number, and the value that filters by it."""

    words: str
    tone: str
    number: int
    value: str
    is_blank: bool = False

    @property
    def short(self):
        """The words without their explanation."""
        return short(self.words)

    @property
    def swatch(self):
        """The one part of a bar that is this tone, for the key."""
        return bar([(self.words, self.tone, 1)])[0]


@dataclass(slots=True)
class Share:
    """One priority's part of the figures."""

    priority: object
    number: int
    entries: list
    late: int
    tallies: list = field(default_factory=list)

    @property
    def value(self):
        """What stands in an address for this priority."""
        return str(self.priority.pk) if self.priority else ""

    @property
    def bar(self):
        """Its bar."""
        return bar_of(self.entries)


@dataclass(slots=True)
class Glance:
    """All of it: how many actions, their bar and key, movement, lateness, and shares by priority."""

    number: int
    entries: list
    shares: list
    late: int
    silent: int
    better: int
    worse: int
    rounds: list
    tallies: list

    @property
    def bar(self):
        """The bar of all actions."""
        return bar_of(self.entries)

    @property
    def in_all_rounds(self):
        """How many answers are signed off in all rounds, of how many that were asked for."""
        return sum(each.signed_off for each in self.tallies), sum(each.asked for each in self.tallies)

    @property
    def priorities(self):
        """How many priorities the plan has; actions under none of them are shared out beside them."""
        return sum(share.priority is not None for share in self.shares)

    @property
    def has_statuses(self):
        """Whether any action has a status."""
        return any(entry.number for entry in self.entries if not entry.is_blank)


def glance(found, *, statuses, priorities, history):
    """The Glance of these Standings."""
    by_priority = {}
    for standing in found:
        by_priority.setdefault(standing.priority_id, []).append(standing)
    ways = Counter(
        way(statuses[each.before_id].meaning, statuses[each.status_id].meaning)
        for each in found
        if each.before_id in statuses and each.status_id in statuses and each.before_id != each.status_id
    )
    everything = entries(found, statuses)
    headings = [*priorities, *([None] if None in by_priority else [])]
    return Glance(
        number=len(found),
        entries=everything,
        shares=[
            share(
                heading, by_priority.get(heading.pk if heading else None, []), statuses, everything, history
            )
            for heading in headings
        ],
        late=sum(each.is_late for each in found),
        silent=sum(each.is_silent for each in found),
        better=ways["better"],
        worse=ways["worse"],
        rounds=history.rounds,
        tallies=[history.tally(each, [one.pk for one in found]) for each in history.rounds],
    )


def entries(found, statuses):
    """The Entries of these Standings."""
    return entries_of(Counter(standing.status_id for standing in found), statuses)


def entries_of(counts, statuses):
    """An Entry for every status of the scale, then for what is outside it and for none, where there are any."""
    listed = [
        Entry(status.words, status.tone, counts.get(key, 0), str(key)) for key, status in statuses.items()
    ]
    if outside := counts.get(OUTSIDE_SCALE, 0):
        listed.append(Entry("In other words", "shut", outside, OTHER_WORDS))
    for kind, (words, meaning) in ENDED.items():
        if ended := counts.get(kind, 0):
            listed.append(Entry(words, LOOKS[meaning][0], ended, kind))
    if counts.get(None) or not listed:
        listed.append(Entry("No status given", "blank", counts.get(None, 0), NO_STATUS, is_blank=True))
    return listed


def share(heading, found, statuses, everything, history):
    """One priority's Share, with the same entries in the same order as the whole."""
    counts = {entry.value: entry.number for entry in entries(found, statuses)}
    keys = [each.pk for each in found]
    return Share(
        priority=heading,
        number=len(found),
        entries=[
            Entry(each.words, each.tone, counts.get(each.value, 0), each.value, each.is_blank)
            for each in everything
        ],
        late=sum(each.is_late for each in found),
        tallies=[history.tally(each, keys) for each in history.rounds],
    )


def bar_of(listed):
    """The bar of these entries."""
    return bar([(entry.words, entry.tone, entry.number) for entry in listed])

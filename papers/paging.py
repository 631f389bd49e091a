"""One page of a long list: which part, and how to name its neighbours. Pure."""

from dataclasses import dataclass

SIZE = 25


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` of `last`, showing `first` to `until` of `total`."""

    number: int
    last: int
    first: int
    until: int
    total: int
    was_understood: bool = True

    @property
    def previous(self):
        """The number of the page before, or None."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self):
        """The number of the page after, or None."""
        return self.number + 1 if self.number < self.last else None

    def part(self, found):
        """What of this list is on the page."""
        return found[self.first - 1 : self.until] if self.total else []


def page_of(asked, total, size=SIZE):
    """The Page asked for by the words in the address; the first or last where there is no such page."""
    last = max(-(-total // size), 1)
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 10
    number = min(max(int(asked), 1), last) if is_number else 1
    first = (number - 1) * size + 1 if total else 0
    understood = asked == "" or (is_number and int(asked) == number)
    return Page(number, last, first, min(number * size, total), total, understood)

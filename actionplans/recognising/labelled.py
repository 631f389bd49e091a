"""Plans without any table: headings, and under them labels with their words or bullets.

Objective 1: Fair access
Action 1
Publish the register of interpreters.
Service: Customer Services
By when? November 2023
"""

import re
from collections.abc import Iterator, Sequence

from papers.reading.paper import Paragraph

from ..wording import heading_words, headings
from . import bands
from .cells import Piece, flat
from .forms import labelled_entry
from .found import Place
from .items import Band, Entry, Item

_ACTION = re.compile(
    r"^(?:key\s+)?(?:action|task|activity|cam(?:\s+gweithredu)?|gweithred)\s*(?P<ref>\d+(?:\.\d+)*[a-z]?|[A-Z]\d*)\s*(?:[:.)–—-]\s*(?P<rest>.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(
    r"^(?P<label>[^:?.\n]{2,50}?)\s*(?P<mark>\?\s*:?|:|\s[–—-](?=\s))\s*(?P<rest>.*)$", re.DOTALL
)


def is_labelled(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether labels of a plan come again and again: a plan without any table."""
    seen: dict[str, int] = {}
    actions = 0
    for paragraph in paragraphs:
        if _ACTION.match(flat(paragraph.text)):
            actions += 1
        label = _label(paragraph)
        if label:
            seen[label[1]] = seen.get(label[1], 0) + 1
    often = [key for key, count in seen.items() if count >= 2]
    if actions >= 1 and seen:
        return True
    return "action" in often and len(often) >= 2 or (seen.get("action", 0) >= 1 and len(seen) >= 3)


def items(paragraphs: Sequence[Paragraph]) -> Iterator[Item]:
    """The bands and entries that the paragraphs tell; `Place.row` counts paragraphs with words."""
    gathering = _Gathering()
    for number, paragraph in enumerate((each for each in paragraphs if each.text.strip()), 1):
        yield from gathering.take(paragraph, number)
    yield from gathering.finish()


class _Gathering:
    """The labels and words gathered so far for the action that is being told."""

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.pieces: list[list[Paragraph]] = []
        self.place = Place()

    def take(self, paragraph: Paragraph, number: int) -> Iterator[Item]:
        words = flat(paragraph.text)
        action = _ACTION.match(words)
        label = _label(paragraph)
        if action and (paragraph.heading or paragraph.bold or len(words) <= 300):
            yield from self.finish()
            self._begin(paragraph, number)
            self._open("Reference", Paragraph(action["ref"]))
            self._open("Action", Paragraph(action["rest"].strip()) if action["rest"] else None)
        elif label and label[1] in ("action", "recommendation") and not paragraph.heading:
            if any(
                headings.meaning(each) and headings.meaning(each).key == label[1] for each in self.labels
            ) and (label[1] in self._keys_with_words()):
                yield from self.finish()
            if not self.labels:
                self._begin(paragraph, number)
            self._open(label[0], Paragraph(label[2]) if label[2] else None)
        elif label and self.labels:
            self._open(label[0], Paragraph(label[2], bullet=paragraph.bullet) if label[2] else None)
        elif paragraph.heading or _stands_over(paragraph, words):
            yield from self.finish()
            yield Band(words, Place(None, number, None, paragraph.page), False, paragraph.heading or 9)
        elif self.labels:
            self.pieces[-1].append(paragraph)
        else:
            yield Band(words, Place(None, number, None, paragraph.page), False, -1, False)

    def finish(self) -> Iterator[Entry]:
        if self.labels:
            yield labelled_entry(self.labels, [Piece(tuple(each)) for each in self.pieces], self.place)
        self.labels, self.pieces = [], []

    def _begin(self, paragraph: Paragraph, number: int) -> None:
        self.place = Place(None, number, None, paragraph.page)

    def _open(self, label: str, first: Paragraph | None) -> None:
        self.labels.append(label)
        self.pieces.append([first] if first else [])

    def _keys_with_words(self) -> set[str]:
        found = set()
        for label, piece in zip(self.labels, self.pieces, strict=True):
            read = headings.meaning(label)
            if read and piece:
                found.add(read.key)
        return found


def _stands_over(paragraph: Paragraph, words: str) -> bool:
    if paragraph.bullet or len(words) > 250:
        return False
    return bands.is_known(words) or (
        paragraph.bold and not words.endswith((".", ":", "?")) and not headings.meaning(words)
    )


def _is_bare_label(paragraph: Paragraph) -> bool:
    """A line that is a label word for word, as papers pasted without their looks have them."""
    exact = heading_words.exact(headings.plain(paragraph.text))
    return bool(exact) and exact[1] >= 0.8 and not paragraph.bullet


def _label(paragraph: Paragraph) -> tuple[str, str, str] | None:
    """(label, its meaning, the words after it) where a paragraph opens with a label of a plan."""
    words = paragraph.text.strip()
    match = _LABEL.match(words)
    alone = (
        not match
        and len(words) <= 40
        and (paragraph.bold or paragraph.heading > 0 or _is_bare_label(paragraph))
    )
    label = match["label"] if match else words if alone else ""
    if not label or len(label.split()) > 7:
        return None
    read = headings.meaning(label)
    if not read or read.certainty < 0.7 or read.key in ("priority", "outcome"):
        return None
    mark = "?" if match and match["mark"].startswith("?") else ""
    return label.strip() + mark, read.key, match["rest"].strip() if match else ""

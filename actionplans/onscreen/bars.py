"""A stacked bar of counts as plain SVG attributes: no script, no style attribute. Pure.

Widths are percentages, so one markup serves a phone and a desk; each tone has a ground or
a pattern of its own, so that grey print tells them apart.
"""

from dataclasses import dataclass

GAP = 0.5
# (fill, stroke) of each tone; the patterns are in templates/partials/patterns.html.
INKS = {
    "done": ("#1f5288", "#1f5288"),
    "good": ("#8cc49f", "#14492c"),
    "warn": ("url(#p-warn)", "#4f3500"),
    "bad": ("url(#p-bad)", "#8f1d1d"),
    "hold": ("#fff", "#55525e"),
    "shut": ("url(#p-shut)", "#55525e"),
    "blank": ("url(#p-blank)", "#77727f"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: its words, tone and number, and where it lies in per cent."""

    words: str
    tone: str
    number: int
    x: str = "0%"
    width: str = "0%"

    @property
    def fill(self):
        """The ground of its tone."""
        return INKS[self.tone][0]

    @property
    def stroke(self):
        """The edge of its tone."""
        return INKS[self.tone][1]


def bar(counts):
    """The parts of a bar from (words, tone, number), in order; those of nought are left out."""
    counts = [each for each in counts if each[2]]
    total = sum(number for _, _, number in counts)
    parts, before = [], 0
    for words, tone, number in counts:
        x, width = 100 * before / total, max(100 * number / total - GAP, 0.1)
        parts.append(Part(words, tone, number, f"{x:.2f}%", f"{width:.2f}%"))
        before += number
    return parts


def in_words(parts):
    """The bar for people who listen: "2 Red: off track, 8 Green: on track"."""
    return ", ".join(f"{part.number} {part.words}" for part in parts)

"""Word's automatic numbers: what it would print before each paragraph of a list."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from .word_xml import W, has, value, whole

_ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """4 as iv. Numbers beyond 5,000 stay figures."""
    if not 0 < number <= 5000:
        return str(number)
    words = ""
    for worth, letters in _ROMAN:
        words += letters * (number // worth)
        number %= worth
    return words


def letters(number: int) -> str:
    """1 as a, 26 as z, 27 as aa, 28 as bb, as Word prints it."""
    if not 0 < number <= 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def ordinal(number: int) -> str:
    """1 as 1st."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ordinal": ordinal,
    "none": lambda number: "",
}


@dataclass(slots=True)
class Level:
    """How one level of a list counts and prints."""

    format: str = "decimal"
    words: str = ""
    start: int = 1
    restarts_after: int | None = None  # the level whose number restarts this one; None is any above
    style: str | None = None
    legal: bool = False
    hidden: bool = False


@dataclass(slots=True)
class List:
    """One w:num: its levels, what it shares its counting with, and the starts it overrides."""

    shared: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


def _level(element: etree._Element) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        format=value(element, "numFmt") or "decimal",
        words=value(element, "lvlText") or "",
        start=whole(value(element, "start"), 1),
        restarts_after=None if restart is None else whole(restart, 0),
        style=value(element, "pStyle"),
        legal=has(element, "isLgl"),
        hidden=has(element, "vanish"),
    )


def _levels(element: etree._Element) -> dict[int, Level]:
    return {whole(lvl.get(f"{W}ilvl"), 0): _level(lvl) for lvl in element.findall(f"{W}lvl")}


class Numbering:
    """The lists of one Word file, counting as its paragraphs go by in order."""

    def __init__(self, root: etree._Element | None):
        self._lists: dict[str, List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._gather(root)

    def _gather(self, root: etree._Element):
        kept = {each.get(f"{W}abstractNumId"): each for each in root.findall(f"{W}abstractNum")}
        by_style = {value(each, "styleLink"): each for each in kept.values() if value(each, "styleLink")}
        for num in root.findall(f"{W}num"):
            shared = value(num, "abstractNumId") or ""
            abstract = kept.get(shared)
            if abstract is not None and value(abstract, "numStyleLink"):
                abstract = by_style.get(value(abstract, "numStyleLink"), abstract)
                shared = abstract.get(f"{W}abstractNumId") or shared
            found = List(shared, {} if abstract is None else _levels(abstract))
            for override in num.findall(f"{W}lvlOverride"):
                at = whole(override.get(f"{W}ilvl"), 0)
                for lvl in override.findall(f"{W}lvl"):
                    found.levels[at] = _level(lvl)
                if (start := value(override, "startOverride")) is not None:
                    found.starts[at] = whole(start, 1)
            self._lists[num.get(f"{W}numId") or ""] = found

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level of this list that a paragraph style is tied to, or 0."""
        listed = self._lists.get(num_id)
        ties = {} if listed is None else {lvl.style: at for at, lvl in listed.levels.items() if lvl.style}
        return ties.get(style, 0)

    def next(self, num_id: str, at: int) -> tuple[str | None, bool]:
        """Count one paragraph of a list. Returns what Word prints before it, and whether that is a bullet."""
        listed = self._lists.get(num_id)
        level = None if listed is None else listed.levels.get(at)
        if listed is None or level is None:
            return None, False
        if level.format == "bullet":
            return None, bool(level.words.strip())
        counts = self._counts.setdefault(listed.shared, {})
        if at in listed.starts and (num_id, at) not in self._begun:
            counts[at] = listed.starts[at]
        else:
            counts[at] = counts.get(at, listed.starts.get(at, level.start) - 1) + 1
        self._begun.add((num_id, at))
        for deeper in [each for each in counts if each > at]:
            after = listed.levels[deeper].restarts_after if deeper in listed.levels else None
            if after is None or (after > 0 and at < after):
                del counts[deeper]
        words = self._words(listed, level, at, counts)
        return (words or None), False

    def _words(self, listed: List, level: Level, at: int, counts: dict[int, int]) -> str:
        words = level.words
        for other in range(at + 1):
            mark = f"%{other + 1}"
            if mark not in words:
                continue
            theirs = listed.levels.get(other, level)
            number = counts.get(other, listed.starts.get(other, theirs.start))
            way = FORMATS["decimal"] if level.legal else FORMATS.get(theirs.format, str)
            words = words.replace(mark, way(number))
        return words.strip()

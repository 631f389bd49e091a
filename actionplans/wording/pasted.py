"""What a person types or pastes into a plain field, as tidy plain text: no word lost, none joined, none read as markup.

Bullets of any kind become "• ", numbers stay as they are, cells of a table stay apart, and what nobody can
see goes. Text that is tidy comes back as it is, so that cleaning twice is cleaning once.
"""

import re
from dataclasses import dataclass

from papers.symbols import BULLETS, LOST_BULLETS

from .characters import PICTURE, washed

BULLET = "• "
LEVEL = "  "
DASHES = "*–—-"
DEEPEST = 8  # levels of a list

# An empty box says that nothing is ticked, so it stays.
_SURE = "".join(sign for sign in BULLETS if sign != "□") + "❖◆►▸➤⁃⦁❍"
_WIDE = re.compile(r" *\t\s*| {3,}")  # what an office program leaves between mark and words
_NUMBER = r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxl]{2,5}|[IVXL]{2,5})[.)]|\d{1,3}(?:\.\d{1,3})+"
_ITEM = re.compile(
    rf"(?P<indent>\s*)(?:(?P<sure>[{_SURE}])(?P<gap>\s*)(?=[^\s|{_SURE}])"
    rf"|(?P<mark>[{LOST_BULLETS}{DASHES}]|{_NUMBER})(?P<space>\s+)(?=[^\s|{_SURE}]))(?P<words>.*)"
)
_OF_A_ROW = re.compile(r"\s*(?![oØüvq])[^\W\d_] *\t")  # letters as the marks of a list: s, t, u, v
_ENDS = re.compile("(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])")
_SOFT = "\x0b\u2028"
_HOLLOW = re.compile(r"\n{4,}")


@dataclass(slots=True)
class _Line:
    """A line that is being cleaned: its words, the mark of an item, and how far in it stands."""

    words: str
    width: int = 0
    mark: str = ""
    kind: str = ""  # the bullet as it came, or what kind of number it is
    wide: bool = False
    apart: bool = False  # an empty line stands above
    soft: bool = False  # the line above was broken here, not ended
    level: int = 0


def clean(text: str) -> str:
    """The text with the same words, tidy. Empty where it holds none."""
    lines = _lines(washed(text or ""))
    _set_levels(lines)
    return _HOLLOW.sub("\n\n", "\n".join(map(_shown, lines)).strip("\n"))


def left_out(text: str) -> tuple[str, ...]:
    """What cleaning cannot keep, in sentences for the person who pasted it. Nearly always none."""
    said = []
    if pictures := (text or "").count(PICTURE):
        what = "1 picture was" if pictures == 1 else f"{pictures} pictures were"
        said.append(f"{what} left out, because only words can be kept here. Add the file as evidence.")
    if re.search("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]", text or ""):
        said.append("Some damaged characters were left out. Compare the text with what you copied.")
    return tuple(said)


def _lines(text: str) -> list[_Line]:
    parts = _ENDS.split(text)
    raw = [part.rstrip() for part in parts[::2]]
    lettered = any(map(_OF_A_ROW.match, raw)) if "\t" in text else False
    found = []
    for at, words in enumerate(raw):
        beside = [raw[near] for near in (at - 1, at + 1) if 0 <= near < len(raw)]
        line = _item(words, beside, lettered) or _plain(words, beside)
        line.soft = at > 0 and parts[2 * at - 1] in _SOFT
        found.append(line)
    return found


def _item(raw: str, beside: list[str], lettered: bool) -> _Line | None:
    """The line as an item of a list, if it begins with the mark of one."""
    found = _ITEM.fullmatch(raw)
    if not found:
        return None
    mark, words, width = found["sure"] or found["mark"], found["words"], _width(found["indent"])
    space = found["gap"] if found["sure"] else found["space"]
    wide = bool(_WIDE.fullmatch(space))
    if found["sure"]:
        if mark in "●■" and re.search("[○□]", words):
            return None  # one filled, one empty: they say which is chosen
    elif mark in LOST_BULLETS or (mark in DASHES and wide):
        in_table = "\t" in words or ("\t" in space and _is_table(beside))
        if in_table or not wide or not _is_lost_bullet(mark, space, lettered):
            return None
    elif mark not in DASHES:
        if "\t" in space and ("\t" in words or (mark[-1].isdigit() and not words[0].isalpha())):
            return None  # a row of a table whose first cell is a number
        kind = "1" if mark.strip("(.)")[0].isdigit() else "a"
        return _Line(_row(words), width, f"{mark} ", kind, wide)
    else:
        return _Line(_row(words), width, f"{mark} ", mark)
    return _Line(_row(words), width, BULLET, mark, wide)


def _is_lost_bullet(mark: str, space: str, lettered: bool) -> bool:
    """Whether this sign with a wide space after it is what is left of a bullet, and not a letter of its own."""
    if not mark.isalpha():
        return True
    return not lettered if "\t" in space else mark == "o"


def _is_table(beside: list[str]) -> bool:
    """Whether one of these lines is a row of two cells and no item."""
    return any(line.strip().count("\t") == 1 and not _ITEM.fullmatch(line) for line in beside)


def _plain(raw: str, beside: list[str]) -> _Line:
    """A line that is no item. In a table its empty cells are kept, so that columns stay under each other."""
    tabs = raw.count("\t")
    words = raw.strip()
    if "\t" in words and any(line.strip().count("\t") and line.count("\t") == tabs for line in beside):
        return _Line(_row(raw, hollow=True))
    return _Line(_row(words), _width(raw[: len(raw) - len(raw.lstrip())]))


def _row(words: str, hollow: bool = False) -> str:
    """Words whose cells are parted so that they stay apart."""
    if "\t" not in words:
        return words.strip()
    cells = [cell.strip() for cell in words.split("\t")]
    return " |".join(f" {cell}" if cell else "" for cell in cells if cell or hollow).strip()


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _set_levels(lines: list[_Line]) -> None:
    """Give each item its level, list by list, and lines that go on under an item the level of their item."""
    listed: list[_Line] = []
    under: dict[int, _Line] = {}
    above: _Line | None = None  # the item that a line straight under it may go on
    for at, line in enumerate(lines):
        if line.mark:
            line.apart = at > 0 and not lines[at - 1].words
            listed.append(line)
            above = line
        elif not line.words:
            above = None
        elif above and (line.width or line.soft):
            under[at] = above
        else:
            _nest(listed)
            listed, above = [], None
    _nest(listed)
    for at, item in under.items():
        lines[at].level = item.level + 1


def _nest(listed: list[_Line]) -> None:
    """Levels by how far in the items stand; where all stand alike as an office program lists them, by their signs."""
    alike = len({line.width for line in listed}) < 2 and all(line.wide for line in listed)
    stack: list = []
    for line in listed:
        if alike:
            known = stack.index(line.kind) if line.kind in stack else 0 if line.apart else len(stack)
            stack = [*stack[:known], line.kind]
        else:
            while stack and stack[-1] > line.width + 1:
                stack.pop()
            if not stack or line.width > stack[-1] + 1:
                stack.append(line.width)
        line.level = min(len(stack) - 1, DEEPEST)


def _shown(line: _Line) -> str:
    return f"{LEVEL * line.level}{line.mark}{line.words}"

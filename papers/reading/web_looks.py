"""How elements of a saved web page look: what its attributes, style and style sheet say, as far as readers need it."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from .word_looks import inked

NAMES = {
    "black": "000000", "silver": "C0C0C0", "gray": "808080", "grey": "808080", "white": "FFFFFF", "maroon": "800000",
    "red": "FF0000", "purple": "800080", "fuchsia": "FF00FF", "magenta": "FF00FF", "green": "008000", "lime": "00FF00",
    "olive": "808000", "yellow": "FFFF00", "navy": "000080", "blue": "0000FF", "teal": "008080", "aqua": "00FFFF",
    "cyan": "00FFFF", "orange": "FFA500", "gold": "FFD700", "amber": "FFBF00", "lightgreen": "90EE90",
    "darkgreen": "006400", "darkred": "8B0000", "crimson": "DC143C", "tomato": "FF6347", "orangered": "FF4500",
    "lightgrey": "D3D3D3", "lightgray": "D3D3D3", "darkorange": "FF8C00", "limegreen": "32CD32", "pink": "FFC0CB",
}  # fmt: skip
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:[a-zA-Z][\w-]*)?\.([\w-]+)")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")
_CLEAR = re.compile(r"rgba\([^)]*[,/]\s*0(?:\.0+)?%?\s*\)")


@dataclass(frozen=True, slots=True)
class Look:
    """The look that an element gives to its words. `kept` is True where white space is kept as written."""

    bold: bool = False
    ink: str | None = None
    fill: str | None = None
    struck: bool = False
    kept: bool = False


def colour(words: str | None) -> str | None:
    """A colour as RRGGBB: "#0a0", "#00AA00", "rgb(0, 170, 0)" or "green"; None for anything else."""
    words = (words or "").strip().lower()
    if found := re.match(r"#?([0-9a-f]{6})\b", words):
        return found[1].upper()
    if found := re.match(r"#([0-9a-f])([0-9a-f])([0-9a-f])\b", words):
        return "".join(each * 2 for each in found.groups()).upper()
    if words.startswith("transparent") or _CLEAR.match(words):
        return None
    if found := _RGB.match(words):
        return "".join(f"{min(int(each), 255):02X}" for each in found.groups())
    return next((NAMES[word] for word in words.split() if word in NAMES), None)


def declarations(words: str) -> dict[str, str]:
    """The declarations of a style attribute or rule."""
    found = {}
    for each in words.split(";"):
        name, colon, value = each.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip()
    return found


class StyleSheet:
    """The rules for classes of one page. Only what is said of a class alone counts; the rest of CSS is not for us."""

    def __init__(self, sheets: list[str]):
        self._classes: dict[str, dict[str, str]] = {}
        for sheet in sheets:
            for selectors, body in _RULE.findall(_COMMENT.sub("", sheet)):
                for selector in selectors.split(","):
                    if found := _SELECTOR.fullmatch(selector.strip()):
                        self._classes.setdefault(found[1], {}).update(declarations(body))

    def of(self, element: etree._Element) -> dict[str, str]:
        """What classes and the style attribute declare for this element."""
        found: dict[str, str] = {}
        for name in (element.get("class") or "").split():
            found.update(self._classes.get(name, {}))
        if style := element.get("style"):
            found.update(declarations(style))
        return found


def is_hidden(element: etree._Element, style: dict[str, str]) -> bool:
    """Whether a browser would not show this element."""
    if element.get("hidden") is not None or (element.tag == "input" and element.get("type") == "hidden"):
        return True
    shown = style.get("display", "").lower().startswith("none") or style.get("mso-hide", "").lower() == "all"
    return shown or style.get("visibility", "").lower() in ("hidden", "collapse")


def ground(element: etree._Element, style: dict[str, str]) -> str | None:
    """The ground colour that this element states."""
    return (
        colour(style.get("background-color"))
        or colour(style.get("background"))
        or colour(element.get("bgcolor"))
    )


def look_in(element: etree._Element, style: dict[str, str], around: Look) -> Look:
    """The look inside this element, given the look around it."""
    found: dict = {}
    tag = element.tag
    if tag in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"):
        found["bold"] = True
    if weight := style.get("font-weight", "").lower():
        found["bold"] = weight.startswith("bold") or (weight.isdecimal() and int(weight) >= 600)
    if tag in ("s", "strike", "del") or "line-through" in style.get("text-decoration", ""):
        found["struck"] = True
    if ink := colour(style.get("color")) or (colour(element.get("color")) if tag == "font" else None):
        found["ink"] = inked(ink)
    if tag not in ("td", "th", "tr", "table", "body", "html") and (fill := ground(element, style)):
        found["fill"] = fill
    if tag == "mark" and "fill" not in found:
        found["fill"] = "FFFF00"
    if tag in ("pre", "textarea") or style.get("white-space", "").startswith("pre"):
        found["kept"] = True
    return replace(around, **found) if found else around

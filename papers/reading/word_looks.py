"""How Word text looks: bold, ink, ground and struck, resolved from run, styles and theme."""

from dataclasses import dataclass, replace

from lxml import etree

from .word_xml import W, is_on

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "00008B",
    "darkCyan": "008B8B",
    "darkGray": "A9A9A9",
    "darkGreen": "006400",
    "darkMagenta": "800080",
    "darkRed": "8B0000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "D3D3D3",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}
THEME_NAMES = {"text1": "dk1", "background1": "lt1", "text2": "dk2", "background2": "lt2", "dark1": "dk1"}
THEME_NAMES |= {
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a run as Word shows it. `font` is kept only where it is a symbol font."""

    bold: bool = False
    ink: str | None = None
    fill: str | None = None
    struck: bool = False
    hidden: bool = False
    font: str | None = None


def theme_colours(root: etree._Element | None) -> dict[str, str]:
    """The colours of a theme part by name: dk1, lt1, accent1 and so on."""
    scheme = None if root is None else root.find(f".//{A}clrScheme")
    colours = {}
    for slot in [] if scheme is None else scheme:
        for colour in slot:
            plain = colour.get("lastClr") or colour.get("val") or ""
            if len(plain) == 6:
                colours[etree.QName(slot).localname] = plain.upper()
    return colours


def inked(colour: str | None) -> str | None:
    """An ink, None where it is the black that text has when nobody chose a colour."""
    return None if colour == "000000" else colour


def tinted(colour: str, tint: float) -> str:
    """A colour made lighter (tint above 0) or darker (below 0) by that share."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    towards = 255 if tint > 0 else 0
    return "".join(f"{round(part + (towards - part) * abs(tint)):02X}" for part in parts)


class Colours:
    """Turns Word's colour attributes into RRGGBB."""

    def __init__(self, theme: dict[str, str]):
        self._theme = theme

    def of(self, element: etree._Element, plain: str, themed: str) -> str | None:
        """The colour that one element states in `plain`, or through the theme in `themed`, or None."""
        stated = (element.get(f"{W}{plain}") or "").lstrip("#")
        if len(stated) == 6:
            try:
                int(stated, 16)
            except ValueError:
                return None
            return stated.upper()
        name = element.get(f"{W}{themed}")
        colour = self._theme.get(THEME_NAMES.get(name, name)) if name else None
        if colour is None:
            return None
        return self._shaded(colour, element, themed)

    def _shaded(self, colour: str, element: etree._Element, themed: str) -> str:
        for suffix, towards in (("Tint", 1), ("Shade", -1)):
            amount = element.get(f"{W}{themed}{suffix}")
            if amount:
                try:
                    return tinted(colour, towards * (1 - int(amount, 16) / 255))
                except ValueError:
                    return colour
        return colour

    def shade(self, shading: etree._Element | None) -> str | None:
        """The ground that a w:shd paints, or None."""
        if shading is None or shading.get(f"{W}val") == "nil":
            return None
        if shading.get(f"{W}val") == "solid":
            return self.of(shading, "color", "themeColor")
        return self.of(shading, "fill", "themeFill")


class Styles:
    """The styles of a Word file: the look, heading level and list that each brings."""

    def __init__(self, root: etree._Element | None, colours: Colours):
        self._colours = colours
        self._styles = {}
        self.default = Look()
        self._default_paragraph = None
        if root is not None:
            for style in root.findall(f"{W}style"):
                self._styles[style.get(f"{W}styleId")] = style
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                    self._default_paragraph = style.get(f"{W}styleId")
            self.default = self.changed(Look(), root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._looks: dict[str | None, Look] = {}
        self._headings: dict[str | None, int] = {}
        self._lists: dict[str | None, tuple[str | None, str | None, str | None]] = {}

    def _chain(self, style: str | None) -> list[etree._Element]:
        """A style and those it is based on, the nearest first."""
        found, seen = [], set()
        while style and style not in seen and (element := self._styles.get(style)) is not None:
            seen.add(style)
            found.append(element)
            based = element.find(f"{W}basedOn")
            style = None if based is None else based.get(f"{W}val")
        return found

    def changed(self, look: Look, properties: etree._Element | None) -> Look:
        """`look` as changed by one w:rPr."""
        if properties is None or not len(properties):
            return look
        found: dict = {}
        for each in properties:
            match each.tag:
                case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}b":
                    found["bold"] = is_on(each)
                case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}color":
                    found["ink"] = inked(self._colours.of(each, "val", "themeColor"))
                case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}highlight":
                    found["fill"] = HIGHLIGHTS.get(each.get(f"{W}val", ""))
                case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}shd":
                    found.setdefault("fill", self._colours.shade(each))
                case (
                    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}strike"
                    | "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}dstrike"
                ):
                    found["struck"] = found.get("struck", False) or is_on(each)
                case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}vanish":
                    found["hidden"] = is_on(each)
                case "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rFonts":
                    font = each.get(f"{W}ascii") or each.get(f"{W}hAnsi") or ""
                    found["font"] = font.lower() if font.lower().startswith(SYMBOL_FONTS) else None
        return replace(look, **found) if found else look

    def look(self, style: str | None) -> Look:
        """The look of text in this paragraph style before any run says otherwise."""
        style = style if style in self._styles else self._default_paragraph
        if style not in self._looks:
            look = self.default
            for element in reversed(self._chain(style)):
                look = self.changed(look, element.find(f"{W}rPr"))
            self._looks[style] = look
        return self._looks[style]

    def over(self, look: Look, style: str | None) -> Look:
        """`look` as changed by a character style."""
        for element in reversed(self._chain(style)):
            look = self.changed(look, element.find(f"{W}rPr"))
        return look

    def heading(self, style: str | None) -> int:
        """The heading level 1 to 9 that this paragraph style gives, or 0."""
        if style not in self._headings:
            self._headings[style] = self._heading(style)
        return self._headings[style]

    def _heading(self, style: str | None) -> int:
        for element in self._chain(style):
            name = element.find(f"{W}name")
            words = "" if name is None else (name.get(f"{W}val") or "").lower()
            if words == "title":
                return 1
            if words.startswith("heading ") and words[8:].isdecimal() and 1 <= int(words[8:]) <= 9:
                return int(words[8:])
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and (outline.get(f"{W}val") or "9") in "012345678":
                return int(outline.get(f"{W}val")) + 1
        return 0

    def list_of(self, style: str | None) -> tuple[str | None, str | None, str | None]:
        """The list number, level and tied style that this paragraph style gives, each None where not stated."""
        if style not in self._lists:
            self._lists[style] = self._list_of(style)
        return self._lists[style]

    def _list_of(self, style: str | None) -> tuple[str | None, str | None, str | None]:
        num_id = level = tied = None
        for element in self._chain(style or self._default_paragraph):
            properties = element.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            listed, at = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
            if level is None and at is not None:
                level = at.get(f"{W}val")
            if listed is not None:
                num_id, tied = listed.get(f"{W}val"), element.get(f"{W}styleId")
                break
        return num_id, level, tied


SYMBOL_FONTS = ("wingdings", "webdings", "symbol")

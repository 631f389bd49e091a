"""How Excel cells look: number format, font and fill of each style, with theme and palette colours."""

from dataclasses import dataclass

from lxml import etree

from .number_formats import BUILT_IN
from .word_looks import inked, theme_colours, tinted

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
PALETTE = [
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "000000", "FFFFFF",
    "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "800000", "008000", "000080", "808000",
    "800080", "008080", "C0C0C0", "808080", "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080",
    "0066CC", "CCCCFF", "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
    "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99", "3366FF", "33CCCC",
    "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696", "003366", "339966", "003300", "333300",
    "993300", "993366", "333399", "333333",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell style. `code` is its number format."""

    code: str = "General"
    bold: bool = False
    ink: str | None = None
    struck: bool = False
    fill: str | None = None


class SheetLooks:
    """The cell styles of one workbook."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None):
        self._theme = theme_colours(theme)
        self._palette = list(PALETTE)
        self.looks: list[Look] = [Look()]
        self.colouring_rules: set[int] = set()  # conditional formats (dxf) that change a colour
        if styles is not None:
            self._read(styles)

    def _read(self, styles: etree._Element):
        own = styles.findall(f"{S}colors/{S}indexedColors/{S}rgbColor")
        for at, colour in enumerate(own[: len(self._palette)]):
            self._palette[at] = (colour.get("rgb") or "")[-6:].upper() or self._palette[at]
        codes = dict(BUILT_IN)
        for each in styles.iter(f"{S}numFmt"):
            if (each.get("numFmtId") or "").isdecimal():
                codes[int(each.get("numFmtId"))] = each.get("formatCode") or "General"
        fonts = [self.font(each) for each in styles.findall(f"{S}fonts/{S}font")]
        fills = [self._fill(each) for each in styles.findall(f"{S}fills/{S}fill")]
        for xf in styles.findall(f"{S}cellXfs/{S}xf"):
            bold, ink, struck = pick(fonts, xf.get("fontId"), (False, None, False))
            code = codes.get(index(xf.get("numFmtId")), "General")
            self.looks.append(Look(code, bold, ink, struck, pick(fills, xf.get("fillId"), None)))
        if len(self.looks) > 1:
            self.looks = self.looks[1:]
        for at, dxf in enumerate(styles.findall(f"{S}dxfs/{S}dxf")):
            if dxf.find(f"{S}fill") is not None or dxf.find(f"{S}font/{S}color") is not None:
                self.colouring_rules.add(at)

    def font(self, font: etree._Element | None) -> tuple[bool, str | None, bool]:
        """Bold, ink and struck of a font or of a run's properties."""
        if font is None:
            return False, None, False
        return is_on(font, "b"), inked(self.colour(font.find(f"{S}color"), ink=True)), is_on(font, "strike")

    def _fill(self, fill: etree._Element) -> str | None:
        pattern = fill.find(f"{S}patternFill")
        if pattern is None or pattern.get("patternType") in (None, "none", "gray125", "gray0625"):
            stop = fill.find(f"{S}gradientFill/{S}stop/{S}color")
            return self.colour(stop)
        if pattern.get("patternType") == "solid":
            return self.colour(pattern.find(f"{S}fgColor"))
        return self.colour(pattern.find(f"{S}bgColor"))

    def colour(self, colour: etree._Element | None, *, ink: bool = False) -> str | None:
        """A colour as RRGGBB, or None where it is the automatic one."""
        if colour is None or colour.get("auto") in ("1", "true"):
            return None
        found = None
        if (rgb := colour.get("rgb")) and len(rgb) >= 6:
            found = rgb[-6:].upper()
        elif (theme := index(colour.get("theme"))) >= 0 and theme < len(THEME_ORDER):
            if ink and theme == 1 and not colour.get("tint"):
                return None  # the colour that text has where nobody chose one
            found = self._theme.get(THEME_ORDER[theme])
        elif 0 <= (at := index(colour.get("indexed"))) < len(self._palette):
            found = self._palette[at]
        try:
            int(found or "", 16)
            tint = float(colour.get("tint") or 0)
        except ValueError:
            return None
        return tinted(found, max(-1.0, min(1.0, tint))) if tint and found else found


def is_on(element: etree._Element, name: str) -> bool:
    """Whether a switch such as <b/> is on."""
    found = element.find(f"{S}{name}")
    return found is not None and found.get("val", "1") not in ("0", "false")


def index(words: str | None) -> int:
    """A whole number of an attribute, or -1."""
    return int(words) if words and words.isdecimal() and len(words) < 9 else -1


def pick(items: list, words: str | None, otherwise):
    """The item that an attribute points to, or `otherwise`."""
    at = index(words)
    return items[at] if 0 <= at < len(items) else otherwise

"""How cells of a workbook look, and the number that Excel knows each look by."""

from papers.document import Cell, Status

from .words import is_barred

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TONES = {  # ground, ink
    "done": ("DBE7F6", "143D6B"),
    "good": ("DCEFE1", "14492C"),
    "warn": ("FFE5A8", "4F3500"),
    "bad": ("8F1D1D", "FFFFFF"),
    "hold": ("FFFFFF", "1C1B22"),
    "shut": ("E6E3E9", "1C1B22"),
    "blank": ("FFFFFF", "55525E"),
}

ADDRESS_SIZE = 9  # points; all other cells have 11

# Name: ground, ink, size, bold, border.
_LOOKS = {
    "default": (None, None, 11, False, 0),
    "title": (None, None, 16, True, 0),
    "facts": (None, None, 11, False, 0),
    "words": (None, None, 11, False, 0),
    "heading": ("E6E3E9", None, 11, True, 2),
    "band": ("F0EBF2", None, 11, True, 2),
    "comment": ("FAF9FB", None, 11, False, 1),
    "cell": (None, None, 11, False, 1),
    "header": (None, None, 11, True, 1),
    "address": (None, None, ADDRESS_SIZE, False, 1),
    "changed": (None, None, 11, False, 3),
    **{f"tone-{tone}": (ground, ink, 11, tone != "blank", 1) for tone, (ground, ink) in TONES.items()},
}
_NUMBERS = {name: number for number, name in enumerate(_LOOKS)}


def style_of(kind: str, cell: Cell) -> str:
    """The name of a cell's look: its change, else its status where it holds nothing else, else its kind."""
    if is_barred(cell):
        return "changed"
    if len(cell.parts) == 1 and isinstance(cell.parts[0], Status) and cell.parts[0].tone in TONES:
        return f"tone-{cell.parts[0].tone}"
    return kind


def number_of(style: str, guard: bool) -> int:
    """The number of a look; `guard` keeps text that begins like a formula a text when it is edited."""
    return _NUMBERS[style] + (len(_LOOKS) if guard else 0)


def _fonts() -> str:
    fonts = []
    for _, ink, size, bold, _ in _LOOKS.values():
        heavy = "<b/>" if bold else ""
        fonts.append(
            f'<font>{heavy}<sz val="{size}"/><color rgb="FF{ink or "1C1B22"}"/><name val="Calibri"/></font>'
        )
    return f'<fonts count="{len(fonts)}">{"".join(fonts)}</fonts>'


def _fills() -> str:
    fills = [
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ]
    for ground, *_ in _LOOKS.values():
        fills.append(
            f'<fill><patternFill patternType="solid"><fgColor rgb="FF{ground}"/></patternFill></fill>'
            if ground
            else '<fill><patternFill patternType="none"/></fill>'
        )
    return f'<fills count="{len(fills)}">{"".join(fills)}</fills>'


def _borders() -> str:
    """None; thin all round; heavy above or below a heading; a bar at the left of what changed."""
    thin = '<{0} style="thin"><color rgb="FF6B6773"/></{0}>'
    sides = ("left", "right", "top", "bottom")
    around = [thin.format(side) for side in sides]
    below = [*around[:3], '<bottom style="medium"><color rgb="FF1C1B22"/></bottom>']
    bar = ['<left style="thick"><color rgb="FF1C1B22"/></left>', *around[1:]]
    none = [f"<{side}/>" for side in sides]
    made = "".join(f"<border>{''.join(one)}<diagonal/></border>" for one in (none, around, below, bar))
    return f'<borders count="4">{made}</borders>'


def _formats() -> str:
    made = []
    for guard in ("", ' quotePrefix="1"'):
        for number, (name, (_, _, _, _, border)) in enumerate(_LOOKS.items()):
            wrap = "" if name in ("title", "default") else ' wrapText="1"'
            made.append(
                f'<xf numFmtId="49" fontId="{number}" fillId="{number + 2}" borderId="{border}" xfId="0"{guard}'
                f' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
                f'<alignment vertical="top"{wrap}/></xf>'
            )
    return f'<cellXfs count="{len(made)}">{"".join(made)}</cellXfs>'


STYLES = (
    f'<styleSheet xmlns="{MAIN}">{_fonts()}{_fills()}{_borders()}'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'{_formats()}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

"""The fonts that a PDF is set in: which characters they have, and how wide words come out.

They come as data in the package pymupdf-fonts (open licences), so that nothing depends on the
machine. Only the tables `cmap` and `hmtx` are read here.
"""

import struct
from functools import cache

import pymupdf_fonts

# In the order in which a character is looked for.
FAMILIES = ("Noto Sans", "FiraGO", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Math")
REGULAR = ("notos", "figo", "symbol1", "symbol2", "math")
FILES = ("notos", "notosbo", "notosit", "figo", "figbo", "symbol1", "symbol2", "math")


def data(name: str) -> bytes:
    """The font file of this name."""
    return bytes(pymupdf_fonts.fontbuffers[name]())


@cache
def coverage() -> tuple[frozenset[str], ...]:
    """For each font, in order, the characters that it has a glyph for."""
    return tuple(
        frozenset(chr(point) for point, glyph in _cmap(_tables(data(name))["cmap"]) if glyph)
        for name in REGULAR
    )


@cache
def known_characters() -> frozenset[str]:
    """The characters that at least one font has a glyph for."""
    return frozenset().union(*coverage())


@cache
def _bold_advances() -> tuple[dict[int, int], int]:
    """Code points with their width in the bold of the text face, and units to the em."""
    tables = _tables(data("notosbo"))
    units = struct.unpack_from(">H", tables["head"], 18)[0]
    count = struct.unpack_from(">H", tables["hhea"], 34)[0]
    advances = struct.unpack_from(">" + "Hh" * count, tables["hmtx"])[::2]
    last = len(advances) - 1
    return {point: advances[min(glyph, last)] for point, glyph in _cmap(tables["cmap"])}, units


def width(words: str, size: float, bold: bool = False) -> float:
    """How wide these words are in points, at most: the bold is measured for both."""
    advances, units = _bold_advances()
    wide = sum([advances.get(ord(character), units) for character in words])
    return wide * size / units * (1 if bold else 0.97)


def _tables(font: bytes) -> dict[str, bytes]:
    """The tables of an OpenType font by name."""
    count = struct.unpack_from(">H", font, 4)[0]
    found = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        found[tag.decode("latin-1")] = font[offset : offset + length]
    return found


def _cmap(table: bytes):
    """Pairs of code point and glyph number, from the fullest Unicode subtable."""
    count = struct.unpack_from(">H", table, 2)[0]
    records = [struct.unpack_from(">HHI", table, 4 + 8 * number) for number in range(count)]
    formats = {struct.unpack_from(">H", table, offset)[0]: offset for _, _, offset in records}
    if 12 in formats:
        return _groups(table, formats[12])
    return _segments(table, formats[4])


def _groups(table: bytes, at: int):
    """Format 12: runs of code points with runs of glyphs."""
    pairs: list[tuple[int, int]] = []
    for number in range(struct.unpack_from(">I", table, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", table, at + 16 + 12 * number)
        pairs += zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)
    return pairs


def _segments(table: bytes, at: int):
    """Format 4: segments of the basic plane, by offset or through an array of glyphs."""
    count = struct.unpack_from(">H", table, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, at + 14)
    starts = struct.unpack_from(f">{count}H", table, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", table, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", table, offsets_at)
    pairs = []
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offset:
                place = offsets_at + 2 * number + offset + 2 * (point - first)
                glyph = struct.unpack_from(">H", table, place)[0]
                if not glyph:
                    continue
            pairs.append((point, (glyph + delta) & 0xFFFF))
    return pairs

"""QR codes of row addresses: as one path of squares for page and PDF, as a picture for Word.

The code holds the whole address in bytes, with the correction that survives a crease or a coffee stain (M), and
four quiet squares on each side, as readers want them.
"""

import io
from functools import lru_cache
from html import escape

import segno

from papers.document import Document

QUIET = 4  # squares
SIDE = 42.5  # points: 15 mm, where there is room
PICTURE_SCALE = 4  # dots of the picture to a square


def room(document: Document, side: float = SIDE) -> float:
    """How wide a code is in points, where the rows of this paper have one; else nought."""
    return side if document.has_qr else 0.0


def as_svg(words: str, told: str) -> str:
    """The code as a picture inside a page. `told` is what it is to those who listen."""
    side, path = squares(words)
    return (
        f'<svg class="qr" role="img" aria-label="{escape(told)}" viewBox="0 0 {side} {side}" '
        f'width="{2 * side}" height="{2 * side}"><path d="{path}"/></svg>'
    )


def as_file(words: str) -> str:
    """The code as an SVG file, for a format that takes one in."""
    side, path = squares(words)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'


def as_png(words: str) -> bytes:
    """The code as a picture in black and white."""
    held = io.BytesIO()
    _code(words).save(held, kind="png", scale=PICTURE_SCALE, border=QUIET)
    return held.getvalue()


def squares(words: str) -> tuple[int, str]:
    """(how many squares a side has, quiet ones with it; the dark squares as one SVG path, a stroke a run)."""
    rows = [list(row) for row in _code(words).matrix_iter(border=QUIET)]
    runs = [
        f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for start, length in _runs(row)
    ]
    return len(rows), "".join(runs)


def _runs(row):
    """(where it starts, how long it is) of each run of dark squares."""
    start = None
    for x, is_dark in enumerate([*row, 0]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            yield start, x - start
            start = None


@lru_cache(maxsize=3000)
def _code(words: str):
    """The code; kept for a while, for page, PDF and Word ask for the same ones one after the other."""
    return segno.make(words, error="m", micro=False, boost_error=False)

"""How many pages a PDF has."""

from io import BytesIO

import pikepdf


def page_count(content: bytes) -> int:
    """The number of pages of this PDF."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)

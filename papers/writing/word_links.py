"""What a Word document leads to and the pictures it holds: the relations of its body, and the files beside it."""

from .word_parts import paragraph, run
from .xml_words import in_xml

STYLE = "PaperAddress"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
TO_THE_POINT = 12_700  # the unit of drawings


class Links:
    """Gathers what the body of one document needs beside itself, in order."""

    def __init__(self) -> None:
        self._relations: list[str] = []
        self.pictures: dict[str, bytes] = {}

    def link(self, address: str, words: str) -> str:
        """A paragraph that is a link."""
        key = self._add("hyperlink", address, ' TargetMode="External"')
        return paragraph(f'<w:hyperlink r:id="{key}" w:history="1">{run(words)}</w:hyperlink>', STYLE)

    def picture(self, content: bytes, told: str, side: float) -> str:
        """A paragraph with a square picture, `side` points wide. `told` is what it is to those who listen."""
        number = len(self.pictures) + 1
        name = f"media/code{number}.png"
        self.pictures[f"word/{name}"] = content
        key = self._add("image", name)
        return paragraph(
            f"<w:r>{_drawing(key, number, _attribute(told), round(side * TO_THE_POINT))}</w:r>", STYLE
        )

    def relations(self, held: bytes) -> bytes:
        """The relations of the body with these added to those that it has."""
        return held.replace(b"</Relationships>", "".join(self._relations).encode() + b"</Relationships>")

    def _add(self, kind: str, target: str, more: str = "") -> str:
        key = f"rIdAdded{len(self._relations) + 1}"
        self._relations.append(
            f'<Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{_attribute(target)}"{more}/>'
        )
        return key


def content_types(held: bytes) -> bytes:
    """The package's list of what its members are, with pictures among them."""
    if b'Extension="png"' in held:
        return held
    place = held.index(b"<Default")
    return held[:place] + b'<Default Extension="png" ContentType="image/png"/>' + held[place:]


def _drawing(key: str, number: int, told: str, side: int) -> str:
    """An inline picture, with what it is told as its description."""
    named = f'id="{number}" name="Code {number}" descr="{told}"'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:docPr {named}/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def _attribute(words: str) -> str:
    return in_xml(words).replace('"', "&quot;")

"""Parts of a paper as WordprocessingML: runs, paragraphs, tags."""

from papers.document import Addition, Blank, Cell, Compared, Flag, Names, Part, Status, Text

from .plain_text import pieces
from .printable import is_right_to_left
from .words import addition_marker, before_change, parted
from .xml_words import in_xml

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
QUIET = "55525E"
SYMBOLS = "Segoe UI Symbol"

# Ground, ink, and the edge that keeps tones apart in grey: its kind, width and colour.
TONES = {
    "done": ("DBE7F6", "143D6B", ("single", 6, "143D6B")),
    "good": ("DCEFE1", "14492C", ("single", 4, "DCEFE1")),
    "warn": ("FFE5A8", "4F3500", ("double", 4, "4F3500")),
    "bad": ("8F1D1D", "FFFFFF", ("single", 6, "8F1D1D")),
    "hold": ("FFFFFF", "1C1B22", ("dashed", 6, "1C1B22")),
    "shut": ("E6E3E9", "1C1B22", ("single", 4, "E6E3E9")),
    "blank": ("FFFFFF", QUIET, ("dotted", 6, "77727F")),
}


# A line through what is gone, a line under what is new; no tracked changes: nobody is asked to take or refuse them.
COMPARED = {"gone": "<w:strike/>", "new": '<w:u w:val="single"/>'}


def run(words: str, *, bold: bool = False, ink: str = "", look: str = "", face: str = "") -> str:
    """A run of words in one look; line breaks and tabs become Word's own."""
    if not words:
        return ""
    rtl = "<w:rtl/>" if is_right_to_left(words) else ""
    colour = f'<w:color w:val="{ink}"/>' if ink else ""
    heavy = "<w:b/><w:bCs/>" if bold else ""
    font = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:cs="{face}" w:eastAsia="{face}"/>' if face else ""
    look = f"{font}{heavy}{colour}{look}{rtl}"
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = []
    for line in words.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").split("\n"):
        stretches = [
            f'<w:t xml:space="preserve">{in_xml(part)}</w:t>' if part else "" for part in line.split("\t")
        ]
        lines.append("<w:tab/>".join(stretches))
    return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"


def paragraph(runs: str, style: str, layout: str = "") -> str:
    """A paragraph of runs; `layout` is more of its properties, in Word's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{runs}</w:p>'


def paragraphs(words: str, style: str, *, bold: bool = False, label: str = "") -> list[str]:
    """Words as paragraphs and items, each item with the mark it was written with."""
    said = []
    lead = run(label, bold=True) + run(" ") if label else ""
    for piece in pieces(words):
        turned = "<w:bidi/>" if is_right_to_left(piece.text) else ""
        if piece.mark:
            if lead:
                said.append(paragraph(lead, style))
            marked = run(f"{piece.mark} {piece.text}", bold=bold)
            said.append(paragraph(marked, style, turned + '<w:ind w:left="170" w:hanging="170"/>'))
        else:
            said.append(paragraph(lead + run(piece.text, bold=bold), style, turned))
        lead = ""
    return said or ([paragraph(lead, style)] if lead else [])


def gap() -> str:
    """The space between facts on one line."""
    return run(" \u2003 ")


def tag_run(status: Status) -> str:
    """A status as a shaded run with its symbol, and an edge of its own."""
    ground, ink, (kind, width, colour) = TONES.get(status.tone, TONES["hold"])
    look = (
        f'<w:bdr w:val="{kind}" w:sz="{width}" w:space="0" w:color="{colour}"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
    )
    mark = run(f"{status.symbol} ", ink=ink, look=look, face=SYMBOLS) if status.symbol else ""
    return mark + run(status.words, bold=True, ink=ink, look=look)


def blank_run(words: str) -> str:
    """What the tracker says where nobody wrote, in quiet ink."""
    return run(words, ink=QUIET)


def parts_xml(parts: tuple[Part, ...], style: str = "PaperCell", bold: bool = False) -> list[str]:
    """Parts as paragraphs, one under the other."""
    return [xml for part in parts for xml in _part(part, style, bold)]


def cell_paragraphs(cell: Cell, style: str = "PaperCell", bold: bool = False) -> str:
    """Everything in a cell; an empty cell has an empty paragraph, as Word wants it."""
    first = before_change(cell)
    change = [paragraph(run(cell.change, bold=True), style)] if cell.change else []
    said = parts_xml(cell.parts[:first], style, bold) + change + parts_xml(cell.parts[first:], style, bold)
    return "".join(said) or paragraph("", style)


def _part(part: Part, style: str, bold: bool) -> list[str]:
    """One part as paragraphs."""
    match part:
        case Text("", _, ""):
            return [paragraph("", style)]  # an empty line that parts two things in one cell
        case Text(words, heavy, label):
            return paragraphs(words, style, bold=bold or heavy, label=label)
        case Names(names):
            return [paragraph(run(name, bold=bold), style) for name in names]
        case Status():
            return [paragraph(tag_run(part), style)]
        case Blank(words, label):
            lead = run(f"{label} ", bold=True) if label else ""
            return [paragraph(lead + blank_run(words), style)]
        case Flag(words):
            return [paragraph(run(f"! {words}", bold=True), style)]
        case Addition(_, _, words):
            dots = '<w:pBdr><w:top w:val="dotted" w:sz="4" w:space="2" w:color="77727F"/></w:pBdr><w:spacing w:before="60"/>'
            marker = paragraph(run(addition_marker(part), bold=True), "PaperAdded", "<w:keepNext/>" + dots)
            return [marker, *paragraphs(words, style)]
        case Compared(pieces, label):
            lead = run(f"{label} ", bold=True) if label else ""
            said = "".join(
                run(words, bold=bold, look=COMPARED.get(kind, "")) for kind, words in parted(pieces)
            )
            turned = "<w:bidi/>" if is_right_to_left("".join(words for _, words in pieces)) else ""
            return [paragraph(lead + said, style, turned)]
    raise TypeError(f"{part!r} is no part of a paper")

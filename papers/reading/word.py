"""Reads a Word file (.docx, .docm, .dotx) as paragraphs and tables, straight from its XML."""

from lxml import etree

from .hygiene import Washing
from .paper import Notice, Paper, Paragraph, Refused, Table
from .parts import Parts, parse, properties
from .word_looks import Colours, Styles, theme_colours
from .word_numbering import Numbering
from .word_tables import Blocks
from .word_text import Tally, Text
from .word_xml import W

NOT_WORD = "This is not a Word file inside, though its name says so. Open it in Word, save it as .docx and bring it in again."


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The paper in these bytes. Raises Refused where there is none."""
    parts = Parts(content)
    main = parts.first("", "officeDocument", "word/document.xml")
    raw = parts.bytes(main)
    if raw is None:
        raise Refused(NOT_WORD)
    root = parse(raw)
    body = root.find(f"{W}body")
    if body is None:
        raise Refused(NOT_WORD)
    colours = Colours(theme_colours(_part(parts, main, "theme")))
    washing = Washing()
    text = Text(
        Styles(_part(parts, main, "styles"), colours),
        Numbering(_part(parts, main, "numbering")),
        washing,
        include_hidden=include_hidden,
        rendered=b"lastRenderedPageBreak" in raw,
    )
    blocks = Blocks(text, colours, page=1 if _knows_pages(root, raw) else None, sections=_sections(root))
    found = blocks.read(body)
    notes = _notes(parts, main, blocks)
    heads = _running_heads(parts, main, blocks)
    notices = [*_tally_notices(text.tally, blocks), *blocks.notices, *_part_notices(parts, main, len(notes))]
    notices += [Notice(sentence) for sentence in washing.sentences()]
    return Paper(name, "docx", (*found, *notes), heads, tuple(notices), properties(parts))


def _part(parts: Parts, main: str, kind: str) -> etree._Element | None:
    return parts.root(parts.first(main, kind, f"word/{kind}.xml"))


def _sections(root: etree._Element) -> list[bool]:
    """For each section, whether it begins on a new page."""
    kinds = (each.find(f"{W}type") for each in root.iter(f"{W}sectPr"))
    return [kind is None or kind.get(f"{W}val") not in ("continuous", "nextColumn") for kind in kinds]


def _knows_pages(root: etree._Element, raw: bytes) -> bool:
    """Whether the file says anywhere that a page ends."""
    if b"lastRenderedPageBreak" in raw or b"pageBreakBefore" in raw:
        return True
    if any(each.get(f"{W}type") == "page" for each in root.iter(f"{W}br")):
        return True
    return any(_sections(root)[1:])


def _notes(parts: Parts, main: str, blocks: Blocks) -> list[Paragraph]:
    """Footnotes and endnotes as paragraphs that stand after everything else."""
    found = []
    blocks.page = None
    for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = _part(parts, main, kind)
        for note in [] if root is None else root.findall(f"{W}{tag}"):
            if note.get(f"{W}type") is None:
                found += [block for block in _flat(blocks.read(note, 1)) if block.text.strip()]
    return found


def _running_heads(parts: Parts, main: str, blocks: Blocks) -> tuple[Paragraph, ...]:
    """The words of every page header and footer, each once."""
    found: dict[str, Paragraph] = {}
    blocks.page = None
    for _, kind, target in parts.related(main):
        if kind in ("header", "footer") and (root := parts.root(target)) is not None:
            for block in _flat(blocks.read(root, 1)):
                if block.text.strip():
                    found.setdefault(block.text.strip(), block)
    return tuple(found.values())


def _flat(blocks: list[Paragraph | Table]):
    """The paragraphs of these blocks, those in table cells too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
                    yield from _flat(list(cell.inner))


def _tally_notices(tally: Tally, blocks: Blocks) -> list[Notice]:
    found = []
    changes = [
        counted(count, what)
        for count, what in (
            (tally.insertions, "insertion"),
            (tally.deletions, "deletion"),
            (tally.moves, "move"),
        )
        if count
    ]
    if changes:
        found.append(Notice(f"Tracked changes were read as if accepted: {', '.join(changes)}."))
    if tally.hidden:
        found.append(Notice(f"Hidden text was left out: {counted(tally.hidden, 'passage')}."))
    for table, rows in blocks.left_out_rows.items():
        found.append(Notice(f"{counted(rows, 'hidden row')} left out.", table or None))
    if tally.placeholders:
        found.append(
            Notice(
                f"{counted(tally.placeholders, 'form field')} not filled in: the placeholder words were left out."
            )
        )
    for (table, row), count in _counted_places(tally.pictures).items():
        found.append(Notice(f"{counted(count, 'drawing')} could not be read.", table, row))
    if blocks.foreign:
        found.append(Notice(f"{counted(blocks.foreign, 'inserted document')} could not be read."))
    return found


def _counted_places(places: list) -> dict:
    """How many pictures at each place; by table alone where there are many."""
    if len(set(places)) > 20:
        places = [(table, None) for table, _ in places]
    counts: dict = {}
    for place in places:
        counts[place] = counts.get(place, 0) + 1
    return counts


def _part_notices(parts: Parts, main: str, notes: int) -> list[Notice]:
    found = []
    comments = _part(parts, main, "comments")
    count = 0 if comments is None else len(comments.findall(f"{W}comment"))
    if count:
        found.append(Notice(f"{counted(count, 'comment')} in the margin not read."))
    if notes:
        found.append(
            Notice(f"{counted(notes, 'paragraph')} of footnotes stand after the last table or paragraph.")
        )
    if any(kind == "vbaProject" for _, kind, _ in parts.related(main)):
        found.append(Notice("The macros in this file were not run and not kept."))
    return found


def counted(count: int, what: str) -> str:
    """Say "1 comment" or "3 comments"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"

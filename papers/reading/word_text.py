"""The words of Word paragraphs: what a reader of the page would see, run by run."""

from dataclasses import dataclass, field

from lxml import etree

from .hygiene import Washing
from .paper import Paragraph, Run
from .symbols import shown
from .word_looks import Look, Styles, is_on
from .word_numbering import Numbering, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
THROUGH = {
    f"{W}{name}" for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent")
}
THROUGH |= {f"{W}ruby", f"{W}rubyBase", f"{MC}Choice", f"{MC}Fallback", f"{M}oMath", f"{M}oMathPara"}
GONE = {f"{W}del": "deletions", f"{W}moveFrom": "moves"}
COME = {f"{W}ins": "insertions", f"{W}moveTo": ""}
PLAIN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
NO_LOOK = Look()


@dataclass(slots=True)
class Tally:
    """What was met on the way that a person should know, counted."""

    insertions: int = 0
    deletions: int = 0
    moves: int = 0
    hidden: int = 0
    placeholders: int = 0
    notes: int = 0
    pictures: list = field(default_factory=list)  # (table, row) of each


@dataclass(slots=True)
class Words:
    """One paragraph on its way: its pieces, the boxes drawn in it, and the page breaks in it."""

    pieces: list[tuple[str, Look]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    breaks_before: int = 0
    breaks_after: int = 0

    def break_page(self):
        if any(text.strip() for text, _ in self.pieces):
            self.breaks_after += 1
        else:
            self.breaks_before += 1


class Text:
    """Reads the paragraphs of one Word file in order."""

    def __init__(
        self, styles: Styles, numbering: Numbering, washing: Washing, *, include_hidden: bool, rendered: bool
    ):
        self.styles = styles
        self.numbering = numbering
        self.washing = washing
        self.include_hidden = include_hidden
        self.rendered = rendered  # whether Word left its own page breaks in the file
        self.tally = Tally()
        self.place: tuple[int | None, int | None] = (None, None)  # table and row being read
        self.silent = 0  # inside placeholder words
        self.carried: list[tuple[str, Look]] = []  # of a paragraph whose mark was deleted

    def words(self, element: etree._Element) -> tuple[Words, etree._Element | None]:
        """The pieces of one w:p, and its w:pPr."""
        words, properties = Words(), element.find(f"{W}pPr")
        style = style_of(properties)
        if properties is not None and is_on(properties.find(f"{W}pageBreakBefore")) and not self.rendered:
            words.breaks_before += 1
        self._walk(element, self.styles.look(style), words)
        return words, properties

    def _walk(self, element: etree._Element, look: Look, words: Words):
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, look, words)
            elif tag in THROUGH:
                self._walk(child, look, words)
            elif tag in COME:
                if COME[tag] and len(child):
                    self.tally.insertions += 1
                self._walk(child, look, words)
            elif tag in GONE:
                setattr(self.tally, GONE[tag], getattr(self.tally, GONE[tag]) + 1)
            elif tag == f"{W}sdt":
                self.in_control(child, lambda content: self._walk(content, look, words))
            elif tag == f"{MC}AlternateContent":
                self._walk(chosen(child), look, words)
            elif tag.startswith(M):
                words.pieces.extend((each.text or "", look) for each in child.iter(f"{M}t"))

    def in_control(self, control: etree._Element, walk):
        """Walk what a content control holds, in silence where that is only its placeholder."""
        properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
        if content is None:
            return
        waiting = properties is not None and is_on(properties.find(f"{W}showingPlcHdr"))
        self.tally.placeholders += waiting and not self.silent
        self.silent += waiting
        walk(content)
        self.silent -= waiting

    def _run(self, element: etree._Element, look: Look, words: Words):
        properties = element.find(f"{W}rPr")
        if properties is not None:
            style = properties.find(f"{W}rStyle")
            if style is not None:
                look = self.styles.over(look, style.get(f"{W}val"))
            look = self.styles.changed(look, properties)
        if look.hidden and not self.include_hidden:
            self.tally.hidden += any(each.text for each in element.iter(f"{W}t"))
            return
        for child in element:
            self._inside(child, look, words)

    def _inside(self, child: etree._Element, look: Look, words: Words):
        tag = child.tag
        if tag == f"{W}t":
            self._say(
                shown(child.text, look.font) if look.font and child.text else child.text or "", look, words
            )
        elif tag in PLAIN:
            self._say(PLAIN[tag], look, words)
        elif tag == f"{W}br":
            self._break(child, look, words)
        elif tag == f"{W}sym":
            self._say(symbol(child), look, words)
        elif tag == f"{W}lastRenderedPageBreak":
            words.break_page()
        elif tag in DRAWN:
            self._drawing(child, words)
        elif tag == f"{W}fldChar":
            self._say(form_field(child), look, words)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self.tally.notes += 1
        elif tag == f"{MC}AlternateContent":
            for each in chosen(child):
                self._inside(each, look, words)
        elif tag == f"{W}ruby":
            for base in child.iter(f"{W}rubyBase"):
                self._walk(base, look, words)

    def _say(self, text: str, look: Look, words: Words):
        if text and not self.silent:
            words.pieces.append((text, look))

    def _break(self, element: etree._Element, look: Look, words: Words):
        if element.get(f"{W}type") == "page":
            if not self.rendered:
                words.break_page()
        else:
            self._say("\n", look, words)

    def _drawing(self, element: etree._Element, words: Words):
        boxes = list(outermost(element, f"{W}txbxContent"))
        words.boxes.extend(boxes)
        if not boxes:
            self.tally.pictures.append(self.place)

    def paragraph(self, words: Words, properties: etree._Element | None, page: int | None) -> Paragraph:
        """A finished paragraph. Counts it in its list."""
        runs = self._runs(words.pieces)
        text = self.washing.clean("".join(run.text for run in runs))
        plain = all(not (run.bold or run.ink or run.fill or run.struck) for run in runs)
        number, bullet, level = self._list(properties)
        return Paragraph(text, number, bullet, level, self._heading(properties), () if plain else runs, page)

    def _runs(self, pieces: list[tuple[str, Look]]) -> tuple[Run, ...]:
        joined: list[list] = []
        for text, look in pieces:
            if joined and joined[-1][1] == look:
                joined[-1][0] += text
            else:
                joined.append([text, look])
        clean = ((self.washing.clean(text), look) for text, look in joined)
        return tuple(Run(text, look.bold, look.ink, look.fill, look.struck) for text, look in clean if text)

    def _heading(self, properties: etree._Element | None) -> int:
        outline = None if properties is None else properties.find(f"{W}outlineLvl")
        if outline is not None and (outline.get(f"{W}val") or "9") in "012345678":
            return int(outline.get(f"{W}val") or 0) + 1
        return self.styles.heading(style_of(properties))

    def _list(self, properties: etree._Element | None) -> tuple[str | None, bool, int]:
        style = style_of(properties)
        num_id, at, tied = self.styles.list_of(style)
        direct = None if properties is None else properties.find(f"{W}numPr")
        if direct is not None:
            listed, level = direct.find(f"{W}numId"), direct.find(f"{W}ilvl")
            if listed is not None:
                num_id, at, tied = listed.get(f"{W}val"), None, style
            if level is not None:
                at = level.get(f"{W}val")
        if not num_id or num_id == "0":
            return None, False, 0
        level_number = int(at) if at and at.isdigit() else self.numbering.level_of_style(num_id, tied or "")
        number, bullet = self.numbering.next(num_id, level_number)
        return number, bullet, level_number


def style_of(properties: etree._Element | None) -> str | None:
    """The paragraph style that a w:pPr names."""
    style = None if properties is None else properties.find(f"{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def mark_is_gone(properties: etree._Element | None) -> bool:
    """Whether the mark that ends this paragraph was deleted or moved away."""
    marks = None if properties is None else properties.find(f"{W}rPr")
    return marks is not None and (marks.find(f"{W}del") is not None or marks.find(f"{W}moveFrom") is not None)


def chosen(alternate: etree._Element) -> etree._Element:
    """The one branch of mc:AlternateContent to read: the first choice that holds anything."""
    return next((branch for branch in alternate if len(branch)), alternate)


def outermost(element: etree._Element, tag: str):
    """The elements of this tag that stand in no other of it, of alternatives the first only."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from outermost(chosen(child), tag)
        else:
            yield from outermost(child, tag)


def symbol(element: etree._Element) -> str:
    """The character that a w:sym shows."""
    try:
        character = chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return shown(character, element.get(f"{W}font", ""))


def form_field(element: etree._Element) -> str:
    """What an old-style drop-down list or tick box shows. Text fields hold their words in the runs that follow."""
    data = element.find(f"{W}ffData")
    if data is None:
        return ""
    box, choice = data.find(f"{W}checkBox"), data.find(f"{W}ddList")
    if box is not None:
        checked = box.find(f"{W}checked")
        return "☒" if is_on(checked if checked is not None else box.find(f"{W}default")) else "☐"
    if choice is None:
        return ""
    picked, entries = choice.find(f"{W}result"), choice.findall(f"{W}listEntry")
    at = (picked.get(f"{W}val") or "0") if picked is not None else "0"
    return entries[int(at)].get(f"{W}val", "") if at.isdigit() and int(at) < len(entries) else ""

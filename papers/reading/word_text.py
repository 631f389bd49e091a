"""The words of Word paragraphs: what a reader of the page would see, run by run."""

from dataclasses import dataclass, field

from lxml import etree

from ..symbols import shown
from .hygiene import Washing
from .paper import Paragraph, Run
from .word_looks import Look, Styles
from .word_numbering import Numbering
from .word_xml import Properties, W, child, children, has, is_on, stated, value, whole

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
THROUGH = {
    f"{W}{name}" for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent")
}
THROUGH |= {f"{W}ruby", f"{W}rubyBase", f"{MC}Choice", f"{MC}Fallback", f"{M}oMath", f"{M}oMathPara"}
GONE = {f"{W}del": "deletions", f"{W}moveFrom": "moves"}
COME = {f"{W}ins": "insertions", f"{W}moveTo": ""}
PLAIN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
RUN, WORDS, CONTROL, BREAK = f"{W}r", f"{W}t", f"{W}sdt", f"{W}br"
SYMBOL, FIELD, RUBY, PAGE_ENDED = f"{W}sym", f"{W}fldChar", f"{W}ruby", f"{W}lastRenderedPageBreak"
STYLE, LIST, OUTLINE, MARK = f"{W}pStyle", f"{W}numPr", f"{W}outlineLvl", f"{W}rPr"
NOTES = {f"{W}footnoteReference", f"{W}endnoteReference"}
ALTERNATIVES = f"{MC}AlternateContent"


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

    def words(self, element: etree._Element) -> tuple[Words, Properties]:
        """The pieces of one w:p, and what its w:pPr states."""
        words, properties = Words(), children(element, "pPr")
        style = style_of(properties)
        if not self.rendered and is_on(properties.get(f"{W}pageBreakBefore")):
            words.breaks_before += 1
        self._walk(element, self.styles.look(style), words)
        return words, properties

    def _walk(self, element: etree._Element, look: Look, words: Words):
        for part in element:
            tag = part.tag
            if tag == RUN:
                self._run(part, look, words)
            elif tag in THROUGH:
                self._walk(part, look, words)
            elif tag in COME:
                if COME[tag] and len(part):
                    self.tally.insertions += 1
                self._walk(part, look, words)
            elif tag in GONE:
                setattr(self.tally, GONE[tag], getattr(self.tally, GONE[tag]) + 1)
            elif tag == CONTROL:
                self.in_control(part, lambda content: self._walk(content, look, words))
            elif tag == ALTERNATIVES:
                self._walk(chosen(part), look, words)
            elif tag.startswith(M):
                words.pieces.extend((each.text or "", look) for each in part.iter(f"{M}t"))

    def in_control(self, control: etree._Element, walk):
        """Walk what a content control holds, in silence where that is only its placeholder."""
        properties, content = child(control, "sdtPr"), child(control, "sdtContent")
        if content is None:
            return
        waiting = has(properties, "showingPlcHdr")
        self.tally.placeholders += waiting and not self.silent
        self.silent += waiting
        walk(content)
        self.silent -= waiting

    def _run(self, element: etree._Element, look: Look, words: Words):
        properties = child(element, "rPr")
        if properties is not None and len(properties):
            if (style := value(properties, "rStyle")) is not None:
                look = self.styles.over(look, style)
            look = self.styles.changed(look, properties)
        if look.hidden and not self.include_hidden:
            self.tally.hidden += any(each.text for each in element.iter(f"{W}t"))
            return
        for part in element:
            self._inside(part, look, words)

    def _inside(self, part: etree._Element, look: Look, words: Words):
        tag = part.tag
        if tag == WORDS:
            self._say(
                shown(part.text, look.font) if look.font and part.text else part.text or "", look, words
            )
        elif tag in PLAIN:
            self._say(PLAIN[tag], look, words)
        elif tag == BREAK:
            self._break(part, look, words)
        elif tag == SYMBOL:
            self._say(symbol(part), look, words)
        elif tag == PAGE_ENDED:
            words.break_page()
        elif tag in DRAWN:
            self._drawing(part, words)
        elif tag == FIELD:
            self._say(form_field(part), look, words)
        elif tag in NOTES:
            self.tally.notes += 1
        elif tag == ALTERNATIVES:
            for each in chosen(part):
                self._inside(each, look, words)
        elif tag == RUBY:
            for base in part.iter(f"{W}rubyBase"):
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

    def paragraph(self, words: Words, properties: Properties, page: int | None) -> Paragraph:
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

    def _heading(self, properties: Properties) -> int:
        outline = stated(properties, OUTLINE, 9)
        return outline + 1 if 0 <= outline <= 8 else self.styles.heading(style_of(properties))

    def _list(self, properties: Properties) -> tuple[str | None, bool, int]:
        style = style_of(properties)
        num_id, at, tied = self.styles.list_of(style)
        direct = properties.get(LIST)
        if direct is not None:
            if (listed := value(direct, "numId")) is not None:
                num_id, at, tied = listed, None, style
            at = value(direct, "ilvl") or at
        if not num_id or num_id == "0":
            return None, False, 0
        level_number = int(at) if at and at.isdecimal() else self.numbering.level_of_style(num_id, tied or "")
        number, bullet = self.numbering.next(num_id, level_number)
        return number, bullet, level_number


def style_of(properties: Properties) -> str | None:
    """The paragraph style that a w:pPr names."""
    style = properties.get(STYLE)
    return None if style is None else style.get(f"{W}val")


def mark_is_gone(properties: Properties) -> bool:
    """Whether the mark that ends this paragraph was deleted or moved away."""
    marks = properties.get(MARK)
    return marks is not None and (child(marks, "del") is not None or child(marks, "moveFrom") is not None)


def chosen(alternate: etree._Element) -> etree._Element:
    """The one branch of mc:AlternateContent to read: the first choice that holds anything."""
    return next((branch for branch in alternate if len(branch)), alternate)


def outermost(element: etree._Element, tag: str):
    """The elements of this tag that stand in no other of it, of alternatives the first only."""
    for part in element:
        if part.tag == tag:
            yield part
        elif part.tag == ALTERNATIVES:
            yield from outermost(chosen(part), tag)
        else:
            yield from outermost(part, tag)


def symbol(element: etree._Element) -> str:
    """The character that a w:sym shows."""
    try:
        character = chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return shown(character, element.get(f"{W}font", ""))


def form_field(element: etree._Element) -> str:
    """What an old-style drop-down list or tick box shows. Text fields hold their words in the runs that follow."""
    data = child(element, "ffData")
    if data is None:
        return ""
    box, choice = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        checked = child(box, "checked")
        return "☒" if is_on(checked if checked is not None else child(box, "default")) else "☐"
    if choice is None:
        return ""
    entries = choice.findall(f"{W}listEntry")
    at = whole(value(choice, "result"), 0)
    return entries[at].get(f"{W}val", "") if 0 <= at < len(entries) else ""

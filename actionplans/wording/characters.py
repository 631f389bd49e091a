"""The characters of pasted text: what nobody can see goes, what stands for something else becomes that."""

import re
import unicodedata

from papers.symbols import PRIVATE

# Of Windows, where an old program left them as controls: "don\x92t". \x85 ends a line, as it does in files.
_OF_WINDOWS = {
    point: sign
    for point in range(0x80, 0xA0)
    if point != 0x85 and (sign := bytes([point]).decode("cp1252", "ignore"))
}
_INSTEAD: dict[int, str] = {
    **_OF_WINDOWS,
    **{ord(sign): instead for sign, instead in PRIVATE.items()},
    0x07: "\t",  # the end of a cell, in Word
    0x1E: "-",  # a hyphen at which Word does not break
    0x1C: " ",
    0x1D: " ",
}
_SPACES = re.compile(r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
PICTURE = "\ufffc"
# Never seen, and needed by no script. Tabs and ends of lines are not among them.
_UNSEEN = re.compile(
    "(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"  # of Wales, Scotland or England: held by such signs
    r"|[\x00-\x06\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u180e\u202d\u202e\u2060-\u2065\u206a-\u206f\ud800-\udfff"
    r"\ufdd0-\ufdef\ufeff\ufff0-\ufffc\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "\U000e0000-\U000e007f]"
)
# Kept beside letters and signs that lean on them: Arabic, Urdu, the scripts of India; the parts of an emoji.
_LEANS = "\u0590-\u109f\u1200-\u1cff\u2194\u2195\u2600-\u2712\u2764\u27a1\u2b1b\u2c80-\u2fff\ua500-\ua71f\ua800-\ufdcf\ufdf0-\ufeff\U00010800-\U0001ffff"
_JOINER = re.compile(rf"(?<![{_LEANS}])[\u200c\u200d](?![{_LEANS}])")
# Shows where a line may break in scripts that write without spaces: Thai, Lao, Burmese, Khmer.
_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_BREAK = re.compile(rf"(?<![{_WITHOUT_SPACES}])\u200b(?![{_WITHOUT_SPACES}])")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def washed(text: str) -> str:
    """The same words in NFC, without what nobody can see. Tabs and ends of lines stay as they are."""
    if text.isascii() and _UNSEEN.search(text) is None and "\x07" not in text and "\x1c" not in text:
        return text
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", _paired(text)).translate(_INSTEAD))
    text = _UNSEEN.sub(lambda found: found["flag"] or (" " if found[0] == PICTURE else ""), text)
    text = _BREAK.sub("", _JOINER.sub("", text))
    if not _RIGHT_TO_LEFT.search(text):
        text = _DIRECTION.sub("", text)
    return unicodedata.normalize("NFC", text)


def _paired(text: str) -> str:
    """The text with the two halves of a character made one again; halves that stand alone stay."""
    if not re.search("[\ud800-\udbff][\udc00-\udfff]", text):
        return text
    return re.sub(
        "[\ud800-\udbff][\udc00-\udfff]",
        lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"),
        text,
    )

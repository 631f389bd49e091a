"""From bytes to text, without losing a byte: UTF-8, UTF-16 or Windows-1252."""

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LATIN = {
    "windows-1252",
    "cp1252",
    "iso-8859-1",
    "latin-1",
    "latin1",
}  # which all mean Windows-1252 on the web
GUESSED = (
    "The file states no encoding and is not UTF-8: it was read as Windows-1252. Check accents and quotes."
)
_HONEST = re.compile(  # one byte or more a letter, marks a space as a space, and no trick of Python's own
    r"utf-?8|us-ascii|windows-\d+|cp\d+|iso[-_]8859-\d+|latin-?\d+|macintosh|koi8-\w|gb\w+|big5|shift_jis|euc-\w+"
)
NOT_1252 = {code: chr(code) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def decoded(content: bytes, declared: str | None = None) -> tuple[str, list[str]]:
    """The text of these bytes, and what a person should know about how it was read.

    A mark at the start decides; then UTF-16 by its zero bytes; then what the file declares, then
    UTF-8, if every byte fits; else Windows-1252, in which every byte stands for something.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _with_repairs(content, encoding)
    if unmarked := _utf_16_without_mark(content):
        return _with_repairs(content, unmarked)
    declared = (declared or "").lower()
    if declared in LATIN and _exactly(content, "ascii") is None:
        return _windows_1252(content), []
    if _HONEST.fullmatch(declared) and (text := _exactly(content, declared)) is not None:
        return text, []
    if (text := _exactly(content, "utf-8")) is not None:
        return text, []
    return _windows_1252(content), [GUESSED]


def _exactly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _with_repairs(content: bytes, encoding: str) -> tuple[str, list[str]]:
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    lost = text.count("\ufffd") - (_exactly(content, encoding) or "").count("\ufffd")
    if not lost:
        return text, []
    times = "1 place" if lost == 1 else f"{lost:,} places"
    return text, [f"The file is damaged in {times}: a � stands where its bytes are no {encoding.upper()}."]


def _utf_16_without_mark(content: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every second byte."""
    sample = content[: min(len(content), 4_000) // 2 * 2]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > pairs * 0.4 and first < pairs * 0.05:
        return "utf-16-le"
    if first > pairs * 0.4 and second < pairs * 0.05:
        return "utf-16-be"
    return None


def _windows_1252(content: bytes) -> str:
    """Windows-1252, where the five bytes that it leaves open stay as control characters for the cleaning to report."""
    text = content.decode("latin-1")
    for code in range(0x80, 0xA0):
        if code not in NOT_1252:
            text = text.replace(chr(code), bytes([code]).decode("cp1252"))
    return text

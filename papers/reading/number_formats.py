"""What a spreadsheet shows for a number: dates in UK order, percentages, thousands, currencies.

A format code is read once into a plan of what to print; a code that is beyond this module
shows the plain number, which is never wrong, only less dressed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from ..months import ENGLISH

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "General",
    13: "General", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy hh:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: '"£"#,##0', 43: "#,##0.00",
    44: '"£"#,##0.00', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.00E+00", 49: "@",
}  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<ampm>AM/PM|A/P)|(?P<general>General)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|b+)"
    r"|(?P<number>[#0?][#0?,]*(?:\.[#0?]*)?(?:E[+-][#0?]+)?(?:\s*[#0?]*/[#0?\d]+)?,*|\.[#0?]+)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows, and its typed value in ISO form."""

    text: str
    value: str | None


Token = tuple[str, str]


@lru_cache(maxsize=2_000)
def tokens(section: str) -> tuple[Token, ...]:
    """One section of a format code as (kind, words) pairs."""
    found: list[Token] = []
    for each in _TOKEN.finditer(section):
        kind = each.lastgroup
        if kind in ("quoted", "escaped", "currency", "other"):
            found.append(("literal", each[kind]))
        elif kind:
            found.append((kind, each[kind]))
    return tuple(found)


@lru_cache(maxsize=2_000)
def sections(code: str) -> tuple[str, ...]:
    """The sections of a format code: for numbers above, below and at zero, and for text."""
    return tuple(re.findall(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*)(?:;|$)', code)[:4])


@lru_cache(maxsize=2_000)
def is_date(code: str) -> bool:
    """Whether a format code shows dates or times."""
    kinds = {kind for kind, _ in tokens(sections(code)[0])} if code else set()
    return bool(kinds & {"date", "elapsed", "ampm"}) and "number" not in kinds and "general" not in kinds


def shown(number: float, code: str, *, epoch_1904: bool = False) -> Shown:
    """What a number shows under a format code."""
    if code == "General":
        words = plain(number)
        return Shown(words, words)
    if is_date(code):
        moment = moment_of(number, epoch_1904=epoch_1904)
        if moment is not None:
            return show_moment(moment, number, code)
        return Shown(plain(number), plain(number))
    return Shown(_number(number, code), plain(number))


def plain(number: float) -> str:
    """A number as a person writes it: no exponent, no more than fifteen figures."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    words = format(Decimal(f"{number:.15g}"), "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def moment_of(serial: float, *, epoch_1904: bool) -> datetime | None:
    """The day and time that a serial number stands for, or None where it stands for none."""
    if not 0 <= serial < 2_958_466:
        return None
    if epoch_1904:
        start = datetime(1904, 1, 1)
    else:  # the spreadsheets believe in 29 February 1900
        start = datetime(1899, 12, 30) if serial >= 60 else datetime(1899, 12, 31)
    days, rest = divmod(serial, 1)
    return start + timedelta(days=days, seconds=round(rest * 86_400, 3))


def serial_of(words: str) -> float:
    """The serial number of a day in ISO form. Raises ValueError where it is none."""
    moment = datetime.fromisoformat(words.strip().removesuffix("Z")).replace(tzinfo=None)
    return (moment - datetime(1899, 12, 30)) / timedelta(days=1)


def iso(moment: datetime, number: float) -> str:
    """A moment in ISO form: a day, a time of day, or both."""
    if number < 1:
        return moment.time().isoformat("seconds")
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")


def show_moment(moment: datetime, number: float, code: str) -> Shown:
    """What a moment shows under a date code, in UK order, a month and year written out."""
    parts = list(tokens(sections(code)[0]))
    if any(kind == "elapsed" for kind, _ in parts):  # a span of hours, not a moment
        return Shown(_moment_words(moment, number, parts), plain(number))
    letters = [words[0].lower() for kind, words in parts if kind == "date"]
    dated = [letter for letter in letters if letter in "ymd"]
    if "h" not in letters and "s" not in letters and sorted(dated) == ["m", "y"]:
        return Shown(f"{ENGLISH[moment.month - 1]} {moment.year}", iso(moment, number))
    if _is_american(parts, letters):
        clock = f" {moment:%H:%M}" if "h" in letters else ""
        return Shown(f"{moment:%d/%m/}{moment.year}{clock}", iso(moment, number))
    return Shown(_moment_words(moment, number, parts), iso(moment, number))


def _is_american(parts: list[Token], letters: list[str]) -> bool:
    """Whether figures for the month stand before the day."""
    if "m" not in letters or "d" not in letters or letters[0] != "m":
        return False
    month = next(words for kind, words in parts if kind == "date")
    return len(month) <= 2 and letters[:2] == ["m", "d"]


def _moment_words(moment: datetime, number: float, parts: list[Token]) -> str:
    half_day = any(kind == "ampm" for kind, _ in parts)
    words, before = "", ""
    for at, (kind, token) in enumerate(parts):
        if kind == "date":
            after = next((each[0].lower() for kind_, each in parts[at + 1 :] if kind_ == "date"), "")
            minutes = token[0] in "mM" and len(token) <= 2 and (before in ("h", "[") or after == "s")
            words += _piece(moment, token.lower(), minutes=minutes, half_day=half_day)
            before = token[0].lower()
        elif kind == "elapsed":
            worth = {"h": 24, "m": 1440, "s": 86400}[token[0].lower()]
            words += str(int(number * worth + 1e-9))
            before = "["
        elif kind == "ampm":
            words += "AM" if moment.hour < 12 else "PM"
        elif kind == "literal":
            words += token
    return words.strip()


def _piece(moment: datetime, token: str, *, minutes: bool, half_day: bool) -> str:
    """One part of a date or time, such as "mmm" or "yy"."""
    long = len(token) > 1
    match token[0]:
        case "y" | "b":
            return f"{moment.year:04}" if len(token) > 2 else f"{moment.year % 100:02}"
        case "m" if minutes:
            return f"{moment.minute:02}" if long else str(moment.minute)
        case "m":
            name = ENGLISH[moment.month - 1]
            return (str(moment.month), f"{moment.month:02}", name[:3], name, name[0])[min(len(token), 5) - 1]
        case "d":
            name = DAYS[moment.weekday()]
            return (str(moment.day), f"{moment.day:02}", name[:3], name)[min(len(token), 4) - 1]
        case "h":
            hour = (moment.hour % 12 or 12) if half_day else moment.hour
            return f"{hour:02}" if long else str(hour)
        case _:
            return f"{moment.second:02}" if long else str(moment.second)


def _number(number: float, code: str) -> str:
    several = sections(code)
    if len(several) > 2 and number == 0 and not re.search(r"\[[<>=]", code):
        section = several[2]
    elif len(several) > 1 and number < 0 and not re.search(r"\[[<>=]", code):
        section, number = several[1], -number
    else:
        section = several[0] if several else "General"
    parts = tokens(section)
    masks = [words for kind, words in parts if kind == "number"]
    if len(masks) > 1 or any("/" in mask for mask in masks):
        return plain(number)
    percent = sum(kind == "percent" for kind, _ in parts)
    words = ""
    for kind, token in parts:
        if kind == "number":
            words += _masked(number * 100**percent, token)
        elif kind in ("general", "text"):
            words += plain(number)
        elif kind in ("literal", "percent"):
            words += token
    if not masks and not any(kind in ("general", "text") for kind, _ in parts):
        return words.strip() if len(several) > 1 else plain(number)
    return words.strip()


def _masked(number: float, mask: str) -> str:
    """A number in a mask such as "#,##0.0"."""
    if "E" in mask.upper():
        return plain(number)
    thousands = len(mask) - len(mask.rstrip(","))
    mask = mask.rstrip(",")
    whole, _, fraction = mask.partition(".")
    try:
        exact = (Decimal(f"{number:.15g}") / 1000**thousands).quantize(
            Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP
        )
    except InvalidOperation:
        return plain(number)
    words = f"{abs(exact):,f}" if "," in whole else f"{abs(exact):f}"
    before, _, after = words.partition(".")
    before = before.zfill(whole.count("0"))
    while after and fraction.endswith("#") and after.endswith("0"):
        after, fraction = after[:-1], fraction[:-1]
    if before == "0" and "0" not in whole:
        before = ""
    sign = "-" if exact < 0 else ""
    return f"{sign}{before}.{after}" if after else f"{sign}{before}"


def show_date(day: date | datetime) -> Shown:
    """A day or moment whose format is not known, in the usual UK form."""
    if isinstance(day, datetime) and day.time() != time():
        return Shown(f"{day:%d/%m/}{day.year} {day:%H:%M}", day.isoformat(timespec="seconds"))
    only = day.date() if isinstance(day, datetime) else day
    return Shown(f"{only:%d/%m/}{only.year}", only.isoformat())

"""When something is due, from a timescale cell: the words kept, and beside them what could be read."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from papers import phrases

from ..recognising.found import TargetFound, TimescaleFound
from . import dates, months, targets


@dataclass(frozen=True, slots=True)
class Read:
    """A timescale, the targets that stand in its cell, and a sentence where a person should look ("" when sure)."""

    timescale: TimescaleFound
    targets: tuple[TargetFound, ...] = ()
    doubt: str = ""


LONGEST = 600  # characters; what is longer is a narrative
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 58440  # 1 January 2000 and 31 December 2059
_NO_DATE = re.compile(
    r"[\s\-–—.?/]*|tb[acd]\.?|n/?a\.?|none|not applicable|to be (?:confirmed|agreed|decided|determined|"
    r"advised)|i'w gadarnhau",
    re.IGNORECASE,
)
_RECURRING = re.compile(
    r"\b(?:annual(?:ly)?|yearly|bi-?annual(?:ly)?|quarterly|(?:bi-?|six-?\s?|6-?\s?|three-?\s?|"
    r"twice-?\s?)?monthly|weekly|fortnightly|daily|termly|"
    r"(?:each|every) (?:\d+ |two |three |four |six |other )?(?:year|quarter|month|week|term|round|"
    r"meeting|autumn|spring|summer|winter|" + months.MONTH + r")s?|"
    r"(?:once|twice|three times|four times) (?:a|per|each|every) (?:year|quarter|month|term)|per annum|"
    r"regular(?:ly)?|recurring|rolling|"
    r"blynyddol|yn flynyddol|chwarterol|yn chwarterol|misol|yn fisol|bob (?:blwyddyn|chwarter|mis|tymor))\b",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\b(?:on-?\s?going|continu(?:ous(?:ly)?|al(?:ly)?|ing|es)|parhaus|yn barhaus|throughout|"
    r"as (?:and when )?required|business as usual|permanent(?:ly)?)\b",
    re.IGNORECASE,
)
_PREVIOUS = r"(?:revised|moved|extended|slipped|changed|amended|rescheduled|re-?profiled|delayed|pushed back|brought forward|put back)"
_REVISED = (
    re.compile(
        rf"[(\[]?\s*(?:{_PREVIOUS}\s+from|previously|originally|formerly|was|original(?:\s+(?:target|"
        rf"date|timescale|deadline))*(?:\s+(?:was|of))?:?|from an original(?:\s+\w+)? of|instead of|"
        rf"not)\s*:?\s*(?P<old>[^()\[\]]+?)\s*(?:[)\]]|$|(?=\s*{_PREVIOUS}?\s+to\b))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?P<old>.+?)\s*[-–—,;(\[]*\s*(?:(?:now\s+)?{_PREVIOUS}(?:\s+date)?\s*(?:to|:|as)|now|"
        rf"revised(?:\s+(?:date|target|timescale))?\s*:?)\s+(?=.*\d)",
        re.IGNORECASE,
    ),
)
_OLD_LABEL = re.compile(
    r"^\s*(?:(?:original(?:ly)?|previous(?:ly)?|initial(?:ly)?|moved|revised|extended|slipped|changed|"
    r"target|due|date|timescale|deadline|from|was|by|:)\b[\s:]*)+",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"(?:^|[\s;,])(?:\((?:[ivx]+|[a-z]|\d)\)|[ivx]+\)|[a-z]\)|\d[.)])\s+"
    r"|\b(?:phase|stage|milestone|part|step|cam)\s+(?:\d|one|two|three)\b",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"(?:annual|quarterly|monthly|weekly|regular)\s+(?!basis|from|every|each|until|thereafter|in\b|"
    r"by\b|on\b|at\b|to\b|and\b|"
    rf"{months.MONTH}\b)[a-z]",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(r"\s*(?:-|–|—|to|until|till|onwards? to)\s*\w", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|before|no later than|not later than|until|till|end of|end|deadline|due|completed?|from|"
    r"within|erbyn|cyn|diwedd|hyd)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:arranged for|scheduled for|planned for|booked for|held (?:in|on)|to take place|takes place|"
    r"meeting (?:in|on)|launch(?:ed|es)?|in|on|during|at|yn|ym|ar)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:from|since|starting|starts?|beginning|begins|commencing|commences|started|began|o|"
    r"ers)\s*:?\s*(?:in\s+)?$",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(
    r"\bend of (?:the )?(?:financial|academic|calendar|school|municipal)? ?year\b|\byear[- ]end\b|"
    r"\bend of (?:the )?(?:quarter|term)\b",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(
    rf"(?:(?:by|in|end|of|the|early|mid|late|erbyn|"
    rf"diwedd)\s+)*{months.MONTH}\b\.?(?:\s*[-–/]\s*{months.MONTH}\b)?\.?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|nine|twelve|eighteen)\s+(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)


def read(words, *, year_starts_in=4):
    """What a timescale cell says: see `Read`. Cells that are empty, or blanks of our own, have no words."""
    kept = (words or "").strip()
    if not kept or phrases.is_ours(kept):
        return Read(TimescaleFound())
    text = " ".join(kept.replace("’", "'").split())
    if len(text) > LONGEST:
        return Read(TimescaleFound(words=kept), (), "The cell is too long to be read as a timescale.")
    if _NO_DATE.fullmatch(text):
        return Read(TimescaleFound(words=kept))
    return _serial(kept, text) or _targets_only(kept, text) or _dated(kept, text, year_starts_in)


def _serial(kept, text):
    serial = _SERIAL.fullmatch(text)
    if not serial or not _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        return None
    day = date(1899, 12, 30) + timedelta(days=int(serial[1]))
    doubt = f"“{kept}” was read as a spreadsheet's number for {day.day} {months.name(day.month)} {day.year}."
    return Read(TimescaleFound(kept, day, day, "day", "by"), doubt=doubt)


def _targets_only(kept, text):
    """ "2012 (48.0%) 2017 (50.2%)" sets targets and no date."""
    found = targets.find(text)
    years = {target.year for target in found}
    dated = [mention for mention in dates.mentions(text) if mention.earliest]
    if not found or any(
        mention.precision != "year" or mention.earliest.year not in years for mention in dated
    ):
        return None
    return Read(TimescaleFound(words=kept), found)


def _dated(kept, text, starts):
    now, previous = _revised(text, starts)
    found = dates.mentions(now, year_starts_in=starts)
    good = [mention for mention in found if mention.earliest]
    recurring, ongoing = _comes_round(now, good), _ONGOING.search(now)
    flaws = [mention.flaw for mention in found if mention.flaw]
    if recurring:
        return Read(
            TimescaleFound(kept, kind="recurring", previous=previous), (), _recurring_doubt(good, found)
        )
    if ongoing and not _due_despite(now, good):
        return Read(TimescaleFound(kept, previous=previous))
    if not good:
        return Read(
            TimescaleFound(kept, previous=previous),
            targets.find(text),
            " ".join(flaws) or _no_date_doubt(now),
        )
    if len(good) == 1 and _SINCE.search(now[: good[0].start]) and not _NAMED_AFTER.match(now[good[0].end :]):
        return Read(
            TimescaleFound(kept, previous=previous),
            (),
            "The words say when it begins and not when it is due.",
        )
    timescale, doubt = _spanned(kept, now, good)
    if ongoing:
        doubt = doubt or "The words name a date and also say that it goes on."
    return Read(replace(timescale, previous=previous), targets.find(text), " ".join([*flaws, doubt]).strip())


def is_undated(words):
    """Whether the words say in so many words that there is no date: "Ongoing", "TBC", "Continuous"."""
    return bool(_ONGOING.search(words or ""))


def _revised(text, starts):
    """(what holds now, the words of what held before or None)."""
    for pattern in _REVISED:
        match = pattern.search(text)
        if match is None:
            continue
        old = dates.mentions(match["old"], year_starts_in=starts)
        if not old:
            continue
        now = f"{text[: match.start()]} {text[match.end() :]}".strip()
        if any(mention.earliest for mention in dates.mentions(now, year_starts_in=starts)):
            return now, _OLD_LABEL.sub("", match["old"][: old[-1].end]).strip(" ,;:-–—.")
    return text, None


def _recurring_doubt(good, found):
    bad = [mention.flaw for mention in found if mention.flaw and "no year" not in mention.flaw]
    if good:
        return "The words name a date and also say that it comes round again."
    return " ".join(bad)


def _comes_round(text, good):
    """Whether it recurs; beside a date, "annual" before a noun only describes it: "Annual report, March 2025"."""
    return any(not (good and _DESCRIBES.match(text[match.start() :])) for match in _RECURRING.finditer(text))


def _due_despite(text, good):
    """A date before which something is due, though the work goes on after: "By March 2025 and ongoing"."""
    return any(
        re.search(
            r"\b(?:by|before|no later than|until|till|erbyn|hyd)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?$",
            text[: mention.start],
            re.IGNORECASE,
        )
        for mention in good
    )


def _no_date_doubt(text):
    if _LAST_DAY.search(text) and not _COUNTED.search(text):
        return f"“{text}” does not say which year."
    if _MONTH_ALONE.fullmatch(text):
        return f"“{text}” does not say which year."
    return ""


def _spanned(kept, text, good):
    """One date as it is; several as one span, as a range, the same date twice, or milestones."""
    first, last = good[0], good[-1]
    earliest, latest = min(m.earliest for m in good), max(m.latest for m in good)
    if len(_LABELS.findall(text)) > 1:
        return TimescaleFound(kept, earliest, latest, _finest(good), "milestone"), SEVERAL
    if len(good) == 1:
        return TimescaleFound(kept, earliest, latest, first.precision, _kind(text, first)), ""
    finest = _finest(good)
    if len(good) == 2 and (_is_range(text, first, last) or _one_explains(first, last)):
        return TimescaleFound(kept, earliest, latest, finest, "by"), ""
    if len({(m.earliest, m.latest) for m in good}) == 1:
        return TimescaleFound(kept, earliest, latest, finest, _kind(text, first)), ""
    return TimescaleFound(kept, earliest, latest, finest, "milestone"), SEVERAL


SEVERAL = "Several dates stand here; they were kept together as milestones."
PRECISIONS = ["day", "month", "quarter", "season", "year", "none"]


def _finest(found):
    return min((mention.precision for mention in found), key=PRECISIONS.index)


def _is_range(text, first, last):
    between = text[first.end : last.start].strip(" ,").casefold()
    return first.latest <= last.latest and (
        between
        in (
            "-",
            "–",
            "—",
            "to",
            "until",
            "till",
            "through to",
            "i",
            "hyd",
            "hyd at",
            "and ending",
            "- end of",
            "– end of",
            "to end of",
            "to end",
        )
        or bool(
            re.search(r"\bbetween\s*$|\bbetween\s+(?:the\s+)?$", text[: first.start], re.IGNORECASE)
            and between == "and"
        )
    )


def _one_explains(first, last):
    """ "Q2 2024/25 (Jul - Sept 2024)": the second says the first again."""
    inside = first.earliest <= last.earliest and last.latest <= first.latest
    around = last.earliest <= first.earliest and first.latest <= last.latest
    return (inside or around) and first.precision != last.precision


def _kind(text, mention):
    """by for a date alone or with "by"; at for what happens then; milestone for a date with the thing named after it."""
    before, after = text[: mention.start].strip(" ,:;-–—("), text[mention.end :].strip(" ,:;-–—.)")
    if re.search(
        r"\b(?:by|before|no later than|not later than|end(?: of)?|due|deadline|erbyn|cyn|"
        r"diwedd)\b(?:\W+\w+){0,2}\W*$",
        before,
        re.IGNORECASE,
    ):
        return "by"
    if _AT.search(before):
        return "at"
    if not before and len(re.findall(r"[^\W\d_]{3,}", after)) >= 2 and not _BY.match(after):
        return "milestone"
    return "by"

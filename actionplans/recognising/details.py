"""What a paper says of the plan itself: its title, body, period, state and reference."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from papers import phrases
from papers.reading.paper import Paper, Paragraph

from ..wording import organisations, periods, statuses
from .cells import flat, folded
from .choices import Choices
from .found import Period, PlanDetails
from .gathering import DEFAULT_SHEET, Gathered
from .items import Band, Item

_REFERENCE = re.compile(
    r"\b(?P<kind>appendix|annexe?|atodiad|enclosure)\s+(?P<number>\d{1,3}[a-z]?|[A-Z]\d?|[IVX]{1,4})\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:(?:[\w&]+[\s-]+){0,6}?)?(?:progress|updated?|report|review|monitoring|proposed|proposals?|draft|revised|new|annual|interim|mid-year|half-year|year-end|quarterly|six[- ]month(?:ly)?)\b"
    r"(?:[\s-]+[\w&,]+){0,9}?\s+(?:on|of|against|within|for|to|towards|in)\s+(?:the\s+|our\s+|its\s+)?(?P<name>\S.*)$",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"^.*\b(?:within|into)\s+(?:the\s+|our\s+)?(?P<name>\S.*)$", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:action|delivery|improvement|equality|equalities|implementation|work)\s+plan\b|\bplan\b|\bscheme\b|\bstrategy\b|\btracker\b|\bobjectives\b|\bcynllun\b|\bstrategaeth\b",
    re.IGNORECASE,
)
_PLAN_ONLY = re.compile(
    r"^(?:[\w’'&(),/-]+\s+){0,8}?(?:plan|scheme|strategy|tracker|cynllun)\b", re.IGNORECASE
)
_STATES = (
    (
        "proposed",
        re.compile(
            r"\b(?:proposed|draft|for consultation|consultation draft|drafft|arfaethedig)\b", re.IGNORECASE
        ),
    ),
    (
        "adopted",
        re.compile(
            r"\b(?:adopted|approved|agreed by (?:council|cabinet)|mabwysiadwyd|cymeradwywyd)\b", re.IGNORECASE
        ),
    ),
    ("closed", re.compile(r"\b(?:closed plan|plan closed|closing report|final outturn)\b", re.IGNORECASE)),
)
# Says nothing of the plan: a page's number, the version, the day it was printed.
_MARKS = re.compile(
    r"^(?:page\s*\d*(?:\s*of\s*\d+)?|version\s*:?\s*[\w.]{0,8}|v\d[\d.]*|\d+|(?:as at|last updated|updated|date)\b\s*:?[\s\w/.,-]{0,40})$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    rf"{_MARKS.pattern}|^version\b.{{0,40}}$|^(?:author|owner|contact)\b.*$", re.IGNORECASE
)
FINANCIAL, ACADEMIC = 4, 9  # April and September
_YEARS_WITH_DASH = re.compile(r"\b((?:19|20)\d{2})[-_](\d{2})\b")


def read(
    paper: Paper, gathered: Gathered, items: Sequence[Item], choices: Choices, *, year_starts_in: int | None
) -> PlanDetails:
    """The plan's details; what the paper does not state stays empty, and what a person typed comes first."""
    front = [flat(paragraph.text) for paragraph in gathered.front]
    heads = [
        flat(line) for head in paper.running_heads for line in re.split(r"[\t\n]", head.text) if line.strip()
    ]
    acronyms = _acronyms(paper, items)
    line = _title_line(paper, gathered, front, heads)
    title = choices.title or plan_name(line, acronyms)
    told = [line, *front, *heads]
    organisation = choices.organisation or organisations.find(_texts(paper, line, front, heads, items))
    starts = year_starts_in or year_start(organisation)
    period = periods.find(choices.period, year_starts_in=starts) if choices.period else _period(told, starts)
    return PlanDetails(
        title=title,
        organisation=organisation,
        period=period or Period(words=choices.period or None),
        state=_state([line, *front[:6], *heads]),
        paper_title=_paper_title(line, front, heads),
        reference=_reference([*front[:6], *heads, line]),
    )


def year_start(organisation: str | None) -> int:
    """The month in which a body's year begins, where nobody has said: September for a university or college."""
    return ACADEMIC if organisations.is_academic(organisation) else FINANCIAL


def _title_line(paper: Paper, gathered: Gathered, front: list[str], heads: list[str]) -> str:
    """The words that name the plan: a heading or title line, else a running head, a sheet's or the file's name."""
    headings = [flat(each.text) for each in gathered.front if each.heading]
    stated = [paper.properties.get("title", "")]
    for group in (headings, _titles(front), _titles(heads), stated, [_sheet(gathered)], [_file(paper)]):
        named = [line for line in group if line and not _only_reference(line) and not _NO_TITLE.match(line)]
        # The body's name over everything is not the name of its plan.
        named = [line for line in named if not organisations.is_only_a_name(line)]
        best = next((line for line in named if _PLAN.search(line)), None) or (named[0] if named else None)
        if best and (group is headings or _PLAN.search(best) or group[0] in ("", best) or len(named) == 1):
            return best
    return ""


def _titles(lines: Iterable[str]) -> list[str]:
    """Lines short enough to be a title, without sentences, keys and lists."""
    return [
        line
        for line in lines
        if 3 <= len(line) <= 220 and not line.endswith((".", ";", ":")) and not re.search(r"[●■•]", line)
    ]


def plan_name(line: str, acronyms: Collection[str] = ()) -> str:
    """The plan's own name in a title line.

    >>> plan_name("Progress update on Equality Action Plan 2018/19")
    'Equality Action Plan 2018/19'
    """
    match = _LEAD_IN.match(line)
    name = match["name"] if match and _PLAN_ONLY.match(match["name"]) else line
    inside = _INSIDE.match(name) if match else None
    if inside and _PLAN_ONLY.match(inside["name"]):
        name = inside["name"]
    return _out_of_capitals(name, acronyms).strip()


def _out_of_capitals(name: str, acronyms: Collection[str]) -> str:
    """A name shouted in capitals with capitals where a name has them; what the paper uses as an acronym stays."""
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or any(letter.islower() for letter in letters):
        return name
    small = {"and", "of", "the", "for", "in", "on", "to", "a", "with", "by"}
    words = []
    for index, word in enumerate(name.split(" ")):
        bare = re.sub(r"\W", "", word)
        if bare in acronyms or any(figure.isdigit() for figure in word):
            words.append(word)
        elif index and word.casefold() in small:
            words.append(word.casefold())
        else:
            words.append("-".join(part.capitalize() for part in word.split("-")))
    return " ".join(words)


def _acronyms(paper: Paper, items: Sequence[Item]) -> set[str]:
    """Words in capitals that stand in brackets, or among small letters."""
    found: set[str] = set()
    for text in (*(block.text for block in paper.blocks if isinstance(block, Paragraph)), *_body(items, 400)):
        found.update(re.findall(r"\(([A-Z]{2,8})\)", text))
        if any(letter.islower() for letter in text):
            found.update(re.findall(r"\b[A-Z]{2,8}\b", text))
    return found


def _sheet(gathered: Gathered) -> str:
    """The name of the only sheet with a plan, with the stroke that a sheet's name cannot hold."""
    names = list(dict.fromkeys(gathered.sheets))
    if len(names) != 1 or DEFAULT_SHEET.match(names[0]):
        return ""
    return _YEARS_WITH_DASH.sub(r"\1/\2", names[0])


def _file(paper: Paper) -> str:
    stem = re.sub(r"\.\w{1,5}$", "", paper.name.rsplit("/", 1)[-1])
    words = re.sub(r"[_\s]+|(?<=[a-z])-(?=[a-z])|-(?=[a-z])|(?<=[a-z])-(?=\d)", " ", stem).strip()
    return _YEARS_WITH_DASH.sub(r"\1/\2", words)


def _only_reference(line: str) -> bool:
    return not flat(_REFERENCE.sub("", line, count=1)).strip(" :.-–—")


def _paper_title(line: str, front: list[str], heads: list[str]) -> str:
    """The title of the paper that the plan is printed in."""
    if _LEAD_IN.match(line) and line not in heads:
        capital = next((each for each in _titles(front) if each != line and not _only_reference(each)), None)
        return capital or line
    return next(
        (each for each in _titles(heads) if not _only_reference(each) and not _NO_TITLE.match(each)), line
    )


def _reference(lines: Iterable[str]) -> str:
    for line in lines:
        match = _REFERENCE.search(line)
        if match:
            return f"{match['kind'].capitalize()} {match['number']}"
    return ""


def _state(lines: Iterable[str]) -> str | None:
    for state, pattern in _STATES:
        if any(pattern.search(line) for line in lines if len(line) <= 220):
            return state
    return None


def _period(lines: Iterable[str], year_starts_in: int) -> Period | None:
    return next(
        (found for line in lines if (found := periods.find(line, year_starts_in=year_starts_in))), None
    )


def _texts(
    paper: Paper, line: str, front: list[str], heads: list[str], items: Sequence[Item]
) -> Iterator[str]:
    """Texts that may name the body, the weightiest first."""
    yield line
    yield from front
    yield from heads
    yield from (paper.properties.get(name, "") for name in ("title", "company", "author", "subject"))
    yield from (item.words for item in items if isinstance(item, Band))
    yield "\n".join(_body(items, 2000))


def _body(items: Sequence[Item], most: int) -> list[str]:
    found: list[str] = []
    for item in items:
        if len(found) >= most:
            break
        if isinstance(item, Band):
            found.append(item.words)
        else:
            found.extend(piece.text for piece in item.pieces.values() if piece)
    return found


def unused(front: Sequence[Paragraph], details: PlanDetails) -> list[str]:
    """Words before the first table that said nothing of the plan's details, nor of its key."""
    used = {
        folded(details.title),
        folded(details.paper_title),
        folded(details.reference),
        folded(details.organisation or ""),
    }
    rest = [flat(each.text) for each in front]
    return [
        words
        for words in rest
        if folded(words) not in used
        and folded(plan_name(words)) != folded(details.title)
        and not (details.organisation and organisations.is_only_a_name(words))
        and not statuses.read_legend([words])
        and not _MARKS.match(words)
        and not phrases.is_about_the_paper(words)
    ]

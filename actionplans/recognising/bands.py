"""Full-width rows and headings that stand over actions: what kind each is, its number and its words."""

import re
from dataclasses import dataclass
from typing import Literal

from papers import phrases

from .cells import flat

Kind = Literal["priority", "outcome", "recommendation", "comment"]

_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[A-Za-z]|\d{1,2}[a-z])"
_PRIORITY = (
    r"(?:(?:equality|strategic|corporate|key|our|overarching|council|trust|national)\s+)*"
    r"(?:priority(?:\s+(?:area|theme|objective))?|theme|objective|aim|goal|strand|metric|indicator|standard|commitment|"
    r"pillar|work\s?stream|section|domain|focus\s+area|key\s+area|area|part|chapter|level|blaenoriaeth|amcan|thema|nod|"
    r"appendix|annexe?|atodiad)"
)
_OUTCOME = (
    r"(?:(?:desired|intended|equality|key|expected)\s+)*(?:outcome|objective|aim|goal|canlyniad|amcan|nod)"
)
_PRIORITY_BAND = re.compile(rf"^{_PRIORITY}\s*(?:no\.?|number|rhif)?\s*{_NUMBER}(?![\w])", re.IGNORECASE)
_PRIORITY_LABEL = re.compile(rf"^{_PRIORITY}\s*[:–—-]\s*\S", re.IGNORECASE)
_OUTCOME_BAND = re.compile(
    rf"^{_OUTCOME}s?\s*(?:no\.?|number)?\s*(?:{_NUMBER}(?!\w)\s*[:.)–—-]?|:)\s*(?P<rest>.*)", re.I | re.S
)
_LEADING_NUMBER = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*|[A-Z])[.):]?\s+(?=\S)")
_RECOMMENDATION = re.compile(
    r"^(?:recommendation|argymhelliad|rec\.?|R)\s*(?:no\.?|number|rhif)?\s*(?P<number>\d{1,3}[a-z]?(?:\.\d+)?)\s*[:.)–—-]*\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_RECOMMENDATION_LABEL = re.compile(r"^(?:recommendation|argymhelliad)\s*[:–—-]\s*(?P<rest>\S.*)", re.I | re.S)
_WHO = r"(?:the\s+)?(?:service|services|cabinet|executive|mayor|management|director(?:ate)?|department(?:al)?|officers?|council'?s?|lead|portfolio\s+holder|corporate|trust|board|gwasanaeth)"
_COMMENT = re.compile(
    rf"^(?:(?:(?:comments?|responses?|reply|sylw(?:adau)?|ymateb)\s+(?:from|by|of|gan|to\s+recommendation)\s+[^:\n]{{1,60}})"
    rf"|(?:{_WHO}(?:'s)?\s+(?:comments?|responses?|reply)[^:\n]{{0,40}})|(?:comments?|responses?|ymateb|sylwadau))\s*:\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_RESPONSIBLE = re.compile(
    r"[\[(]\s*(?:responsib(?:ility|le)|lead|owner|cyfrifoldeb)(?:\s+officers?)?\s*[:–—-]\s*(?P<who>[^\])]+)[\])]\s*\.?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BandRead:
    """A band read: its kind, its number or reference, its words and, of a recommendation, who is responsible."""

    kind: Kind
    words: str
    number: int | None = None
    ref: str | None = None
    responsible_words: str | None = None


def read(words: str) -> BandRead:
    """What a band says. One of no known kind is a priority, its words whole as printed."""
    return recommendation(words) or comment(words) or priority(words)


def is_known(words: str) -> bool:
    """Whether the words alone tell that this is a band ("Theme 2", "Recommendation 1: …", "Comment from service: …")."""
    kept = words.strip()
    return bool(
        _PRIORITY_BAND.match(kept)
        or _PRIORITY_LABEL.match(kept)
        or _RECOMMENDATION.match(kept)
        or _COMMENT.match(kept)
    )


def recommendation(words: str) -> BandRead | None:
    """ "Recommendation 1: … [responsibility: A and B]", without its label and bracket."""
    kept = words.strip()
    match = _RECOMMENDATION.match(kept) or _RECOMMENDATION_LABEL.match(kept)
    if not match:
        return None
    body, who = responsible(match["rest"])
    number = match.groupdict().get("number")
    if number is not None and not number.isdigit():
        return BandRead("recommendation", body, None, number, who)
    return BandRead("recommendation", body, int(number) if number else None, None, who)


def responsible(words: str) -> tuple[str, str | None]:
    """The words without a bracket at their end that says who is responsible, and what it says."""
    match = _RESPONSIBLE.search(words)
    if not match:
        return words.strip(), None
    return words[: match.start()].strip(), match["who"].strip()


def comment(words: str) -> BandRead | None:
    """ "Comment from service: Agreed. …", without its label."""
    match = _COMMENT.match(words.strip())
    if not match:
        return None
    said = match["rest"].strip()
    return BandRead("comment", "" if phrases.is_ours(said) else said)


def outcome(words: str) -> str | None:
    """The words of a band that names an outcome ("Objective 1.2: …"), whole, or None."""
    return words.strip() if _OUTCOME_BAND.match(words.strip()) else None


def priority(words: str) -> BandRead:
    """A priority: words whole as printed, with the number or reference that stands in them."""
    kept = words.strip()
    match = _PRIORITY_BAND.match(kept) or _LEADING_NUMBER.match(kept)
    if not match:
        return BandRead("priority", kept)
    number = match["number"]
    if number.isdigit():
        return BandRead("priority", kept, int(number))
    return BandRead("priority", kept, None, number)


def label(words: str) -> str:
    """The kind word with which a band begins ("theme", "objective"), or ""."""
    match = re.match(rf"^({_PRIORITY}|{_OUTCOME}|recommendation)\b", flat(words), re.IGNORECASE)
    return match[1].casefold() if match else ""

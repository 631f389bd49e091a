"""What a column is about, from its heading in any council's wording."""

import re
from dataclasses import dataclass

from ..recognising.found import RoundFound
from . import heading_words, rounds

MEANINGS = {
    "ref": "Reference",
    "priority": "Priority or theme",
    "outcome": "Outcome or aim",
    "detail": "Detail",
    "action": "Action",
    "recommendation": "Recommendation",
    "responsible": "Responsible for the recommendation",
    "lead": "Lead (people, posts or teams)",
    "lead_service": "Lead service area",
    "lead_officer": "Lead officer",
    "supporting": "Supporting services",
    "sponsor": "Sponsor",
    "measure": "Measure of success",
    "target": "Target",
    "timescale": "Timescale",
    "start": "Start date",
    "status": "Status",
    "update": "Update",
    "comment": "Service comment or response",
    "note": "Note (kept with the detail)",
    "evidence": "Evidence",
    "completed_on": "Completed on",
    "next_review": "Next review",
    "class": "Kind of action",
    "characteristics": "Protected characteristics",
    "ignore": "Leave out",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading was taken for: a key of `MEANINGS`, the round it names, and how sure (0 to 1)."""

    key: str
    round: RoundFound | None = None
    certainty: float = 1.0


def plain(words):
    """The heading folded for comparing: small letters, no punctuation, one space between words."""
    folded = words.replace("’", "'").replace("‘", "'").casefold()
    folded = re.sub(r"\(s\)|'s\b", "s", folded).replace("&", " and ").replace("'", "")
    return " ".join(re.findall(r"[^\W_]+", folded))


def meaning(words):
    """The `Meaning` of a column heading, or None where nobody could say."""
    kept = " ".join(words.split())
    if not kept or len(kept) > 160:
        return None
    if _joins_two_things(kept):
        return None
    return _of_round(kept) or _whole(kept) or _by_parts(kept)


def _of_round(words):
    """ "October 2018 Update", "RAG Oct 24": a round and what of it."""
    if heading_words.exact(plain(words)):
        return None
    found = rounds.read(words)
    if not found:
        return None
    if not rounds.says_update(words):
        # A quarter alone heads a timeline as often as an update; a month alone heads an update.
        return None if "q" in found.key else Meaning("update", found, 0.6)
    status = re.search(r"\b(status|b?rag|statws|rating|colour)\b", words, re.IGNORECASE)
    telling = re.search(r"\b(updates?|comment\w*|narrative|progress)\b", words, re.IGNORECASE)
    only_status = status and not (telling and re.search(r"\b(and|&|/)\b|[&/]", words))
    return Meaning("status" if only_status else "update", found, 1.0 if only_status or telling else 0.8)


def _whole(words):
    folded = plain(words)
    known = heading_words.exact(folded)
    if known:
        return Meaning(known[0], None, known[1])
    undated = " ".join(re.sub(r"\b(?:19|20)\d\d(?: \d\d)?\b", " ", folded).split())
    if undated != folded and heading_words.exact(undated):
        return Meaning(heading_words.exact(undated)[0], None, 0.7)
    matched = heading_words.by_pattern(folded)
    return Meaning(matched, None, 0.8) if matched else None


def _by_parts(words):
    """The meaning on which the words outside and inside brackets, or both sides of a slash, agree."""
    for pattern in (r"[()\[\]]", r"[/|]|\s[-–—]\s|:|\n"):
        parts = [part for part in re.split(pattern, words) if plain(part)]
        if len(parts) < 2:
            continue
        keys = [found for part in parts if (found := _whole(part)) and found.certainty > 0.5]
        if {found.key for found in keys} == {"start", "timescale"}:
            return Meaning("timescale", None, 0.7)
        if keys and _agree(keys):
            return Meaning(keys[0].key, None, min(keys[0].certainty, 0.8))
    return None


def _joins_two_things(words):
    """Whether a heading asks who and when in one column: nobody can say which words are which."""
    if heading_words.exact(plain(words)):
        return False
    sides = re.split(r"\s(?:and|&|a|ac)\s|\s?[/+]\s?", words)
    if len(sides) != 2:
        return False
    keys = [found.key if (found := _whole(side)) else None for side in sides]
    who = [key in LEADS | {"sponsor", "supporting"} for key in keys]
    return (
        None not in keys and any(who) and not all(who) and bool({"timescale", "start", "action"} & set(keys))
    )


LEADS = {"lead", "lead_service", "lead_officer", "responsible"}
RELATED = (
    LEADS | {"sponsor", "supporting"},
    {"measure", "target", "evidence"},
    {"action", "target", "measure", "recommendation"},
    {"outcome", "priority"},
    {"timescale", "target"},
    {"update", "status", "comment", "note", "evidence"},
)


def _agree(found):
    keys = {each.key for each in found} - {"ignore", "note"}
    return len(keys) <= 1 or any(keys <= family for family in RELATED)


def of_row(cells):
    """The meanings of a whole row of headings, each read beside the others.

    What a heading means can depend on its neighbours: "Measure" is the action where no column is
    called action; "Date" beside "Exec Date" is a tracker's note; of two timescales the surer stays.
    """
    found = [meaning(cell) for cell in cells]
    keys = {each.key for each in found if each}
    told = [_beside(each, plain(cell), keys) for each, cell in zip(found, cells, strict=True)]
    return _once_only(told)


def _beside(found, folded, keys):
    if not found or found.round:
        return found
    if (
        found.key == "measure"
        and folded in ("measure", "measures")
        and not keys & {"action", "recommendation"}
    ):
        return Meaning("action", None, 0.7)
    if folded == "date" and "note" in keys and keys & {"recommendation", "status"}:
        return Meaning("note", None, 0.8)
    if found.key == "comment" and found.certainty < 0.7 and "recommendation" not in keys:
        return Meaning("update" if "status" in keys else "note", None, 0.6)
    return found


ALONE = {"ref", "action", "recommendation", "timescale", "outcome", "lead", "lead_service", "lead_officer"}


def _once_only(found):
    """Of two columns taken for one thing that a row has once, the less sure becomes a note (or the day of completion)."""
    told = list(found)
    for key in ALONE:
        places = [n for n, each in enumerate(told) if each and each.key == key]
        if len(places) < 2:
            continue
        best = max(places, key=lambda n: (told[n].certainty, -n))
        for n in places:
            if n != best and told[n].certainty < told[best].certainty:
                told[n] = Meaning("note", None, 0.4)
    return told


def score(cells):
    """How likely a row of cells is a row of headings, 0 to 1."""
    filled = [cell for cell in cells if cell and cell.strip()]
    if len(filled) < 2:
        return 0.0
    found = [meaning(cell) for cell in filled]
    known = [each for each in found if each]
    if not known or len({each.key for each in known}) < 2:
        return 0.0
    sure = sum(each.certainty for each in known)
    long = sum(1 for cell in filled if len(cell.split()) > 12)
    return max(0.0, min(1.0, (sure - long) / len(filled)))

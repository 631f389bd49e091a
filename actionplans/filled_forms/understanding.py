"""What the typed words of a row mean: which kind of answer, which status, which days. Pure, but for the rows handed in."""

import re
from dataclasses import dataclass
from datetime import date

from ..recognising.cells import folded
from ..wording import answers, dates, statuses
from ..wording.form_words import kind_of
from ..wording.pasted import clean

_SIGNS = re.compile(r"^[\W_]+")
_REVIEW = re.compile(r"\breview", re.IGNORECASE)
_OPENINGS = {"nothing to report", "carried forward", "stopped", "nil return", "nil", "none"}
PROGRESS = "progress"


@dataclass(frozen=True, slots=True)
class Understood:
    """What a row says. `status` is one of the scale's or None; `odd_status` what was typed and is none of them."""

    answer: str
    words: str
    ref: str = ""
    status: object = None
    odd_status: str = ""
    completed_on: date | None = None
    next_review_on: date | None = None


def understand(words, status_words, scale):
    """The typed words of an answer and of its status, read. `scale` are the plan's statuses."""
    kind, ref, left = _kind(words)
    status, odd, completed, review = read_status(status_words, scale)
    return Understood(kind, clean(left), ref, status, odd, completed, review)


def _kind(words):
    opened = kind_of(words)
    if opened:
        return opened
    whole = answers.read(words)
    if whole == "same_as":
        return whole, _reference_in(words), ""
    if whole in ("nothing_to_report", "carried_forward", "stopped"):
        # "No change since March" is a reason as well as an answer.
        return whole, "", "" if folded(words).strip(" .!") in _OPENINGS else words
    return PROGRESS, "", words


def _reference_in(words):
    found = re.search(
        r"(?<!\w)([A-Za-z]{0,3}[-. ]?\d{1,3}(?:\.\d{1,2})*[a-z]?)\s*\W*(?:above|below)?\W*$", words
    )
    return found[1].strip() if found else ""


def read_status(words, scale):
    """(status, words that are none, completed on, next review on) of what was typed as a status."""
    if not words.strip():
        return None, "", None, None
    said, completed, review = _without_days(words)
    found = find_status(said, scale)
    return found, "" if found else words.strip(), completed, review


def _without_days(words):
    """The words without their days, and what each day is: of completion, or of the next review."""
    completed = review = None
    said, end = [], 0
    for mention in dates.mentions(words):
        if mention.precision != "day" or mention.flaw or mention.earliest is None:
            continue
        before = words[end : mention.start]
        if _REVIEW.search(before):
            review = mention.earliest
            before = before[: _REVIEW.search(before).start()]
            before = re.sub(r"\bnext\s*$", "", before, flags=re.IGNORECASE)
        else:
            completed = completed or mention.earliest
        said.append(before)
        end = mention.end
    said.append(words[end:])
    rest = " ".join(part.strip(" ,;:()–-\n") for part in said).strip()
    return re.sub(r"\s+(?:on|since)$", "", rest, flags=re.IGNORECASE), completed, review


def find_status(words, scale):
    """The one status of the scale that these words are: whole, by its short name, or by what it means; else None."""
    said = folded(_SIGNS.sub("", words)).strip(" .")
    for names in (_whole, _short, _rest):
        named = [status for status in scale if said and said in names(status)]
        if len(named) == 1:
            return named[0]
    meaning = statuses.meaning(words.strip())
    meant = [status for status in scale if meaning and status.meaning == meaning]
    return meant[0] if len(meant) == 1 else None


def _whole(status):
    return {folded(status.words)}


def _short(status):
    return {folded(status.words.partition(":")[0]), folded(status.words.partition(" – ")[0])}


def _rest(status):
    return {folded(status.words.partition(":")[2])} - {""}

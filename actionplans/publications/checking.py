"""The check before issue: people's names and small numbers in what is about to be published, each where it stands.

Nothing is changed by it: a person reads what was found, mends the words or lets them stand.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.db.models import Q

from accounts.models import Contributor, User
from papers.document import Addition, Blank, Compared, Names, Part, Text

from ..comparing.entries import Entry, PlanEntry
from ..comparing.without_people import RESPONSIBLE
from ..wording.folded import composed
from ..wording.name_like import Terms
from ..wording.people_known import People
from ..wording.people_named import people_named
from ..wording.small_numbers import small_numbers

PERSON, NAME, NUMBER, CHARACTER = "person", "name", "number", "character"
KIND_WORDS = {
    PERSON: "Name of a person",
    NAME: "May be the name of a person",
    NUMBER: "Small number of people",
    CHARACTER: "Shown by its number in the PDF, for no font has it",
}
LEADS = ("lead_service", "lead_officer", "supporting", "responsible", "lead")
# Columns that say no words of anybody's, and those of which several rows may share the words.
NOT_READ = frozenset({"ref", "class", "status", "completed_on", "next_review"})
SHARED = frozenset({"outcome", "recommendation", "comment", "detail"})
# What stands outside the rows, by the field of the preparation.
OUTSIDE = (
    ("Title", "title"),
    ("Introduction", "introduction"),
    ("Public note", "note"),
    ("For which committee", "committee"),
    ("Item and meeting", "meeting_words"),
)
AROUND = 60
_SMALL_LETTERS = re.compile(r"(?<![^\W\d_])[a-zà-öø-ÿ]+(?![^\W\d_])")
_WORD_BROKEN_AT_START, _WORD_BROKEN_AT_END = re.compile(r"^\S*\s"), re.compile(r"\s\S*$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One name or small number. `at` is its place in the words of its cell; `before` and `after` stand beside it.

    `key` and `ref` are those of the row, "" where it stands outside the rows.
    """

    kind: str
    key: str
    ref: str
    column: str
    words: str
    before: str
    after: str
    at: int

    @property
    def kind_words(self) -> str:
        """What was found, in words."""
        return KIND_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class Told:
    """Words that will be published, and where: the row, the column, and whether they stand among those who lead."""

    key: str
    ref: str
    column: str
    words: str
    is_lead: bool = False


def findings(
    plan: PlanEntry,
    entries: Iterable[Entry],
    *,
    people: Iterable[str],
    others: Iterable[str] = (),
    told: Iterable[tuple[str, str]] = (),
) -> list[Finding]:
    """Everything found in what is about to be issued, in the order of print, the same words in one place once.

    `people` are the names of everybody known, `others` those of services, groups, partners and bodies; `told` are (where,
    words) of what stands outside the rows. Names in the columns of leads are findings only where the plan prints posts.
    """
    texts = [Told("", "", where, words) for where, words in told if words.strip()]
    texts += _over_the_rows(plan)
    seen: set[tuple[str, str]] = set()
    texts += [one for entry in entries for one in _in_row(plan, entry, seen)]
    terms = Terms([plan.body, plan.title, *others], _in_small_letters(texts))
    known = People(people)
    return [found for one in texts for found in _in_text(one, known, terms, plan.prints_names)]


def check(preparation, plan: PlanEntry, entries: Iterable[Entry], *, more: Iterable[Finding] = ()) -> str:
    """What was found in a paper that was made, and `more`, as JSON for the page on which it is looked at. Two queries."""
    body = preparation.plan.organisation_id
    known = Contributor.objects.filter(organisation=body).values_list("kind", "name", "aliases__words")
    people, others = set(), set()
    for kind, *spellings in known:
        (people if kind == Contributor.Kind.PERSON else others).update(filter(None, spellings))
    users = User.objects.filter(Q(organisation=body) | Q(organisation=None))
    people.update(users.values_list("name", flat=True))
    told = [(where, getattr(preparation, field)) for where, field in OUTSIDE]
    found = findings(plan, entries, people=sorted(people), others=sorted(others), told=told)
    return as_text([*found, *more])


def as_text(found: Iterable[Finding]) -> str:
    """Findings as JSON, for keeping."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False)


def from_text(text: str) -> list[Finding]:
    """The findings that `as_text` made this of."""
    return [Finding(**one) for one in json.loads(text)] if text else []


def _over_the_rows(plan: PlanEntry) -> Iterator[Told]:
    if plan.adoption:
        yield Told("", "", "Adopted", plan.adoption)
    for words in plan.priorities:
        yield Told("", "", "Priority", words)


def _in_row(plan: PlanEntry, entry: Entry, seen: set[tuple[str, str]]) -> Iterator[Told]:
    """What a row says. What it shares with a row before it is told of that one alone."""
    for key, heading in plan.columns:
        for words in () if key in NOT_READ else _words(entry.cells.get(key, ())):
            if key in SHARED and (key, words) in seen:
                continue
            seen.add((key, words))
            if plan.prints_names and key in SHARED:
                # A column of leads in all but place.
                words = RESPONSIBLE.sub("", words)
            yield Told(entry.key, entry.ref, heading, words, key in LEADS)
    for answer in entry.answers:
        for words in _words(answer.parts):
            yield Told(entry.key, entry.ref, answer.round_words, words)
        for label in _labels(answer.parts):
            yield Told(entry.key, entry.ref, answer.round_words, label, is_lead=True)


def _words(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Names):
            yield "\n".join(part.names)
        elif isinstance(part, Text | Addition):
            yield part.words
        elif isinstance(part, Compared):
            yield "".join(words for kind, words in part.pieces if kind != "gone")


def _labels(parts: Iterable[Part]) -> Iterator[str]:
    """Whose half of an answer it is."""
    return (part.label for part in parts if isinstance(part, Text | Blank) and part.label)


def _in_small_letters(texts: Iterable[Told]) -> set[str]:
    """Every word that stands in small letters somewhere: a word that does is no name."""
    found: set[str] = set()
    for one in texts:
        found.update(_SMALL_LETTERS.findall(one.words))
    return found


def _in_text(one: Told, people: People, terms: Terms, prints_names: bool) -> Iterator[Finding]:
    words = composed(one.words)
    spans = []
    if not (one.is_lead and prints_names):
        named = people_named(words, people, terms)
        spans += [(each.start, each.end, PERSON if each.is_known else NAME) for each in named]
    if not one.is_lead:
        spans += [(*span, NUMBER) for span in small_numbers(words)]
    for start, end, kind in sorted(spans):
        before, after = around(words, start, end)
        yield Finding(kind, one.key, one.ref, one.column, words[start:end], before, after, start)


def around(words: str, start: int, end: int) -> tuple[str, str]:
    """A few whole words before and after a stretch, in one line."""
    before, after = words[max(0, start - AROUND) : start], words[end : end + AROUND]
    if start > AROUND:
        before = "…" + _WORD_BROKEN_AT_START.sub("", before)
    if end + AROUND < len(words):
        after = _WORD_BROKEN_AT_END.sub("", after) + "…"
    return before.replace("\n", " "), after.replace("\n", " ")

"""One row in two issues: what is different, column by column, and the word that says so. Pure."""

from papers import phrases
from papers.document import Addition, Part, Text

from ..wording.differences import compare
from . import standing
from .alike import alike, is_blank, names, plain, words
from .answers import Answered, answers, has_status, has_words
from .changes import Exchanged, Moved, People, Pieces, Reworded, RowChange
from .entries import Entry, PlanEntry
from .without_people import PEOPLE

LEADS = ("lead_service", "lead_officer", "responsible")
DATES = ("timescale", "completed_on", "next_review")
NAMING = ("action", "recommendation", "outcome")
WORDS = {
    "ref": phrases.NEW_REFERENCE,
    "target": phrases.NEW_TARGET,
    "class": phrases.NEW_CLASS,
}


def row_change(
    before: Entry | None, now: Entry, plan: PlanEntry, *, compares_people: bool = True
) -> RowChange:
    """What is different about a row. `plan` is the later issue's; who leads is left out unless `compares_people`."""
    if before is None:
        return _new_row(now)
    how, became = standing.moved(before, now, plan.scale), standing.became(before, now)
    told = answers(before, now, plan.scale)
    headings = dict(plan.columns)
    changed = [
        key
        for key, parts in now.cells.items()
        if key in headings
        and not alike(before.cells.get(key, ()), parts)
        and (compares_people or key not in PEOPLE)
    ]
    leads = _leads(before, now, changed)
    marks = {key: _word(key, before, now, how) for key in changed}
    marks = {key: word for key, word in marks.items() if word}
    if leads:
        marks["lead"] = next((marks[key] for key in LEADS if key in marks), phrases.NEW_LEAD)
    marks |= _answer_marks(told, how, became, now)
    return RowChange(
        now,
        before,
        marks=marks,
        moved=how,
        became=became,
        dates=tuple(
            Exchanged(headings[key], before.cells.get(key, ()), now.cells[key])
            for key in changed
            if marks.get(key) == phrases.NEW_DATE
        ),
        people=(*leads, *_support(before, now, changed, headings)),
        wordings=(*_wordings(before, now, marks, headings), *_answers_reworded(told)),
        answered=tuple(one.now.round_key for one in told if one.kind == "new"),
    )


def _new_row(now: Entry) -> RowChange:
    named = next((key for key in NAMING if not is_blank(now.cells.get(key, ()))), "action")
    word = phrases.NEW_ACTION if now.kind == "action" else phrases.NEW_ROW
    came = tuple(one.now.round_key for one in answers(None, now) if one.kind == "new")
    return RowChange(now, None, marks={named: word}, answered=came)


def _word(key: str, before: Entry, now: Entry, how: Moved | None) -> str:
    """The word at the bar of a cell that is different; "" where what is different is no change of the row's."""
    if key == "status":
        return standing.mark(how) if how else ""
    if key in LEADS or key == "supporting":
        came = set(map(plain, names(now.cells[key]))) - set(map(plain, names(before.cells.get(key, ()))))
        gone = set(map(plain, names(before.cells.get(key, ())))) - set(map(plain, names(now.cells[key])))
        if not came and not gone:
            return ""
        if key == "supporting":
            return phrases.NEW_SUPPORT if came else phrases.SUPPORT_GONE
        return phrases.NEW_LEAD if came else phrases.LEAD_GONE
    if key in DATES:
        says_the_same_day = key == "timescale" and now.due is not None and before.due == now.due
        return phrases.NEW_WORDING if says_the_same_day else phrases.NEW_DATE
    return WORDS.get(key, phrases.NEW_WORDING)


def _answer_marks(told: list[Answered], how: Moved | None, became: str, now: Entry) -> dict[str, str]:
    """The word at the bar of each round's cell: of the last new answer how the status moved, of others what is new."""
    marks = {f"round:{one.now.round_key}": _ANSWERED[one.kind] for one in told}
    last = next((one for one in reversed(told) if one.kind in ("new", "restated")), None)
    if last is None:
        return marks
    key = f"round:{last.now.round_key}"
    if how:
        is_ended = became in ("stopped", "carried_forward") and how.way == "other"
        marks[key] = standing.BECAME[became] if is_ended else standing.mark(how)
    elif last.kind == "new" and has_status(last.now) and now.status:
        marks[key] = phrases.NO_CHANGE
    return marks


_ANSWERED = {
    "new": phrases.NEW_ANSWER,
    "missing": phrases.NO_ANSWER,
    "added": phrases.WORDS_ADDED,
    "reworded": phrases.NEW_WORDING,
    "restated": phrases.NEW_STATUS,
}


def _leads(before: Entry, now: Entry, changed: list[str]) -> list[People]:
    """Who leads now and did not, and who no longer does. Who changes from one role to another is in neither."""
    if not any(key in changed for key in LEADS):
        return []
    came, gone = _exchanged(before.leads, now.leads)
    return [People("Lead", came, gone)] if came or gone else []


def _support(before: Entry, now: Entry, changed: list[str], headings: dict[str, str]) -> list[People]:
    if "supporting" not in changed:
        return []
    came, gone = _exchanged(names(before.cells.get("supporting", ())), names(now.cells["supporting"]))
    return [People(headings["supporting"], came, gone)] if came or gone else []


def _exchanged(was: tuple[str, ...], now: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(who came, who is gone)."""
    old, new = {plain(name) for name in was}, {plain(name) for name in now}
    return tuple(name for name in now if plain(name) not in old), tuple(
        name for name in was if plain(name) not in new
    )


def _wordings(before: Entry, now: Entry, marks: dict[str, str], headings: dict[str, str]):
    """The columns of words that were changed, each as a comparison; a date that is the same one in other words too."""
    left_out = {*PEOPLE, "lead", "status"}
    for key, word in marks.items():
        if key in now.cells and key not in left_out and word != phrases.NEW_DATE:
            yield Reworded(headings[key], compared(before.cells.get(key, ()), now.cells[key]))


def _answers_reworded(told: list[Answered]):
    """Answers of earlier rounds that were edited or added to, each as a comparison."""
    for one in told:
        if one.kind in ("added", "reworded") and one.before and has_words(one.now):
            pieces = compared(_said(one.before.parts), _said(one.now.parts))
            yield Reworded(one.now.round_words, pieces, is_added=one.kind == "added")


def _said(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part for part in parts if isinstance(part, Text | Addition))


def compared(was: tuple[Part, ...], now: tuple[Part, ...]) -> Pieces:
    """The words of two cells as one comparison."""
    return tuple(compare(words(was), words(now)))

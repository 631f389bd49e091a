"""The legend and the facts under a paper's title: what was counted, and of what."""

from collections import Counter

from papers import phrases
from papers.document import Blank, Count

from ..models import ServiceComment
from ..models.scales import ENDED, FINISHED
from . import cells, wording
from .layouts import round_key

# More references than this are counted and not named.
NAMED = 12


def legend(rows):
    """Each status of the scale with the number of actions that have it, then those without."""
    positions = [_position(action, rows) for action in rows.actions]
    if not rows.statuses and not any(positions):
        return ()
    counted = Counter((words or printed, meaning) for printed, words, meaning in filter(None, positions))
    known = {(one.words, one.meaning): one.explanation for one in rows.statuses}
    entries = [
        Count(cells.status_tag(("", *status)), counted.get(status, 0), known.get(status, ""))
        for status in [*known, *(other for other in counted if other not in known)]
    ]
    return (*entries, Count(Blank(phrases.NO_STATUS), positions.count(None)))


def _position(action, rows):
    """Where an action stands; of one that an answer ended, that answer, unless its status says as much."""
    position, ended_by = rows.position(action), rows.ended_by(action)
    if ended_by and not (position and position[2] in FINISHED):
        return "", *ENDED[ended_by]
    return position


def facts(plan, rows, layout):
    """The facts of the line under the title, as label and words."""
    found = [*_state(plan, layout), *_rounds(rows)]
    if layout.key == "recommendations":
        found += _responses(rows)
    if layout.key == "aims":
        found.append(("Aims", str(len(rows.outcomes))))
    if layout.key in ("recommendations", "aims"):
        found.append(("Actions", str(len(rows.actions))))
    if layout.key == "aims" and _promises_nothing_more(rows):
        found.append(("Leads, dates and status", phrases.NOT_STATED))
    return tuple(found)


def notes(rows, columns):
    """How to read the paper, and which actions the key counts by a status that none of these columns shows."""
    told = [phrases.HOW_TO_READ]
    if any(update.addenda for updates in rows.updates.values() for update in updates):
        told.append(phrases.WHAT_ADDED_MEANS)
    if unseen := _unseen(rows, columns):
        told.append(phrases.WHAT_THE_KEY_COUNTS.format(_few(unseen)))
    return tuple(told)


def _unseen(rows, columns):
    """The actions whose status, or whose end, was said in a round without a column, and stands in no column of statuses."""
    keys = {column.key for column in columns}
    if "status" in keys:
        return []
    at = {rows.all_rounds.index(one) for one in rows.rounds if round_key(one) in keys}
    return [each for each in rows.actions if _position(each, rows) and not rows.said_at(each) & at]


def _few(actions):
    """Their references; how many they are where they are many, or one has none."""
    if len(actions) <= NAMED and all(each.ref for each in actions):
        return wording.listed(each.ref for each in actions)
    return "one action" if len(actions) == 1 else f"{len(actions)} actions"


def _state(plan, layout):
    # Said of aims alone, as their paper says it: of others "proposed" may only mean that nobody has said.
    if layout.key == "aims" and plan.state == plan.State.PROPOSED:
        yield "Proposed", "not yet adopted"
    if plan.adoption_words:
        yield "Plan", plan.adoption_words


def _rounds(rows):
    if not rows.rounds:
        return
    yield (
        "Rounds shown" if len(rows.rounds) > 1 else "Round shown",
        wording.listed(one.short for one in rows.rounds),
    )
    over = [one for one in rows.rounds if not one.is_open(rows.today)]
    if over and rows.latest.is_open(rows.today):
        told = [f"{one.short}: {_received(rows, one)}" for one in (over[-1], rows.latest)]
        yield "Answers received", ". ".join(told)
    else:
        yield "Answers received", _received(rows, rows.latest)


def _received(rows, reporting_round):
    """How many answers came of those that were asked for, how many of them report nothing, and what is missing.

    While a round is open only what is signed off counts as received: nobody learns before what was sent.
    """
    asked = [(action, said) for action in rows.actions for said in rows.awaited(action, reporting_round)]
    is_open = reporting_round.is_open(rows.today)
    came, missing = [], []
    for action, said in asked:
        if said.update or (said.state == "submitted" and not is_open):
            came.append(said)
        else:
            missing.append((action, said))
    words = f"{len(came)} of {len(asked)}{' so far' if is_open else ''}"
    words += "".join(f", {told}" for told in _kinds_of(came))
    if missing and len(missing) <= NAMED and all(action.ref for action, _ in missing):
        waiting = "still to come" if is_open else "not received"
        words += f"; {waiting}: {', '.join(_named(action, said) for action, said in missing)}"
    return words


def _kinds_of(came):
    nothing = sum(said.update is not None and said.update.answer == "nothing_to_report" for said in came)
    waiting = sum(said.update is None for said in came)
    if nothing:
        yield f"{nothing} of them nothing to report"
    if waiting:
        yield f"{waiting} of them not yet signed off"


def _named(action, said):
    return f"{action.ref} ({said.half.lower()})" if said.half else action.ref


def _responses(rows):
    kinds = ServiceComment.Response
    said = Counter(
        one.comments[0].response if one.comments else kinds.NOT_STATED.value
        for one in rows.recommendations.values()
    )
    if said:
        yield "Responses", ", ".join(f"{said[one]} {one.label.lower()}" for one in kinds if said[one])


def _promises_nothing_more(rows):
    """Whether no action has a lead, a date or a status."""
    leads = {"lead_service", "lead_officer", "responsible"}
    return not any(
        rows.position(action)
        or action.timescale_words
        or leads & {part[0] for part in rows.assigned.get(("a", action.id), ())}
        for action in rows.actions
    )

"""A plan's rows as they are frozen beside a paper: every column and every round of each, whatever the paper shows."""

from collections import Counter
from dataclasses import replace

from papers.document import Blank, Flag, Text

from ..comparing.entries import Answer, Entry, Missing, PlanEntry, RoundEntry, ScaleEntry
from ..lateness import overdue_words
from ..models import Action
from ..models.scales import ENDED, FINISHED, LOOKS
from ..movement import way
from ..onscreen.titles import title_and_rest
from . import cells, lines, named
from .fetching import fetch, officers_asked
from .layouts import COLUMNS, LAYOUTS, columns_of
from .posts import names_words

# The columns in the order of reading; rounds are kept as answers, and who leads by role.
KEYS = tuple(key for key in COLUMNS if key not in ("rounds", "lead"))


def frozen_rows(plan, *, layout, rounds=None, today):
    """(`PlanEntry`, [`Entry`, …] in order of print) of a plan, up to the last of these rounds.

    `layout` and `rounds` are those of the paper beside which they are frozen. In thirteen queries or fewer at any
    size, fourteen where posts are printed.
    """
    chosen = LAYOUTS[layout]
    shown, rows = fetch_for_freezing(plan, chosen, rounds=rounds, today=today)
    rows.shows_recommendations = True
    printed = lines.of(rows, by_recommendation=chosen.bands == "recommendations")
    asked_of = officers_asked(rows.rounds)
    places = {priority_id: at for at, priority_id in enumerate(rows.priorities)}
    keys = lines.keys(printed)
    entries = [_entry(line, key, rows, places) for line, key in zip(printed, keys, strict=True)]
    over = _plan_entry(plan, rows, chosen, today, entries, asked_of)
    in_paper = tuple(one.key for one in shown.rounds)
    columns = tuple((column.key, column.heading) for column in columns_of(chosen, shown))
    return replace(over, shown=in_paper, printed=columns), entries


def fetch_for_freezing(plan, layout, *, rounds, today):
    """(the `PlanRows` that the paper shows, those of every round up to its last): what frozen rows are made from."""
    shown = fetch(plan, layout, rounds=rounds, today=today, names=True)
    until = [one.key for one in shown.all_rounds]
    if shown.rounds:
        until = until[: until.index(shown.rounds[-1].key) + 1]
    return shown, fetch(plan, layout, rounds=until, today=today)


def _entry(line, key, rows, places):
    action = line.action
    held = {name: cells.cell(name, line, rows).parts for name in KEYS}
    held["timescale"] = _without_flags(held["timescale"])
    held["status"] = _without_flags(held["status"])
    answers = tuple(_answer(line, rows, one) for one in rows.rounds) if action else ()
    position = rows.position(action) if action else None
    before, before_round = _before(action, rows)
    ended = rows.ended_by(action) if action else ""
    return Entry(
        key=key,
        kind="action" if action else "recommendation" if line.recommendation else "outcome",
        ref=line.ref,
        title=title_and_rest(_words(line))[0],
        cells=held,
        answers=answers,
        priority_at=places.get(line.priority_id),
        before=cells.status_tag(before) if before else None,
        before_meaning=(before[2] or "") if before else "",
        before_round=before_round,
        leads=named.listed(line, rows, *named.LEADING),
        due=action.timescale_latest if action else None,
        due_words=(action.timescale_words or "") if action else "",
        due_kind=(action.timescale_kind or "") if action else "",
        overdue=overdue_words(action.timescale_latest, rows.today)
        if action and rows.is_overdue(action)
        else "",
        completed_on=action.completed_on if action else None,
        ended=ended,
        is_silent=bool(action) and _is_silent(action, rows),
        **_standing(position, ended, rows),
    )


def _words(line):
    """What a row is called by: what is to be done, else what was recommended or wanted."""
    if line.action and line.action.words:
        return line.action.words
    if line.recommendation:
        return line.recommendation.words
    return line.outcomes[0].words if line.outcomes else ""


def _without_flags(parts):
    """A cell without what is computed from the day: that stands in the entry on its own."""
    return tuple(part for part in parts if not isinstance(part, Flag))


def _answer(line, rows, reporting_round):
    parts = cells.cell(f"round:{reporting_round.key}", line, rows).parts
    given = rows.answers(line.action, reporting_round)
    return Answer(
        reporting_round.key,
        reporting_round.words,
        _without_flags(parts),
        kind=given[0].answer if given else "",
        is_blank=not given and all(isinstance(part, Blank) for part in _without_flags(parts)),
    )


def _standing(position, ended, rows):
    """Where a row stands, for the fields of an `Entry`."""
    if ended and not (position and position[2] in FINISHED):
        words, meaning = ENDED[ended]
        return {
            "status": cells.status_tag(("", words, meaning)),
            "status_kind": ended,
            "meaning": str(meaning),
        }
    if position is None:
        return {}
    known = [(one.words, one.meaning) for one in rows.statuses]
    at = known.index(position[1:]) if position[1:] in known else None
    return {
        "status": cells.status_tag(position),
        "status_at": at,
        "status_kind": "other" if at is None else "scale",
        "meaning": str(position[2] or ""),
    }


def _before(action, rows):
    """Where an action stood before the last round in which it was answered with a status, and that round's name before."""
    if not action:
        return None, ""
    reported = [one.round_at for one in rows.updates.get(action.id, ()) if one.status_meaning]
    if not reported:
        return None, ""
    last = rows.all_rounds[max(reported)]
    earlier = [at for at in reported if at < max(reported)]
    since = rows.all_rounds[max(earlier)].words if earlier else ""
    return (rows.position(action, before=last), since) if earlier else (None, "")


def _is_silent(action, rows):
    """Whether no answer came to what the last round that is over asked of it."""
    over = [one for one in rows.rounds if not one.is_open(rows.today)]
    if not over:
        return False
    return any(said.update is None and said.state != "submitted" for said in rows.awaited(action, over[-1]))


def _plan_entry(plan, rows, layout, today, entries, asked_of):
    ways = Counter(_way(entry) for entry in entries)
    return PlanEntry(
        title=plan.title,
        body=plan.organisation.name,
        period=plan.period_words,
        state=plan.state,
        adoption=plan.adoption_words,
        introduction=plan.introduction,
        as_at=today,
        priorities=tuple(one.words for one in rows.priorities.values()),
        scale=tuple(_scale_entry(one) for one in rows.statuses),
        rounds=tuple(_round_entry(one, rows, asked_of) for one in rows.rounds),
        columns=tuple((key, COLUMNS[key].heading) for key in KEYS),
        prints_names=plan.prints_names,
        names_words=names_words(plan),
        withdrawn=tuple(withdrawn(plan)),
        layout=layout.key,
        names_officers="lead_officer" in rows.leading_roles,
        better=ways["better"],
        worse=ways["worse"],
    )


def withdrawn(plan):
    """What was withdrawn after it was issued, with the reasons, in the order of the plan."""
    gone = Action.everything.filter(plan=plan, withdrawn_at__isnull=False)
    rows = gone.exclude(slug="").order_by("order", "id")
    for key, ref, words, reason in rows.values_list("slug", "ref", "words", "withdrawn_because"):
        yield key, ref, title_and_rest(words)[0], reason


def _way(entry):
    """Whether a row moved to a better or a worse status than the round before, as `movement.way` says; "" where nothing moved."""
    return way(entry.before_meaning, entry.meaning) if entry.before and entry.status_kind == "scale" else ""


def _scale_entry(status):
    tone, symbol = LOOKS[status.meaning]
    return ScaleEntry(status.words, symbol, tone, str(status.meaning), status.explanation)


def _round_entry(reporting_round, rows, asked_of):
    """What was asked for in one round and what came, counted from the rows."""
    asked = [(action, said) for action in rows.actions for said in rows.awaited(action, reporting_round)]
    is_open = reporting_round.is_open(rows.today)
    came = [said for _, said in asked if said.update or (said.state == "submitted" and not is_open)]
    kinds = Counter(said.update.answer for said in came if said.update)
    missing = [
        (action, said)
        for action, said in asked
        if not said.update and not (said.state == "submitted" and not is_open)
    ]
    return RoundEntry(
        key=reporting_round.key,
        words=reporting_round.words,
        is_open=is_open,
        asked=len(asked),
        received=len(came),
        officers=asked_of.get(reporting_round.id, 0),
        nothing_to_report=kinds["nothing_to_report"],
        same_as=kinds["same_as"],
        not_signed_off=sum(said.update is None for said in came),
        missing=tuple(
            Missing(
                action.ref,
                said.half,
                _who(action, rows),
                len(said.asked_on),
                said.blank,
                _called(action, rows),
                action.slug,
            )
            for action, said in missing
        ),
    )


def _called(action, rows):
    """The title of an action, which names it where it has no reference."""
    recommendation = rows.recommendations.get(action.recommendation_id)
    return title_and_rest(_words(lines.Line(None, action, recommendation)))[0]


def _who(action, rows):
    """Who was to answer: the services that lead, else whoever does."""
    line = lines.Line(None, action)
    found = (named.listed(line, rows, role) for role in named.LEADING)
    return ", ".join(next(filter(None, found), ()))


def searchable(entry):
    """All words of an entry that may be searched, casefolded, one under the other; its reference is looked for by itself."""
    said = []
    cells = [parts for key, parts in entry.cells.items() if key != "ref"]
    for parts in (*cells, *(each.parts for each in entry.answers if not each.is_blank)):
        said += [_plain(part) for part in parts]
    return "\n".join(dict.fromkeys(words.casefold() for words in said if words.strip()))


def _plain(part):
    if isinstance(part, Text):
        return part.words
    if isinstance(part, Blank):
        return ""
    return "\n".join(getattr(part, "names", ())) or getattr(part, "words", "")

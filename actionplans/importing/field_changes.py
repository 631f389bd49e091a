"""Changing one row of a plan, field by field, to what a newer paper says. `work` is the `changing.Work` it is part of."""

from actionplans.models import Plan, Update

from ..updates import is_somebodys
from . import making as make
from . import making_parts as parts
from .differing import outcome_ids

# Fields that are words on the row itself.
PLAIN = {"words", "detail", "ref", "number"}
PLAN_FIELDS = {"title": "title", "reference": "reference", "state": "state"}


def change_row(work, entry, row, changes):
    """Take these changes into the row, or into the action that carries it."""
    found, names = work.found_of(entry), {change.name for change in changes}
    if not names:
        return
    if entry.what == "plan":
        _change_plan_itself(work, row, found, names)
        return
    work.change(row)
    for name in names & PLAIN:
        _set_words(work, row, name, getattr(found, name))
    if "priority" in names:
        row.priority = work.making.priorities.get(found.priority)
    if entry.what == "outcome" and "targets" in names:
        work.leave(row.targets.all())
        parts.add_targets(work.making, found.targets, outcome=row)
    if entry.what == "recommendation":
        _change_recommendation(work, row, found, names)
        _change_carrier(work, entry, row, found, names)
    elif entry.what == "action":
        _change_action(work, row, found, names)


def _set_words(work, row, name, words):
    words = "" if words is None else str(words)
    setattr(row, name, work.making.fit(words, type(row), name))
    if name == "words" and hasattr(row, "is_unreadable"):
        row.is_unreadable = not words


def _change_plan_itself(work, plan, found, names):
    work.change(plan)
    for name in names & set(PLAN_FIELDS):
        field = Plan._meta.get_field(PLAN_FIELDS[name])
        setattr(plan, field.name, str(getattr(found.plan, name))[: field.max_length])
    if "period" in names:
        period = found.plan.period
        plan.period_words = (period.words or "")[: Plan._meta.get_field("period_words").max_length]
        plan.period_start, plan.period_end = period.start, period.end


def _change_recommendation(work, row, found, names):
    if "outcomes" in names:
        row.outcome = work.making.outcomes.get(found.outcome)
    if names & {"comment", "response"}:
        work.leave(row.comments.all()[:1])
        make.add_comment(work.making, row, found)
    if "responsible" in names:
        row.responsible_words = found.responsible_words or ", ".join(found.responsible)
        work.leave(row.assignments.all())
        make.add_responsible(work.making, row, found)


def _change_carrier(work, entry, row, found, names):
    """What a recommendation shares with an action lies on the action that carries it; one is made where there is none."""
    carrier = work.action_of(entry)
    its_own = {name for name in names if name in CARRIED or ":" in name}
    if carrier is None and its_own:
        make.add_action(work.making, found, row.order, recommendation=row)
    elif carrier is not None and its_own | (names & {"priority", "outcomes"}):
        work.change(carrier)
        if "priority" in names:
            carrier.priority = row.priority
        _change_action(work, carrier, found, names - {"recommendation"})


def _change_action(work, action, found, names):
    if "recommendation" in names:
        action.recommendation = work.making.recommendations.get(found.recommendation)
    for name in sorted(names):
        if name in CARRIED:
            CARRIED[name](work, action, found)
        elif name.startswith("lead:"):
            _change_lead(work, action, found, name.removeprefix("lead:"))
    for key in {name.split(":", 1)[1] for name in names if name.startswith(("update:", "status:"))}:
        _change_update(work, action, found, key)


def _change_outcomes(work, action, found):
    work.leave(work.outcomes_of[action.pk])
    parts.add_action_outcomes(work.making, action, outcome_ids(found))


def _change_measures(work, action, found):
    work.leave(action.measures.all())
    parts.add_measures(work.making, action, found.measures)


def _change_timescale(work, action, found):
    """A revised timescale leaves the old one standing."""
    for timescale in action.timescales.all():
        if timescale.is_current:
            work.change_now(timescale, is_current=False)
    parts.add_timescale(work.making, action, found.timescale, keep_previous=False)


def _change_targets(work, action, found):
    work.leave(action.targets.all())
    parts.add_targets(work.making, found.targets, action=action)


def _change_status(work, action, found):
    action.status = work.making.status_for(found.status)
    action.status_words = work.making.fit(found.status.words, type(action), "status_words")


# What a recommendation may have that others give an action.
CARRIED = {
    "outcomes": _change_outcomes,
    "measures": _change_measures,
    "timescale": _change_timescale,
    "targets": _change_targets,
    "status": _change_status,
}


def _change_lead(work, action, found, role):
    setattr(action, f"{role}_words", found.assignment_words.get(role) or "")
    work.leave(part for part in action.assignments.all() if part.role == role)
    parts.add_assignments(work.making, action, found, roles={role})


def _change_update(work, action, found, key):
    """The answer in one round. Where leads answered separately the first of their answers takes the paper's words."""
    answer = next((part for part in found.updates if part.round == key), None)
    row = parts.round_for(work.making, key)
    held = [part for part in action.updates.all() if row.pk and part.reporting_round_id == row.pk]
    if row.pk and row.is_open:
        _change_sent_answer(work, action, row, held, answer)
        return
    if any(is_somebodys(each) for each in held):
        # What an officer answered and the team signed off is only added to, whatever a later paper has in its place.
        _keep_waiting(work, action, row, answer)
        return
    if answer is None:
        work.leave(held)
        return
    if not held:
        parts.add_update(work.making, action, answer)
        return
    first, *others = held
    work.leave(others)
    first.state = Update.State.SIGNED_OFF
    _take_words(work, first, answer)


def _take_words(work, first, answer):
    work.change(first)
    first.words = answer.body
    first.answer = answer.state if answer.state in parts.ANSWERS else Update.Answer.PROGRESS
    first.same_as = None
    first.status = work.making.status_for(answer.status)
    first.status_words = work.making.fit(answer.status.words, Update, "status_words")
    work.leave(first.addenda.all())
    parts.add_addenda(work.making, first, answer.addenda)


def _change_sent_answer(work, action, reporting_round, held, answer):
    """The answer of an open round: a paper mends what came from a paper and was not worked on; all else stays, and its words wait."""
    if answer is None:
        return
    if not held:
        parts.add_update(work.making, action, answer)
        return
    first = held[0]
    if len(held) == 1 and first.state == Update.State.SUBMITTED and not first.edited_at:
        _take_words(work, first, answer)
        parts.as_sent(first, by=work.making.by, at=work.making.at)
        first.version += 1
        work.making.add(parts.brought_in(first, by=work.making.by, at=work.making.at))
        return
    _keep_waiting(work, action, reporting_round, answer)


def _keep_waiting(work, action, reporting_round, answer):
    """The paper's words are kept for somebody to place; the answer there is stays."""
    if answer is None:
        return
    work.making.wait(
        answer.words,
        f"{action.ref or 'This action'} has an answer in {reporting_round}, which was not taken over.",
        heading=reporting_round.words,
    )

"""What hangs on an action or on a plan's rounds, made from what was found: leads, measures, times, targets, answers.

Nothing is written here. `making` is the `making.Making` that the rows are put into.
"""

import re
from collections import Counter
from datetime import date
from decimal import Decimal, InvalidOperation

from accounts import spelling
from actionplans.models import (
    ActionOutcome,
    Addendum,
    Assignment,
    ReportingRound,
    SuccessMeasure,
    Target,
    Timescale,
    Update,
    UpdateEvent,
)

from ..recognising.found import RoundFound
from ..rounds.answers import Said
from ..wording import round_keys
from .differing import folded

ROLES = ("lead_service", "lead_officer", "supporting", "responsible")
ANSWERS = {"nothing_to_report", "carried_forward", "stopped"}
MONTH = re.compile(r"^(\d{4})-(\d{2})$")


def add_round(making, found, order):
    """A reporting round, named as in the paper; its month is known where its key is one."""
    month = MONTH.match(found.key)
    held_in = date(int(month[1]), int(month[2]), 1) if month and 1 <= int(month[2]) <= 12 else None
    taken = {folded(row.words) for row in making.rounds.values()}
    words = found.words if folded(found.words) not in taken else f"{found.words} ({found.key})"
    row = ReportingRound(
        plan=making.plan,
        order=order,
        key=round_keys.free(found.key, {row.key for row in making.rounds.values()}),
        words=making.fit(words or found.key, ReportingRound, "words"),
        held_in=held_in,
    )
    making.rounds[found.key] = making.add(row)
    return row


def round_for(making, key):
    """The round of this key: the plan's, or one more after those it has."""
    if key not in making.rounds:
        found = making.rounds_found.get(key) or RoundFound(key, key)
        order = max((row.order for row in making.rounds.values()), default=0) + 1
        add_round(making, found, order)
    return making.rounds[key]


def set_printed_leads(action, found):
    """The words of each lead cell as printed."""
    for role in ROLES:
        setattr(action, f"{role}_words", found.assignment_words.get(role) or "")


def add_action_outcomes(making, action, outcomes):
    """Which outcomes the action serves, each once."""
    known = dict.fromkeys(outcome for outcome in outcomes if outcome in making.outcomes)
    for order, outcome in enumerate(known):
        making.add(ActionOutcome(action=action, outcome=making.outcomes[outcome], order=order))


def add_assignments(making, action, found, *, roles=ROLES):
    """Who leads and who supports, each part once."""
    given: set[tuple[str, int, str]] = set()
    orders: Counter[str] = Counter()
    for part in (part for part in found.assignments if part.role in roles):
        contributor = making.contributors.get(spelling.key(part.name))
        qualifier = making.fit(part.qualifier, Assignment, "qualifier", place=found.source)
        if contributor is None:
            making.wait(
                part.words or part.name,
                "Not a name that can be entered.",
                place=found.source,
                heading=part.role,
            )
        elif (part.role, id(contributor), qualifier) not in given:
            given.add((part.role, id(contributor), qualifier))
            making.add(
                Assignment(
                    action=action,
                    contributor=contributor,
                    role=part.role,
                    qualifier=qualifier,
                    order=orders[part.role],
                    words=making.fit(part.words or part.name, Assignment, "words", place=found.source),
                )
            )
            orders[part.role] += 1


def add_measures(making, action, measures):
    """How success will be measured."""
    for order, words in enumerate(words for words in measures if words.strip()):
        making.add(SuccessMeasure(action=action, order=order, words=words))


def add_timescale(making, action, found, *, keep_previous=True):
    """When it is due: the words and the reading of them; the one it was revised from stands beside it."""
    if found.previous and keep_previous:
        making.add(Timescale(action=action, words=found.previous, is_current=False))
    if found.words or found.latest:
        earliest, latest = found.earliest or found.latest, found.latest or found.earliest
        known = earliest is not None and earliest <= latest
        making.add(
            Timescale(
                action=action,
                words=found.words or "",
                earliest=earliest if known else None,
                latest=latest if known else None,
                precision=found.precision if known else Timescale.Precision.NONE,
                kind=found.kind,
            )
        )


def add_targets(making, targets, **of):
    """Numbers to reach, of an action or of an outcome."""
    for order, found in enumerate(targets):
        try:
            value = Decimal(str(found.value)).quantize(Decimal("0.001"))
        except InvalidOperation:
            value = None
        if value is None or abs(value) >= Decimal("1e9"):
            making.wait(found.words or str(found.value), "A target too large to keep as a number.")
            continue
        making.add(
            Target(
                **of,
                order=order,
                words=making.fit(found.words, Target, "words"),
                year=found.year if found.year and 0 < found.year < 32000 else None,
                value=value,
                unit=found.unit,
            )
        )


def add_update(making, action, found):
    """What was answered in a round. A paper gives no signature, so who signed it off and when stay empty.

    An answer of a round that is open was signed off by nobody: it comes in as sent, to be reviewed like all others.
    """
    body, dated = found.body, []
    for addendum in found.addenda:
        if addendum.on or addendum.marker:
            dated.append(addendum)
        else:
            body = f"{body}\n{addendum.words}".strip()
    reporting_round = round_for(making, found.round)
    update = Update(
        action=action,
        reporting_round=reporting_round,
        answer=found.state if found.state in ANSWERS else Update.Answer.PROGRESS,
        words=body,
        status=making.status_for(found.status),
        status_words=making.fit(found.status.words, Update, "status_words"),
        state=Update.State.SIGNED_OFF,
    )
    if reporting_round.is_open:
        as_sent(update, by=making.by, at=making.at)
    making.add(update)
    if found.state == "same_as":
        making.same_as.append((update, found.words))
    add_addenda(making, update, dated)
    return update


def as_sent(update, *, by, at):
    """Make this answer one that was sent, by whoever brings it in; nobody and no time where a command does."""
    update.state = Update.State.SUBMITTED
    update.submitted_by, update.submitted_at = (by, at) if by else (None, None)
    update.saved_by, update.saved_at = by, at


def brought_in(update, *, by, at):
    """The step that this answer came in from a paper."""
    return UpdateEvent(
        update_changed=update,
        kind=UpdateEvent.Kind.BROUGHT_IN,
        by=by,
        at=at,
        said=Said.of(update).as_kept(),
    )


def add_addenda(making, update, addenda):
    """The dated remarks added under an update."""
    for order, addendum in enumerate(addenda):
        making.add(
            Addendum(
                update_added_to=update,
                order=order,
                on=addendum.on,
                marker=making.fit(addendum.marker, Addendum, "marker"),
                words=addendum.words,
            )
        )

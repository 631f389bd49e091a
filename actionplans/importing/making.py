"""The rows of a plan, made from what was found in a paper. Nothing is written here: `Making.rows` is.

The words of the paper go into the rows as they stand; what is too long for its place is cut there
and kept whole in the list of words that wait for a person.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from accounts import spelling
from accounts.models import Contributor, User
from actionplans.addresses import address_for, spelled
from actionplans.models import (
    Action,
    ActionOutcome,
    Addendum,
    Assignment,
    Outcome,
    Plan,
    PlanImport,
    Priority,
    ProgressStatus,
    Recommendation,
    ReportingRound,
    ServiceComment,
    SuccessMeasure,
    Target,
    Timescale,
    Update,
    UpdateEvent,
    WaitingText,
)
from papers.phrases import NOT_STATED

from ..recognising.found import Place
from .differing import folded, one_a_round
from .making_parts import (
    add_action_outcomes,
    add_assignments,
    add_measures,
    add_targets,
    add_timescale,
    add_update,
    brought_in,
    set_printed_leads,
)

# The order in which rows can be written: what others hang on first.
ORDER = (
    ReportingRound,
    Priority,
    Outcome,
    Recommendation,
    ServiceComment,
    Action,
    ActionOutcome,
    Assignment,
    SuccessMeasure,
    Timescale,
    Target,
    Update,
    UpdateEvent,
    Addendum,
    WaitingText,
)
KINDS = set(Contributor.Kind.values)


@dataclass
class Making:
    """One plan being made or added to: what it already holds, and the rows still to be written.

    `by` and `at` say who brings it in and when. `priorities` and `recommendations` are looked up by position from 1 in the paper, `outcomes` by
    their id, `rounds` by key, `contributors` by spelling key, `statuses` by folded words.
    """

    plan: Plan
    plan_import: PlanImport
    by: User | None = None
    at: datetime | None = None
    contributors: dict = field(default_factory=dict)
    statuses: dict = field(default_factory=dict)
    rounds: dict = field(default_factory=dict)
    rounds_found: dict = field(default_factory=dict)
    priorities: dict = field(default_factory=dict)
    outcomes: dict = field(default_factory=dict)
    recommendations: dict = field(default_factory=dict)
    slugs: set = field(default_factory=set)
    repeats: Counter = field(default_factory=Counter)
    refs: dict = field(default_factory=dict)
    rows: dict = field(default_factory=lambda: {model: [] for model in ORDER})
    same_as: list = field(default_factory=list)

    def add(self, row):
        """Put this row with those to be written, and give it back."""
        self.rows[type(row)].append(row)
        return row

    def wait(self, words, why, *, place=None, heading="", **more):
        """Keep words that could not be placed for a person to clear."""
        place = place or Place()
        return self.add(
            WaitingText(
                plan_import=self.plan_import,
                table=place.table,
                row=place.row,
                heading=heading[:200],
                words=words,
                why=why,
                **more,
            )
        )

    def fit(self, words, model, name, *, place=None):
        """The words, cut to what their place can hold; what is cut is kept whole among those that wait."""
        words, field_ = words or "", model._meta.get_field(name)
        if field_.max_length is None or len(words) <= field_.max_length:
            return words
        title = str(field_.verbose_name)
        self.wait(
            words, f"Longer than there is room for in “{title}”; cut there.", place=place, heading=title
        )
        return words[: field_.max_length - 1] + "…"

    def status_for(self, found):
        """The status of the plan's scale that these words mean, or None."""
        return self.statuses.get(folded(found.words)) if found.words else None

    def write(self, record):
        """Write all rows, one statement a few hundred rows, those first on which others hang."""
        self._settle_same_as()
        for update in self.rows[Update]:
            if update.state == Update.State.SUBMITTED:
                self.add(brought_in(update, by=self.by, at=self.at))
        for model in ORDER:
            record.make(self.rows[model])
            self.rows[model] = []

    def _settle_same_as(self):
        for update, words in self.same_as:
            refs = set(re.findall(r"[\w.()/-]+", words.casefold())) & set(self.refs)
            named = [action for ref in refs for action in self.refs[ref] if action is not update.action]
            if len(named) == 1:
                update.answer, update.same_as = Update.Answer.SAME_AS, named[0]
        self.same_as = []


def add_priority(making, found, position, order):
    """A heading over actions, as printed."""
    row = Priority(
        plan=making.plan,
        order=order,
        number=found.number if found.number is not None and found.number >= 0 else None,
        ref=making.fit(found.ref, Priority, "ref"),
        words=found.words or NOT_STATED,
    )
    making.priorities[position] = making.add(row)
    return row


def add_outcome(making, found, order):
    """An outcome with the targets that stand in it."""
    words = "" if found.unreadable else (found.words or "")
    row = Outcome(
        plan=making.plan,
        priority=making.priorities.get(found.priority),
        order=order,
        words=words,
        is_unreadable=not words,
    )
    making.outcomes[found.id] = making.add(row)
    if found.unreadable and found.words:
        making.wait(found.words, "An outcome that could not be read.", heading="outcome")
    add_targets(making, found.targets, outcome=row)
    return row


def add_recommendation(making, found, position, order):
    """A recommendation with the service's comment and who is responsible for it."""
    number = "" if found.number is None else str(found.number)
    row = Recommendation(
        plan=making.plan,
        priority=making.priorities.get(found.priority),
        outcome=making.outcomes.get(found.outcome),
        order=order,
        number=making.fit(number, Recommendation, "number", place=found.source),
        words=found.words or NOT_STATED,
        detail=found.detail or "",
        responsible_words=found.responsible_words or ", ".join(found.responsible),
    )
    making.recommendations[position] = making.add(row)
    add_comment(making, row, found)
    add_responsible(making, row, found)
    return row


def add_comment(making, recommendation, found):
    """What the service said to the recommendation, and the response it gives."""
    if found.comment or found.response or found.response_words:
        making.add(
            ServiceComment(
                recommendation=recommendation,
                words=found.comment or "",
                response=found.response or ServiceComment.Response.NOT_STATED,
                response_words=making.fit(found.response_words, ServiceComment, "response_words"),
            )
        )


def add_responsible(making, recommendation, found):
    """Those whom the recommendation itself names as responsible."""
    given = set()
    for order, name in enumerate(found.responsible):
        contributor = making.contributors.get(spelling.key(name))
        if contributor is None:
            making.wait(name, "Not a name that can be entered.", place=found.source, heading="responsible")
        elif id(contributor) not in given:
            given.add(id(contributor))
            making.add(
                Assignment(
                    recommendation=recommendation,
                    contributor=contributor,
                    role=Assignment.Role.RESPONSIBLE,
                    order=order,
                    words=making.fit(name, Assignment, "words", place=found.source),
                )
            )


def add_action(making, found, order, *, recommendation=None):
    """An action with all its parts. With `recommendation`, the action without words that carries it."""
    action = Action(
        plan=making.plan,
        priority=making.priorities.get(found.priority),
        recommendation=recommendation,
        order=order,
        source=making.plan_import,
        source_table=found.source.table,
        source_row=found.source.row,
        status=making.status_for(found.status),
        status_words=making.fit(found.status.words, Action, "status_words", place=found.source),
    )
    if not hasattr(found, "response"):
        action.ref = making.fit(found.ref, Action, "ref", place=found.source)
        action.words = found.words or ("" if recommendation else NOT_STATED)
        action.detail = found.detail or ""
        making.refs.setdefault(folded(found.ref), []).append(action)
    set_printed_leads(action, found)
    action.slug = _address(making, found, order, carries=recommendation if not action.words else None)
    making.add(action)
    outcomes = (found.outcome,) if hasattr(found, "response") else found.outcomes
    add_action_outcomes(making, action, outcomes)
    add_assignments(making, action, found)
    add_measures(making, action, found.measures)
    add_timescale(making, action, found.timescale)
    add_targets(making, found.targets, action=action)
    for update in one_a_round(found.updates):
        add_update(making, action, update)
    return action


def add_status(making, scale, found, meaning, order):
    """One status of the plan's own scale."""
    row = ProgressStatus(
        scale=scale,
        order=order,
        words=making.fit(found.words, ProgressStatus, "words"),
        meaning=meaning,
        explanation=making.fit(found.explanation, ProgressStatus, "explanation"),
    )
    making.statuses[folded(found.words)] = row
    return row


def _address(making, found, order, *, carries):
    """A lasting address within the plan: from the reference where there is one, "-2" when it repeats."""
    name = getattr(found, "ref", None) or ""
    if carries is not None:
        name = f"recommendation {carries.number or order}"
    key = spelled(name) or f"action-{order}"
    address = address_for(making.plan, name, order, making.slugs, count=making.repeats[key] or 1)
    making.repeats[key] += 1
    making.slugs.add(address)
    return address

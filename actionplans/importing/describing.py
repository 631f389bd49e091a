"""The live plan as the same object that a paper is read into, so that the two can be laid side by side."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from actionplans.models import (
    Action,
    ActionOutcome,
    Addendum,
    Assignment,
    ServiceComment,
    SuccessMeasure,
    Target,
    Timescale,
    Update,
)
from actionplans.papers import wording
from papers.document import Addition
from papers.phrases import is_ours
from papers.writing.words import part_words

from ..recognising.found import (
    ActionFound,
    AddendumFound,
    AssignmentFound,
    OutcomeFound,
    Period,
    Place,
    PlanDetails,
    PlanFound,
    PriorityFound,
    RecommendationFound,
    RoundFound,
    ScaleEntry,
    StatusFound,
    TargetFound,
    TimescaleFound,
    UpdateFound,
)
from ..rounds.answers import half_of
from ..wording import additions
from .making_parts import ROLES
from .matching import WithdrawnAction


@dataclass(frozen=True)
class Described:
    """A plan as found, and beside each of its parts the row that it was read from, in the same order.

    `recommendations` are pairs: the recommendation, and the action without words that carries it or None.
    """

    found: PlanFound
    rounds: tuple
    priorities: tuple
    outcomes: tuple
    recommendations: tuple
    actions: tuple


def describe(plan):
    """The plan as a `PlanFound`, in a fixed number of queries."""
    return describe_with_rows(plan).found


def running(plan):
    """The keys of the plan's rounds in which answers are taken now."""
    return frozenset(plan.rounds.open().values_list("key", flat=True))


def describe_with_rows(plan):
    """The plan as a `PlanFound` with its rows beside it (`Described`), in a fixed number of queries."""
    rounds, priorities = tuple(plan.rounds.all()), tuple(plan.priorities.all())
    outcomes, parts = tuple(plan.outcomes.all()), _Parts(plan)
    carriers, actions = {}, []
    for action in Action.everything.filter(plan=plan).select_related("status"):
        if action.is_withdrawn and not action.words:
            continue  # the recommendation it carried stands alone again
        # The first action without words carries its recommendation; were there more, they stand as actions.
        if not action.words and action.recommendation_id not in carriers:
            carriers[action.recommendation_id] = action
        else:
            actions.append(action)
    pairs = tuple((row, carriers.get(row.pk)) for row in plan.recommendations.all())
    places = _Places(
        priorities={row.pk: number for number, row in enumerate(priorities, start=1)},
        outcomes={row.pk: f"o{number}" for number, row in enumerate(outcomes, start=1)},
        recommendations={row.pk: number for number, (row, _) in enumerate(pairs, start=1)},
        rounds={row.pk: row.key for row in rounds},
    )
    scale = plan.scale.statuses.all() if plan.scale else ()
    found = PlanFound(
        plan=_details(plan),
        rounds=tuple(RoundFound(row.key, row.words) for row in rounds),
        scale=tuple(ScaleEntry(row.words, row.meaning, row.explanation) for row in scale),
        priorities=tuple(
            PriorityFound(_theirs(row.words) or "", row.number, row.ref or None) for row in priorities
        ),
        outcomes=tuple(_outcome(row, places, parts) for row in outcomes),
        recommendations=tuple(_recommendation(row, carrier, places, parts) for row, carrier in pairs),
        actions=tuple(_action(row, places, parts) for row in actions),
    )
    return Described(found, rounds, priorities, outcomes, pairs, tuple(actions))


@dataclass(frozen=True)
class _Places:
    priorities: dict
    outcomes: dict
    recommendations: dict
    rounds: dict


class _Parts:
    """Everything that hangs on the plan's actions and recommendations, asked for once and kept by its owner."""

    def __init__(self, plan):
        of_action = {"action__plan": plan}
        self.outcomes = _by(ActionOutcome.objects.filter(**of_action), "action_id")
        self.measures = _by(SuccessMeasure.objects.filter(**of_action), "action_id")
        self.timescales = _by(Timescale.objects.filter(**of_action), "action_id")
        self.targets = _by(Target.objects.filter(**of_action), "action_id")
        self.outcome_targets = _by(Target.objects.filter(outcome__plan=plan), "outcome_id")
        people = Assignment.objects.select_related("contributor")
        self.assignments = _by(people.filter(**of_action), "action_id")
        self.responsible = _by(people.filter(recommendation__plan=plan), "recommendation_id")
        comments = ServiceComment.objects.filter(recommendation__plan=plan).order_by("order", "id")
        self.comments = _by(comments, "recommendation_id")
        # What is not signed off stands in no paper, but a paper that brought it may come again.
        signed_off = Q(state=Update.State.SIGNED_OFF)
        sent = Q(
            state=Update.State.SUBMITTED,
            reporting_round__opened_at__isnull=False,
            reporting_round__closed_on__isnull=True,
        )
        updates = Update.objects.filter(signed_off | sent, **of_action).select_related(
            "status", "same_as", "assignment__contributor", "asked"
        )
        in_order = updates.order_by("reporting_round__order", "reporting_round_id", "assignment__order", "id")
        self.updates = _by(in_order, "action_id")
        addenda = Addendum.objects.filter(update_added_to__action__plan=plan)
        self.addenda = _by(addenda, "update_added_to_id")


def _by(rows, owner):
    kept = defaultdict(list)
    for row in rows:
        kept[getattr(row, owner)].append(row)
    return kept


def _theirs(words):
    """The council's words, or None where the tracker itself supplied what stands there."""
    return None if not words or is_ours(words) else words


def _details(plan):
    return PlanDetails(
        title=plan.title,
        organisation=plan.organisation.name,
        period=Period(plan.period_words or None, plan.period_start, plan.period_end),
        state=plan.state,
        paper_title=plan.paper_title,
        reference=plan.reference,
        layout=plan.layout,
    )


def _outcome(row, places, parts):
    return OutcomeFound(
        id=places.outcomes[row.pk],
        words=row.words or None,
        unreadable=row.is_unreadable,
        priority=places.priorities.get(row.priority_id),
        targets=_targets(parts.outcome_targets[row.pk]),
    )


def _recommendation(row, carrier, places, parts):
    comment = (parts.comments[row.pk] or [None])[0]
    responsible = parts.responsible[row.pk]
    carried = _carried(carrier, places, parts) if carrier else {}
    return RecommendationFound(
        words=_theirs(row.words) or "",
        number=row.number or None,
        responsible=tuple(part.words or part.contributor.name for part in responsible),
        responsible_words=row.responsible_words or None,
        comment=(comment.words or None) if comment else None,
        response=comment.response if comment else None,
        response_words=(comment.response_words or None) if comment else None,
        priority=places.priorities.get(row.priority_id),
        outcome=places.outcomes.get(row.outcome_id),
        detail=row.detail or None,
        **carried,
    )


def _action(row, places, parts):
    told = {"because": _why_withdrawn(row)} if row.is_withdrawn else {}
    return (WithdrawnAction if row.is_withdrawn else ActionFound)(
        **told,
        words=_theirs(row.words) or "",
        ref=row.ref or None,
        priority=places.priorities.get(row.priority_id),
        outcomes=tuple(places.outcomes[part.outcome_id] for part in parts.outcomes[row.pk]),
        recommendation=places.recommendations.get(row.recommendation_id),
        detail=row.detail or None,
        **_carried(row, places, parts),
    )


def _why_withdrawn(row):
    day = f"{timezone.localtime(row.withdrawn_at):%-d %B %Y}"
    return f"withdrawn on {day}: {row.withdrawn_because}"


def _carried(row, places, parts):
    """What an action and a recommendation may both have."""
    return {
        "assignments": tuple(_assignment(part) for part in parts.assignments[row.pk]),
        "assignment_words": {role: words for role in ROLES if (words := getattr(row, f"{role}_words"))},
        "measures": tuple(part.words for part in parts.measures[row.pk]),
        "timescale": _timescale(parts.timescales[row.pk]),
        "targets": _targets(parts.targets[row.pk]),
        "status": _status(row),
        "updates": _updates(parts.updates[row.pk], places, parts),
        "source": Place(row.source_table, row.source_row),
    }


def _assignment(part):
    return AssignmentFound(
        name=part.contributor.name,
        kind=part.contributor.kind,
        role=part.role,
        qualifier=part.qualifier or None,
        words=part.words,
    )


def _timescale(rows):
    current = next((row for row in rows if row.is_current), None)
    if current is None:
        return TimescaleFound()
    earlier = [row.words for row in rows if not row.is_current]
    return TimescaleFound(
        words=current.words or None,
        earliest=current.earliest,
        latest=current.latest,
        precision=current.precision,
        kind=current.kind,
        previous=earlier[-1] if earlier else None,
    )


def _targets(rows):
    return tuple(TargetFound(float(row.value), row.unit, row.year, row.words) for row in rows)


def _status(row):
    if row.status is None:
        return StatusFound(row.status_words or None)
    return StatusFound(row.status_words or row.status.words, row.status.meaning)


def _updates(rows, places, parts):
    """One for each round; where leads answered separately their words stand together, as in a paper."""
    together = defaultdict(list)
    for row in rows:
        together[row.reporting_round_id].append(row)
    return tuple(_update(key, answers, places, parts) for key, answers in together.items())


def _answered(row):
    """The words of an answer as a paper prints them: what kind it is, and before a half whose half it is."""
    words = wording.answer(row.answer, row.words, row.same_as.ref if row.same_as else "")
    lead = row.assignment.contributor.name if row.assignment else ""
    whose = wording.half(half_of(row), lead)
    return f"{whose}: {words}" if whose and words else words


def _update(key, rows, places, parts):
    # Of halves a paper prints those that are signed off; what was sent beside them waits.
    rows = [row for row in rows if row.is_signed_off] or rows
    if any(parts.addenda[row.pk] for row in rows[:-1]):
        return _as_printed(key, rows, places, parts)
    body = "\n".join(words for row in rows if (words := _answered(row)))
    addenda = tuple(
        AddendumFound(part.on, part.marker, part.words) for row in rows for part in parts.addenda[row.pk]
    )
    whole = [body, *(f"{part.marker} {part.words}".strip() for part in addenda)]
    return UpdateFound(
        round=places.rounds[key],
        words="\n".join(words for words in whole if words),
        body=body,
        addenda=addenda,
        **_how(rows),
    )


def _as_printed(key, rows, places, parts):
    """Where one half was added to and another stands after it: as whoever reads the paper finds them."""
    lines = []
    for row in rows:
        lines.append(_answered(row))
        lines += [part_words(Addition(part.on, part.marker, part.words)) for part in parts.addenda[row.pk]]
    words = "\n".join(line for line in lines if line)
    body, addenda = additions.split(words)
    return UpdateFound(round=places.rounds[key], words=words, body=body, addenda=addenda, **_how(rows))


def _how(rows):
    """The status and the kind of an answer; of several halves those of the first, as a paper prints them."""
    first = next((row for row in rows if row.status or row.status_words), rows[0])
    kinds = {row.answer for row in rows}
    is_plain = len(rows) > 1 or kinds == {Update.Answer.PROGRESS}
    return {"status": _status(first), "state": "received" if is_plain else rows[0].answer}

"""What a plan holds, fetched for printing: plain tuples, in eight queries at any size, ten where a round was run here.

One more where posts are printed and no names: what is known of everybody in the body's directory.
"""

from collections import defaultdict

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncDate

from accounts.models import Contributor

from ..models import (
    Action,
    ActionOutcome,
    Asking,
    Assignment,
    Outcome,
    PlanColumn,
    Priority,
    ProgressStatus,
    Recommendation,
    ReportingRound,
    SuccessMeasure,
    Target,
    Timescale,
    Update,
    UpdateRequest,
)
from ..rounds import blanks
from . import wording
from .posts import Posts
from .rows import (
    ActionRow,
    AddendumRow,
    CommentRow,
    HeadingRow,
    PlanRows,
    RecommendationRow,
    RequestRow,
    RoundRow,
    StatusRow,
    UpdateRow,
)


class NoSuchRound(Exception):
    """A round was asked for that this plan does not have. The message names it."""


def fetch(plan, layout, *, rounds=None, today, names=None):
    """The `PlanRows` of a plan. `rounds` are the keys of those to show; None means the latest of the layout.

    `names` is whether people are named; None means as the plan chose.
    """
    all_rounds, shown = _rounds(plan, layout, rounds, today)
    priorities, outcomes = _headings(plan)
    actions = _actions(plan)
    posts = None if (plan.prints_names if names is None else names) else _posts(plan)
    return PlanRows(
        today=today,
        is_closed=plan.is_closed,
        own_columns=list(
            PlanColumn.objects.filter(plan=plan, layout=layout.key)
            .order_by("order", "id")
            .values_list("key", "heading", "is_shown")
        ),
        all_rounds=all_rounds,
        rounds=shown,
        statuses=_statuses(plan),
        priorities=priorities,
        outcomes=outcomes,
        recommendations=_recommendations(plan),
        actions=actions,
        assigned=_parts(plan),
        updates=_updates(plan, all_rounds, shown, posts),
        requests=_requests(all_rounds, shown, posts),
        posts=posts,
        came_as_paper=any(action.source_id for action in actions),
    )


def _posts(plan):
    """What stands instead of each person of the body's directory, and of whoever else has a part in this plan."""
    parts = Assignment.objects.filter(Q(action__plan=plan) | Q(recommendation__plan=plan))
    known = Contributor.objects.filter(
        Q(organisation=plan.organisation_id) | Q(pk__in=parts.values("contributor"))
    )
    return Posts(
        known.order_by("name", "id").values_list(
            "name", "kind", "post", "part_of__name", "part_of__kind", "aliases__words"
        )
    )


def _half(posts, qualifier, lead=""):
    """Whose half it is, as printed: by its qualifier, else by who answers for it."""
    return (posts or wording).half(qualifier, lead)


def _rounds(plan, layout, keys, today):
    """All rounds but those to come, of which nothing is printed, and those to stand side by side."""
    signed_off = Update.objects.filter(reporting_round=OuterRef("pk"), state=Update.State.SIGNED_OFF)
    rows = ReportingRound.objects.filter(plan=plan).annotate(has_answers=Exists(signed_off))
    found = [RoundRow(*row) for row in rows.order_by("order", "id").values_list(*RoundRow._fields)]
    found = [one for one in found if one.stage(today) != blanks.PLANNED]
    if keys is None:
        opened = [one for one in found if one.opens_on is None or one.opens_on <= today]
        return found, opened[-layout.rounds_shown :]
    if unknown := set(keys) - {one.key for one in found}:
        raise NoSuchRound(f"This plan has no round “{sorted(unknown)[0]}”.")
    return found, [one for one in found if one.key in keys]


def _statuses(plan):
    found = ProgressStatus.objects.filter(scale_id=plan.scale_id).order_by("order", "id")
    return [StatusRow(*row) for row in found.values_list("words", "meaning", "explanation")]


def _headings(plan):
    """The priorities and the outcomes, each by id in the plan's order."""
    priorities = Priority.objects.filter(plan=plan).order_by()
    outcomes = _outcomes(plan)
    both = priorities.values_list(Value("priority"), "id", "id", "order", "words").union(
        outcomes.values_list(Value("outcome"), "id", "priority_id", "order", "words"), all=True
    )
    found: dict[str, list[HeadingRow]] = {"priority": [], "outcome": []}
    for kind, *row in both:
        found[kind].append(HeadingRow(*row))
    return tuple(
        {one.id: one for one in sorted(found[kind], key=lambda one: (one.order, one.id))} for kind in found
    )


def _outcomes(plan):
    """The outcomes of the plan, but for those which only withdrawn actions served: they went with them."""
    withdrawn = Action.everything.filter(outcomes=OuterRef("pk"), withdrawn_at__isnull=False)
    went = (
        Exists(withdrawn)
        & ~Exists(Action.objects.filter(outcomes=OuterRef("pk")))
        & ~Exists(Recommendation.objects.filter(outcome=OuterRef("pk")))
    )
    return Outcome.objects.filter(~went, plan=plan).order_by()


def _recommendations(plan):
    fields = ("id", "priority_id", "outcome_id", "order", "number", "words", "detail", "responsible_words")
    said = ("comments__words", "comments__response", "comments__response_words")
    found: dict[int, RecommendationRow] = {}
    ordered = Recommendation.objects.filter(plan=plan).order_by(
        "order", "id", "comments__order", "comments__id"
    )
    for row in ordered.values_list(*fields, *said):
        recommendation = found.setdefault(row[0], RecommendationRow(*row[: len(fields)]))
        if row[-3] is not None:
            recommendation.comments.append(CommentRow(*row[-3:]))
    return found


def _actions(plan):
    before = Timescale.objects.filter(action=OuterRef("pk"), is_current=False).order_by("-id")
    found = (
        Action.objects.filter(plan=plan)
        .annotate(
            now=FilteredRelation("timescales", condition=Q(timescales__is_current=True)),
            before=Subquery(before.values("words")[:1]),
        )
        .order_by("order", "id")
    )
    own = ActionRow._fields[: ActionRow._fields.index("status_printed")]
    return [
        ActionRow(*row)
        for row in found.values_list(
            *own,
            *("status_words", "status__words", "status__meaning", "completed_on", "next_review_on"),
            *("now__words", "now__kind", "now__latest", "before"),
        )
    ]


def _parts(plan):
    """What hangs on each action and recommendation: (kind, order, name, qualifier, words), in order."""
    nothing = Value("", output_field=CharField())

    def hanging(model, owner, id_field, kind, name, qualifier, words, **to_plan):
        return (
            model.objects.filter(**to_plan)
            .order_by()
            .values_list(Value(owner), id_field, kind, "order", name, qualifier, words, "id")
        )

    who = ("role", "contributor__name", "qualifier", "words")
    united = hanging(Assignment, "a", "action_id", *who, action__plan=plan).union(
        hanging(Assignment, "r", "recommendation_id", *who, recommendation__plan=plan),
        hanging(
            SuccessMeasure, "a", "action_id", Value("measure"), nothing, nothing, "words", action__plan=plan
        ),
        hanging(Target, "a", "action_id", Value("target"), nothing, nothing, "words", action__plan=plan),
        hanging(
            ActionOutcome,
            *("a", "action_id", Value("outcome")),
            *(Cast("outcome_id", CharField()), nothing, nothing),
            action__plan=plan,
        ),
        all=True,
    )
    found = defaultdict(list)
    for owner, owner_id, kind, order, *words, row_id in united:
        found[owner, owner_id].append((kind, (order, row_id), *words))
    for parts in found.values():
        parts.sort(key=lambda part: part[1])
    return found


def _updates(plan, all_rounds, shown, posts):
    """The signed-off updates up to the last round shown, by action; words of the rounds shown alone."""
    if not shown:
        return {}
    ids = [one.id for one in all_rounds]
    until = ids[: ids.index(shown[-1].id) + 1]
    shown_words = Case(
        When(reporting_round__in=[one.id for one in shown], then=F("words")),
        default=Value(""),
        output_field=TextField(),
    )
    rows = (
        Update.objects.filter(action__plan=plan, state=Update.State.SIGNED_OFF, reporting_round__in=until)
        .order_by(
            *("reporting_round__order", "reporting_round", "assignment__order", "id"),
            *("addenda__order", "addenda__id"),
        )
        .values_list(
            *("id", "action_id", "reporting_round_id", "asked_id", "asked__half", "assignment__qualifier"),
            *("assignment__contributor__name", "answer", "same_as__ref", shown_words),
            *("status_words", "status__words", "status__meaning"),
            *("addenda__id", "addenda__on", "addenda__marker", "addenda__words"),
        )
    )
    found, by_id = defaultdict(list), {}
    for update_id, action_id, round_id, asked_id, *answered, addendum_id, on, marker, added in rows:
        if update_id not in by_id:
            asked_half, qualifier, lead, answer, same_as, words, *status = answered
            half = qualifier or "" if asked_half is None else asked_half
            whose = _half(posts, half, lead or "")
            by_id[update_id] = UpdateRow(
                ids.index(round_id), asked_id, half, whose, answer, same_as or "", words, *status
            )
            found[action_id].append(by_id[update_id])
        if addendum_id is not None:
            by_id[update_id].addenda.append(AddendumRow(on, marker, added))
    return found


def _requests(all_rounds, shown, posts):
    """What the rounds shown that were run here ask for, with the days on which those without an answer were asked."""
    run_here = [one for one in shown if one.is_run_here]
    if not run_here:
        return {}
    place = {one.id: at for at, one in enumerate(all_rounds)}
    asked_on = _asked_on([one.id for one in run_here])
    rows = (
        UpdateRequest.objects.filter(reporting_round__in=[one.id for one in run_here])
        .order_by("id")
        .values_list("id", "action_id", "reporting_round_id", "half", "withdrawn_at", "update__state")
    )
    found = defaultdict(list)
    for request_id, action_id, round_id, half, withdrawn_at, state in rows:
        state = "withdrawn" if withdrawn_at else state or "not_started"
        days = tuple(asked_on.get(request_id, ()))
        whose = _half(posts, half)
        found[action_id, place[round_id]].append(RequestRow(request_id, half, whose, state, days))
    return found


def officers_asked(rounds):
    """How many people were asked in each round that was run here: {round: number}."""
    run_here = [one.id for one in rounds if one.is_run_here]
    if not run_here:
        return {}
    asked = Asking.objects.that_asked().filter(
        request__in=UpdateRequest.objects.standing().filter(reporting_round__in=run_here)
    )
    found = defaultdict(set)
    rows = asked.order_by().values_list("request__reporting_round", "user", "contributor", "whom").distinct()
    for round_id, user, contributor, whom in rows:
        found[round_id].add((user, None if user else contributor, "" if user or contributor else whom))
    return {round_id: len(people) for round_id, people in found.items()}


def _asked_on(rounds):
    """The local days on which somebody was asked for what never came in these rounds: {request: days in order}."""
    found = defaultdict(list)
    rows = (
        Asking.objects.that_asked()
        .filter(request__in=UpdateRequest.objects.filter(reporting_round__in=rounds).awaited())
        .annotate(day=TruncDate("at"))
        .order_by("day")
        .values_list("request_id", "day")
        .distinct()
    )
    for request_id, day in rows:
        found[request_id].append(day)
    return found

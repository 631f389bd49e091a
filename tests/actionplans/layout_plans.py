"""Plans of the four shapes, small, for the tests of their papers."""

from datetime import date

from accounts.models import Contributor, Organisation
from actionplans.models import (
    Action,
    ActionOutcome,
    Addendum,
    Assignment,
    Outcome,
    Plan,
    Priority,
    ProgressScale,
    Recommendation,
    ReportingRound,
    ServiceComment,
    SuccessMeasure,
    Timescale,
    Update,
)

TODAY = date(2026, 11, 6)


def a_body():
    return Organisation.objects.get_or_create(name="Borough of Marlow Vale", slug="marlow-vale")[0]


def a_plan(**fields):
    fields = {"title": "Equality plan", "slug": "equality-plan", "is_draft": False, **fields}
    return Plan.objects.create(organisation=a_body(), **fields)


def a_scale():
    scale = ProgressScale.objects.create(organisation=a_body(), name="Colours")
    for order, (words, meaning) in enumerate(
        [("Red", "off_track"), ("Amber", "at_risk"), ("Green", "on_track"), ("Blue", "complete")]
    ):
        scale.statuses.create(order=order, words=words, meaning=meaning, explanation=f"{words} means so")
    return scale


def a_contributor(name, kind="service"):
    return Contributor.objects.get_or_create(organisation=a_body(), name=name, kind=kind)[0]


def a_round(plan, key, words, order=0, **days):
    year, month = map(int, key.split("-"))
    return ReportingRound.objects.create(
        plan=plan, key=key, words=words, order=order, held_in=date(year, month, 1), **days
    )


def an_action(plan, words, *, ref="", order=0, outcome=None, leads=(), measures=(), **fields):
    """An action; `leads` are (role, name) or (role, name, qualifier)."""
    action = Action.objects.create(
        plan=plan, words=words, ref=ref, slug=ref or f"action-{order}", order=order, **fields
    )
    for one in [outcome] if isinstance(outcome, Outcome) else outcome or ():
        ActionOutcome.objects.create(action=action, outcome=one, order=one.order)
    for at, (role, name, *qualifier) in enumerate(leads):
        Assignment.objects.create(
            action=action, role=role, contributor=a_contributor(name), order=at, qualifier="".join(qualifier)
        )
    for at, measure in enumerate(measures):
        SuccessMeasure.objects.create(action=action, words=measure, order=at)
    return action


def an_answer(action, reporting_round, words, *, status=None, state="signed_off", **fields):
    return Update.objects.create(
        action=action,
        reporting_round=reporting_round,
        words=words,
        status=status,
        state=state,
        **fields,
    )


def an_addition(update, on, words, marker=""):
    return Addendum.objects.create(update_added_to=update, on=on, marker=marker, words=words)


def due(action, words, latest=None, **fields):
    fields = {"kind": "by", "precision": "month", **fields} if latest else fields
    return Timescale.objects.create(action=action, words=words, earliest=latest, latest=latest, **fields)


def with_priorities(actions=2):
    """Priorities with two rounds: October 2018 answered by all, April 2019 by all but the last."""
    plan = a_plan(scale=a_scale(), layout="priorities")
    october = a_round(plan, "2018-10", "October 2018 Update", 1)
    april = a_round(plan, "2019-04", "April 2019 Update", 2)
    green = plan.scale.statuses.get(words="Green")
    for number in (1, 2):
        priority = Priority.objects.create(
            plan=plan, number=number, order=number, words=f"Priority {number}: Heading {number}"
        )
        for at in range(actions // 2):
            order = number * 1000 + at
            outcome = Outcome.objects.create(
                plan=plan, priority=priority, order=order, words=f"Outcome {order}"
            )
            action = an_action(
                plan,
                f"Action {order}",
                ref=f"{number}{chr(97 + at)}" if at < 26 else f"{number}.{at}",
                order=order,
                priority=priority,
                outcome=outcome,
                leads=[("lead_service", "Equality Team"), ("supporting", "Libraries")],
                measures=["It is done."],
            )
            update = an_answer(action, october, "Begun.", status=green)
            an_addition(update, date(2018, 12, 1), "More.", "Update 01.12.18 -")
            if not (number == 2 and at == actions // 2 - 1):
                an_answer(action, april, "Went on.", status=green)
    return plan


def with_outcomes():
    """Two sections; an outcome with two recommendations, one unreadable outcome, carried by actions without words."""
    plan = a_plan(layout="outcomes", scale=a_scale())
    for at, words in enumerate(["Appendix 1a Managers", "Appendix 1b Figures"]):
        Priority.objects.create(plan=plan, order=at, words=words)
    first, second = plan.priorities.all()
    shared = Outcome.objects.create(plan=plan, priority=first, order=0, words="Managers answer for it.")
    lost = Outcome.objects.create(plan=plan, priority=second, order=1, is_unreadable=True)
    for at, (priority, outcome, words) in enumerate(
        [
            (first, shared, "That it be paid for."),
            (first, shared, "That it be led."),
            (second, lost, "That it stop."),
        ]
    ):
        recommendation = Recommendation.objects.create(
            plan=plan, priority=priority, outcome=outcome, order=at, words=words, detail=f"Detail {at}"
        )
        action = an_action(
            plan, "", order=at, priority=priority, outcome=outcome, recommendation=recommendation
        )
        due(action, f"by May 201{at}", date(2010 + at, 5, 31))
    return plan


def with_recommendations():
    """Two recommendations: one agreed with two actions, one without a comment and with one."""
    plan = a_plan(layout="recommendations", reference="Appendix 2")
    for at, (words, who) in enumerate(
        [("The council should act.", "Sam Lee"), ("The council should ask.", "")], 1
    ):
        recommendation = Recommendation.objects.create(
            plan=plan, order=at, number=str(at), words=words, responsible_words=who
        )
        if who:
            ServiceComment.objects.create(
                recommendation=recommendation,
                words="Agreed. It is planned.",
                response="agreed",
                response_words="Agreed",
            )
        for step in range(3 - at):
            action = an_action(
                plan,
                f"Step {at}.{step}",
                order=at * 10 + step,
                recommendation=recommendation,
                responsible_words="Sam Lee",
            )
            due(action, "Sept 2018", date(2018, 9, 30))
    return plan


def with_aims():
    """An aim with two actions, and two aims that share one."""
    plan = a_plan(layout="aims", state="proposed", title="Aims 2020/21")
    aims = [
        Outcome.objects.create(plan=plan, order=at, words=words)
        for at, words in enumerate(["Raise the share.", "Raise it among managers.", "Raise it for women."])
    ]
    an_action(plan, "Say why.", order=1, outcome=aims[0])
    an_action(plan, "Ask everybody.", order=2, outcome=aims[0])
    an_action(plan, "Train managers.", order=3, outcome=aims[1:])
    return plan

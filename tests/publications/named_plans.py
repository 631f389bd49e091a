"""Plans in which three officers stand wherever a paper can name anybody, for the tests of names and posts.

Priya Nandakumar's post is known, of Tom Hathersage only his service, of Ioan Prosser neither.
"""

from datetime import date

from accounts import spelling
from accounts.models import Contributor, ContributorAlias
from actionplans.models import Outcome, Priority, Recommendation
from tests.actionplans.layout_plans import a_body, a_plan, a_round, a_scale, an_action, an_answer
from tests.rounds import make_round

OFFICERS = ("Priya Nandakumar", "Tom Hathersage", "Ioan Prosser")
# What of them may be found nowhere.
NEEDLES = ("priya", "nandakumar", "hathersage", "ioan", "prosser")
POST, SERVICE = "Library manager", "Customer Services"
AS_AT = date(2027, 1, 8)


def make_directory():
    """The officers and three that are nobody's names: {name: Contributor}."""
    body = a_body()
    kinds = {SERVICE: "service", "Head of Libraries": "post", "Equality Team": "service"}
    made = {}
    for name in (*kinds, *OFFICERS):
        made[name] = Contributor.objects.create(organisation=body, name=name, kind=kinds.get(name, "person"))
        ContributorAlias.objects.create(
            organisation=body, contributor=made[name], words=name, key=spelling.key(name)
        )
    priya, tom = made["Priya Nandakumar"], made["Tom Hathersage"]
    priya.post, tom.part_of = POST, made[SERVICE]
    priya.save()
    tom.save()
    ContributorAlias.objects.create(
        organisation=body, contributor=priya, words="P Nandakumar", key="p nandakumar"
    )
    return made


def named_plan(layout, *, prints_names=False, **fields):
    """A plan of this layout that names the officers in every column and every half."""
    made = make_directory()
    priya, tom, ioan = OFFICERS
    plan = a_plan(layout=layout, scale=a_scale(), prints_names=prints_names, **fields)
    priority = Priority.objects.create(plan=plan, order=1, number=1, words="Priority 1: Counters")
    outcome = Outcome.objects.create(plan=plan, priority=priority, order=1, words="Everybody is heard.")
    under = {"priority": priority, "outcome": outcome}
    recommendation = Recommendation.objects.create(
        plan=plan,
        order=1,
        number="1",
        words="Lend to all.",
        responsible_words="P Nandakumar",
        priority=priority,
    )
    recommendation.assignments.create(contributor=made[priya], role="responsible", order=1)
    Recommendation.objects.create(
        plan=plan, order=2, number="2", words="Ask all.", responsible_words=ioan, priority=priority
    )
    an_action(
        plan,
        "Open all counters",
        ref="1a",
        order=1,
        recommendation=recommendation,
        lead_service_words="Equality Team",
        lead_officer_words=f"{priya}\n{tom} (evenings)",
        leads=[
            ("lead_service", "Equality Team"),
            *(("supporting", name) for name in ("Head of Libraries", ioan)),
            ("responsible", tom),
        ],
        **under,
    )
    shelves = an_action(
        plan,
        "Lower the shelves",
        ref="1b",
        order=2,
        lead_officer_words="Head of Libraries; Ioan Prosser",
        **under,
    )
    ramps = an_action(
        plan,
        "Build ramps",
        ref="1c",
        order=3,
        lead_officer_words="Head of Libraries",
        supporting_words=ioan,
        **under,
    )
    lifts = an_action(plan, "Mend lifts", ref="1d", order=4, responsible_words=tom, **under)
    _assign(plan.actions.get(ref="1a"), made, [(priya, ""), (tom, "evenings")])
    _assign(shelves, made, [("Head of Libraries", ""), (ioan, "")])
    _assign(ramps, made, [("Head of Libraries", "")])
    _assign(lifts, made, [(priya, priya), (ioan, "external")])
    _answers(plan, shelves)
    make_round(plan)
    return plan


def _assign(action, made, leads):
    for order, (name, qualifier) in enumerate(leads):
        action.assignments.create(
            role="lead_officer", contributor=made[name], qualifier=qualifier, order=order, words=name
        )


def _answers(plan, action):
    """In a round that a paper brought, two leads answer separately, each by name."""
    earlier = a_round(plan, "2026-04", "April 2026", 1)
    for lead in action.assignments.all():
        an_answer(action, earlier, "Begun on the ground floor.", assignment=lead)

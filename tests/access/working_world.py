"""A plan that is being worked on, of which the lead leads some actions, and those who look at it."""

import re

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from actionplans.models import (
    Evidence,
    Recommendation,
    ServiceComment,
    Target,
)
from tests.access.world import AT, make_world
from tests.plans import make_person, signed_in

TODAY = AT.date()
# To these nothing of a working plan is there; the others have all of it.
OUTSIDERS = ("anonymous", "member", "steward", "admin")
EVERYTHING = ("editor", "publisher")
CHANGED = "Waxwing"


def make_working_world():
    """The world of the walk: the lead leads 1a and 2a of the open plan, and 1a and 2a of nothing else that they may read."""
    made = make_world()
    answers = Recommendation.objects.get()
    for ref, recommendation in (
        ("1a", answers),
        ("1b", Recommendation.objects.create(plan=made.open, words="Hear.")),
    ):
        made.open.actions.filter(ref=ref).update(recommendation=recommendation)
        ServiceComment.objects.get_or_create(recommendation=recommendation, words="Agreed.")
        Evidence.objects.create(
            evidence_of=made.open.actions.get(ref=ref).updates.first(), words="Log", link="https://a.example/"
        )
        Target.objects.get_or_create(
            action=made.open.actions.get(ref=ref), words="48%", defaults={"value": 48}
        )
    return made


def person(role):
    """Somebody in this role, as a request has them."""
    if role == "anonymous":
        return AnonymousUser()
    return type(make_person(role)).objects.get(pk=make_person(role).pk)


def browser(role):
    return Client() if role == "anonymous" else signed_in(role)


def shown(response):
    """The page without what is different each time it is fetched."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


def own_of(plan, user):
    """The keys of the actions that this person leads in this plan."""
    roles = ["lead_service", "lead_officer", "responsible"]
    led = plan.actions.filter(assignments__contributor__users=user, assignments__role__in=roles)
    return set(led.values_list("pk", flat=True))

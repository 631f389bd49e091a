"""Rounds, and officers who answer in them, made for tests.

`make_round(plan)` opens December 2026 on 24 November, due 18 December; `make_lead(plan, "Priya Nandakumar")`
gives that officer somebody who signs in; `split(action)` gives an action two halves, internal and external.
"""

from datetime import UTC, date, datetime

from django.db.models import DateTimeField, Value

from accounts.models import Contributor, deputies
from actionplans.models import Assignment, UpdateRequest
from actionplans.rounds import answering, running
from actionplans.rounds.answers import Said
from tests.plans import make_person

OPENED_AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
ANSWERED_AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
REVIEWED_AT = datetime(2026, 12, 2, 9, tzinfo=UTC)
DUE_ON = date(2026, 12, 18)
WORDS = "All nine counters have the video link; staff used it 61 times."


def make_round(plan, *, words="December 2026", by=None, at=OPENED_AT, due_on=DUE_ON, **details):
    """An open round of this plan that has asked everybody. Returns the ReportingRound."""
    planned = running.plan_round(
        plan,
        words=words,
        opens_on=at.date(),
        due_on=due_on,
        papers_cut_off_on=None,
        meeting_words="Corporate Scrutiny, 12 January 2027",
        **details,
    )
    return running.open_round(planned, by=by or make_person("editor"), at=at).reporting_round


def make_lead(plan, officer="Priya Nandakumar", email=None):
    """A lead officer who signs in for this contributor of the plan's body."""
    email = email or f"{officer.split()[0].lower()}@marlowvale.example"
    user = make_person("lead", email=email)
    contributor = Contributor.objects.get(organisation=plan.organisation, name=officer)
    contributor.users.add(user)
    return user


def split(action, *, internal="Priya Nandakumar", external="Tom Hathersage"):
    """Give the action two lead officers, one for each half."""
    action.assignments.filter(role="lead_officer").delete()
    body = action.plan.organisation
    for order, (name, half) in enumerate([(internal, "internal"), (external, "external")]):
        Assignment.objects.create(
            action=action,
            role="lead_officer",
            contributor=Contributor.objects.get(organisation=body, name=name),
            qualifier=half,
            order=order,
        )
    return action


def asked_of(reporting_round, ref, half=""):
    """What the round asks for on the action with this reference."""
    return UpdateRequest.objects.select_related("action__plan", "reporting_round").get(
        reporting_round=reporting_round, action__ref=ref, half=half
    )


def said(plan, words=WORDS, status="Green: on track", **more):
    """An answer with this status of the plan's scale."""
    return Said(words=words, status=plan.scale.statuses.get(words=status) if status else None, **more)


def send(asked, by, *, at=ANSWERED_AT, version=0, **more):
    """The answer to this, sent. Returns the Update."""
    return answering.submit(asked, said(asked.action.plan, **more), version=version, by=by, at=at)


def ask_for_deputies_as_of(monkeypatch, at):
    """Have the database, which has a clock of its own, say who is deputy as it was at this moment."""
    monkeypatch.setattr(deputies, "Now", lambda: Value(at, output_field=DateTimeField()))

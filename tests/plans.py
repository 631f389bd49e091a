"""Plans, and people in every role, made in the database for tests.

`make_plan(actions=24)` gives a whole plan with priorities, outcomes, leads, timescales,
rounds and updates in a fixed number of writes, the same every time: every second action has
a supporting service, every seventh no status, every eighth no answer, and every fifth was due
in September 2026.
"""

from datetime import UTC, date, datetime, timedelta

from django.test import Client

from accounts import spelling
from accounts.models import Contributor, ContributorAlias, Organisation, User
from accounts.permissions import Role
from actionplans.counting_rows import count_anew
from actionplans.models import (
    Action,
    ActionOutcome,
    Addendum,
    Assignment,
    Outcome,
    Plan,
    Priority,
    ProgressScale,
    ProgressStatus,
    ReportingRound,
    SuccessMeasure,
    Timescale,
    Update,
)
from actionplans.models.scales import Meaning

TODAY = date(2026, 11, 6)
SIGNED_OFF_AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
PASSWORD = "seven-quiet-herons"
# What it costs to know who is signed in: the session, the user, the roles.
QUERIES_OF_SIGNING_IN = 3
SERVICES = ["Customer Services", "HR Policy and Projects", "Leisure and Libraries", "Digital"]
OFFICERS = ["Priya Nandakumar", "Tom Hathersage", "Ioan Prosser", "Marian Okafor-Bell"]
SCALE = [
    ("Red: off track", Meaning.OFF_TRACK),
    ("Amber: slipping", Meaning.AT_RISK),
    ("Green: on track", Meaning.ON_TRACK),
    ("Blue: complete", Meaning.COMPLETE),
    ("White: not started", Meaning.NOT_STARTED),
]
ROUNDS = [
    ("2026-10", "October 2026", date(2026, 10, 1)),
    ("2026-04", "April 2026", date(2026, 4, 1)),
    ("2025-10", "October 2025", date(2025, 10, 1)),
    ("2025-04", "April 2025", date(2025, 4, 1)),
]
PRIORITIES = [
    "Priority 1: Services that everyone can reach, use and understand",
    "Priority 2: A workforce at every level that looks like the borough",
    "Priority 3: Confidence to report hate and harassment",
    "Priority 4: Fair decisions, openly explained",
]


def make_person(role, email=None, password=PASSWORD):
    """A user in this role, or in none when `role` is None; in every call the same one for an address."""
    roles = [] if role is None else [Role(role)]
    email = email or f"{role or 'nobody'}@marlowvale.example"
    return User.objects.filter(email=email).first() or User.objects.create_user(
        email, email.partition("@")[0].title(), password, roles=roles
    )


def signed_in(role="editor", email=None):
    """A browser in which somebody in this role is signed in."""
    client = Client()
    client.force_login(make_person(role, email))
    return client


def make_organisation(name="Borough of Marlow Vale"):
    """The body of this name."""
    slug = "-".join(spelling.key(name).split())[:50]
    return Organisation.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def make_scale(organisation, name="Five colours"):
    """A scale of five statuses: (scale, statuses in order)."""
    scale = ProgressScale.objects.create(organisation=organisation, name=name)
    return scale, ProgressStatus.objects.bulk_create(
        ProgressStatus(scale=scale, order=order, words=words, meaning=meaning)
        for order, (words, meaning) in enumerate(SCALE, 1)
    )


def make_contributors(organisation):
    """Four services and four officers of a body: (services, officers)."""
    made = []
    for kind, names in (("service", SERVICES), ("person", OFFICERS)):
        for name in names:
            contributor, new = Contributor.objects.get_or_create(
                organisation=organisation, name=name, defaults={"kind": kind}
            )
            if new:
                ContributorAlias.objects.create(
                    organisation=organisation, contributor=contributor, words=name, key=spelling.key(name)
                )
            made.append(contributor)
    return made[:4], made[4:]


def make_plan(
    actions=24,
    *,
    title="Equality action plan 2025 to 2027",
    slug=None,
    organisation=None,
    priorities=4,
    rounds=2,
    is_draft=False,
    text="Progress is as agreed, and residents were asked.",
    state=Plan.State.IN_DELIVERY,
):
    """A whole plan with so many actions. `text` stands in every update; rounds run from the oldest."""
    organisation = organisation or make_organisation()
    slug = slug or "-".join(spelling.key(title).split())[:80]
    scale, statuses = make_scale(organisation, name=f"Scale of {slug}")
    plan = Plan.objects.create(
        organisation=organisation,
        slug=slug,
        title=title,
        adoption_words="Adopted by Council on 12 March 2025",
        period_words="2025 to 2027",
        period_start=date(2025, 4, 1),
        period_end=date(2027, 3, 31),
        state=state,
        is_draft=is_draft,
        scale=scale,
    )
    headings = Priority.objects.bulk_create(
        Priority(plan=plan, order=n, number=n, words=words)
        for n, words in enumerate(PRIORITIES[:priorities], 1)
    )
    made = _make_actions(plan, actions, headings)
    _make_outcomes(plan, headings, made)
    _make_assignments(organisation, made)
    _make_timescales(made)
    _make_updates(plan, made, statuses, rounds, text)
    count_anew(actions)
    return plan


def _make_actions(plan, count, headings):
    each = -(-count // max(len(headings), 1))
    made = []
    for n in range(count):
        heading = headings[n // each] if headings else None
        ref = f"{n // each + 1}{_letters(n % each)}"
        made.append(
            Action(
                plan=plan,
                priority=heading,
                order=n + 1,
                ref=ref,
                slug=ref,
                words=f"Promise {n + 1}: offer an interpreter at counter {n + 1}",
                lead_service_words=SERVICES[n % 4],
                lead_officer_words=OFFICERS[n % 4],
                source_table=1,
                source_row=n + 2,
            )
        )
    return Action.objects.bulk_create(made)


def _letters(n):
    """0 is a, 25 is z, 26 is aa."""
    words = chr(ord("a") + n % 26)
    return words if n < 26 else _letters(n // 26 - 1) + words


def _make_outcomes(plan, headings, actions):
    outcomes = Outcome.objects.bulk_create(
        Outcome(plan=plan, priority=heading, order=n, words=f"Everybody gets the same answer, {n}")
        for n, heading in enumerate(headings, 1)
    )
    by_priority = {outcome.priority_id: outcome for outcome in outcomes}
    ActionOutcome.objects.bulk_create(
        ActionOutcome(action=action, outcome=by_priority[action.priority_id])
        for action in actions
        if action.priority_id
    )
    SuccessMeasure.objects.bulk_create(
        SuccessMeasure(action=action, order=1, words="Nine bookings in ten are met within two days.")
        for action in actions
    )


def _make_assignments(organisation, actions):
    services, officers = make_contributors(organisation)
    rows = []
    for n, action in enumerate(actions):
        rows.append(Assignment(action=action, role="lead_service", contributor=services[n % 4]))
        rows.append(
            Assignment(action=action, role="lead_officer", contributor=officers[n % 4], qualifier="internal")
        )
        if n % 2:
            rows.append(Assignment(action=action, role="supporting", contributor=services[(n + 1) % 4]))
    Assignment.objects.bulk_create(rows)


def _make_timescales(actions):
    rows = []
    for n, action in enumerate(actions):
        if n % 5 == 0:
            words, day, kind = "by end September 2026", date(2026, 9, 30), "by"
        elif n % 5 == 1:
            words, day, kind = "Ongoing", None, "none"
        else:
            words, day, kind = "March 2027", date(2027, 3, 31), "by"
        rows.append(
            Timescale(
                action=action,
                words=words,
                kind=kind,
                earliest=day,
                latest=day,
                precision="month" if day else "none",
            )
        )
    Timescale.objects.bulk_create(rows)


def _make_updates(plan, actions, statuses, rounds, text):
    newest = [
        ReportingRound(plan=plan, order=rounds - n, key=key, words=words, held_in=held_in)
        for n, (key, words, held_in) in enumerate(ROUNDS[:rounds])
    ]
    held = ReportingRound.objects.bulk_create(reversed(newest))
    author = make_person("editor") if held else None
    rows = [
        Update(
            action=action,
            reporting_round=reporting_round,
            words=f"{text} ({reporting_round.words})",
            status=None if n % 7 == 6 else statuses[(n + r) % len(statuses)],
            state="signed_off",
            submitted_by=author,
            submitted_at=SIGNED_OFF_AT - timedelta(days=3),
            signed_off_by=author,
            signed_off_at=SIGNED_OFF_AT,
        )
        for r, reporting_round in enumerate(held)
        for n, action in enumerate(actions)
        if n % 8 != 7
    ]
    updates = Update.objects.bulk_create(rows)
    Addendum.objects.bulk_create(
        Addendum(update_added_to=update, order=1, on=TODAY, words="A venue has agreed a date.")
        for update in updates[::6]
    )

"""What becomes of a plan after it was issued, at random, through every door there is: each is one edit, or is refused
and changes nothing. Returns whether something was done."""

from dataclasses import fields, replace
from datetime import timedelta

from django.db.models import CharField, ProtectedError, TextField
from django.utils import timezone

from accounts import directory
from accounts.models import Contributor, Organisation, User
from actionplans import rescheduling, withdrawing
from actionplans.importing.applying import apply
from actionplans.importing.describing import describe
from actionplans.importing.matching import compare
from actionplans.importing.settling import CannotApply
from actionplans.importing.undoing import CannotUndo, undo
from actionplans.models import (
    Action,
    Addendum,
    Assignment,
    Outcome,
    Plan,
    PlanImport,
    Priority,
    ProgressStatus,
    ReportingRound,
    SuccessMeasure,
    Timescale,
    Update,
    UpdateRequest,
)
from actionplans.publications import preparing
from actionplans.recognising.found import ActionFound
from actionplans.rounds import running, signing_off
from actionplans.rounds.refusals import Refused, Stale
from papers import publishing
from papers.models import NeverChanged, Publication
from tests.actionplans.found_plans import to_check
from tests.issued import ISSUED_AT, issue_plan, prepare_plan
from tests.plans import make_person
from tests.rounds import make_round, send

REFUSALS = (
    *(Refused, Stale, CannotApply, CannotUndo, ProtectedError, NeverChanged),
    *(publishing.Refused, directory.CannotMerge),
)
WORDED = (
    Action,
    Priority,
    Outcome,
    ProgressStatus,
    ReportingRound,
    Timescale,
    SuccessMeasure,
    Update,
    Addendum,
)
NAMED = (Plan, Contributor, User, Organisation)
NEVER_WORDS = {
    "slug",
    "key",
    "password",
    "email",
    "state",
    "kind",
    "layout",
    "meaning",
    "answer",
    "due_words",
}


def change_words(random, at):
    """A text of any working row is another one, written without asking anybody."""
    model = random.choice((*WORDED, *NAMED))
    row = any_of(random, model)
    names = [
        each.name
        for each in model._meta.concrete_fields
        if type(each) in (CharField, TextField) and not each.choices and each.name not in NEVER_WORDS
    ]
    name = random.choice(names)
    longest = model._meta.get_field(name).max_length or 200
    return row and model._base_manager.filter(pk=row.pk).update(
        **{name: f"Other {random.random()}"[:longest]}
    )


def change_a_day(random, at):
    day = at.date() + timedelta(days=random.randrange(900))
    row = any_of(random, Timescale)
    return row and Timescale.objects.filter(pk=row.pk).update(latest=day, earliest=day)


def change_a_timescale(random, at):
    action = any_of(random, Action)
    words = random.choice(["March 2028", "Ongoing", "by the new year", "by end June 2027"])
    return action and rescheduling.set_timescale(action, words, on=at.date())


def rename_somebody(random, at):
    person = any_of(random, User)
    return User.objects.filter(pk=person.pk).update(name=f"Somebody {random.randrange(999)}")


def disable_somebody(random, at):
    person = any_of(random, User)
    is_needed = person == make_person("editor")
    return User.objects.filter(pk=person.pk).update(is_active=is_needed or random.random() < 0.5)


def join_two_contributors(random, at):
    keep, other = any_of(random, Contributor), any_of(random, Contributor)
    if not keep or keep == other or keep.organisation_id != other.organisation_id:
        return False
    if Contributor.objects.count() < 5 or keep.kind != other.kind:
        return False
    directory.merge(keep, [other], by=make_person("editor"))
    return True


def delete_a_row(random, at):
    model = random.choice(
        (Priority, Outcome, SuccessMeasure, Timescale, Assignment, Addendum, Update, Action, Plan)
    )
    row = any_of(random, model)
    return row and row.delete()


def withdraw_an_action(random, at):
    action = any_of(random, Action)
    return action and withdrawing.withdraw(action, because="It ended.", by=make_person("editor"), at=at)


def take_an_action_back(random, at):
    gone = Action.everything.filter(withdrawn_at__isnull=False).first()
    return gone and withdrawing.take_back(gone)


def run_a_round(random, at):
    """Opened, or answered, signed off and closed."""
    held = ReportingRound.objects.open().first()
    plan, editor = any_of(random, Plan), make_person("editor")
    if held is None:
        lead = f"{random.choice('JFMASOND')} round {random.randrange(99999)}"
        return make_round(plan, words=lead, by=editor, at=at, due_on=at.date() + timedelta(days=9))
    asked = (
        UpdateRequest.objects.awaited().filter(reporting_round=held).select_related("action__plan").first()
    )
    if asked is None or random.random() < 0.3:
        return running.close(
            held, because="Enough.", with_answers_waiting=True, version=held.version, by=editor, at=at
        )
    status = asked.action.plan.scale.statuses.first() if asked.action.plan.scale else None
    update = send(asked, make_lead_somehow(asked.action.plan), at=at, status=status and status.words)
    return signing_off.sign_off(update, version=update.version, by=editor, at=at)


def make_lead_somehow(plan):
    """A lead officer who signs in for one of the body, whatever that one is called by now: two may have one name."""
    user = make_person("lead", email="anybody@marlowvale.example")
    user.contributors.add(*Contributor.objects.filter(organisation=plan.organisation)[:1])
    return user


def bring_in_a_paper(random, at):
    """Another version of the plan's own paper, in which a row says something else and one is missing."""
    plan = any_of(random, Plan)
    found = as_a_paper(plan)
    if not found.actions:
        return False
    actions = [replace_words(random, each) for each in found.actions if random.random() > 0.1]
    newer = replace(found, actions=tuple(actions))
    entries = compare(describe(plan), newer).differences
    keys = [each.key for each in entries] + [part.key for each in entries for part in each.changes]
    chosen = {key: "apply" for key in keys if random.random() < 0.6}
    return apply(to_check(newer, plan=plan, changes=chosen), by=None, at=at)


def as_a_paper(plan):
    """The plan as its last paper has it: with what was withdrawn since, which a paper knows nothing of."""
    found = describe(plan)
    names = [each.name for each in fields(ActionFound)]
    plain = (ActionFound(**{name: getattr(each, name) for name in names}) for each in found.actions)
    return replace(found, actions=tuple(plain))


def replace_words(random, action):
    return replace(action, words=f"Promise {random.randrange(999)}") if random.random() < 0.3 else action


def undo_an_import(random, at):
    last = PlanImport.objects.filter(state=PlanImport.State.APPLIED).order_by("-pk").first()
    if last is None:
        return False
    undo(last, by=None, at=at)
    return True


def change_a_scale(random, at):
    plan = any_of(random, Plan)
    if plan.scale_id is None:
        return False
    status = random.choice(list(plan.scale.statuses.all()))
    return ProgressStatus.objects.filter(pk=status.pk).update(
        meaning="at_risk", words=f"Hue {random.random()}"
    )


def choose_otherwise(random, at):
    plan = any_of(random, Plan)
    told = random.choice(
        [
            {"prints_names": not plan.prints_names},
            {"layout": "outcomes"},
            {"state": "closed"},
            {"is_draft": False},
        ]
    )
    return Plan.objects.filter(pk=plan.pk).update(**told)


def issue_again(random, at):
    plan = Plan.objects.filter(is_draft=False).order_by("pk").first()
    if Publication.objects.count() > 12:
        preparation = prepare_plan(plan, at=at)
        return preparing.discard(preparation, version=preparation.version, by=make_person("editor"), at=at)
    make_person("publisher")
    return issue_plan(plan, at=at)


def note_something(random, at):
    publication = any_of(random, Publication)
    kind = random.choice(["late_news", "withdrawn"])
    return publishing.note(publication, kind, "Somebody said so.", by=make_person("publisher"), at=at)


def change_what_was_issued(random, at):
    """A tidy-minded person tries to mend it in place."""
    any_of(random, Publication).save()


EVERY_DOOR = (
    *(change_words,) * 12,
    *(change_a_day, change_a_timescale, rename_somebody, disable_somebody) * 2,
    *(run_a_round,) * 4,
    *(bring_in_a_paper, undo_an_import) * 2,
    *(delete_a_row, withdraw_an_action, take_an_action_back, join_two_contributors, change_a_scale),
    *(choose_otherwise, issue_again, note_something, change_what_was_issued),
)


def any_of(random, model):
    """Any row of this model, or None."""
    keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    return model._default_manager.get(pk=random.choice(keys)) if keys else None


def day_after(number):
    """When the edit of this number is made."""
    return timezone.localtime(ISSUED_AT + timedelta(days=1, hours=number))

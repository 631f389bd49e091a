"""An import can be taken back while nothing was built on it, and leaves everything as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps

from accounts.models import Contributor, ContributorAlias, Organisation
from actionplans.importing.applying import apply
from actionplans.importing.describing import describe
from actionplans.importing.matching import compare
from actionplans.importing.undoing import CannotUndo, built_on, undo
from actionplans.models import Action, Plan, PlanImport, ProgressScale, ReportingRound, Update, WaitingText
from tests.actionplans.found_plans import (
    AT,
    BODY,
    INTERPRETER,
    PAPER,
    REVIEW,
    TOLD,
    TRAINING,
    large,
    to_check,
)
from tests.actionplans.test_matching import NEWER, bring_in_newer

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
KEPT_MODELS = [
    model
    for room in ("accounts", "actionplans")
    for model in apps.get_app_config(room).get_models()
    if model is not PlanImport
]


def everything():
    """Every field of every row there is, but when a plan was last touched."""
    return {
        model.__name__: list(
            model._base_manager.order_by("pk").values_list(
                *(field.attname for field in model._meta.concrete_fields if field.name != "changed_at")
            )
        )
        for model in KEPT_MODELS
    }


def bring_in(found, **choices):
    plan_import = to_check(found, **choices)
    apply(plan_import, by=None, at=AT)
    return plan_import


@pytest.mark.parametrize("found", [PAPER, REVIEW, large(40)], ids=["priorities", "recommendations", "large"])
def test_nothing_is_left_of_a_plan_that_is_taken_back(found):
    before = everything()
    plan_import = bring_in(found)
    assert everything() != before
    undo(plan_import, by=None, at=LATER)
    assert everything() == before
    assert (plan_import.state, plan_import.undone_at, plan_import.plan) == (
        PlanImport.State.UNDONE,
        LATER,
        None,
    )


def test_the_file_and_the_reading_are_kept():
    plan_import = bring_in(PAPER)
    undo(plan_import, by=None, at=LATER)
    assert plan_import.source_file.size
    assert plan_import.reading["actions"]


def test_a_newer_version_is_taken_back_to_the_version_before():
    plan = Plan.objects.get(pk=bring_in(PAPER).plan_id)
    before = everything()
    _, newer = bring_in_newer(plan, NEWER)
    assert everything() != before
    undo(newer, by=None, at=LATER)
    assert everything() == before
    assert newer.plan == plan


def test_what_was_taken_out_comes_back():
    plan = Plan.objects.get(pk=bring_in(PAPER).plan_id)
    before = everything()
    found = replace(
        PAPER, priorities=PAPER.priorities[1:], actions=(INTERPRETER, replace(TRAINING, priority=1))
    )
    gone = [entry.key for entry in compare(describe(plan), found).of("gone")]
    _, newer = bring_in_newer(plan, found, gone)
    assert plan.actions.count() == 2
    assert plan.priorities.count() == 1
    undo(newer, by=None, at=LATER)
    assert everything() == before


def test_contributors_that_others_use_stay():
    body = Organisation.objects.create(name=BODY, slug="marlow-vale")
    plan_import = bring_in(PAPER)
    team = Contributor.objects.get(name="Customer Services")
    other = Plan.objects.create(organisation=body, slug="other", title="Another plan")
    action = Action.objects.create(plan=other, words="Something else.", slug="1")
    action.assignments.create(contributor=team, role="lead_service")
    undo(plan_import, by=None, at=LATER)
    assert list(Contributor.objects.values_list("name", flat=True)) == ["Customer Services"]
    assert ContributorAlias.objects.get().contributor == team


def test_a_scale_that_another_plan_uses_stays():
    plan_import = bring_in(PAPER)
    scale = ProgressScale.objects.get()
    Plan.objects.create(organisation=scale.organisation, slug="other", title="Another plan", scale=scale)
    undo(plan_import, by=None, at=LATER)
    assert scale.statuses.count() == 3


def edit_an_action(plan):
    plan.actions.filter(ref="1a").update(words="Book it in a day.")


def add_an_update(plan):
    action = plan.actions.get(ref="")
    Update.objects.create(action=action, reporting_round=plan.rounds.first(), words="Done.", state="draft")


def open_a_round(plan):
    ReportingRound.objects.create(plan=plan, key="2026-10", words="October 2026")


def delete_a_measure(plan):
    plan.actions.get(ref="1a").measures.all().delete()


def open_it_to_the_public(plan):
    Plan.objects.filter(pk=plan.pk).update(is_draft=False)


def follow_it_with_another(plan):
    Plan.objects.create(organisation=plan.organisation, slug="next", title="The next plan", predecessor=plan)


@pytest.mark.parametrize(
    ("build", "named"),
    [
        (edit_an_action, "Action “1a Book it in a day.” changed since"),
        (add_an_update, "1 update added to its actions"),
        (open_a_round, "1 reporting round added to its plans"),
        (delete_a_measure, "1 success measure deleted since"),
        (open_it_to_the_public, "changed since"),
        (follow_it_with_another, "1 plan added to its plans"),
    ],
)
def test_what_was_built_on_it_is_named_and_nothing_is_undone(build, named):
    plan_import = bring_in(PAPER)
    build(plan_import.plan)
    before = everything()
    with pytest.raises(CannotUndo, match=named):
        undo(plan_import, by=None, at=LATER)
    assert everything() == before
    plan_import.refresh_from_db()
    assert plan_import.state == PlanImport.State.APPLIED


def test_a_later_paper_must_be_taken_back_first():
    first = bring_in(PAPER)
    _, second = bring_in_newer(Plan.objects.get(), NEWER)
    assert built_on(first)
    undo(second, by=None, at=LATER)
    assert built_on(first) == []
    undo(first, by=None, at=LATER)
    assert not Plan.objects.exists()


def test_clearing_words_that_wait_is_no_building():
    plan_import = bring_in(PAPER)
    WaitingText.objects.update(cleared_at=LATER)
    undo(plan_import, by=None, at=LATER)
    assert not WaitingText.objects.exists()


def test_it_is_taken_back_once():
    plan_import = bring_in(PAPER)
    undo(plan_import, by=None, at=LATER)
    with pytest.raises(CannotUndo, match="undone"):
        undo(plan_import, by=None, at=LATER)


def test_a_fault_while_taking_back_leaves_the_plan_whole(monkeypatch):
    plan_import = bring_in(PAPER)
    before = everything()
    monkeypatch.setattr("actionplans.importing.undoing.ranges_of", lambda keys: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        undo(plan_import, by=None, at=LATER)
    assert everything() == before


def test_the_record_of_a_paper_is_small():
    plan_import = bring_in(large(300))
    kept = len(str(plan_import.undo))
    assert kept < 300 * 200


def test_told_again_after_an_undo_it_comes_in_as_before():
    plan_import = bring_in(PAPER)
    first = describe(Plan.objects.get())
    undo(plan_import, by=None, at=LATER)
    plan_import.state = PlanImport.State.REVIEW
    plan_import.save()
    apply(plan_import, by=None, at=LATER)
    assert describe(Plan.objects.get()) == first
    assert TOLD.words in [action.words for action in first.actions]

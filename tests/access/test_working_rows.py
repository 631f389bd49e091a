"""Rows of a plan that is being worked on: whom they are for, model by model, and on the desk."""

import re

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from accounts import deputising
from accounts.models import Contributor
from accounts.permissions import Role
from actionplans.models import (
    Action,
    ActionOutcome,
    Addendum,
    Assignment,
    Evidence,
    Outcome,
    Plan,
    PlanColumn,
    Priority,
    ProgressScale,
    ProgressStatus,
    Recommendation,
    ReportingRound,
    RoundEvent,
    ServiceComment,
    SuccessMeasure,
    Target,
    Timescale,
    Update,
    UpdateEvent,
    UpdateRequest,
)
from actionplans.models.access import PlanPartQuerySet
from tests.access.working_world import EVERYTHING, OUTSIDERS, make_working_world, own_of, person
from tests.access.world import AT
from tests.plans import make_organisation, make_person, make_plan, signed_in
from tests.rounds import DUE_ON, make_round
from tests.shown import words_of

pytestmark = pytest.mark.django_db


# Rows that hang on an action, with the path to it; and rows of a plan that hang on none, with the path to the plan.
OF_AN_ACTION = {
    Action: "pk",
    ActionOutcome: "action",
    Assignment: "action",
    SuccessMeasure: "action",
    Target: "action",
    Timescale: "action",
    Update: "action",
    Addendum: "update_added_to__action",
    Evidence: "evidence_of__action",
    UpdateEvent: "update_changed__action",
    UpdateRequest: "action",
}

OF_A_RECOMMENDATION = {Recommendation: "actions", ServiceComment: "recommendation__actions"}
OF_A_PLAN = {
    Plan: "pk",
    PlanColumn: "plan",
    Priority: "plan",
    Outcome: "plan",
    ReportingRound: "plan",
    RoundEvent: "reporting_round__plan",
    ProgressScale: "plans",
    ProgressStatus: "scale__plans",
}
EVERY_MODEL = {**OF_AN_ACTION, **OF_A_RECOMMENDATION, **OF_A_PLAN}


@pytest.fixture
def world():
    return make_working_world()


class TestEachModel:
    def test_every_model_that_hangs_on_a_plan_is_here(self):
        hanging = {
            model
            for model in apps.get_app_config("actionplans").get_models()
            if isinstance(model._default_manager.all(), PlanPartQuerySet)
        }
        assert hanging <= set(EVERY_MODEL)

    def test_there_is_something_to_be_kept_back(self, world):
        assert [model for model in EVERY_MODEL if not model.objects.exists()] == []

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_to_the_public_members_stewards_and_administrators_nothing_is_there(self, world, role):
        shown = {model.__name__ for model in EVERY_MODEL if model.objects.visible_to(person(role)).exists()}
        assert shown == set()

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_they_may_report_on_nothing_and_change_nothing(self, world, role):
        for model in EVERY_MODEL:
            rows = model.objects
            assert not rows.editable_by(person(role)).exists(), model
            if hasattr(rows, "reportable_by"):
                assert not rows.reportable_by(person(role)).exists(), model

    @pytest.mark.parametrize("role", EVERYTHING)
    def test_the_equality_team_and_publishers_read_every_row(self, world, role):
        # What was typed and not sent is no publisher's (P16), nor what became of it.
        narrowed = {Update, Addendum, Evidence, UpdateEvent} if role == "publisher" else set()
        for model in set(EVERY_MODEL) - narrowed:
            assert model.objects.visible_to(person(role)).count() == model.objects.count(), model

    def test_a_lead_reads_what_hangs_on_their_own_actions_and_nothing_of_others(self, world):
        lead = person("lead")
        own = own_of(world.open, lead)
        for model, path in OF_AN_ACTION.items():
            seen = model.objects.visible_to(lead)
            assert seen.exists(), model
            assert set(seen.values_list(path, flat=True)) <= own, model
            assert seen.count() == len(set(seen.values_list("pk", flat=True))), model

    def test_a_lead_reads_all_of_their_own(self, world):
        lead = person("lead")
        for model in (Action, Timescale, SuccessMeasure):
            seen = set(model.objects.visible_to(lead).values_list(OF_AN_ACTION[model], flat=True))
            assert seen == own_of(world.open, lead), model

    def test_a_recommendation_is_for_the_leads_of_its_actions(self, world):
        for model, path in OF_A_RECOMMENDATION.items():
            seen = model.objects.visible_to(person("lead")).values_list(path, flat=True)
            assert set(seen) == {world.open.actions.get(ref="1a").pk}, model

    def test_a_lead_reads_the_headings_of_plans_in_which_they_lead_and_of_no_other(self, world):
        other = make_plan(4, title="Elsewhere", organisation=make_organisation("Vale University"))
        PlanColumn.objects.create(plan=other, layout="priorities", key="ref")
        make_round(other)
        for model, path in OF_A_PLAN.items():
            seen = model.objects.visible_to(person("lead"))
            assert set(seen.values_list(path, flat=True)) == {world.open.pk}, model
            assert seen.count() == len(set(seen.values_list("pk", flat=True))), model

    def test_supporting_an_action_is_not_leading_it(self, world):
        lead, action = person("lead"), world.open.actions.get(ref="2b")
        assert action.pk not in own_of(world.open, lead)
        mine = Contributor.objects.filter(users=lead).first()
        Assignment.objects.create(action=action, role="supporting", contributor=mine)
        assert not Action.objects.visible_to(lead).filter(pk=action.pk).exists()

    def test_two_parts_in_an_action_do_not_show_it_twice(self, world):
        lead, action = person("lead"), world.open.actions.get(ref="1a")
        mine = Contributor.objects.filter(users=lead).first()
        Assignment.objects.create(action=action, role="responsible", contributor=mine)
        assert Action.objects.visible_to(lead).filter(pk=action.pk).count() == 1
        assert Action.objects.reportable_by(lead).filter(pk=action.pk).count() == 1

    def test_a_deputy_reads_what_their_lead_reads_and_only_while_they_stand_in(self, world):
        lead, deputy = person("lead"), make_person("lead", email="deputy@marlowvale.example")
        deputy = type(deputy).objects.get(pk=deputy.pk)
        for model in EVERY_MODEL:
            theirs = set(model.objects.visible_to(lead).values_list("pk", flat=True))
            assert set(model.objects.visible_to(deputy).values_list("pk", flat=True)) == theirs, model
        deputising.end(deputy.deputy_for.get(), by=lead, at=AT)
        assert not any(model.objects.visible_to(deputy).exists() for model in EVERY_MODEL)

    def test_an_account_that_is_disabled_reads_nothing(self, world):
        for role in (*EVERYTHING, "lead"):
            user = person(role)
            user.is_active = False
            assert not any(model.objects.visible_to(user).exists() for model in EVERY_MODEL)

    @pytest.mark.parametrize("role", [None, *(role for role in Role.values if role != "anonymous")])
    def test_a_draft_is_seen_by_the_editor_and_the_publisher_alone(self, world, role):
        user = make_person(role)
        for contributor in Contributor.objects.all():
            contributor.users.add(user)
        user = type(user).objects.get(pk=user.pk)
        for model, path in {**OF_AN_ACTION, **OF_A_PLAN}.items():
            plan = {"pk": "plan"}.get(path, f"{path}__plan") if model in OF_AN_ACTION else path
            rows, seen = model.objects.filter(**{plan: world.draft.pk}), model.objects.visible_to(user)
            assert seen.filter(**{plan: world.draft.pk}).count() == (
                rows.count() if role in EVERYTHING else 0
            ), model


class TestDesk:
    def test_an_administrator_finds_no_way_from_the_desk_to_a_plan(self, world):
        desk, kind = signed_in("admin"), ContentType.objects.get_for_model(Plan)
        for plan in (world.open, world.draft):
            response = desk.get(f"/admin/r/{kind.pk}/{plan.pk}/")
            assert response.status_code == 404
            assert plan.slug not in response.content.decode().replace(response.wsgi_request.path, "")

    def test_an_editor_does(self, world):
        kind = ContentType.objects.get_for_model(Plan)
        response = signed_in("editor").get(f"/admin/r/{kind.pk}/{world.draft.pk}/")
        assert response.url == world.draft.get_absolute_url()

    @pytest.mark.parametrize("address", ["x/1", "1/x", "99999/1", "9" * 30 + "/1", "%00/1", "1/" + "9" * 40])
    def test_a_row_that_is_none_is_not_found(self, world, address):
        assert signed_in("editor").get(f"/admin/r/{address}/").status_code == 404

    def test_what_keeps_a_user_from_being_deleted_is_counted_to_an_administrator_and_not_named(self, world):
        author = Update.objects.filter(state="signed_off").first().submitted_by
        page = words_of(signed_in("admin").get(f"/admin/accounts/user/{author.pk}/delete/"))
        assert re.search(r"\d+ updates", page)
        for held in Update.objects.all():
            assert str(held) not in page
        assert str(DUE_ON.year) not in page

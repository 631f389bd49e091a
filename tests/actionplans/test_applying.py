"""A checked paper comes in whole, or not at all."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from accounts.models import Contributor, ContributorAlias, Organisation
from actionplans.importing import applying, making
from actionplans.importing.applying import CannotApply, apply
from actionplans.importing.describing import describe
from actionplans.importing.settling import waiting_key
from actionplans.models import Action, Plan, PlanImport, ProgressScale, Recommendation, Update, WaitingText
from actionplans.recognising.found import StatusFound, from_json
from tests.actionplans.found_plans import AT, BODY, INTERPRETER, PAPER, REVIEW, TOLD, large, to_check

pytestmark = pytest.mark.django_db


def bring_in(found, **choices):
    return apply(to_check(found, **choices), by=None, at=AT)


def test_the_plan_is_a_draft_with_the_state_that_the_paper_says():
    plan = bring_in(PAPER)
    assert (plan.is_draft, plan.state, plan.organisation.name) == (True, "in_delivery", BODY)
    assert (plan.title, plan.period_words, plan.reference) == (
        "Equality action plan 2025 to 2029",
        "2025 to 2029",
        "Appendix 2",
    )


def test_a_plan_that_does_not_say_its_state_is_proposed():
    assert bring_in(REVIEW).state == "proposed"


def test_the_words_of_each_lead_cell_stay_as_printed():
    action = bring_in(PAPER).actions.get(ref="1a")
    assert action.lead_officer_words == "Ioan Prosser (council counters) / Samina Yusuf"
    assert [(str(part), part.role) for part in action.assignments.order_by("id")] == [
        ("Customer Services", "lead_service"),
        ("Ioan Prosser (council counters)", "lead_officer"),
        ("Samina Yusuf", "lead_officer"),
    ]


def test_a_revised_timescale_stands_beside_the_old_one():
    action = bring_in(PAPER).actions.get(ref="1a")
    current, previous = action.timescales.get(is_current=True), action.timescales.get(is_current=False)
    assert (current.latest, previous.words) == (date(2026, 9, 30), "March 2026")


def test_an_update_is_signed_off_by_nobody_known():
    update = Update.objects.filter(action__plan=bring_in(PAPER), reporting_round__key="2025-10").get()
    assert (update.state, update.signed_off_at, update.signed_off_by) == ("signed_off", None, None)


def test_a_dated_addition_hangs_on_its_update():
    update = Update.objects.get(
        action__ref="1a", action__plan=bring_in(PAPER), reporting_round__key="2026-04"
    )
    assert update.words == "The contract was let."
    assert [(part.on, part.words) for part in update.addenda.all()] == [
        (date(2026, 5, 19), "seven of nine counters are ready.")
    ]


def test_same_as_points_at_the_action_it_names():
    update = Update.objects.get(action__ref="2a", action__plan=bring_in(PAPER))
    assert (update.answer, update.same_as.ref, update.words) == ("same_as", "1a", "Same as 1a")


def test_an_action_without_a_reference_gets_an_address_from_its_order():
    assert bring_in(PAPER).actions.get(ref="").slug == "action-3"


def test_a_reference_that_repeats_gets_an_address_of_its_own():
    twice = replace(PAPER, actions=(INTERPRETER, replace(TOLD, ref="1a"), replace(TOLD, ref="1A")))
    assert list(bring_in(twice).actions.values_list("slug", flat=True)) == ["1a", "1a-2", "1a-3"]


def test_the_scale_is_the_papers_key_and_no_status_is_invented():
    plan = bring_in(PAPER)
    assert [(status.words, status.meaning) for status in plan.scale.statuses.all()] == [
        ("Green", "on_track"),
        ("Amber", "at_risk"),
        ("Blue", "complete"),
    ]
    assert plan.actions.get(ref="2a").status is None


def test_a_scale_that_the_body_has_already_is_used_again():
    first = bring_in(PAPER)
    assert bring_in(REVIEW).scale == first.scale
    assert ProgressScale.objects.count() == 1


def test_one_contributor_however_it_is_spelled():
    renamed = replace(PAPER.actions[1].assignments[0], name="customer  SERVICES")
    found = replace(PAPER, actions=(INTERPRETER, replace(PAPER.actions[1], assignments=(renamed,))))
    bring_in(found)
    assert Contributor.objects.filter(aliases__key="customer services").count() == 1


def test_a_contributor_of_the_directory_is_found_by_another_spelling():
    body = Organisation.objects.create(name=BODY, slug="marlow-vale")
    held = Contributor.objects.create(organisation=body, name="Front of House")
    ContributorAlias.objects.create(
        organisation=body, contributor=held, words="Customer Services", key="customer services"
    )
    action = bring_in(PAPER).actions.get(ref="1a")
    assert action.assignments.get(role="lead_service").contributor == held


def test_a_spelling_that_was_said_to_be_the_same_is_remembered():
    bring_in(PAPER, aliases={"Custmer Services": "Customer Services"})
    assert Contributor.objects.get(aliases__words="Custmer Services").name == "Customer Services"


def test_a_recommendation_with_a_lead_of_its_own_is_carried_by_an_action_without_words():
    carrier = Recommendation.objects.get(plan=bring_in(REVIEW), number="2").actions.get()
    assert (carrier.words, carrier.slug, carrier.printed_words) == (
        "",
        "recommendation-2",
        "That a lead member be named.",
    )
    assert str(carrier.assignments.get()) == "Cabinet Office"


def test_a_recommendation_whose_actions_carry_it_has_no_action_of_its_own():
    first = Recommendation.objects.get(plan=bring_in(REVIEW), number="1")
    assert [action.words for action in first.actions.all()] == [
        "Put a form on the website.",
        "Train the contact centre.",
    ]
    assert (first.comments.get().response, first.assignments.get().contributor.name) == (
        "agreed",
        "Community Safety",
    )


def test_what_could_not_be_placed_waits_on_a_list():
    bring_in(PAPER)
    waiting = WaitingText.objects.get()
    assert (waiting.words, waiting.table, waiting.row, waiting.cleared_at) == ("Total 6 4 6 3", 12, 3, None)


def test_what_was_cleared_while_checking_is_kept_as_cleared():
    bring_in(PAPER, waiting={waiting_key(PAPER.waiting[0]): "clear"})
    assert WaitingText.objects.get().cleared_at == AT


def test_words_longer_than_their_place_wait_whole():
    long = "SR (25/26) " * 10
    bring_in(replace(PAPER, actions=(replace(INTERPRETER, ref=long),)))
    assert Action.objects.get().ref == long[:39] + "…"
    assert WaitingText.objects.filter(words=long).exists()


def test_a_title_longer_than_its_place_waits_whole():
    title = "An equality action plan " * 20
    plan = bring_in(replace(PAPER, plan=replace(PAPER.plan, title=title)))
    assert len(plan.title) == 300
    assert WaitingText.objects.filter(words=title.strip()).exists()


def test_two_columns_of_one_round_are_one_update():
    october = INTERPRETER.updates[0]
    twice = replace(INTERPRETER, updates=(october, replace(october, words="And let.", body="And let.")))
    bring_in(replace(PAPER, rounds=(PAPER.rounds[0], *PAPER.rounds), actions=(twice,)))
    assert Update.objects.get().words == "The contract is out to tender.\nAnd let."


def test_words_too_long_for_a_status_must_be_said_to_be_none():
    told = replace(PAPER, actions=(replace(TOLD, status=StatusFound("We will see. " * 10)),))
    with pytest.raises(CannotApply, match="too long to be a status"):
        bring_in(told)
    assert bring_in(told, statuses={"We will see. " * 10: "none"}).actions.get().status is None


def test_a_status_whose_meaning_nobody_gave_stops_it():
    unknown = replace(PAPER, actions=(replace(TOLD, status=StatusFound("Puce")),))
    with pytest.raises(CannotApply, match="“Puce”"):
        bring_in(unknown)
    assert not Plan.objects.exists()


def test_a_status_means_what_the_reviewer_chose():
    unknown = replace(PAPER, actions=(replace(TOLD, status=StatusFound("Puce")),))
    assert bring_in(unknown, statuses={"puce": "paused"}).actions.get().status.meaning == "paused"


def test_words_that_are_said_to_be_no_status_are_kept_as_printed():
    unknown = replace(PAPER, actions=(replace(TOLD, status=StatusFound("Puce")),))
    action = bring_in(unknown, statuses={"Puce": "none"}).actions.get()
    assert (action.status, action.status_words) == (None, "Puce")


def test_a_paper_that_names_no_body_stops_until_somebody_does():
    nameless = replace(PAPER, plan=replace(PAPER.plan, organisation=None))
    with pytest.raises(CannotApply, match="whose plan"):
        bring_in(nameless)
    assert bring_in(nameless, organisation="Vale Trust").organisation.name == "Vale Trust"


def test_a_second_plan_of_the_same_title_needs_a_persons_word():
    bring_in(PAPER)
    with pytest.raises(CannotApply, match="already a plan"):
        bring_in(PAPER)
    assert bring_in(PAPER, own_plan=True).slug == "equality-action-plan-2025-to-2029-2"


def test_a_paper_is_brought_in_once():
    plan_import = to_check(PAPER)
    apply(plan_import, by=None, at=AT)
    with pytest.raises(CannotApply, match="brought in"):
        apply(plan_import, by=None, at=AT)


@pytest.mark.parametrize("breaks_at", ["add_update", "add_timescale", "add_assignments"])
def test_a_fault_halfway_leaves_nothing_at_all(monkeypatch, breaks_at):
    plan_import, calls = to_check(PAPER), []
    whole = getattr(making, breaks_at)

    def breaks(*args, **options):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        return whole(*args, **options)

    monkeypatch.setattr(making, breaks_at, breaks)
    with pytest.raises(RuntimeError):
        apply(plan_import, by=None, at=AT)
    assert_untouched(plan_import)


def test_a_fault_after_the_last_row_leaves_nothing_at_all(monkeypatch):
    plan_import = to_check(PAPER)
    monkeypatch.setattr(applying.Record, "as_json", lambda record: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apply(plan_import, by=None, at=AT)
    assert_untouched(plan_import)


def assert_untouched(plan_import):
    plan_import.refresh_from_db()
    assert plan_import.state == PlanImport.State.REVIEW
    assert not any(
        model.objects.exists() for model in (Plan, Action, Update, Contributor, Organisation, WaitingText)
    )


@pytest.mark.parametrize("found", [PAPER, REVIEW], ids=["priorities", "recommendations"])
def test_the_plan_describes_itself_as_the_paper_did(found):
    told = describe(bring_in(found)).as_json()
    assert told["counts"] | {"joined_rows": 0, "problems": 0, "waiting": 0} == found.as_json()["counts"] | {
        "joined_rows": 0,
        "problems": 0,
        "waiting": 0,
    }
    assert from_json(told).actions[0].updates == found.actions[0].updates
    assert from_json(told).outcomes == found.outcomes


def test_describing_asks_the_same_number_of_questions_of_any_plan(django_assert_num_queries):
    small, wide = bring_in(large(3)), bring_in(large(60))
    for plan in (small, wide):
        plan = Plan.objects.select_related("organisation", "scale").get(pk=plan.pk)
        with django_assert_num_queries(16):
            describe(plan)


def test_a_large_plan_comes_in_whole():
    plan_import = to_check(large(600))
    apply(plan_import, by=None, at=AT)
    assert (Action.objects.count(), Update.objects.count()) == (600, 1200)


def test_the_number_of_statements_grows_by_batches_alone():
    def statements(actions):
        plan_import = to_check(large(actions))
        with connection.execute_wrapper(count):
            counted.clear()
            apply(plan_import, by=None, at=AT)
        return len(counted)

    counted = []

    def count(execute, sql, params, many, context):
        counted.append(sql)
        return execute(sql, params, many, context)

    few, many = statements(10), statements(400)
    assert many < few * 5

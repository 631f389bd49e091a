"""A whole plan is built and kept at the desk."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.directory import also_written
from accounts.models import Contributor, Organisation
from accounts.permissions import Role
from actionplans.models import Action, Addendum, Plan, ProgressScale, Recommendation, Update
from actionplans.rescheduling import set_timescale
from tests.desk.desk_forms import address, errors, send
from tests.plans import SIGNED_OFF_AT, make_person, make_plan

LISTED = reverse("admin:actionplans_action_changelist")


def shown(desk, query):
    return list(desk.get(LISTED + query).context["cl"].result_list)


def test_a_plan_is_built_without_touching_anything_else(desk):
    assert errors(send(desk, address(Organisation, "add"), name="Vale College", slug="vale-college")) == []
    body = Organisation.objects.get()
    scale = send(
        desk,
        address(ProgressScale, "add"),
        organisation=body.pk,
        name="Three",
        statuses__0__words="Done",
        statuses__0__meaning="complete",
    )
    assert errors(scale) == []
    made = send(
        desk,
        address(Plan, "add"),
        organisation=body.pk,
        title="Plan 2026",
        slug="plan-2026",
        scale=ProgressScale.objects.get().pk,
        priorities__0__words="Priority 1: Access",
        outcomes__0__words="Everyone gets in",
        rounds__0__words="October 2026",
        rounds__0__key="2026-10",
        columns__0__layout="priorities",
        columns__0__key="ref",
        columns__0__heading="No.",
    )
    assert errors(made) == []
    plan = Plan.objects.get()
    assert plan.is_draft
    first_step = desk.post(address(Action, "add"), {"plan": plan.pk, "_save": "Save"})
    assert first_step["Location"] == address(Action, "add") + f"?plan={plan.pk}"
    added = send(
        desk,
        first_step["Location"],
        ref="1.1",
        words="Widen the door",
        priority=plan.priorities.get().pk,
        assignments__0__role="lead_service",
        assignments__0__words="Estates Team",
        timescales__0__words="by end March 2027",
        actionoutcome_set__0__outcome=plan.outcomes.get().pk,
        measures__0__words="The door is wide",
        **{"Action_outcomes-0-outcome": ""},
    )
    assert errors(added) == []
    action = Action.objects.get()
    assert (action.slug, action.order) == ("1-1", 1)
    assert Contributor.objects.get().name == "Estates Team"
    assert action.lead_service_words == "Estates Team"
    assert action.timescales.get().latest == date(2027, 3, 31)
    step = address(Update, "add") + f"?action={action.pk}"
    answered = send(desk, step, reporting_round=plan.rounds.get().pk, words="Tendered", state="signed_off")
    assert errors(answered) == []
    assert str(Update.objects.get().reporting_round) == "October 2026"


def test_actions_are_found_by_contributor_spelling_outcome_and_reference(desk, plan):
    action = plan.actions.get(ref="1b")
    contributor = action.assignments.get(role="lead_officer").contributor
    contributor.aliases.create(organisation=plan.organisation, words="T. Hathers", key="t hathers")
    assert action in shown(desk, "?q=hathers")
    assert shown(desk, "?q=1b")[0] == action
    assert shown(desk, "?q=everybody+gets+the+same+answer%2C+1")
    assert shown(desk, "?q=nothing-like-it") == []


def test_the_list_of_actions_answers_its_questions(desk, plan):
    overdue = shown(desk, "?overdue=yes")
    assert overdue
    assert all(action.is_late for action in overdue)
    assert set(overdue) | set(shown(desk, "?overdue=no")) == set(plan.actions.all())
    unanswered = shown(desk, "?unanswered=latest")
    assert [action.ref for action in unanswered] == [plan.actions.order_by("order")[7].ref]
    assert shown(desk, f"?plan__id__exact={plan.pk}&unanswered={plan.rounds.first().pk}") == unanswered
    lead = plan.actions.first().assignments.get(role="lead_officer").contributor
    assert plan.actions.first() in shown(desk, f"?lead={lead.pk}")
    assert shown(desk, "?lead=none") == []
    assert shown(desk, "?draft=no") == []
    blue = plan.scale.statuses.get(meaning="complete")
    assert all(action.position_words == "Blue: complete" for action in shown(desk, f"?position={blue.pk}"))


@pytest.mark.parametrize(
    "query",
    [
        "?position=x",
        "?lead=99999999999999999999",
        "?unanswered=%00",
        "?plan__id__exact=x",
        "?q=%00",
        "?p=99",
        "?o=x",
    ],
)
def test_no_address_of_the_list_is_an_error(desk, plan, query):
    assert desk.get(LISTED + query, follow=True).status_code == 200


def test_printed_words_follow_the_parts_when_only_the_parts_change(desk, plan):
    action = plan.actions.get(ref="1a")
    who = Contributor.objects.get(name="Ioan Prosser")
    answer = send(
        desk,
        address(Action, "change", action.pk),
        assignments__2__role="lead_officer",
        assignments__2__contributor=who.pk,
        assignments__2__qualifier="external",
        assignments__2__order="9",
    )
    assert errors(answer) == []
    action.refresh_from_db()
    assert action.lead_officer_words == "Priya Nandakumar (internal); Ioan Prosser (external)"
    assert action.lead_service_words == "Customer Services"


def test_words_changed_by_hand_stay_and_the_difference_is_told(desk, plan):
    action = plan.actions.get(ref="1a")
    page = address(Action, "change", action.pk)
    answer = send(desk, page, lead_service_words="Customer Care")
    told = [str(message) for message in desk.get(answer["Location"]).context["messages"]]
    assert any("now differ" in sentence for sentence in told)
    action.refresh_from_db()
    assert action.lead_service_words == "Customer Care"


def test_saving_an_action_untouched_changes_nothing(desk, plan):
    action = plan.actions.get(ref="1a")
    before = Action.objects.filter(pk=action.pk).values().get()
    parts = list(action.assignments.order_by("pk").values())
    times = list(action.timescales.values())
    assert errors(send(desk, address(Action, "change", action.pk))) == []
    assert Action.objects.filter(pk=action.pk).values().get() == before
    assert list(action.assignments.order_by("pk").values()) == parts
    assert list(action.timescales.values()) == times


def test_a_revised_timescale_keeps_the_old_one(desk, plan):
    action = plan.actions.get(ref="1a")
    send(desk, address(Action, "change", action.pk), timescales__0__words="by December 2027")
    now, before = action.timescales.order_by("-is_current")
    assert (now.words, now.latest, now.is_current) == ("by December 2027", date(2027, 12, 31), True)
    assert (before.words, before.latest, before.is_current) == (
        "by end September 2026",
        date(2026, 9, 30),
        False,
    )


def test_days_entered_by_hand_go_before_the_reading(plan):
    action = plan.actions.first()
    reading = {"earliest": date(2027, 1, 1), "latest": date(2027, 2, 1), "precision": "day", "kind": "by"}
    kept = set_timescale(action, "after the refit", on=date(2026, 11, 6), reading=reading)
    assert (kept.latest, kept.set_on) == (date(2027, 2, 1), date(2026, 11, 6))


def test_words_that_say_no_day_leave_the_days_empty(plan):
    kept = set_timescale(plan.actions.first(), "when budget allows", on=date(2026, 11, 6))
    assert (kept.earliest, kept.latest, kept.precision) == (None, None, "none")


def test_an_action_of_an_open_plan_is_not_deleted(desk, plan):
    action = plan.actions.first()
    Plan.objects.filter(pk=plan.pk).update(is_draft=False)
    assert desk.post(address(Action, "delete", action.pk), {"post": "yes"}).status_code == 403
    assert desk.post(address(Plan, "delete", plan.pk), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [action.pk], "post": "yes"}
    desk.post(LISTED, data)
    assert Action.objects.filter(pk=action.pk).exists()


def test_a_draft_and_all_it_holds_can_be_deleted(desk, plan):
    Update.objects.all().delete()
    assert desk.post(address(Plan, "delete", plan.pk), {"post": "yes"}).status_code == 302
    assert not Plan.objects.exists()


def test_the_words_of_a_submitted_update_are_its_authors(desk, plan):
    update = Update.objects.filter(submitted_by__isnull=False).first()
    send(desk, address(Update, "change", update.pk), words="Better put", state="draft")
    after = Update.objects.get(pk=update.pk)
    assert (after.words, after.state, after.version) == (update.words, update.state, update.version)


def test_nobody_signs_off_their_own_update(desk, plan, editor, colleague, client):
    action = plan.actions.last()
    Update.objects.filter(action=action).delete()
    update = Update.objects.create(
        action=action,
        reporting_round=plan.rounds.first(),
        words="Mine",
        state="submitted",
        submitted_by=editor,
        submitted_at=SIGNED_OFF_AT,
    )
    data = {"action": "sign_off_chosen", "_selected_action": [update.pk]}
    told = desk.post(address(Update, "changelist"), data, follow=True)
    assert "A colleague must sign this off" in told.content.decode()
    client.force_login(colleague)
    client.post(address(Update, "changelist"), data)
    update.refresh_from_db()
    assert (update.state, update.signed_off_by) == ("signed_off", colleague)
    assert update.events.get().kind == "signed_off"


def test_an_addition_carries_the_name_of_who_added_it(desk, plan, editor):
    update = Update.objects.first()
    added = send(
        desk,
        address(Update, "change", update.pk),
        addenda__1__words="Done since",
        addenda__1__on="2026-11-07",
    )
    assert errors(added) == []
    addendum = Addendum.objects.get(words="Done since")
    assert (addendum.added_by, addendum.order, addendum.marker) == (editor, 2, "")


def test_autocomplete_finds_only_for_those_who_may_see(client, plan, administrator, editor, db):
    path = (
        reverse("admin:autocomplete")
        + "?app_label=actionplans&model_name=assignment&field_name=contributor&term=libr"
    )
    client.force_login(editor)
    assert [found["text"] for found in client.get(path).json()["results"]] == ["Leisure and Libraries"]
    client.force_login(administrator)
    assert client.get(path).status_code == 403
    client.force_login(make_person(Role.LEAD))
    assert client.get(path).status_code == 302


def test_the_list_takes_new_numbers(desk, plan):
    page = desk.get(LISTED + f"?plan__id__exact={plan.pk}")
    formset = page.context["cl"].formset
    data = {f"form-{key}": value for key, value in formset.management_form.initial.items()}
    for place, form in enumerate(formset.forms):
        data |= {f"form-{place}-id": form.instance.pk, f"form-{place}-order": len(formset.forms) - place}
    desk.post(LISTED + f"?plan__id__exact={plan.pk}", data | {"_save": "Save"})
    assert plan.actions.order_by("order").first().ref == formset.forms[-1].instance.ref


def test_a_recommendations_responsible_words_follow_too(desk, plan):
    row = Recommendation.objects.create(plan=plan, order=1, words="Hold a review")
    answer = send(
        desk,
        address(Recommendation, "change", row.pk),
        assignments__0__role="responsible",
        assignments__0__words="Scrutiny Office",
    )
    assert errors(answer) == []
    row.refresh_from_db()
    assert row.responsible_words == "Scrutiny Office"


@pytest.mark.django_db
def test_a_search_finds_by_any_spelling_once_and_multiplies_nothing(client):
    plan = make_plan(6)
    action = plan.actions.first()
    contributor = action.assignments.first().contributor
    also_written(contributor, "The Zebra Desk")
    also_written(contributor, "Zebra Unit")
    client.force_login(make_person("editor"))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/admin/actionplans/action/?q=zebra")
    assert action in list(answer.context["cl"].result_list)
    assert "SELECT DISTINCT" not in " ".join(query["sql"] for query in queries if "COALESCE" in query["sql"])

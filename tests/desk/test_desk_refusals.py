"""Whatever rule of the database a form would break, the answer is a sentence and nothing is lost."""

import pytest
from django.apps import apps

from accounts.models import Contributor, Organisation, RoleGrant, User
from actionplans.models import (
    Action,
    Addendum,
    Assignment,
    Evidence,
    Outcome,
    Plan,
    PlanColumn,
    Priority,
    ProgressScale,
    Recommendation,
    ReportingRound,
    ServiceComment,
    Update,
)
from tests.desk.desk_forms import address, errors, send
from tests.plans import make_plan


def test_every_rule_of_the_database_has_a_sentence_of_its_own():
    default = [
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in ("accounts", "papers", "actionplans")
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert default == []


@pytest.fixture
def rows(plan):
    """A row of each kind to break rules with."""
    one = Recommendation.objects.create(plan=plan, order=1, number="1", words="First")
    ServiceComment.objects.create(recommendation=one, words="Agreed.")
    plan.columns.create(layout="priorities", key="ref")
    action = plan.actions.first()
    Update.objects.filter(action=action).delete()
    update = Update.objects.create(action=action, reporting_round=plan.rounds.first(), words="Typed in")
    Addendum.objects.create(update_added_to=update, on="2026-04-23", words="Later")
    Evidence.objects.create(evidence_of=update, words="A page", link="https://example.org/")
    make_plan(actions=2, title="Another plan", is_draft=True, rounds=1)
    return plan


FORMS = [
    (Organisation, {"year_starts_in": "13"}, "1 to 12"),
    (Organisation, {"slug": "not a slug"}, "valid"),
    (Contributor, {"in_post_from": "2026-02-01", "in_post_to": "2026-01-01"}, "before the day they came"),
    (Contributor, {"kind": "ghost"}, "not one of the available choices"),
    (Contributor, {"name": "—"}, "at least one letter"),
    (Contributor, {"name": "LEISURE and libraries"}, "already written like this"),
    (Contributor, {"aliases__0__words": "!!"}, "at least one letter"),
    (Contributor, {"aliases__1__words": "Digital"}, "already written like this"),
    (Plan, {"period_start": "2026-02-01", "period_end": "2026-01-01"}, "must not end before it begins"),
    (Plan, {"state": "lost"}, "not one of the available choices"),
    (Plan, {"layout": "lost"}, "not one of the available choices"),
    (Plan, {"slug": "another-plan"}, "already exists"),
    (Plan, {"priorities__0__words": ""}, "required"),
    (Plan, {"outcomes__0__words": ""}, "could not be read"),
    (Plan, {"outcomes__0__is_unreadable": "on"}, "could not be read"),
    (Plan, {"rounds__2__words": "Spring", "rounds__2__key": "a/b"}, "letters, figures and hyphens"),
    (Plan, {"rounds__0__key": "2026-10"}, "with this key"),
    (Plan, {"rounds__2__words": "New", "rounds__2__key": "2026-10"}, "with this key"),
    (Plan, {"rounds__2__words": "October 2026", "rounds__2__key": "x"}, "of this name"),
    (Plan, {"columns__1__layout": "priorities", "columns__1__key": "ref"}, "already stands"),
    (Plan, {"columns__1__layout": "priorities", "columns__1__key": "colour"}, "not one of the available"),
    (Priority, {"words": ""}, "required"),
    (Priority, {"order": "-1"}, "greater than or equal to 0"),
    (Priority, {"order": "99999999999999999999"}, "less than or equal to"),
    (Outcome, {"words": ""}, "could not be read"),
    (Outcome, {"targets__0__words": "half", "targets__0__value": "x"}, "number"),
    (Recommendation, {"words": ""}, "required"),
    (Recommendation, {"depends_on": "self"}, "cannot depend on itself"),
    (Recommendation, {"comments__0__response": "maybe"}, "not one of the available"),
    (Action, {"words": ""}, "Say what is to be done"),
    (Action, {"classed_as": "hard"}, "not one of the available"),
    (Action, {"priority": "foreign"}, "not one of the available"),
    (Action, {"assignments__0__role": "friend"}, "not one of the available"),
    (
        Action,
        {"assignments__2__role": "lead_service", "assignments__2__qualifier": "x"},
        "write the name beside it",
    ),
    (Action, {"assignments__2__role": "supporting", "assignments__2__words": "–"}, "at least one letter"),
    (
        Action,
        {"assignments__2__role": "lead_service", "assignments__2__contributor": "first"},
        "already has this role",
    ),
    (Action, {"timescales__0__earliest": "2026-02-01", "timescales__0__latest": "2026-01-01"}, "both days"),
    (Action, {"timescales__0__words": ""}, "required"),
    (Action, {"measures__0__words": ""}, "required"),
    (Action, {"targets__0__words": "x", "targets__0__value": "1", "targets__0__unit": "miles"}, "not one of"),
    (Action, {"targets__0__words": "x", "targets__0__value": "9999999999999"}, "digits"),
    (ReportingRound, {"key": "2026-10"}, "with this key"),
    (ReportingRound, {"words": "October 2026"}, "of this name"),
    (
        ReportingRound,
        {"opens_on": "2026-02-01", "due_on": "2026-01-01", "closed_on": "2026-02-01"},
        "open before it is due",
    ),
    (ReportingRound, {"key": "Autumn/Winter"}, "letters, figures and hyphens"),
    (ReportingRound, {"due_on": "2027-01-01"}, "rounds that are over are entered here"),
    (Update, {"answer": "same_as", "state": "signed_off"}, "needs that action"),
    (Update, {"same_as": "other"}, "needs that action"),
    (Update, {"reporting_round": "foreign"}, "not one of the available"),
    (Update, {"state": "returned"}, "not one of the available"),
    (Update, {"state": "submitted"}, "not one of the available"),
    (Update, {"state": "lost"}, "not one of the available"),
    (Update, {"addenda__0__on_0": "", "addenda__0__on": "", "addenda__0__marker": ""}, "its date"),
    (Update, {"evidence__0__link": ""}, "Give a link or choose a file"),
    (Update, {"evidence__0__link": "javascript:alert(1)"}, "valid URL"),
    (ProgressScale, {"name": "Scale of another-plan"}, "of this name"),
    (ProgressScale, {"statuses__0__meaning": "fine"}, "not one of the available"),
    (ProgressScale, {"statuses__1__words": "Red: off track"}, "with these words"),
    (PlanColumn, {"key": "colour"}, "not one of the available"),
    (ServiceComment, {"response": "maybe"}, "not one of the available"),
    (Assignment, {"role": "friend"}, "not one of the available"),
    (Addendum, {"on": "", "marker": ""}, "its date"),
    (Evidence, {"link": ""}, "Give a link or choose a file"),
]


@pytest.mark.parametrize(("model", "changes", "sentence"), FORMS)
def test_a_form_that_breaks_a_rule_gets_a_sentence(model, changes, sentence, desk, rows):
    row = model._base_manager.order_by("pk").first()
    if model in (Update, Addendum, Evidence):
        # What somebody answered is not changed on the desk; what was typed in from a paper is.
        of_it = {Update: "words", Addendum: "update_added_to__words", Evidence: "evidence_of__words"}
        row = model.objects.get(**{of_it[model]: "Typed in"})
    stand_ins = {
        "self": row.pk,
        "first": Assignment.objects.filter(role="lead_service").first().contributor_id,
        "other": Action.objects.last().pk,
        "foreign": (ReportingRound if model is Update else Priority).objects.order_by("pk").last().pk,
    }
    if "other" in changes.values():
        stand_ins["other"] = rows.actions.last().pk
    changes = {name: stand_ins.get(value, value) for name, value in changes.items()}
    before = list(model._base_manager.order_by("pk").values())
    answer = send(desk, address(model, "change", row.pk), **changes)
    assert answer.status_code == 200
    told = errors(answer)
    assert any(sentence in each for each in told), told
    assert list(model._base_manager.order_by("pk").values()) == before


def test_the_same_part_twice_in_one_form_is_told(desk, rows):
    action = rows.actions.first()
    who = action.assignments.first().contributor_id
    answer = send(
        desk,
        address(Action, "change", action.pk),
        **{
            "assignments-TOTAL_FORMS": "4",
            "assignments-2-role": "supporting",
            "assignments-2-contributor": who,
            "assignments-3-role": "supporting",
            "assignments-3-contributor": who,
            "assignments-3-action": action.pk,
            "assignments-3-order": "0",
        },
    )
    assert any("already has this role" in told for told in errors(answer))


def test_a_refusal_by_the_database_itself_keeps_what_was_typed(desk, rows, monkeypatch):
    """As when somebody else saves the same round between the look and the save."""
    monkeypatch.setattr(ReportingRound, "validate_constraints", lambda self, exclude=None: None)
    monkeypatch.setattr(ReportingRound, "validate_unique", lambda self, exclude=None: None)
    row = ReportingRound.objects.filter(plan=rows).first()
    answer = send(
        desk, address(ReportingRound, "change", row.pk), key="2026-10", meeting_words="Typed with care"
    )
    assert answer.status_code == 200
    assert "at the same moment" in errors(answer)[0]
    assert "Typed with care" in answer.content.decode()


def test_nobody_gives_a_role_to_themselves(client, administrator, editor):
    client.force_login(administrator)
    page = client.get(address(User, "change", administrator.pk))
    assert [inline for inline in page.context["inline_admin_formsets"] if inline.has_add_permission] == []
    answer = send(
        client,
        address(User, "change", administrator.pk),
        **{
            "role_grants-TOTAL_FORMS": "1",
            "role_grants-INITIAL_FORMS": "0",
            "role_grants-0-role": "editor",
            "role_grants-0-user": administrator.pk,
        },
    )
    assert answer.status_code in (200, 302)
    assert set(RoleGrant.objects.filter(user=administrator).values_list("role", flat=True)) == {"admin"}


def test_a_role_is_given_with_the_name_of_the_giver(client, administrator, editor):
    client.force_login(administrator)
    answer = send(client, address(User, "change", editor.pk), role_grants__1__role="publisher")
    assert errors(answer) == []
    assert RoleGrant.objects.get(user=editor, role="publisher").granted_by == administrator


def test_a_role_is_given_once(client, administrator, editor):
    client.force_login(administrator)
    answer = send(client, address(User, "change", editor.pk), role_grants__1__role="editor")
    assert any("already" in told for told in errors(answer)), errors(answer)


def test_an_administrator_does_not_lock_themselves_out(client, administrator):
    client.force_login(administrator)
    send(client, address(User, "change", administrator.pk), is_active=None)
    administrator.refresh_from_db()
    assert administrator.is_active
    assert client.post(address(User, "delete", administrator.pk), {"post": "yes"}).status_code == 403


def test_two_spellings_of_an_address_are_one(client, administrator, editor):
    client.force_login(administrator)
    answer = send(
        client,
        address(User, "add"),
        email=editor.email.upper(),
        name="Twin",
        new_password="a-long-enough-password",
    )
    assert any("already signs in" in told for told in errors(answer))

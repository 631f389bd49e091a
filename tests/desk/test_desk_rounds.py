"""Rounds and answers on the desk: no second way around the rules of the rounds' own pages."""

from datetime import date

import pytest

from accounts.models import Contributor, Organisation
from actionplans.models import Addendum, Evidence, ReportingRound, Update
from actionplans.rounds import running, signing_off
from tests.desk.desk_forms import address, errors, send
from tests.desk.test_tables import bring_in, look_at, sentences, take_out
from tests.plans import make_person, make_plan
from tests.rounds import DUE_ON, OPENED_AT, REVIEWED_AT, asked_of, make_lead, make_round
from tests.rounds import send as answer


@pytest.fixture
def plan(db):
    """A plan that is open: nobody is asked about a draft."""
    return make_plan(8)


@pytest.fixture
def held(plan, editor):
    return make_round(plan, by=editor)


@pytest.fixture
def sent(plan, held):
    return answer(asked_of(held, "1a"), make_lead(plan))


@pytest.fixture
def typed(plan):
    """An update that was typed in from a paper: nobody here sent it."""
    action = plan.actions.last()
    Update.objects.filter(action=action).delete()
    return Update.objects.create(
        action=action, reporting_round=plan.rounds.get(key="2026-10"), words="Typed in"
    )


def page_of(row):
    return address(type(row), "change", row.pk)


def values(row):
    return type(row).objects.filter(pk=row.pk).values().get()


def test_an_answer_that_was_sent_is_not_edited_signed_off_or_returned_on_the_desk(desk, sent):
    before = values(sent)
    for state in ("draft", "signed_off", "returned"):
        send(desk, page_of(sent), words="Better put", state=state)
    assert values(sent) == before
    assert sent.events.count() == 1


def test_the_desk_leads_to_the_page_where_an_answer_is_reviewed(desk, sent):
    page = desk.get(page_of(sent)).content.decode()
    assert f"{sent.reporting_round.get_absolute_url()}answers/{sent.asked_id}/" in page


def test_no_update_is_typed_in_beside_those_a_round_asks_for(desk, plan, held):
    action = plan.actions.get(ref="2b")
    page = address(Update, "add") + f"?action={action.pk}"
    given = {"reporting_round": held.pk, "words": "Beside", "state": "signed_off"}
    assert any("this round is run here" in each for each in errors(send(desk, page, **given)))
    assert not Update.objects.filter(words="Beside").exists()


def test_nor_in_a_round_that_waits_to_be_opened(desk, plan, typed):
    waits = running.plan_round(plan, words="April 2027", opens_on=None, due_on=DUE_ON)
    told = errors(send(desk, page_of(typed), reporting_round=waits.pk))
    assert any("this round is run here" in each for each in told)


def test_what_a_paper_said_may_be_put_right_and_leaves_a_step(desk, typed, editor):
    assert errors(send(desk, page_of(typed), state="signed_off")) == []
    assert errors(send(desk, page_of(typed), words="As the paper has it")) == []
    typed.refresh_from_db()
    assert (typed.state, typed.submitted_by, typed.signed_off_by) == ("signed_off", None, None)
    steps = [(step.kind, step.by, step.said["words"]) for step in typed.events.all()]
    assert steps == [("brought_in", editor, "Typed in"), ("edited", editor, "As the paper has it")]
    assert typed.version == 3


def test_the_worst_status_needs_a_remark_on_the_desk_too(desk, plan, typed):
    red = plan.scale.statuses.get(meaning="off_track").pk
    told = errors(send(desk, page_of(typed), words="", status=red, state="signed_off"))
    assert any("Red needs a remark" in each for each in told)


def test_completed_back_to_open_needs_a_reason_on_the_desk_too(desk, plan, typed):
    scale = plan.scale.statuses
    Update.objects.create(
        action=typed.action,
        reporting_round=plan.rounds.get(key="2026-04"),
        words="Done",
        status=scale.get(meaning="complete"),
        state="signed_off",
    )
    green = scale.get(meaning="on_track").pk
    told = errors(send(desk, page_of(typed), status=green, state="signed_off"))
    assert any("Say why it is open again" in each for each in told)
    given = {"status": green, "state": "signed_off", "reopened_because": "The lift broke."}
    assert errors(send(desk, page_of(typed), **given)) == []


@pytest.mark.parametrize(
    ("words", "on", "sentence"),
    [
        ("", "2026-11-07", "required"),
        ("Later", "2099-01-01", "Choose today"),
        ("x", "2026-01-01", "in order"),
    ],
)
def test_an_answer_that_is_signed_off_is_only_added_to_by_the_rules_of_adding(
    words, on, sentence, desk, sent, colleague
):
    signing_off.sign_off(sent, version=sent.version, by=colleague, at=REVIEWED_AT)
    first = {"addenda__0__words": "A venue is found.", "addenda__0__on": "2026-05-01"}
    assert errors(send(desk, page_of(sent), **first)) == []
    second = {"addenda__1__words": words, "addenda__1__on": on}
    assert any(sentence in each for each in errors(send(desk, page_of(sent), **second)))
    assert [each.words for each in sent.addenda.all()] == ["A venue is found."]


def test_what_was_added_to_somebodys_answer_is_neither_changed_nor_taken_away(desk, sent, colleague):
    signing_off.sign_off(sent, version=sent.version, by=colleague, at=REVIEWED_AT)
    added = signing_off.add(sent, "A venue is found.", on=date(2026, 5, 1), by=colleague, at=REVIEWED_AT)
    assert desk.post(page_of(added), {"words": "None is."}).status_code == 403
    assert desk.post(address(Addendum, "delete", added.pk), {"post": "yes"}).status_code == 403
    send(desk, page_of(sent), addenda__0__words="None is.", addenda__0__DELETE="on")
    assert Addendum.objects.get(pk=added.pk).words == "A venue is found."


def test_evidence_of_somebodys_answer_is_kept_on_its_own_page(desk, sent):
    shown = Evidence.objects.create(evidence_of=sent, words="Log", link="https://www.example.org/")
    assert desk.post(page_of(shown), {"words": "No log"}).status_code == 403
    assert desk.post(address(Evidence, "delete", shown.pk), {"post": "yes"}).status_code == 403


def test_signing_off_on_the_desk_goes_by_the_verb(client, sent, colleague, editor):
    lead = make_person("lead", email="priya@marlowvale.example")
    data = {"action": "sign_off_chosen", "_selected_action": [sent.pk]}
    client.force_login(lead)
    client.post(address(Update, "changelist"), data)
    sent.refresh_from_db()
    assert sent.state == "submitted"
    client.force_login(colleague)
    client.post(address(Update, "changelist"), data)
    sent.refresh_from_db()
    assert (sent.state, sent.signed_off_by, sent.version) == ("signed_off", colleague, 2)
    assert sent.events.last().kind == "signed_off"


def test_a_round_that_is_run_is_changed_on_its_own_pages(desk, held):
    before = values(held)
    send(desk, page_of(held), words="Other", due_on="2026-12-31", closed_on="2026-12-01", key="x")
    assert values(held) == before
    page = desk.get(page_of(held)).content.decode()
    assert held.get_absolute_url() in page
    assert "Opened" in page


def test_a_round_in_which_somebody_was_asked_is_not_deleted(desk, plan, held):
    assert desk.post(address(ReportingRound, "delete", held.pk), {"post": "yes"}).status_code == 403
    number = list(plan.rounds.all()).index(held)
    told = errors(send(desk, page_of(plan), **{f"rounds__{number}__DELETE": "on"}))
    assert any("it stays" in each for each in told)
    assert ReportingRound.objects.filter(pk=held.pk).exists()


def test_in_a_plans_form_a_round_that_is_run_keeps_its_name(desk, plan, held):
    number = list(plan.rounds.all()).index(held)
    send(desk, page_of(plan), **{f"rounds__{number}__words": "Other", f"rounds__{number}__key": "other"})
    held.refresh_from_db()
    assert (held.words, held.key) == ("December 2026", "2026-12")


def test_a_past_round_is_entered_with_the_day_it_was_closed(desk, plan):
    page = address(ReportingRound, "add") + f"?plan={plan.pk}"
    given = {"words": "October 2024", "key": "2024-10", "due_on": "2024-10-31"}
    assert any("rounds that are over" in each for each in errors(send(desk, page, **given)))
    assert errors(send(desk, page, **given, closed_on="2024-11-08")) == []
    assert plan.rounds.get(key="2024-10").is_open is False


def test_the_log_of_asking_is_looked_at_and_changed_by_nobody(desk, held):
    asked = held.requests.first()
    asking = asked.askings.create(kind="opening", how="email", at=OPENED_AT, whom="Priya Nandakumar")
    for row in (asked, asking):
        assert desk.get(page_of(row)).status_code == 200
        assert desk.post(page_of(row), {}).status_code == 403
        assert desk.post(address(type(row), "delete", row.pk), {"post": "yes"}).status_code == 403
        assert desk.get(address(type(row), "add")).status_code == 403


def test_a_table_changes_no_answer_and_no_round_that_is_run_here(desk, plan, held, sent):
    for model, was, now in ((Update, sent.words, "All is lost"), (ReportingRound, "December 2026", "Other")):
        content = take_out(desk, model).decode("utf-8-sig")
        assert was in content
        told = sentences(look_at(desk, model, content.replace(was, now).encode()))
        assert any("page of the round" in each for each in told), told


def test_a_table_adds_nothing_under_somebodys_answer(desk, sent, colleague):
    signing_off.sign_off(sent, version=sent.version, by=colleague, at=REVIEWED_AT)
    signing_off.add(sent, "A venue is found.", on=date(2026, 5, 1), by=colleague, at=REVIEWED_AT)
    content = take_out(desk, Addendum).decode("utf-8-sig").replace("A venue is found.", "None is found.")
    told = sentences(look_at(desk, Addendum, content.encode()))
    assert any("Add to this answer on its own page" in each for each in told)


def test_who_is_reached_where_and_who_heads_whom_is_kept_in_the_directory(desk, plan):
    who = Contributor.objects.get(name="Priya Nandakumar")
    service = Contributor.objects.get(name="Digital")
    given = {"email": "priya@marlowvale.example", "part_of": service.pk, "headed_by": ""}
    assert errors(send(desk, page_of(who), **given)) == []
    who.refresh_from_db()
    assert (who.email, who.part_of) == ("priya@marlowvale.example", service)


def test_the_directory_goes_out_and_comes_in_with_addresses_and_heads(desk, plan):
    Contributor.objects.filter(name="Digital").update(
        email="digital@marlowvale.example", headed_by=Contributor.objects.get(name="Tom Hathersage")
    )
    content = take_out(desk, Contributor).decode("utf-8-sig")
    assert "digital@marlowvale.example" in content
    bring_in(desk, Contributor, content.replace("digital@", "front-desk@").encode())
    kept = Contributor.objects.get(name="Digital")
    assert (kept.email, str(kept.headed_by)) == ("front-desk@marlowvale.example", "Tom Hathersage")


def test_two_pairs_of_eyes_is_a_setting_of_the_body(desk, plan):
    body = plan.organisation
    assert errors(send(desk, page_of(body), two_pairs_of_eyes=None)) == []
    assert Organisation.objects.get(pk=body.pk).two_pairs_of_eyes is False
    assert "two_pairs_of_eyes" in take_out(desk, Organisation).decode("utf-8-sig").splitlines()[0]

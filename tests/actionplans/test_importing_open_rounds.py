"""A whole paper brought in while a round is open: its answers of that round are reviewed like all others."""

import pytest

from actionplans.importing import bringing_in, reviewing
from actionplans.importing.applying import CannotApply, apply
from actionplans.importing.describing import describe, running
from actionplans.importing.matching import compare
from actionplans.importing.undoing import undo
from actionplans.models import PlanImport, Update, WaitingText
from actionplans.recognising.found import from_json
from actionplans.rounds import answering
from tests.plans import make_person, make_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_round, said

pytestmark = pytest.mark.django_db
PAPER = (
    "Ref,Action,Lead officer,October 2026 update,December 2026 update,December 2026 status\n"
    "1a,Promise 1: offer an interpreter at counter 1,Priya Nandakumar,Progress is as agreed and residents were asked.,All nine have it.,Green: on track\n"
    "1b,Promise 2: offer an interpreter at counter 2,Tom Hathersage,,,\n"
)


@pytest.fixture
def plan():
    return make_plan(4, priorities=1, rounds=1)


@pytest.fixture
def held(plan):
    return make_round(plan)


def receive(plan, paper=PAPER):
    editor = make_person("editor")
    found = bringing_in.receive("paper.csv", paper.encode(), by=editor, at=ANSWERED_AT, plan=plan)
    return bringing_in.read(found)


def answers_in(plan_import):
    found = from_json(plan_import.reading)
    comparison = compare(describe(plan_import.plan), found, running=running(plan_import.plan))
    return {
        change.key: change.name
        for entry in comparison.differences
        for change in entry.changes
        if change.name.endswith(":2026-12")
    }


def bring(plan_import):
    reviewing.choose(plan_import, dict.fromkeys(answers_in(plan_import), "apply"))
    apply(plan_import, by=make_person("editor"), at=ANSWERED_AT)


def test_its_answers_come_in_as_sent_and_count(plan, held):
    bring(receive(plan))
    update = asked_of(held, "1a").update
    assert (update.words, update.state, update.submitted_by) == (
        "All nine have it.",
        "submitted",
        make_person("editor"),
    )
    assert [event.kind for event in update.events.all()] == ["brought_in"]


def test_the_same_paper_again_changes_nothing(plan, held):
    bring(receive(plan))
    assert answers_in(receive(plan)) == {}


def test_what_a_paper_leaves_empty_in_an_open_round_is_no_difference(plan, held):
    bring(receive(plan))
    assert answers_in(receive(plan, PAPER.replace("All nine have it.,Green: on track", ","))) == {}


def test_a_draft_on_the_site_stays_and_the_papers_words_wait(plan, held):
    asked = asked_of(held, "1a")
    lead = make_person("lead")
    answering.save_draft(asked, said(plan, words="Half a draft"), version=0, by=lead, at=ANSWERED_AT)
    found = receive(plan)
    bring(found)
    assert asked_of(held, "1a").update.words == "Half a draft"
    assert "All nine have it." in WaitingText.objects.get(plan_import=found, heading="December 2026").words


def test_an_answer_of_a_closed_round_is_signed_off_as_before(plan):
    found = receive(plan)
    bring(found)
    update = Update.objects.get(action__ref="1a", action__plan=plan, reporting_round__key="2026-12")
    assert (update.state, update.asked, update.signed_off_by) == ("signed_off", None, None)


def test_undo_takes_it_out_again(plan, held):
    before = list(Update.objects.order_by("pk").values())
    found = receive(plan)
    bring(found)
    undo(PlanImport.objects.get(pk=found.pk), by=make_person("editor"), at=REVIEWED_AT)
    assert list(Update.objects.order_by("pk").values()) == before
    assert not hasattr(asked_of(held, "1a"), "update")


def test_no_paper_takes_out_what_officers_were_asked_about(plan, held):
    brought = receive(plan)
    gone = [
        entry.key
        for entry in compare(describe(plan), from_json(brought.reading), running=running(plan)).differences
        if entry.kind == "gone" and entry.what == "action"
    ]
    assert gone
    reviewing.choose(brought, dict.fromkeys(gone, "apply"))
    with pytest.raises(CannotApply, match="its leads were asked about it here"):
        apply(brought, by=make_person("editor"), at=ANSWERED_AT)
    assert plan.actions.count() == 4

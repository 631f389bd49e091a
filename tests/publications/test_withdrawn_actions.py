"""An action or a plan that was issued once is never deleted: it is withdrawn, with a reason, and leaves the working plan."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError

from actionplans import withdrawing
from actionplans.comparing.entries import plan_from_text
from actionplans.importing.applying import apply
from actionplans.importing.describing import describe
from actionplans.importing.matching import UNCLEAR, compare
from actionplans.importing.settling import CannotApply
from actionplans.importing.undoing import built_on
from actionplans.models import Action, ActionOutcome, IssuedPlan, Outcome, Plan, UpdateRequest
from actionplans.onscreen.board import board
from actionplans.onscreen.round_waiting import waiting
from actionplans.papers import progress_paper
from actionplans.papers.entries import frozen_rows
from actionplans.publications import comparing
from actionplans.rounds import asking, running
from actionplans.rounds.refusals import Refused
from papers.document import Figures, Heading
from tests.actionplans.found_plans import AT, PAPER, to_check
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import TODAY, make_person, make_plan
from tests.publications.edits import as_a_paper
from tests.rounds import make_lead, make_round, send

pytestmark = pytest.mark.django_db
BECAUSE = "The counter was closed."
CLOSED_AT = datetime(2026, 12, 4, 17, tzinfo=UTC)


@pytest.fixture
def plan(db):
    return make_plan(4, slug="plan", priorities=1, rounds=1)


@pytest.fixture
def editor(db):
    return make_person("editor")


@pytest.fixture
def issued(plan):
    return issue_plan(plan)


@pytest.fixture
def withdrawn(plan, issued, editor):
    """1b, withdrawn after it was issued."""
    return withdrawing.withdraw(plan.actions.get(ref="1b"), because=BECAUSE, by=editor, at=ISSUED_AT)


def address(action):
    return f"/plans/{action.plan.slug}/actions/{action.slug}/withdraw/"


def form(client, action):
    """The key and the version of the form on the page."""
    page = client.get(address(action))
    return {name: page.context["form"][name].value() for name in ("key", "version")}


def bring_in(plan, found, how="apply"):
    """Take every difference that this newer paper has."""
    entries = compare(describe(plan), found).differences
    keys = [entry.key for entry in entries] + [part.key for entry in entries for part in entry.changes]
    apply(to_check(found, plan=plan, changes=dict.fromkeys(keys, how)), by=None, at=AT)


def test_an_action_that_was_never_issued_is_not_withdrawn(plan, editor):
    with pytest.raises(Refused, match="Delete it on the desk instead"):
        withdrawing.withdraw(plan.actions.get(ref="1a"), because=BECAUSE, by=editor, at=ISSUED_AT)


def test_no_action_is_withdrawn_without_a_reason(plan, issued, editor):
    with pytest.raises(Refused, match="Say why"):
        withdrawing.withdraw(plan.actions.get(ref="1a"), because="  ", by=editor, at=ISSUED_AT)


def test_no_action_is_withdrawn_twice(withdrawn, editor):
    with pytest.raises(Refused, match="already"):
        withdrawing.withdraw(withdrawn, because=BECAUSE, by=editor, at=ISSUED_AT)


def test_a_withdrawn_action_is_no_part_of_the_plan(plan, withdrawn, editor):
    assert list(plan.actions.values_list("ref", flat=True)) == ["1a", "1c", "1d"]
    assert not Action.objects.visible_to(editor).filter(ref="1b").exists()
    assert Action.everything.get(ref="1b") == withdrawn


def test_its_updates_and_dates_are_no_part_of_the_plan(plan, withdrawn, editor):
    for name in ("updates", "timescales", "measures"):
        rows = type(getattr(withdrawn, name).first()).objects
        assert not rows.visible_to(editor).filter(action=withdrawn).exists(), name
        assert rows.filter(action=withdrawn).exists(), f"{name} are kept"


def test_no_paper_has_it_and_the_next_says_that_it_was_withdrawn(plan, withdrawn):
    printed = repr(progress_paper(plan, today=TODAY))
    assert "at counter 2" not in printed
    assert "at counter 3" in printed
    entry, rows = frozen_rows(plan, layout=plan.layout, today=TODAY)
    assert [row.ref for row in rows] == ["1a", "1c", "1d"]
    assert [(key, reason) for key, _, _, reason in entry.withdrawn] == [("1b", BECAUSE)]


def test_what_was_issued_of_it_stays(issued, withdrawn):
    assert issued.issued_plan.rows.filter(action=withdrawn).exists()


def test_no_round_asks_for_it(plan, withdrawn):
    assert withdrawn.pk not in {action for action, _ in asking.wanted(plan)}


def test_open_rounds_ask_for_it_no_longer_and_what_came_stays(plan, issued, editor):
    priya, held = make_lead(plan, "Priya Nandakumar"), make_round(plan, by=editor)
    first, second = (UpdateRequest.objects.get(reporting_round=held, action__ref=ref) for ref in ("1a", "1b"))
    send(first, priya)
    for asked in (first, second):
        withdrawing.withdraw(asked.action, because=BECAUSE, by=editor, at=ISSUED_AT)
        asked.refresh_from_db()
    assert first.withdrawn_at is None
    assert second.withdrawn_because == f"The action was withdrawn: {BECAUSE}"


def test_taken_back_it_is_part_of_the_plan_again(plan, withdrawn):
    withdrawing.take_back(withdrawn)
    assert plan.actions.filter(ref="1b").exists()
    with pytest.raises(Refused, match="part of the plan already"):
        withdrawing.take_back(withdrawn)


def test_its_address_is_given_to_no_other_action(plan, withdrawn):
    found = as_a_paper(plan)
    other = [
        replace(each, words="Quite another promise") if each.ref == "1b" else each for each in found.actions
    ]
    bring_in(plan, replace(found, actions=tuple(other)), how="new")
    assert Action.everything.filter(plan=plan, slug="1b").get() == withdrawn
    assert withdrawn.is_withdrawn
    assert plan.actions.get(ref="1b").slug == "1b-2"


def test_a_paper_that_has_it_again_is_asked_about_and_never_taken_all_at_once(plan, withdrawn):
    comparison = compare(describe(plan), as_a_paper(plan))
    (entry,) = comparison.differences
    assert (entry.kind, entry.label) == (UNCLEAR, f"action 1b, withdrawn on 16 November 2026: {BECAUSE}")
    assert entry.key not in comparison.keys_of_all


def test_chosen_in_a_paper_it_is_taken_back(plan, withdrawn):
    bring_in(plan, as_a_paper(plan))
    assert not plan.actions.get(ref="1b").is_withdrawn


def test_a_paper_without_it_says_nothing_of_it(plan, withdrawn):
    found = as_a_paper(plan)
    left = tuple(each for each in found.actions if each.ref != "1b")
    assert compare(describe(plan), replace(found, actions=left)).differences == ()


def test_a_paper_does_not_take_out_what_was_issued(plan, issued):
    found = describe(plan)
    with pytest.raises(CannotApply, match="withdraw it with a reason"):
        bring_in(plan, replace(found, actions=found.actions[1:]))
    assert plan.actions.filter(ref="1a").exists()


def test_an_import_is_not_taken_back_once_its_plan_was_issued(db):
    from_paper = to_check(PAPER)
    made = apply(from_paper, by=None, at=AT)
    Plan.objects.filter(pk=made.pk).update(is_draft=False)
    made.refresh_from_db()
    issue_plan(made)
    from_paper.refresh_from_db()
    assert (
        "Its actions were issued since: withdraw, with a reason, what is not to be there any more."
        in built_on(from_paper)
    )


def test_no_row_of_the_database_lets_it_go(plan, issued):
    for row in (plan, plan.actions.first()):
        with pytest.raises(ProtectedError):
            row.delete()


@pytest.mark.parametrize("kind", ["plan", "action"])
def test_the_desk_says_what_to_do_instead_of_deleting(client, plan, issued, editor, kind):
    client.force_login(editor)
    row = plan if kind == "plan" else plan.actions.first()
    told = client.post(f"/admin/actionplans/{kind}/{row.pk}/delete/", {"post": "yes"}, follow=True)
    assert "what a committee was told is never deleted" in told.content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    told = client.post(f"/admin/actionplans/{kind}/", chosen, follow=True)
    assert "what a committee was told is never deleted" in told.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("kind", ["plan", "action"])
def test_what_was_never_issued_is_deleted_on_the_desk(client, editor, kind):
    client.force_login(editor)
    plan = make_plan(2, title="Never issued", rounds=0)
    row = plan if kind == "plan" else plan.actions.first()
    client.post(f"/admin/actionplans/{kind}/{row.pk}/delete/", {"post": "yes"})
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_the_desk_shows_it_marked_with_its_reason_and_no_table_has_it(client, withdrawn, editor):
    client.force_login(editor)
    assert "[Withdrawn] 1b" in client.get("/admin/actionplans/action/").content.decode()
    assert "[Withdrawn]" not in client.get("/admin/actionplans/action/?standing=yes").content.decode()
    page = client.get(f"/admin/actionplans/action/{withdrawn.pk}/change/").content.decode()
    assert BECAUSE in page
    assert address(withdrawn) in page
    table = client.post("/admin/actionplans/action/export/", {"format": "0", "resource": ""}).content.decode()
    assert "1b" not in table.split("</html>")[0] or "<html" in table


def test_an_editor_withdraws_it_on_the_site_and_takes_it_back(client, plan, issued, editor):
    client.force_login(editor)
    action = plan.actions.get(ref="1b")
    assert address(action) in client.get(action.get_absolute_url()).content.decode()
    sent = {**form(client, action), "because": BECAUSE}
    done = client.post(address(action), sent, follow=True)
    assert "1b is withdrawn" in done.content.decode()
    assert not plan.actions.filter(ref="1b").exists()
    again = client.post(address(action), sent, follow=True)
    assert again.status_code == 200
    assert Action.everything.get(pk=action.pk).is_withdrawn, "a form sent twice is done once"
    assert BECAUSE in client.get(address(action)).content.decode()
    client.post(address(action), form(client, action))
    assert plan.actions.filter(ref="1b").exists()


def test_the_form_without_a_reason_comes_back(client, plan, issued, editor):
    client.force_login(editor)
    action = plan.actions.get(ref="1b")
    told = client.post(address(action), {**form(client, action), "because": ""})
    assert told.status_code == 422
    assert "Say why it is withdrawn" in told.content.decode()


def test_everybody_still_reads_it_as_it_was_issued(client, withdrawn, editor):
    for user in (None, editor):
        if user:
            client.force_login(user)
        page = client.get(withdrawn.get_absolute_url(), follow=True)
        assert page.status_code == 200
        assert "at counter 2" in page.content.decode()


def test_a_dump_of_the_database_leaves_it_in(withdrawn):
    told = StringIO()
    call_command("dumpdata", "actionplans.action", stdout=told)
    assert "1b" in [row["fields"]["ref"] for row in json.loads(told.getvalue())]


def test_an_outcome_that_only_it_served_goes_with_it(plan, withdrawn):
    Outcome.objects.create(plan=plan, words="Nobody serves this yet.")
    alone, shared = (
        Outcome.objects.create(plan=plan, words=f"{each} served this.") for each in ("It alone", "Two")
    )
    other = plan.actions.get(ref="1a")
    ActionOutcome.objects.bulk_create(
        ActionOutcome(action=action, outcome=outcome)
        for action, outcome in ((withdrawn, alone), (withdrawn, shared), (other, shared))
    )
    printed = repr(progress_paper(plan, today=TODAY))
    assert "It alone served this." not in printed
    assert "Two served this." in printed
    assert "Nobody serves this yet." in printed
    withdrawing.take_back(withdrawn)
    assert "It alone served this." in repr(progress_paper(plan, today=TODAY))


def test_the_way_back_is_shown_to_the_team_and_to_nobody_else(client, plan, withdrawn, editor):
    client.force_login(editor)
    way, page = address(withdrawn), withdrawn.get_absolute_url()
    for shown in (f"/plans/{plan.slug}/changes/", page):
        assert way in client.get(shown).content.decode()
    client.force_login(make_person("publisher"))
    shown = client.get(page).content.decode()
    assert "Withdrawn from the plan on" in shown
    assert way not in shown
    client.logout()
    assert "Withdrawn from the plan on" not in client.get(page).content.decode()


def test_the_short_paper_counts_it_and_tells_of_no_round_that_lost_its_answer(plan, withdrawn):
    _, told = comparing.since_issued(plan, today=TODAY)
    [counted] = [block for block in told.blocks if isinstance(block, Figures)]
    assert (1, "withdrawn") in counted.numbers
    assert "Answers" not in [block.words for block in told.blocks if isinstance(block, Heading)]


class TestARoundThatIsOver:
    """Two of four answers had come when the round was closed. Later 1a, which had answered, and 1b, which had not, were withdrawn."""

    @pytest.fixture
    def plan(self, db):
        """1d is complete, so four are asked for."""
        return make_plan(5, slug="plan", priorities=1, rounds=1)

    @pytest.fixture
    def held(self, plan, issued, editor):
        priya, held = make_lead(plan, "Priya Nandakumar"), make_round(plan, by=editor)
        for ref in ("1a", "1c"):
            send(UpdateRequest.objects.get(reporting_round=held, action__ref=ref), priya)
        held.refresh_from_db()
        closed = running.close(held, with_answers_waiting=True, version=held.version, by=editor, at=CLOSED_AT)
        for ref in ("1a", "1b"):
            withdrawing.withdraw(plan.actions.get(ref=ref), because=BECAUSE, by=editor, at=CLOSED_AT)
        return closed

    def on_the_board(self, held, editor):
        statuses = {each.pk: each for each in held.plan.scale.statuses.all()}
        return board(held, statuses=statuses, user=editor, reads_drafts=False, today=TODAY)

    def test_board_list_of_what_is_missing_and_receipt_say_the_same(self, plan, held, editor):
        shown, out = self.on_the_board(held, editor), waiting(held)
        entry, _ = frozen_rows(plan, layout=plan.layout, today=CLOSED_AT.date())
        receipt = next(one for one in entry.rounds if one.key == held.key)
        assert (shown.asked, shown.received, shown.to_come) == (2, 1, 1)
        assert (receipt.asked, receipt.received, len(receipt.missing)) == (2, 1, 1)
        assert [each.ref for each in out.missing] == [each.ref for each in receipt.missing] == ["1e"]
        assert out.to_review == shown.to_review == receipt.not_signed_off == 1

    def test_the_board_says_since_when_and_why_they_are_not_asked_for(self, client, held, editor):
        assert self.on_the_board(held, editor).withdrawn == 2
        client.force_login(editor)
        page = client.get(held.get_absolute_url(), {"state": "withdrawn"}).content.decode()
        assert page.count(f"The action was withdrawn: {BECAUSE}") == 2

    def test_taken_back_it_counts_as_before(self, plan, held, editor):
        for action in Action.everything.filter(plan=plan, ref__in=["1a", "1b"]):
            withdrawing.take_back(action)
        shown = self.on_the_board(held, editor)
        assert (shown.asked, shown.received, shown.withdrawn) == (4, 2, 0)

    def test_what_was_issued_before_stays_as_it_was(self, plan, issued, editor):
        held = make_round(plan, by=editor)
        running.close(held, version=held.version, by=editor, at=CLOSED_AT)
        paper = issue_plan(plan, at=CLOSED_AT, as_at=CLOSED_AT.date())
        before = paper.issued_plan.content
        withdrawing.withdraw(plan.actions.get(ref="1b"), because=BECAUSE, by=editor, at=CLOSED_AT)
        told = next(one for one in plan_from_text(before).rounds if one.key == held.key)
        assert told.asked == 4
        assert IssuedPlan.objects.get(publication=paper).content == before

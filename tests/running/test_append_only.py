"""What an officer answered and the team signed off is only added to: no other way into the plan writes over it."""

from dataclasses import replace

import pytest

from actionplans.importing.applying import apply
from actionplans.importing.describing import describe
from actionplans.importing.matching import compare
from actionplans.models import Addendum, Update, WaitingText
from actionplans.rounds import running, signing_off
from tests.actionplans.found_plans import AT, to_check
from tests.rounds import REVIEWED_AT, asked_of, make_round, send


@pytest.fixture
def signed(plan, editor, colleague, priya):
    """An answer on 1a, signed off and added to, in a round that is over."""
    held = make_round(plan, by=editor)
    update = send(asked_of(held, "1a"), priya)
    signing_off.sign_off(update, version=1, by=colleague, at=REVIEWED_AT)
    signing_off.add(update, "Eleven.", on=REVIEWED_AT.date(), by=colleague, at=REVIEWED_AT)
    running.close(held, version=held.version, by=editor, at=REVIEWED_AT)
    return update


def kept(update):
    """Everything of an answer and of what was added to it."""
    rows = (
        Update.objects.filter(pk=update.pk).values(),
        Addendum.objects.filter(update_added_to=update).values(),
    )
    return [list(each) for each in rows]


def bring_in_all(plan, found):
    """Take every difference that this newer paper has."""
    changes = {
        change.key: "apply"
        for entry in compare(describe(plan), found).differences
        for change in entry.changes
    }
    apply(to_check(found, plan=plan, changes=changes), by=None, at=AT)


def with_answer(plan, update, change):
    """The plan as its paper has it, this answer changed by a function; None takes it out."""
    found, key = describe(plan), update.reporting_round.key

    def changed(answers):
        parts = [change(each) if each.round == key else each for each in answers]
        return tuple(each for each in parts if each is not None)

    actions = [
        replace(each, updates=changed(each.updates)) if each.ref == "1a" else each for each in found.actions
    ]
    return replace(found, actions=tuple(actions))


def test_a_newer_paper_does_not_write_over_it(plan, signed):
    before = kept(signed)
    newer = with_answer(plan, signed, lambda each: replace(each, words="Other", body="Other", addenda=()))
    bring_in_all(plan, newer)
    assert kept(signed) == before
    assert WaitingText.objects.filter(words="Other").exists(), "the paper's words are not dropped either"


def test_a_newer_paper_without_it_does_not_take_it_away(plan, signed):
    before = kept(signed)
    bring_in_all(plan, with_answer(plan, signed, lambda each: None))
    assert kept(signed) == before


def test_an_answer_that_came_from_a_paper_is_mended_by_a_newer_one(plan):
    imported = plan.actions.get(ref="1a").updates.get(reporting_round__key="2026-10")
    Update.objects.filter(pk=imported.pk).update(submitted_by=None, submitted_at=None)
    newer = with_answer(plan, imported, lambda each: replace(each, words="Other", body="Other", addenda=()))
    bring_in_all(plan, newer)
    imported.refresh_from_db()
    assert imported.words == "Other"

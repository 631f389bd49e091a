"""Reviewing: two pairs of eyes, what a sign-off tells the action, editing with both texts kept, adding in order."""

from datetime import date, timedelta

import pytest

from actionplans.models import Update, UpdateEvent
from actionplans.rounds import answering, running, signing_off
from actionplans.rounds.refusals import Refused
from tests.plans import make_person
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_round, said, send

DAY, REVIEW = date(2026, 11, 1), date(2027, 5, 1)
BLUE = {"status": "Blue: complete", "completed_on": DAY, "next_review_on": REVIEW}
TODAY = REVIEWED_AT.date()


@pytest.fixture
def held(plan, editor):
    return make_round(plan, by=editor)


@pytest.fixture
def sent(held, priya):
    return send(asked_of(held, "1a"), priya)


def sign_off(update, by, version=None):
    return signing_off.sign_off(update, version=version or update.version, by=by, at=REVIEWED_AT)


def edit(update, by, words="Edited", because="Clearer", **more):
    new = said(update.action.plan, words=words, **more)
    return signing_off.edit(update, new, because, version=update.version, by=by, at=REVIEWED_AT)


# Two pairs of eyes


def test_nobody_signs_off_what_they_sent(held, editor, colleague):
    own = send(asked_of(held, "1a"), editor)
    with pytest.raises(Refused, match="A colleague must sign this off"):
        sign_off(own, editor)
    assert sign_off(own, colleague).is_signed_off


def test_nobody_signs_off_what_they_edited(sent, editor, colleague):
    edited = edit(sent, editor)
    with pytest.raises(Refused, match="A colleague must sign this off"):
        sign_off(edited, editor)
    assert sign_off(edited, colleague).is_signed_off


def test_where_the_body_wants_one_pair_one_is_enough(held, editor):
    held.plan.organisation.two_pairs_of_eyes = False
    held.plan.organisation.save()
    own = edit(send(asked_of(held, "1a"), editor), editor)
    assert sign_off(own, editor).is_signed_off


def test_a_publisher_who_leads_an_action_does_not_sign_their_answer_off(held, plan, priya):
    priya.role_grants.create(role="publisher")
    own = send(asked_of(held, "1a"), priya)
    assert "colleague" in signing_off.why_not(own, by=priya)


def test_of_several_those_that_are_ready_are_signed_off_and_the_others_say_why(
    held, editor, priya, colleague
):
    ready, own, stale, returned = (
        send(asked_of(held, ref), by)
        for ref, by in (("1a", priya), ("1b", editor), ("2a", priya), ("2b", priya))
    )
    edit(stale, colleague)
    signing_off.send_back(returned, "How many?", version=1, by=colleague, at=REVIEWED_AT)
    versions = {ready.pk: 1, own.pk: 1, stale.pk: 1, returned.pk: 2}
    result = signing_off.sign_off_all(versions, by=editor, at=REVIEWED_AT)
    assert result.done == [ready]
    assert {update: why.partition(":")[0] for update, why in result.left} == {
        own: "A colleague must sign this off",
        stale: "It was changed since you looked at it. Read it again.",
        returned: "Only an answer that was sent can be signed off.",
    }


# What a sign-off tells the action


def days_of(action):
    action.refresh_from_db()
    return action.completed_on, action.next_review_on


def test_a_completed_action_has_its_day_once_it_is_signed_off(held, priya, colleague):
    update = send(asked_of(held, "1a"), priya, **BLUE)
    assert days_of(update.action) == (None, None)
    sign_off(update, colleague)
    assert days_of(update.action) == (DAY, REVIEW)


def test_an_action_open_again_loses_its_day(plan, priya, editor, colleague):
    plan.actions.filter(ref="1a").update(completed_on=DAY)
    held = make_round(plan, by=editor)
    action = plan.actions.get(ref="1a")
    running.ask_also(held, action, because="Scrutiny asks.", by=editor, at=ANSWERED_AT)
    sign_off(send(asked_of(held, "1a"), priya, reopened_because="It broke."), colleague)
    assert days_of(action)[0] is None


def test_an_old_answer_signed_off_late_does_not_undo_a_newer_one(plan, held, priya, editor, colleague):
    late = send(asked_of(held, "1a"), priya)
    running.close(held, with_answers_waiting=True, version=held.version, by=editor, at=REVIEWED_AT)
    newer = make_round(plan, words="June 2027", due_on=date(2027, 6, 1), by=editor)
    sign_off(send(asked_of(newer, "1a"), priya, **BLUE), colleague)
    sign_off(late, colleague)
    assert days_of(late.action) == (DAY, REVIEW)


@pytest.mark.parametrize("answer", ["carried_forward", "stopped"])
def test_other_answers_give_no_day(held, priya, colleague, answer):
    sign_off(send(asked_of(held, "1a"), priya, answer=answer, **BLUE), colleague)
    assert days_of(held.plan.actions.get(ref="1a")) == (None, None)


# Editing


def test_both_texts_are_kept(sent, colleague):
    before = sent.words
    edit(sent, colleague, words="Ten")
    assert [event.said["words"] for event in sent.events.all()] == [before, "Ten"]
    assert sent.events.last().because == "Clearer"
    update = Update.objects.get(pk=sent.pk)
    assert (update.words, update.edited_by, update.submitted_by.name) == ("Ten", colleague, "Priya")


def test_both_texts_are_kept_of_an_answer_that_came_another_way(held, editor, colleague):
    other_way = Update.objects.create(
        action=held.plan.actions.get(ref="1a"),
        reporting_round=held,
        words="Typed at the desk",
        status=held.plan.scale.statuses.first(),
        state="submitted",
        submitted_by=editor,
        submitted_at=ANSWERED_AT,
    )
    edit(other_way, colleague, words="Ten")
    assert [event.said["words"] for event in other_way.events.all()] == ["Typed at the desk", "Ten"]


def test_an_edit_needs_a_reason_and_a_change(sent, colleague):
    with pytest.raises(Refused, match="Say why you edit it"):
        edit(sent, colleague, because=" ")
    with pytest.raises(Refused, match="Change something"):
        edit(sent, colleague, words=f" {sent.words} ")


def test_what_could_not_be_sent_cannot_be_edited_in(sent, colleague):
    with pytest.raises(Refused) as refused:
        edit(sent, colleague, words="")
    assert [field for field, _ in refused.value.problems] == ["words"]


def test_a_return_needs_a_reason_and_the_lead_reads_it(sent, colleague):
    with pytest.raises(Refused, match="Say what is missing"):
        signing_off.send_back(sent, " ", version=1, by=colleague, at=REVIEWED_AT)
    returned = signing_off.send_back(sent, " How many? ", version=1, by=colleague, at=REVIEWED_AT)
    assert (returned.returned_because, returned.returned_by, returned.returned_at) == (
        "How many?",
        colleague,
        REVIEWED_AT,
    )


# Adding


@pytest.fixture
def signed(sent, colleague):
    return sign_off(sent, colleague)


def add(update, words="Eleven.", on=TODAY, by=None):
    return signing_off.add(update, words, on=on, by=by or make_person("editor"), at=REVIEWED_AT)


def test_additions_stand_in_the_order_of_their_days(signed):
    for days, words in ((2, "First"), (1, "Second"), (1, "Third"), (0, "Fourth")):
        add(signed, words, TODAY - timedelta(days=days))
    assert [each.words for each in signed.addenda.all()] == ["First", "Second", "Third", "Fourth"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"words": " "}, "words"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": None}, "on"),
        ({"on": TODAY - timedelta(days=3)}, "on"),
    ],
)
def test_an_addition_that_cannot_stand_is_refused_at_its_field(signed, more, field):
    add(signed, "First", TODAY - timedelta(days=2))
    with pytest.raises(Refused) as refused:
        add(signed, **more)
    assert [each for each, _ in refused.value.problems] == [field]
    assert signed.addenda.count() == 1


def test_an_addition_changes_nothing_of_the_answer(signed):
    before = Update.objects.filter(pk=signed.pk).values().get()
    add(signed)
    assert Update.objects.filter(pk=signed.pk).values().get() == before


def test_an_addition_may_follow_one_of_a_paper_without_a_day(signed):
    signed.addenda.create(order=4, marker="Update -", words="From the paper")
    assert add(signed).order == 5


# What it costs


@pytest.mark.parametrize("split_in", [False, True])
def test_sending_costs_a_dozen_queries_at_most(
    django_assert_max_num_queries, plan, editor, priya, lead_with, split_in
):
    if split_in:
        lead_with("1a", ("Priya Nandakumar", "internal"), ("Tom Hathersage", "external"))
    asked = asked_of(make_round(plan, by=editor), "1a", "internal" if split_in else "")
    answer = said(plan)
    with django_assert_max_num_queries(12):
        answering.submit(asked, answer, version=0, by=priya, at=ANSWERED_AT)


def test_signing_off_several_costs_each_the_same(held, colleague, priya, django_assert_max_num_queries):
    versions = {send(asked, priya).pk: 1 for asked in held.requests.select_related("action__plan")}
    with django_assert_max_num_queries(1 + 6 * len(versions)):
        signing_off.sign_off_all(versions, by=colleague, at=REVIEWED_AT)
    assert UpdateEvent.objects.filter(kind="signed_off").count() == len(versions)

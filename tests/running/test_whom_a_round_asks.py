"""Whom a round asks: every open action, and each half of those whose leads answer separately."""

from datetime import date, datetime

import pytest

from actionplans.models import Action, Asking, Update
from actionplans.rounds import asking, running, signing_off
from actionplans.rounds.refusals import Refused
from tests.plans import make_organisation, make_person, make_plan
from tests.rounds import ANSWERED_AT, DUE_ON, OPENED_AT, REVIEWED_AT, asked_of, make_round, send, split

P, T, I = "Priya Nandakumar", "Tom Hathersage", "Ioan Prosser"  # noqa: E741


def refs(reporting_round):
    """(reference, half) of everything asked for, in order."""
    return [
        (each.action.ref, each.half)
        for each in reporting_round.requests.standing()
        .select_related("action")
        .order_by("action__order", "half")
    ]


def asks(reporting_round, ref):
    """The halves that are asked for on an action."""
    return [half for each, half in refs(reporting_round) if each == ref]


@pytest.fixture
def fresh(db):
    """Eight actions of which nothing was ever reported."""
    return make_plan(8, slug="fresh", priorities=2, rounds=0)


def status(plan, words):
    return plan.scale.statuses.get(words=words)


# Open actions only


def test_every_open_action_is_asked_once_in_plan_order(fresh):
    assert refs(make_round(fresh)) == [(f"{n}{letter}", "") for n in "12" for letter in "abcd"]


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("Red: off track", True),
        ("Amber: slipping", True),
        ("Green: on track", True),
        ("White: not started", True),
        ("Blue: complete", False),
    ],
)
def test_an_action_whose_own_status_is_finished_is_not_asked(fresh, words, is_asked):
    fresh.actions.filter(ref="1a").update(status=status(fresh, words))
    assert bool(asks(make_round(fresh), "1a")) is is_asked


def test_an_action_with_a_day_of_completion_is_not_asked(fresh):
    fresh.actions.filter(ref="1a").update(completed_on=date(2026, 3, 3))
    assert asks(make_round(fresh), "1a") == []


def test_what_was_signed_off_last_speaks_louder_than_the_actions_own_status(plan):
    action = plan.actions.get(ref="1a")
    action.status = status(plan, "Blue: complete")
    action.save()
    assert action.updates.exclude(status__meaning="complete").exists()
    newest = action.updates.order_by("-reporting_round__order").first()
    newest.status = status(plan, "Green: on track")
    newest.save()
    assert asks(make_round(plan), "1a") == [""]


@pytest.mark.parametrize("answer", ["stopped", "carried_forward"])
def test_after_this_answer_nothing_more_is_asked(fresh, editor, priya_of_fresh, colleague, answer):
    first = make_round(fresh, words="June 2026", by=editor)
    send(asked_of(first, "1a"), priya_of_fresh, answer=answer, words="Cabinet, 1 June", status=None)
    sign_off_everything(first, colleague)
    running.close(first, version=first.version, by=editor, at=REVIEWED_AT)
    assert asks(make_round(fresh, words="December 2026", by=editor), "1a") == []


@pytest.fixture
def priya_of_fresh(fresh, priya):
    return priya


def sign_off_everything(reporting_round, by):
    waiting = reporting_round.updates.filter(state="submitted").values_list("pk", "version")
    signing_off.sign_off_all(dict(waiting), by=by, at=REVIEWED_AT)


def test_an_ending_answer_that_was_not_signed_off_ends_nothing(fresh, editor, priya_of_fresh):
    first = make_round(fresh, words="June 2026", by=editor)
    send(asked_of(first, "1a"), priya_of_fresh, answer="stopped", words="Cabinet, 1 June", status=None)
    running.close(first, with_answers_waiting=True, version=first.version, by=editor, at=REVIEWED_AT)
    assert asks(make_round(fresh, words="December 2026", by=editor), "1a") == [""]


def test_a_closed_plan_is_not_asked_about(fresh, editor):
    planned = running.plan_round(fresh, words="December 2026", due_on=DUE_ON)
    fresh.state = "closed"
    fresh.save()
    with pytest.raises(Refused, match="Open the plan first"):
        running.open_round(planned, by=editor, at=OPENED_AT)


def test_a_draft_is_not_asked_about(fresh, editor):
    planned = running.plan_round(fresh, words="December 2026", due_on=DUE_ON)
    fresh.is_draft = True
    fresh.save()
    with pytest.raises(Refused, match="its leads cannot see a draft"):
        running.open_round(planned, by=editor, at=OPENED_AT)


def test_another_plans_actions_are_not_asked(fresh):
    other = make_plan(2, slug="other", title="Other", organisation=make_organisation("Other Borough"))
    assert not make_round(fresh).requests.filter(action__plan=other).exists()


# Halves


@pytest.mark.parametrize(
    ("leads", "halves"),
    [
        ([(P, "internal"), (T, "external")], ["external", "internal"]),
        ([(P, "internal"), (T, "internal")], [""]),
        ([(P, "Internal"), (T, "internal")], [""]),
        ([(P, "Internal"), (T, "internal"), (I, "external")], ["Internal", "external"]),
        ([(P, "internal"), (T, "")], [""]),
        ([(P, ""), (T, "")], [""]),
        ([(P, "internal")], [""]),
    ],
)
def test_leads_answer_separately_where_every_one_has_a_half_and_the_halves_differ(
    plan, lead_with, leads, halves
):
    lead_with("1a", *leads)
    assert asks(make_round(plan), "1a") == halves


def test_an_action_without_leads_is_asked_all_the_same(plan):
    plan.actions.get(ref="1a").assignments.all().delete()
    assert asks(make_round(plan), "1a") == [""]


def test_halves_of_services_are_asked_where_no_officer_is_named(plan, lead_with):
    lead_with("1a", ("Digital", "online"), ("Customer Services", "counters"), role="lead_service")
    assert asks(make_round(plan), "1a") == ["counters", "online"]


def test_halves_of_those_responsible_are_asked_where_no_officer_is_named(plan, lead_with):
    lead_with("1a", ("Digital", "online"), ("Customer Services", "counters"), role="responsible")
    assert asks(make_round(plan), "1a") == ["counters", "online"]


def test_the_halves_of_officers_go_before_those_of_services(plan, lead_with):
    lead_with("1a", ("Digital", "online"), ("Customer Services", "counters"), role="lead_service")
    lead_with("1a", (P, "internal"), (T, "external"))
    assert asks(make_round(plan), "1a") == ["external", "internal"]


def test_supporting_services_are_never_asked_for_halves(plan, lead_with):
    lead_with("1a", ("Digital", "online"), ("Leisure and Libraries", "branches"), role="supporting")
    assert asks(make_round(plan), "1a") == [""]


def test_a_half_that_was_stopped_leaves_the_other_asked(plan, editor, colleague, priya, tom):
    split(plan.actions.get(ref="1a"))
    first = make_round(plan, words="June 2026", by=editor)
    send(asked_of(first, "1a", "external"), tom, words="Going on")
    send(asked_of(first, "1a", "internal"), priya, answer="stopped", words="Board, 3 May", status=None)
    sign_off_everything(first, colleague)
    running.close(first, version=first.version, by=editor, at=REVIEWED_AT)
    assert asks(make_round(plan, by=editor), "1a") == ["external"]


def complete(asked, by):
    return send(asked, by, status="Blue: complete", completed_on=date(2026, 11, 1))


def test_a_half_that_is_complete_leaves_the_other_asked(plan, editor, colleague, priya, tom):
    split(plan.actions.get(ref="1a"))
    first = make_round(plan, words="June 2026", by=editor)
    send(asked_of(first, "1a", "external"), tom, words="Going on")
    complete(asked_of(first, "1a", "internal"), priya)
    sign_off_everything(first, colleague)
    running.close(first, version=first.version, by=editor, at=REVIEWED_AT)
    assert plan.actions.get(ref="1a").completed_on is None
    assert asks(make_round(plan, by=editor), "1a") == ["external"]


def test_an_action_both_of_whose_halves_are_complete_is_complete(plan, editor, colleague, priya, tom):
    split(plan.actions.get(ref="1a"))
    first = make_round(plan, words="June 2026", by=editor)
    complete(asked_of(first, "1a", "external"), tom)
    complete(asked_of(first, "1a", "internal"), priya)
    sign_off_everything(first, colleague)
    assert plan.actions.get(ref="1a").completed_on == date(2026, 11, 1)
    running.close(first, version=first.version, by=editor, at=REVIEWED_AT)
    assert asks(make_round(plan, by=editor), "1a") == []


def test_an_answer_on_the_whole_stands_for_both_halves_of_an_action_split_since(
    plan, editor, colleague, priya
):
    first = make_round(plan, words="June 2026", by=editor)
    send(asked_of(first, "1a"), priya, answer="stopped", words="Board, 3 May", status=None)
    sign_off_everything(first, colleague)
    running.close(first, version=first.version, by=editor, at=REVIEWED_AT)
    split(plan.actions.get(ref="1a"))
    assert asks(make_round(plan, by=editor), "1a") == []


# Opening


def test_opening_twice_asks_nobody_twice(fresh, editor):
    held = make_round(fresh, by=editor)
    before = refs(held)
    again = running.open_round(held, by=editor, at=ANSWERED_AT)
    assert again.asked == []
    assert refs(held) == before
    assert held.events.count() == 1


def test_opening_again_asks_for_an_action_entered_since_and_for_no_other(fresh, editor):
    held = make_round(fresh, by=editor)
    Action.objects.create(plan=fresh, ref="2e", slug="2e", order=9, words="Entered since")
    again = running.open_round(held, by=editor, at=ANSWERED_AT)
    assert [each.action.ref for each in again.asked] == ["2e"]
    assert [event.kind for event in held.events.all()] == ["opened", "asked_also"]
    assert [event.asked for event in held.events.all()] == [8, 1]


def test_a_half_written_with_another_case_since_is_not_asked_again(plan, editor):
    action = split(plan.actions.get(ref="1a"))
    held = make_round(plan, by=editor)
    action.assignments.filter(qualifier="internal").update(qualifier="Internal")
    assert running.open_round(held, by=editor, at=ANSWERED_AT).asked == []


def test_an_action_split_since_it_was_asked_is_not_asked_again_for_its_halves(plan, editor):
    held = make_round(plan, by=editor)
    split(plan.actions.get(ref="1a"))
    assert running.open_round(held, by=editor, at=ANSWERED_AT).asked == []


def test_an_action_joined_since_its_halves_were_asked_is_not_asked_again_as_a_whole(plan, editor, lead_with):
    split(plan.actions.get(ref="1a"))
    held = make_round(plan, by=editor)
    lead_with("1a", (P, ""))
    assert running.open_round(held, by=editor, at=ANSWERED_AT).asked == []


def test_a_half_added_since_is_asked_for(plan, editor, lead_with):
    split(plan.actions.get(ref="1a"))
    held = make_round(plan, by=editor)
    lead_with("1a", (P, "internal"), (T, "external"), (I, "schools"))
    assert [each.half for each in running.open_round(held, by=editor, at=ANSWERED_AT).asked] == ["schools"]


def test_what_was_withdrawn_is_not_asked_again_by_opening(plan, editor):
    held = make_round(plan, by=editor)
    running.withdraw(asked_of(held, "1a"), because="Merged into 1b.", by=editor, at=ANSWERED_AT)
    assert running.open_round(held, by=editor, at=ANSWERED_AT).asked == []
    assert asks(held, "1a") == []


@pytest.mark.parametrize("count", [1, 5])
def test_opening_costs_the_same_whatever_was_split(django_assert_num_queries, plan, editor, count):
    for action in plan.actions.all()[:count]:
        split(action)
    with django_assert_num_queries(5):
        asking.wanted(plan)


# Answers that came before they were asked for


def test_an_answer_brought_by_a_paper_counts_as_the_answer(fresh, editor):
    planned = running.plan_round(fresh, words="December 2026", due_on=DUE_ON)
    brought = Update.objects.create(
        action=fresh.actions.get(ref="1a"),
        reporting_round=planned,
        words="From the paper",
        state="signed_off",
    )
    running.open_round(planned, by=editor, at=OPENED_AT)
    brought.refresh_from_db()
    assert brought.asked == asked_of(planned, "1a")
    assert planned.requests.received().count() == 1
    assert planned.requests.awaited().count() == 7


def test_an_answer_brought_for_a_half_counts_for_that_half(plan, editor):
    action = split(plan.actions.get(ref="1a"))
    planned = running.plan_round(plan, words="December 2026", due_on=DUE_ON)
    part = action.assignments.get(qualifier="external")
    Update.objects.create(
        action=action, reporting_round=planned, assignment=part, words="Theirs", state="signed_off"
    )
    running.open_round(planned, by=editor, at=OPENED_AT)
    assert asked_of(planned, "1a", "external").answer.words == "Theirs"
    assert asked_of(planned, "1a", "internal").answer is None


def test_an_answer_brought_for_a_lead_counts_where_all_leads_answer_together(plan, editor):
    action = plan.actions.get(ref="1a")
    planned = running.plan_round(plan, words="December 2026", due_on=DUE_ON)
    part = action.assignments.get(qualifier="internal")
    Update.objects.create(
        action=action, reporting_round=planned, assignment=part, words="Theirs", state="signed_off"
    )
    running.open_round(planned, by=editor, at=OPENED_AT)
    assert asked_of(planned, "1a").answer.words == "Theirs"


def test_a_reminder_that_came_back_does_not_count_as_asking(plan, editor):
    held = make_round(plan, by=editor)
    asked = asked_of(held, "1a")
    kept = [
        Asking.objects.create(request=asked, kind=kind, how="by_hand", at=datetime.fromisoformat(at), whom=P)
        for kind, at in [
            ("reminder", "2026-12-04T09:00+00:00"),
            ("escalation", "2026-12-21T09:00+00:00"),
        ]
    ]
    assert kept[0] in asked.askings.that_asked()
    assert kept[1] not in asked.askings.that_asked()


def test_a_person_without_a_role_is_not_needed_for_any_of_this(plan):
    assert make_round(plan, by=make_person("editor")).requests.exists()

"""Running a round from its pages: planning, opening, changing, extending, closing, opening again, asking for more or less."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.sending_once import new_key
from actionplans.models import Assignment, ReportingRound, RoundEvent, UpdateRequest
from actionplans.onscreen.readings import said as said_day
from actionplans.rounds import running
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def editor():
    return make_person("editor")


@pytest.fixture
def plan():
    return make_plan(8)


@pytest.fixture
def team(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def held(plan, editor):
    """A round that was opened lately and is due in three weeks."""
    now = timezone.now()
    return make_round(plan, by=editor, at=now, due_on=in_days(21))


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def text(answer):
    return " ".join(answer.content.decode().split())


def form(reporting_round=None, **given):
    version = reporting_round.version if reporting_round else 0
    return {"key": new_key(), "version": version, **given}


def step(reporting_round, name):
    return f"{reporting_round.get_absolute_url()}{name}/"


def details(**given):
    return {
        "words": "April 2027",
        "opens_on": "",
        "due_on": said_day(in_days(30)),
        "papers_cut_off_on": "",
        "meeting_words": "",
        "reminder_days": "14, 4",
        "escalates_after_days": "3",
        **given,
    }


def test_a_round_is_planned_and_what_it_will_ask_is_shown_before_anybody_is_asked(team, plan):
    answer = team.post("/rounds/new/", form(plan=plan.slug, **details()), follow=True)
    assert "Seven answers will be asked for" in text(answer)
    assert "Finished: its status is “Blue: complete”" in text(answer)
    planned = plan.rounds.get(words="April 2027")
    assert (planned.opened_at, planned.requests.count(), planned.key) == (None, 0, "2027-04")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("30 April 2099", date(2099, 4, 30)),
        ("30th april 2099", date(2099, 4, 30)),
        ("30/4/2099", date(2099, 4, 30)),
        ("30.04.2099", date(2099, 4, 30)),
        ("2099-04-30", date(2099, 4, 30)),
    ],
)
def test_days_are_typed_as_in_the_uk(typed, read, team, plan):
    team.post("/rounds/new/", form(plan=plan.slug, **details(due_on=typed)))
    assert plan.rounds.get(words="April 2027").due_on == read


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": ""}, "Give the round a name"),
        ({"words": "october 2026"}, "already has a round of this name"),
        ({"due_on": ""}, "Give the day by which answers are due"),
        ({"due_on": "31 April 2099"}, "April has 30 days"),
        ({"due_on": "30 April"}, "Write the year as well"),
        ({"due_on": "April 2099"}, "Write the day as well"),
        ({"due_on": "soon"}, "Write one day and nothing else"),
        ({"due_on": "1 May 2099 or 2 May 2099"}, "Write one day and nothing else"),
        ({"opens_on": "1 May 2099", "due_on": "30 April 2099"}, "due before it opens"),
        ({"papers_cut_off_on": "1 January 2020"}, "Choose a later cut-off"),
        ({"reminder_days": "often"}, "with commas between"),
        ({"escalates_after_days": "x"}, "Write a number of days"),
        ({"plan": "lost"}, "Choose a plan from the list"),
        ({"plan": ""}, "Choose the plan"),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_is_kept(changes, sentence, team, plan):
    given = form(**{"plan": plan.slug, **details(meeting_words="Corporate Scrutiny"), **changes})
    answer = team.post("/rounds/new/", given)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'value="Corporate Scrutiny"' in text(answer)
    assert not ReportingRound.objects.filter(words="April 2027").exists()


def test_two_rounds_never_overlap_unnoticed(team, plan, held):
    given = form(plan=plan.slug, **details())
    answer = team.post("/rounds/new/", given)
    assert answer.status_code == 422
    assert "December 2026 overlaps with these dates" in text(answer)
    assert "Both are meant to run at the same time" in text(answer)
    assert team.post("/rounds/new/", given | {"overlap_is_meant": "on"}).status_code == 302


def test_the_tick_for_an_overlap_is_not_offered_where_none_is(team, plan):
    assert "Both are meant" not in text(team.get("/rounds/new/"))


def test_sending_the_form_twice_plans_one_round(team, plan):
    given = form(plan=plan.slug, **details())
    first, again = team.post("/rounds/new/", given), team.post("/rounds/new/", given)
    assert first["Location"] == again["Location"]
    assert plan.rounds.filter(words="April 2027").count() == 1


def test_no_round_is_planned_for_a_plan_that_is_closed(team, plan):
    plan.state = "closed"
    plan.save()
    answer = team.post("/rounds/new/", form(plan=plan.slug, **details()))
    assert "Choose a plan from the list" in text(answer)


def planned(plan, **given):
    return running.plan_round(plan, words="April 2027", **{"opens_on": None, "due_on": in_days(30), **given})


def test_opening_asks_every_open_action_and_stands_in_the_history(team, plan, editor):
    waits = planned(plan)
    answer = team.post(step(waits, "open"), form(waits), follow=True)
    assert "April 2027 round is open. Seven answers were asked for." in text(answer)
    assert waits.requests.count() == 7
    assert "Opened, due by" in text(answer)
    assert RoundEvent.objects.get(reporting_round=waits, kind="opened").by == editor


def test_opening_twice_asks_nobody_twice(team, plan):
    waits = planned(plan)
    given = form(waits)
    team.post(step(waits, "open"), given)
    team.post(step(waits, "open"), given)
    waits.refresh_from_db()
    team.post(step(waits, "open"), form(waits))
    assert waits.requests.count() == 7


def test_before_opening_it_is_said_who_leads_nothing_and_who_cannot_be_reached(team, plan):
    plan.actions.get(ref="1a").assignments.all().delete()
    page = text(team.get(step(planned(plan), "open")))
    assert "Nobody leads one of them" in page
    assert "Six cannot be reached from here" in page
    assert "Priya Nandakumar has no e-mail address here." in page


def test_what_was_stopped_and_carried_forward_is_left_out_with_the_reason(team, plan):
    for ref, answer in (("1a", "stopped"), ("1b", "carried_forward")):
        plan.actions.get(ref=ref).updates.update(answer=answer)
    page = text(team.get(step(planned(plan), "open")))
    assert "Stopped, by the last answer (1 action)" in page
    assert "Carried forward, by the last answer (1 action)" in page


def test_an_action_entered_since_is_asked_for_when_opening_again(team, plan, held):
    made = plan.actions.create(words="New", ref="9a", slug="9a", order=99)
    page = team.get(step(held, "open"))
    assert "One more answer will be asked for" in text(page)
    team.post(step(held, "open"), form(held))
    assert held.requests.filter(action=made).exists()


def test_a_round_whose_due_date_has_passed_is_not_opened(team, plan):
    late = planned(plan, due_on=in_days(-1))
    answer = team.post(step(late, "open"), form(late))
    assert answer.status_code == 422
    assert "this one has passed" in text(answer)


def test_a_change_stands_in_the_history_with_what_it_was_before(team, plan):
    waits = planned(plan)
    answer = team.post(step(waits, "change"), form(waits, **details(words="Spring 2027")), follow=True)
    assert "name, as printed: Spring 2027, before April 2027" in text(answer)


def test_the_days_of_an_open_round_are_not_changed_in_passing(team, held):
    before = held.due_on
    team.post(step(held, "change"), form(held, **details(words="Winter 2026", due_on="1 May 2099")))
    held.refresh_from_db()
    assert (held.words, held.due_on) == ("Winter 2026", before)


def test_extending_moves_the_due_date_and_says_so(team, held):
    given = form(held, due_on=said_day(in_days(30)), because="Two leads were away.")
    page = text(team.post(step(held, "extend"), given, follow=True))
    assert f"answers are due by {said_day(in_days(30))}" in page
    assert "“Two leads were away.”" in page


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("extend", {"due_on": "1 January 2020"}, "Choose a day after"),
        ("extend", {"due_on": ""}, "Give the new day"),
        ("reopen", {"because": "Late answers."}, "Choose a round that was closed"),
        ("reopen", {"because": ""}, "Say why the round is opened again"),
        ("ask", {"because": "x", "action": ""}, "Choose the action to ask for"),
        ("ask", {"because": "", "action": "finished"}, "Say why it is asked for"),
        ("ask", {"because": "x", "action": "asked"}, "Choose an action from the list"),
    ],
)
def test_what_cannot_be_done_to_a_round_is_said(name, given, sentence, team, plan, held):
    stand_ins = {"finished": plan.actions.get(ref="2a").pk, "asked": plan.actions.get(ref="1a").pk}
    answer = team.post(
        step(held, name), form(held, **{key: stand_ins.get(value, value) for key, value in given.items()})
    )
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_closing_says_the_exact_line_that_prints_for_each_that_has_not_come(team, held):
    page = text(team.get(step(held, "close")))
    assert "Seven answers have not come." in page
    assert page.count("[Not received") == 7


def test_answers_that_wait_hold_a_round_open_unless_it_is_meant(team, plan, held):
    send(asked_of(held, "1a"), make_lead(plan), at=timezone.now())
    answer = team.post(step(held, "close"), form(held))
    assert answer.status_code == 422
    assert "Sign off or return what waits" in text(answer)
    page = team.post(step(held, "close"), form(held, with_answers_waiting="on"), follow=True)
    assert "December 2026 round: closed, six answers not received" in text(page)


def test_a_closed_round_is_opened_again_with_a_reason(team, held):
    team.post(step(held, "close"), form(held))
    held.refresh_from_db()
    page = text(team.post(step(held, "reopen"), form(held, because="Two came late."), follow=True))
    assert "Reopened" in page
    assert "“Two came late.”" in page
    held.refresh_from_db()
    assert held.is_open


def test_a_finished_action_is_asked_for_with_a_reason(team, plan, held):
    action = plan.actions.get(ref="2a")
    team.post(step(held, "ask"), form(held, action=action.pk, because="Is it still done?"))
    assert held.requests.get(action=action).because == "Is it still done?"


def test_what_is_no_longer_asked_for_says_why_and_stands_apart(team, held):
    asked = asked_of(held, "1a")
    address = step(held, f"answers/{asked.pk}/withdraw")
    assert team.post(address, form(held)).status_code == 422
    page = text(team.post(address, form(held, because="It went to the county."), follow=True))
    assert "1a no longer asked for" in page
    assert "“It went to the county.”" in page
    assert held.requests.standing().count() == 6


def test_an_answer_that_has_come_is_not_withdrawn(team, plan, held):
    asked = asked_of(held, "1a")
    send(asked, make_lead(plan), at=timezone.now())
    answer = team.post(step(held, f"answers/{asked.pk}/withdraw"), form(held, because="x"))
    assert (answer.status_code, UpdateRequest.objects.get(pk=asked.pk).withdrawn_at) == (422, None)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("change", details(words="Typed by me")),
        ("extend", {"due_on": "1 May 2099", "because": "Typed by me"}),
        ("close", {"because": "Typed by me"}),
        ("reopen", {"because": "Typed by me"}),
        ("open", {}),
    ],
)
def test_a_stale_form_gets_what_changed_in_between_and_keeps_what_was_typed(name, given, team, held):
    stale = form(held, **given)
    colleague = make_person("editor", email="colleague@marlowvale.example")
    running.extend(
        held, due_on=in_days(40), because="Leave", version=held.version, by=colleague, at=timezone.now()
    )
    before = ReportingRound.objects.filter(pk=held.pk).values().get()
    answer = team.post(step(held, name), stale)
    assert answer.status_code == 409
    assert "Nothing has been lost" in text(answer)
    assert f"Extended: due by {said_day(in_days(40))}" in text(answer)
    assert "Colleague" in text(answer)
    assert not given or "Typed by me" in text(answer)
    assert ReportingRound.objects.filter(pk=held.pk).values().get() == before
    assert f'name="version" value="{before["version"]}"' in text(answer)


def test_a_publisher_sees_rounds_and_runs_none(client, plan, held):
    client.force_login(make_person("publisher"))
    page = text(client.get(held.get_absolute_url()))
    assert "Extend" not in page
    for name in ("open", "change", "extend", "close", "reopen", "ask"):
        assert client.get(step(held, name)).status_code == 403
        assert client.post(step(held, name), form(held, because="x")).status_code == 403
    assert ReportingRound.objects.get(pk=held.pk).version == held.version


@pytest.mark.parametrize("role", ["lead", "member", "steward", "admin", None])
def test_to_others_there_is_no_round(role, client, held):
    client.force_login(make_person(role))
    asked = asked_of(held, "1a").pk
    for address in ("/rounds/", "/rounds/new/", held.get_absolute_url(), step(held, f"answers/{asked}")):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405)


def test_rounds_stand_in_the_menu_of_those_who_review(client, held):
    for role, is_there in (("editor", True), ("publisher", True), ("lead", False), ("member", False)):
        client.force_login(make_person(role))
        assert ('href="/rounds/"' in text(client.get("/plans/"))) is is_there


def test_a_plan_is_chosen_with_its_body(team, plan):
    assert f">{plan.title} – {plan.organisation.name}</option>" in text(team.get("/rounds/new/"))


def test_a_plan_without_a_lead_is_not_asked_of_no_leads(team, plan):
    Assignment.objects.filter(action__plan=plan).delete()
    held = planned(plan)
    page = text(team.get(step(held, "open")))
    assert "Nobody leads any of them" in page
    assert "of no lead" not in page


def test_the_plan_leads_the_team_to_its_next_round_until_one_is_open(team, client, plan):
    link = f'href="/rounds/new/?plan={plan.slug}"'
    assert link in text(team.get(plan.get_absolute_url()))
    make_round(plan)
    assert link not in text(team.get(plan.get_absolute_url()))
    team.logout()
    assert "Plan a round" not in text(team.get(plan.get_absolute_url()))

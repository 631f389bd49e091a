"""The page of one row as it was issued: everything that was frozen of it, and where it is in print."""

from datetime import UTC, date, datetime

import pytest
from issued_reading import reader

from actionplans.models import Action, Recommendation, ServiceComment, SuccessMeasure, Timescale, Update
from papers import publishing
from tests.issued import issue_plan
from tests.plans import TODAY, make_person, make_plan
from tests.rounds import make_lead, split
from tests.shown import words_of

pytestmark = pytest.mark.usefixtures("on_the_sixth_of_november")

PAGE = "/plans/a-plan/actions/1a/"
APART = "/plans/a-plan/issued/actions/1a/"
LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def plan(db):
    return make_plan(24, slug="a-plan")


def issue(plan, **told):
    return issue_plan(plan, slug=told.pop("slug", "first"), reference="Appendix 2", as_at=TODAY, **told)


def words(address=PAGE, role=None, email=None):
    response = reader(role, email).get(address)
    assert response.status_code == 200
    return words_of(response)


def test_it_says_where_and_when_it_was_issued(plan):
    issue(plan)
    said = words()
    assert "As at 6 November 2026 Plan Equality action plan 2025 to 2027 Body Borough of Marlow Vale" in said
    assert "As issued on 16 November 2026, in Appendix 2: Equality action plan 2025 to 2027 ." in said


def test_it_shows_position_movement_and_lateness_of_that_day(plan):
    issue(plan)
    said = words()
    assert (
        "▲ Amber: slipping ↗ Red to Amber since April 2026. Overdue by 1 month as at 6 November 2026" in said
    )


def test_it_shows_who_leads_how_one_will_know_and_when(plan):
    issue(plan)
    said = words("/plans/a-plan/actions/1b/")
    assert (
        "Lead service HR Policy and Projects Lead officer Tom Hathersage Supporting Leisure and Libraries"
        in said
    )
    assert "How one will know Nine bookings in ten are met within two days." in said
    assert "When Ongoing We read this as: no date: it never becomes overdue." in said
    assert "When by end September 2026 We read this as: due by 30 September 2026." in words()


def test_a_timescale_that_comes_round_again_is_not_read_as_a_last_day(plan):
    Timescale.objects.filter(action__plan=plan, action__ref="1a").update(
        words="Quarterly", kind="recurring", latest=date(2027, 1, 31)
    )
    issue(plan)
    assert "something that comes round again, next by 31 January 2027" in words()


def test_answers_stand_newest_first_with_what_was_added(plan):
    issue(plan)
    said = words()
    october, april = said.index("October 2026 ▲ Amber: slipping"), said.index("April 2026 ■ Red: off track")
    assert october < april
    assert "Added 6 November 2026 A venue has agreed a date." in said[april:]


def test_a_blank_stands_in_its_own_words(plan):
    issue(plan)
    assert "October 2026 [Not received]" in words("/plans/a-plan/actions/1b/".replace("1b", "2b"))


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("nothing_to_report", "Nothing to report: No bookings."),
        ("stopped", "Stopped: No bookings."),
        ("carried_forward", "Carried forward: No bookings."),
    ],
)
def test_the_kinds_of_answer_are_told_apart(plan, kind, printed):
    Update.objects.filter(action__plan=plan, action__ref="1a").update(answer=kind, words="No bookings.")
    issue(plan)
    assert printed in words()


def test_halves_stand_under_their_names(plan):
    action = split(plan.actions.get(ref="1a"))
    first, second = action.assignments.filter(role="lead_officer").order_by("order")
    held = plan.rounds.get(key="2026-10")
    kept = Update.objects.get(action=action, reporting_round=held)
    Update.objects.filter(pk=kept.pk).update(assignment=first, words="Ours is done.")
    kept.pk, kept.assignment, kept.words = None, second, "Theirs is not."
    kept.status = plan.scale.statuses.get(meaning="off_track")
    kept.save()
    issue(plan)
    said = words()
    heads = [
        line for line in reader().get(PAGE).content.decode().split("<h3>") if "October 2026" in line[:60]
    ]
    assert "tag" not in heads[0].split("</h3>")[0]
    assert "Internal: Ours is done." in said
    assert "External: Theirs is not." in said


def test_what_was_not_stated_is_said_to_be(plan):
    action = plan.actions.get(ref="1a")
    SuccessMeasure.objects.filter(action=action).delete()
    action.timescales.all().delete()
    action.assignments.all().delete()
    plan.actions.filter(pk=action.pk).update(lead_service_words="", lead_officer_words="")
    issue(plan)
    said = words()
    assert "Lead [Not stated]" in said
    assert "How one will know [Not stated]" in said
    assert "When [Not stated]" in said


def test_a_recommendation_prints_with_what_the_service_said(plan):
    recommendation = Recommendation.objects.create(plan=plan, order=1, number="4", words="Count the herons.")
    ServiceComment.objects.create(recommendation=recommendation, words="We will.", response="agreed")
    plan.actions.filter(ref="1a").update(recommendation=recommendation)
    issue(plan)
    said = words()
    assert "The recommendation it answers 4. Count the herons." in said
    assert "What the service said Agreed. We will." in said


def test_an_outcome_names_the_actions_that_share_it(plan):
    issue(plan)
    content = reader().get(PAGE).content.decode()
    shared = [f'<a href="/plans/a-plan/actions/1{letter}/" dir="auto">1{letter}</a>' for letter in "bcdef"]
    assert ", ".join(shared) in content
    assert ">2a</a>" not in content


def test_the_neighbours_lead_on(plan):
    issue(plan)
    content = reader().get("/plans/a-plan/actions/2a/").content.decode()
    assert '<a href="/plans/a-plan/actions/1f/" rel="prev"' in content
    assert '<a href="/plans/a-plan/actions/2b/" rel="next"' in content
    content = reader().get("/plans/a-plan/issued/actions/2a/").content.decode()
    assert '<a href="/plans/a-plan/issued/actions/1f/" rel="prev"' in content


def test_the_priority_leads_to_its_actions(plan):
    issue(plan)
    content = reader().get(PAGE).content.decode()
    address = "/plans/a-plan/?priority=priority-1-services-that-everyone-can-reach-use-and"
    assert f'href="{address}#list"' in content
    assert "Showing 1 to 6 of 6 found among 24" in words(address)


def test_later_edits_do_not_show(plan):
    issue(plan)
    before = reader().get(PAGE).content
    plan.actions.update(words="Something else", lead_officer_words="Somebody else", ref="9z", priority=None)
    plan.scale.statuses.filter(meaning="at_risk").update(words="Puce")
    Update.objects.filter(action__plan=plan).update(words="Changed words")
    plan.priorities.update(words="Priority 1: renamed")
    plan.organisation.contributors.update(name="Renamed")
    Timescale.objects.update(words="Never")
    assert reader().get(PAGE).content == before


def test_what_is_out_of_the_plan_shows_as_it_stood_last(plan):
    issue(plan)
    plan.actions.filter(ref="1a").update(slug="moved", ref="9z")
    issue(plan, slug="second", at=LATER)
    said = words()
    assert "Not in the plan any more. The plan as issued on 20 November 2026 has no such row." in said
    assert "As issued on 16 November 2026" in said


def test_what_only_a_withdrawn_paper_held_is_not_there(plan):
    first = issue(plan)
    plan.actions.filter(ref="1a").update(slug="moved", ref="9z")
    issue(plan, slug="second", at=LATER)
    publishing.note(first, "withdrawn", "By mistake.", by=make_person("publisher"), at=LATER)
    assert reader().get(PAGE).status_code == 404


def test_it_names_the_papers_that_print_it(plan):
    issue(plan)
    issue(plan, slug="second", at=LATER)
    said = words()
    printed = said[said.index("Where it is in print") :]
    assert printed.index("20 November 2026") < printed.index("16 November 2026")


def test_a_paper_under_embargo_is_not_named(plan):
    issue(plan)
    issue(plan, slug="second", at=LATER, embargoed_until=datetime(2099, 1, 1, tzinfo=UTC))
    assert "20 November 2026" not in words()


def test_a_recommendation_without_an_action_has_a_page(plan):
    Recommendation.objects.create(plan=plan, order=1, number="7", words="Count the herons.")
    issue(plan)
    said = words("/plans/a-plan/actions/recommendation-7/")
    assert "The paper names no action for this." in said
    assert "The recommendation 7. Count the herons." in said


def test_a_lead_reads_their_own_action_as_it_is_and_others_as_issued(plan):
    lead = make_lead(plan)
    issue(plan)
    plan.actions.update(words="Not issued yet")
    assert "Not issued yet" in words(PAGE, "lead", lead.email)
    assert f'href="{APART}"' in reader("lead", lead.email).get(PAGE).content.decode()
    other = words("/plans/a-plan/actions/1b/", "lead", lead.email)
    assert "Not issued yet" not in other
    assert "As issued on 16 November 2026" in other


def test_the_team_is_led_to_and_fro(plan):
    issue(plan)
    working = reader("editor").get(PAGE).content.decode()
    assert f'<a href="{APART}">This action as issued on 16 November 2026</a>' in working
    apart = reader("editor").get(APART).content.decode()
    assert f'<a class="noprint" href="{PAGE}">See it as it is now</a>' in apart


def test_an_action_that_was_not_issued_is_there_for_the_team_alone(plan):
    issue(plan)
    plan.actions.create(order=99, ref="9z", slug="9z", words="Brand new")
    assert "Last issued Not yet: the public does not see this action" in words(
        "/plans/a-plan/actions/9z/", "editor"
    )
    assert reader().get("/plans/a-plan/actions/9z/").status_code == 404


def test_the_team_is_told_of_the_newest_paper_that_is_out_and_no_other(plan):
    issue(plan)
    issue(plan, slug="second", at=LATER)
    issue(plan, slug="waiting", at=LATER, embargoed_until=datetime(2099, 1, 1, tzinfo=UTC))
    for address in (PAGE, "/plans/a-plan/"):
        assert "Last issued 20 November 2026" in words(address, "editor")


def test_what_the_newest_paper_leaves_out_was_not_issued_last(plan):
    issue(plan)
    action = plan.actions.filter(ref="1b")
    key = action.values_list("pk", flat=True).get()
    action.update(withdrawn_at=LATER, withdrawn_because="It was twice in the plan.")
    issue(plan, slug="second", at=LATER)
    Action.everything.filter(pk=key).update(withdrawn_at=None, withdrawn_because="")
    said = words("/plans/a-plan/actions/1b/", "editor")
    assert "Last issued Not yet: the public does not see this action" in said


def test_an_outcome_of_any_length_is_looked_for(plan):
    plan.outcomes.update(words="Everybody " + "is heard " * 9000)
    issue(plan)
    assert "Shared with" in words()


def test_late_news_is_pointed_to_from_the_plan_and_from_its_rows_alone(plan):
    first = issue(plan)
    told = {"supplements": first, "note": "The venue has agreed.", "row_keys": "1a"}
    issue_plan(plan, slug="sheet", at=LATER, **told)
    issue_plan(plan, slug="waiting", at=LATER, embargoed_until=datetime(2099, 1, 1, tzinfo=UTC), **told)
    pointed = "Late news. The supplementary sheet of 20 November 2026 says more of"
    assert f"{pointed} it." in words()
    assert f"{pointed} some of these actions." in words("/plans/a-plan/")
    assert "Late news" not in words("/plans/a-plan/actions/1b/")
    assert "As issued on 16 November 2026" in words()

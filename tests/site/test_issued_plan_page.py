"""The page of a plan as it was issued: what the public reads, whatever became of the plan since."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from issued_reading import reader, refs_of

from accounts.models import Contributor, Organisation
from actionplans.models import Plan, Recommendation, Update
from papers import publishing
from tests.issued import issue_plan
from tests.plans import TODAY, make_person, make_plan
from tests.rounds import make_lead
from tests.shown import words_of

pytestmark = pytest.mark.usefixtures("on_the_sixth_of_november")

PAGE = "/plans/a-plan/"
APART = "/plans/a-plan/issued/"
LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)
NEXT_YEAR = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def plan(db):
    return make_plan(24, slug="a-plan")


@pytest.fixture
def publication(plan):
    return issue_plan(plan, slug="first", reference="Appendix 2", as_at=TODAY)


def page_of_the_public(address=PAGE):
    response = reader().get(address)
    assert response.status_code == 200
    return response


def test_it_says_when_it_was_issued_and_for_which_day(publication):
    words = words_of(page_of_the_public())
    assert "As issued on 16 November 2026, Appendix 2 As at 6 November 2026" in words
    assert "Adopted by Council on 12 March 2025 · in delivery" in words
    assert "24 actions in 4 priorities. 5 were past the date promised on 6 November 2026." in words


def test_it_counts_what_was_asked_for_and_received(publication):
    assert "Round October 2026 , 21 of 24 received" in words_of(page_of_the_public())


def test_it_is_the_same_page_at_both_addresses(publication):
    here, apart = page_of_the_public(), page_of_the_public(APART)
    assert refs_of(here) == refs_of(apart)
    assert words_of(here) == words_of(apart)


def test_a_line_says_all_that_a_line_says(publication):
    line = page_of_the_public().content.decode().split('<li class="act">')[1]
    for part in (
        "Amber: slipping",
        "Overdue by 1 month",
        "Red to Amber since April 2026",
        "Priya Nandakumar",
    ):
        assert part in line
    assert "by end September 2026" in line


def test_a_blank_keeps_its_own_words(publication):
    words = words_of(page_of_the_public())
    assert "[No status given]" in words
    assert "October 2026 : [Not received]" in words


def test_an_action_without_an_officer_stands_out_where_others_have_one(plan):
    action = plan.actions.get(ref="2c")
    action.assignments.filter(role="lead_officer").delete()
    plan.actions.filter(pk=action.pk).update(lead_officer_words="")
    issue_plan(plan)
    words = words_of(reader().get(PAGE, {"q": "2c"}))
    assert f"Lead: {action.lead_service_words} ; [No officer named]" in words


def test_it_has_the_figures_of_the_working_page(plan, publication):
    Plan.objects.update(is_draft=False)
    issued = words_of(page_of_the_public())
    working = words_of(reader("editor").get(PAGE))
    for begins, ends in (("All 24 actions", "Filter"), ("By priority", "Filter")):
        figures = working[working.index(begins) : working.index(ends)]
        assert figures in issued


def test_later_edits_of_the_plan_do_not_show(plan, publication):
    before = page_of_the_public().content
    plan.priorities.update(words="Priority 1: renamed")
    plan.scale.statuses.filter(meaning="at_risk").update(words="Puce", meaning="paused")
    plan.actions.update(words="Something else", lead_officer_words="Somebody else", ref="9z")
    Update.objects.filter(action__plan=plan).update(words="Changed words")
    Contributor.objects.update(name="Renamed")
    Organisation.objects.update(name="Another body")
    Plan.objects.update(title="Another title", state="closed", period_words="1999", introduction="New")
    assert page_of_the_public().content == before


def test_actions_that_were_added_or_deleted_since_do_not_show(plan, publication):
    before = page_of_the_public().content
    plan.actions.filter(ref="4f").update(order=0)
    plan.actions.create(order=99, ref="9z", slug="9z", words="Brand new")
    plan.actions.filter(ref="1b").update(slug="moved")
    assert page_of_the_public().content == before


def test_the_newest_issue_shows(plan, publication):
    plan.actions.filter(ref="1a").update(words="A newer promise")
    issue_plan(plan, at=LATER, reference="Appendix 3")
    words = words_of(page_of_the_public())
    assert "As issued on 20 November 2026, Appendix 3" in words
    assert "A newer promise" in words


def test_what_is_under_embargo_does_not_show(plan, publication):
    plan.actions.filter(ref="1a").update(words="A secret promise")
    issue_plan(plan, at=LATER, embargoed_until=NEXT_YEAR)
    for role in (None, "member", "editor", "publisher"):
        assert "A secret promise" not in words_of(reader(role).get(APART))


def test_what_was_withdrawn_does_not_show(plan, publication):
    plan.actions.filter(ref="1a").update(words="A withdrawn promise")
    second = issue_plan(plan, at=LATER)
    publishing.note(second, "withdrawn", "Issued too early.", by=make_person("publisher"), at=LATER)
    words = words_of(page_of_the_public())
    assert "A withdrawn promise" not in words
    assert "As issued on 16 November 2026" in words


@pytest.mark.parametrize("role", [None, "member", "lead", "steward", "admin"])
@pytest.mark.parametrize(
    "address", [PAGE, APART, f"{PAGE}actions/1a/", f"{APART}actions/1a/", f"{PAGE}paper/"]
)
def test_a_plan_that_was_never_issued_is_not_there(plan, role, address):
    assert reader(role).get(address).status_code == 404


@pytest.mark.parametrize("role", [None, "member"])
def test_a_plan_of_which_the_only_paper_was_withdrawn_is_not_there(plan, publication, role):
    publishing.note(publication, "withdrawn", "By mistake.", by=make_person("publisher"), at=LATER)
    for address in (PAGE, APART, f"{PAGE}actions/1a/"):
        assert reader(role).get(address).status_code == 404
    assert "No plan has been issued here yet." in words_of(reader(role).get("/plans/"))


@pytest.mark.parametrize("role", ["member", "lead", "steward", "admin"])
def test_everybody_but_the_team_reads_what_was_issued(plan, publication, role):
    plan.actions.filter(ref="1a").update(words="Not issued")
    words = words_of(reader(role).get(PAGE))
    assert "As issued on 16 November 2026" in words
    assert "Not issued" not in words


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_the_team_reads_the_plan_as_it_is_and_is_led_to_what_was_issued(plan, publication, role):
    plan.actions.filter(ref="1a").update(words="Not issued yet")
    response = reader(role).get(PAGE)
    assert "Not issued yet" in words_of(response)
    assert f'<a href="{APART}">16 November 2026</a>' in response.content.decode()
    apart = reader(role).get(APART)
    assert "This is the plan as the public sees it." in words_of(apart)
    assert f'href="{APART}actions/1a/"' in apart.content.decode()


def test_the_team_is_told_that_nothing_was_issued_yet(plan):
    assert "Last issued Not yet: the public does not see this plan" in words_of(reader("editor").get(PAGE))


def test_a_lead_reads_their_own_actions_of_a_plan_that_was_never_issued(plan):
    lead = make_lead(plan)
    response = reader("lead", email=lead.email).get(PAGE)
    assert "These are the actions that you lead." in words_of(response)


def test_actions_under_no_priority_are_not_counted_as_one(client, db):
    plan = make_plan(6, slug="of-its-own", priorities=2)
    plan.actions.filter(ref="1a").update(priority=None)
    issue_plan(plan)
    for role in (None, "editor"):
        if role:
            client.force_login(make_person(role))
        assert "6 actions in 2 priorities." in client.get("/plans/of-its-own/").content.decode()


def test_a_plan_without_priorities_stands_under_its_outcomes(db):
    plan = make_plan(4, slug="a-plan", priorities=0)
    outcome = plan.outcomes.create(order=1, words="Everybody is heard")
    for action in plan.actions.all():
        action.outcomes.add(outcome)
    issue_plan(plan)
    assert '<span class="aim" dir="auto">Everybody is heard</span>' in page_of_the_public().content.decode()


def test_what_has_no_action_is_named_at_the_end_of_the_list(plan):
    Recommendation.objects.create(plan=plan, order=1, number="7", words="Count the herons.")
    issue_plan(plan)
    response = page_of_the_public(f"{PAGE}?page=1")
    assert "Without an action 1 recommendation or outcome" in words_of(response)
    assert f'<a href="{PAGE}actions/recommendation-7/"' in response.content.decode()
    assert "All 24 actions" in words_of(response)


def test_a_plan_without_statuses_says_so(db):
    plan = make_plan(3, slug="a-plan", rounds=0, state=Plan.State.PROPOSED)
    plan.adoption_words = ""
    plan.save()
    issue_plan(plan)
    words = words_of(page_of_the_public())
    assert "Proposed, not yet adopted" in words
    assert "nothing has been reported yet" in words


def test_an_empty_plan_is_a_page(db):
    issue_plan(make_plan(0, slug="a-plan", priorities=0, rounds=0))
    assert "This plan has no actions yet" in words_of(page_of_the_public())


def test_the_pages_show_every_action_once(db):
    plan = make_plan(60, slug="a-plan")
    issue_plan(plan)
    shown = [ref for page in (1, 2, 3) for ref in refs_of(page_of_the_public(f"{PAGE}?page={page}"))]
    assert shown == list(plan.actions.order_by("order").values_list("ref", flat=True))
    words = words_of(page_of_the_public(f"{PAGE}?page=2"))
    assert "A workforce at every level that looks like the borough (continued)" in words


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "9" * 400])
def test_a_page_that_is_not_there_is_said_to_be_missing(publication, page):
    words = words_of(page_of_the_public(f"{PAGE}?page={page}"))
    assert "There is no such page of this list" in words


def test_markup_in_a_promise_is_shown_as_it_was_typed(plan):
    plan.actions.filter(ref="1a").update(words='<script>alert("1")</script> & more', lead_officer_words="<b>")
    issue_plan(plan)
    for address in (PAGE, f"{PAGE}actions/1a/"):
        content = page_of_the_public(address).content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert(" in content


def test_a_long_promise_is_printed_whole(plan):
    long = "Train the staff. " + "word " * 4000
    plan.actions.filter(ref="1a").update(words=long)
    issue_plan(plan)
    assert long.split(". ")[1].strip() in words_of(page_of_the_public())


def test_overdue_is_said_as_at_the_day_of_the_paper(plan, monkeypatch):
    issue_plan(plan, as_at=TODAY)
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2030, 1, 1))
    assert "Overdue by 1 month" in words_of(page_of_the_public())
    assert "Overdue by 1 month as at 6 November 2026" in words_of(page_of_the_public(f"{PAGE}actions/1a/"))

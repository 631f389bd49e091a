"""Filters and search over what was issued find what they find in the working plan on the same day, and nothing newer."""

from datetime import UTC, datetime

import pytest
from issued_reading import reader, refs_of

from actionplans.models import Plan, ProgressStatus, Update
from actionplans.onscreen.address_words import address_words
from papers import publishing
from tests.issued import issue_plan
from tests.plans import TODAY, make_organisation, make_person, make_plan
from tests.shown import words_of

pytestmark = pytest.mark.usefixtures("on_the_sixth_of_november")

PAGE = "/plans/a-plan/"
LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def plan(db):
    """A plan in which every kind of standing occurs."""
    plan = make_plan(56, slug="a-plan")
    ended = [("1a", "stopped"), ("2b", "carried_forward"), ("3c", "stopped"), ("4d", "nothing_to_report")]
    for ref, kind in ended:
        Update.objects.filter(action__plan=plan, action__ref=ref).update(answer=kind)
    plan.actions.filter(ref__in=["1g", "2g"]).update(status_words="Purple")
    plan.actions.filter(ref="1n").update(completed_on=TODAY)
    own = ProgressStatus.objects.get(scale=plan.scale, meaning="complete")
    plan.actions.filter(ref="2n").update(status=own)
    return plan


def statuses_of(plan):
    """(value of the working filter, value of the filter of what was issued) for each status and each blank."""
    scale = list(plan.scale.statuses.order_by("order"))
    words = address_words([each.words for each in scale], kind="status")
    blanks = ["none", "other", "stopped", "carried_forward"]
    return [*zip([str(each.pk) for each in scale], words, strict=True), *((each, each) for each in blanks)]


def found(query, role=None):
    """The references on all pages, in order."""
    refs, page = [], 1
    while True:
        response = reader(role).get(PAGE, {**query, "page": page})
        refs += refs_of(response)
        if 'rel="next">Next page' not in response.content.decode():
            return refs
        page += 1


def test_every_filter_finds_what_it_finds_in_the_working_plan(plan):
    issue_plan(plan, as_at=TODAY)
    seen = set()
    for working, issued in statuses_of(plan):
        refs = found({"status": issued})
        assert refs == found({"status": working}, "editor"), issued
        seen.update(refs)
    assert len(seen) == 56
    for query in ({"overdue": "yes"}, {"silent": "yes"}, {"overdue": "yes", "silent": "yes"}):
        assert found(query) == found(query, "editor") != []
    for words in ("counter nandakumar", "1G", "PROSSER", "venue agreed", "zzyzx"):
        assert found({"q": words}) == found({"q": words}, "editor"), words


def test_priorities_and_leads_find_what_they_find_in_the_working_plan(plan):
    issue_plan(plan, as_at=TODAY)
    priorities = list(plan.priorities.order_by("order"))
    words = address_words([each.words for each in priorities], kind="priority")
    for priority, word in zip(priorities, words, strict=True):
        assert found({"priority": word}) == found({"priority": priority.pk}, "editor") != []
    for officer in ("Priya Nandakumar", "Ioan Prosser"):
        key = plan.organisation.contributors.get(name=officer).pk
        word = officer.casefold().replace(" ", "-")
        both = {"overdue": "yes"}
        assert found({"lead": word, **both}) == found({"lead": key, **both}, "editor") != []


def test_late_and_red_come_first_as_in_the_working_plan(plan):
    issue_plan(plan, as_at=TODAY)
    shown = found({"order": "late"})
    assert shown == found({"order": "late"}, "editor")
    assert shown != found({})


def test_search_finds_what_was_issued_and_not_what_was_written_since(plan):
    Update.objects.filter(action__ref="2a", action__plan=plan).update(words="The heron survey is done.")
    issue_plan(plan)
    Update.objects.filter(action__ref="2a", action__plan=plan).update(words="The egret survey is done.")
    assert found({"q": "HERON"}) == ["2a"]
    assert found({"q": "egret"}) == []
    assert "2a" in words_of(reader().get("/plans/?q=heron"))
    assert "No action has these words." in words_of(reader().get("/plans/?q=egret"))
    assert "No action has these words." in words_of(reader("editor").get("/plans/?q=heron"))


def test_an_answer_that_is_not_signed_off_is_not_found(plan):
    Update.objects.filter(action__ref="2a", action__plan=plan).update(words="heron", state="submitted")
    issue_plan(plan)
    one, other = (reader().get(PAGE, {"q": words}).content.decode() for words in ("heron", "zzyzx"))
    assert one.replace("heron", "zzyzx") == other


def test_words_of_a_paper_under_embargo_or_withdrawn_are_not_found(plan):
    first = issue_plan(plan)
    plan.actions.filter(ref="2a").update(words="heron")
    issue_plan(plan, at=LATER, embargoed_until=datetime(2099, 1, 1, tzinfo=UTC))
    withdrawn = issue_plan(plan, at=LATER)
    publishing.note(withdrawn, "withdrawn", "By mistake.", by=make_person("publisher"), at=LATER)
    assert first.issued_plan.number == 1
    for role in (None, "member", "lead"):
        assert "No action has these words." in words_of(reader(role).get("/plans/?q=heron"))
        assert refs_of(reader(role).get(PAGE, {"q": "heron"})) == []


def test_a_reference_is_found_whole(db):
    plan = make_plan(60, slug="a-plan", priorities=0)
    plan.actions.filter(ref="1b").update(ref="2c")
    plan.actions.filter(ref="1d").update(ref="12c")
    issue_plan(plan)
    assert found({"q": "2C"}) == ["2c"]


def test_search_also_looks_in_outcomes_measures_and_timescales(plan):
    plan.outcomes.filter(priority__number=2).update(words="Everybody is heard")
    issue_plan(plan)
    assert len(found({"q": "everybody heard"})) == 14
    assert found({"q": "ongoing"}) == list(
        plan.actions.filter(timescales__words="Ongoing").order_by("order").values_list("ref", flat=True)
    )


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("status=99999", "Status"),
        ("status=1", "Status"),
        ("priority=1", "Priority"),
        ("lead=0", "Lead"),
        ("overdue=perhaps", "Past its date"),
        ("silent=1", "Answer not received"),
        ("order=slug", "Order"),
        ("q=%00", "Words, a reference or a lead"),
        ("q=" + "a" * 201, "Words, a reference or a lead"),
    ],
)
def test_a_value_that_is_not_offered_is_left_out_with_a_sentence(plan, query, label):
    issue_plan(plan)
    response = reader().get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert f"it was left out: {label}." in words_of(response)
    assert len(refs_of(response)) == 25


@pytest.mark.parametrize("query", ["key=1a", "content__icontains=x", "search=x", "ordering=-key", "%"])
def test_only_named_fields_filter(plan, query):
    issue_plan(plan)
    assert len(refs_of(reader().get(f"{PAGE}?{query}"))) == 25


def test_a_number_of_the_working_filter_means_nothing_in_what_was_issued(plan):
    """An address that the team copies from its own page must not show another status to the public."""
    issue_plan(plan)
    for status in plan.scale.statuses.all():
        assert "it was left out: Status." in words_of(reader().get(PAGE, {"status": status.pk}))


def test_percent_and_underscore_are_words(plan):
    plan.actions.filter(ref="2a").update(words="Reach 48% of under_25s")
    issue_plan(plan)
    assert found({"q": "48%"}) == ["2a"]
    assert found({"q": "under_25s"}) == ["2a"]
    assert found({"q": "c%r"}) == []


class TestPlans:
    def test_each_stands_with_the_day_of_its_issue(self, plan):
        issue_plan(plan)
        Plan.objects.filter(pk=plan.pk).update(title="Another title", state="closed")
        response = reader().get("/plans/")
        words = words_of(response)
        assert "1 plan of 1 body, each as it was last issued." in words
        assert "Last issued Equality action plan 2025 to 2027 In delivery 56" in words
        assert "16 November 2026" in words

    def test_what_was_not_issued_is_not_counted(self, plan):
        make_plan(2, title="Not issued", organisation=make_organisation("Vale University"))
        issue_plan(plan)
        for address in ("/", "/plans/", "/plans/?q=counter", "/plans/?state=in_delivery"):
            words = words_of(reader().get(address))
            assert "Not issued" not in words
            assert "Vale University" not in words
        assert "2 plans of 2 bodies" in words_of(reader("editor").get("/plans/"))

    def test_they_are_filtered_by_body_and_state_as_issued(self, plan):
        other = make_plan(2, title="University plan", organisation=make_organisation("Vale University"))
        issue_plan(plan)
        issue_plan(other)
        Plan.objects.update(state="closed")
        assert "University plan" not in words_of(reader().get("/plans/?body=borough-of-marlow-vale"))
        assert "No plan is like that." in words_of(reader().get("/plans/?state=closed"))
        assert "it was left out: Body, State." in words_of(reader().get("/plans/?body=atlantis&state=sunk"))

    def test_a_body_that_was_renamed_stands_once(self, plan):
        issue_plan(plan)
        plan.organisation.name = "City of Marlow Vale"
        plan.organisation.save()
        other = make_plan(2, title="Workforce aims", organisation=plan.organisation)
        issue_plan(other, at=LATER)
        words = words_of(reader().get("/plans/"))
        assert "City of Marlow Vale Plan State" in words
        assert "Borough of Marlow Vale Plan State" not in words

    def test_actions_found_say_when_they_were_issued(self, plan):
        issue_plan(plan)
        words = words_of(reader().get("/plans/?q=counter+2%3A"))
        assert "Equality action plan 2025 to 2027 , as issued on 16 November 2026" in words


class TestHome:
    def test_it_shows_the_position_as_issued(self, plan):
        issue_plan(plan, as_at=TODAY, reference="Appendix 2")
        words = words_of(reader().get("/"))
        assert "Position as at 6 November 2026 As issued on 16 November 2026, Appendix 2 Plans 1" in words
        assert "What was issued lately Appendix 2: Equality action plan 2025 to 2027" in words
        assert "What was answered lately" not in words

    def test_a_key_leads_into_the_filter(self, plan):
        issue_plan(plan)
        assert f'href="{PAGE}?status=amber-slipping#list"' in reader().get("/").content.decode()
        assert found({"status": "amber-slipping"})

    def test_a_site_that_issued_nothing_has_its_pages(self, plan):
        assert "No plan has been issued here yet." in words_of(reader().get("/"))
        assert "No plan has been issued here yet." in words_of(reader().get("/plans/"))

    def test_the_team_sees_what_was_answered_lately(self, plan):
        assert "What was answered lately" in words_of(reader("editor").get("/"))

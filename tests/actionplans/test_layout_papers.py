"""What the four papers print: their columns, bands and spans, the rounds they show, and columns of a plan’s own."""

from datetime import date

import pytest

from actionplans.models import Outcome, PlanColumn, Update
from actionplans.papers import LAYOUTS, NoSuchLayout, NoSuchRound
from papers import phrases
from papers.document import Addition, Blank, Names, Row, Status, Text
from tests.actionplans.laid_out import bands, cell, headings, paper, rows, table, words
from tests.actionplans.layout_plans import (
    a_plan,
    a_round,
    an_action,
    due,
    with_aims,
    with_outcomes,
    with_priorities,
    with_recommendations,
)

pytestmark = pytest.mark.django_db


class TestPriorities:
    def test_the_columns_are_those_of_the_paper_with_a_column_a_round(self):
        assert headings(paper(with_priorities())) == [
            "Ref",
            "Desired outcome",
            "Action",
            "Lead service area",
            "Lead officer",
            "Supporting services",
            "How will we measure success?",
            "October 2018 Update",
            "April 2019 Update",
        ]

    def test_priorities_are_bands_as_they_were_printed(self):
        assert bands(paper(with_priorities())) == [
            (1, "Priority 1: Heading 1"),
            (1, "Priority 2: Heading 2"),
        ]

    def test_the_timescale_has_a_column_as_soon_as_one_action_has_one(self):
        plan = with_priorities()
        due(plan.actions.first(), "March 2027", date(2027, 3, 31))
        assert "Timescale" in headings(paper(plan))

    def test_a_row_is_named_after_its_reference(self):
        assert [row.name for row in rows(paper(with_priorities()))] == ["1a", "2a"]

    def test_a_row_leads_to_the_page_of_its_action(self):
        assert rows(paper(with_priorities()))[0].address == "/plans/equality-plan/actions/1a/"

    def test_an_update_is_status_then_words_then_additions(self):
        parts = cell(paper(with_priorities()), "round:2018-10")
        assert parts == (
            Status("Green", "◐", "good"),
            Text("Begun."),
            Addition(date(2018, 12, 1), "Update 01.12.18 -", "More."),
        )

    def test_an_outcome_of_two_actions_running_is_said_once_and_then_as_above(self):
        plan = a_plan()
        outcome = Outcome.objects.create(plan=plan, words="Everyone is heard.")
        for order in (1, 2):
            an_action(plan, "Act.", ref=f"1{order}", order=order, outcome=outcome)
        printed = paper(plan)
        assert [words(cell(printed, "outcome", row)) for row in (0, 1)] == [
            "Everyone is heard.",
            phrases.AS_ABOVE,
        ]

    def test_an_action_under_no_priority_stands_before_the_first_band(self):
        plan = with_priorities()
        an_action(plan, "Loose end.", ref="0", order=9000)
        assert isinstance(table(paper(plan)).rows[0], Row)

    def test_an_outcome_that_nobody_serves_is_not_left_out(self):
        plan = with_priorities()
        Outcome.objects.create(plan=plan, priority=plan.priorities.first(), order=9999, words="Still wanted.")
        assert "Still wanted." in str(table(paper(plan)))


class TestOutcomes:
    def test_the_columns_are_those_of_the_paper(self):
        assert headings(paper(with_outcomes())) == [
            "Outcome",
            "Detail",
            "Progress",
            "Recommendation",
            "Lead",
            "Timescale",
        ]

    def test_an_outcome_spans_its_rows(self):
        first, second, _ = rows(paper(with_outcomes()))
        assert first.cells[0].height == 2
        assert len(second.cells) == len(first.cells) - 1

    def test_sections_are_bands(self):
        assert bands(paper(with_outcomes())) == [(1, "Appendix 1a Managers"), (1, "Appendix 1b Figures")]

    def test_an_outcome_that_could_not_be_read_says_so(self):
        assert cell(paper(with_outcomes()), "outcome", 2) == (Blank(phrases.NOTHING_READABLE),)

    def test_progress_is_the_latest_round_where_there_are_rounds(self):
        assert headings(paper(with_priorities(), layout="outcomes")) == [
            "Outcome",
            "April 2019 Update",
            "Action",
            "Lead",
            "Timescale",
        ]


class TestRecommendations:
    def test_the_columns_are_those_of_the_paper(self):
        assert headings(paper(with_recommendations())) == ["Action", "Responsibility", "Date"]

    def test_recommendation_and_comment_are_bands(self):
        assert bands(paper(with_recommendations())) == [
            (1, "Recommendation 1: The council should act. [responsibility: Sam Lee]"),
            (2, "Comment from service: Agreed. It is planned."),
            (1, "Recommendation 2: The council should ask."),
            (2, "Comment from service: | [Not stated]"),
        ]

    def test_a_response_that_its_words_do_not_say_is_said_before_them(self):
        plan = with_recommendations()
        plan.recommendations.first().comments.update(response="in_part", response_words="", words="Time is.")
        assert (2, "Comment from service: Agreed in part. Time is.") in bands(paper(plan))

    def test_each_action_stands_under_its_recommendation(self):
        printed = paper(with_recommendations())
        assert [words(row.cells[0].parts) for row in rows(printed)] == ["Step 1.0", "Step 1.1", "Step 2.0"]

    def test_the_responses_are_counted(self):
        assert ("Responses", "1 agreed, 1 not stated") in paper(with_recommendations()).facts


class TestAims:
    def test_it_is_upright_and_has_two_columns(self):
        printed = paper(with_aims())
        assert (printed.orientation, headings(printed)) == ("portrait", ["Aims and objectives", "Actions"])

    def test_actions_under_one_aim_are_numbered_and_a_lone_one_is_not(self):
        printed = [words(row.cells[-1].parts) for row in rows(paper(with_aims()))]
        assert printed == ["1. Say why.", "2. Ask everybody.", "Train managers."]

    def test_two_aims_may_share_a_row(self):
        parts = rows(paper(with_aims()))[2].cells[0].parts
        assert [part.words for part in parts] == ["Raise it among managers.", "", "Raise it for women."]

    def test_a_proposed_plan_says_so(self):
        assert ("Proposed", "not yet adopted") in paper(with_aims()).facts

    def test_what_no_action_has_is_said_once(self):
        assert ("Leads, dates and status", phrases.NOT_STATED) in paper(with_aims()).facts


class TestRounds:
    def test_another_choice_of_rounds_is_printed(self):
        printed = paper(with_priorities(), rounds=["2018-10"])
        assert headings(printed)[-1] == "October 2018 Update"
        assert printed.facts[0] == ("Round shown", "October 2018")

    def test_no_round_at_all_may_be_asked_for(self):
        assert "Update" not in " ".join(headings(paper(with_priorities(), rounds=[])))

    def test_the_status_is_that_of_the_last_round_shown(self):
        plan = with_priorities()
        plan.updates = Update.objects.filter(reporting_round__key="2019-04")
        plan.updates.update(status=plan.scale.statuses.get(words="Red"))
        october = {one.sign.words: one.number for one in paper(plan, rounds=["2018-10"]).legend}
        assert (october["Red"], october["Green"]) == (0, 2)

    def test_a_round_that_has_not_opened_is_not_shown_unasked(self):
        plan = with_priorities()
        a_round(plan, "2027-04", "April 2027 Update", 3, opens_on=date(2027, 4, 1))
        assert headings(paper(plan))[-1] == "April 2019 Update"

    def test_a_round_that_is_not_there_is_refused(self):
        with pytest.raises(NoSuchRound, match="1999-01"):
            paper(with_priorities(), rounds=["1999-01"])

    def test_a_layout_that_is_not_there_is_refused(self):
        with pytest.raises(NoSuchLayout, match="sideways"):
            paper(with_priorities(), layout="sideways")


class TestOwnColumns:
    def own(self, plan, *columns):
        for order, (key, heading, *hidden) in enumerate(columns):
            PlanColumn.objects.create(
                plan=plan, layout=plan.layout, order=order, key=key, heading=heading, is_shown=not hidden
            )

    def test_a_plan_chooses_orders_and_names_its_columns(self):
        plan = with_priorities()
        self.own(plan, ("action", "What we do"), ("ref", ""), ("rounds", ""))
        assert headings(paper(plan)) == ["What we do", "Ref", "October 2018 Update", "April 2019 Update"]

    def test_hiding_alone_leaves_the_others_where_they_stand(self):
        plan = with_priorities()
        self.own(plan, ("supporting", "", "hidden"))
        assert "Supporting services" not in headings(paper(plan))
        assert headings(paper(plan))[0] == "Ref"

    def test_one_round_can_have_a_heading_of_its_own(self):
        plan = with_priorities()
        self.own(plan, ("ref", ""), ("round:2019-04", "Where we are now"))
        assert headings(paper(plan)) == ["Ref", "Where we are now"]

    def test_a_column_that_is_not_known_is_passed_over(self):
        plan = with_priorities()
        self.own(plan, ("ref", ""), ("moon", "Phase of the moon"))
        assert headings(paper(plan)) == ["Ref"]

    def test_another_layout_keeps_its_own(self):
        plan = with_priorities()
        self.own(plan, ("ref", ""))
        assert len(headings(paper(plan, layout="aims"))) > 1


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", [with_priorities, with_outcomes, with_recommendations, with_aims])
def test_every_plan_can_be_printed_in_every_layout(make, layout):
    plan = make()
    printed = paper(plan, layout=layout)
    assert printed.layout == layout
    for action in plan.actions.exclude(words=""):
        assert action.words in str(printed)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_plan_without_actions_says_so(layout):
    assert "holds no action yet" in str(paper(a_plan(), layout=layout))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_number_of_queries_does_not_grow(layout, django_assert_num_queries):
    for size in (24, 240):
        plan = with_priorities(size)
        with django_assert_num_queries(8):
            paper(plan, layout=layout)
        plan.delete()
        plan.scale.delete()


def test_the_same_plan_gives_the_same_document():
    plan = with_priorities()
    assert paper(plan) == paper(plan)


def test_services_and_officers_who_lead_have_a_column_each():
    plan = a_plan()
    an_action(plan, "Act.", leads=[("lead_service", "Libraries"), ("lead_officer", "Priya Nandakumar")])
    printed = paper(plan, layout="outcomes")
    assert cell(printed, "lead_service") == (Names(("Libraries",)),)
    assert cell(printed, "lead_officer") == (Names(("Priya Nandakumar",)),)


def test_a_lead_in_two_roles_stands_once_in_one_column():
    plan = a_plan()
    an_action(plan, "Act.", leads=[("lead_service", "Libraries"), ("responsible", "Libraries")])
    PlanColumn.objects.create(plan=plan, layout="priorities", key="lead")
    assert cell(paper(plan), "lead") == (Names(("Libraries",)),)


class TestRecommendationsInOtherPapers:
    def test_they_have_a_column_with_number_and_responsibility(self):
        printed = paper(with_recommendations(), layout="priorities")
        assert words(cell(printed, "recommendation")) == (
            "1. The council should act. [responsibility: Sam Lee]"
        )

    def test_what_the_service_said_has_one_too(self):
        printed = paper(with_recommendations(), layout="priorities")
        assert words(cell(printed, "comment")) == "Agreed. It is planned."

    def test_where_they_have_none_the_action_that_carries_one_says_it(self):
        plan = with_outcomes()
        PlanColumn.objects.create(plan=plan, layout="outcomes", key="action")
        assert words(cell(paper(plan), "action")) == "That it be paid for."

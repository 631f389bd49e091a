"""What the four papers print: columns, bands, spans, blanks, legend and facts."""

from datetime import date

import pytest

from actionplans.models import Action, Outcome, PlanColumn, Update
from actionplans.papers import LAYOUTS, NoSuchLayout, NoSuchRound, progress_paper
from papers import phrases
from papers.document import Addition, Band, Blank, Flag, Names, Row, Status, Table, Text
from tests.actionplans.layout_plans import (
    TODAY,
    a_plan,
    a_round,
    a_scale,
    an_action,
    an_addition,
    an_answer,
    due,
    with_aims,
    with_outcomes,
    with_priorities,
    with_recommendations,
)

pytestmark = pytest.mark.django_db


def paper(plan, **asked):
    return progress_paper(plan, today=TODAY, **asked)


def table(document):
    return next(block for block in document.blocks if isinstance(block, Table))


def headings(document):
    return [column.heading for column in table(document).columns]


def bands(document):
    return [(line.level, words(line.parts)) for line in table(document).rows if isinstance(line, Band)]


def rows(document):
    return [line for line in table(document).rows if isinstance(line, Row)]


def words(parts):
    return " | ".join(
        ", ".join(part.names)
        if isinstance(part, Names)
        else f"{part.label} {part.words}".strip()
        if isinstance(part, Text)
        else part.words
        for part in parts
    )


def cell(document, key, row=0):
    """The parts under this key in a row none of whose cells are covered from above."""
    at = [column.key for column in table(document).columns].index(key)
    return rows(document)[row].cells[at].parts


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


class TestBlanks:
    @pytest.mark.parametrize(
        ("key", "says"),
        [
            ("outcome", phrases.NOT_STATED),
            ("lead_service", phrases.NOT_STATED),
            ("lead_officer", phrases.NO_OFFICER),
            ("supporting", phrases.NOT_STATED),
            ("measure", phrases.NOT_STATED),
            ("timescale", phrases.NOT_STATED),
            ("status", phrases.NO_STATUS),
        ],
    )
    def test_a_blank_says_which_kind_it_is(self, key, says):
        plan = a_plan()
        an_action(plan, "Act.", ref="1a")
        PlanColumn.objects.create(plan=plan, layout="priorities", key=key)
        assert cell(paper(plan), key) == (Blank(says),)

    def test_no_answer_in_a_round_that_a_paper_brought_was_not_received(self):
        assert words(cell(paper(with_priorities()), "round:2019-04", 1)) == phrases.NOT_RECEIVED

    def test_no_answer_in_a_round_that_is_open_is_none_yet(self):
        plan = with_priorities()
        plan.rounds.filter(key="2019-04").update(opens_on=date(2026, 11, 1), due_on=TODAY)
        assert words(cell(paper(plan), "round:2019-04", 1)) == phrases.NO_ANSWER_YET

    def test_no_answer_after_the_last_day_was_not_received(self):
        plan = with_priorities()
        plan.rounds.filter(key="2019-04").update(opens_on=date(2026, 10, 1), due_on=date(2026, 11, 5))
        assert words(cell(paper(plan), "round:2019-04", 1)) == phrases.NOT_RECEIVED

    def test_what_was_finished_before_the_round_is_not_asked_in_it(self):
        plan = with_priorities()
        plan.actions.get(ref="2a").updates.update(status=plan.scale.statuses.get(words="Blue"))
        printed = paper(plan)
        assert words(cell(printed, "round:2019-04", 1)) == phrases.NOT_ASKED
        assert ("Answers received", "1 of 1") in printed.facts

    def test_words_that_the_tracker_supplied_on_the_way_in_stay_a_blank(self):
        plan = a_plan()
        an_action(plan, phrases.NOT_STATED, ref="1a")
        assert cell(paper(plan), "action") == (Blank(phrases.NOT_STATED),)


class TestAnswers:
    @pytest.mark.parametrize(
        ("answer", "said", "printed"),
        [
            ("progress", "We went on.", "We went on."),
            ("nothing_to_report", "", "Nothing to report."),
            ("nothing_to_report", "no new service opened", "Nothing to report: no new service opened"),
            ("nothing_to_report", "Nothing to report: it is done", "Nothing to report: it is done"),
            ("carried_forward", "", "Carried forward."),
            ("stopped", "the scheme closed", "Stopped: the scheme closed"),
        ],
    )
    def test_an_answer_prints_as_such(self, answer, said, printed):
        plan = a_plan()
        action = an_action(plan, "Act.", ref="1a")
        an_answer(action, a_round(plan, "2026-10", "October 2026 update"), said, answer=answer)
        assert words(cell(paper(plan), "round:2026-10")) == printed

    def test_the_same_as_another_action_names_it(self):
        plan = a_plan()
        action, other = an_action(plan, "Act.", ref="1a", order=1), an_action(plan, "Go.", ref="3b", order=2)
        an_answer(
            action, a_round(plan, "2026-10", "October 2026 update"), "", answer="same_as", same_as=other
        )
        assert words(cell(paper(plan), "round:2026-10")) == "Same as 3b."

    @pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
    def test_only_what_is_signed_off_is_printed(self, state):
        plan = with_priorities()
        Update.objects.update(state=state)
        assert "Begun." not in str(paper(plan))

    def test_halves_stand_under_their_names_with_one_status_where_they_agree(self):
        plan = a_plan(scale=a_scale())
        action = an_action(
            plan,
            "Act.",
            ref="1a",
            leads=[("lead_officer", "Ioan Prosser", "council counters"), ("lead_officer", "Samina Yusuf")],
        )
        october, amber = (
            a_round(plan, "2026-10", "October 2026 update"),
            plan.scale.statuses.get(words="Amber"),
        )
        for half in action.assignments.all():
            an_answer(action, october, f"By {half}.", status=amber, assignment=half)
        assert cell(paper(plan), "round:2026-10") == (
            Status("Amber", "▲", "warn"),
            Text("By Ioan Prosser (council counters).", label="Council counters:"),
            Text("By Samina Yusuf.", label="Samina Yusuf:"),
        )


class TestPrintedStaysPrinted:
    def test_the_lead_cell_prints_as_the_paper_had_it(self):
        plan = a_plan()
        an_action(
            plan, "Act.", leads=[("lead_service", "Equality Team")], lead_service_words="Equalites Team"
        )
        assert cell(paper(plan), "lead_service") == (Names(("Equalites Team",)),)

    def test_a_lead_entered_here_prints_the_name_with_its_half(self):
        plan = a_plan()
        an_action(plan, "Act.", leads=[("lead_officer", "Ioan Prosser", "council counters")])
        assert cell(paper(plan), "lead_officer") == (Names(("Ioan Prosser (council counters)",)),)

    def test_the_word_of_the_paper_stands_on_the_tag(self):
        plan = with_priorities()
        Update.objects.update(status_words="GREEN")
        assert cell(paper(plan), "round:2018-10")[0] == Status("GREEN", "◐", "good")

    def test_a_timescale_that_was_revised_keeps_the_old_one(self):
        plan = a_plan()
        action = an_action(plan, "Act.")
        due(action, "June 2026", date(2026, 6, 30), is_current=False)
        due(action, "March 2027", date(2027, 3, 31))
        assert words(cell(paper(plan), "timescale")) == "March 2027 (revised from June 2026)"


class TestOverdue:
    def test_it_stands_beside_the_status_in_the_latest_round_alone(self):
        plan = with_priorities()
        due(plan.actions.first(), "September 2026", date(2026, 9, 30))
        printed = paper(plan)
        assert cell(printed, "round:2019-04")[:2] == (
            Status("Green", "◐", "good"),
            Flag("Overdue by 1 month"),
        )
        assert Flag("Overdue by 1 month") not in cell(printed, "round:2018-10")

    def test_what_is_complete_is_not_overdue(self):
        plan = with_priorities()
        due(plan.actions.first(), "September 2026", date(2026, 9, 30))
        Update.objects.update(status=plan.scale.statuses.get(words="Blue"))
        assert "Overdue" not in str(paper(plan))

    def test_nothing_is_overdue_in_a_plan_that_is_closed(self):
        plan = with_priorities()
        due(plan.actions.first(), "September 2026", date(2026, 9, 30))
        plan.state = "closed"
        assert "Overdue" not in str(paper(plan))


class TestLegend:
    def test_every_status_of_the_scale_is_counted_in_its_order(self):
        counts = [(one.sign.words, one.number) for one in paper(with_priorities()).legend]
        assert counts == [("Red", 0), ("Amber", 0), ("Green", 2), ("Blue", 0), (phrases.NO_STATUS, 0)]

    def test_the_body_s_own_explanation_stands_in_it(self):
        assert paper(with_priorities()).legend[0].meaning == "Red means so"

    def test_a_plan_without_scale_and_status_has_none(self):
        assert paper(with_aims()).legend == ()

    def test_a_status_of_another_scale_is_counted_too(self):
        plan = with_priorities()
        Action.objects.filter(ref="1a").update(status_words="On hold", status=None)
        plan.actions.get(ref="1a").updates.all().delete()
        assert ("On hold", 1) in [(one.sign.words, one.number) for one in paper(plan).legend]

    def test_a_status_counted_and_not_shown_is_named(self):
        """Both were green in October; in April, the round shown, one of them was answered."""
        printed = paper(with_priorities(), rounds=["2019-04"])
        assert [(one.sign.words, one.number) for one in printed.legend if one.number] == [("Green", 2)]
        assert printed.notes[-1] == phrases.WHAT_THE_KEY_COUNTS.format("2a")
        assert phrases.is_about_the_paper(printed.notes[-1])

    def test_an_end_that_no_column_tells_is_named(self):
        plan = with_priorities()
        before = paper(plan).notes
        plan.actions.get(ref="2a").updates.update(answer="stopped", status=None, words="No longer needed.")
        assert paper(plan).notes == before
        assert paper(plan, rounds=["2019-04"]).notes[-1] == phrases.WHAT_THE_KEY_COUNTS.format("2a")

    @pytest.mark.parametrize("layout", ["priorities", "outcomes"])
    def test_where_every_status_stands_in_a_column_nothing_is_named(self, layout):
        plan = with_priorities()
        Action.objects.filter(ref="2a").update(
            status_words="Green"
        )  # "outcomes" has a column of statuses then
        assert not any("The key counts" in note for note in paper(plan, layout=layout).notes)

    def test_one_without_reference_is_counted_and_not_named(self):
        plan = with_priorities()
        Action.objects.filter(ref="2a").update(ref="")
        assert paper(plan, rounds=["2019-04"]).notes[-1] == phrases.WHAT_THE_KEY_COUNTS.format("one action")


class TestFacts:
    def test_answers_are_counted_and_those_missing_named(self):
        assert paper(with_priorities()).facts == (
            ("Rounds shown", "October 2018 and April 2019"),
            ("Answers received", "1 of 2; not received: 2a"),
        )

    def test_additions_are_explained_only_where_there_are_any(self):
        plan = with_priorities()
        before = len(paper(plan).notes)
        plan.actions.first().updates.first().addenda.all().delete()
        plan.actions.last().updates.first().addenda.all().delete()
        assert len(paper(plan).notes) == before - 1


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


def test_an_addition_without_marker_carries_its_day():
    plan = with_priorities()
    update = plan.actions.get(ref="1a").updates.get(reporting_round__key="2019-04")
    an_addition(update, date(2026, 11, 4), "The course is full.")
    assert cell(paper(plan), "round:2019-04")[-1] == Addition(date(2026, 11, 4), "", "The course is full.")


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

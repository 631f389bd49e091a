"""What stands in a cell of a paper, and what is counted beside the table."""

from datetime import date

import pytest

from actionplans.models import Action, PlanColumn, Update
from papers import phrases
from papers.document import Addition, Blank, Flag, Names, Status, Text
from tests.actionplans.laid_out import cell, paper, words
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
    with_priorities,
)

pytestmark = pytest.mark.django_db


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


def test_an_addition_without_marker_carries_its_day():
    plan = with_priorities()
    update = plan.actions.get(ref="1a").updates.get(reporting_round__key="2019-04")
    an_addition(update, date(2026, 11, 4), "The course is full.")
    assert cell(paper(plan), "round:2019-04")[-1] == Addition(date(2026, 11, 4), "", "The course is full.")

"""Recognising a plan, one rule each on a table of a few lines."""

import pytest

from actionplans.recognising.choices import Choices
from actionplans.recognising.conducting import Body
from tests.actionplans.drawing import found


def words(rows):
    return [row.words for row in rows]


def codes(plan):
    return [problem.code for problem in plan.problems]


def meanings(plan):
    return [(heading.words, heading.meaning) for heading in plan.headings]


# Headings


def test_the_heading_row_need_not_be_the_first():
    plan = found("""
        | Equality action plan 2025/26 | < | < |
        | Version 3 | < | < |
        | Contact: the equality desk | < | < |
        | Ref | Action | Lead |
        | 1a | Open the hub. | Libraries |
    """)
    assert words(plan.actions) == ["Open the hub."]
    assert (plan.plan.title, plan.plan.period.words) == ("Equality action plan 2025/26", "2025/26")
    assert words(plan.waiting) == ["Contact: the equality desk"]


def test_two_heading_rows_are_read_as_one():
    plan = found("""
        | Ref | Action | Lead | < | October 2024 | < |
        | ^ | ^ | Service | Officer | Update | RAG |
        | 1a | Open the hub. | Libraries | Jo Teal | Opened in May. | Green |
    """)
    assert meanings(plan)[2:] == [
        ("Lead / Service", "lead_service"),
        ("Lead / Officer", "lead_officer"),
        ("October 2024 / Update", "round:2024-10"),
        ("October 2024 / RAG", "status"),
    ]
    assert plan.actions[0].updates[0].status.words == "Green"


def test_a_heading_row_that_comes_again_is_no_action():
    plan = found("""
        | Action | Lead |
        | Open the hub. | Libraries |
        | Action | Lead |
        | Publish the guide. | Comms |
    """)
    assert words(plan.actions) == ["Open the hub.", "Publish the guide."]


def test_a_later_table_without_headings_has_those_of_the_first():
    plan = found("""
        | Action | Lead |
        | Open the hub. | Libraries |
        ----
        | Publish the guide. | Comms |
    """)
    assert words(plan.actions) == ["Open the hub.", "Publish the guide."]
    assert plan.actions[1].source.table == 2


def test_a_page_header_pasted_between_rows_is_left_out():
    plan = found("""
        ~ Marlow Vale equality plan
        | Action | Lead |
        | Open the hub. | Libraries |
        | Marlow Vale equality plan | < |
        | Page 2 of 7 | < |
        | Publish the guide. | Comms |
    """)
    assert words(plan.actions) == ["Open the hub.", "Publish the guide."]
    assert (plan.priorities, plan.waiting) == ((), ())


def test_a_row_of_totals_waits_and_is_never_an_action():
    plan = found("""
        | Ref | Action | Q1 | Q2 |
        | 1a | Open the hub. | | |
        | Total | 6 | 4 | 6 |
    """)
    assert words(plan.actions) == ["Open the hub."]
    assert words(plan.waiting) == ["Total 6 4 6"]


def test_an_unknown_column_waits_and_can_be_mapped():
    drawing = """
        | Action | Lead | Gwylio |
        | Open the hub. | Libraries | Ten people a week |
    """
    plan = found(drawing)
    assert codes(plan) == ["unknown-heading"]
    assert words(plan.waiting) == ["Ten people a week"]
    mapped = found(drawing, choices=Choices(headings={"1:3": "measure"}))
    assert mapped.actions[0].measures == ("Ten people a week",)
    assert (mapped.problems, mapped.waiting) == ((), ())


def test_a_column_can_be_left_out_and_a_row_dropped():
    plan = found(
        """
        | Action | Lead | Gwylio |
        | Open the hub. | Libraries | x |
        | Not ours. | Comms | y |
        """,
        choices=Choices(headings={"Gwylio": "ignore"}, dropped=("1:3",)),
    )
    assert words(plan.actions) == ["Open the hub."]
    assert plan.waiting == ()


def test_a_table_without_any_headings_can_be_named_column_by_column():
    plan = found(
        """
        | Open the hub. | Libraries |
        | Publish the guide. | Comms |
        """,
        choices=Choices(headings={"1:1": "action", "1:2": "lead"}),
    )
    assert words(plan.actions) == ["Open the hub.", "Publish the guide."]


def test_where_no_column_is_called_action_the_likeliest_is_taken_and_said():
    plan = found("""
        | Objective | Lead | By when |
        | Every counter has a hearing loop. | Libraries | May 2025 |
    """)
    assert words(plan.actions) == ["Every counter has a hearing loop."]
    assert codes(plan) == ["no-action-column"]


def test_a_lookup_sheet_is_named_and_nothing_made_of_it():
    plan = found("""
        @@ Plan
        | Action | Lead |
        | Open the hub. | Libraries |
        @@ Lookup
        | Libraries | x |
        | Comms | y |
    """)
    assert len(plan.actions) == 1
    assert [(each.code, each.severity) for each in plan.problems] == [("no-plan-here", "note")]


# Bands


def test_a_full_width_row_is_the_priority_of_the_rows_below():
    plan = found("""
        == Priority 1, Services that reach everyone
        | Ref | Action | Lead |
        | 1a | Open the hub. | Libraries |
        == Theme 2
        | 2a | Publish the guide. | Comms |
    """)
    assert [(each.words, each.number) for each in plan.priorities] == [
        ("Priority 1, Services that reach everyone", 1),
        ("Theme 2", 2),
    ]
    assert [action.priority for action in plan.actions] == [1, 2]


def test_a_heading_between_tables_is_the_priority_of_the_next():
    plan = found("""
        # Growing our managers
        ## Appendix 1a Including staff in decisions
        | Action | Lead |
        | Open the hub. | Libraries |
        ## Appendix 1b Learning
        | Action | Lead |
        | Publish the guide. | Comms |
    """)
    assert [(each.words, each.number, each.ref) for each in plan.priorities] == [
        ("Appendix 1a Including staff in decisions", None, "1a"),
        ("Appendix 1b Learning", None, "1b"),
    ]
    assert plan.plan.title == "Growing our managers"


def test_each_sheet_is_a_priority_where_nothing_else_is():
    plan = found("""
        @@ Leadership
        | Action | Lead |
        | Open the hub. | Libraries |
        @@ Workforce
        | Action | Lead |
        | Publish the guide. | Comms |
    """)
    assert words(plan.priorities) == ["Leadership", "Workforce"]
    assert [action.priority for action in plan.actions] == [1, 2]


def test_a_priority_column_gives_the_priority_and_its_number():
    plan = found("""
        | Priority No | Priority | Action | Lead |
        | 1 | Services | Open the hub. | Libraries |
        | 1 | Services | Publish the guide. | Comms |
        | 2 | Workforce | Train managers. | People |
    """)
    assert [(each.number, each.words) for each in plan.priorities] == [(1, "Services"), (2, "Workforce")]
    assert [action.priority for action in plan.actions] == [1, 1, 2]


def test_high_medium_and_low_are_no_priorities_of_the_plan():
    plan = found("""
        | Priority | Action | Lead |
        | High | Fix the ramp. | Estates |
        | Low | Paint the bays. | Estates |
    """)
    assert plan.priorities == ()
    assert plan.actions[0].detail == "Priority: High"


def test_an_objective_under_a_theme_is_an_outcome():
    plan = found("""
        | Action | Lead |
        == Theme 1: Voice
        == Objective 1.1: People are heard
        | Open the hub. | Libraries |
    """)
    assert words(plan.priorities) == ["Theme 1: Voice"]
    assert words(plan.outcomes) == ["Objective 1.1: People are heard"]
    assert plan.actions[0].outcomes == ("o1",)


def test_a_recommendation_band_its_comment_and_its_actions():
    plan = found("""
        | Action | Responsibility | Date |
        == Recommendation 1: Ask every resident. [responsibility: Ana Hale and Jo Teal]
        -- Comment from service: Agreed. We began in May.
        | Write to every home. | Jo Teal | Sept 2025 |
        == Recommendation 2: Publish what they say.
        -- Comment from service: This is already in the strategy.
        | Print a booklet. | Jo Teal | Oct 2025 |
    """)
    first, second = plan.recommendations
    assert (first.number, first.words) == (1, "Ask every resident.")
    assert first.responsible_words == "Ana Hale and Jo Teal"
    assert first.responsible == ("Ana Hale", "Jo Teal")
    assert (first.comment, first.response, first.response_words) == (
        "Agreed. We began in May.",
        "agreed",
        "Agreed",
    )
    assert second.response is None
    assert [action.recommendation for action in plan.actions] == [1, 2]


def test_a_recommendation_in_a_column_carries_a_row_that_names_no_action():
    plan = found("""
        | Recommendation | Action | Lead | By when |
        | 1. Ask every resident. | Write to every home. | Comms | May 2025 |
        | | Hold three meetings. | Comms | June 2025 |
        | 2. Name a lead member. | | Cabinet Office | July 2025 |
    """)
    assert [(each.number, each.words) for each in plan.recommendations] == [
        (1, "Ask every resident."),
        (2, "Name a lead member."),
    ]
    assert [action.recommendation for action in plan.actions] == [1, 1]
    assert plan.recommendations[1].timescale.words == "July 2025"


def test_a_pointer_is_kept_as_a_cross_reference():
    plan = found("""
        | Recommendation | Lead |
        | Ask every resident. | Comms |
        | See ‘Ask every resident’ on page 1 | |
    """)
    assert [each.cross_reference for each in plan.recommendations] == [False, True]
    assert codes(plan) == []


# Rows that a page cut


def test_a_row_cut_by_a_page_is_joined():
    plan = found("""
        | Ref | Action | October 2024 update |
        | 1a | Open the hub in the | We have found a |
        ----
        | Ref | Action | October 2024 update |
        | | old library. | building. |
        | 1b | Publish the guide. | Printed. |
    """)
    assert words(plan.actions) == ["Open the hub in the old library.", "Publish the guide."]
    assert plan.actions[0].updates[0].words == "We have found a building."
    assert (plan.joined_rows, plan.actions[0].source.row) == (1, 2)
    assert codes(plan) == []


def test_a_cut_row_is_joined_by_headings_where_the_next_page_has_other_columns():
    plan = found("""
        | Ref | Action | October 2024 update |
        | 1a | Open the hub. | We have found a |
        ----
        | Ref | Action | < | October 2024 update |
        | | | | building. |
    """)
    assert plan.actions[0].updates[0].words == "We have found a building."
    assert plan.joined_rows == 1


def test_a_row_can_be_cut_twice():
    plan = found("""
        | Ref | Action | October 2024 update |
        | 1a | Open the hub. | We have found a |
        ----
        | | | building and |
        ----
        | | | moved in. |
    """)
    assert plan.actions[0].updates[0].words == "We have found a building and moved in."
    assert plan.joined_rows == 2


def test_a_new_action_without_a_reference_is_never_joined():
    plan = found("""
        | Ref | Action | Lead |
        | 1a | Open the hub. | Libraries |
        ----
        | | Publish the guide. | Comms |
    """)
    assert words(plan.actions) == ["Open the hub.", "Publish the guide."]
    assert (plan.joined_rows, codes(plan)) == (0, ["no-reference"])


def test_actions_without_full_stops_are_not_run_together_over_a_page():
    plan = found("""
        | Action | Lead |
        | Open the hub | Libraries |
        ----
        | Publish the guide | Comms |
    """)
    assert words(plan.actions) == ["Open the hub", "Publish the guide"]


def test_a_row_that_begins_at_the_foot_of_a_page_is_not_joined_to_the_one_above():
    plan = found("""
        | Outcome | Detail | Recommendation | Lead |
        | Fairness | The first is done. | Fund it. | Comms |
        | | Talks were held about | | |
        ----
        | | the next part. | Repeat it. | Libraries |
    """)
    assert [(each.detail, each.words) for each in plan.recommendations] == [
        ("The first is done.", "Fund it."),
        ("Talks were held about the next part.", "Repeat it."),
    ]
    assert plan.joined_rows == 1


def test_a_recommendation_band_cut_by_a_page_is_one():
    plan = found("""
        | Action | Responsibility | Date |
        == Recommendation 5: Ask staff for their views on growth and any
        ----
        == barriers they see. [responsibility: Jo Teal]
        -- Comment from service: Agreed. It is in the survey
        | Ask them. | Jo Teal | May 2025 |
    """)
    assert words(plan.recommendations) == ["Ask staff for their views on growth and any barriers they see."]
    assert plan.joined_rows == 1


def test_a_row_marked_as_continued_is_joined():
    plan = found("""
        | Ref | Action | October 2024 update |
        | 1a | Open the hub. | We have found a building. |
        ----
        | 1a (continued) | | It has a lift. |
    """)
    assert plan.actions[0].ref == "1a"
    assert plan.actions[0].updates[0].words == "We have found a building. It has a lift."


def test_an_unsure_join_is_said():
    plan = found("""
        | Ref | Action | Lead |
        | 1a | Open the hub. | Libraries |
        ----
        | | | Comms |
    """)
    assert plan.actions[0].assignment_words == {"lead_service": "Libraries Comms"}
    assert [(each.code, each.severity) for each in plan.problems] == [("joined-unsure", "confirm")]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("progress work", "force figures", "progress work force figures"),
        ("a self-", "declared rate", "a self-declared rate"),
        ("across the organis", "ation as planned", "across the organisation as planned"),
        ("the managemen", "t team", "the management team"),
    ],
)
def test_a_space_stands_at_a_break_unless_it_went_through_a_word(before, after, whole):
    plan = found(f"""
        | Ref | Action | October 2024 update |
        | 1a | Plan work with force in the organisation of it. | We report {before} |
        ----
        | | | {after} |
    """)
    assert plan.actions[0].updates[0].words == f"We report {whole}"


# Outcomes


def test_an_empty_outcome_cell_means_the_one_above():
    plan = found("""
        | Outcome | Action | Lead |
        | People are heard | Open the hub. | Libraries |
        | | Publish the guide. | Comms |
        ----
        | Outcome | Action | Lead |
        | | Train managers. | People |
    """)
    assert words(plan.outcomes) == ["People are heard"]
    assert [action.outcomes for action in plan.actions] == [("o1",)] * 3


def test_an_outcome_is_not_carried_into_the_next_priority():
    plan = found("""
        | Outcome | Action | Lead |
        == Theme 1
        | People are heard | Open the hub. | Libraries |
        == Theme 2
        | | Publish the guide. | Comms |
    """)
    assert [(each.words, each.unreadable, each.priority) for each in plan.outcomes] == [
        ("People are heard", False, 1),
        (None, True, 2),
    ]
    assert codes(plan) == ["outcome-missing"]


def test_a_merged_outcome_cell_stands_for_all_its_rows():
    plan = found("""
        | Outcome | Action | Lead |
        | People are heard | Open the hub. | Libraries |
        | ^ | Publish the guide. | Comms |
    """)
    assert [action.outcomes for action in plan.actions] == [("o1",), ("o1",)]


# Several in one cell


def test_numbered_actions_in_one_cell_serve_the_aims_beside_them():
    plan = found("""
        | Aims | Actions |
        | People are heard\\n\\nPeople are served | 1. Open the hub.\\n2. Publish the guide.\\nIt is bilingual. |
    """)
    assert words(plan.outcomes) == ["People are heard", "People are served"]
    assert [(action.ordinal, action.words) for action in plan.actions] == [
        (1, "Open the hub."),
        (2, "Publish the guide.\nIt is bilingual."),
    ]
    assert [action.outcomes for action in plan.actions] == [("o1", "o2")] * 2
    assert codes(plan) == ["several-aims"]


def test_paragraphs_without_numbers_are_one_action_and_that_is_said():
    plan = found("""
        | Aims | Actions |
        | People are heard | Open the hub.\\nThis needs a budget. |
    """)
    assert words(plan.actions) == ["Open the hub.\nThis needs a budget."]
    assert codes(plan) == ["several-paragraphs"]


def test_a_numbered_list_within_an_action_of_its_own_reference_stays_one():
    plan = found("""
        | Ref | Action | Lead |
        | 1a | Run two weeks:\\n1. Deaf week\\n2. Carers week | Comms |
    """)
    assert len(plan.actions) == 1


def test_lists_side_by_side_pair_by_position():
    plan = found("""
        | Action | Lead | By when |
        | Open the hub.\\nPublish the guide. | Libraries\\nComms | May 2025\\nJune 2025 |
    """)
    assert [(each.words, each.assignments[0].name, each.timescale.words) for each in plan.actions] == [
        ("Open the hub.", "Libraries", "May 2025"),
        ("Publish the guide.", "Comms", "June 2025"),
    ]
    assert codes(plan) == ["paired-by-position"]


def test_targets_in_a_timescale_cell_part_no_row():
    plan = found("""
        | Recommendation | Lead | Timescale |
        | Adopt the targets. | Comms | 2012 (48.0%)\\n2017 (50.2%) |
    """)
    (each,) = plan.recommendations
    assert [(target.year, target.value) for target in each.targets] == [(2012, 48.0), (2017, 50.2)]
    assert each.timescale.latest is None


# Updates and statuses


def test_a_progress_column_of_words_is_an_update_whose_round_must_be_named():
    drawing = """
        | Action | Lead | Progress |
        | Open the hub. | Libraries | The hub opened in May and forty people came on the first day. |
    """
    plan = found(drawing)
    assert [(each.key, each.words) for each in plan.rounds] == [("undated", "Progress")]
    assert [(each.code, each.severity) for each in plan.problems] == [("round-unnamed", "confirm")]
    named = found(drawing, choices=Choices(rounds={"undated": "October 2025"}))
    assert [(each.key, each.words) for each in named.rounds] == [("2025-10", "October 2025")]
    assert named.problems == ()
    assert named.actions[0].updates[0].round == "2025-10"


def test_an_undated_update_is_of_the_month_that_the_title_states():
    plan = found("""
        # Progress report October 2025
        | Action | Lead | Progress |
        | Open the hub. | Libraries | The hub opened in May and forty people came on the first day. |
    """)
    assert plan.actions[0].updates[0].round == "2025-10"


def test_a_progress_column_of_dots_is_a_status_and_a_dot_without_colour_is_none():
    plan = found("""
        | Action | Lead | Progress |
        | Open the hub. | Libraries | ● |
        | Publish the guide. | Comms | {ink:00B050}● |
    """)
    assert meanings(plan)[2] == ("Progress", "status")
    assert [action.status.words for action in plan.actions] == [None, "Green"]
    assert "sign-without-colour" in codes(plan)


def test_a_cells_ground_is_its_status():
    plan = found("""
        | Action | Lead | RAG |
        | Open the hub. | Libraries | {FF0000} |
        | Publish the guide. | Comms | {FFC000} |
        | Train managers. | People | |
    """)
    assert [action.status.words for action in plan.actions] == ["Red", "Amber", None]


def test_the_ground_of_every_other_row_is_no_status():
    plan = found("""
        | Action | Lead | RAG |
        | {DDEBF7} Open the hub. | {DDEBF7} Libraries | {DDEBF7} |
        | Publish the guide. | Comms | {00B050} |
        | {DDEBF7} Train managers. | {DDEBF7} People | {FF0000} |
    """)
    assert [action.status.words for action in plan.actions] == [None, "Green", "Red"]


def test_the_papers_own_key_says_what_a_colour_means():
    plan = found("""
        # Action plan
        Green = recommendation achieved, monitoring no longer required
        Amber = acceptable progress
        Red = unacceptable progress
        | Action | Lead | RAG |
        | Open the hub. | Libraries | Green |
        | Publish the guide. | Comms | Amber |
    """)
    assert [action.status.meaning for action in plan.actions] == ["complete", "on_track"]


def test_a_status_nobody_can_read_is_asked_once_and_can_be_chosen():
    drawing = """
        | Action | Lead | Status |
        | Open the hub. | Libraries | Simmering |
        | Publish the guide. | Comms | Simmering |
    """
    plan = found(drawing)
    assert codes(plan) == ["status-unknown"]
    assert [(each.words, each.meaning) for each in plan.scale] == [("Simmering", None)]
    chosen = found(drawing, choices=Choices(statuses={"Simmering": "on_track"}))
    assert (chosen.actions[0].status.meaning, chosen.problems) == ("on_track", ())


THREE_COLOURS = """
    # Action plan
    | Ref | Action | Lead | RAG | October 2024 Update |
    | 1a | Open the hub. | Libraries | {00B050} | It opened. |
    | 1b | Publish the guide. | Comms | {FFC000} | Half is written. |
    | 1c | Train staff. | HR | {FF0000} | Nobody came. |
"""


def statuses_found(plan):
    return [(action.status.words, action.status.meaning) for action in plan.actions]


def asked(plan):
    return [problem.words for problem in plan.problems if problem.code == "status-unknown"]


def test_green_and_amber_are_asked_where_no_key_and_no_blue_explains_them():
    plan = found(THREE_COLOURS)
    assert statuses_found(plan) == [("Green", None), ("Amber", None), ("Red", "off_track")]
    assert {each.words: each.meaning for each in plan.scale} == {
        "Green": None,
        "Amber": None,
        "Red": "off_track",
    }
    assert asked(plan) == ["Green", "Amber"]
    assert "Choose its meaning." in plan.problems[0].why


def test_what_a_person_chose_for_a_colour_is_used():
    chosen = Choices(statuses={"Green": "complete", "Amber": "on_track"})
    plan = found(THREE_COLOURS, choices=chosen)
    assert statuses_found(plan) == [("Green", "complete"), ("Amber", "on_track"), ("Red", "off_track")]
    assert asked(plan) == []


@pytest.mark.parametrize("blue", ["{0070C0}", "Blue", "B", "🔵", "Complete (Blue)", "Blue - complete"])
def test_blue_anywhere_in_the_paper_makes_green_on_track(blue):
    plan = found(THREE_COLOURS + f"    | 1d | Write to all. | Comms | {blue} | Written. |")
    assert [meaning for _, meaning in statuses_found(plan)] == [
        "on_track",
        "at_risk",
        "off_track",
        "complete",
    ]
    assert asked(plan) == []


def test_the_green_of_an_update_is_left_open_too():
    plan = found("""
        # Action plan
        | Ref | Action | Lead | October 2024 / RAG | October 2024 Update |
        | 1a | Open the hub. | Libraries | G | It opened. |
        | 1b | Shut the hub. | Libraries | R | It did not shut. |
    """)
    assert [action.updates[0].status.meaning for action in plan.actions] == [None, "off_track"]
    assert asked(plan) == ["G"]


def test_a_key_without_colours_explains_no_green():
    plan = found("""
        # Action plan
        Key: ● Not started ● On track ● Achieved
        | Ref | Action | Lead | Status |
        | 1a | Open the hub. | Libraries | {00B050} |
        | 1b | Shut the hub. | Libraries | {FF0000} |
    """)
    assert statuses_found(plan) == [("Green", None), ("Red", "off_track")]


def test_words_beside_a_colour_need_no_key():
    plan = found("""
        # Action plan
        | Ref | Action | Lead | Status |
        | 1a | Open the hub. | Libraries | 🟢 Complete |
        | 1b | Shut the hub. | Libraries | Green - on track |
    """)
    assert [meaning for _, meaning in statuses_found(plan)] == ["complete", "on_track"]
    assert asked(plan) == []


def test_a_newer_version_takes_over_what_its_plan_knows():
    plan = found(THREE_COLOURS, known_statuses={"green": "complete"})
    assert statuses_found(plan)[0] == ("Green", "complete")
    assert asked(plan) == ["Amber"]


def test_a_status_is_never_guessed_from_what_is_told():
    plan = found("""
        | Action | Lead | October 2024 update |
        | Open the hub. | Libraries | All complete and delivered. |
    """)
    assert plan.actions[0].status.words is None
    assert plan.actions[0].updates[0].status.words is None


def test_update_and_status_of_one_round_belong_together():
    plan = found("""
        | Action | Lead | RAG Oct 2024 | Update Oct 2024 | RAG Apr 2025 | Update Apr 2025 |
        | Open the hub. | Libraries | Amber | A building was found. | Blue | It is open. |
    """)
    assert [(each.round, each.status.words, each.words) for each in plan.actions[0].updates] == [
        ("2024-10", "Amber", "A building was found."),
        ("2025-04", "Blue", "It is open."),
    ]
    assert plan.actions[0].status.words == "Blue"


def test_an_empty_update_cell_is_no_update_even_beside_a_status():
    plan = found("""
        | Action | Lead | Status | October 2024 update |
        | Open the hub. | Libraries | Paused | |
    """)
    assert plan.actions[0].updates == ()
    assert plan.actions[0].status.words == "Paused"


def test_a_status_of_a_round_is_kept_there_without_words():
    plan = found("""
        | Action | Lead | RAG Oct 2024 | Update Oct 2024 | RAG Apr 2025 | Update Apr 2025 |
        | Open the hub. | Libraries | Amber | | Blue | It is open. |
    """)
    assert [(each.round, each.status.words, each.words) for each in plan.actions[0].updates] == [
        ("2024-10", "Amber", ""),
        ("2025-04", "Blue", "It is open."),
    ]


def test_dated_additions_stand_under_their_update():
    plan = found("""
        | Action | Lead | October 2024 update |
        | Open the hub. | Libraries | A building was found. Update 23.11.24 - the lease is signed. |
    """)
    (update,) = plan.actions[0].updates
    assert update.body == "A building was found."
    assert [(str(each.on), each.marker) for each in update.addenda] == [("2024-11-23", "Update 23.11.24 -")]


# Damage


def test_a_cell_with_only_its_own_reference_is_no_update():
    plan = found("""
        | Ref | Action | Lead | October 2024 update |
        | 1c | Open the hub. | Libraries | 1c |
    """)
    assert plan.actions[0].updates == ()
    (problem,) = plan.problems
    assert (problem.code, problem.severity, problem.table, problem.row) == ("own-reference", "repair", 1, 2)
    assert (problem.heading, problem.ref, problem.words) == ("October 2024 update", "1c", "1c")


def test_a_cell_that_repeats_the_outcome_is_no_update():
    plan = found("""
        | Ref | Outcome | Action | Lead | October 2024 update |
        | 1c | People are heard in every ward | Open the hub. | Libraries | People are heard in every ward |
    """)
    assert plan.actions[0].updates == ()
    assert codes(plan) == ["repeats-outcome"]


def test_a_quotation_that_never_closes_is_said_and_one_around_the_whole_is_dropped():
    plan = found("""
        | Ref | Action | Lead | October 2024 update |
        | 1c | "Open the hub (e.g. "the old bank"). | Libraries | "A building was found." |
    """)
    assert plan.actions[0].words == 'Open the hub (e.g. "the old bank").'
    assert plan.actions[0].updates[0].words == "A building was found."
    assert codes(plan) == ["unclosed-quotation"]


def test_an_empty_lead_is_said_once_for_its_row():
    plan = found("""
        | Ref | Action | Lead service | Lead officer |
        | 1a | Open the hub. | | |
        | 1b | Publish the guide. | Comms | |
    """)
    assert [(each.code, each.ref) for each in plan.problems] == [("no-lead", "1a")]


def test_a_reference_that_comes_again_is_noted_and_both_are_kept():
    plan = found("""
        | Ref | Action | Lead |
        | 1a | Open the hub. | Libraries |
        | 1a | Publish the guide. | Comms |
    """)
    assert len(plan.actions) == 2
    assert [(each.code, each.severity) for each in plan.problems] == [("reference-again", "note")]


def test_as_above_at_the_start_of_an_update_stays_with_it():
    plan = found("""
        | Ref | Action | Lead | October 2024 update |
        | 1a | Open the hub. | Libraries | As above. The lift works. |
    """)
    assert plan.actions[0].updates[0].words == "As above. The lift works."


# Leads


def test_a_known_name_is_never_split():
    drawing = """
        | Action | Lead service |
        | Open the hub. | Parks and Gardens |
    """
    assert (
        found(drawing, known_names=["Parks and Gardens"]).actions[0].assignments[0].name
        == "Parks and Gardens"
    )


def test_the_body_that_the_paper_names_brings_its_directory_and_year_along():
    drawing = """
        # Borough of Marlow Vale equality action plan 2018/19
        | Action | Lead officer | Timescale |
        | Open the hub. | Parks and Gardens | 2018/19 |
    """
    asked = []

    def body_named(name):
        asked.append(name)
        return Body(("Parks and Gardens",), 9)

    plan = found(drawing, body_named=body_named)
    assert asked == ["Borough of Marlow Vale"]
    assert [each.name for each in plan.actions[0].assignments] == ["Parks and Gardens"]
    assert str(plan.actions[0].timescale.latest) == str(plan.plan.period.end) == "2019-08-31"


def test_a_reviewers_split_and_spelling_are_used():
    plan = found(
        """
        | Action | Lead service |
        | Open the hub. | Mills and Boatyards |
        | Publish the guide. | Comunications |
        """,
        choices=Choices(
            splits={"Mills and Boatyards": ["Mills", "Boatyards"]},
            aliases={"Comunications": "Communications"},
        ),
    )
    assert [each.name for each in plan.actions[0].assignments] == ["Mills", "Boatyards"]
    assert (plan.actions[1].assignments[0].name, plan.actions[1].assignments[0].words) == (
        "Communications",
        "Comunications",
    )
    assert plan.lead_proposals == ()


def test_people_who_lead_are_officers_whatever_the_column_is_called():
    plan = found("""
        | Action | Owner |
        | Open the hub. | Jo Teal, Ana Hale |
        | Publish the guide. | Comms |
    """)
    assert [(each.name, each.kind, each.role) for each in plan.actions[0].assignments] == [
        ("Jo Teal", "person", "lead_officer"),
        ("Ana Hale", "person", "lead_officer"),
    ]


def test_a_sponsor_is_responsible_above_the_lead():
    plan = found("""
        | Action | Lead officer | Executive sponsor |
        | Open the hub. | Jo Teal | Ana Hale |
    """)
    assert [(each.name, each.role, each.qualifier) for each in plan.actions[0].assignments] == [
        ("Jo Teal", "lead_officer", None),
        ("Ana Hale", "responsible", "Executive sponsor"),
    ]


# The paper itself


def test_what_the_reader_left_out_is_noted():
    from papers.reading.paper import Notice  # noqa: PLC0415

    plan = found(
        """
        | Action | Lead |
        | Open the hub. | Libraries |
        """,
        notices=(Notice("2 hidden rows were left out.", 1),),
    )
    assert [(each.severity, each.why) for each in plan.problems] == [("note", "2 hidden rows were left out.")]


def test_words_around_the_tables_wait():
    plan = found("""
        # Equality action plan
        This plan was written with our staff networks, who met four times.
        | Action | Lead |
        | Open the hub. | Libraries |
        Printed on recycled paper.
    """)
    assert words(plan.waiting) == [
        "This plan was written with our staff networks, who met four times.",
        "Printed on recycled paper.",
    ]


def test_what_a_person_cleared_waits_no_more():
    plan = found(
        """
        | Action | Lead |
        | Open the hub. | Libraries |
        | Total | 1 |
        """,
        choices=Choices(waiting={"1:3:": "clear"}),
    )
    assert plan.waiting == ()


@pytest.mark.parametrize(
    ("line", "title", "state"),
    [
        ("Progress update on Equality Action Plan 2018/19", "Equality Action Plan 2018/19", None),
        ("Draft equality action plan 2025", "Draft equality action plan 2025", "proposed"),
        (
            "PROPOSED AIMS FOR INCLUSION WITHIN THE EDI ACTION PLAN 2024/25",
            "EDI Action Plan 2024/25",
            "proposed",
        ),
        ("Race equality plan (approved by Council)", "Race equality plan (approved by Council)", "adopted"),
    ],
)
def test_the_plans_own_name_stands_in_the_title(line, title, state):
    plan = found(f"""
        Our EDI work (EDI) matters.
        # {line}
        | Action | Lead |
        | Open the hub. | Libraries |
    """)
    assert (plan.plan.title, plan.plan.state) == (title, state)


def test_what_a_person_typed_comes_before_what_was_read():
    plan = found(
        """
        # Equality action plan 2018/19
        | Action | Lead |
        | Open the hub. | Libraries |
        """,
        choices=Choices(title="Our plan", organisation="Marlow Vale", period="2019/20"),
    )
    assert (plan.plan.title, plan.plan.organisation, plan.plan.period.words) == (
        "Our plan",
        "Marlow Vale",
        "2019/20",
    )


def test_progress_is_told_step_by_step():
    told = []
    found(
        """
        | Action | Lead |
        | Open the hub. | Libraries |
        """,
        progress=lambda done, of, words: told.append((done, of, words)),
    )
    assert [done for done, _, _ in told] == [1, 2, 3, 4, 5, 6]
    assert all(of == 6 and words for _, of, words in told)


def test_a_paper_without_a_plan_says_so():
    plan = found("Minutes of the meeting. It was a fine day.")
    assert plan.actions == ()
    assert codes(plan) == ["no-plan"]


def test_the_example_of_the_documentation():
    plan = found("""
        | Ref | Outcome | Action | Lead | October 2024 update |
        == Theme 1: Voice
        | 1a | People are heard | Open the hub in | Libraries | 1a |
        ----
        | | | the old library. | | |
        | 1b | | Publish the guide. | | Printed. |
    """)
    assert (plan.joined_rows, plan.actions[0].source.table, plan.actions[0].source.row) == (1, 1, 3)
    assert words(plan.actions) == ["Open the hub in the old library.", "Publish the guide."]
    assert [action.outcomes for action in plan.actions] == [("o1",), ("o1",)]
    assert (plan.counts["updates"], codes(plan)) == (1, ["own-reference", "no-lead"])

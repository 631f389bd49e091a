"""Joining rows that a page cut and parting cells that hold several, one rule each on a table of a few lines."""

import pytest

from tests.actionplans.drawing import codes, found, words


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

"""Recognising priorities, outcomes and recommendations, one rule each on a table of a few lines."""

from tests.actionplans.drawing import codes, found, words


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

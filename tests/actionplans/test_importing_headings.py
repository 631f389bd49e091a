"""Recognising the headings of a table, one rule each on a table of a few lines."""

from actionplans.recognising.choices import Choices
from tests.actionplans.drawing import codes, found, meanings, words


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

"""Recognising a paper as a whole: what is damaged, who leads, what the reader left out and a person settled."""

import pytest

from actionplans.recognising.choices import Choices
from actionplans.recognising.conducting import Body
from tests.actionplans.drawing import codes, found, words


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

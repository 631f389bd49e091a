"""Tables that name no columns, headings repeated in part, and titles that are only a body's name."""

from tests.actionplans.drawing import found

NO_HEADINGS = """
    # Race equality action plan 2024-26
    ## Indicator 7: Chances of promotion (58.1%)
    | Action 1 | * Review the appraisal form\\n* Train forty supervisors | Head of Workforce\\nInclusion Manager | March 2025 | The form is out for comment. |
    | Action 2 | * Second year of mentoring | Chief Executive | Ongoing | |
"""


def test_a_table_without_headings_is_read_by_its_cells_and_a_person_is_asked():
    plan = found(NO_HEADINGS)
    first, second = plan.actions
    assert first.words == "Review the appraisal form\nTrain forty supervisors"
    assert [each.name for each in first.assignments] == ["Head of Workforce", "Inclusion Manager"]
    assert first.timescale.words == "March 2025"
    assert [update.words for update in first.updates] == ["The form is out for comment."]
    assert second.timescale.words == "Ongoing"
    assert [each.words for each in plan.priorities] == ["Indicator 7: Chances of promotion (58.1%)"]
    assert "no-heading" in [problem.code for problem in plan.problems]


def test_a_table_without_references_is_not_read_by_its_cells():
    plan = found("""
        | Hall | Head of Parks | March 2025 |
        | Pool | Head of Leisure | April 2025 |
    """)
    assert plan.actions == ()
    assert "Hall" in plan.waiting[0].words


def test_a_row_under_a_heading_repeated_in_part_is_kept():
    plan = found("""
        | Ref | Action | Responsibility | < | Deadline |
        | | | Lead | Support | |
        | 1 | Open the hub. | Chief Executive | Networks | May 2025 |
        | Ref | Action | Responsibility | < | Deadline |
        | 2 | Ask staff. | Human Resources | | June 2025 |
    """)
    assert [action.words for action in plan.actions] == ["Open the hub.", "Ask staff."]
    assert [(each.name, each.role) for each in plan.actions[0].assignments][1] == ("Networks", "supporting")


def test_a_stroke_inside_a_heading_is_no_second_heading_row():
    plan = found("""
        | Ref | Action | Accountable people / team |
        | 1 | Open the hub. | Head of Libraries |
    """)
    assert plan.actions[0].assignments[0].role == "lead_officer"


def test_the_name_of_the_body_over_all_is_not_the_title():
    plan = found("""
        # Northmoor NHS Foundation Trust
        Workforce race equality action plan 2024/25
        | Ref | Action |
        | 1 | Open the hub. |
    """)
    assert plan.plan.title == "Workforce race equality action plan 2024/25"
    assert plan.plan.organisation == "Northmoor NHS Foundation Trust"
    assert plan.waiting == ()


def test_a_body_named_in_two_languages_is_one_body():
    plan = found("""
        # Cynllun Cydraddoldeb / Equality Plan 2024-28
        Cyngor Sir Aberfelin – Aberfelin County Council
        | Ref | Action |
        | 1 | Open the hub. |
    """)
    assert plan.plan.organisation == "Aberfelin County Council"
    assert plan.waiting == ()


def test_a_label_that_asks_and_points_is_a_label():
    plan = found("""
        ## Action 1
        Publish the register of interpreters.
        Service: Customer Services
        By when?: November 2025
        ## Action 2
        Train members.
        Service: Democratic Services
        By when? Ongoing
    """)
    assert [action.timescale.words for action in plan.actions] == ["November 2025", "Ongoing"]


def test_a_university_counts_its_years_from_september():
    plan = found("""
        # University of Eastmere Race Equality Action Plan 2025/26
        | Ref | Action | By when |
        | 1 | Open the hub. | 2025/26 |
    """)
    assert (plan.plan.period.start.isoformat(), plan.plan.period.end.isoformat()) == (
        "2025-09-01",
        "2026-08-31",
    )
    assert plan.actions[0].timescale.latest.isoformat() == "2026-08-31"


def test_responsible_and_accountable_are_labels_and_no_part_of_a_name():
    plan = found("""
        | Ref | Action | Responsibility (R) and Accountability (A) |
        | 1 | Open the hub. | R: Recruitment Adviser\\nA: Director of HR |
    """)
    assert [each.name for each in plan.actions[0].assignments] == ["Recruitment Adviser", "Director of HR"]

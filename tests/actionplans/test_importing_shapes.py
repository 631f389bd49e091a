"""Whole papers of other bodies' shapes, invented, each read truthfully."""

from datetime import date

from actionplans.recognising.conducting import recognise
from papers.reading.paper import Cell, Paper, Paragraph, Row, Table
from tests.actionplans.drawing import found


def words(rows):
    return [row.words for row in rows]


def leads(row):
    return [(each.name, each.role) for each in row.assignments]


def codes(plan):
    return {problem.code for problem in plan.problems if problem.severity != "note"}


def test_a_trust_with_metric_bands_a_key_and_coloured_cells():
    plan = found("""
        # Thornmere Hospitals NHS Foundation Trust
        # WRES action plan 2024-25
        Key: Blue = complete, Green = on track, Amber = some slippage, Red = off track
        | Metric and data narrative | Action | Accountable people / team | Key performance indicators | Timescale | Q2 update 2024/25 | RAG |
        == Metric 2: Likelihood of appointment
        | White applicants are 1.4 times more likely to be appointed. | Train every panel chair. | Director of People; Head of Resourcing | 95% of chairs trained | March 2025 | 60 chairs trained. | {00B050} |
        | ^ | Publish the figures. | Workforce Intelligence Team | Figures on the intranet | Quarterly | Nothing to report | {FFC000} |
        == Metric 4: Access to training
        | Access is even. | Keep the bursary open. | Learning Team | 10 places a year | Ongoing | It opened. Update 14.01.25 - six places taken. | {FF0000} |
        | Total | 3 | | | | | |
    """)
    assert plan.plan.organisation == "Thornmere Hospitals NHS Foundation Trust"
    assert (plan.plan.title, plan.plan.period.words) == ("WRES action plan 2024-25", "2024-25")
    assert [(each.number, each.words) for each in plan.priorities] == [
        (2, "Metric 2: Likelihood of appointment"),
        (4, "Metric 4: Access to training"),
    ]
    assert [each.priority for each in plan.actions] == [1, 1, 2]
    assert plan.actions[1].detail.endswith("White applicants are 1.4 times more likely to be appointed.")
    assert [name for name, _ in leads(plan.actions[0])] == ["Director of People", "Head of Resourcing"]
    assert [(each.status.words, each.status.meaning) for each in plan.actions] == [
        ("Green", "on_track"),
        ("Amber", "at_risk"),
        ("Red", "off_track"),
    ]
    assert [each.updates[0].state for each in plan.actions] == ["received", "nothing_to_report", "received"]
    assert plan.actions[2].updates[0].addenda[0].on == date(2025, 1, 14)
    assert [each.timescale.kind for each in plan.actions] == ["by", "recurring", "none"]
    assert words(plan.waiting) == ["Total 3"]
    assert codes(plan) == set()


def test_a_university_with_objectives_merged_down_and_their_rationale():
    plan = found("""
        # Athena Swan action plan 2023-28
        | Ref | Objective (with rationale) | Actions and outputs | Timeframe | Person(s) responsible | Success measure |
        | 5.3 | More women apply for senior posts.\\n\\nOnly 31% of applicants were women. | Rewrite the adverts. | April 2024 | Head of School | 40% of applicants are women by 2027 |
        | 5.4 | ^ | Hold open days for returners. | December 2025 | Dean and Head of Research | Two open days a year |
    """)
    assert len(plan.outcomes) == 1
    assert [each.outcomes for each in plan.actions] == [("o1",), ("o1",)]
    assert [each.ref for each in plan.actions] == ["5.3", "5.4"]
    assert [each.timescale.latest for each in plan.actions] == [date(2024, 4, 30), date(2025, 12, 31)]
    assert plan.actions[1].assignment_words == {"lead_officer": "Dean and Head of Research"}


def test_a_police_force_with_quarters_across_and_workstreams_down():
    plan = found("""
        **Race action plan timeline 2024-25**
        | Workstream | Q1 Apr - Jun 2024 | Q2 Jul - Sept 2024 | Q3/4 Oct 2024 - Mar 2025 |
        | Internal culture | * Launch the listening circles\\n* Appoint a lead | Train all sergeants | |
        | Use of powers | | * Publish the figures | * Review the footage\\n* Report to the board |
    """)
    assert words(plan.priorities) == ["Internal culture", "Use of powers"]
    assert [(each.priority, each.words, each.timescale.latest) for each in plan.actions] == [
        (1, "Launch the listening circles", date(2024, 6, 30)),
        (1, "Appoint a lead", date(2024, 6, 30)),
        (1, "Train all sergeants", date(2024, 9, 30)),
        (2, "Publish the figures", date(2024, 9, 30)),
        (2, "Review the footage", date(2025, 3, 31)),
        (2, "Report to the board", date(2025, 3, 31)),
    ]
    assert plan.actions[0].timescale.words == "Q1 Apr - Jun 2024"


def test_a_welsh_council_in_two_languages_with_arabic_and_urdu_inside():
    plan = found("""
        # Cynllun Gweithredu Cydraddoldeb 2024-28 / Equality Action Plan 2024-28
        | Cyf / Ref | Amcan / Objective | Cam gweithredu / Action | Arweinydd / Lead | Erbyn pryd / By when |
        | 1.1 | Pobl yn cael eu clywed / People are heard | Cyhoeddi’r arolwg. مرحبا بكم | Cyfathrebu | Mawrth 2025 |
        | 1.2 | | Hyfforddi staff ŵ ŷ. خوش آمدید | Adnoddau Dynol | Parhaus |
    """)
    assert words(plan.actions) == ["Cyhoeddi’r arolwg. مرحبا بكم", "Hyfforddi staff ŵ ŷ. خوش آمدید"]
    assert plan.actions[0].timescale.latest == date(2025, 3, 31)
    assert plan.actions[1].timescale.words == "Parhaus"
    assert [name for each in plan.actions for name, _ in leads(each)] == ["Cyfathrebu", "Adnoddau Dynol"]
    assert [each.outcomes for each in plan.actions] == [("o1",), ("o1",)]
    assert plan.plan.period.end == date(2028, 3, 31)


def test_a_timetable_from_northern_ireland():
    plan = found("""
        # Equality scheme timetable 2023-27
        | Measure | Lead responsibility | Timetable |
        | Section 75 annual progress report [2.7] | Policy Officer | 31 August (annually) |
        == Consultation
        | Consultation list reviewed [3.4] | Policy Officer | Every August in line with the annual report |
        | Draw up the plan\\nConsult on the draft | Chief Executive | Within six months of new Council |
    """)
    assert words(plan.actions) == [
        "Section 75 annual progress report [2.7]",
        "Consultation list reviewed [3.4]",
        "Draw up the plan\nConsult on the draft",
    ]
    assert [each.priority for each in plan.actions] == [None, 1, 1]
    assert [each.timescale.kind for each in plan.actions] == ["recurring", "recurring", "none"]
    assert leads(plan.actions[0]) == [("Policy Officer", "lead_officer")]


def test_a_scrutiny_tracker_with_a_lookup_sheet():
    plan = found("""
        @@ Tracker
        | Scrutiny recommendation tracker 2025/26 | < | < | < | < | < | < | < | < |
        | Reference | Origin | Date | Area | Recommendation | Exec Date | Lead Officer/EM | Action taken | Status |
        | SR (25/26) 01 | Overview Panel | 01/01/26 | Housing | That the repairs line offers text relay. | 03/02/26 | Gwen Tarry | Text relay was bought in January and staff were shown how it works. | Complete |
        | SR (25/26) 02 | Overview Panel | 01/01/26 | Parks | That path surfaces are surveyed. | 03/02/26 | Head of Parks | | Ongoing |
        | SR (25/26) 02 | Full Council | 02/01/26 | Parks | That benches have arms. | | Head of Parks | Waiting for the budget to be agreed by the whole council. | Paused |
        @@ Lookups
        | Statuses | used |
        | Complete | yes |
    """)
    assert [each.number for each in plan.recommendations] == [
        "SR (25/26) 01",
        "SR (25/26) 02",
        "SR (25/26) 02",
    ]
    assert plan.actions == ()
    assert [(each.status.words, each.status.meaning) for each in plan.recommendations] == [
        ("Complete", "complete"),
        ("Ongoing", "on_track"),
        ("Paused", "paused"),
    ]
    assert (
        plan.recommendations[0].detail
        == "Origin: Overview Panel\nDate: 01/01/26\nArea: Housing\nExec Date: 03/02/26"
    )
    assert plan.recommendations[0].updates[0].status.words == "Complete"
    assert codes(plan) == {"round-unnamed"}
    assert {problem.code for problem in plan.problems} == {"round-unnamed", "reference-again", "no-plan-here"}


def test_a_plan_of_headings_and_labels_without_any_table():
    plan = found("""
        # Strategic Equality Plan 2024-28
        We wrote this plan with our residents.
        ## Objective 1: Fair access to services
        ### Action 1
        Publish the register of interpreters.
        Service: Customer Services
        Evidence
        * The register is on the website
        * Staff know of it
        By when?
        November 2024
        ### Action 2
        Make meeting rooms step free.
        Service: Property Services
        By when? Ongoing
        ## Objective 2: A workforce like our county
        ### Action 1
        Hold a jobs fair in each town.
        Service: Human Resources
        By when? March 2026
    """)
    assert words(plan.priorities) == [
        "Objective 1: Fair access to services",
        "Objective 2: A workforce like our county",
    ]
    assert [(each.ref, each.priority, each.words) for each in plan.actions] == [
        ("1", 1, "Publish the register of interpreters."),
        ("2", 1, "Make meeting rooms step free."),
        ("1", 2, "Hold a jobs fair in each town."),
    ]
    assert [each.timescale.words for each in plan.actions] == ["November 2024", "Ongoing", "March 2026"]
    assert plan.actions[0].detail == "Evidence: The register is on the website\nStaff know of it"
    assert leads(plan.actions[2]) == [("Human Resources", "lead_service")]
    assert words(plan.waiting) == ["We wrote this plan with our residents."]


def test_a_school_with_lists_of_actions_and_dates_side_by_side():
    plan = found("""
        # Accessibility plan 2016/17
        | Equality Duty | Action By | Action Required | Target date | Progress |
        | Access | Head teacher | Assess pupil needs\\nBuy a hearing loop\\nTrain staff | Sept 2016\\nDec 2016\\nOngoing | ● |
        | Curriculum | Deputy head | Review texts | As above | {ink:00B050}● |
    """)
    assert [(each.words, each.timescale.words) for each in plan.actions] == [
        ("Assess pupil needs", "Sept 2016"),
        ("Buy a hearing loop", "Dec 2016"),
        ("Train staff", "Ongoing"),
        ("Review texts", "As above"),
    ]
    assert [each.status.words for each in plan.actions] == [None, None, None, "Green"]
    assert codes(plan) == {"paired-by-position", "sign-without-colour", "status-unknown"}


def test_forms_one_after_the_other():
    plan = found("""
        # Action plan
        | Action | Publish the guide |
        | Lead | Comms Team |
        | By when? | March 2025 |
        ----
        | Action | Open the desk |
        | Lead | Libraries |
        | By when? | Ongoing |
    """)
    assert [(each.words, leads(each)[0][0], each.timescale.words) for each in plan.actions] == [
        ("Publish the guide", "Comms Team", "March 2025"),
        ("Open the desk", "Libraries", "Ongoing"),
    ]


def test_a_part_b_report_of_measures_and_outputs():
    plan = found("""
        # Annual progress report 2022-23, part B
        | Level | Public life action measures | Outputs | Outcomes / Impact |
        | National | Take part in the national forum | Attended 3 meetings | Shared learning |
        | Local | Sign language in council meetings | Interpreters booked | Deaf residents came |
    """)
    assert words(plan.actions) == ["Take part in the national forum", "Sign language in council meetings"]
    assert words(plan.outcomes) == ["Shared learning", "Deaf residents came"]
    assert plan.actions[0].detail == "Level: National\nOutputs: Attended 3 meetings"


def test_a_cell_of_twenty_thousand_letters_is_kept_whole():
    long = " ".join(f"word{number}" for number in range(2500))
    plan = found(f"""
        | Action | Lead | October 2024 update |
        | Open the hub. | Libraries | {long} |
    """)
    assert plan.actions[0].updates[0].words == long


HEADINGS = ("Ref", "Outcome", "Action", "Lead", "By when", "RAG", "October 2024 update", "Origin")


def large(rows):
    """A sheet of so many actions."""
    lines = [HEADINGS] + [
        (
            f"{number // 20 + 1}.{number % 20 + 1}",
            f"Outcome {number // 5} is that people are served" if number % 5 == 0 else "",
            f"Do the thing number {number} for the people of the town and report on it",
            f"Team {number % 700} and Office {number % 300}",
            ("March 2025", "Ongoing", "31/12/2025")[number % 3],
            ("Green", "Amber", "Red", "Complete")[number % 4],
            f"We did {number}. Update 03.02.25 - more was done.",
            "Scrutiny",
        )
        for number in range(rows)
    ]
    made = tuple(
        Row(
            at, tuple(Cell(column, (Paragraph(text),) if text else ()) for column, text in enumerate(line, 1))
        )
        for at, line in enumerate(lines, 1)
    )
    return Paper("large.xlsx", "xlsx", (Table(1, made, len(HEADINGS), "Plan"),))


def test_every_row_of_a_large_paper_is_an_action():
    assert len(recognise(large(4000)).actions) == 4000

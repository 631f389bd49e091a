"""Headings and rounds: what a column is about, in any council's wording."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.wording import headings, rounds

HEADINGS = {
    "ref": ["Ref", "Ref No", "No.", "REF.", "Reference", "Item", "Action No", "#No", "Cyfeirnod", "S/No"],
    "priority": ["Priority", "Theme", "Priority area", "Workstream", "Equality Priority", "Blaenoriaeth", "Metric and data narrative"],
    "outcome": ["Outcome", "Desired Outcome", "Aims and objectives", "What we want to achieve (Outcomes)", "Outcomes / Impact", "Objective (with rationale)",
                "Equality Objective", "Canlyniad", "Canlyniadau", "Priority Outcomes", "Aim/Objective", "What do we want to achieve?", "Amcan", "Objective"],
    "detail": ["Detail", "Details", "Background", "Manylion"],
    "action": ["Action", "Actions ", "ACTION REQUIRED", "Action Required:", "How we intend to do it (Action)", "Actions and outputs", "Action/Target", "Camau gweithredu",
               "Activity", "Key actions", "What we will do", "What are we going to do?", "Possible actions", "Public life action measures", "Planned Actions", "Camau Gweithredu / Actions"],
    "recommendation": ["Recommendation", "BWG Recommendation", "Recommendations", "Scrutiny Recommendation", "Argymhelliad"],
    "lead": ["Lead", "Responsibility", "Owner", "Who", "Who?", "Accountable people / team", "Who is going to do it (Owner)", "Lead responsibility", "Action Owner", "By whom",
             "Arweinydd", "Responsible", "Action By", "Led by", "Arweinydd / Lead", "Responsibility (R) / Accountability (A)", "Lead (officer or team)"],
    "lead_service": ["Lead Service Area", "Service", "Directorate", "Lead Department", "Gwasanaeth", "Responsible Service", "Department / Service"],
    "lead_officer": ["Lead Officer", "Person(s) responsible", "Persons responsible", "Responsible Officer", "Officer responsible", "Lead Officer/EM", "Lead officer (s)", "Named Officer",
                     "Swyddog Arweiniol", "Swyddog Cyfrifol", "Responsible Person", "Lead Officer(s)"],
    "supporting": ["Supporting services", "Supporting Service Area(s)", "Partners", "Support", "Partneriaid", "Supported by", "Delivery partners"],
    "sponsor": ["Sponsor", "Cabinet Member", "Executive Sponsor", "Portfolio Holder", "SRO", "Exec Lead"],
    "measure": ["Measure of Success", "KPI", "Indicator", "Key performance indicators", "How will we measure success?", "How we will know we have done it (Indicator/Measure)", "Success measure",
                "Success criteria", "How you will know that this action is achieved", "What will success look like?", "Mesur llwyddiant", "Measures", "Performance Indicator(s)"],
    "target": ["Target", "Targets", "Targed"],
    "timescale": ["Timescale", "By when?", "By when (Target Dates & Milestones)", "Target Dates & Milestones", "Timeframe", "Timetable", "End date", "Target date (MM/YY)", "When", "Due date", "Deadline",
                  "Amserlen", "Erbyn pryd", "Erbyn pryd?", "Timescale to start seeing a change", "To be completed/progressed", "Date", "Target completion date", "Timescale(s)", "Erbyn Pryd / By When"],
    "start": ["Start date", "Start", "Planned start date"],
    "status": ["Status", "RAG", "BRAG", "RAG Status", "RAG rating", "HFRS Status", "Statws", "Current status", "BRAG status", "Statws / Status", "R.A.G."],
    "update": ["Progress", "Progress update", "Update", "Action taken", "Progress to date", "Cynnydd", "Current position", "Diweddariad", "Progress / Comments", "Latest update"],
    "comment": ["Service comment", "Management response", "Executive Response", "Response"],
    "note": ["Notes", "Origin", "Exec Date", "Area", "Links to Strategy Commitments and/or other priorities", "Resources", "Level"],
    "evidence": ["Evidence", "Tystiolaeth"],
    "completed_on": ["Date completed", "Completed on", "Actual completion date"],
    "next_review": ["Next review date", "Review date"],
    "class": ["Type of action", "Quick win / longer term"],
    "characteristics": ["Protected characteristics", "Protected characteristic(s)", "State Protected Characteristics as listed below", "Equality strand", "Section 75 category"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "words"), [(key, words) for key, listed in HEADINGS.items() for words in listed]
)
def test_a_heading_is_known_in_many_wordings(key, words):
    found = headings.meaning(words)
    assert found
    assert (found.key, found.round) == (key, None)


@pytest.mark.parametrize(
    "words", ["LEAD OFFICER", "lead  officer", "Lead Officer:", "  Lead-Officer ", "Lead\nOfficer"]
)
def test_capitals_points_and_spaces_do_not_matter(words):
    assert headings.meaning(words).key == "lead_officer"


ROUNDS = [
    ("October 2018 Update", "update", "2018-10"),
    ("Update – Apr 19", "update", "2019-04"),
    ("April 2019\nUpdate", "update", "2019-04"),
    ("Q2 update 2024/25", "update", "2024-25-q2"),
    ("Q2 2024/25 update", "update", "2024-25-q2"),
    ("Progress to date (March 2024)", "update", "2024-03"),
    ("RAG Oct 24", "status", "2024-10"),
    ("Status - 31 March 2025", "status", "2025-03"),
    ("Progress update as at 30/09/2024", "update", "2024-09"),
    ("Diweddariad Hydref 2024", "update", None),
    ("Diweddariad Mawrth 2025", "update", "2025-03"),
    ("2023/24 Progress", "update", "2023-24"),
    ("Progress 2024", "update", "2024"),
    ("Mid-year update 2024/25", "update", "2024-25-mid-year"),
    ("Q1 update", "update", "q1"),
    ("6 month update", "update", "6-month"),
    ("October update", "update", "october"),
]


@pytest.mark.parametrize(("words", "key", "round_key"), ROUNDS)
def test_a_heading_with_a_round_gives_the_round(words, key, round_key):
    found = headings.meaning(words)
    assert found.key == key
    assert (found.round.key if found.round else None) == round_key
    if found.round:
        assert found.round.words == " ".join(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "Widget",
        "Equality Team",
        "Lorem ipsum dolor",
        "30 members",
        "x" * 300,
        "Improve the way in which we support staff",
    ],
)
def test_what_nobody_could_say_is_not_forced(words):
    assert headings.meaning(words) is None


@pytest.mark.parametrize(
    "words", ["Timescale March 2025", "Due by March 2025", "Target 2024/25", "Baseline (March 2024)"]
)
def test_a_date_to_be_met_is_no_round(words):
    found = headings.meaning(words)
    assert found is None or found.round is None


@pytest.mark.parametrize(
    "words", ["Lead Officer & Timescale", "Timescale / ownership", "Who and when", "Q1 2024/25", "Year 2"]
)
def test_a_column_of_two_things_or_of_a_timeline_is_left_to_a_person(words):
    assert headings.meaning(words) is None


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Completed Y/N", "status"),
        ("Start / End", "timescale"),
        ("Original due date", "note"),
        ("RAG and progress", "update"),
        ("Actions 2024/25", "action"),
    ],
)
def test_other_forms_of_a_heading(words, key):
    assert headings.meaning(words).key == key


def test_measure_is_the_action_where_no_column_is_called_action():
    keys = [found.key for found in headings.of_row(["Measure", "Lead responsibility", "Timetable"])]
    assert keys == ["action", "lead", "timescale"]
    keys = [found.key for found in headings.of_row(["Action", "Measure", "Timetable"])]
    assert keys == ["action", "measure", "timescale"]


def test_the_date_of_a_tracker_is_a_note():
    row = [
        "Reference",
        "Origin",
        "Date",
        "Area",
        "Recommendation",
        "Exec Date",
        "Lead Officer/EM",
        "Action taken",
        "Status",
    ]
    keys = [found.key for found in headings.of_row(row)]
    assert keys == [
        "ref",
        "note",
        "note",
        "note",
        "recommendation",
        "note",
        "lead_officer",
        "update",
        "status",
    ]


def test_date_is_the_timescale_of_a_plain_plan():
    assert [found.key for found in headings.of_row(["Action", "Responsibility", "Date"])] == [
        "action",
        "lead",
        "timescale",
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ["Ref", "Desired Outcome", "Action", "Lead Service Area", "Lead officer", "Supporting services", "Measure of success", "October 2018 Update", "April 2019 Update"],
        ["Action", "Responsibility", "Date"],
        ["Aims and objectives", "Actions"],
        ["Action", "Lead", "Widgets", "By when?"],
        ["Camau gweithredu", "Arweinydd", "Erbyn pryd", "Statws"],
    ],
)  # fmt: skip
def test_a_row_of_headings_scores_high(cells):
    assert headings.score(cells) > 0.6


@pytest.mark.parametrize(
    "cells",
    [
        [
            "1a",
            "Staff are confident",
            "Provide training to all teams in the year",
            "Equality Team",
            "",
            "",
            "",
            "",
        ],
        ["Equality Team", "March 2025", "Agree a plan"],
        ["Lead", "", ""],
        ["", ""],
        ["1", "2", "3"],
        [
            "Review the update of the training plan and report progress to the board",
            "Lead the work on it",
            "Ongoing",
        ],
    ],
)
def test_another_row_scores_low(cells):
    assert headings.score(cells) < 0.4


@given(st.text(max_size=80))
def test_any_words_may_be_asked(words):
    found = headings.meaning(words)
    assert found is None or (found.key in headings.MEANINGS and 0 < found.certainty <= 1)
    headings.score([words, words])


@pytest.mark.parametrize(
    ("key", "first"),
    [("2018-10", date(2018, 10, 1)), ("2024-25-q2", date(2024, 9, 1)), ("2024-25-q4", date(2025, 3, 1)), ("2024", None), ("2024-25", None), ("q1", None), ("", None), ("2024-13", None)],
)  # fmt: skip
def test_a_round_is_held_in_the_month_of_its_key(key, first):
    assert rounds.held_in(key) == first


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("October 2018", "2018-10"),
        ("Oct-18", "2018-10"),
        ("2018", None),
        ("2018/19", None),
        ("Meeting of 3 May 2024 in the town hall", None),
    ],
)
def test_a_month_alone_is_a_round_and_a_year_alone_is_not(words, key):
    found = rounds.read(words)
    assert (found.key if found else None) == key

"""Additions, answers, responses, targets, periods and organisations."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from actionplans.wording import additions, answers, organisations, periods, responses, targets

PAPERS = Path(settings.BASE_DIR).parent / "shared" / "papers"


def collapsed(words):
    return " ".join(words.split())


STYLES = [
    ("A talk was held. Update 23.04.19 - The pilot ran.", "A talk was held.", [("2019-04-23", "Update 23.04.19 -", "The pilot ran.")]),
    ("A talk was held. Update 23.04.19 - The pilot ran. 14.06.19 - More dates.", "A talk was held.",
     [("2019-04-23", "Update 23.04.19 -", "The pilot ran."), ("2019-06-14", "14.06.19 -", "More dates.")]),
    ("Done. Update on 22.05.19 - event held.", "Done.", [("2019-05-22", "Update on 22.05.19 -", "event held.")]),
    ("Started\nUPDATE (3 May 2024): funding agreed", "Started", [("2024-05-03", "UPDATE (3 May 2024):", "funding agreed")]),
    ("Started.\nMay 2024 update: funding agreed", "Started.", [(None, "May 2024 update:", "funding agreed")]),
    ("Started. [12/03/25] Funding agreed. [13/04/25] Spent.", "Started.", [("2025-03-12", "[12/03/25]", "Funding agreed."), ("2025-04-13", "[13/04/25]", "Spent.")]),
    ("Started.\n12 March 2025\nFunding agreed.", "Started.", [("2025-03-12", "12 March 2025", "Funding agreed.")]),
    ("Started.\n**12 March 2025**\nFunding agreed.", "Started.", [("2025-03-12", "**12 March 2025**", "Funding agreed.")]),
    ("Started. Updated 01/02/2024: now done", "Started.", [("2024-02-01", "Updated 01/02/2024:", "now done")]),
    ("Update 25.04.19 - staff like it", "", [("2019-04-25", "Update 25.04.19 -", "staff like it")]),
    ("Wedi dechrau.\nDiweddariad 3 Mai 2024: cytunwyd", "Wedi dechrau.", [("2024-05-03", "Diweddariad 3 Mai 2024:", "cytunwyd")]),
    ("Begun. Update – 3rd June 2024 – all done", "Begun.", [("2024-06-03", "Update – 3rd June 2024 –", "all done")]),
    ("Begun.\nJune 2024: all done", "Begun.", [(None, "June 2024:", "all done")]),
    ("Begun.\n03/06/24: all done\n10/06/24: closed", "Begun.", [("2024-06-03", "03/06/24:", "all done"), ("2024-06-10", "10/06/24:", "closed")]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "body", "expected"), STYLES)
def test_a_dated_addition_is_told_from_the_body(words, body, expected):
    found_body, found = additions.split(words)
    assert found_body == body
    assert [(each.on.isoformat() if each.on else None, each.marker, each.words) for each in found] == expected


@pytest.mark.parametrize(
    "words",
    [
        "Article in the newsletter on 17.04.19 promoting the event.", "The event is on Thursday 9th May. Staff may go.", "Sessions for July - Nov have been scheduled.",
        "The plan was agreed 3 May 2024. It starts soon.", "Training (12/03/25) was full.", "From April 2024 - June 2024 there were talks.", "In 2018/19 - a good year - more came.",
        "Was due 1.5.24. Now late.", "Update the toolkit - by March 2025.", "There will be an update in June once the page is ready.", "", "See the report of 12 March 2025: it says more.",
    ],
)  # fmt: skip
def test_a_date_inside_a_sentence_is_no_addition(words):
    assert additions.split(words) == (words, ())


def test_a_marker_without_a_year_takes_it_from_its_round():
    _, (found,) = additions.split("Begun. Update 23 April - done", held_in=date(2019, 4, 1))
    assert (found.on, found.marker) == (date(2019, 4, 23), "Update 23 April -")
    _, (found,) = additions.split("Begun. Update 23 April - done")
    assert found.on is None


@given(
    st.lists(
        st.one_of(st.sampled_from([style[0] for style in STYLES]), st.text(max_size=30), st.sampled_from(["\n", "12/03/25", "Update", "-", ":", "[1/1/20]", ". "])),
        max_size=6,
    ).map("".join)
)  # fmt: skip
def test_body_and_additions_make_the_same_words_again(words):
    body, found = additions.split(words)
    again = " ".join([body, *(f"{each.marker} {each.words}" for each in found)])
    assert again.split() == words.split() or "".join(again.split()) == "".join(words.split())


@pytest.mark.shared
def test_the_additions_of_a_real_plan_are_found_and_no_others():
    path = PAPERS / "leicester-eap-2018-19.expected.json"
    if not path.exists():
        pytest.skip("the shared papers are not here")
    for action in json.loads(path.read_text(encoding="utf-8"))["actions"]:
        for update in action["updates"]:
            body, found = additions.split(update["text_full"])
            assert collapsed(body) == update["body"]
            assert [(each.on.isoformat(), each.marker, collapsed(each.words)) for each in found] == [
                (each["date"], each["marker"], each["text"]) for each in update["addenda"]
            ]


ANSWERS = {
    "nothing_to_report": ["Nothing to report", "No update", "No further update.", "Nil return", "No change", "No update at this time", "no progress to report", "Nothing further to report", "None"],
    "same_as": ["As above", "as above.", "See 3b", "Same as 1a", "Please see update for action 2.1", "See above", "[As above]", "As per 1a above", "Ditto"],
    "carried_forward": ["To carry over this action to next Action Plan", "Carried forward", "Carried forward to 2019/20", "To be carried over to the next plan"],
    "stopped": ["Cancelled", "No longer required", "This action has been superseded by the new strategy", "Stopped"],
    "none": ["", " ", "-", "–", "[Not received]", "[Not stated]", "[Nothing readable: “1c”]", "...", None],
    "received": ["As above. The group met in May.", "The group met.", "No update was needed because all is done and the pages are live", "Stopped the leak in the hall", "See the new page for staff", "n/a", "TBC", "No"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "words"), [(state, words) for state, listed in ANSWERS.items() for words in listed]
)
def test_only_a_cell_that_says_just_that_is_one_of_the_four_answers(state, words):
    assert answers.read(words) == state


@pytest.mark.parametrize(
    ("comment", "response", "words"),
    [
        ("Agreed.", "agreed", "Agreed"), ("Agreed. We will train all.", "agreed", "Agreed"), ("Accepted - in hand", "agreed", "Accepted"), ("Agreed and under way", "agreed", "Agreed"),
        ("Agreed in part.", "in_part", "Agreed in part"), ("Partially accepted: the budget allows two", "in_part", "Partially accepted"), ("Partly agreed", "in_part", "Partly agreed"),
        ("Not agreed.", "not_agreed", "Not agreed"), ("Rejected", "not_agreed", "Rejected"), ("Not accepted, as there is no money", "not_agreed", "Not accepted"),
        ("Already planned.", "already_planned", "Already planned"), ("Comments from the service: Agreed. We will", "agreed", "Agreed"), ("AGREED", "agreed", "AGREED"), ("Derbyniwyd.", "agreed", "Derbyniwyd"),
        ("This action is already in the strategy", None, None), ("We have agreed a plan", None, None), ("Agreed actions are listed", None, None), ("", None, None), (None, None, None),
        ("Acceptance testing is due", None, None), ("Rejected applicants are asked why", None, None),
    ],
)  # fmt: skip
def test_a_response_is_read_from_the_opening_words_alone(comment, response, words):
    assert responses.read(comment) == (response, words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("by 1.5% per annum.", [(1.5, "per_cent_a_year", None)]),
        ("women where less than 50% representation", [(50.0, "per_cent", None)]),
        ("48.0% by 2012", [(48.0, "per_cent", 2012)]),
        ("2012 (48.0%) 2017 (50.2%)", [(48.0, "per_cent", 2012), (50.2, "per_cent", 2017)]),
        ("Increase the share of disabled staff to 10%", [(10.0, "per_cent", None)]),
        ("Reduce the gap by 2 percentage points by 2026", [(2.0, "points", 2026)]),
        ("At least 90% of staff trained", [(90.0, "per_cent", None)]),
        ("2026: 12%", [(12.0, "per_cent", 2026)]),
        ("The share was 31.9% in 2018", []),
        ("The workforce is 31.9% BAME", []),
        ("30 LCC staff have volunteered", []),
        ("In 2018 the plan was agreed", []),
        ("", []),
    ],
)
def test_a_target_is_a_figure_with_a_unit_and_an_aim(words, expected):
    found = targets.find(words)
    assert [(each.value, each.unit, each.year) for each in found] == expected
    assert all(each.words in collapsed(words) for each in found)


@pytest.mark.parametrize(
    ("words", "starts", "period"),
    [
        ("Equality Action Plan 2018/19", 4, ("2018/19", "2018-04-01", "2019-03-31")),
        ("Equality Action Plan 2018-19", 4, ("2018-19", "2018-04-01", "2019-03-31")),
        ("Plan 2018/2019", 4, ("2018/2019", "2018-04-01", "2019-03-31")),
        ("Strategic Equality Plan 2024-28", 4, ("2024-28", "2024-04-01", "2028-03-31")),
        ("Plan 2024 to 2028", 4, ("2024 to 2028", "2024-04-01", "2028-03-31")),
        ("Plan 2025–2027", 4, ("2025–2027", "2025-04-01", "2027-03-31")),
        ("Plan 2025–2027", 1, ("2025–2027", "2025-01-01", "2027-12-31")),
        ("Athena Swan Action Plan 2023-28", 9, ("2023-28", "2023-09-01", "2028-08-31")),
        ("Plan April 2024 – March 2028", 4, ("April 2024 – March 2028", "2024-04-01", "2028-03-31")),
        ("Cynllun Cydraddoldeb Strategol Ebrill 2024 – Mawrth 2028", 4, ("Ebrill 2024 – Mawrth 2028", "2024-04-01", "2028-03-31")),
        ("Workforce report for the academic year 2019/20", 4, ("2019/20", "2019-09-01", "2020-08-31")),
        ("Equality Action Plan", 4, None), ("Report of 3 May 2018", 4, None), ("Minutes 12/03/2018", 4, None), ("Plan 2018", 4, None), ("Call 2018-2", 4, None), ("", 4, None),
    ],
)  # fmt: skip
def test_a_period_is_found_in_a_title_with_its_words(words, starts, period):
    found = periods.find(words, year_starts_in=starts)
    assert (found and (found.words, found.start.isoformat(), found.end.isoformat())) == period


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Leicester City Council: Equality Action Plan"], "Leicester City Council"),
        (["Equality Action Plan", "London Borough of Tower Hamlets"], "London Borough of Tower Hamlets"),
        (["The Example NHS Foundation Trust WRES action plan"], "Example NHS Foundation Trust"),
        (["Kent and Medway NHS and Social Care Partnership Trust"], "Kent and Medway NHS and Social Care Partnership Trust"),
        (["University of Exampleton Athena Swan"], "University of Exampleton"),
        (["Dorset Police Race Action Plan"], "Dorset Police"),
        (["Cyngor Sir Penfro"], "Cyngor Sir Penfro"),
        (["Mid and East Antrim Borough Council"], "Mid and East Antrim Borough Council"),
        (["Equality Action Plan of Northshire County Council 2024"], "Northshire County Council"),
        (["Anyshire Fire and Rescue Service"], "Anyshire Fire and Rescue Service"),
        (["City of London Corporation outstanding actions"], "City of London Corporation"),
        (["Borough of Marlow Vale"], "Borough of Marlow Vale"),
        (["Police Service of Northern Ireland"], "Police Service of Northern Ireland"),
        (["Tower Hamlets Equality Steering Group"], None),
        (["The Council will do this", "full council", "every council"], None),
        (["Equality Action Plan"], None),
        (["Northshire County Council and Southshire County Council"], None),
        ([], None), ([""], None),
    ],
)  # fmt: skip
def test_a_body_is_found_only_where_it_is_named_plainly(texts, name):
    assert organisations.find(texts) == name


@given(st.text(max_size=120))
def test_any_words_may_be_asked(words):
    answers.read(words)
    responses.read(words)
    targets.find(words)
    organisations.find([words])
    found = periods.find(words)
    assert found is None or found.words in words

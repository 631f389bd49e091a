"""Recognising updates and their statuses, one rule each on a table of a few lines."""

import pytest

from actionplans.recognising.choices import Choices
from tests.actionplans.drawing import codes, found, meanings


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

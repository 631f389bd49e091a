"""Two issues of a plan side by side: what became of actions, headings, shared words and rounds."""

from dataclasses import replace
from datetime import date

import pytest

from actionplans.comparing import rows, standing
from actionplans.comparing.alike import words
from actionplans.comparing.entries import Entry, Missing, RoundEntry
from actionplans.comparing.issues import compare
from actionplans.papers import changed_rows, changes_paper
from papers import phrases
from papers.document import Status, Text
from tests.publications.compared import COLUMNS, NOTHING, SCALE, between, entry, issue, plan, said, status


@pytest.mark.parametrize(
    ("was", "now", "became"),
    [
        ({"position": "Green"}, {"position": "Blue"}, "completed"),
        ({}, {"completed_on": date(2026, 9, 1)}, "completed"),
        ({}, {"ended": "stopped"}, "stopped"),
        ({}, {"ended": "carried_forward"}, "carried_forward"),
        ({"position": "Blue"}, {"position": "Amber"}, "reopened"),
        ({"ended": "stopped"}, {}, "reopened"),
        ({"position": "Blue"}, {"position": "Blue"}, ""),
    ],
)
def test_what_became_of_an_action(was, now, became):
    before, after = entry(**was), entry(answers=[said("2026-10", "Told.")], **now)
    assert between(before, after).became == became


def test_an_action_that_was_not_there_is_new():
    changes = compare(issue(entry("1a")), issue(entry("1a"), entry("1b")))
    assert list(changes.rows) == ["1b"]
    assert changes.rows["1b"].is_new
    assert changes.rows["1b"].marks == {"action": "New action"}


def test_an_action_that_is_gone_says_why():
    withdrawn = (("1b", "1b", "Ask", "The duty passed to the county."),)
    changes = compare(issue(entry("1a"), entry("1b")), issue(entry("1a"), withdrawn=withdrawn))
    (gone,) = changes.gone
    assert (gone.entry.key, gone.reason) == ("1b", "The duty passed to the county.")


def test_a_row_that_moved_up_is_no_change():
    one, other = entry("1a"), entry("1b")
    assert compare(issue(one, other), issue(other, one)).is_nothing


def test_a_renumbered_action_is_the_same_action():
    change = between(
        entry("1a"), replace(entry("1a"), ref="2c", cells={**entry().cells, "ref": (Text("2c"),)})
    )
    assert change.marks == {"ref": "New reference"}


def test_an_action_under_another_heading_has_moved():
    changes = compare(issue(entry("1a")), issue(entry("1a", priority_at=1)))
    assert changes.rows["1a"].from_priority == "Priority 1: Reach"
    assert changes.rows["1a"].marks == {"ref": "Moved here"}


def test_a_renamed_heading_moves_nobody():
    now = ("Priority 1: Reach everybody", "Priority 2: Work")
    changes = compare(issue(entry("1a")), issue(entry("1a"), priorities=now))
    assert changes.renamed == (("Priority 1: Reach", "Priority 1: Reach everybody"),)
    assert (changes.rows, changes.opened, changes.closed) == ({}, (), ())


def test_a_heading_that_is_renamed_while_one_action_leaves_it_moves_that_action_alone():
    was = [entry("1a"), entry("1b")]
    now = [entry("1a", priority_at=1), entry("1b")]
    changes = compare(
        issue(*was), issue(*now, priorities=("Priority 1: Reach everybody", "Priority 2: Work"))
    )
    assert changes.renamed == (("Priority 1: Reach", "Priority 1: Reach everybody"),)
    assert list(changes.rows) == ["1a"]
    assert changes.rows["1a"].from_priority == "Priority 1: Reach"


def test_two_headings_that_became_one_are_the_larger_one_renamed_and_the_smaller_one_gone():
    was = [entry("1a"), entry("2a", priority_at=1), entry("2b", priority_at=1)]
    now = [entry(key) for key in ("1a", "2a", "2b")]
    changes = compare(issue(*was), issue(*now, priorities=("Reach and work",)))
    assert changes.renamed == (("Priority 2: Work", "Reach and work"),)
    assert changes.closed == ("Priority 1: Reach",)
    assert list(changes.rows) == ["1a"]


def test_a_heading_that_became_two_of_one_size_is_called_by_neither():
    was = [entry("1a"), entry("1b")]
    now = [entry("1a"), entry("1b", priority_at=1)]
    changes = compare(issue(*was, priorities=("Reach",)), issue(*now, priorities=("Hear", "See")))
    assert (changes.renamed, changes.opened, changes.closed) == ((), ("Hear", "See"), ("Reach",))


def test_a_heading_that_is_new_or_gone_is_said():
    now = ("Priority 1: Reach", "Priority 3: Trust")
    changes = compare(issue(entry("1a")), issue(entry("1a"), priorities=now))
    assert (changes.opened, changes.closed) == (("Priority 3: Trust",), ("Priority 2: Work",))


def test_headings_that_changed_places_move_nobody():
    now = ("Priority 2: Work", "Priority 1: Reach")
    changes = compare(issue(entry("1a")), issue(entry("1a", priority_at=1), priorities=now))
    assert changes.is_nothing


def test_a_status_that_is_called_something_else_did_not_move():
    scale = tuple(replace(one, words="On its way") if one.words == "Green" else one for one in plan().scale)
    called = Status("On its way", "◐", "good")
    now = replace(entry(), status=called, cells={**entry().cells, "status": (called,)})
    changes = compare(issue(entry()), issue(now, scale=scale))
    assert changes.rows == {}
    assert changes.scale == (tuple(SCALE), ("Red", "Amber", "White", "On its way", "Blue", "On hold"))


def test_nor_did_that_of_an_answer_that_is_called_something_else():
    scale = tuple(replace(one, words="On its way") if one.words == "Green" else one for one in plan().scale)
    called = Status("On its way", "◐", "good")
    was = entry(answers=[said("2026-04", status("Green"), "Begun.")])
    now = entry(answers=[said("2026-04", called, "Begun.")])
    now = replace(now, status=called, cells={**now.cells, "status": (called,)})
    assert compare(issue(was), issue(now, scale=scale)).rows == {}


def test_a_status_of_no_known_meaning_that_is_another_one_moved():
    behind, ahead = Status("Behind", "", "blank"), Status("Ahead", "", "blank")
    was, now = (
        replace(entry(), status=one, meaning="", cells={**entry().cells, "status": (one,)})
        for one in (behind, ahead)
    )
    assert between(was, now).marks == {"status": "New status"}


def test_the_same_day_in_other_words_is_new_wording_and_no_new_date():
    was = entry(timescale="March 2027", due=date(2027, 3, 31))
    change = between(was, entry(timescale="by the end of March 2027", due=date(2027, 3, 31)))
    assert change.marks == {"timescale": "New wording"}
    assert change.dates == ()
    assert [one.heading for one in change.wordings] == ["Timescale"]


def test_somebody_who_leads_no_more_is_no_new_lead():
    gone = compare(issue(entry(leads=("Digital", "Housing"))), issue(entry(leads=("Digital",))))
    assert (1, "new lead") not in changes_paper.figures(gone).numbers
    came = compare(issue(entry(leads=("Digital",))), issue(entry(leads=("Digital", "Housing"))))
    assert (1, "new lead") in changes_paper.figures(came).numbers


def outcome(key, words):
    cells = {name: NOTHING for name, _ in COLUMNS} | {"outcome": (Text(words),)}
    return Entry(key=key, kind="outcome", ref="", title=words, cells=cells, priority_at=0)


def test_a_row_of_words_alone_is_known_by_its_words():
    before = issue(outcome("outcome", "People are heard."), outcome("outcome-2", "Streets are safe."))
    now = issue(
        outcome("outcome", "Schools are fair."),
        outcome("outcome-2", "People are heard."),
        outcome("outcome-3", "Streets are safe."),
    )
    changes = compare(before, now)
    assert [(row.now.title, row.marks) for row in changes.rows.values()] == [
        ("Schools are fair.", {"outcome": "New row"})
    ]


def test_an_outcome_that_an_action_serves_now_is_not_gone():
    now = entry("1a", outcome="People are heard.")
    changes = compare(issue(outcome("outcome", "People are heard.")), issue(now))
    assert changes.gone == ()


def test_names_do_not_come_back_by_comparing_a_paper_of_names_with_one_of_posts():
    named, posts = entry(leads=("Ioan Prosser",)), entry(leads=("Interpreting Officer",))
    changes = compare(issue(named), issue(posts, prints_names=False))
    assert not changes.compares_people
    assert changes.is_nothing


def test_a_round_of_which_more_has_come_is_told_with_what_was():
    was = RoundEntry("2026-04", "April 2026", False, asked=4, received=2)
    more = replace(was, received=3)
    changes = compare(issue(rounds=(was,)), issue(rounds=(more, replace(was, key="2026-10"))))
    assert [(one.key, before) for one, before in changes.rounds] == [("2026-04", was), ("2026-10", None)]


def test_of_two_actions_without_a_reference_the_one_of_which_nothing_came_now_is_told():
    first = Missing("", "", "Digital", 1, "[Not received]", "Ask residents", "action-1")
    was = RoundEntry("2026-04", "April 2026", False, asked=4, received=3, missing=(first,))
    second = Missing("", "", "Housing", 2, "[Not received]", "Open a library", "action-2")
    changes = compare(issue(rounds=(was,)), issue(rounds=(replace(was, missing=(first, second)),)))
    told = [[words(cell.parts) for cell in line] for line in changed_rows.missing(changes)]
    assert told == [["", "Open a library", "April 2026", "Housing", "twice"]]


def test_what_was_missing_before_is_not_told_again_under_another_reference():
    held = Missing("3f", "", "Digital", 1, "[Not received]", "Ask residents", "3f")
    was = RoundEntry("2026-04", "April 2026", False, asked=4, received=3, missing=(held,))
    renumbered = replace(was, missing=(held._replace(ref="9z", title="Ask everybody"),))
    changes = compare(issue(rounds=(was,)), issue(rounds=(renumbered,)))
    assert changes.is_nothing


def test_a_round_of_which_less_is_counted_since_a_withdrawal_has_no_new_answers():
    was = RoundEntry("2026-04", "April 2026", False, asked=4, received=4)
    changes = compare(issue(rounds=(was,)), issue(rounds=(replace(was, asked=3, received=3),)))
    assert list(changed_rows.answers(changes)) == []


def test_the_words_of_the_plan_are_compared_too():
    changes = compare(issue(), issue(introduction="What this paper is."))
    assert [one.heading for one in changes.wordings] == ["Introduction"]
    assert (1, "new wording") in changes_paper.figures(changes).numbers


def test_every_word_at_a_bar_is_in_the_closed_list():
    words = {*rows.WORDS.values(), *rows._ANSWERED.values(), *standing.BECAME.values()}
    assert words <= set(phrases.CHANGES)

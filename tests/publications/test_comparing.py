"""Two issues of a plan side by side: every kind of change is found and called by its word, and nothing else is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.comparing import rows, standing
from actionplans.comparing.alike import words
from actionplans.comparing.entries import Answer, Entry, Missing, PlanEntry, RoundEntry, ScaleEntry
from actionplans.comparing.issues import Issue, compare
from actionplans.papers import changed_rows, changes_paper
from papers import phrases
from papers.document import Addition, Blank, Names, Status, Text

SCALE = {
    "Red": ("off_track", "bad", "■"),
    "Amber": ("at_risk", "warn", "▲"),
    "Green": ("on_track", "good", "◐"),
    "Blue": ("complete", "done", "✓"),
    "On hold": ("paused", "hold", "‖"),
}
COLUMNS = (
    *(("ref", "Ref"), ("outcome", "Desired outcome"), ("action", "Action")),
    *(("recommendation", "Recommendation"), ("comment", "Service comment"), ("class", "Class")),
    *(
        ("lead_service", "Lead service area"),
        ("lead_officer", "Lead officer"),
        ("supporting", "Supporting services"),
    ),
    *(("measure", "How will we measure success?"), ("target", "Target"), ("timescale", "Timescale")),
    *(("completed_on", "Completed on"), ("next_review", "Next review"), ("status", "Status")),
)
NOTHING = (Blank(phrases.NOT_STATED),)


def status(words):
    meaning, tone, symbol = SCALE[words]
    return Status(words, symbol, tone)


def said(key, *parts, kind="progress", blank=False):
    """An answer of the round of this key; plain strings become texts."""
    made = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return Answer(key, key, made, kind=kind, is_blank=blank)


def missing(key, words="[Not received. Asked on 5 and 19 October 2026.]"):
    return said(key, Blank(words), kind="", blank=True)


def entry(key="1a", *, position="Green", answers=(), leads=("Digital",), due=None, **told):
    """One action. `told` are columns by their key, or fields of the entry."""
    cells = {name: NOTHING for name, _ in COLUMNS}
    cells |= {"ref": (Text(key),), "action": (Text("Ask residents what they need."),)}
    cells |= {"lead_service": (Names(leads),) if leads else NOTHING}
    cells |= {"status": (status(position),) if position else (Blank(phrases.NO_STATUS),)}
    columns = {
        name: told.pop(name)
        for name in list(told)
        if name in cells and name not in ("status", "completed_on")
    }
    for name, held in columns.items():
        cells[name] = (Text(held),) if isinstance(held, str) else held
    fields = {
        "key": key,
        "kind": "action",
        "ref": key,
        "title": "Ask residents",
        "cells": cells,
        "answers": tuple(answers),
        "priority_at": 0,
        "status": status(position) if position else None,
        "meaning": SCALE[position][0] if position else "",
        "leads": leads,
        "due": due,
    }
    return Entry(**{**fields, **told})


def plan(**told):
    scale = tuple(
        ScaleEntry(words, symbol, tone, meaning) for words, (meaning, tone, symbol) in SCALE.items()
    )
    fields = {
        "title": "Equality plan",
        "body": "Marlow Vale",
        "period": "2025 to 2027",
        "state": "in_delivery",
        "adoption": "",
        "introduction": "",
        "as_at": date(2026, 11, 6),
        "priorities": ("Priority 1: Reach", "Priority 2: Work"),
        "scale": scale,
        "rounds": (),
        "columns": COLUMNS,
    }
    return PlanEntry(**{**fields, **told})


def issue(*rows, **told):
    return Issue(plan(**told), rows, "Appendix 2 of 18 May 2026", "18 May 2026")


def between(was, now):
    """The change of the one row of two issues."""
    changes = compare(issue(was), issue(now))
    return changes.rows.get(now.key)


def test_an_issue_beside_itself_has_no_change():
    one = issue(entry("1a", answers=[said("2026-04", status("Green"), "Begun.")]), entry("1b", position=None))
    assert compare(one, one).is_nothing
    assert compare(one, one).rows == {}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Ask  residents.\n", "Ask residents."),
        ("Café", "Cafe\u0301"),
        ("Ask\u00a0residents.", "Ask residents."),
        ("One.\n\nTwo.", "One. Two."),
    ],
)
def test_white_space_and_how_letters_are_composed_are_no_change(was, now):
    assert between(entry(action=was), entry(action=now)) is None


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("ref", "New reference"),
        ("outcome", "New wording"),
        ("action", "New wording"),
        ("recommendation", "New wording"),
        ("comment", "New wording"),
        ("measure", "New wording"),
        ("target", "New target"),
        ("class", "New class"),
        ("timescale", "New date"),
        ("next_review", "New date"),
    ],
)
def test_each_column_has_its_word(column, word):
    change = between(entry(**{column: "As it was."}), entry(**{column: "As it is."}))
    assert change.marks == {column: word}
    assert change.is_change


def test_a_column_that_was_blank_and_is_filled_is_a_change():
    assert between(entry(), entry(target="48 per cent")).marks == {"target": "New target"}


def test_a_timescale_that_means_the_same_day_is_new_wording():
    day = date(2026, 3, 31)
    change = between(entry(timescale="March 2026", due=day), entry(timescale="by end of March 2026", due=day))
    assert change.marks == {"timescale": "New wording"}


def test_a_new_date_says_the_old_one():
    change = between(
        entry(timescale="March 2026"), entry(timescale="September 2026 (revised from March 2026)")
    )
    (dates,) = change.dates
    assert (dates.heading, dates.was, dates.now) == (
        "Timescale",
        (Text("March 2026"),),
        (Text("September 2026 (revised from March 2026)"),),
    )


def test_a_new_lead_and_one_that_is_gone_are_named():
    change = between(entry(leads=("Digital", "Libraries")), entry(leads=("Digital", "Housing")))
    assert change.marks == {"lead_service": "New lead", "lead": "New lead"}
    (people,) = change.people
    assert (people.came, people.gone) == (("Housing",), ("Libraries",))


def test_a_lead_that_is_only_gone_is_no_new_lead():
    change = between(entry(leads=("Digital", "Libraries")), entry(leads=("Digital",)))
    assert change.marks["lead_service"] == "Lead gone"


def test_the_same_leads_in_another_order_are_no_change():
    assert between(entry(leads=("Digital", "Housing")), entry(leads=("Housing", "Digital"))) is None


def test_supporting_services_have_a_word_of_their_own():
    change = between(entry(), entry(supporting=(Names(("Housing",)),)))
    assert change.marks == {"supporting": "New support"}
    assert change.people[0].heading == "Supporting services"


@pytest.mark.parametrize(
    ("was", "now", "way", "word"),
    [
        ("Amber", "Green", "better", "↗ Amber to green"),
        ("Green", "Red", "worse", "↘ Green to red"),
        ("Green", "Blue", "better", "↗ Green to blue"),
        ("Blue", "Amber", "worse", "↘ Blue to amber"),
        ("Green", "On hold", "other", "New status"),
        (None, "Amber", "other", "New status"),
        ("Amber", None, "other", "New status"),
    ],
)
def test_a_status_that_moved_says_how(was, now, way, word):
    change = between(entry(position=was), entry(position=now))
    assert (change.moved.way, change.marks) == (way, {"status": word})


def test_how_a_status_moved_stands_at_the_last_new_answer():
    before = entry(position="Amber", answers=[said("2026-04", status("Amber"), "Slow.")])
    now = entry(
        position="Green",
        answers=[*before.answers, said("2026-07", "Better."), said("2026-10", status("Green"), "Good.")],
    )
    change = between(before, now)
    assert change.marks == {
        "status": "↗ Amber to green",
        "round:2026-07": "New answer",
        "round:2026-10": "↗ Amber to green",
    }
    assert change.answered == ("2026-07", "2026-10")


def test_a_new_answer_with_the_same_status_says_no_change():
    change = between(entry(), entry(answers=[said("2026-10", status("Green"), "As before.")]))
    assert change.marks == {"round:2026-10": "→ No change"}
    assert change.is_change


def test_a_new_answer_without_a_status_is_a_new_answer():
    change = between(entry(), entry(answers=[said("2026-10", "Nothing to report.")]))
    assert change.marks == {"round:2026-10": "New answer"}


def test_no_answer_is_said_where_one_was_asked_for():
    assert between(entry(), entry(answers=[missing("2026-10")])).marks == {"round:2026-10": "No answer"}


@pytest.mark.parametrize("words", [phrases.NOT_ASKED, phrases.NO_ANSWER_YET, phrases.NOT_SIGNED_OFF])
def test_a_blank_that_nobody_owed_is_no_missing_answer(words):
    assert between(entry(), entry(answers=[missing("2026-10", words)])) is None


def test_an_answer_that_was_missing_then_as_now_is_no_change():
    one = entry(answers=[missing("2026-04")])
    assert between(one, one) is None


def test_an_answer_that_came_late_is_new():
    before, now = entry(answers=[missing("2026-04")]), entry(answers=[said("2026-04", "Late, but here.")])
    assert between(before, now).marks == {"round:2026-04": "New answer"}


NOT_YET, NONE_CAME = phrases.NO_ANSWER_YET, "[Not received. Asked on 5 October 2026.]"


def half_told(key, *parts):
    """An answer of which one half came, and of the other what is given."""
    return said(key, status("Green"), Text("All nine are live.", "Counters:"), *parts)


def test_a_half_that_never_came_is_no_answer_and_no_new_wording():
    before, now = (
        entry(answers=[half_told("2026-10", Blank(words, "Venues:"))]) for words in (NOT_YET, NONE_CAME)
    )
    change = between(before, now)
    assert change.marks == {"round:2026-10": "No answer"}
    assert not change.wordings
    assert not change.answered


def test_a_half_that_is_waited_for_in_other_words_is_no_change():
    before, now = (
        entry(answers=[half_told("2026-10", Blank(words, "Venues:"))])
        for words in (NOT_YET, phrases.NOT_SIGNED_OFF)
    )
    assert between(before, now) is None


def test_a_half_that_came_later_is_a_new_answer():
    before = entry(answers=[half_told("2026-10", Blank(NOT_YET, "Venues:"))])
    now = entry(answers=[half_told("2026-10", Text("Two of five are live.", "Venues:"))])
    change = between(before, now)
    assert change.answered == ("2026-10",)
    assert not change.wordings


def test_an_answer_that_was_edited_is_reworded():
    before, now = (
        entry(answers=[said("2026-04", status("Green"), f"{many} venues.")]) for many in ("Two", "Three")
    )
    change = between(before, now)
    assert change.marks == {"round:2026-04": "New wording"}
    assert change.wordings[0].pieces == (("gone", "Two"), ("new", "Three"), ("same", " venues."))


def test_an_addition_under_an_answer_is_words_added():
    added = Addition(date(2026, 6, 1), "", "A venue was found.")
    before, now = (entry(answers=[said("2026-04", "Begun.", *more)]) for more in ((), (added,)))
    change = between(before, now)
    assert change.marks == {"round:2026-04": "Words added"}
    assert change.wordings[0].is_added


def test_an_addition_that_was_changed_is_new_wording():
    before, now = (
        entry(answers=[said("2026-04", "Begun.", Addition(date(2026, 6, 1), "", words))])
        for words in ("One.", "Two.")
    )
    assert between(before, now).marks == {"round:2026-04": "New wording"}


def test_a_status_that_was_corrected_in_place_says_how_it_moved():
    before = entry(position="Green", answers=[said("2026-04", status("Green"), "Begun.")])
    now = entry(position="Amber", answers=[said("2026-04", status("Amber"), "Begun.")])
    assert between(before, now).marks["round:2026-04"] == "↘ Green to amber"


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
    assert changes.scale == (tuple(SCALE), ("Red", "Amber", "On its way", "Blue", "On hold"))


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


WORDS = st.lists(
    st.sampled_from(["ask", "them", ",", ".", "two", "twice", "\n", "Café", "3.5"]), max_size=25
).map(" ".join)
POSITIONS = st.sampled_from([None, *SCALE])


@st.composite
def entries(draw, key):
    answers = [
        draw(st.sampled_from([missing(round_key), said(round_key, draw(WORDS) or "Told.")]))
        for round_key in draw(st.sampled_from([(), ("2026-04",), ("2026-04", "2026-10")]))
    ]
    return entry(
        key,
        position=draw(POSITIONS),
        answers=answers,
        leads=draw(st.sampled_from([("Digital",), ("Housing", "Digital"), ()])),
        action=draw(WORDS) or "Ask.",
        priority_at=draw(st.sampled_from([0, 1])),
    )


@st.composite
def issues(draw):
    keys = draw(st.lists(st.sampled_from(["1a", "1b", "2a", "2b"]), unique=True))
    return issue(*(draw(entries(key)) for key in keys))


@given(issues())
@settings(max_examples=60, deadline=None)
def test_no_issue_differs_from_itself(one):
    assert compare(one, one).is_nothing


@given(issues(), issues())
@settings(max_examples=150, deadline=None)
def test_every_row_is_new_gone_or_in_both(before, now):
    changes = compare(before, now)
    was, keys = {row.key for row in before.rows}, {row.key for row in now.rows}
    assert {one.entry.key for one in changes.gone} == was - keys
    assert {key for key, row in changes.rows.items() if row.is_new} == keys - was
    assert all(phrases.is_change(word) for row in changes.rows.values() for word in row.marks.values())


@given(issues(), issues())
@settings(max_examples=150, deadline=None)
def test_a_comparison_holds_both_wordings(before, now):
    was = {row.key: row for row in before.rows}
    for row in compare(before, now).rows.values():
        for one in row.wordings:
            if one.heading == "Action":
                old, new = (held.cells["action"][0].words for held in (was[row.now.key], row.now))
                assert "".join(words for kind, words in one.pieces if kind != "gone") == new
                assert "".join(words for kind, words in one.pieces if kind != "new").split() == old.split()

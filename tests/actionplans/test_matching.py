"""A newer paper is laid beside the plan: what is new, changed, gone and unclear, each chosen by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.importing.applying import CannotApply, apply
from actionplans.importing.describing import describe
from actionplans.importing.matching import compare
from actionplans.models import Action, Update
from actionplans.recognising.found import AddendumFound, AssignmentFound, TimescaleFound, UpdateFound
from tests.actionplans.found_plans import AT, INTERPRETER, PAPER, REVIEW, TOLD, TRAINING, large, to_check


def differences(now, found):
    return [(entry.kind, entry.what, entry.words[:30]) for entry in compare(now, found).differences]


def with_actions(*actions):
    return replace(PAPER, actions=actions)


@pytest.mark.parametrize("paper", [PAPER, REVIEW, large(50)], ids=["priorities", "recommendations", "large"])
def test_the_same_paper_twice_gives_no_changes(paper):
    assert compare(paper, paper).differences == ()


def test_white_space_makes_no_difference():
    spaced = replace(INTERPRETER, words="  Book an   interpreter\nwithin two working days at every counter. ")
    assert differences(PAPER, with_actions(spaced, TRAINING, TOLD)) == []


def test_a_reworded_action_of_the_same_reference_is_changed():
    reworded = replace(INTERPRETER, words="Book an interpreter within a day.")
    entry = compare(PAPER, with_actions(reworded, TRAINING, TOLD)).differences[0]
    assert (entry.kind, entry.label) == ("changed", "action 1a")
    assert [(change.label, change.old, change.new) for change in entry.changes] == [
        ("Words", INTERPRETER.words, "Book an interpreter within a day.")
    ]


def test_an_action_of_a_reference_not_met_before_is_new():
    fresh = replace(TOLD, ref="2b", words="Publish the pay gap.")
    assert differences(PAPER, with_actions(INTERPRETER, TRAINING, TOLD, fresh)) == [
        ("new", "action", "Publish the pay gap.")
    ]


def test_an_action_that_the_newer_paper_has_not_is_gone():
    assert differences(PAPER, with_actions(INTERPRETER, TRAINING)) == [
        ("gone", "action", "Tell residents what was done.")
    ]


def test_actions_of_the_same_reference_are_told_apart_by_their_words():
    first, second = replace(TOLD, ref="1a", words="First."), replace(TOLD, ref="1a", words="Second.")
    assert differences(with_actions(first, second), with_actions(second, first)) == []


def test_actions_without_a_reference_are_matched_on_their_words():
    other = replace(TOLD, words="Ask residents what they want.")
    assert differences(with_actions(TOLD, other), with_actions(other, TOLD)) == []


def test_a_reworded_action_without_a_reference_is_unclear():
    reworded = replace(TOLD, words="Tell all residents what was done.")
    assert differences(PAPER, with_actions(INTERPRETER, TRAINING, reworded)) == [
        ("unclear", "action", "Tell all residents what was do")
    ]


def test_the_same_words_under_another_reference_are_unclear():
    renumbered = replace(INTERPRETER, ref="1b")
    assert differences(with_actions(INTERPRETER), with_actions(renumbered)) == [
        ("unclear", "action", "Book an interpreter within two")
    ]


def test_a_round_that_the_newer_paper_leaves_out_is_left_alone():
    without = replace(
        PAPER,
        rounds=PAPER.rounds[1:],
        actions=(replace(INTERPRETER, updates=INTERPRETER.updates[1:]), TRAINING, TOLD),
    )
    assert differences(PAPER, without) == []


def test_a_column_that_the_newer_paper_has_not_takes_nothing_from_the_plan():
    without = with_actions(*(replace(action, measures=()) for action in PAPER.actions))
    assert differences(PAPER, without) == []


def test_an_answer_in_a_round_that_had_none_is_a_change():
    answered = replace(TOLD, updates=(UpdateFound("2026-04", "A leaflet went out.", "A leaflet went out."),))
    changes = compare(PAPER, with_actions(INTERPRETER, TRAINING, answered)).differences[0].changes
    assert [(change.label, change.old, change.new) for change in changes] == [
        ("April 2026", "", "A leaflet went out.")
    ]


def test_an_addition_is_the_same_when_its_day_and_words_are():
    october, april = INTERPRETER.updates
    remarked = replace(
        april,
        words="The contract was let. Added 19 May 2026 seven of nine counters are ready.",
        addenda=(AddendumFound(date(2026, 5, 19), "Added 19 May 2026", "seven of nine counters are ready."),),
    )
    assert (
        differences(PAPER, with_actions(replace(INTERPRETER, updates=(october, remarked)), TRAINING, TOLD))
        == []
    )


def test_the_same_leads_in_other_words_are_no_change():
    joined = {**INTERPRETER.assignment_words, "lead_officer": "Samina Yusuf; Ioan Prosser (council counters)"}
    assert (
        differences(PAPER, with_actions(replace(INTERPRETER, assignment_words=joined), TRAINING, TOLD)) == []
    )


def test_all_at_once_never_chooses_what_is_gone_or_emptied():
    emptied = replace(INTERPRETER, measures=(), words="Book an interpreter.")
    measured = replace(TRAINING, measures=("All of them.",))
    comparison = compare(PAPER, with_actions(emptied, measured))
    chosen = set(comparison.keys_of_all)
    gone, changed = comparison.of("gone")[0], comparison.of("changed")[0]
    assert gone.key not in chosen
    assert {change.name for change in changed.changes if change.key in chosen} == {"words"}


def test_keys_tell_identical_rows_apart():
    fresh = replace(TOLD, words="Publish it.")
    keys = [entry.key for entry in compare(PAPER, with_actions(*PAPER.actions, fresh, fresh)).of("new")]
    assert len(set(keys)) == 2


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
def test_every_row_of_both_stands_in_the_comparison_once(order, dropped):
    now = large(8)
    found = replace(now, actions=tuple(now.actions[number] for number in order if number not in dropped))
    entries = [entry for entry in compare(now, found).entries if entry.what == "action"]
    assert sorted(entry.now for entry in entries if entry.now) == list(range(1, 9))
    assert sorted(entry.found for entry in entries if entry.found) == list(range(1, 9 - len(dropped)))
    assert {entry.kind for entry in entries if entry.found} <= {"same"}


def test_ten_thousand_rows_are_compared_in_seconds():
    now = large(10_000)
    found = replace(now, actions=tuple(replace(row, ref=None, words=row.words + "!") for row in now.actions))
    comparison = compare(now, found)
    assert sum(comparison.counts.values()) >= 10_000


@pytest.fixture
def plan(db):
    return apply(to_check(PAPER), by=None, at=AT)


def bring_in_newer(plan, found, keys=None):
    """Bring in what was chosen: all that is new and changed, where nothing is said."""
    chosen = compare(describe(plan), found).keys_of_all if keys is None else keys
    plan_import = to_check(found, plan=plan, changes=dict.fromkeys(chosen, "apply"))
    return apply(plan_import, by=None, at=AT), plan_import


def test_the_plan_brought_in_again_gives_no_changes(plan):
    assert compare(describe(plan), PAPER).differences == ()


def test_only_what_was_chosen_is_written(plan):
    changed = replace(INTERPRETER, words="Book it in a day.", measures=("Within a day.",))
    found = with_actions(changed, TRAINING, TOLD)
    entry = compare(describe(plan), found).differences[0]
    bring_in_newer(plan, found, [change.key for change in entry.changes if change.name == "words"])
    action = Action.objects.get(ref="1a")
    assert (action.words, action.slug) == ("Book it in a day.", "1a")
    assert [measure.words for measure in action.measures.all()] == ["No one waits longer than two days."]


NEWER = replace(
    PAPER,
    rounds=(*PAPER.rounds, replace(PAPER.rounds[1], key="2026-10", words="October 2026")),
    priorities=(
        *PAPER.priorities,
        replace(PAPER.priorities[1], number=3, words="Priority 3: Fair decisions"),
    ),
    actions=(
        replace(
            INTERPRETER,
            words="Book it in a day.",
            measures=("Within a day.", "At every counter."),
            timescale=TimescaleFound("December 2026", date(2026, 12, 1), date(2026, 12, 31), "month", "by"),
            assignments=(AssignmentFound("Digital", "service", "lead_service", words="Digital"),),
            assignment_words={"lead_service": "Digital", "lead_officer": "Ioan Prosser"},
            updates=(
                *INTERPRETER.updates[:1],
                replace(INTERPRETER.updates[1], body="It was let.", words="It was let.", addenda=()),
                UpdateFound("2026-10", "All nine are ready.", "All nine are ready."),
            ),
        ),
        replace(TRAINING, priority=3),
        TOLD,
        replace(TOLD, ref="3a", words="Explain every decision.", priority=3, outcomes=("o1",)),
    ),
)


def test_all_at_once_makes_the_plan_say_what_the_paper_says(plan):
    bring_in_newer(plan, NEWER)
    left = compare(describe(plan), NEWER).differences
    assert left == ()


def test_a_revised_timescale_leaves_the_old_one_standing(plan):
    bring_in_newer(plan, NEWER)
    action = Action.objects.get(ref="1a")
    assert {(row.words, row.is_current) for row in action.timescales.all()} == {
        ("March 2026", False),
        ("September 2026 (revised from March 2026)", False),
        ("December 2026", True),
    }


def test_a_new_action_stands_where_the_paper_has_it(plan):
    first = replace(TOLD, ref="1b", words="Ask deaf people first.", priority=1)
    bring_in_newer(plan, with_actions(INTERPRETER, first, TRAINING, TOLD))
    assert [action.ref for action in plan.actions.all()] == ["1a", "1b", "2a", ""]


def test_what_is_gone_goes_only_when_it_is_chosen(plan):
    found = with_actions(INTERPRETER, TRAINING)
    bring_in_newer(plan, found)
    assert plan.actions.count() == 3
    gone = compare(describe(plan), found).of("gone")[0]
    bring_in_newer(plan, found, [gone.key])
    assert plan.actions.count() == 2


def test_what_others_are_the_same_as_cannot_go(plan):
    found = with_actions(TRAINING, TOLD)
    gone = compare(describe(plan), found).of("gone")[0]
    with pytest.raises(CannotApply, match="must stay"):
        bring_in_newer(plan, found, [gone.key])
    assert plan.actions.count() == 3


def test_an_unclear_pair_is_one_row_when_a_person_says_so(plan):
    reworded = replace(TOLD, words="Tell all residents what was done.")
    found = with_actions(INTERPRETER, TRAINING, reworded)
    unclear = compare(describe(plan), found).of("unclear")[0]
    bring_in_newer(plan, found, [unclear.key])
    assert [action.words for action in plan.actions.filter(ref="")] == ["Tell all residents what was done."]


def test_an_unclear_row_is_a_row_of_its_own_when_a_person_says_so(plan):
    reworded = replace(TOLD, words="Tell all residents what was done.")
    found = with_actions(INTERPRETER, TRAINING, reworded)
    unclear = compare(describe(plan), found).of("unclear")[0]
    apply(to_check(found, plan=plan, changes={unclear.key: "new"}), by=None, at=AT)
    assert plan.actions.filter(ref="").count() == 2


def test_choices_made_before_the_plan_changed_are_not_written(plan):
    found = with_actions(replace(INTERPRETER, words="Book it in a day."), TRAINING, TOLD)
    keys = compare(describe(plan), found).keys_of_all
    Action.objects.filter(ref="1a").update(words="Book it in an hour.")
    with pytest.raises(CannotApply, match="Look at them again"):
        bring_in_newer(plan, found, keys)
    assert Action.objects.get(ref="1a").words == "Book it in an hour."


def test_an_answer_in_words_takes_the_place_of_one(plan):
    bring_in_newer(plan, NEWER)
    update = Update.objects.get(action__ref="1a", reporting_round__key="2026-04")
    assert (update.words, update.addenda.count()) == ("It was let.", 0)


def test_a_review_takes_its_newer_version(db):
    plan = apply(to_check(REVIEW), by=None, at=AT)
    first, second = REVIEW.recommendations
    newer = replace(
        REVIEW,
        recommendations=(
            replace(
                first, comment="Agreed. It is done.", responsible=("Digital",), responsible_words="Digital"
            ),
            replace(second, timescale=TimescaleFound("Ongoing", kind="recurring"), detail="From May."),
        ),
    )
    assert compare(describe(plan), REVIEW).differences == ()
    bring_in_newer(plan, newer)
    assert compare(describe(plan), newer).differences == ()

"""A row of the paper beside its reading, and a paper with its damaged cells mended."""

from dataclasses import replace

import pytest
from django.utils import timezone

from actionplans.importing import reviewing
from actionplans.importing.applying import apply
from actionplans.importing.bringing_in import understand
from actionplans.importing.describing import describe
from actionplans.importing.facts import facts
from actionplans.importing.likeness import alike
from actionplans.importing.matching import compare
from actionplans.importing.mending import mend
from actionplans.importing.settling import problem_key
from actionplans.importing.showing import (
    Rows,
    cell_of,
    headings_of,
    place_of,
    side_by_side,
    still_open,
)
from actionplans.importing.undoing import undo
from actionplans.models import Action, Plan
from actionplans.recognising.choices import Choices
from papers.reading.paper import Cell, Paper, Paragraph, Row, Table
from tests.actionplans.found_plans import AT, PAPER, REVIEW, large, to_check

HEADINGS = ("Ref", "Action", "Lead officer", "October 2025 Update")


def row(number, *words):
    return Row(
        number,
        tuple(Cell(column, (Paragraph(text),) if text else ()) for column, text in enumerate(words, start=1)),
    )


CUT = Paper(
    "plan.docx",
    "docx",
    (
        Paragraph("Equality action plan 2025 to 2029", heading=1),
        Table(
            1,
            (
                row(1, *HEADINGS),
                row(2, "1a", "Publish an easy-read guide", "Digital", "1a"),
                row(
                    3,
                    "1b",
                    "Book an interpreter within two working",
                    "Ioan Prosser",
                    "The contract was let. Seven of nine coun",
                ),
            ),
            4,
        ),
        Table(
            2,
            (
                row(1, *HEADINGS),
                row(2, "", "days at every counter", "", "ters are ready."),
                row(3, "1c", "Explain every decision", "Digital", "In use."),
            ),
            4,
        ),
    ),
)


@pytest.fixture
def found(db):
    return understand(CUT, Choices(), None)


def test_a_row_cut_by_a_page_is_shown_whole_with_the_joined_part_marked(found):
    rows = Rows(found)
    shown = side_by_side(CUT, found, rows, "a2")
    assert (shown.ref, shown.joined, shown.headings) == ("1b", True, HEADINGS)
    assert shown.where == "Table 1, row 3 and table 2, row 2"
    assert [cell.words for cell in shown.rows[1]] == ["", "days at every counter", "", "ters are ready."]
    assert [cell.here for cell in shown.rows[1]] == [True, False, False, False]


def test_a_cell_that_needs_somebody_is_marked_and_said_to_be_unreadable(found):
    shown = side_by_side(CUT, found, Rows(found), "a1")
    assert [cell.here for cell in shown.rows[0]] == [False, False, False, True]
    answer = next(fact for fact in shown.facts if "October" in fact.label)
    assert answer.blank == "[Nothing readable: “1a”]"


def test_a_problem_leads_to_its_row_and_its_cell(found):
    problem = next(item for item in found.problems if item.severity == "repair")
    assert Rows(found).with_problem(problem) == "a1"
    assert cell_of(problem, found) == "1:2:4"
    assert place_of(problem) == "Table 1, row 2, October 2025 Update"


def test_a_workbook_is_spoken_of_by_its_sheets(found):
    problem = next(item for item in found.problems if item.severity == "repair")
    assert place_of(problem, {1: "Plan"}) == "Sheet “Plan”, row 2, October 2025 Update"


def test_a_mended_cell_is_read_with_the_words_that_were_typed(db):
    found = understand(CUT, Choices(mended={"1:2:4": "The guide went out."}), None)
    assert found.actions[0].updates[0].body == "The guide went out."
    assert not [item for item in found.problems if item.severity == "repair"]


def test_a_cell_can_be_mended_to_hold_nothing(db):
    assert understand(CUT, Choices(mended={"1:2:4": ""}), None).actions[0].updates == ()


def test_mending_leaves_every_other_cell_alone():
    mended = mend(CUT, {"2:3:2": "Explain it."})
    assert mended.blocks[:2] == CUT.blocks[:2]
    assert next(iter(mended.tables)) is CUT.blocks[1]
    assert mend(CUT, {}) is CUT


def test_a_heading_stands_once_with_the_cells_of_all_its_tables(found):
    assert [heading.words for heading in headings_of(found)] == list(HEADINGS)
    assert {heading.tables for heading in headings_of(found)} == {2}


def test_what_a_person_found_right_is_asked_no_more(found):
    problem = still_open(found, Choices()).problems[0]
    after = still_open(found, Choices(accepted=(problem_key(problem),)))
    assert len(after.problems) == len(still_open(found, Choices()).problems) - 1


@pytest.mark.parametrize("paper", [PAPER, REVIEW, large(2)], ids=["priorities", "recommendations", "large"])
def test_every_row_says_what_was_read_or_what_kind_of_blank_it_is(paper):
    for _, each in Rows(paper).listed:
        for fact in facts(each, paper):
            assert fact.words or fact.blank, fact.label


def test_likely_pairs_are_found_and_unlikely_ones_are_not():
    now = {1: "tell residents what was done", 2: "train every manager"}
    found = {1: "publish the pay gap", 2: "tell all residents what was done"}
    assert alike(now, found) == {2: 1}


def test_each_row_is_in_one_likely_pair():
    now = {1: "a b c d", 2: "a b c e"}
    assert sorted(alike(now, {1: "a b c d e", 2: "a b c d"}).values()) == [1, 2]


@pytest.mark.django_db
def test_what_was_brought_in_cannot_be_thrown_away_or_settled():
    plan_import = to_check(PAPER)
    apply(plan_import, by=None, at=AT)
    for verb in (reviewing.discard, reviewing.reopen, lambda one: reviewing.settle(one, title="Another")):
        with pytest.raises(reviewing.CannotReview):
            verb(plan_import)


@pytest.mark.django_db
def test_ten_thousand_actions_come_in_are_the_same_and_go_out_again():
    wide = large(10_000)
    wide = replace(wide, actions=tuple(replace(each, updates=each.updates[:1]) for each in wide.actions))
    plan_import = to_check(wide)
    plan = apply(plan_import, by=None, at=AT)
    assert Action.objects.count() == 10_000
    assert compare(describe(plan), wide).differences == ()
    undo(plan_import, by=None, at=timezone.now())
    assert not Plan.objects.exists()

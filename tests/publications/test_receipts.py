"""What was asked for and what came: counted from the rows, in every format, and by nobody's word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from actionplans import withdrawing
from actionplans.comparing.changes import Changes
from actionplans.comparing.entries import Missing, RoundEntry
from actionplans.models import PlanPreparation
from actionplans.papers import changed_rows
from actionplans.papers.entries import frozen_rows
from actionplans.papers.receipts import receipt_document
from actionplans.publications import making, preparing
from actionplans.recognising.closing import without_receipt
from actionplans.rounds import running, signing_off
from papers import phrases, publishing, reading
from papers.document import Band, Paragraphs, Table
from papers.writing import write
from papers.writing.words import cell_words
from tests.issued import SITE, issue_plan
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round, send

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 21, 10, tzinfo=UTC)
TODAY = AT.date()


@pytest.fixture
def plan():
    """Five actions, each with a lead who can be asked."""
    plan = make_plan(5, slug="plan", priorities=1, rounds=0)
    for name in ("Priya Nandakumar", "Tom Hathersage", "Ioan Prosser", "Marian Okafor-Bell"):
        make_lead(plan, name)
    return plan


@pytest.fixture
def over(plan):
    """A round that is over: progress, nothing to report, the same as another, one not signed off, one that never came."""
    held, publisher = make_round(plan), make_person("publisher")
    leads = {ref: asked_of(held, ref) for ref in ("1a", "1b", "1c", "1d", "1e")}
    answers = {
        "1a": {},
        "1b": {"answer": "nothing_to_report", "words": "The post is empty."},
        "1c": {"answer": "same_as", "same_as": plan.actions.get(ref="1a")},
        "1d": {},
    }
    by = make_person("editor")
    for ref, more in answers.items():
        sent = send(leads[ref], by, **more)
        if ref != "1d":
            signing_off.sign_off(sent, version=sent.version, by=publisher, at=AT)
    held.refresh_from_db()
    return running.close(held, version=held.version, with_answers_waiting=True, by=by, at=AT)


def entry_of(plan, today=TODAY):
    return frozen_rows(plan, layout=plan.layout, today=today)[0]


def lines(document):
    """Every table of a document as its rows in words."""
    return [
        [[cell_words(cell) for cell in row.cells] for row in block.rows if hasattr(row, "cells")]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def test_it_counts_what_was_asked_for_and_what_came(plan, over):
    [asked, _] = lines(receipt_document(entry_of(plan)))
    assert asked == [
        [
            str(over),
            "5 from 4 officers",
            "4, of which 1 nothing to report, 1 the same as another and 1 not yet signed off",
            "1",
        ]
    ]


def test_it_lists_each_answer_that_did_not_come_in_its_own_words(plan, over):
    [_, missing] = lines(receipt_document(entry_of(plan)))
    [[ref, whom, times, words]] = missing
    assert (ref, whom, times) == ("1e", "Customer Services", "once")
    assert words.startswith("[Not received. Asked on ")


def test_an_answer_that_did_not_come_is_named_by_its_action_where_that_has_no_reference(plan, over):
    plan.actions.update(ref="")
    [_, missing] = lines(receipt_document(entry_of(plan)))
    [[title, whom, *_]] = missing
    assert (title, whom) == ("Promise 5: offer an interpreter at counter 5", "Customer Services")


def test_each_blank_says_what_kind_it_is(plan, over):
    missing = {one[0]: one[4] for one in entry_of(plan).rounds[-1].missing}
    printed = {
        row.ref: row.answers[-1].parts[0].words
        for row in frozen_rows(plan, layout=plan.layout, today=TODAY)[1]
    }
    assert all(printed[ref] == words for ref, words in missing.items())


def test_all_of_them_are_listed_however_many(over, plan):
    many = make_plan(300, title="Many", slug="many", rounds=1)
    many.rounds.get().updates.all().delete()
    entry = entry_of(many)
    assert len(lines(receipt_document(entry))[1]) == 300


def test_of_a_round_that_was_not_run_here_nobody_is_said_to_have_been_asked():
    plan = make_plan(8, rounds=1)
    [asked, [missing]] = lines(receipt_document(entry_of(plan)))
    assert asked == [["October 2026", "8", "7", "1"]]
    assert missing[2] == phrases.NOT_STATED


def test_the_short_paper_of_changes_tells_what_did_not_come_in_the_same_words(plan):
    now = entry_of(plan)
    one = RoundEntry(
        key="2026-12",
        words="December 2026",
        is_open=False,
        asked=2,
        received=0,
        officers=2,
        missing=(
            Missing("1a", "", "Libraries", 0, "[Not received]"),
            Missing("1b", "", "", 3, "[Not received]"),
        ),
    )
    now = replace(now, rounds=(one,), shown=("2026-12",))
    changes = Changes(now, now, was_words="", was_on="", rows={}, rounds=((one, None),))
    told = [[cell_words(cell) for cell in line] for line in changed_rows.missing(changes)]
    assert [line[3:] for line in told] == [
        ["Libraries", "nobody was reached"],
        [phrases.NO_OFFICER, "3 times"],
    ]
    assert [line[1:3] for line in lines(receipt_document(now))[1]] == [line[3:] for line in told]


def test_a_round_that_is_over_needs_no_word_and_an_open_one_has_it(plan, over):
    bands = [
        line.parts[0].words
        for block in receipt_document(entry_of(plan)).blocks
        if isinstance(block, Table)
        for line in block.rows
        if isinstance(line, Band)
    ]
    assert bands == [str(over)]


def test_an_open_round_says_so_and_tells_nobody_what_was_sent(plan):
    held = make_round(plan)
    send(asked_of(held, "1a"), make_person("editor"))
    [[asked], missing] = lines(receipt_document(entry_of(plan, today=held.opened_at.date())))
    assert asked[2:] == ["0", "5, still open"]
    assert {row[-1] for row in missing} == {phrases.NO_ANSWER_YET}


@pytest.mark.parametrize("format", ["docx", "xlsx", "csv"])
def test_a_plan_without_rounds_says_so_and_that_is_not_taken_for_the_plan_when_the_paper_comes_back(format):
    unasked = make_plan(2, rounds=0)
    document = making.paper_of(preparing.prepare(unasked, by=make_person("editor"), at=AT), site=SITE)[0]
    paper = reading.read(f"paper.{format}", write(document, format))
    assert "nothing was asked for" in str(paper.blocks)
    assert phrases.RECEIPT in str(paper.blocks)
    alone = without_receipt(paper)
    assert "nothing was asked for" not in str(alone.blocks)
    assert "Promise 2" in str(alone.blocks)


def test_only_the_rounds_that_stand_in_the_paper_are_counted(plan):
    older = make_plan(4, title="Older", slug="older", rounds=3)
    entry = frozen_rows(older, layout=older.layout, rounds=["2026-04"], today=TODAY)[0]
    assert [row[0] for row in lines(receipt_document(entry))[0]] == ["April 2026"]


@pytest.fixture
def withdrawn(plan, over):
    """1e was issued, and then withdrawn."""
    issue_plan(plan, at=AT, as_at=TODAY)
    return withdrawing.withdraw(
        plan.actions.get(ref="1e"), because="The counter was closed.", by=make_person("editor"), at=AT
    )


def test_what_was_withdrawn_is_said_to_be_no_longer_counted(plan, withdrawn):
    entry = entry_of(plan)
    assert lines(receipt_document(entry))[0][0][1] == "4 from 4 officers"
    told = [block.words for block in receipt_document(entry).blocks if isinstance(block, Paragraphs)]
    assert "Nothing is counted here of what was withdrawn from the plan since it was issued: 1e." in told


@pytest.mark.parametrize("format", ["docx", "xlsx", "csv"])
def test_nor_is_that_taken_for_the_plan_when_the_paper_comes_back(plan, withdrawn, format):
    document = making.paper_of(preparing.prepare(plan, by=make_person("editor"), at=AT), site=SITE)[0]
    content = next(
        publishing.plain(file) for file in publishing.written(document) if file["format"] == format
    )
    assert "withdrawn from the plan" in str(reading.read(f"paper.{format}", content).blocks)
    assert "withdrawn from the plan" not in str(
        without_receipt(reading.read(f"paper.{format}", content)).blocks
    )


class TestNobodyCanAlterIt:
    def test_no_field_of_a_preparation_is_in_it(self, plan, over):
        """Whatever is typed into any field, what is counted stays the same."""
        held = preparing.prepare(plan, by=make_person("editor"), at=AT)
        before = receipt_document(making.paper_of(held, site=SITE)[1])
        told = {
            "title": "Everything came",
            "introduction": "All answers were received.",
            "reference": "Appendix 9",
            "committee": "Scrutiny",
            "meeting_words": "All came",
            "note": "Nothing is missing.",
            "has_qr": True,
            "is_shared": True,
        }
        changed = preparing.change(held, told, version=0, by=make_person("editor"), at=AT)
        assert receipt_document(making.paper_of(changed, site=SITE)[1]) == before

    def test_no_form_of_the_house_has_a_field_for_it(self):
        fields = {field.name for field in PlanPreparation._meta.get_fields()}
        counted = set(RoundEntry.__dataclass_fields__) - {"key", "words", "is_open"}
        assert not fields & (counted | {"receipt"})

    def test_what_is_issued_is_what_was_counted(self, plan, over):
        publication = issue_plan(plan, at=AT + timedelta(days=7), as_at=TODAY)
        assert publication.read("receipt") == receipt_document(entry_of(plan))


class TestEveryFormat:
    WORDS = (phrases.RECEIPT, "5 from 4 officers", "[Not received. Asked on")

    @pytest.fixture
    def document(self, plan, over):
        return making.paper_of(preparing.prepare(plan, by=make_person("editor"), at=AT), site=SITE)[0]

    @pytest.mark.parametrize("format", ["docx", "xlsx", "csv"])
    def test_it_closes_the_paper(self, document, format):
        content = next(
            publishing.plain(file) for file in publishing.written(document) if file["format"] == format
        )
        paper = reading.read(f"paper.{format}", content)
        everything = str(paper.blocks)
        for words in self.WORDS:
            assert words in everything, words

    def test_it_stands_on_the_page(self, document):
        page = publishing.plain(publishing.written(document)[0]).decode()
        for words in self.WORDS:
            assert words in page

    @pytest.mark.parametrize("format", ["docx", "xlsx", "csv"])
    def test_nothing_of_it_is_taken_for_the_plan_when_the_paper_comes_back(self, document, format):
        content = next(
            publishing.plain(file) for file in publishing.written(document) if file["format"] == format
        )
        paper = without_receipt(reading.read(f"paper.{format}", content))
        assert "5 from 4 officers" not in str(paper.blocks)
        assert "Promise 5" in str(paper.blocks)


def test_a_paper_that_is_not_ours_keeps_all_its_words():
    words = b"Ref,Action\r\n1a,Publish the answers\r\nWhat was asked for and what came\r\n1b,Ask again\r\n"
    paper = reading.read("plan.csv", words)
    assert without_receipt(paper) is paper

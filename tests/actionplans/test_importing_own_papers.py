"""A paper that we wrote, read back in, gives no changes: Word, Excel and CSV, in every layout."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import Contributor
from actionplans.importing.applying import apply
from actionplans.importing.describing import describe
from actionplans.importing.matching import compare
from actionplans.papers.building import progress_paper
from actionplans.recognising.conducting import recognise
from actionplans.recognising.found import AddendumFound, UpdateFound
from papers.reading import opening
from papers.writing import csv_file, excel, word
from tests.actionplans.found_plans import AT, PAPER, REVIEW, to_check

TODAY = date(2026, 11, 6)
WRITERS = {"docx": word, "xlsx": excel, "csv": csv_file}
SHARED = Path(settings.BASE_DIR).parent / "shared" / "papers"
pytestmark = pytest.mark.django_db


def brought_in(found):
    """The plan that this reading makes."""
    made = to_check(found, organisation="Borough of Marlow Vale")
    return apply(made, by=None, at=AT)


def read_back(plan, ending, **options):
    """What is found in the paper of the plan, written and read again."""
    written = WRITERS[ending].write(progress_paper(plan, today=TODAY, **options))
    paper = opening.read(f"paper.{ending}", written)
    return recognise(paper, known_names=Contributor.objects.values_list("name", flat=True))


def told(plan, found):
    """What differs, for a person who mends this."""
    return [
        (
            entry.kind,
            entry.what,
            entry.label,
            entry.words[:40],
            [(change.label, change.old, change.new) for change in entry.changes],
        )
        for entry in compare(describe(plan), found).differences
        if entry.what != "plan"
    ]


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize(
    "found", [replace(PAPER, outcomes=PAPER.outcomes[:1]), REVIEW], ids=["priorities", "recommendations"]
)
def test_our_own_paper_gives_no_changes(found, ending):
    plan = brought_in(found)
    assert told(plan, read_back(plan, ending)) == []


@pytest.mark.parametrize("ending", WRITERS)
def test_an_addition_made_here_comes_back_as_it_was(ending):
    added = AddendumFound(date(2026, 11, 4), "", "all nine are ready.")
    update = UpdateFound("2026-04", "The contract was let.", "The contract was let.", (added,))
    action = replace(PAPER.actions[0], updates=(update,))
    plan = brought_in(replace(PAPER, outcomes=PAPER.outcomes[:1], actions=(action,)))
    found = read_back(plan, ending)
    assert told(plan, found) == []
    assert found.actions[0].updates[-1].addenda == (added,)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference papers are not beside this checkout")
@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize(
    "name",
    [
        "leicester-eap-2018-19.docx",
        "leicester-bwg-2010.docx",
        "tower-hamlets-scrutiny.docx",
        "wer-2020-21.docx",
    ],
)
def test_a_reference_paper_of_ours_gives_no_changes(name, ending):
    plan = brought_in(recognise(opening.read(name, (SHARED / name).read_bytes())))
    assert told(plan, read_back(plan, ending)) == []

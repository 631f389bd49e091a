"""What we write, read back in, changes nothing: every plan of the demonstration, in every layout and format."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from django.conf import settings
from django.utils.text import slugify

from actionplans.importing import bringing_in, matching
from actionplans.importing.describing import describe, running
from actionplans.models import Plan, PlanPreparation
from actionplans.papers import LAYOUTS, progress_paper
from actionplans.papers.addresses import with_addresses
from actionplans.publications import making
from actionplans.recognising.choices import Choices
from papers import reading, writing
from tests.actionplans.layout_plans import a_plan, a_round, a_scale, an_action, an_addition, an_answer, due
from tests.demonstrated import standing

TODAY = date(2026, 11, 22)
FORMATS = ("csv", "xlsx", "docx")
PLANS = (
    "marlow-vale-2018-19",
    "marlow-vale-2025-27",
    "marlow-vale-2027-29",
    "marlow-vale-senior-managers",
    "thornmouth-scrutiny-review",
    "thornmouth-workforce-aims-2020-21",
)
# Only a paper of aims and actions alone says that an empty line in a cell parts two aims.
SHARED_CELL = [
    ("thornmouth-workforce-aims-2020-21", "priorities"),
    ("thornmouth-workforce-aims-2020-21", "outcomes"),
]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup, django_db_blocker):
    """The demonstration, made once for all tests here and taken away after them."""
    with standing(django_db_blocker):
        yield


def read_back(plan, format, **asked):
    """(the comparison of the plan with its own paper, what was found in that)."""
    document = progress_paper(plan, today=TODAY, **asked)
    # Called what the site calls it: a CSV has its title nowhere else.
    name = f"{slugify(document.title.replace('/', '-'))}.{format}"
    paper = reading.read(name, writing.write(document, format))
    found = bringing_in.understand(paper, Choices(), plan.organisation)
    return matching.compare(describe(plan), found, running=running(plan)), found


def told(comparison):
    """What differs, for the person who mends it."""
    return [
        (entry.kind, entry.label, entry.words[:60], [(one.name, one.old, one.new) for one in entry.changes])
        for entry in comparison.differences
    ]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("slug", "layout"), [pair for pair in product(PLANS, LAYOUTS) if pair not in SHARED_CELL]
)
def test_our_own_paper_gives_no_changes(slug, layout, format):
    comparison, _ = read_back(Plan.objects.get(slug=slug), format, layout=layout)
    assert told(comparison) == []


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("slug", "layout"), SHARED_CELL)
def test_two_aims_in_one_cell_of_another_paper_are_asked_about_and_never_lost(slug, layout, format):
    comparison, found = read_back(Plan.objects.get(slug=slug), format, layout=layout)
    assert [entry.kind for entry in comparison.differences] == [matching.UNCLEAR, matching.GONE]
    [both] = [one.words for one in found.outcomes if "level\n" in one.words]
    assert "Raise the share of women" in both


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("slug", PLANS)
def test_nothing_of_it_waits_to_be_placed(slug, format):
    _, found = read_back(Plan.objects.get(slug=slug), format)
    assert found.waiting == ()


@pytest.mark.parametrize("format", FORMATS)
def test_every_round_can_stand_in_one_paper(format):
    plan = Plan.objects.get(slug="marlow-vale-2025-27")
    comparison, found = read_back(plan, format, rounds=["2025-10", "2026-04", "2026-10"])
    assert told(comparison) == []
    assert found.counts["updates"] == 52


@pytest.mark.parametrize("format", FORMATS)
def test_a_word_that_was_changed_in_it_is_found(format):
    plan = Plan.objects.get(slug="marlow-vale-2025-27")
    plan.actions.filter(ref="1a").update(words="Train nobody.")
    document = progress_paper(plan, today=TODAY)
    plan.actions.filter(ref="1a").update(words="Train everybody.")
    paper = reading.read(f"equality-action-plan-2025-to-2027.{format}", writing.write(document, format))
    found = bringing_in.understand(paper, Choices(), plan.organisation)
    [changed] = matching.compare(describe(plan), found, running=running(plan)).differences
    assert [(one.name, one.old, one.new) for one in changed.changes] == [
        ("words", "Train everybody.", "Train nobody.")
    ]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("equality-action-plan-2018-19.docx", "marlow-vale-2018-19"),
        ("scrutiny-review-action-plan.xlsx", "thornmouth-scrutiny-review"),
        ("workforce-equality-action-plan-2020-21.csv", "thornmouth-workforce-aims-2020-21"),
    ],
)
def test_the_papers_to_try_an_import_with_give_no_changes(name, slug):
    plan = Plan.objects.get(slug=slug)
    content = (settings.BASE_DIR / "fixtures" / "papers" / name).read_bytes()
    found = bringing_in.understand(reading.read(name, content), Choices(), plan.organisation)
    assert told(matching.compare(describe(plan), found, running=running(plan))) == []


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("slug", PLANS)
def test_a_paper_as_issued_gives_no_changes_and_nothing_that_waits(slug, format):
    """With the addresses of its rows, and with what was asked for and what came as its last block."""
    plan = Plan.objects.get(slug=slug)
    as_issued = PlanPreparation(pk=7, plan=plan, layout=plan.layout, as_at=TODAY, reference="Appendix 7")
    document = making.paper_of(as_issued, site="https://plans.marlowvale.example")[0]
    name = f"{slugify(document.title.replace('/', '-'))}.{format}"
    paper = reading.read(name, writing.write(document, format))
    found = bringing_in.understand(paper, Choices(), plan.organisation)
    differing = matching.compare(describe(plan), found, running=running(plan)).differences
    # The reference is the paper's own, and may be another one than the plan's.
    assert [each.what for each in differing if each.what != "plan"] == []
    assert found.waiting == ()


class TestEnteredHere:
    """A plan that no paper brought: answers, halves and dates as they are entered on the site."""

    @pytest.fixture
    def plan(self):
        plan = a_plan(
            title="Equality plan 2026/27", slug="entered-here", period_words="2026/27", scale=a_scale()
        )
        october = a_round(plan, "2026-10", "October 2026 update")
        amber = plan.scale.statuses.get(words="Amber")
        first = an_action(plan, "Act first.", ref="1a", order=1)
        due(first, "June 2026", date(2026, 6, 30), is_current=False)
        due(first, "March 2027", date(2027, 3, 31))
        an_answer(first, october, "no new service opened", answer="nothing_to_report", status=amber)
        second = an_action(plan, "Act second.", ref="1b", order=2)
        an_answer(second, october, "", answer="same_as", same_as=first)
        third = an_action(
            plan,
            "Act third.",
            ref="1c",
            order=3,
            leads=[
                ("lead_officer", "Ioan Prosser", "council counters"),
                ("lead_officer", "Samina Yusuf", "partner venues"),
            ],
        )
        for half in third.assignments.order_by("order"):
            an_answer(third, october, "All nine are live.", status=amber, assignment=half)
        fourth = an_action(plan, "Act fourth.", ref="1d", order=4)
        due(fourth, "September 2026", date(2026, 9, 30))
        an_addition(an_answer(fourth, october, "Half done."), date(2026, 11, 4), "Nearly done.")
        return plan

    @pytest.mark.parametrize("format", FORMATS)
    def test_it_gives_no_changes(self, plan, format):
        comparison, _ = read_back(plan, format)
        assert told(comparison) == []


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("slug", "layout"), [("marlow-vale-2025-27", each) for each in LAYOUTS] + [(PLANS[4], "recommendations")]
)
def test_addresses_of_rows_are_never_read_as_words_of_the_plan(slug, layout, format):
    plan = Plan.objects.get(slug=slug)
    document = with_addresses(progress_paper(plan, today=TODAY, layout=layout, keyed=True), 7)
    document = replace(document, site="https://plans.marlowvale.example", has_qr=True)
    name = f"{slugify(document.title.replace('/', '-'))}.{format}"
    paper = reading.read(name, writing.write(document, format))
    found = bringing_in.understand(paper, Choices(), plan.organisation)
    assert told(matching.compare(describe(plan), found, running=running(plan))) == []

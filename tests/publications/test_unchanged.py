"""Whether the files of a paper still say what is so: never said of one that would print otherwise, and known cheaply."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from actionplans.models import PlanPreparation
from actionplans.publications import making, supplementing, unchanged
from actionplans.publications.made_from import made_from
from actionplans.rounds import answering
from tests.actionplans.layout_plans import with_aims, with_outcomes, with_priorities, with_recommendations
from tests.chance import dice
from tests.issued import ISSUED_AT, SITE, issue_plan, page_and_json, prepare_plan
from tests.plans import make_person, make_plan, signed_in
from tests.publications import edits
from tests.publications.named_plans import named_plan
from tests.rounds import ANSWERED_AT, asked_of, make_lead, make_round, said, send

pytestmark = pytest.mark.django_db
EDITS = 40


@pytest.fixture
def plan():
    return make_plan(6, slug="plan", rounds=2)


def now(kept):
    """The paper in preparation as the database has it."""
    return PlanPreparation.objects.select_related("plan__organisation").get(pk=kept.pk)


def is_as_made(kept):
    return unchanged.is_as_it_was_made(now(kept), site=SITE)


@pytest.fixture
def put_together(monkeypatch):
    """How often a paper was put together."""
    counted, paper_of = [], making.paper_of
    monkeypatch.setattr(making, "paper_of", lambda *a, **k: counted.append(1) or paper_of(*a, **k))
    return counted


def test_what_nobody_changed_is_known_without_putting_the_paper_together(plan, put_together):
    kept = prepare_plan(plan)
    assert is_as_made(kept)
    assert put_together == []


@pytest.mark.parametrize(
    "told", [{"words": "Other words."}, {"detail": "Frozen beside the paper, not printed."}]
)
def test_a_change_of_what_is_printed_or_frozen_is_noticed(plan, told):
    kept = prepare_plan(plan)
    plan.actions.filter(ref="1a").update(**told)
    assert not is_as_made(kept)
    assert not is_as_made(kept)


def test_what_was_changed_back_is_as_it_was_made(plan):
    kept = prepare_plan(plan)
    before = plan.actions.get(ref="1a").words
    for words, is_same in (("Other words.", False), (before, True)):
        plan.actions.filter(ref="1a").update(words=words)
        assert is_as_made(kept) is is_same


def test_what_does_not_print_is_no_change_and_is_looked_at_once(plan, put_together):
    reporting_round = make_round(plan)
    kept = prepare_plan(plan, as_at=ANSWERED_AT.date())
    asked = asked_of(reporting_round, "1a")
    answering.save_draft(asked, said(plan), version=0, by=make_lead(plan), at=ANSWERED_AT)
    for _ in range(3):
        assert is_as_made(kept)
    assert len(put_together) == 1


def test_of_a_changed_plan_it_is_found_out_once(plan, put_together):
    kept = prepare_plan(plan)
    plan.actions.filter(ref="1a").update(words="Other words.")
    for _ in range(3):
        assert not is_as_made(kept)
    assert len(put_together) == 1


def test_what_changed_while_it_was_made_is_looked_at(plan, put_together):
    def edited(document, **more):
        plan.actions.filter(ref="1a").update(words="Changed while it was written.")
        return page_and_json(document, **more)

    assert not is_as_made(prepare_plan(plan, files=edited))


def test_another_version_of_the_software_may_print_otherwise(plan, settings, put_together):
    kept = prepare_plan(plan)
    settings.VERSION = "99.0"
    assert is_as_made(kept)
    assert len(put_together) == 1


def test_a_round_that_was_taken_away_is_a_change(plan):
    kept = prepare_plan(plan, round_keys="2026-10")
    plan.rounds.filter(key="2026-10").update(key="2026-11")
    assert not is_as_made(kept)
    page = signed_in("editor").get(f"/preparations/{kept.pk}/")
    assert "The plan has changed since the files were made" in page.content.decode()


def run_here(**told):
    """A plan with a round that was run here, of which one answer came."""
    made = make_plan(6, slug="run", **told)
    send(asked_of(make_round(made), "1a"), make_lead(made))
    return made


def of_posts():
    made = run_here()
    made.prints_names = False
    made.save()
    return made


@pytest.mark.parametrize(
    "make",
    [
        *(with_priorities, with_outcomes, with_recommendations, with_aims, run_here, of_posts),
        *(
            lambda: named_plan("priorities"),
            lambda: named_plan("outcomes"),
            lambda: named_plan("recommendations"),
        ),
    ],
)
def test_it_reads_every_row_that_the_paper_is_made_from(make):
    """The paper asks the database for nothing that is not hashed, but for what is frozen."""
    kept = now(prepare_plan(make(), as_at=ANSWERED_AT.date()))
    assert _asked_by(lambda: making.paper_of(kept, site=SITE)) <= _asked_by(
        lambda: made_from(kept, site=SITE)
    )


def test_so_it_does_of_a_sheet_of_late_news(plan):
    first = issue_plan(plan)
    plan.actions.filter(ref="1a").update(words="Other words.")
    sheet = supplementing.prepare_sheet(
        first, keys=["1a"], note="New.", by=make_person("editor"), at=ISSUED_AT, today=ISSUED_AT.date()
    )
    kept = now(making.make(sheet, site=SITE, by=make_person("editor"), at=ISSUED_AT, written=page_and_json))
    assert _asked_by(lambda: making.paper_of(kept, site=SITE)) <= _asked_by(
        lambda: made_from(kept, site=SITE)
    )
    assert is_as_made(kept)
    plan.actions.filter(ref="1a").update(words="Other words again.")
    assert not is_as_made(kept)


def _asked_by(work):
    """What was asked of the database, but for rows that never change."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        work()
    frozen = ("papers_publication", "actionplans_issued")
    return {each["sql"] for each in asked if not any(f'FROM "{name}' in each["sql"] for name in frozen)}


@pytest.mark.chance
def test_it_is_never_said_of_a_plan_that_would_print_otherwise(plan):
    (random, again), done, found = dice(), 0, set()
    as_at = ISSUED_AT.date() + timedelta(days=99)
    issue_plan(plan)
    kept = prepare_plan(plan, as_at=as_at)
    for number in range(20 * EDITS):
        try:
            with transaction.atomic():
                done += bool(random.choice(edits.EVERY_DOOR)(random, edits.day_after(number)))
        except (*edits.REFUSALS, DatabaseError):
            continue
        is_same = unchanged._says_the_same(now(kept), SITE)
        assert is_as_made(kept) is is_same, again
        found.add(is_same)
        if done == EDITS:
            break
        if not is_same:
            kept = making.make(now(kept), site=SITE, by=kept.made_by, at=ISSUED_AT, written=page_and_json)
    assert done == EDITS, again
    assert found == {True, False}, again

"""What a paper says of another one is not out before that one is, nor after it was withdrawn."""

from datetime import UTC, datetime, timedelta

import pytest

from actionplans.publications import issuing, preparing
from papers import publishing
from papers.models import Publication
from papers.publishing import Refused
from tests.issued import ISSUED_AT, PREPARED_AT, issue_plan, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
EMBARGO = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def plan():
    return make_plan(2, slug="a-plan")


def issue(preparation, *, at=ISSUED_AT):
    return issuing.issue(
        preparation,
        version=preparation.version,
        made_sha256=preparation.made_sha256,
        by=make_person("publisher"),
        at=at,
    )


def test_a_paper_beside_one_under_embargo_has_that_embargo_unless_told_otherwise(plan):
    embargoed = issue_plan(plan, embargoed_until=EMBARGO)
    given = preparing.usual(plan, at=ISSUED_AT)
    assert (given["compared_with"], given["embargoed_until"]) == (embargoed, EMBARGO)
    assert preparing.usual(plan, at=EMBARGO)["embargoed_until"] is None


@pytest.mark.parametrize("how", ["compared_with", "corrects"])
def test_what_stands_under_embargo_is_not_told_before(plan, how):
    embargoed = issue_plan(plan, embargoed_until=EMBARGO)
    told = {how: embargoed, "note": "A figure was wrong."}
    early = prepare_plan(plan, embargoed_until=EMBARGO - timedelta(days=1), **told)
    with pytest.raises(Refused, match="under embargo until 2 December 2026, 9.30 am"):
        issue(early)
    assert "under embargo" in issuing.why_not(early, by=make_person("publisher"), at=ISSUED_AT)
    assert issue(prepare_plan(plan, embargoed_until=EMBARGO, **told)).public_from == EMBARGO


def test_a_paper_is_not_issued_that_quotes_one_withdrawn_meanwhile(plan):
    withdrawn = issue_plan(plan)
    waiting = prepare_plan(plan, compared_with=withdrawn)
    publishing.note(withdrawn, "withdrawn", "It named somebody.", by=make_person("publisher"), at=ISSUED_AT)
    with pytest.raises(Refused, match="withdrawn meanwhile"):
        issue(waiting)


def test_papers_follow_each_other_whatever_the_clock_says(plan):
    waiting = [prepare_plan(plan) for _ in range(4)]
    # Issued in another order than prepared, in one second, and after the clock was put back.
    order = [waiting[1], waiting[0], waiting[3], waiting[2]]
    moments = [ISSUED_AT, ISSUED_AT, PREPARED_AT, ISSUED_AT]
    issued = [issue(each, at=at) for each, at in zip(order, moments, strict=True)]
    followed = [Publication.objects.get(pk=each.pk).predecessor for each in issued]
    assert followed == [None, *issued[:-1]]

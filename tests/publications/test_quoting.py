"""What a paper says of another one is not out before that one is, nor after it was withdrawn."""

from datetime import UTC, datetime, timedelta

import pytest

from actionplans.publications import issuing, preparing
from papers import publishing
from papers.models import Preparation, Publication
from papers.publishing import Refused
from tests.issued import ISSUED_AT, PREPARED_AT, issue_plan, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
EMBARGO = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
FAR_OFF = datetime(2099, 12, 2, 9, 30, tzinfo=UTC)


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


@pytest.mark.parametrize("how", ["compared_with", "corrects", "supplements"])
def test_members_learn_of_no_paper_under_embargo_from_one_that_is_shared(plan, how):
    embargoed = issue_plan(plan, embargoed_until=EMBARGO)
    told = {how: embargoed, "note": "News."}
    with pytest.raises(Refused, match="they may not read before 2 December 2026, 9.30 am") as refused:
        prepare_plan(plan, is_shared=True, **told)
    assert refused.value.problems == [("is_shared", str(refused.value))]
    kept = prepare_plan(plan, **told)
    with pytest.raises(Refused, match="Do not share it"):
        preparing.change(kept, {"is_shared": True}, version=kept.version, by=kept.prepared_by, at=PREPARED_AT)
    kept.refresh_from_db()
    assert not kept.is_shared


def test_what_was_marked_as_shared_by_other_ways_is_not_issued(plan):
    embargoed = issue_plan(plan, embargoed_until=EMBARGO)
    waiting = prepare_plan(plan, supplements=embargoed, note="News.")
    Preparation.objects.filter(pk=waiting.pk).update(is_shared=True)
    with pytest.raises(Refused, match="Do not share it"):
        issue(waiting)


def test_a_sheet_on_a_shared_paper_may_be_shared(plan):
    embargoed = issue_plan(plan, embargoed_until=EMBARGO, is_shared=True)
    sheet = prepare_plan(plan, supplements=embargoed, note="News.")
    assert sheet.is_shared
    assert issue(sheet).is_shared


def test_a_paper_beside_one_that_is_out_may_be_shared(plan):
    out = issue_plan(plan)
    # Also where the clock was put back since.
    assert prepare_plan(plan, at=PREPARED_AT, compared_with=out, is_shared=True).is_shared


class TestPages:
    """What committee members read on the site of a plan with a paper that they may not read."""

    @pytest.fixture
    def member(self, client):
        client.force_login(make_person("member"))
        return client

    def test_a_paper_that_waits_does_not_name_one_issued_meanwhile(self, plan, member):
        shared = prepare_plan(plan, title="For members", is_shared=True)
        issue_plan(plan, title="Bryony", reference="Appendix 9", embargoed_until=FAR_OFF)
        page = member.get(f"/preparations/{shared.pk}/").content.decode()
        assert "For members" in page
        assert not any(word in page for word in ("Bryony", "Appendix 9", "issued meanwhile"))

    def test_the_team_is_told_of_it(self, plan, client):
        shared = prepare_plan(plan, title="For members", is_shared=True)
        issue_plan(plan, title="Bryony", embargoed_until=FAR_OFF)
        client.force_login(make_person("editor"))
        assert "Bryony" in client.get(f"/preparations/{shared.pk}/").content.decode()

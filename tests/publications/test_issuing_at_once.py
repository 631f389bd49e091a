"""Issuing, withdrawing and changing at the same moment: each is done as if alone, and the chain stays whole.

What one person has begun is not committed yet when the other begins, so that the other has to wait and then to look again.
"""

import pytest
from django.db import transaction

from actionplans.models import Action, Plan
from actionplans.publications import issuing, making, unchanged
from actionplans.publications import verifying as plans
from papers import publishing, verifying
from papers.models import Publication, PublicationNotice, Seal
from papers.publishing import Refused
from papers.verified import Account
from tests.at_once import meanwhile, moved_to, together
from tests.issued import ISSUED_AT, SITE, issue_plan, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shared(db, tmp_path):
    """A database that threads share."""
    with moved_to(tmp_path / "shared.sqlite3"):
        yield


def issue(held, by):
    return issuing.issue(held, version=held.version, made_sha256=held.made_sha256, by=by, at=ISSUED_AT)


def withdraw(publication, by):
    return publishing.note(publication, "withdrawn", "It named somebody.", by=by, at=ISSUED_AT)


def found():
    """What verification says of everything."""
    return list(verifying.findings(Account(), contents=plans.contents, strays=plans.strays))


def test_the_first_papers_of_two_plans_get_two_seals():
    by = make_person("publisher")
    one, other = (prepare_plan(make_plan(2, slug=slug, rounds=1)) for slug in ("one", "other"))
    with transaction.atomic():
        issue(one, by)
        outcome = meanwhile(lambda: issue(other, by))
    assert isinstance(outcome(), Publication)
    assert list(Seal.objects.values_list("number", flat=True)) == [1, 2]
    assert found() == []


def test_whoever_withdraws_while_others_issue_is_sealed_between_them():
    by = make_person("publisher")
    gone = issue_plan(make_plan(2, slug="gone", rounds=1))
    waiting = [prepare_plan(make_plan(2, slug=slug, rounds=1)) for slug in ("one", "other")]
    with transaction.atomic():
        withdraw(gone, by)
        outcomes = [meanwhile(lambda held=held: issue(held, by)) for held in waiting]
    assert [type(outcome()).__name__ for outcome in outcomes] == ["Publication", "Publication"]
    assert list(Seal.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert found() == []


def test_two_withdraw_a_paper_once():
    by = make_person("publisher")
    gone = issue_plan(make_plan(2, slug="gone", rounds=1))
    with transaction.atomic():
        withdraw(gone, by)
        outcome = meanwhile(lambda: withdraw(gone, by))
    assert isinstance(outcome(), Refused)
    assert PublicationNotice.objects.count() == 1


def test_a_paper_that_is_being_withdrawn_is_not_corrected():
    by, plan = make_person("publisher"), make_plan(2, slug="plan", rounds=1)
    wrong = issue_plan(plan)
    correction = prepare_plan(plan, corrects=wrong, note="The date of 1a was wrong.")
    with transaction.atomic():
        withdraw(wrong, by)
        outcome = meanwhile(lambda: issue(correction, by))
    assert isinstance(outcome(), Refused)
    assert Publication.objects.count() == 1


def test_a_choice_about_names_that_is_being_made_is_heard():
    by, plan = make_person("publisher"), make_plan(2, slug="plan", rounds=1)
    held = prepare_plan(plan)
    with transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(prints_names=False)
        outcome = meanwhile(lambda: issue(held, by))
    assert isinstance(outcome(), Refused)
    assert not Publication.objects.exists()


def test_files_and_rows_are_of_one_moment_though_somebody_writes_in_the_plan(monkeypatch):
    plan = make_plan(2, slug="plan", rounds=1)
    read = making.frozen_rows

    def somebody_writes():
        Action.objects.filter(plan=plan, ref="1a").update(words="Promise nothing")

    def read_after_somebody_wrote(*given, **told):
        assert together(somebody_writes) == [None]
        return read(*given, **told)

    monkeypatch.setattr(making, "frozen_rows", read_after_somebody_wrote)
    held = prepare_plan(plan)
    assert Action.objects.get(plan=plan, ref="1a").words == "Promise nothing"
    _, rows = making.unpack(held.made_rows)
    printed = held.files.get(part="paper", format="json").plain.decode()
    assert rows[0][0].title in printed
    assert "Promise nothing" not in printed
    monkeypatch.undo()
    assert not unchanged.is_as_it_was_made(held, site=SITE)

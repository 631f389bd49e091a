"""Issuing: by whom, what is frozen, what is refused, and that two at once or a stop halfway give one paper or none."""

import os
import random
import subprocess
import sys
import time
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.models import IssuedPlan, IssuedRow, PlanPreparation
from actionplans.publications import issuing, making, preparing
from actionplans.rounds.refusals import Stale
from papers import publishing
from papers.models import PreparedFile, Publication, PublicationFile, Seal
from papers.publishing import Refused
from tests.at_once import moved_to, together
from tests.issued import ISSUED_AT, SITE, issue_plan, page_and_json, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(4, slug="plan", rounds=2)


def issued(held, by=None, at=ISSUED_AT, **more):
    return issuing.issue(
        held,
        version=held.version,
        made_sha256=held.made_sha256,
        by=by or make_person("publisher"),
        at=at,
        **more,
    )


def test_what_is_issued_is_what_was_looked_at(plan):
    held = prepare_plan(plan)
    looked_at = {(one.part, one.format): one.plain for one in held.files.all()}
    publication = issued(held)
    assert {(one.part, one.format): one.plain for one in publication.files.all()} == looked_at


def test_nothing_is_kept_twice(plan):
    held = prepare_plan(plan)
    issued(held)
    held.refresh_from_db()
    assert not PreparedFile.objects.exists()
    assert (held.made_rows, held.issued_at) == (b"", ISSUED_AT)


def test_it_says_who_when_with_what_and_after_what(plan):
    first = issue_plan(plan)
    publication = issued(prepare_plan(plan, committee="Scrutiny"), at=ISSUED_AT + timedelta(days=7))
    told = (publication.prepared_by_name, publication.published_by_name, publication.software_version)
    assert told == ("Editor", "Publisher", settings.VERSION)
    assert (publication.predecessor, publication.predecessor_sha256) == (first, first.sha256)
    assert (publication.committee, publication.as_at) == ("Scrutiny", date(2026, 11, 9))


class TestTwoPairsOfEyes:
    @pytest.mark.parametrize("part", ["prepared", "changed", "made"])
    def test_nobody_issues_what_they_had_a_hand_in(self, plan, part):
        both = make_person("publisher")
        editor = make_person("editor")
        held = preparing.prepare(plan, by=both if part == "prepared" else editor, at=ISSUED_AT)
        if part == "changed":
            held = preparing.change(held, {"title": "Mine"}, version=0, by=both, at=ISSUED_AT)
        by = both if part == "made" else editor
        held = making.make(held, site=SITE, by=by, at=ISSUED_AT, written=page_and_json)
        with pytest.raises(Refused, match="somebody else has to issue it"):
            issued(held, by=both)
        assert "somebody else" in issuing.why_not(held, by=both, at=ISSUED_AT)
        assert not Publication.objects.exists()

    def test_a_small_body_may_do_with_one_and_the_paper_says_so(self, plan):
        plan.organisation.issues_with_two = False
        plan.organisation.save()
        both = make_person("publisher")
        publication = issued(prepare_plan(plan, by=both), by=both)
        assert publication.is_by_one_person
        assert not issue_plan(plan, at=ISSUED_AT + timedelta(days=1)).is_by_one_person


class TestRefused:
    def test_a_draft_is_not_issued(self, plan):
        plan.is_draft = True
        plan.save()
        with pytest.raises(Refused, match="draft"):
            issued(prepare_plan(plan))

    def test_files_that_nobody_made_are_not_issued(self, plan):
        held = preparing.prepare(plan, by=make_person("editor"), at=ISSUED_AT)
        with pytest.raises(Refused, match="not made yet"):
            issued(held)

    def test_an_older_version_is_not_issued(self, plan):
        held = prepare_plan(plan)
        making.make(held, site=SITE, by=make_person("editor"), at=ISSUED_AT, written=page_and_json)
        with pytest.raises(Stale):
            issued(held)

    def test_other_files_than_those_looked_at_are_not_issued(self, plan):
        held = prepare_plan(plan)
        with pytest.raises(Refused, match="made again since you looked"):
            issuing.issue(
                held,
                version=held.version,
                made_sha256="0" * 64,
                by=make_person("publisher"),
                at=ISSUED_AT,
            )

    def test_files_that_were_tampered_with_are_not_issued(self, plan):
        held = prepare_plan(plan)
        held.files.filter(format="json", part="paper").update(content=b"{}")
        with pytest.raises(Refused, match="not as they were made"):
            issued(held)

    def test_a_choice_of_names_that_changed_since_is_not_issued(self, plan):
        held = prepare_plan(plan)
        plan.prints_names = False
        plan.save()
        with pytest.raises(Refused, match="names are printed was changed"):
            issued(held)

    def test_the_same_paper_is_not_issued_twice(self, plan):
        held = prepare_plan(plan)
        issued(held)
        with pytest.raises(Refused, match="issued or thrown away already"):
            issued(held)

    def test_a_correction_of_what_is_not_the_newest_any_more_is_not_issued(self, plan):
        held = prepare_plan(plan, corrects=issue_plan(plan), note="Row 1a was wrong.")
        issue_plan(plan, at=ISSUED_AT + timedelta(days=1))
        with pytest.raises(Refused, match="Correct the newest one"):
            issued(held, at=ISSUED_AT + timedelta(days=2))

    def test_a_correction_that_says_nothing_is_not_issued(self, plan):
        held = prepare_plan(plan, corrects=issue_plan(plan), note=" ")
        with pytest.raises(Refused, match="public note"):
            issued(held, at=ISSUED_AT + timedelta(days=1))


class TestAddresses:
    def test_it_tells_plan_and_day(self, plan):
        assert issue_plan(plan, as_at=date(2026, 11, 6)).slug == "plan-2026-11-06"

    def test_another_one_of_the_day_gets_a_number(self, plan):
        day = date(2026, 11, 6)
        slugs = [issue_plan(plan, as_at=day, at=ISSUED_AT + timedelta(hours=n)).slug for n in range(3)]
        assert slugs == ["plan-2026-11-06", "plan-2026-11-06-2", "plan-2026-11-06-3"]

    def test_a_long_name_leaves_room_for_day_and_number(self):
        plan = make_plan(1, slug="a" * 80, rounds=1)
        slugs = [issue_plan(plan, at=ISSUED_AT + timedelta(hours=n)).slug for n in range(2)]
        assert slugs == [f"{'a' * 68}-2026-11-09", f"{'a' * 68}-2026-11-09-2"]


class TestEmbargo:
    def test_it_is_public_from_the_end_of_its_embargo(self, plan):
        until = ISSUED_AT + timedelta(days=3)
        publication = issue_plan(plan, embargoed_until=until)
        assert (publication.published_at, publication.public_from) == (ISSUED_AT, until)

    def test_an_embargo_that_is_over_holds_nothing_up(self, plan):
        publication = issue_plan(plan, embargoed_until=ISSUED_AT - timedelta(days=3))
        assert publication.public_from == ISSUED_AT


def test_both_papers_carry_the_note_of_a_correction(plan):
    first = issue_plan(plan)
    second = issue_plan(plan, corrects=first, note="1a gave 14; it is 12.", at=ISSUED_AT + timedelta(days=1))
    notice = first.notices.get()
    assert (notice.kind, notice.words, notice.points_to) == ("corrected", second.note, second)


def kept():
    """How many rows of each frozen kind there are."""
    return [model.objects.count() for model in (Publication, PublicationFile, IssuedPlan, IssuedRow, Seal)]


def test_the_queries_of_issuing_do_not_grow_with_the_rows(plan):
    larger, by = make_plan(60, title="Larger", rounds=1), make_person("publisher")
    counted = []
    for each in (plan, larger):
        held = prepare_plan(each)
        ready = issuing.get_ready(held)
        with CaptureQueriesContext(connection) as asked:
            issued(held, by=by, ready=ready)
        counted.append(len(asked))
    # One more insert for some fifty rows more, and nothing else.
    assert counted[1] - counted[0] <= 1


def test_a_stop_at_any_step_leaves_nothing(plan, monkeypatch):
    held = prepare_plan(plan)
    before = kept()

    class Stopped(BaseException):
        pass

    def stop(*args, **more):
        raise Stopped

    steps = [(publishing, "seal"), (issuing, "_keep"), (issuing, "_announce")]
    for module, name in steps:
        with monkeypatch.context() as patched:
            patched.setattr(module, name, stop)
            with pytest.raises(Stopped):
                issued(held)
        assert kept() == before, name
    assert issued(held).slug == "plan-2026-11-09"


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_publishers_issue_it_once(self, tmp_path):
        with moved_to(tmp_path / "shared.sqlite3"):
            held = prepare_plan(make_plan(4, slug="plan", rounds=1))
            first, second = make_person("publisher"), make_person("publisher", email="second@x.example")
            became = together(lambda: issued(held, by=first), lambda: issued(held, by=second))
            assert sorted(type(one).__name__ for one in became) == ["Publication", "Refused"]
            assert Publication.objects.count() == IssuedPlan.objects.count() == Seal.objects.count() == 1

    def test_two_papers_of_a_day_get_two_addresses_in_one_chain(self, tmp_path):
        with moved_to(tmp_path / "shared.sqlite3"):
            plan = make_plan(4, slug="plan", rounds=1)
            one, other, by = prepare_plan(plan), prepare_plan(plan), make_person("publisher")
            became = together(lambda: issued(one, by=by), lambda: issued(other, by=by))
            assert {each.slug for each in became} == {"plan-2026-11-09", "plan-2026-11-09-2"}
            assert sorted(IssuedPlan.objects.values_list("number", flat=True)) == [1, 2]
            assert {each.predecessor_id for each in Publication.objects.all()} != {None}

    def test_killed_at_any_moment_each_paper_is_issued_whole_or_not_at_all(self, tmp_path):
        chance = random.Random(4)
        with moved_to(tmp_path / "shared.sqlite3"):
            plan, by = make_plan(24, slug="plan", rounds=1), make_person("publisher")
            waiting = [prepare_plan(plan).pk for _ in range(24)]
            heard = set()
            for _ in range(5):
                heard |= issued_until_killed(by, after=chance.uniform(0.01, 0.1))
            whole = set(Publication.objects.values_list("number", flat=True))
            assert heard <= whole, "an acknowledged paper is lost"
            assert whole == set(
                PlanPreparation.objects.filter(issued_at__isnull=False).values_list("pk", flat=True)
            )
            for publication in Publication.objects.all():
                assert publication.files.count() == 3
                assert publication.issued_plan.rows.count() == 24
            assert Seal.objects.count() == len(whole) == IssuedPlan.objects.count()
            assert PreparedFile.objects.count() == 3 * (len(waiting) - len(whole))


def issued_until_killed(by, after):
    """The numbers of the papers that a process acknowledged before it was killed, so many seconds after it began."""
    environment = {**os.environ, "DATABASE_URL": address_of_the_database()}
    issuing_them = subprocess.Popen(
        [sys.executable, "-m", "tests.issuing_until_killed", str(by.pk)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=settings.BASE_DIR,
    )
    issuing_them.stdout.readline()
    time.sleep(after)
    issuing_them.kill()
    heard = issuing_them.stdout.read().splitlines(keepends=True)
    issuing_them.wait(10)
    # A last line that was cut off was not heard.
    return {int(each) for each in heard if each.endswith("\n")}


def address_of_the_database():
    """The database of these tests, as another process finds it."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    return f"postgres://{held['USER']}@{quote(str(held['HOST']), safe='')}/{held['NAME']}"

"""Preparing a paper: what it is to hold, who may have it, and making its files."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from actionplans.comparing.entries import plan_as_text, plan_from_text
from actionplans.models import PlanPreparation
from actionplans.publications import making, preparing
from actionplans.rounds.refusals import Stale
from papers.models import PreparedFile
from papers.publishing import Refused
from papers.writing import TooLong
from tests.issued import PREPARED_AT, SITE, issue_plan, page_and_json, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 9, 10, tzinfo=UTC)


@pytest.fixture
def plan():
    return make_plan(4, slug="plan", rounds=2)


@pytest.fixture
def editor():
    return make_person("editor")


def prepared(plan, **told):
    return preparing.prepare(plan, by=make_person("editor"), at=AT, **told)


def started(preparation, at=AT):
    return making.start(preparation, version=preparation.version, by=make_person("editor"), at=at)


def made(preparation, at=AT, written=page_and_json):
    return making.make_or_say_why(preparation, site=SITE, at=at, written=written)


def test_what_is_not_told_is_as_the_plan_has_it(plan):
    plan.paper_title, plan.reference, plan.introduction = "Progress", "Appendix 2", "To note."
    found = prepared(plan)
    told = (found.title, found.reference, found.introduction, found.layout, found.as_at, found.kind)
    assert told == ("Progress", "Appendix 2", "To note.", plan.layout, date(2026, 11, 9), "paper")


def test_the_day_is_the_local_one(plan):
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert preparing.prepare(plan, by=make_person("editor"), at=late).as_at == date(2026, 7, 1)


def test_it_is_compared_with_the_newest_whole_paper(plan):
    first = issue_plan(plan)
    assert prepared(plan).compared_with == first
    assert prepared(plan, compared_with=None).compared_with is None


def test_the_meeting_is_that_of_the_last_round_that_is_over(plan):
    plan.rounds.filter(key="2026-04").update(closed_on=date(2026, 4, 30), meeting_words="Scrutiny, May")
    assert prepared(plan).meeting_words == "Scrutiny, May"


def test_the_committee_and_the_day_are_read_from_the_words_of_that_meeting(plan):
    issue_plan(plan, committee="Corporate Scrutiny")
    words = "Corporate Scrutiny, 2 December 2026"
    plan.rounds.filter(key="2026-04").update(closed_on=date(2026, 4, 30), meeting_words=words)
    held = prepared(plan)
    assert (held.committee, held.meeting_on) == ("Corporate Scrutiny", date(2026, 12, 2))


@pytest.mark.parametrize(
    "words", ["Cabinet, December 2026", "Cabinet, 2 December 2026 or 9 December 2026", "Cabinet", ""]
)
def test_a_committee_or_a_day_that_does_not_stand_there_is_left_empty(plan, words):
    issue_plan(plan, committee="Corporate Scrutiny")
    plan.rounds.filter(key="2026-04").update(closed_on=date(2026, 4, 30), meeting_words=words)
    held = prepared(plan)
    assert (held.committee, held.meeting_on) == ("", None)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"layout": "sideways"}, "Choose a layout"),
        ({"round_keys": "2026-10\n1999-01"}, "none called 1999-01"),
    ],
)
def test_what_is_not_there_is_refused(plan, told, sentence):
    with pytest.raises(Refused, match=sentence):
        prepared(plan, **told)
    kept = prepared(plan)
    with pytest.raises(Refused, match=sentence):
        preparing.change(kept, told, version=0, by=make_person("editor"), at=AT)


def test_a_paper_of_another_plan_is_nothing_to_compare_with(plan):
    other = issue_plan(make_plan(2, title="Another plan", rounds=1))
    with pytest.raises(Refused, match="of this plan"):
        prepared(plan, compared_with=other)


class TestCorrections:
    def test_a_correction_begins_with_what_was_told_of_the_paper_it_corrects(self, plan):
        first = issue_plan(
            plan, title="Progress", reference="Appendix 2", introduction="To note.", round_keys="2026-04"
        )
        found = prepared(plan, corrects=first, note="Row 1a was wrong.")
        assert (found.kind, found.title, found.introduction, found.round_keys) == (
            "correction",
            "Progress",
            "To note.",
            "2026-04",
        )
        assert found.compared_with == first

    def test_only_the_newest_whole_paper_is_corrected(self, plan):
        first = issue_plan(plan)
        issue_plan(plan, at=datetime(2026, 11, 20, tzinfo=UTC))
        with pytest.raises(Refused, match="Correct the newest one"):
            prepared(plan, corrects=first, note="Too late.")

    def test_a_corrected_paper_is_corrected_again(self, plan):
        second = issue_plan(plan, corrects=issue_plan(plan), note="Once.")
        assert prepared(plan, corrects=second, note="Twice.").corrects == second


class TestChanging:
    def test_a_change_takes_the_files_away(self, plan, editor):
        kept = prepare_plan(plan)
        changed = preparing.change(kept, {"title": "Another"}, version=kept.version, by=editor, at=AT)
        assert (changed.title, changed.made_sha256, changed.made_rows) == ("Another", "", b"")
        assert not PreparedFile.objects.exists()

    def test_an_older_version_changes_nothing(self, plan, editor):
        kept = prepared(plan)
        preparing.change(kept, {"title": "First"}, version=0, by=editor, at=AT)
        with pytest.raises(Stale) as stale:
            preparing.change(kept, {"title": "Second"}, version=0, by=editor, at=AT)
        assert stale.value.now.title == PlanPreparation.objects.get().title == "First"

    def test_what_is_thrown_away_is_not_changed_any_more(self, plan, editor):
        kept = preparing.discard(prepare_plan(plan), version=1, by=editor, at=AT)
        assert not kept.files.exists()
        with pytest.raises(Refused, match="thrown away already"):
            preparing.change(kept, {"title": "Again"}, version=kept.version, by=editor, at=AT)


class TestMaking:
    def test_what_is_started_is_being_made_until_its_files_are_there(self, plan):
        begun = started(prepared(plan))
        assert (begun.making_since, begun.made_sha256) == (AT, "")
        done = made(begun)
        assert done.making_since is None
        assert {(one.part, one.format) for one in done.files.all()} == {
            ("paper", "html"),
            ("paper", "json"),
            ("receipt", "json"),
        }

    def test_the_same_rows_give_the_same_files(self, plan):
        kept = prepared(plan)
        first = made(started(kept))
        kept.refresh_from_db()
        again = made(started(kept, at=AT + timedelta(hours=1)), at=AT + timedelta(hours=1))
        assert again.made_sha256 == first.made_sha256
        assert again.made_from_sha256 == first.made_from_sha256

    def test_a_paper_that_cannot_be_set_says_so_in_a_sentence(self, plan):
        def too_long(document, **more):
            raise TooLong("This paper is too long for one PDF.")

        failed = made(started(prepared(plan)), written=too_long)
        assert (failed.making_since, failed.making_failed) == (None, "This paper is too long for one PDF.")

    def test_any_other_fault_is_a_sentence_too_and_stands_in_the_log(self, plan, caplog):
        def broken(document, **more):
            raise RuntimeError("no such font")

        failed = made(started(prepared(plan)), written=broken)
        assert failed.making_failed == making.NOT_MADE
        assert "no such font" in caplog.text

    def test_a_round_that_was_taken_away_meanwhile_is_named(self, plan):
        kept = prepared(plan, round_keys="2026-10")
        plan.rounds.filter(key="2026-10").update(key="2026-11")
        assert "no round “2026-10”" in made(started(kept)).making_failed

    def test_what_was_changed_meanwhile_keeps_no_files_of_before(self, plan, editor):
        begun = started(prepared(plan))
        preparing.change(begun, {"title": "Changed"}, version=begun.version, by=editor, at=AT)
        assert made(begun).title == "Changed"
        assert not PreparedFile.objects.exists()

    def test_what_was_started_again_keeps_nothing_of_the_first_start(self, plan):
        first = started(prepared(plan))
        second = started(first)
        made(first)
        assert not PreparedFile.objects.exists()
        assert made(second).files.exists()

    def test_the_rows_come_back_as_they_were_packed(self, plan):
        kept = prepare_plan(plan)
        entry, rows = making.unpack(kept.made_rows)
        assert plan_from_text(plan_as_text(entry)) == entry
        assert [row.ref for row, _ in rows] == ["1a", "2a", "3a", "4a"]

    def test_many_actions_are_a_long_paper(self, plan, monkeypatch):
        kept = prepared(plan)
        assert not making.is_long(kept)
        monkeypatch.setattr(making, "AT_ONCE", 3)
        assert making.is_long(kept)

    def test_few_actions_with_many_words_are_a_long_paper(self, plan, monkeypatch):
        monkeypatch.setattr("papers.writing.volumes.ONE_PDF", 1000)
        assert making.is_long(prepared(plan))


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def quick_files(self, monkeypatch):
        monkeypatch.setattr(making.make_or_say_why, "__kwdefaults__", {"written": page_and_json})

    def test_it_makes_what_was_started(self, plan, capsys):
        begun = started(prepared(plan))
        call_command("make_paper", str(begun.pk))
        assert "can be looked at" in capsys.readouterr().out
        assert begun.files.count() == 3

    def test_it_makes_nothing_that_nobody_started(self, plan):
        kept = prepared(plan)
        with pytest.raises(CommandError, match="Start paper"):
            call_command("make_paper", str(kept.pk))

    def test_it_says_that_there_is_no_such_paper(self, plan):
        kept = preparing.discard(prepared(plan), version=0, by=make_person("editor"), at=AT)
        for number in (kept.pk, 10_000):
            with pytest.raises(CommandError, match="no paper"):
                call_command("make_paper", str(number))


class TestWhoSeesIt:
    @pytest.mark.parametrize(
        ("role", "unshared", "shared"),
        [
            ("editor", True, True),
            ("publisher", True, True),
            ("member", False, True),
            ("lead", False, False),
            ("steward", False, False),
            ("admin", False, False),
            (None, False, False),
        ],
    )
    def test_a_paper_in_preparation(self, plan, role, unshared, shared):
        kept, open_to_members = prepared(plan), prepared(plan, is_shared=True)
        seen = set(PlanPreparation.objects.visible_to(make_person(role)))
        assert (kept in seen, open_to_members in seen) == (unshared, shared)

    def test_its_files_are_seen_by_those_who_see_it(self, plan):
        prepare_plan(plan, at=PREPARED_AT)
        assert PreparedFile.objects.visible_to(make_person("publisher")).exists()
        assert not PreparedFile.objects.visible_to(make_person("member")).exists()

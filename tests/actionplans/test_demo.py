"""The demonstration: what it holds, and that making it again loses nothing."""

import io
import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Email, User
from accounts.permissions import Role
from actionplans import demonstration, demonstration_publications
from actionplans.models import (
    Action,
    Addendum,
    Asking,
    IssuedPlan,
    Plan,
    PlanPreparation,
    ProgressStatus,
    Recommendation,
    Update,
    UpdateEvent,
    UpdateRequest,
)
from actionplans.papers import LAYOUTS, progress_paper
from actionplans.recognising import found
from papers import phrases, publishing
from papers.models import Publication
from tests.demonstrated import AT, FOLDER, make, standing
from tests.issued import page_and_json
from tests.rounds import ask_for_deputies_as_of

MAIN = "marlow-vale-2025-27"
FILES = sorted((FOLDER / "plans").glob("*.json"))


@pytest.fixture(autouse=True)
def quick_files(monkeypatch):
    """A page and JSON alone of each paper: every format is made once, below."""
    monkeypatch.setattr(demonstration_publications, "written", page_and_json)


def main_plan():
    return Plan.objects.select_related("organisation", "scale").get(slug=MAIN)


def demo(**options):
    said = io.StringIO()
    call_command("demo", stdout=said, **options)
    return said.getvalue()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_plan_is_in_the_import_format(path):
    held = json.loads(path.read_text(encoding="utf-8"))
    assert found.from_json(held).as_json() == held


def test_nothing_is_made_until_asked(db):
    assert "Still to be made" in demo()
    assert not Plan.objects.exists()


def test_it_is_not_made_in_production(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="passwords that everybody knows"):
        demo(apply=True)
    assert not User.objects.exists()


@pytest.fixture(scope="class")
def said(django_db_setup, django_db_blocker):
    """What the command said that made the demonstration on 22 November 2026, once for the tests of a class."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: AT)
        with standing(django_db_blocker, lambda: demo(apply=True)) as told:
            yield told


@pytest.fixture(scope="class")
def demonstrated(django_db_setup, django_db_blocker):
    """The demonstration as on 22 November 2026, made once for the tests of a class."""
    with standing(django_db_blocker) as made:
        yield made


@pytest.mark.usefixtures("said", "db")
class TestMade:
    def test_it_prints_a_sign_in_for_every_role(self, said):
        for role in Role:
            if role != Role.ANONYMOUS:
                assert role.label in said

    def test_everybody_it_names_can_sign_in(self):
        shown = demonstration.manifest(FOLDER)
        for one in shown["people"]:
            user = authenticate(username=one["email"], password=shown["password"])
            assert user.roles == {one["role"]}

    def test_one_plan_is_a_draft_and_the_others_are_not(self):
        assert Plan.objects.get(is_draft=True).slug == "marlow-vale-2027-29"

    def test_the_lead_officer_has_actions_to_report_on(self):
        lead = User.objects.get(email="lead@marlowvale.example")
        assert Action.objects.reportable_by(lead).filter(plan__slug="marlow-vale-2025-27").exists()

    def test_every_layout_has_a_plan_that_is_usually_printed_so(self):
        assert set(Plan.objects.values_list("layout", flat=True)) == set(LAYOUTS)

    def test_a_second_time_nothing_is_made_and_nothing_is_lost(self):
        Plan.objects.filter(slug="marlow-vale-2025-27").update(title="Renamed")
        before = Action.objects.count(), Update.objects.count(), User.objects.count()
        assert "nothing was changed" in demo(apply=True)
        assert before == (Action.objects.count(), Update.objects.count(), User.objects.count())
        assert Plan.objects.get(slug="marlow-vale-2025-27").title == "Renamed"

    def test_a_password_that_was_changed_stays_changed(self):
        user = User.objects.get(email="lead@marlowvale.example")
        user.set_password("something-else-entirely")
        user.save()
        demo(apply=True)
        user.refresh_from_db()
        assert user.check_password("something-else-entirely")

    def test_a_plan_that_was_taken_out_comes_back_alone(self):
        Plan.objects.get(slug="marlow-vale-2027-29").delete()
        assert json.loads(demo(apply=True, json=True))["made"] == {
            "organisations": [],
            "plans": ["marlow-vale-2027-29"],
            "people": [],
            "papers": [],
        }

    def test_the_first_plan_has_the_figures_of_its_paper(self):
        plan = Plan.objects.get(slug="marlow-vale-2018-19")
        by_priority = [priority.actions.count() for priority in plan.priorities.all()]
        answers = [one.updates.count() for one in plan.rounds.all()]
        assert (by_priority, answers) == ([6, 4, 6, 3], [17, 16])
        days = Addendum.objects.filter(update_added_to__action__plan=plan).values_list("on", flat=True)
        assert sorted(days) == [
            date(2019, 4, 23),
            date(2019, 4, 23),
            date(2019, 4, 25),
            date(2019, 5, 22),
            date(2019, 6, 14),
        ]

    def test_the_first_plan_invents_no_status(self):
        plan = Plan.objects.get(slug="marlow-vale-2018-19")
        assert plan.scale is None
        assert not plan.actions.filter(updates__status__isnull=False).exists()

    def test_two_officers_lead_halves(self):
        halves = Plan.objects.get(slug="marlow-vale-2018-19").actions.get(ref="1c").assignments
        assert list(halves.filter(role="lead_officer").values_list("qualifier", flat=True)) == [
            "internal",
            "external",
        ]

    def test_the_live_plan_has_its_nineteen_statuses(self):
        plan = Plan.objects.get(slug="marlow-vale-2025-27")
        legend = progress_paper(plan, today=date(2026, 11, 22)).legend
        assert [one.number for one in legend] == [2, 4, 8, 3, 0, 1, 1]
        assert legend[-2].sign.words == "Stopped"
        assert legend[-1].sign.words == phrases.NO_STATUS

    def test_the_other_plans_have_the_figures_of_their_papers(self):
        managers = Plan.objects.get(slug="marlow-vale-senior-managers")
        assert (managers.priorities.count(), managers.outcomes.count()) == (4, 5)
        assert Recommendation.objects.filter(plan=managers).count() == 14
        review = Plan.objects.get(slug="thornmouth-scrutiny-review")
        agreed = [one.comments.filter(response="agreed").count() for one in review.recommendations.all()]
        assert (review.actions.count(), agreed) == (8, [0, 1, 1, 1, 1, 1])
        aims = Plan.objects.get(slug="thornmouth-workforce-aims-2020-21")
        assert (aims.outcomes.count(), aims.actions.count(), aims.state) == (7, 19, "proposed")

    def test_every_status_has_a_meaning(self):
        assert not ProgressStatus.objects.filter(meaning="").exists()


class TestRounds:
    """One round of the live plan is over and one is open, whenever the demonstration is made."""

    @pytest.fixture
    def plan(self, demonstrated, db):
        return main_plan()

    @staticmethod
    def states(held):
        return Counter(each.state for each in held.requests.select_related("update"))

    def test_one_round_is_over_and_one_is_open(self, plan):
        over, held = plan.rounds.order_by("order")[2:]
        assert (str(over), over.closed_on, str(held), held.is_open) == (
            "October 2026 update",
            date(2026, 11, 6),
            "December 2026 update",
            True,
        )

    def test_the_open_round_shows_every_state(self, plan):
        assert self.states(plan.rounds.last()) == {
            "not_started": 6,
            "draft": 2,
            "returned": 1,
            "submitted": 3,
            "signed_off": 5,
        }

    def test_the_round_that_is_over_is_signed_off_but_for_what_never_came(self, plan):
        assert self.states(plan.rounds.get(key="2026-10")) == {"signed_off": 18, "not_started": 2}

    def test_who_never_answered_was_asked_three_times(self, plan):
        document = progress_paper(plan, rounds=["2026-10"], today=AT.date())
        printed = {
            row.name: str(row.cells[-1].parts) for row in document.blocks[0].rows if hasattr(row, "name")
        }
        assert "[Not received. Asked on 5, 19 and 26 October 2026.]" in printed["4b"]
        assert phrases.NOT_RECEIVED in printed["1f"]

    def test_every_kind_of_answer_is_there(self, plan):
        kinds = {"progress", "nothing_to_report", "same_as", "stopped"}
        assert set(Update.objects.filter(action__plan=plan).values_list("answer", flat=True)) == kinds

    def test_two_leads_answer_for_their_halves(self, plan):
        halves = plan.rounds.get(key="2026-10").requests.filter(action__ref="1c")
        assert [(each.half, each.state) for each in halves] == [
            ("council counters", "signed_off"),
            ("partner venues", "signed_off"),
        ]

    def test_no_mail_is_left_to_be_sent(self, plan):
        assert Email.objects.exists()
        assert not Email.objects.filter(sent_at=None).exists()

    def test_a_head_of_service_was_told_what_stayed_out(self, plan):
        told = Asking.objects.filter(kind="escalation").values_list("whom", "request__action__ref")
        assert ("Beatrix Oyelaran", "4b") in told

    def test_a_deputy_may_answer_for_the_lead(self, plan, monkeypatch):
        ask_for_deputies_as_of(monkeypatch, AT)
        deputy = User.objects.get(email="gwen.ferrier@marlowvale.example")
        asked = UpdateRequest.objects.reportable_by(deputy).filter(reporting_round=plan.rounds.last())
        assert "3d" in asked.values_list("action__ref", flat=True)


@pytest.mark.parametrize(
    "at",
    [
        datetime(2025, 11, 12, 9, tzinfo=UTC),
        datetime(2026, 4, 30, 9, tzinfo=UTC),
        datetime(2031, 3, 1, 9, tzinfo=UTC),
    ],
)
def test_on_any_day_the_rounds_come_one_after_the_other_and_one_is_open(db, at):
    make(at)
    plan = main_plan()
    over, held = plan.rounds.order_by("order")[2:]
    assert over.closed_on < held.opens_on < at.date() < held.due_on
    assert held.is_open
    assert not UpdateEvent.objects.filter(at__gt=at).exists()
    assert not Asking.objects.filter(at__gt=at).exists()


class TestPapers:
    """Every plan but the draft is issued, on days on which it could have been."""

    @pytest.fixture
    def made(self, demonstrated, db):
        return demonstrated

    @pytest.fixture
    def two(self, made):
        return list(Publication.objects.filter(subject_slug=MAIN).order_by("published_at"))

    def test_the_public_sees_every_plan_but_the_draft(self, made):
        seen = set(IssuedPlan.objects.newest().values_list("plan__slug", flat=True))
        assert seen == set(Plan.objects.filter(is_draft=False).values_list("slug", flat=True))

    def test_the_main_plan_is_issued_in_may_and_in_november(self, two):
        assert [(one.as_at, one.published_at.date(), one.meeting_on) for one in two] == [
            (date(2026, 5, 1), date(2026, 5, 18), date(2026, 5, 27)),
            (date(2026, 11, 6), date(2026, 11, 16), date(2026, 12, 2)),
        ]
        assert two[1].compared_with == two[1].predecessor == two[0]

    def test_each_is_issued_after_its_day_and_before_its_meeting(self, made):
        for one in Publication.objects.all():
            assert one.as_at <= one.published_at.date() < one.meeting_on, one.slug

    def test_each_is_issued_by_somebody_who_did_not_prepare_it(self, made):
        assert not Publication.objects.filter(is_by_one_person=True).exists()

    def test_the_first_holds_what_was_so_then(self, two):
        rounds = json.loads(two[0].issued_plan.content)["rounds"]
        assert [one["key"] for one in rounds] == ["2025-10", "2026-04"]
        first, second = (str(one.issued_plan.rows.get(ref="1c").content) for one in two)
        assert ("by video" in first, "by video" in second) == (False, True)
        assert ("revised from" in first, "revised from March 2026" in second) == (False, True)

    def test_the_plan_itself_keeps_its_own_words(self, made):
        action = Action.objects.get(plan__slug=MAIN, ref="1c")
        assert "by video" in action.words
        assert action.timescales.get(is_current=True).latest == date(2026, 9, 30)

    def test_one_paper_waits_with_its_files_made(self, made):
        waiting = PlanPreparation.objects.waiting().get()
        assert waiting.plan.slug == MAIN
        assert waiting.made_at <= AT
        assert waiting.files.exists()

    def test_a_demonstration_that_was_never_issued_is_issued_once(self, made):
        told = demonstration.missing(demonstration.manifest(FOLDER))
        assert not told
        slug = "marlow-vale-2027-29"
        Plan.objects.filter(slug=slug).update(is_draft=False)
        shown = demonstration.manifest(FOLDER)
        for one in shown["plans"]:
            one.pop("is_draft", None)
        assert demonstration.make(FOLDER, shown, at=AT).papers == [slug]
        assert demonstration.make(FOLDER, shown, at=AT).papers == []


def test_every_format_of_every_paper_is_made(db, monkeypatch):
    monkeypatch.setattr(demonstration_publications, "written", publishing.written)
    make()
    for one in Publication.objects.all():
        formats = set(one.files.filter(part="paper").values_list("format", flat=True))
        assert formats == {"html", "pdf", "docx", "xlsx", "csv", "json"}, one.slug

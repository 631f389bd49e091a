"""The demonstration: what it holds, and that making it again loses nothing."""

import io
import json
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.permissions import Role
from actionplans import demonstration
from actionplans.models import Action, Addendum, Plan, ProgressStatus, Recommendation, Update
from actionplans.papers import LAYOUTS, progress_paper
from actionplans.recognising import found
from papers import phrases

FOLDER = settings.BASE_DIR / "fixtures"
FILES = sorted((FOLDER / "plans").glob("*.json"))


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


class TestMade:
    @pytest.fixture(autouse=True)
    def made(self, db):
        self.said = demo(apply=True)

    def test_it_prints_a_sign_in_for_every_role(self):
        for role in Role:
            if role != Role.ANONYMOUS:
                assert role.label in self.said

    def test_everybody_it_names_can_sign_in(self):
        shown = demonstration.manifest(FOLDER)
        for one in shown["people"]:
            user = authenticate(username=one["email"], password=shown["password"])
            assert user.roles == {one["role"]}

    def test_one_plan_is_a_draft_and_the_others_are_open(self):
        seen = set(Plan.objects.visible_to(AnonymousUser()).values_list("slug", flat=True))
        assert set(Plan.objects.values_list("slug", flat=True)) - seen == {"marlow-vale-2027-29"}

    def test_the_lead_officer_has_actions_to_report_on(self):
        lead = User.objects.get(role_grants__role="lead")
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
        Plan.objects.get(slug="thornmouth-scrutiny-review").delete()
        assert json.loads(demo(apply=True, json=True))["made"] == {
            "organisations": [],
            "plans": ["thornmouth-scrutiny-review"],
            "people": [],
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
        assert [one.number for one in legend] == [2, 4, 8, 3, 1, 1]
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

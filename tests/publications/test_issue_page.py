"""The page on which a paper is issued, and the one on which a correction is begun."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actionplans.models import PlanPreparation
from actionplans.publications import making, preparing
from papers.models import Publication
from tests.issued import SITE, issue_plan, page_and_json, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_ADDRESS = SITE


@pytest.fixture
def plan():
    return make_plan(4, slug="plan", rounds=2)


@pytest.fixture
def publisher(client):
    client.force_login(make_person("publisher"))
    return client


@pytest.fixture
def editor(client):
    client.force_login(make_person("editor"))
    return client


def at(held):
    return f"/preparations/{held.pk}/issue/"


def filled(page, **told):
    """What the form of this page sends, with what is typed over it."""
    form = page.context["form"]
    return {**{name: form[name].value() for name in ("key", "version", "made_sha256")}, **told}


def without_findings(held):
    PlanPreparation.objects.filter(pk=held.pk).update(made_findings="")
    held.refresh_from_db()
    return held


class TestIssuing:
    def test_it_says_exactly_what_will_happen(self, publisher, plan):
        first = issue_plan(plan, title="The first")
        until = timezone.now() + timedelta(days=3)
        held = prepare_plan(plan, meeting_words="Scrutiny, item 7", embargoed_until=until, is_shared=True)
        shown = publisher.get(at(held)).content.decode()
        for words in (
            "Scrutiny, item 7",
            f"/publications/plan-{held.as_at}-2/",
            f"{first}",
            "Until then the team, publishers and committee members",
            held.made_sha256,
            "Officers’ names are printed",
        ):
            assert words in shown, words

    def test_it_is_issued_and_leads_to_its_record(self, publisher, plan):
        held = without_findings(prepare_plan(plan))
        answer = publisher.post(at(held), filled(publisher.get(at(held))))
        publication = Publication.objects.get()
        assert answer.url == publication.get_absolute_url()
        assert publication.published_by == make_person("publisher")
        assert publisher.get(answer.url).status_code == 200

    def test_sent_twice_it_is_issued_once_and_leads_to_the_same_record(self, publisher, plan):
        held = without_findings(prepare_plan(plan))
        typed = filled(publisher.get(at(held)))
        first, second = publisher.post(at(held), typed), publisher.post(at(held), typed)
        assert first.url == second.url
        assert Publication.objects.count() == 1

    def test_files_made_again_meanwhile_are_not_issued_unseen(self, publisher, plan):
        held = without_findings(prepare_plan(plan))
        typed = filled(publisher.get(at(held)))
        making.make(held, site=SITE, by=make_person("editor"), at=timezone.now(), written=page_and_json)
        answer = publisher.post(at(held), typed)
        assert answer.status_code == 409
        assert "Nothing was issued" in answer.content.decode()
        assert not Publication.objects.exists()

    def test_names_and_small_numbers_have_to_be_looked_at(self, publisher, plan):
        plan.actions.filter(ref="1a").update(words="Two people, Zebedee Quill among them, left.")
        held = prepare_plan(plan)
        assert held.made_findings, "the check finds nothing to look at"
        typed = filled(publisher.get(at(held)))
        answer = publisher.post(at(held), typed)
        assert answer.status_code == 422
        assert "Look at the names and small numbers" in answer.content.decode()
        assert publisher.post(at(held), {**typed, "looked_at": "on"}).status_code == 302

    def test_ones_own_paper_is_for_somebody_else(self, publisher, plan):
        held = without_findings(prepare_plan(plan, by=make_person("publisher")))
        page = publisher.get(at(held))
        assert "somebody else has to issue it" in page.content.decode()
        assert publisher.post(at(held), filled(page)).status_code == 422
        assert not Publication.objects.exists()

    def test_a_small_body_is_told_that_the_paper_will_say_so(self, publisher, plan):
        plan.organisation.issues_with_two = False
        plan.organisation.save()
        held = without_findings(prepare_plan(plan, by=make_person("publisher")))
        page = publisher.get(at(held))
        assert "one person prepared and issued it" in page.content.decode()
        publisher.post(at(held), filled(page))
        assert Publication.objects.get().is_by_one_person

    def test_who_prepares_alone_does_not_issue(self, editor, plan):
        held = prepare_plan(plan)
        assert editor.get(at(held)).status_code == 403
        assert editor.post(at(held)).status_code == 403

    def test_a_paper_without_files_says_so(self, publisher, plan):
        held = preparing.prepare(plan, by=make_person("editor"), at=timezone.now())
        assert "not made yet" in publisher.get(at(held)).content.decode()

    def test_what_was_thrown_away_is_not_there(self, publisher, plan):
        held = preparing.discard(prepare_plan(plan), version=1, by=make_person("editor"), at=timezone.now())
        assert publisher.get(at(held)).status_code == 404


class TestCorrecting:
    def test_it_begins_with_the_words_of_the_paper_it_corrects(self, editor, plan):
        first = issue_plan(plan, title="Progress", reference="Appendix 2", introduction="To note.")
        form = editor.get(f"/publications/{first.slug}/correct/").context["form"]
        assert [form[name].value() for name in ("title", "reference", "introduction")] == [
            "Progress",
            "Appendix 2",
            "To note.",
        ]

    def test_it_needs_a_note(self, editor, plan):
        first = issue_plan(plan)
        page = f"/publications/{first.slug}/correct/"
        form = editor.get(page).context["form"]
        typed = {
            name: form.fields[name].prepare_value(form[name].value())
            for name in ("key", "version", "title", "as_at", "layout", "compared_with")
        }
        answer = editor.post(page, typed)
        assert answer.status_code == 422
        assert "Say what was wrong and what is right" in answer.content.decode()
        answer = editor.post(page, {**typed, "note": "1a gave 14; it is 12."})
        held = PlanPreparation.objects.get(issued_at=None)
        assert (held.kind, held.corrects, held.note) == ("correction", first, "1a gave 14; it is 12.")
        assert answer.url == f"/preparations/{held.pk}/"

    def test_only_the_newest_is_corrected_and_the_page_leads_there(self, editor, plan):
        first = issue_plan(plan)
        second = issue_plan(plan, at=timezone.now())
        answer = editor.get(f"/publications/{first.slug}/correct/")
        assert answer.status_code == 409
        assert second.get_absolute_url() in answer.content.decode()

    def test_what_was_never_issued_is_not_there(self, editor):
        assert editor.get("/publications/nothing/correct/").status_code == 404

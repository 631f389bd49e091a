"""A row of a publication at its own address: as it was printed, and whether it has changed since."""

import re
from datetime import timedelta

import pytest

from accounts.models import Contributor
from actionplans.models import Action, Assignment, IssuedRow, Priority, ReportingRound, Update
from papers import publishing
from papers.models import Publication
from tests.issued import ISSUED_AT, issue_plan, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
ROW = "/publications/first/rows/1a/"
LATER = ISSUED_AT + timedelta(days=3)


@pytest.fixture
def plan():
    return make_plan(6, slug="a-plan")


@pytest.fixture
def publication(plan):
    return issue_plan(plan, slug="first", reference="Appendix 2")


def in_words(client, address=ROW, status=200):
    """The main part of a page without its tags."""
    response = client.get(address)
    assert response.status_code == status
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def newer(plan, **told):
    return issue_plan(plan, slug="second", at=LATER, reference="Appendix 3", **told)


class TestTheRow:
    def test_it_says_in_which_paper_it_was_printed_and_where(self, client, plan):
        issue_plan(plan, slug="first", reference="Appendix 2", files=True)
        assert "As printed in Appendix 2 of 16 November 2026 (page 1)" in in_words(client)

    def test_every_column_of_the_paper_is_there_with_its_words(self, client, publication):
        said = in_words(client)
        for words in ("Promise 1", "Customer Services", "Priya Nandakumar", "by end September 2026"):
            assert words in said
        assert "Progress is as agreed, and residents were asked. (October 2026)" in said

    def test_it_stands_under_the_headings_of_the_paper_in_its_order(self, client, publication):
        said = in_words(client)
        places = [said.index(words) for words in ("Desired outcome", "Lead service area", "Timescale")]
        assert places == sorted(places)

    def test_later_edits_of_the_plan_do_not_reach_it(self, client, plan, publication):
        before = in_words(client)
        Action.objects.filter(plan=plan).update(words="Something else", ref="9z")
        Priority.objects.filter(plan=plan).update(words="Another heading")
        assert in_words(client) == before

    def test_it_leads_to_all_papers_in_which_it_stands(self, client, plan):
        issue_plan(plan, slug="first")
        way = "/plans/a-plan/actions/1a/"
        assert f'href="{way}"' in client.get("/publications/first/rows/1a/").content.decode()
        assert "Where it is in print" in in_words(client, way)

    def test_another_row_of_the_same_reference_is_named(self, client, plan):
        second = plan.actions.get(ref="1b")
        Action.objects.filter(pk=second.pk).update(ref="1a")
        issue_plan(plan, slug="first")
        assert "Also called 1a" in in_words(client)

    def test_its_queries_do_not_grow_with_the_paper(self, client, django_assert_num_queries):
        for number, size in enumerate((4, 40)):
            issue_plan(make_plan(size, slug=f"plan-{size}", title=f"Plan {size}"), slug=f"paper-{number}")
            with django_assert_num_queries(7):
                client.get(f"/publications/paper-{number}/rows/1a/")


class TestSince:
    def test_of_the_newest_paper_it_says_that_nothing_newer_was_issued(self, client, publication):
        assert "Not changed since: no newer paper of the plan has been issued." in in_words(client)

    def test_where_the_newest_says_the_same_it_says_so(self, client, plan, publication):
        newer(plan)
        assert "Not changed since: it says the same in Appendix 3" in in_words(client)

    def test_where_the_newest_differs_it_says_in_what(self, client, plan, publication):
        Action.objects.filter(plan=plan, ref="1a").update(words="Promise 1: offer two interpreters")
        newer(plan)
        said = in_words(client)
        assert "Changed since In Appendix 3" in said
        assert "Action : New wording" in said
        assert 'href="/publications/second/rows/1a/"' in client.get(ROW).content.decode()

    def test_a_new_answer_with_the_same_status_is_told(self, client, plan, publication):
        latest = Update.objects.filter(action__plan=plan, action__ref="1a").order_by(
            "-reporting_round__order"
        )[0]
        latest.pk, latest.words = None, "Another answer, with the same status."
        latest.reporting_round = ReportingRound.objects.create(
            plan=plan, key="2027-02", words="February 2027", order=99
        )
        latest.save()
        newer(plan)
        assert "February 2027 : New answer" in in_words(client)

    def test_another_lead_is_told_once(self, client, plan, publication):
        action = plan.actions.get(ref="1a")
        other = Contributor.objects.create(organisation=plan.organisation, name="Gwen Ferrier", kind="person")
        action.assignments.filter(role="lead_officer").delete()
        Action.objects.filter(pk=action.pk).update(lead_officer_words="Gwen Ferrier")
        Assignment.objects.create(action=action, contributor=other, role="lead_officer", words="Gwen Ferrier")
        newer(plan)
        said = in_words(client)
        assert said.count(": New lead") == 1, said

    def test_edits_that_were_not_issued_are_not_told(self, client, plan, publication):
        newer(plan)
        Action.objects.filter(plan=plan, ref="1a").update(words="Secretly another")
        assert "Secretly" not in in_words(client)
        assert "Not changed since" in in_words(client)

    def test_a_paper_under_embargo_is_not_told_of(self, client, plan, publication):
        Action.objects.filter(plan=plan, ref="1a").update(words="Promise 1: offer two interpreters")
        newer(plan, embargoed_until=LATER + timedelta(days=36500))
        assert "Changed since" not in in_words(client)

    def test_a_row_that_is_gone_says_so(self, client, plan, publication):
        Action.objects.filter(plan=plan, ref="1a").update(
            withdrawn_at=LATER, withdrawn_because="The contract ended.", withdrawn_by=make_person("editor")
        )
        newer(plan)
        said = in_words(client)
        assert "Not in the plan any more" in said
        assert "Withdrawn: The contract ended." in said

    def test_a_correction_is_told_with_its_words(self, client, plan, publication):
        issue_plan(
            plan, slug="mended", at=LATER, corrects=publication, note="Row 1a gave 14 routes; there are 12."
        )
        said = in_words(client)
        assert "The paper was corrected on" in said
        assert "Row 1a gave 14 routes; there are 12." in said
        assert "Read the corrected paper" in said

    def test_a_correction_that_was_withdrawn_is_not_offered_to_be_read(self, client, plan, publication):
        corrected = issue_plan(plan, slug="mended", at=LATER, corrects=publication, note="There are 12.")
        publishing.note(corrected, "withdrawn", "It named a resident.", by=make_person("publisher"), at=LATER)
        assert "The corrected paper was withdrawn since." in in_words(client)


class TestAddresses:
    def test_the_short_address_leads_to_the_row_for_good_but_is_asked_again(self, client, publication):
        response = client.get(f"/p/{publication.number}/1a")
        assert (response.status_code, response["Location"]) == (301, ROW)
        assert "no-cache" in response["Cache-Control"]

    def test_it_is_read_in_whatever_letters(self, client, publication):
        assert client.get(f"/p/{publication.number}/1A")["Location"] == ROW

    def test_a_reference_typed_as_it_is_printed_leads_there_too(self, client, plan):
        Action.objects.filter(plan=plan, ref="1a").update(ref="SR/25.1", slug="sr-25-1")
        publication = issue_plan(plan, slug="first")
        for typed in ("SR-25.1", "sr-25-1", "SR%2025.1"):
            assert (
                client.get(f"/p/{publication.number}/{typed}")["Location"]
                == "/publications/first/rows/sr-25-1/"
            )

    def test_a_reference_that_ends_like_a_file_is_the_file(self, client, publication):
        assert client.get(f"/p/{publication.number}/paper.json").status_code != 404

    def test_the_beginning_of_an_address_leads_to_the_record(self, client, publication):
        response = client.get(f"/p/{publication.number}/")
        assert (response.status_code, response["Location"]) == (301, "/publications/first/")

    @pytest.mark.parametrize("address", ["/p/{}/9z", "/publications/first/rows/9z/"])
    def test_an_unknown_row_says_which_paper_it_is_and_leads_to_it(self, client, publication, address):
        said = in_words(client, address.format(publication.number), status=404)
        assert "This paper has no row of that address" in said
        assert "Appendix 2" in said

    def test_an_unknown_paper_is_not_there(self, client, publication):
        assert client.get("/p/99999/1a").status_code == 404

    def test_the_capital_letters_of_a_row_are_put_right(self, client, publication):
        assert client.get("/publications/first/rows/1A/")["Location"] == ROW


class TestWhoMay:
    def test_before_it_is_issued_an_address_leads_to_the_paper_in_preparation(self, client, plan):
        made = prepare_plan(plan)
        assert client.get(f"/p/{made.pk}/1a").status_code == 404
        client.force_login(make_person("publisher"))
        assert client.get(f"/p/{made.pk}/1a")["Location"] == f"/preparations/{made.pk}/paper.html#1a"
        assert client.get(f"/p/{made.pk}/")["Location"] == f"/preparations/{made.pk}/"

    def test_under_embargo_it_is_not_there_for_the_public_and_is_for_the_team(self, client, plan):
        made = issue_plan(plan, slug="first", embargoed_until=ISSUED_AT + timedelta(days=36500))
        for address in (ROW, f"/p/{made.number}/1a", f"/p/{made.number}/"):
            assert client.get(address).status_code == 404
        client.force_login(make_person("editor"))
        assert "Not public yet" in in_words(client)

    def test_of_a_withdrawn_paper_only_the_marker_is_left(self, client, publication):
        by = make_person("publisher")
        publishing.note(publication, "withdrawn", "It named a member of staff.", by=by, at=LATER)
        for address in (ROW, f"/p/{publication.number}/1a"):
            response = client.get(address)
            assert response.status_code == 410
            assert "It named a member of staff." in response.content.decode()
            assert "Promise 1" not in response.content.decode()

    def test_every_row_that_was_issued_opens(self, client, publication):
        for key in IssuedRow.objects.values_list("key", flat=True):
            assert client.get(f"/publications/first/rows/{key}/").status_code == 200

    def test_the_rows_of_an_older_paper_open_as_well(self, client, plan, publication):
        newer(plan)
        assert Publication.objects.count() == 2
        assert "As printed in Appendix 2" in in_words(client)

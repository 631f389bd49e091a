"""News that came after a paper was issued: told on a sheet with only the rows that changed, each with its page."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from actionplans.models import Action, Addendum, IssuedPlan, PlanPreparation, Update
from actionplans.publications import issuing, making, supplementing
from papers import publishing
from papers.document import Addition, Band, Blank, Row, Table
from papers.models import Publication
from papers.publishing import Refused
from papers.writing import write
from tests.actionplans.layout_plans import with_recommendations
from tests.issued import ISSUED_AT, SITE, issue_plan, page_and_json
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
ADDRESS = "/publications/first/late-news/"
LATER = ISSUED_AT + timedelta(days=2)
TODAY = LATER.date()


@pytest.fixture
def plan():
    return make_plan(6, slug="a-plan")


@pytest.fixture
def publication(plan):
    return issue_plan(plan, slug="first", reference="Appendix 2", meeting_on=date(2099, 12, 2))


@pytest.fixture
def editor(client):
    client.force_login(make_person("editor"))
    return client


def add(plan, ref, words="The health centre has agreed.", on=TODAY):
    """Words added under the newest signed-off answer of this action."""
    update = (
        Update.objects.filter(action__plan=plan, action__ref=ref).order_by("-reporting_round__order").first()
    )
    order = update.addenda.count() + 1
    return Addendum.objects.create(update_added_to=update, order=order, on=on, words=words)


def news(publication):
    return supplementing.late_news(publication, today=TODAY)


def sheet(publication, *keys, note="The health centre agreed after the paper was issued."):
    return supplementing.prepare_sheet(
        publication, keys=list(keys), note=note, by=make_person("editor"), at=LATER, today=TODAY
    )


def make_sheet(preparation, *, files=False):
    return making.make(
        preparation,
        site=SITE,
        by=make_person("editor"),
        at=LATER,
        written=publishing.written if files else page_and_json,
    )


def issue_sheet(preparation, *, slug="sheet", files=False):
    made = preparation if preparation.made_at else make_sheet(preparation, files=files)
    return issuing.issue(
        made,
        version=made.version,
        made_sha256=made.made_sha256,
        by=make_person("publisher"),
        at=LATER,
        slug=slug,
    )


def in_words(client, address=ADDRESS, status=200):
    response = client.get(address)
    assert response.status_code == status
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def table_of(document):
    return next(block for block in document.blocks if isinstance(block, Table))


class TestWhatDiffers:
    def test_where_nothing_changed_nothing_is_told(self, publication):
        assert news(publication).total == 0

    def test_words_added_after_sign_off_are_news(self, plan, publication):
        add(plan, "1a")
        (row,) = news(publication).rows
        assert row.key == "1a"
        assert row.headings == (("October 2026", "Words added"),)
        assert [(words, added.words) for words, added in row.additions] == [
            ("October 2026", "The health centre has agreed.")
        ]

    def test_any_other_change_is_news_as_well(self, plan, publication):
        Action.objects.filter(plan=plan, ref="2a").update(words="Promise 3: offer two interpreters")
        (row,) = news(publication).rows
        assert (row.key, row.additions) == ("2a", ())
        assert row.headings == (("Action", "New wording"),)

    def test_the_passing_of_days_alone_is_no_news(self, publication):
        assert supplementing.late_news(publication, today=TODAY + timedelta(days=60)).total == 0

    def test_what_stands_on_an_issued_sheet_is_told_already(self, plan, publication):
        add(plan, "1a")
        told = issue_sheet(sheet(publication, "1a"))
        (row,) = news(publication).rows
        assert row.told == told
        add(plan, "1a", "It starts on 7 December.")
        (row,) = news(publication).rows
        assert row.told is None

    def test_its_queries_do_not_grow_with_the_plan(self, django_assert_max_num_queries):
        counts = []
        for size in (4, 40):
            issued = issue_plan(make_plan(size, slug=f"p{size}", title=f"P {size}"), slug=f"s{size}")
            with django_assert_max_num_queries(24) as counted:
                news(issued)
            counts.append(len(counted))
        assert counts[0] == counts[1]


class TestTheSheet:
    @pytest.fixture
    def made(self, plan, publication):
        add(plan, "1b")
        Action.objects.filter(plan=plan, ref="2a").update(words="Promise 3: offer two interpreters")
        return sheet(publication, "1b", "2a")

    @pytest.fixture
    def document(self, made):
        return making.paper_of(made, site=SITE)[0]

    def test_it_is_a_supplement_to_the_paper_with_its_note(self, made, publication):
        assert (made.kind, made.supplements, made.layout) == ("supplement", publication, publication.layout)
        assert made.title == "Supplementary sheet to Appendix 2"
        assert made.note == "The health centre agreed after the paper was issued."

    def test_it_holds_the_chosen_rows_alone_under_their_priorities(self, document):
        lines = table_of(document).rows
        assert [line.name for line in lines if isinstance(line, Row)] == ["1b", "2a"]
        assert sum(isinstance(line, Band) for line in lines) == 2

    def test_it_has_the_columns_of_the_paper_and_one_more_for_the_page(self, document, publication):
        issued = [column.heading for column in table_of(publication.read()).columns]
        now = [column.heading for column in table_of(document).columns]
        assert now == [issued[0], "Page", *issued[1:]]

    def test_each_row_says_on_which_page_of_the_paper_it_stands(self, plan):
        publication = issue_plan(plan, slug="first", reference="Appendix 2", files=True)
        add(plan, "1b")
        page = publication.issued_plan.rows.get(key="1b").page
        document = making.paper_of(sheet(publication, "1b"), site=SITE)[0]
        (row,) = [line for line in table_of(document).rows if isinstance(line, Row)]
        assert row.cells[1].parts[0].words == str(page)

    def test_a_row_that_the_paper_does_not_have_says_so(self, plan, publication):
        first = plan.actions.first()
        first.pk, first.ref, first.slug, first.order = None, "1z", "1z", 99
        first.save()
        document = making.paper_of(sheet(publication, "1z"), site=SITE)[0]
        (row,) = [line for line in table_of(document).rows if isinstance(line, Row)]
        assert row.cells[1].parts == (Blank("[Not in that paper]"),)

    def test_additions_stand_with_their_day_and_changes_have_a_word(self, document):
        rows = {line.name: line for line in table_of(document).rows if isinstance(line, Row)}
        additions = [part for cell in rows["1b"].cells for part in cell.parts if isinstance(part, Addition)]
        assert [added.on for added in additions][-1] == TODAY
        assert "Words added" in {cell.change for cell in rows["1b"].cells}
        assert "New wording" in {cell.change for cell in rows["2a"].cells}

    def test_the_meeting_of_the_sheet_stands_at_the_top_of_its_pages(self, publication, made):
        made.meeting_words = "Scrutiny, 16 December 2099"
        assert making.paper_of(made, site=SITE)[0].running_head == "Scrutiny, 16 December 2099"

    def test_its_rows_have_addresses_of_their_own(self, document, made):
        shorts = [line.short for line in table_of(document).rows if isinstance(line, Row)]
        assert shorts == [f"p/{made.pk}/1b", f"p/{made.pk}/2a"]

    def test_an_outcome_beside_several_rows_is_said_in_each_chosen_one(self):
        plan = with_recommendations()
        document = making.progress_paper(plan, today=TODAY, keyed=True, layout="outcomes")
        table = table_of(document)
        keys = [line.anchor for line in table.rows if isinstance(line, Row)]
        for key in keys:
            (row,) = [line for line in supplementing.only_rows(table, {key}).rows if isinstance(line, Row)]
            assert len(row.cells) == len(table.columns)
            assert {cell.height for cell in row.cells} == {1}

    def test_what_stands_as_above_in_the_paper_is_said_in_each_row(self, document):
        rows = {line.name: line for line in table_of(document).rows if isinstance(line, Row)}
        at = [column.key for column in table_of(document).columns].index("outcome")
        assert rows["1b"].cells[at].parts[0].words == "Everybody gets the same answer, 1"

    def test_it_can_be_written_in_every_format(self, document):
        for format in ("pdf", "docx", "xlsx", "csv", "json"):
            assert write(document, format)

    def test_issued_it_has_files_and_the_public_goes_on_reading_the_whole_paper(self, made, publication):
        issued = issue_sheet(made)
        assert issued.files.filter(part="paper").exists()
        assert not IssuedPlan.objects.filter(publication=issued).exists()
        assert IssuedPlan.objects.newest().get().publication == publication
        notice = publication.notices.get()
        assert (notice.kind, notice.points_to) == ("late_news", issued)

    def test_it_is_not_issued_after_a_new_choice_about_names(self, plan, made):
        waiting = make_sheet(made)
        plan.prints_names = False
        plan.save()
        with pytest.raises(Refused, match="names are printed was changed"):
            issue_sheet(waiting)

    def test_it_is_not_issued_once_its_paper_is_withdrawn(self, publication, made):
        publishing.note(publication, "withdrawn", "It named somebody.", by=make_person("publisher"), at=LATER)
        with pytest.raises(Refused, match="this sheet adds to was withdrawn"):
            issue_sheet(made)

    def test_it_is_not_issued_once_a_newer_paper_is(self, plan, made):
        issue_plan(plan, at=ISSUED_AT + timedelta(days=1))
        with pytest.raises(Refused, match="Late news belongs to that one"):
            issue_sheet(made)

    def test_its_rows_open_at_their_addresses(self, client, made, publication):
        issued = issue_sheet(made)
        assert client.get(f"/p/{issued.number}/1B")["Location"] == "/publications/sheet/rows/1b/"
        said = in_words(client, "/publications/sheet/rows/1b/")
        assert "The health centre has agreed." in said
        assert "This sheet adds to Appendix 2" in said
        assert client.get("/publications/sheet/rows/1c/").status_code == 404

    def test_the_row_of_the_paper_leads_to_the_news_of_it(self, client, made, publication):
        issue_sheet(made)
        assert "Late news of this row on" in in_words(client, "/publications/first/rows/1b/")
        assert "Late news of this row on" not in in_words(client, "/publications/first/rows/1a/")

    def test_the_feed_of_an_action_tells_of_late_news_on_it_alone(self, client, made, publication):
        issue_sheet(made)
        told = {
            key: client.get(f"/plans/a-plan/actions/{key}/feed.atom").content.decode() for key in ("1a", "1b")
        }
        assert "<title>Late news: Supplementary sheet to Appendix 2</title>" in told["1b"]
        assert made.note in told["1b"]
        assert "/publications/sheet/rows/1b/" in told["1b"]
        assert "Late news" not in told["1a"]


class TestRefusals:
    def test_a_sheet_without_rows_is_refused(self, publication):
        with pytest.raises(Refused, match="Choose at least one row"):
            sheet(publication)

    def test_a_row_that_does_not_differ_is_refused(self, publication):
        with pytest.raises(Refused, match="does not differ"):
            sheet(publication, "1a")

    def test_late_news_belongs_to_the_newest_paper(self, plan, publication):
        issue_plan(plan, slug="second", at=LATER)
        add(plan, "1a")
        with pytest.raises(Refused, match="newer paper"):
            sheet(publication, "1a")


class TestThePage:
    def test_it_lists_what_differs_with_what_was_added(self, editor, plan, publication):
        add(plan, "1a")
        said = in_words(editor)
        assert "1 row differs from what was issued" in said
        assert "The health centre has agreed." in said

    def test_where_nothing_differs_it_says_so(self, editor, publication):
        assert "Nothing differs from what was issued" in in_words(editor)

    def test_additions_are_chosen_already_and_other_changes_are_not(self, editor, plan, publication):
        add(plan, "1a")
        Action.objects.filter(plan=plan, ref="2a").update(words="Another promise")
        page = editor.get(ADDRESS).content.decode()
        assert re.search(r'value="1a" id="row-1a" checked', page)
        assert not re.search(r'value="2a" id="row-2a" checked', page)

    def test_sent_it_prepares_the_sheet_once_and_leads_to_it(self, editor, plan, publication):
        add(plan, "1a")
        form = {"key": "k1", "version": "0", "rows": ["1a"], "note": "The health centre agreed."}
        first, again = editor.post(ADDRESS, form), editor.post(ADDRESS, form)
        made = PlanPreparation.objects.get(supplements=publication)
        assert (first.status_code, first["Location"]) == (302, f"/preparations/{made.pk}/")
        assert again["Location"] == first["Location"]
        assert made.row_keys == "1a"

    def test_without_a_row_or_a_note_it_says_what_to_do_and_keeps_what_was_typed(
        self, editor, plan, publication
    ):
        add(plan, "1a")
        response = editor.post(ADDRESS, {"key": "k1", "version": "0", "note": "Typed already"})
        assert response.status_code == 422
        page = response.content.decode()
        assert "Choose at least one row for the sheet." in page
        assert "Typed already" in page
        response = editor.post(ADDRESS, {"key": "k1", "version": "0", "rows": ["1a"]})
        assert "Say in a sentence what came late." in response.content.decode()

    def test_after_the_meeting_it_suggests_the_next_paper_and_still_allows_a_sheet(self, editor, plan):
        issue_plan(plan, slug="first", meeting_on=timezone.localdate() - timedelta(days=1))
        add(plan, "1a")
        said = in_words(editor)
        assert "The meeting is over" in said
        assert "prepare the next paper" in said
        assert "Prepare the sheet" in said

    def test_a_sheet_in_preparation_and_one_issued_are_named(self, editor, plan, publication):
        add(plan, "1a")
        made = sheet(publication, "1a")
        assert "In preparation already: Supplementary sheet to Appendix 2" in in_words(editor)
        issue_sheet(made)
        assert "Issued already: Supplementary sheet to Appendix 2" in in_words(editor)

    def test_of_a_sheet_it_is_the_page_of_its_paper(self, editor, plan, publication):
        add(plan, "1a")
        issue_sheet(sheet(publication, "1a"))
        assert editor.get("/publications/sheet/late-news/")["Location"] == ADDRESS

    def test_of_a_withdrawn_paper_there_is_no_late_news(self, editor, publication):
        publishing.note(publication, "withdrawn", "In error.", by=make_person("publisher"), at=LATER)
        assert editor.get(ADDRESS).status_code == 410

    def test_a_newer_paper_is_pointed_to(self, editor, plan, publication):
        issue_plan(plan, slug="second", at=LATER)
        assert "A newer paper was issued" in in_words(editor)
        assert Publication.objects.count() == 2

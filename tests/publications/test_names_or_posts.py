"""In a plan that prints posts only, no officer's name is in anything that is issued; in one that prints names they all are."""

import io
import shutil
import subprocess
import zipfile
from datetime import timedelta

import pytest
from named_plans import AS_AT, NEEDLES, POST, SERVICE, named_plan

from actionplans.models import IssuedRow
from actionplans.papers import LAYOUTS, progress_paper
from actionplans.papers.entries import frozen_rows
from actionplans.publications import issuing
from papers import phrases
from papers.document import Names
from papers.publishing import Refused
from papers.writing import FORMATS, write
from tests.issued import ISSUED_AT, issue_plan, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
# Of a paper with names, where a round was run here.
QUERIES = 10


def words_in(format, content):
    """Everything that a reader, or somebody who looks into the file, can find in it."""
    if format.startswith("pdf"):
        return _read_pdf(content) + content.decode("latin-1")
    if format in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return content.decode()


def _read_pdf(content):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not here to read the PDF back")
    told = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=True
    )
    return told.stdout.decode()


def named_in(words):
    return [needle for needle in NEEDLES if needle in words.casefold()]


def test_an_officer_without_a_post_is_not_said_to_be_missing_as_well(client):
    plan = make_plan(4, slug="plan", rounds=1)
    plan.prints_names = False
    plan.save()
    issue_plan(plan)
    shown = client.get("/plans/plan/").content.decode()
    assert f'<span class="blank">{phrases.POST_NOT_STATED}</span>' in shown
    assert f'{phrases.POST_NOT_STATED}</span>; <span class="blank">{phrases.NO_OFFICER}' not in shown


@pytest.fixture(params=sorted(LAYOUTS))
def layout(request):
    return request.param


def cells_of(plan, key):
    """{reference: what a column of the plan's rows prints}."""
    _, entries = frozen_rows(plan, layout=plan.layout, today=AS_AT)
    return {one.ref: one.cells[key] for one in entries if one.ref}


class TestPostsOnly:
    def test_no_file_of_any_format_has_a_name(self, layout):
        publication = issue_plan(named_plan(layout), files=True, as_at=AS_AT)
        files = list(publication.files.all())
        assert {one.format for one in files if one.part == "paper"} == {"html", *FORMATS}
        found = {(one.part, one.format): named_in(words_in(one.format, one.plain)) for one in files}
        assert found == dict.fromkeys(found, [])

    def test_neither_has_any_issued_row_its_search_or_its_filter(self, layout):
        publication = issue_plan(named_plan(layout), as_at=AS_AT)
        issued = publication.issued_plan
        assert named_in(issued.content) == []
        for row in IssuedRow.objects.filter(issue=issued):
            assert named_in("\n".join([row.title, row.leads, row.search, row.content])) == []

    def test_the_working_paper_shows_what_will_be_printed(self, layout):
        plan = named_plan(layout)
        document = progress_paper(plan, today=AS_AT)
        assert named_in(write(document, "csv").decode()) == []
        assert named_in(write(progress_paper(plan, today=AS_AT, names=True), "csv").decode())

    def test_the_post_stands_else_the_service_else_what_is_not_stated(self):
        leads = cells_of(named_plan("priorities"), "lead_officer")
        assert leads["1a"] == (Names((POST, f"{SERVICE} (evenings)")),)
        assert leads["1b"][0] == Names(("Head of Libraries",))
        assert leads["1b"][1].words == phrases.POST_NOT_STATED

    def test_a_cell_as_printed_that_names_nobody_stays_as_printed(self):
        plan = named_plan("priorities")
        plan.actions.filter(ref="1c").update(lead_officer_words="Head of Libraries (acting)")
        assert cells_of(plan, "lead_officer")["1c"] == (Names(("Head of Libraries (acting)",)),)

    def test_a_cell_that_says_nobody_yet_stays_as_printed(self):
        plan = named_plan("priorities")
        plan.actions.filter(ref="1c").update(supporting_words="TBC")
        assert cells_of(plan, "supporting")["1c"] == (Names(("TBC",)),)

    def test_a_half_that_is_called_by_a_name_is_called_by_the_post(self):
        plan, _ = frozen_rows(named_plan("priorities"), layout="priorities", today=AS_AT)
        halves = {half for ref, half, *_ in plan.rounds[-1].missing if ref == "1d"}
        assert halves == {POST, "External"}

    def test_answers_of_two_leads_are_told_apart_by_their_posts(self):
        _, entries = frozen_rows(named_plan("priorities"), layout="priorities", today=AS_AT)
        shelves = next(one for one in entries if one.ref == "1b")
        labels = [part.label for part in shelves.answers[0].parts]
        assert labels == ["Head of Libraries:", f"{phrases.POST_NOT_STATED}:"]

    def test_who_did_not_answer_is_told_by_post(self):
        plan, _ = frozen_rows(named_plan("priorities"), layout="priorities", today=AS_AT)
        who = {ref: told for ref, _, told, *_ in plan.rounds[-1].missing}
        assert who["1a"] == "Equality Team"
        assert who["1b"] == f"Head of Libraries, {phrases.POST_NOT_STATED}"

    def test_who_is_responsible_for_a_recommendation_is_told_by_post(self):
        document = progress_paper(named_plan("recommendations"), today=AS_AT)
        printed = write(document, "csv").decode()
        assert f"Lend to all. [responsibility: {POST}]" in printed
        assert "Ask all. [responsibility: post not stated]" in printed

    def test_a_name_that_was_merged_into_a_post_is_not_printed(self):
        plan = named_plan("priorities")
        lead = plan.actions.get(ref="1c").assignments.get()
        lead.words = "Gwen Tudor"
        lead.save()
        lead.contributor.aliases.create(organisation=plan.organisation, words="Gwen Tudor", key="gwen tudor")
        plan.actions.filter(ref="1c").update(lead_officer_words="Gwen Tudor")
        assert cells_of(plan, "lead_officer")["1c"] == (Names(("Head of Libraries",)),)

    def test_a_status_is_worked_out_as_where_names_are_printed(self):
        plan = named_plan("priorities")
        for half, words in (("Priya Nandakumar", "Red"), ("external", "Green")):
            held = plan.rounds.get(key="2026-04")
            lead = plan.actions.get(ref="1d").assignments.get(qualifier=half)
            plan.actions.get(ref="1d").updates.create(
                reporting_round=held,
                assignment=lead,
                words="Said.",
                state="signed_off",
                status=plan.scale.statuses.get(words=words),
            )
        _, posts = frozen_rows(plan, layout="priorities", today=AS_AT)
        plan.prints_names = True
        _, names = frozen_rows(plan, layout="priorities", today=AS_AT)
        assert [one.status for one in posts] == [one.status for one in names]


class TestNames:
    def test_names_stand_where_the_plan_prints_them(self, layout):
        publication = issue_plan(named_plan(layout, prints_names=True), as_at=AS_AT)
        files = {
            one.format: words_in(one.format, one.plain) for one in publication.files.filter(part="paper")
        }
        assert all("Ioan Prosser" in words for words in files.values())
        rows = IssuedRow.objects.filter(issue=publication.issued_plan)
        assert "\nPriya Nandakumar\n" in rows.get(ref="1a").leads


class TestFrozen:
    def test_the_publication_says_which_and_who_decided(self):
        chosen = "as the plan’s owner chose on 12 March 2025"
        publication = issue_plan(named_plan("aims", prints_names_because=chosen), as_at=AS_AT)
        assert publication.names_words == (
            "Officers’ posts are printed, not their names. As the plan’s owner chose on 12 March 2025."
        )

    def test_where_nobody_said_who_decided_nothing_is_made_up(self):
        publication = issue_plan(named_plan("aims", prints_names=True), as_at=AS_AT)
        assert publication.names_words == "Officers’ names are printed."

    def test_another_choice_afterwards_changes_nothing_that_was_issued(self):
        plan = named_plan("priorities")
        publication = issue_plan(plan, as_at=AS_AT)
        before = [one.plain for one in publication.files.all()]
        rows = list(publication.issued_plan.rows.values_list("content", "leads"))
        plan.prints_names = True
        plan.save()
        publication = type(publication).objects.get(pk=publication.pk)
        assert [one.plain for one in publication.files.all()] == before
        assert list(publication.issued_plan.rows.values_list("content", "leads")) == rows
        assert publication.names_words.startswith("Officers’ posts")
        assert not publication.issued_plan.prints_names

    def test_a_choice_between_making_and_issuing_has_to_be_looked_at_again(self):
        plan = named_plan("priorities")
        preparation = prepare_plan(plan, as_at=AS_AT)
        type(plan).objects.filter(pk=plan.pk).update(prints_names=True)
        with pytest.raises(Refused, match="names"):
            issuing.issue(
                preparation,
                version=preparation.version,
                made_sha256=preparation.made_sha256,
                by=make_person("publisher"),
                at=ISSUED_AT,
            )


def test_posts_cost_one_query_more_at_any_size(django_assert_num_queries):
    plan = named_plan("priorities")
    with django_assert_num_queries(QUERIES):
        progress_paper(plan, today=AS_AT, names=True)
    with django_assert_num_queries(QUERIES + 1):
        progress_paper(plan, today=AS_AT)


def test_what_changed_since_a_paper_with_names_says_none_of_them(layout):
    plan = named_plan(layout, prints_names=True)
    issue_plan(plan, as_at=AS_AT)
    type(plan).objects.filter(pk=plan.pk).update(prints_names=False)
    plan.refresh_from_db()
    # Gone and changed rows tell of what stood before.
    plan.actions.filter(ref="1b").update(words="Lower every shelf")
    plan.recommendations.filter(number="2").update(words="Ask all who come.")
    plan.recommendations.filter(number="1").update(words="Lend to everybody.")
    action = plan.actions.get(ref="1d")
    action.withdrawn_at, action.withdrawn_because = ISSUED_AT, "Not wanted."
    action.save()
    publication = issue_plan(plan, at=ISSUED_AT + timedelta(days=1), files=True, as_at=AS_AT)
    files = list(publication.files.all())
    assert "changes" in {one.part for one in files}
    found = {(one.part, one.format): named_in(words_in(one.format, one.plain)) for one in files}
    assert found == dict.fromkeys(found, [])

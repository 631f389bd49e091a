"""The archive: every issued paper, found by plan, body, committee, year and words."""

import re
from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from django.utils import timezone

from papers import publishing
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_organisation, make_person, make_plan

pytestmark = pytest.mark.django_db
ARCHIVE = "/publications/"
MAY = datetime(2025, 5, 18, 9, tzinfo=UTC)


def in_words(client, **asked):
    response = client.get(ARCHIVE, asked)
    assert response.status_code == 200
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL).group()
    main = re.sub(r"<form.*?</form>", "", main, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def papers():
    vale = make_plan(2, slug="vale", title="Vale plan")
    hill = make_plan(2, slug="hill", title="Hill plan", organisation=make_organisation("Hill District"))
    issue_plan(vale, slug="vale-2025", at=MAY, reference="Appendix 1", committee="Cabinet", title="Early")
    issue_plan(vale, slug="vale-2026", reference="Appendix 2", committee="Scrutiny", title="Buses")
    issue_plan(hill, slug="hill-2026", committee="Scrutiny", title="Hedges")
    return vale, hill


def test_the_newest_stands_first_under_its_year(client, papers):
    words = in_words(client)
    order = [words.index(each) for each in ("Issued in 2026", "Buses", "Issued in 2025", "Early")]
    assert order == sorted(order)
    assert "Borough of Marlow Vale: Vale plan" in words
    assert "Issued 16 November 2026, as at 9 November 2026 For Scrutiny" in words
    assert "Showing 1 to 3 of 3." in words


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"plan": "vale"}, {"Early", "Buses"}),
        ({"body": "Hill District"}, {"Hedges"}),
        ({"committee": "Scrutiny"}, {"Buses", "Hedges"}),
        ({"year": "2025"}, {"Early"}),
        ({"q": "appendix"}, {"Early", "Buses"}),
        ({"q": "appendix cabinet"}, {"Early"}),
        ({"year": "2026", "plan": "vale"}, {"Buses"}),
        ({"q": "Zzyzx"}, set()),
    ],
)
def test_papers_are_found(client, papers, asked, titles):
    words = in_words(client, **asked)
    assert {title for title in ("Early", "Buses", "Hedges") if title in words} == titles
    if not titles:
        assert "No paper is like that." in words


@pytest.mark.parametrize("asked", [{"plan": "nowhere"}, {"year": "abc"}, {"body": "X"}, {"committee": "Y"}])
def test_what_is_not_here_is_left_out_and_said_so(client, papers, asked):
    words = in_words(client, **asked)
    assert "it was left out" in words
    assert "Showing 1 to 3 of 3." in words


def test_a_page_that_is_not_there_is_said_so(client, papers):
    assert "There is no such page of this list: this is page 1 of 1." in in_words(client, page="9")


def test_an_empty_archive_says_so(client):
    assert "No paper was issued here yet." in in_words(client)


def test_the_year_turns_at_midnight_here(client):
    # In summer the clock here is an hour ahead; in winter it is not.
    plan = make_plan(2, slug="vale")
    issue_plan(plan, slug="late", at=datetime(2025, 12, 31, 23, 59, tzinfo=UTC), title="Late")
    assert "Late" in in_words(client, year="2025")


def test_what_waits_for_its_day_is_for_those_who_may_read_it(client, papers):
    vale, _ = papers
    issue_plan(vale, slug="secret", title="Secret", embargoed_until=timezone.now() + timedelta(days=9))
    assert "Secret" not in in_words(client)
    assert "Secret" not in in_words(client, q="Secret")
    client.force_login(make_person("editor"))
    assert "Not public before" in in_words(client)


def test_a_word_of_what_waits_is_looked_for_as_nonsense_is(client, papers):
    vale, _ = papers
    waits = timezone.now() + timedelta(days=9)
    issue_plan(vale, slug="secret", title="Quillwort", committee="Pennyroyal", embargoed_until=waits)
    found = client.get(ARCHIVE, {"q": "Quillwort"}).content.decode()
    nonsense = client.get(ARCHIVE, {"q": "Zzyzxwort"}).content.decode()
    assert found.replace("Quillwort", "Zzyzxwort") == nonsense
    assert "Pennyroyal" not in client.get(ARCHIVE).content.decode()


def test_what_became_of_a_paper_stands_beside_it(client, papers):
    vale, _ = papers
    paper = issue_plan(vale, slug="third", at=ISSUED_AT + timedelta(days=1))
    issue_plan(vale, slug="fourth", at=ISSUED_AT + timedelta(days=2), corrects=paper, note="Twelve.")
    publishing.note(paper, "withdrawn", "Named.", by=make_person("publisher"), at=ISSUED_AT)
    words = in_words(client)
    assert "Corrected paper" in words
    assert "Was corrected on 18 November 2026" in words
    assert "Withdrawn on 16 November 2026" in words


def test_a_plan_that_was_renamed_stands_under_its_newest_name(client, papers):
    vale, _ = papers
    vale.title = "Vale plan, renewed"
    vale.save()
    issue_plan(vale, slug="renamed", at=ISSUED_AT + timedelta(days=1))
    content = client.get(ARCHIVE).content.decode()
    assert content.count('<option value="vale">') == 1
    assert '<option value="vale">Vale plan, renewed</option>' in content


def test_the_archive_costs_as_many_queries_with_many_papers_as_with_few(
    client, papers, django_assert_max_num_queries
):
    vale, _ = papers
    counts = []
    for number in range(2):
        with django_assert_max_num_queries(10) as captured:
            client.get(ARCHIVE)
        counts.append(len(captured))
        for each in range(6):
            paper = issue_plan(vale, slug=f"p-{number}-{each}")
            publishing.note(paper, "late_news", "More.", by=make_person("publisher"), at=ISSUED_AT)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("asked", ["", "?q=a&plan=vale", "?page=2&year=x", "?q=%00&plan=%00"])
@pytest.mark.parametrize("role", [None, "editor"])
def test_the_archive_is_valid(client, papers, asked, role):
    if role:
        client.force_login(make_person(role))
    content = client.get(f"{ARCHIVE}{asked}").content.decode()
    html5lib.HTMLParser(strict=True).parse(content)
    assert content.count("<h1") == 1


def test_a_reader_is_given_no_cookie(client, papers):
    assert client.get(ARCHIVE).cookies == {}


def test_the_archive_leads_to_its_feed(client, papers):
    assert (
        '<link rel="alternate" type="application/atom+xml" title="Issued papers" href="/publications/feed.atom">'
        in (client.get(ARCHIVE).content.decode())
    )
    assert 'href="/plans/vale/feed.atom"' in client.get(ARCHIVE, {"plan": "vale"}).content.decode()

"""The record of an issued paper: what it is, its files, and what came after it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import html5lib
import pytest
from django.utils import timezone

from papers import publishing
from papers.document import Row
from papers.models import Check, Publication
from papers.naming import named
from papers.writing import json_file
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
RECORD = "/publications/appendix-2/"
LATER = ISSUED_AT + timedelta(days=4)


@pytest.fixture
def plan():
    return make_plan(6, slug="a-plan")


@pytest.fixture
def publication(plan):
    return issue_plan(
        plan,
        slug="appendix-2",
        reference="Appendix 2",
        title="Progress to October 2026",
        meeting_words="item 7, Corporate Scrutiny, 2 December 2026",
    )


def shown(client, address=RECORD):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def in_words(client, address=RECORD):
    """The main part of the page without its tags."""
    content = shown(client, address)
    main = re.search(r"<main.*</main>", content, re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_record_says_what_was_issued_when_by_whom_and_for_what(client, publication):
    words = in_words(client)
    assert "Issued paper · will not change Appendix 2: Progress to October 2026" in words
    assert "As at 9 November 2026" in words
    assert "Issued 16 November 2026, 2.40 pm" in words
    assert "By Publisher Prepared by Editor" in words
    assert "For item 7, Corporate Scrutiny, 2 December 2026" in words


def test_a_paper_of_one_person_says_so(client, plan):
    plan.organisation.issues_with_two = False
    plan.organisation.save()
    editor = make_person("editor")
    issue_plan(plan, slug="appendix-2", by=editor)
    assert "Prepared by the same person, as the body’s setting allows" in in_words(client)


def test_each_file_is_offered_with_its_size_at_an_address_that_may_be_kept(client, publication):
    content = shown(client)
    file = publication.files.get(format="json", part="paper")
    assert f'<a href="/publications/appendix-2/{file.sha256}.json">JSON</a>' in content
    assert f"{file.size / 1000:.0f} kB, with a described structure" in content
    assert '<a href="/publications/appendix-2/paper/">Page</a>' in content


def test_the_fingerprint_stands_in_groups_of_four(client, publication):
    fours = " ".join(re.findall("....", publication.sha256))
    assert fours in in_words(client)


def test_the_paper_before_it_stands_with_its_fingerprint(client, publication, plan):
    issue_plan(plan, slug="appendix-3", at=LATER)
    words = in_words(client, "/publications/appendix-3/")
    assert " ".join(re.findall("....", publication.sha256)) in words
    assert "A newer paper" not in words
    assert "A newer paper on this plan was issued on 20 November 2026" in in_words(client)


def test_a_correction_says_as_well_that_a_newer_paper_came(client, publication, plan):
    issue_plan(plan, slug="corrected", at=LATER, corrects=publication, note="There are 12 routes, not 14.")
    assert "A newer paper" not in in_words(client, "/publications/corrected/")
    issue_plan(plan, slug="appendix-3", at=LATER + timedelta(days=1))
    assert "A newer paper on this plan was issued on 21 November" in in_words(
        client, "/publications/corrected/"
    )
    assert "Was corrected on 20 November 2026" in in_words(client, "/publications/")


def test_a_correction_stands_on_both(client, publication, plan):
    issue_plan(plan, slug="corrected", at=LATER, corrects=publication, note="There are 12 routes, not 14.")
    old, new = in_words(client), in_words(client, "/publications/corrected/")
    assert "Corrected on 20 November 2026 There are 12 routes, not 14. Read the corrected paper" in old
    assert "This one stays as it was issued." in old
    assert "20 November 2026: corrected" in old
    assert "This corrects an earlier paper There are 12 routes, not 14." in new
    assert "Corrected paper · will not change" in new


def test_a_correction_that_was_withdrawn_is_not_offered_to_be_read(client, publication, plan):
    corrected = issue_plan(
        plan, slug="corrected", at=LATER, corrects=publication, note="There are 12 routes."
    )
    publishing.note(corrected, "withdrawn", "It named a resident.", by=make_person("publisher"), at=LATER)
    old, new = in_words(client), in_words(client, "/publications/corrected/")
    assert "Read the corrected paper" not in old
    assert "The corrected paper was withdrawn since. This one stays as it was issued." in old
    assert "issued 20 November 2026, withdrawn since" in old
    assert "It took the place of Appendix 2" in new
    archive = in_words(client, "/publications/")
    assert "Was corrected on 20 November 2026 , withdrawn since" in archive


def test_only_the_newest_paper_offers_to_be_corrected_or_added_to(client, publication, plan):
    issue_plan(plan, slug="newer", at=LATER)
    client.force_login(make_person("editor"))
    assert "/correct/" not in shown(client)
    assert "/late-news/" not in shown(client)
    newer = client.get("/publications/newer/").content.decode()
    assert "/publications/newer/correct/" in newer
    assert "/publications/newer/late-news/" in newer


def test_late_news_stands_on_both(client, publication, plan):
    issue_plan(plan, slug="sheet", at=LATER, supplements=publication, note="The venue has agreed.")
    assert "Late news on 20 November 2026 The venue has agreed." in in_words(client)
    assert "This adds to an earlier paper The venue has agreed." in in_words(client, "/publications/sheet/")


def test_a_correction_that_is_not_out_yet_is_not_spoken_of(client, publication, plan):
    waiting = timezone.now() + timedelta(days=9)
    issue_plan(
        plan, slug="corrected", at=LATER, corrects=publication, note="Sixteen.", embargoed_until=waiting
    )
    before = in_words(client)
    assert "Sixteen" not in before
    assert "Nothing was corrected, added or withdrawn." in before
    client.force_login(make_person("editor"))
    assert "Sixteen" in in_words(client)


def test_a_withdrawn_paper_leaves_its_record_and_no_way_to_its_files(client, publication):
    publishing.note(publication, "withdrawn", "It named a child.", by=make_person("publisher"), at=LATER)
    content = shown(client)
    assert "Withdrawn on 20 November 2026" in content
    assert "It named a child." in content
    assert "Read or take away" not in content
    assert publication.files.first().sha256 not in content


def test_those_who_may_read_it_before_its_day_are_told_which_day(client, plan):
    issue_plan(plan, slug="appendix-2", embargoed_until=timezone.now() + timedelta(days=9))
    assert client.get(RECORD).status_code == 404
    client.force_login(make_person("editor"))
    words = in_words(client)
    assert "Not public yet" in words
    assert "Public from" in words


@pytest.mark.parametrize(
    ("role", "may"), [(None, False), ("member", False), ("editor", False), ("publisher", True)]
)
def test_the_way_to_withdraw_is_shown_to_those_who_may(client, publication, role, may):
    if role:
        client.force_login(make_person(role))
    assert ("/publications/appendix-2/withdraw/" in shown(client)) is may


def test_the_last_check_is_told(client, publication):
    assert "Checked" not in in_words(client)
    Check.objects.create(at=LATER, publications=1, files=2, findings=0)
    assert "Checked 20 November 2026: all files are as issued." in in_words(client)


def test_a_check_that_found_something_does_not_say_otherwise(client, publication):
    Check.objects.create(at=LATER, publications=1, files=2, findings=3)
    assert "Checked 20 November 2026: 3 findings" in in_words(client)


def test_a_check_before_it_was_issued_is_none_of_it(client, publication):
    Check.objects.create(at=ISSUED_AT - timedelta(days=1), publications=1, files=2, findings=0)
    assert "Checked" not in in_words(client)


def test_whether_names_are_printed_is_told(client, publication):
    assert "Names Officers’ names are printed." in in_words(client)


def test_a_record_costs_as_many_queries_with_many_papers_as_with_few(
    client, publication, plan, django_assert_max_num_queries
):
    counts = []
    for number in range(2):
        with django_assert_max_num_queries(20) as captured:
            client.get(RECORD)
        counts.append(len(captured))
        for each in range(4):
            issue_plan(plan, slug=f"p-{number}-{each}", at=LATER)
    assert counts[0] == counts[1]


def with_part(publication, part, document):
    file = publishing.stored(part, "json", json_file.write(document))
    publication.files.model.objects.create(publication=publication, **file)


def test_what_changed_and_what_came_stand_in_the_record(client, publication):
    with_part(publication, "changes", publication.read("paper"))
    content = client.get(RECORD).content.decode()
    assert '<h2 id="receipt" dir="auto">What was asked for and what came</h2>' in content
    assert 'id="changed"' in content
    names = re.findall(r'\sid="([^"]*)"', content)
    assert len(names) == len(set(names))


def test_a_long_list_of_changes_is_shown_in_short(client, monkeypatch, publication):
    monkeypatch.setattr("papers.records.ROWS_IN_SHORT", 2)
    document = publication.read("paper")
    with_part(publication, "changes", replace(document, blocks=document.blocks[:1]))
    rows = sum(isinstance(row, Row) for row in document.blocks[0].rows)
    assert f"{rows - 2} more rows changed. Read everything that changed" in in_words(client)


@pytest.mark.parametrize("role", [None, "editor", "publisher"])
@pytest.mark.parametrize("address", ["", "proof/", "paper/", "withdraw/"])
def test_every_page_of_a_paper_is_valid(client, publication, plan, address, role):
    issue_plan(plan, slug="corrected", at=LATER, corrects=publication, note="Twelve.")
    if role:
        client.force_login(make_person(role))
    content = client.get(f"{RECORD}{address}", follow=True).content.decode()
    html5lib.HTMLParser(strict=True).parse(content)
    assert content.count("<h1") == 1
    names = re.findall(r'\sid="([^"]*)"', content)
    assert len(names) == len(set(names))


def test_the_moment_is_the_one_here(client, publication):
    summer = Publication.objects.get(pk=publication.pk)
    assert summer.published_at == ISSUED_AT
    assert "2.40 pm" in in_words(client)


def test_the_day_of_the_meeting_is_said_once(client, plan):
    words = {"meeting_words": "Scrutiny, 2 December 2026, item 7", "meeting_on": date(2026, 12, 2)}
    issue_plan(plan, slug="appendix-2", **words)
    assert in_words(client).count("2 December 2026") == 1
    assert in_words(client, "/publications/").count("2 December 2026") == 1


def test_the_day_of_the_meeting_follows_words_without_it(client, plan):
    issue_plan(plan, slug="appendix-2", committee="Scrutiny", meeting_on=date(2026, 12, 2))
    assert "For Scrutiny, 2 December 2026" in in_words(client)


def test_a_title_that_begins_with_its_reference_is_not_given_it_twice(client, plan):
    issue_plan(plan, slug="appendix-2", reference="Appendix 1", title="Appendix 1 - Senior managers")
    assert "Appendix 1: Appendix 1" not in in_words(client)
    assert named("Appendix 2", "Supplementary sheet to Appendix 2") == "Supplementary sheet to Appendix 2"
    assert named("Appendix 1", "Appendix 12") == "Appendix 1: Appendix 12"

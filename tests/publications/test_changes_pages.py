"""What changed, on screen: between any two papers of a plan, and in a plan since its last paper."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.publications import comparing
from papers import publishing
from tests.changed_plans import NOVEMBER, change, first_paper, issue_again, issued_twice
from tests.issued import issue_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_compared_yet():
    comparing._compared.cache_clear()


def changes_address(later, since=None):
    address = f"/publications/{later.slug}/changes/"
    return f"{address}?since={since.slug}" if since else address


def withdraw(paper):
    publishing.note(
        paper,
        "withdrawn",
        "It named a resident.",
        by=make_person("publisher"),
        at=datetime(2026, 11, 20, tzinfo=UTC),
    )


def test_a_paper_is_compared_with_the_one_before_it(client):
    _, first, second = issued_twice()
    page = client.get(changes_address(second)).content.decode()
    assert '<h1 dir="auto">What changed since 18 May 2026</h1>' in page
    assert "Issued with the paper; it will not change." in page
    assert first.get_absolute_url() in page
    assert client.get(changes_address(second, first)).content.decode() == page


def test_the_frozen_paper_of_changes_is_used_as_it_was_issued(client, monkeypatch):
    _, first, second = issued_twice()
    monkeypatch.setattr(comparing, "_compared", None)
    assert client.get(changes_address(second, first)).status_code == 200


def test_any_two_papers_are_compared_on_demand(client):
    plan, first, _ = issued_twice()
    plan.actions.filter(ref="1b").update(words="Ask twice.")
    third = issue_plan(
        plan, slug="third", as_at=date(2026, 11, 18), at=datetime(2026, 11, 19, 12, tzinfo=UTC)
    )
    page = client.get(changes_address(third, first)).content.decode()
    assert "Worked out from what was issued" in page
    assert "What changed since 18 May 2026" in page
    assert "Ask twice." in page
    assert "Open again" in page


def test_asked_the_wrong_way_round_the_later_paper_comes_second(client):
    _, first, second = issued_twice()
    response = client.get(changes_address(first, second))
    assert (response.status_code, response.url) == (302, changes_address(second, first))
    response = client.get(f"/publications/{first.slug}/changes/{second.slug}.pdf")
    assert (response.status_code, response.url) == (
        302,
        f"/publications/{second.slug}/changes/{first.slug}.pdf",
    )


def test_the_first_paper_says_that_there_is_none_before_it(client):
    _, first = first_paper()
    page = client.get(changes_address(first)).content.decode()
    assert "There is no earlier paper to compare this one with" in page


@pytest.mark.parametrize("gone", ["later", "since"])
def test_in_the_place_of_a_comparison_with_a_withdrawn_paper_its_marker_stands(client, gone):
    _, first, second = issued_twice()
    withdrawn = second if gone == "later" else first
    withdraw(withdrawn)
    for address in (changes_address(second, first), f"/publications/{second.slug}/changes/{first.slug}.docx"):
        response = client.get(address)
        assert response.status_code == 410
        assert response.context["publication"] == withdrawn
        assert "It named a resident." in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [(None, 404), ("lead", 404), ("editor", 200), ("publisher", 200)]
)
def test_a_paper_under_embargo_is_compared_for_those_who_may_read_it(client, role, status):
    plan, first = first_paper()
    change(plan)
    second = issue_again(plan, embargoed_until=timezone.now() + timedelta(days=2))
    if role:
        client.force_login(make_person(role))
    assert client.get(changes_address(second, first)).status_code == status
    assert client.get(changes_address(second)).status_code == status


def test_papers_of_two_plans_are_not_compared(client):
    _, first = first_paper()
    other = issue_plan(make_plan(4, title="Another plan"), slug="another")
    assert client.get(changes_address(other, first)).status_code == 404


def test_the_files_are_made_on_demand_and_not_sent_twice(client):
    plan, first, _ = issued_twice()
    third = issue_plan(plan, slug="third", as_at=date(2026, 12, 1))
    address = f"/publications/third/changes/{first.slug}.docx"
    response = client.get(address)
    assert response.content.startswith(b"PK")
    assert response["Content-Disposition"] == f'attachment; filename="third-changes-since-{first.slug}.docx"'
    assert not response["ETag"].startswith("W/")
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    withdraw(third)
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 410


def test_a_pdf_of_any_two_is_made(client):
    plan, first, _ = issued_twice()
    issue_plan(plan, slug="third", as_at=date(2026, 12, 1))
    assert client.get(f"/publications/third/changes/{first.slug}.pdf").content.startswith(b"%PDF")


def test_the_files_that_were_issued_are_given_byte_for_byte(client):
    plan, first = first_paper()
    change(plan)
    second = issue_again(plan, files=True)
    for name in ("pdf", "docx"):
        kept = second.files.get(part="changes", format=name)
        response = client.get(f"/publications/{second.slug}/changes/{first.slug}.{name}")
        assert response.content == kept.plain


@pytest.mark.parametrize("name", ["exe", "csv"])
def test_a_format_that_there_is_not_is_not_found(client, name):
    _, first, second = issued_twice()
    assert client.get(f"/publications/{second.slug}/changes/{first.slug}.{name}").status_code == 404


def test_a_page_that_a_reader_has_is_not_sent_again(client):
    _, first, second = issued_twice()
    response = client.get(changes_address(second, first))
    again = client.get(changes_address(second, first), headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    client.force_login(make_person("editor"))
    assert "ETag" not in client.get(changes_address(second, first))


def test_the_choice_begins_with_the_newest_two(client):
    plan, first, second = issued_twice()
    page = client.get(reverse("compare"), {"plan": plan.slug}).content.decode()
    assert f'<option value="{second.slug}" selected>Appendix 2, 16 November 2026</option>' in page
    assert f'<option value="{first.slug}" selected>Appendix 2, 18 May 2026</option>' in page


def test_two_papers_of_one_day_are_told_apart_by_their_hour(client):
    plan, *_ = issued_twice()
    issue_plan(plan, slug="again", at=NOVEMBER + timedelta(hours=2), reference="Appendix 2")
    form = client.get(f"{reverse('compare')}?plan={plan.slug}").context["form"]
    assert [words for _, words in form.fields["since"].choices] == [
        "Appendix 2, 16 November 2026, 4.40 pm",
        "Appendix 2, 16 November 2026, 2.40 pm",
        "Appendix 2, 18 May 2026",
    ]


def test_two_papers_chosen_either_way_lead_to_what_changed(client):
    plan, first, second = issued_twice()
    for later, since in ((first, second), (second, first)):
        told = {"plan": plan.slug, "later": later.slug, "since": since.slug}
        response = client.get(reverse("compare"), told)
        assert (response.status_code, response.url) == (302, changes_address(second, first))


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("appendix-2-november", "Choose another paper: this is the same one."),
        ("x", "Choose one of the papers"),
        ("", "Choose a paper."),
    ],
)
def test_a_choice_that_cannot_be_compared_says_what_to_do(client, since, words):
    plan, *_ = issued_twice()
    told = {"plan": plan.slug, "later": "appendix-2-november", "since": since}
    assert words in client.get(reverse("compare"), told).content.decode()


def test_the_plan_is_chosen_first_where_there_are_several(client):
    plan, *_ = issued_twice()
    other = make_plan(4, title="Another plan")
    issue_plan(other, slug="another")
    make_plan(4, title="A plan that was never issued")
    page = client.get(reverse("compare")).content.decode()
    assert f"?plan={plan.slug}" in page
    assert f"?plan={other.slug}" in page
    assert "never issued" not in page
    assert (
        "nothing to compare it with yet"
        in client.get(reverse("compare"), {"plan": other.slug}).content.decode()
    )


def test_before_anything_is_issued_there_is_nothing_to_choose(client):
    assert "No paper of any plan was issued yet." in client.get(reverse("compare")).content.decode()


def test_the_equality_team_sees_what_the_next_paper_will_mark(client):
    plan, first = first_paper()
    change(plan)
    client.force_login(make_person("editor"))
    page = client.get(f"/plans/{plan.slug}/changes/").content.decode()
    assert "What has changed since it was issued on 18 May 2026" in page
    assert "or by video" in page


def test_a_plan_that_was_never_issued_has_nothing_to_compare_with(client):
    plan = make_plan(4)
    client.force_login(make_person("editor"))
    assert "This plan was not issued yet" in client.get(f"/plans/{plan.slug}/changes/").content.decode()


def test_what_is_not_issued_is_for_those_who_read_working_rows(client):
    plan, _ = first_paper()
    for role in (None, "member", "lead", "admin"):
        if role:
            client.force_login(make_person(role))
        assert client.get(f"/plans/{plan.slug}/changes/").status_code == 404


def pair(actions):
    """Two papers of a plan of so many actions, of which every row changed, that were not compared when issued."""
    plan = make_plan(actions, title=f"Plan of {actions}", rounds=2)
    first = issue_plan(plan, slug=f"first-{actions}", as_at=date(2026, 11, 6))
    for action in plan.actions.all():
        action.words += " twice"
        action.save()
    second = issue_plan(plan, slug=f"second-{actions}", as_at=date(2026, 11, 6), compared_with=None)
    return plan, first, second


def test_a_comparison_costs_the_same_queries_at_any_size(client, django_assert_num_queries):
    for actions in (8, 40):
        _, first, second = pair(actions)
        with django_assert_num_queries(8):
            client.get(changes_address(second, first))


def test_what_changed_since_costs_the_same_queries_at_any_size(client, django_assert_max_num_queries):
    client.force_login(make_person("editor"))
    counted = []
    for actions in (8, 40):
        plan, *_ = pair(actions)
        with django_assert_max_num_queries(30) as asked:
            client.get(f"/plans/{plan.slug}/changes/")
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_choice_costs_the_same_queries_at_any_number_of_papers(client, django_assert_num_queries):
    plan, *_ = issued_twice()
    for number in range(2):
        with django_assert_num_queries(3):
            client.get(reverse("compare"), {"plan": plan.slug})
        issue_plan(plan, slug=f"more-{number}", as_at=date(2026, 12, 1))


def test_a_comparison_is_worked_out_once(client, django_assert_num_queries):
    _, first, second = pair(8)
    client.get(changes_address(second, first))
    with django_assert_num_queries(2):
        client.get(changes_address(second, first))

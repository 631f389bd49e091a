"""The paper of a plan that is being worked on, as a page and as files: who may, what may be asked, and what comes back."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from actionplans.models import PlanColumn
from papers import writing
from tests.actionplans.layout_plans import with_priorities, with_recommendations
from tests.issued import issue_plan
from tests.plans import QUERIES_OF_SIGNING_IN, make_person, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/plans/equality-plan/paper/"
FILE = "/plans/equality-plan/paper."


@pytest.fixture
def client():
    return signed_in("editor")


@pytest.fixture
def plan():
    return with_priorities()


def test_the_page_shows_the_paper_in_the_plan_s_usual_layout(client, plan):
    page = client.get(PAGE).content.decode()
    assert "Desired outcome" in page
    assert '<a href="/plans/equality-plan/paper/?layout=priorities" aria-current="page">' in page


def test_the_page_leads_to_every_format_of_the_same_paper(client, plan):
    page = client.get(PAGE, {"layout": "aims", "rounds": "2018-10"}).content.decode()
    for format in writing.FORMATS:
        assert f"{FILE}{format}?layout=aims&amp;rounds=2018-10" in page


def test_rounds_are_chosen_by_boxes_and_those_shown_are_ticked(client, plan):
    page = client.get(PAGE, {"rounds": "2018-10"}).content.decode()
    assert '<input type="checkbox" name="rounds" value="2018-10" checked>' in page
    assert '<input type="checkbox" name="rounds" value="2019-04">' in page
    assert "April 2019 Update</th>" not in page


@pytest.mark.parametrize("asked", ["rounds=2018-10&rounds=2019-04", "rounds=2018-10,2019-04"])
def test_several_rounds_can_be_asked_for(client, plan, asked):
    page = client.get(f"{PAGE}?{asked}").content.decode()
    assert page.count("Update</th>") == 2


@pytest.mark.parametrize("asked", [{"layout": "sideways"}, {"rounds": "1999-01"}, {"layout": "\0"}])
@pytest.mark.parametrize("address", [PAGE, f"{FILE}csv"])
def test_what_is_not_there_is_not_found(client, plan, address, asked):
    assert client.get(address, asked).status_code == 404


def test_an_unknown_format_is_not_found(client, plan):
    assert client.get(f"{FILE}exe").status_code == 404


@pytest.mark.parametrize(
    ("format", "begins", "shown"),
    [
        ("pdf", b"%PDF-", "inline"),
        ("docx", b"PK", "attachment"),
        ("xlsx", b"PK", "attachment"),
        ("csv", "\ufeffPriority,Ref".encode(), "attachment"),
        ("json", b"{", "inline"),
    ],
)
def test_each_format_is_a_file_with_a_name(client, plan, format, begins, shown):
    response = client.get(f"{FILE}{format}")
    assert response.content.startswith(begins)
    assert response["Content-Type"] == writing.FORMATS[format][1]
    assert response["Content-Disposition"] == f'{shown}; filename="equality-plan.{format}"'


def test_a_file_that_has_not_changed_is_not_sent_again(client, plan):
    first = client.get(f"{FILE}csv")
    again = client.get(f"{FILE}csv", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_that_has_changed_is_sent_again(client, plan):
    first = client.get(f"{FILE}csv")
    plan.actions.filter(ref="1a").update(words="Another promise.")
    again = client.get(f"{FILE}csv", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200


@pytest.mark.parametrize("address", [PAGE, f"{FILE}csv"])
def test_no_cookie_is_set(plan, address):
    issue_plan(plan)
    assert not Client().get(address).cookies


@pytest.mark.parametrize("address", [PAGE, *(f"{FILE}{format}" for format in writing.FORMATS)])
@pytest.mark.parametrize("is_draft", [True, False])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        *((role, 404) for role in (None, "member", "lead", "steward", "admin")),
        *(("publisher", 200), ("editor", 200)),
    ],
)
def test_the_paper_of_working_rows_is_for_those_who_read_all_of_them(plan, address, role, status, is_draft):
    type(plan).objects.update(is_draft=is_draft)
    if role == "lead":
        plan.actions.first().assignments.first().contributor.users.add(make_person("lead"))
    client = signed_in(role) if role else Client()
    assert client.get(address).status_code == status


def test_the_plan_s_own_columns_stand_in_every_format(client, plan):
    PlanColumn.objects.create(plan=plan, layout="priorities", order=1, key="action", heading="What we do")
    PlanColumn.objects.create(plan=plan, layout="priorities", order=2, key="ref")
    assert "What we do</th>" in client.get(PAGE).content.decode()
    assert client.get(f"{FILE}csv").content.decode("utf-8-sig").startswith("Priority,What we do,Ref\r\n")
    columns = json.loads(client.get(f"{FILE}json").content)["blocks"][0]["columns"]
    assert [column["heading"] for column in columns] == ["What we do", "Ref"]


def test_the_address_of_the_page_stands_in_the_paper(client, plan):
    said = json.loads(client.get(f"{FILE}json?layout=aims").content)
    assert said["address"] == "http://testserver/plans/equality-plan/paper/?layout=aims"


@pytest.mark.parametrize("address", [PAGE, f"{FILE}csv"])
def test_the_number_of_queries_does_not_grow(client, address, django_assert_max_num_queries):
    for size in (24, 120):
        plan = with_priorities(size)
        with django_assert_max_num_queries(10 + QUERIES_OF_SIGNING_IN):
            assert client.get(address).status_code == 200
        plan.delete()
        plan.scale.delete()


class TestCommand:
    def test_it_writes_the_format_that_the_name_ends_in(self, plan, tmp_path):
        out, said = tmp_path / "paper.csv", io.StringIO()
        call_command("write_paper", "equality-plan", out=out, json=True, stdout=said)
        assert out.read_bytes().startswith("\ufeffPriority,Ref".encode())
        assert json.loads(said.getvalue()) == {
            "file": str(out),
            "format": "csv",
            "bytes": out.stat().st_size,
        }

    def test_layout_and_rounds_can_be_chosen(self, plan, tmp_path):
        out = tmp_path / "paper.json"
        call_command("write_paper", "equality-plan", layout="aims", rounds=["2018-10"], out=out)
        written = json.loads(out.read_text())
        assert written["layout"] == "aims"
        assert written["blocks"][0]["columns"][-1]["heading"] == "October 2018 Update"

    @pytest.mark.parametrize(
        ("asked", "why"),
        [
            ({"plan": "nowhere"}, "no plan"),
            ({"rounds": ["1999-01"]}, "no round"),
            ({"out": "paper.txt"}, "no format"),
        ],
    )
    def test_it_refuses_in_a_sentence(self, tmp_path, asked, why):
        with_recommendations()
        out = tmp_path / asked.pop("out", "paper.csv")
        with pytest.raises(CommandError, match=why):
            call_command("write_paper", asked.pop("plan", "equality-plan"), out=out, **asked)
        assert not out.exists()

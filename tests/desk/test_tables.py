"""Flat tables go out, come back, and change nothing unless somebody changed them."""

from io import BytesIO

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.admin.tables import TakesTables
from accounts.models import Contributor
from actionplans.models import (
    Action,
    Addendum,
    Plan,
    Priority,
    Recommendation,
    ServiceComment,
    Target,
    Update,
)
from actionplans.rounds import signing_off
from papers.resources import CSV, Excel
from tests.plans import make_person
from tests.rounds import REVIEWED_AT, asked_of, make_round, send, split

TABLES = [model for model, page in admin.site._registry.items() if isinstance(page, TakesTables)]
HARD = "=1+1 “said”, she; +1.5% per annum\r\n\t@home\n‘Ŵyr’ العربية"


def address(model, name):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}")


def take_out(desk, model, number="0"):
    answer = desk.post(address(model, "export"), {"format": number, "resource": "0"})
    assert answer.status_code == 200, answer
    assert "attachment" in answer["Content-Disposition"]
    return answer.content


def look_at(desk, model, content, name="table.csv"):
    file = SimpleUploadedFile(name, content)
    answer = desk.post(address(model, "import"), {"import_file": file, "resource": "0"})
    assert answer.status_code == 200
    return answer


def bring_in(desk, model, content, name="table.csv"):
    answer = look_at(desk, model, content, name)
    form = answer.context.get("confirm_form")
    assert form is not None, sentences(answer)
    return desk.post(address(model, "process_import"), form.initial, follow=True)


def sentences(answer):
    result = answer.context.get("result")
    if result is None:
        return [str(error) for errors in answer.context["form"].errors.values() for error in errors]
    told = [str(error.error) for error in result.base_errors]
    told += [str(error.error) for _, errors in result.row_errors() for error in errors]
    for row in result.invalid_rows:
        told += [str(sentence) for listed in row.error_dict.values() for sentence in listed]
    return told


@pytest.fixture
def everything(plan, organisation):
    """A plan with a row in every table, some with hard text."""
    priority = plan.priorities.first()
    outcome = plan.outcomes.create(order=9, is_unreadable=True)
    plan.outcomes.create(order=10, priority=priority, words=HARD)
    one = Recommendation.objects.create(plan=plan, order=1, number="1", words=HARD, outcome=outcome)
    Recommendation.objects.create(plan=plan, order=2, words="Second\n\nparagraph", depends_on=one)
    ServiceComment.objects.create(recommendation=one, words=HARD, response="agreed", made_on="2025-03-04")
    action = plan.actions.first()
    Action.objects.filter(pk=action.pk).update(words=HARD, recommendation=one, classed_as="quick_win")
    action.outcomes.add(outcome)
    Target.objects.create(action=action, words="+1.5% per annum", value="1.500", unit="per_cent_a_year")
    Target.objects.create(outcome=outcome, words="50.2%", value="50.2", year=2017)
    one.assignments.create(contributor=Contributor.objects.first(), role="responsible")
    part = action.assignments.first()
    action.timescales.create(words="=by\r\n1 May", is_current=False)
    last = plan.rounds.last()
    Update.objects.filter(action=action, reporting_round=last).delete()
    Update.objects.create(action=action, reporting_round=last, assignment=part, words=HARD, state="draft")
    plan.columns.create(layout="priorities", key="ref", heading="@Ref", order=1)
    return plan


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label_lower)
@pytest.mark.parametrize("number", ["0", "1"], ids=["csv", "excel"])
def test_a_table_taken_out_and_brought_in_changes_nothing(model, number, desk, everything):
    before = list(model._base_manager.order_by("pk").values())
    assert before, "the fixture must hold a row for every table"
    content = take_out(desk, model, number)
    answer = look_at(desk, model, content, "table.csv" if number == "0" else "table.xlsx")
    result = answer.context["result"]
    assert sentences(answer) == []
    assert result.totals["skip"] == result.total_rows == len(before)
    assert list(model._base_manager.order_by("pk").values()) == before


@pytest.mark.parametrize("model", [Update, Addendum])
@pytest.mark.parametrize("keeps_leads", [True, False])
def test_answers_of_halves_come_back_as_they_are(model, keeps_leads, desk, plan):
    """Also where their leads were taken from the action since."""
    Plan.objects.update(is_draft=False)
    plan.refresh_from_db()
    action = split(plan.actions.get(ref="1b"))
    held, editor = make_round(plan), make_person("editor")
    for half in ("internal", "external"):
        update = send(asked_of(held, "1b", half), make_person("lead"), words=f"By {half}.")
        update = signing_off.sign_off(update, version=update.version, by=editor, at=REVIEWED_AT)
        signing_off.add(update, f"More {half}.", on=REVIEWED_AT.date(), by=editor, at=REVIEWED_AT)
    if not keeps_leads:
        action.assignments.filter(role="lead_officer").delete()
    before = list(model._base_manager.order_by("pk").values())
    answer = look_at(desk, model, take_out(desk, model))
    result = answer.context["result"]
    assert sentences(answer) == []
    assert result.totals["skip"] == result.total_rows == len(before)


def test_nineteen_tables_can_be_taken_out():
    assert len(TABLES) == 19


def test_no_cell_of_a_table_can_run_as_a_formula(desk, everything):
    text = take_out(desk, Action).decode("utf-8-sig")
    assert "'=1+1" in text
    assert ',"=1+1' not in text
    book = load_workbook(BytesIO(take_out(desk, Action, "1")))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert not [
        cell
        for row in book.active.iter_rows()
        for cell in row
        if str(cell.value or "")[:1] in "=+-@" and cell.value
    ]


@pytest.mark.parametrize("form", [CSV, Excel])
def test_text_like_a_formula_comes_back_as_it_was(form, everything, desk):
    content = take_out(desk, Target, "0" if form is CSV else "1")
    rows = form().create_dataset(content).dict
    assert "+1.5% per annum" in [row["words"] for row in rows]


def test_a_changed_cell_is_shown_then_saved(desk, plan):
    content = take_out(desk, Priority).decode("utf-8-sig")
    changed = content.replace("A workforce at every level", "A workforce at all levels").encode()
    answer = look_at(desk, Priority, changed)
    assert "A workforce at all levels" in answer.content.decode()
    assert not Priority.objects.filter(words__contains="all levels").exists()
    bring_in(desk, Priority, changed)
    assert Priority.objects.filter(words__contains="all levels").count() == 1


def test_a_new_action_gets_its_address(desk, plan):
    rows = f"plan,slug,ref,words\n{plan.slug},,9z,A new promise\n"
    bring_in(desk, Action, rows.encode())
    assert Action.objects.get(ref="9z").slug == "9z"
    answer = look_at(desk, Action, rows.encode())
    assert answer.context["result"].totals["skip"] == 1


def test_a_number_of_another_plan_is_refused(desk, plan, organisation):
    other = Plan.objects.create(organisation=organisation, slug="other", title="Other")
    row = plan.priorities.first()
    answer = look_at(desk, Priority, f"id,plan,words\n{row.pk},{other.slug},Stolen\n".encode())
    assert "another plan" in sentences(answer)[0]


@pytest.mark.parametrize(
    ("model", "rows", "sentence"),
    [
        (Priority, "plan,words,colour\nx,y,red\n", "no column “colour”"),
        (Priority, "words\ny\n", "lacks “plan”"),
        (Priority, "plan,words\nnowhere,y\n", "no plan “nowhere”"),
        (Priority, "plan,words,order\n{plan},y,three\n", "not a whole number"),
        (Priority, "plan,words,words\n{plan},y,z\n", "same heading"),
        (
            Plan,
            "slug,organisation,title,period_start\nnew,borough-of-marlow-vale,T,31/02/2025\n",
            "not a day",
        ),
        (Plan, "slug,organisation,title,state\nnew,borough-of-marlow-vale,T,lost\n", "not one of"),
        (Priority, "plan,words\n{plan},y,z\n", "more cells"),
        (Priority, '"plan,words\n', "quotation mark"),
        (Priority, "", "empty"),
    ],
)
def test_a_bad_table_gets_a_sentence_and_changes_nothing(desk, plan, model, rows, sentence):
    before = model.objects.count()
    answer = look_at(desk, model, rows.format(plan=plan.slug).encode())
    assert any(sentence in told for told in sentences(answer)), sentences(answer)
    assert model.objects.count() == before


def test_a_table_with_one_bad_row_brings_in_nothing(desk, plan):
    rows = f"plan,words,order\n{plan.slug},Good,1\n{plan.slug},Bad,minus\n"
    answer = look_at(desk, Priority, rows.encode())
    assert answer.context.get("confirm_form") is None
    assert not Priority.objects.filter(words="Good").exists()


def test_a_held_file_is_its_bringers_alone(client, desk, plan, colleague):
    answer = look_at(desk, Priority, take_out(desk, Priority))
    data = answer.context["confirm_form"].initial
    client.force_login(colleague)
    answer = client.post(address(Priority, "process_import"), data, follow=True)
    assert "no longer held" in answer.content.decode()


def test_a_submitted_update_keeps_its_words_against_a_table(desk, plan):
    content = take_out(desk, Update).decode("utf-8-sig")
    answer = look_at(desk, Update, content.replace("Progress is as agreed", "All is lost").encode())
    assert "its words stay as they are" in sentences(answer)[0]


def test_windows_and_utf_16_files_are_read(desk, plan):
    rows = f"plan;words\n{plan.slug};Café £5\n"
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        answer = look_at(desk, Priority, rows.encode(encoding))
        assert sentences(answer) == []
        assert "Café £5" in answer.content.decode()

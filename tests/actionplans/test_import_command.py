"""manage.py import_plan: says what is in a file, and writes only when it is told to."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from accounts.models import Organisation
from actionplans.management.said import summary
from actionplans.models import Action, Plan, PlanImport
from actionplans.recognising.found import from_json
from papers.models import SourceFile
from tests.actionplans.found_plans import PAPER, REVIEW, large
from tests.actionplans.uploading import PLAN_FILE

ROOT = Path(settings.BASE_DIR)
SCHEMA = json.loads((ROOT / "docs/building/import.schema.json").read_text())
SHARED = ROOT.parent / "shared" / "papers"
KNOWN = PLAN_FILE.replace("Puce", "On hold")


@pytest.fixture
def plan_file(tmp_path):
    """A plan in a CSV file, in which every status is known."""
    file = tmp_path / "plan.csv"
    file.write_text(KNOWN)
    return file


def run(*args, capsys):
    """(exit code, what was printed, what was said on the error stream)"""
    code = 0
    try:
        call_command("import_plan", *map(str, args))
    except SystemExit as ended:
        code = ended.code
    told = capsys.readouterr()
    return code, told.out, told.err


def fits_schema(answer):
    return list(Draft202012Validator(SCHEMA).iter_errors(answer))


def rows_in_the_database():
    models = [
        model
        for room in ("accounts", "papers", "actionplans")
        for model in apps.get_app_config(room).get_models()
    ]
    return {model.__name__: model._base_manager.count() for model in models}


@pytest.mark.django_db
def test_nothing_is_written_without_apply(plan_file, capsys, django_assert_max_num_queries):
    before = rows_in_the_database()
    with django_assert_max_num_queries(5) as counted:
        code, told, _ = run(plan_file, capsys=capsys)
    assert code == 0
    assert "3 actions" in told
    assert "Nothing was written" in told
    assert not [query for query in counted if not query["sql"].startswith("SELECT")]
    assert rows_in_the_database() == before


@pytest.mark.django_db
def test_json_is_one_object_that_the_schema_describes(plan_file, capsys):
    _, told, _ = run(plan_file, "--json", capsys=capsys)
    answer = json.loads(told)
    assert fits_schema(answer) == []
    assert answer["counts"]["actions"] == 3
    assert "applied" not in answer
    assert from_json(answer).as_json() == answer


@pytest.mark.parametrize("found", [PAPER, REVIEW, large(3)], ids=["priorities", "recommendations", "large"])
def test_the_schema_describes_every_kind_of_paper(found):
    assert fits_schema(found.as_json()) == []


@pytest.mark.parametrize(
    "breaks",
    [
        lambda answer: answer.pop("counts"),
        lambda answer: answer["actions"][0].update(words=None),
        lambda answer: answer["actions"][0]["timescale"].update(kind="soon"),
        lambda answer: answer["plan"].update(state="wished for"),
        lambda answer: answer.update(more=1),
        lambda answer: answer["problems"][0].update(severity="odd"),
    ],
)
def test_the_schema_sees_what_is_wrong(breaks):
    answer = PAPER.as_json()
    breaks(answer)
    assert fits_schema(answer)


@pytest.mark.django_db
def test_apply_brings_it_in(plan_file, capsys):
    code, told, _ = run(plan_file, "--apply", "--json", "--organisation", "Vale Trust", capsys=capsys)
    answer = json.loads(told)
    assert code == 0
    assert fits_schema(answer) == []
    plan = Plan.objects.get()
    assert answer["applied"] == {"plan": plan.slug, "import": PlanImport.objects.get().pk, "is_new": True}
    assert (plan.organisation.name, plan.actions.count()) == ("Vale Trust", 3)


@pytest.mark.django_db
def test_a_title_is_taken_instead_of_the_papers(plan_file, capsys):
    run(plan_file, "--apply", "--organisation", "Vale Trust", "--title", "Our plan", capsys=capsys)
    assert Plan.objects.get().title == "Our plan"


@pytest.mark.django_db
def test_the_same_file_twice_gives_no_changes(plan_file, capsys):
    run(plan_file, "--apply", "--organisation", "Vale Trust", capsys=capsys)
    before = rows_in_the_database()
    code, told, _ = run(plan_file, "--apply", "--json", capsys=capsys)
    applied = json.loads(told)["applied"]
    assert code == 0
    assert (applied["is_new"], applied["new"], applied["changed"]) == (False, 0, 0)
    assert rows_in_the_database() == before


@pytest.mark.django_db
def test_a_newer_version_brings_in_all_that_is_new_or_changed(plan_file, tmp_path, capsys):
    run(plan_file, "--apply", "--organisation", "Vale Trust", capsys=capsys)
    plan = Plan.objects.get()
    newer = tmp_path / "newer.csv"
    newer.write_text(KNOWN.replace("on a grant", "on any grant").replace("1b,", "1d,").replace(",1b,", ",,"))
    code, told, _ = run(newer, "--apply", "--json", "--plan", plan.slug, capsys=capsys)
    assert code == 0
    assert json.loads(told)["applied"]["unclear"] == 1
    assert Action.objects.get(ref="2a").words == "Explain every decision on any grant in plain words"
    assert Action.objects.filter(ref="1b").exists()


@pytest.mark.django_db
def test_another_file_of_the_same_title_is_not_taken_for_a_newer_version(plan_file, tmp_path, capsys):
    run(plan_file, "--apply", "--organisation", "Vale Trust", capsys=capsys)
    newer = tmp_path / "newer.csv"
    newer.write_text(KNOWN.replace("on a grant", "on any grant"))
    code, _, said = run(newer, "--apply", "--organisation", "Vale Trust", capsys=capsys)
    assert code == 2
    assert "already a plan" in said


@pytest.mark.django_db
def test_a_status_that_nobody_explained_stops_it_and_nothing_is_written(tmp_path, capsys):
    file = tmp_path / "plan.csv"
    file.write_text(PLAN_FILE)
    before = rows_in_the_database()
    code, told, _ = run(file, "--apply", "--json", "--organisation", "Vale Trust", capsys=capsys)
    assert code == 2
    assert "“Puce”" in json.loads(told)["refused"]
    assert rows_in_the_database() == before


@pytest.mark.django_db
def test_the_meaning_of_a_status_can_be_said(tmp_path, capsys):
    file = tmp_path / "plan.csv"
    file.write_text(PLAN_FILE)
    code, told, _ = run(file, "--json", "--status", "Puce=paused", capsys=capsys)
    assert json.loads(told)["actions"][1]["status"] == {"words": "Puce", "meaning": "paused"}
    run(file, "--apply", "--organisation", "Vale Trust", "--status", "Puce=paused", capsys=capsys)
    assert Action.objects.get(ref="1b").status.meaning == "paused"


@pytest.mark.parametrize("given", ["Puce", "Puce=purple", "=paused"])
def test_a_meaning_that_there_is_not_is_refused(given, plan_file):
    with pytest.raises(CommandError, match="say it as “Green=complete”"):
        call_command("import_plan", str(plan_file), "--status", given)


@pytest.mark.django_db
def test_a_plan_of_nobody_is_refused(plan_file, capsys):
    plan_file.write_text(KNOWN.replace("Borough of Marlow Vale", ""))
    code, told, _ = run(plan_file, "--apply", "--json", capsys=capsys)
    assert code == 2
    assert "whose plan" in json.loads(told)["refused"]
    assert not Plan.objects.exists()


@pytest.mark.django_db
def test_a_body_that_is_here_already_is_used_again(plan_file, capsys):
    held = Organisation.objects.create(name="Vale Trust", slug="vale")
    run(plan_file, "--apply", "--organisation", "vale trust", capsys=capsys)
    assert Plan.objects.get().organisation == held


@pytest.mark.django_db
def test_a_fault_while_writing_leaves_nothing(plan_file, capsys, monkeypatch):
    before = rows_in_the_database()
    monkeypatch.setattr("actionplans.importing.applying.keep_waiting", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("import_plan", plan_file, "--apply", "--organisation", "Vale Trust")
    assert rows_in_the_database() == before


def damaged_workbook(folder):
    file = folder / "plan.xlsx"
    file.write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    return file


def bomb(folder):
    file = folder / "plan.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 200_000_000)
    return file


def empty(folder):
    file = folder / "empty.csv"
    file.write_bytes(b"")
    return file


def unreadable_name(folder):
    return folder / ("x" * 300 + ".docx")


REFUSED = [
    damaged_workbook,
    bomb,
    empty,
    lambda folder: folder,
    lambda folder: folder / "nowhere.docx",
    unreadable_name,
    lambda folder: folder / "a\0b.docx",
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "file", REFUSED, ids=["damaged", "bomb", "empty", "folder", "missing", "long", "nul"]
)
@pytest.mark.parametrize("applying", [[], ["--apply", "--organisation", "Vale Trust"]], ids=["look", "apply"])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, capsys, file, applying):
    before = rows_in_the_database()
    code, told, said = run(file(tmp_path), "--json", *applying, capsys=capsys)
    refused = json.loads(told)
    assert code == 2
    assert list(refused) == ["refused"]
    assert refused["refused"].endswith(".")
    assert "Traceback" not in told + said
    assert rows_in_the_database() == before
    assert not SourceFile.objects.exists()


@pytest.mark.django_db
def test_without_json_the_sentence_stands_on_the_error_stream(tmp_path, capsys):
    code, told, said = run(tmp_path / "nowhere.docx", capsys=capsys)
    assert (code, told) == (2, "")
    assert "There is no file nowhere.docx" in said


def test_the_whole_command_refuses_even_without_a_database(tmp_path):
    file = bomb(tmp_path)
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "data")}
    done = subprocess.run(
        [sys.executable, "manage.py", "import_plan", str(file), "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 2
    assert set(json.loads(done.stdout)) == {"refused"}


@pytest.mark.django_db
def test_the_summary_says_what_must_be_looked_at():
    told = summary(PAPER, None)
    assert "Mend: Table 3, row 4, April 2026: The cell holds only the row’s own reference." in told
    assert "1 text could not be placed" in told
    many = replace(PAPER, problems=PAPER.problems * 60)
    assert "and 20 more" in summary(many, None)


@pytest.mark.shared
@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "leicester-eap-2018-19.docx",
        "leicester-eap-2018-19-raw.docx",
        "leicester-eap-2018-19.xlsx",
        "leicester-bwg-2010.docx",
        "tower-hamlets-scrutiny.docx",
        "wer-2020-21.docx",
    ],
)
def test_a_real_paper_comes_in_and_then_gives_no_changes(name, capsys):
    if not SHARED.exists():
        pytest.skip("The reference papers are not beside this checkout.")
    code, told, _ = run(SHARED / name, "--json", "--apply", "--organisation", "A council", capsys=capsys)
    answer = json.loads(told)
    assert (code, fits_schema(answer)) == (0, [])
    _, told, _ = run(SHARED / name, "--json", "--apply", capsys=capsys)
    applied = json.loads(told)["applied"]
    assert {kind: applied[kind] for kind in ("new", "changed", "gone", "unclear")} == {
        "new": 0,
        "changed": 0,
        "gone": 0,
        "unclear": 0,
    }

"""The database itself refuses to change or delete what was issued, whoever asks and however."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from papers import freezing, publishing
from papers.models import NeverChanged, PublicationNotice, Seal
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
MODELS = freezing.frozen_models()
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@pytest.fixture
def issued(db):
    """A paper with its files, rows and seal, and a public note on it."""
    made = issue_plan(make_plan(2, priorities=1, rounds=1))
    publishing.note(made, "withdrawn", "It named somebody.", by=make_person("publisher"), at=ISSUED_AT)
    return made


def snapshot(model):
    return list(model.objects.order_by("pk").values_list())


def refused(model, change):
    """Whether the database refuses this with its sentence, and nothing of the table is other than before."""
    before = snapshot(model)
    assert before
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        change()
    assert snapshot(model) == before


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_these_are_frozen():
    assert {model.__name__ for model in MODELS} == {
        *("Publication", "PublicationFile", "PublicationNotice", "Seal"),
        *("IssuedPlan", "IssuedRow"),
    }


@every_model
def test_a_row_refuses_to_be_saved_or_deleted(issued, model):
    row = model.objects.first()
    with pytest.raises(NeverChanged, match="Issue a correction"):
        row.save()
    with pytest.raises(NeverChanged, match="Withdraw it"):
        row.delete()


@every_model
def test_no_save_goes_past_the_model(issued, model):
    row = model.objects.first()
    refused(model, lambda: row.save_base(raw=True, force_update=True))
    refused(model, lambda: model.objects.filter(pk=row.pk)._raw_delete(using="default"))


@every_model
def test_no_update_in_bulk(issued, model):
    field = next(
        each for each in model._meta.concrete_fields if each.name.endswith("sha256") or each.name == "title"
    )
    refused(model, lambda: model.objects.update(**{field.name: F(field.name)}))
    row = model.objects.first()
    refused(model, lambda: model.objects.bulk_update([row], [field.name]))


@every_model
def test_no_deletion_in_bulk(issued, model):
    refused(model, lambda: model._base_manager.all()._raw_delete(using="default"))


@every_model
def test_no_sql_of_ones_own(issued, model):
    table = connection.ops.quote_name(model._meta.db_table)
    refused(model, lambda: run(f"UPDATE {table} SET id = id + 1000000"))
    refused(model, lambda: run(f"DELETE FROM {table}"))


@every_model
def test_no_row_is_put_in_the_place_of_another(issued, model):
    """On SQLite, INSERT OR REPLACE deletes without asking a trigger of DELETE."""
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(each.column) for each in model._meta.concrete_fields)
    if connection.vendor == "sqlite":
        refused(model, lambda: run(f"REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}"))
        refused(
            model, lambda: run(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")
        )
    upsert = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE true"
    refused(model, lambda: run(f"{upsert} ON CONFLICT (id) DO UPDATE SET id = excluded.id"))


@every_model
def test_no_row_is_put_in_the_place_of_one_with_the_same_key(issued, model):
    """Another number, but an address, a place or a name that is taken: REPLACE would delete the row that has it."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [connection.ops.quote_name(each.column) for each in model._meta.concrete_fields]
    held = ", ".join("id + 1000000" if each == '"id"' else each for each in columns)
    refused(model, lambda: run(f"REPLACE INTO {table} ({', '.join(columns)}) SELECT {held} FROM {table}"))


@every_model
def test_no_table_is_emptied(issued, model):
    table = connection.ops.quote_name(model._meta.db_table)
    empty = f"DELETE FROM {table}" if connection.vendor == "sqlite" else f"TRUNCATE {table} CASCADE"
    connection.check_constraints()
    refused(model, lambda: run(empty))


def test_a_table_is_not_emptied_along_with_the_users(issued):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    connection.check_constraints()
    refused(Seal, lambda: run("TRUNCATE accounts_user CASCADE"))


def test_a_database_that_passes_triggers_over_refuses_all_the_same(issued):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite passes no trigger over")
    run("SET LOCAL session_replication_role = replica")
    refused(Seal, lambda: run("UPDATE papers_seal SET number = number + 1"))


def test_a_second_note_of_another_kind_still_comes_in(issued):
    """What is refused is taking a row's place, not a row that is new."""
    publishing.note(issued, "late_news", "A venue was found.", by=make_person("publisher"), at=ISSUED_AT)
    assert PublicationNotice.objects.count() == 2


def test_who_empties_the_site_by_command_is_refused(issued):
    connection.check_constraints()
    with pytest.raises(CommandError) as told, transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
    assert "never changed or deleted" in str(told.value.__cause__)
    assert issued.files.exists()


def test_the_triggers_are_there_after_every_migrate(db):
    freezing.let_go()
    assert freezing.missing() == MODELS
    call_command("migrate", verbosity=0)
    assert freezing.missing() == []


def test_a_check_of_the_database_says_that_they_are_missing(db):
    assert freezing.what_was_issued_is_kept(None, databases=["default"]) == []
    freezing.let_go(models=[Seal])
    (told,) = freezing.what_was_issued_is_kept(None, databases=["default"])
    assert "seals" in told.msg
    assert "manage.py migrate" in told.hint


def test_the_desk_shows_what_was_issued_and_changes_nothing(issued, client):
    client.force_login(make_person("editor"))
    for model in ("publication", "publicationnotice", "seal", "check"):
        assert client.get(f"/admin/papers/{model}/").status_code == 200, model
    address = f"/admin/papers/publication/{issued.pk}/"
    assert client.get(f"{address}change/").status_code == 200
    before = snapshot(type(issued))
    for way in ("change", "delete"):
        assert client.post(f"{address}{way}/", {"title": "Other", "post": "yes"}).status_code == 403
    assert client.post("/admin/papers/publication/add/", {"title": "Other"}).status_code == 403
    asked = {"action": "delete_selected", "_selected_action": [issued.pk], "post": "yes"}
    client.post("/admin/papers/publication/", asked)
    assert snapshot(type(issued)) == before


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_can_still_be_cleared_away():
    issue_plan(make_plan(1, priorities=1, rounds=0))


@pytest.mark.django_db(transaction=True)
def test_and_the_triggers_are_there_in_the_next():
    assert not Seal.objects.exists()
    assert freezing.missing() == []

"""What was issued is refused to everybody by the database itself: the triggers that do it, on SQLite and PostgreSQL.

Whoever changes a row by the ORM, in bulk, by SQL of their own or with another program is told the same sentence.
Django makes tables anew on SQLite and leaves triggers behind, so that they are made again after every `migrate`.
"""

from django.apps import apps
from django.core.checks import Warning
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

REFUSAL = (
    "What was issued is never changed or deleted. Issue a correction, or withdraw it, which leaves a marker."
)
# Of PostgreSQL: one function, which every trigger there calls.
FUNCTION = "refuse_change_of_what_was_issued"
FUNCTION_BODY = f"\nBEGIN\n    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = '{REFUSAL}';\nEND;\n"


def frozen_models():
    """Every model whose rows are written once, in whatever room."""
    return [
        model
        for model in apps.get_models()
        if getattr(model, "is_frozen", False) and not model._meta.proxy and model._meta.managed
    ]


def missing(using=DEFAULT_DB_ALIAS):
    """The frozen models of which a trigger is missing or is not as it is made here, of those that have a table."""
    connection = connections[using]
    there = _there(connection)
    return [model for model in _with_tables(connection) if not _wanted(connection, model) <= there]


def without_table(using=DEFAULT_DB_ALIAS):
    """The frozen models whose table is not there: dropped, renamed, or with a view in its place."""
    there = _with_tables(connections[using])
    return [model for model in frozen_models() if model not in there]


def keep(using=DEFAULT_DB_ALIAS):
    """Make every trigger that is missing, so that the database refuses every change of what was issued."""
    connection = connections[using]
    wanting = missing(using)
    if not wanting:
        return
    let_go(using, wanting)
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_function())
        for model in wanting:
            for statement in _statements(connection, model):
                cursor.execute(statement)


def let_go(using=DEFAULT_DB_ALIAS, models=None):
    """Take the triggers away. The site itself never does; a test that empties tables does, and a move that must."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for model in _with_tables(connection) if models is None else models:
            table = model._meta.db_table
            on = f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
            for name in _names(connection, table):
                cursor.execute(f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}{on}")


def keep_after_migrating(sender, using=DEFAULT_DB_ALIAS, **kwargs):
    """Receives the end of every `migrate`, which may have left triggers behind."""
    keep(using)


def what_was_issued_is_kept(app_configs, databases=None, **kwargs):
    """A check of the databases: that each refuses changes of what was issued."""
    found = []
    for using in databases or ():
        try:
            names = ", ".join(str(model._meta.verbose_name_plural) for model in missing(using))
        except OperationalError:
            continue  # a database that does not answer is another check's affair
        if names:
            found.append(
                Warning(
                    f"The database {using} would let somebody change what was issued: {names}.",
                    hint="Run manage.py migrate, which makes the triggers again, then manage.py verify_publications.",
                    id="papers.W001",
                )
            )
    return found


def _with_tables(connection):
    tables = set(connection.introspection.table_names())
    return [model for model in frozen_models() if model._meta.db_table in tables]


def _there(connection):
    """What stands in the database: the texts of the triggers on SQLite, (table, name) of those that work on PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
            return {text for (text,) in cursor.fetchall()}
        cursor.execute(
            "SELECT tables.relname, triggers.tgname, triggers.tgtype FROM pg_trigger triggers"
            " JOIN pg_class tables ON tables.oid = triggers.tgrelid"
            " JOIN pg_proc functions ON functions.oid = triggers.tgfoid"
            " WHERE triggers.tgenabled = 'A' AND triggers.tgqual IS NULL AND triggers.tgattr = ''"
            " AND functions.proname = %s AND functions.prosrc = %s AND pg_table_is_visible(tables.oid)",
            [FUNCTION, FUNCTION_BODY],
        )
        return set(cursor.fetchall())


def _wanted(connection, model):
    """What `_there` must hold for this model."""
    if connection.vendor == "sqlite":
        return set(_statements(connection, model))
    table = model._meta.db_table
    # How PostgreSQL writes it: for each row (1), before (2), delete (8), update (16), truncate (32).
    row, empty = _names(connection, table)
    return {(table, row, 1 | 2 | 8 | 16), (table, empty, 2 | 32)}


def _names(connection, table):
    if connection.vendor == "sqlite":
        return [f"{table}_never_{verb}" for verb in ("updated", "deleted", "replaced")]
    return [f"{table}_never_changed", f"{table}_never_emptied"]


def _statements(connection, model):
    if connection.vendor == "sqlite":
        return _statements_of_sqlite(connection, model)
    quote, table = connection.ops.quote_name, model._meta.db_table
    row, empty = (quote(name) for name in _names(connection, table))
    whole = quote(table)
    return [
        f"CREATE TRIGGER {row} BEFORE UPDATE OR DELETE ON {whole} FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()",
        f"CREATE TRIGGER {empty} BEFORE TRUNCATE ON {whole} FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()",
        # Always: also for whoever asks the database to pass triggers over, as a replica does.
        f"ALTER TABLE {whole} ENABLE ALWAYS TRIGGER {row}",
        f"ALTER TABLE {whole} ENABLE ALWAYS TRIGGER {empty}",
    ]


def _function():
    return f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $refusal${FUNCTION_BODY}$refusal$"


def _statements_of_sqlite(connection, model):
    """Three triggers: SQLite deletes a row that INSERT OR REPLACE takes the place of without asking a DELETE trigger."""
    quote, table = connection.ops.quote_name, model._meta.db_table
    whole, refusal = quote(table), f"SELECT RAISE(ABORT, '{REFUSAL}')"
    updated, deleted, replaced = (quote(name) for name in _names(connection, table))
    is_there = " OR ".join(
        f"EXISTS (SELECT 1 FROM {whole} WHERE {taken})" for taken in _keys(connection, model)
    )
    return [
        f"CREATE TRIGGER {updated} BEFORE UPDATE ON {whole} BEGIN {refusal}; END",
        f"CREATE TRIGGER {deleted} BEFORE DELETE ON {whole} BEGIN {refusal}; END",
        f"CREATE TRIGGER {replaced} BEFORE INSERT ON {whole} WHEN {is_there} BEGIN {refusal}; END",
    ]


def _keys(connection, model):
    """For each key of a table, how a row that is there has the same one as the row that comes."""
    quote = connection.ops.quote_name
    opts = model._meta
    for field in opts.concrete_fields:
        if field.unique:
            yield f"{quote(field.column)} = NEW.{quote(field.column)}"
    for constraint in opts.total_unique_constraints:
        columns = [quote(opts.get_field(name).column) for name in constraint.fields]
        yield " AND ".join(f"{column} = NEW.{column}" for column in columns)
    for constraint in opts.constraints:
        if getattr(constraint, "fields", None) and getattr(constraint, "condition", None):
            yield _key_where(connection, model, constraint)


def _key_where(connection, model, constraint):
    """As `_keys`, of a key that only some rows have: both the row that is there and the one that comes."""
    quote, opts = connection.ops.quote_name, model._meta
    where = constraint._get_condition_sql(model, connection.schema_editor(collect_sql=True))
    came = ", ".join(f"NEW.{quote(field.column)} AS {quote(field.column)}" for field in opts.concrete_fields)
    columns = [quote(opts.get_field(name).column) for name in constraint.fields]
    same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
    return f"{same} AND ({where}) AND EXISTS (SELECT 1 FROM (SELECT {came}) WHERE {where})"

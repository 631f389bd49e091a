"""Several questions to the database, answered as of one moment while others go on writing."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment():
    """Whatever is read within stands as it did when the first of it was read. Nothing is to be written within.

    In a transaction that was begun before, it is read as that transaction reads.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with _without_holding_up_writers(), transaction.atomic():
            yield


@contextmanager
def _without_holding_up_writers():
    """SQLite: transactions are begun for reading, where this site begins them for writing."""
    connection.ensure_connection()
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual

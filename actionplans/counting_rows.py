"""Letting PostgreSQL count rows anew after many were written at once.

It plans a question by what it counted last. Until it counts by itself, about a minute after a plan of
thousands of actions was brought in, it takes the tables for empty and may answer a page for minutes.
SQLite plans well without.
"""

from django.apps import apps
from django.db import connection

# From so many rows on it is worth the fraction of a second that counting takes.
MANY = 200


def count_anew(written=MANY):
    """Count the rows of plans anew, if so many were `written` that it matters. Works within a transaction too."""
    if connection.vendor != "postgresql" or written < MANY:
        return
    tables = [model._meta.db_table for model in apps.get_app_config("actionplans").get_models()]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")

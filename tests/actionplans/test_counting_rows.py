"""After many rows were written PostgreSQL counts them anew; after few, and on SQLite, nothing is asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.counting_rows import MANY, count_anew

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("written", [MANY - 1, MANY])
def test_only_many_rows_are_worth_counting(written):
    with CaptureQueriesContext(connection) as queries:
        count_anew(written)
    asked = [query["sql"] for query in queries if query["sql"].startswith("ANALYZE")]
    assert bool(asked) == (connection.vendor == "postgresql" and written >= MANY)

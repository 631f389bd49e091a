"""An older version of the database is not gone back to over what was issued."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from tests.issued import issue_plan
from tests.plans import make_plan

pytestmark = pytest.mark.django_db
MIGRATIONS = [
    "papers.migrations.0003_publications_that_never_change",
    "actionplans.migrations.0004_plans_that_are_issued",
]


@pytest.mark.parametrize("name", MIGRATIONS)
def test_nothing_issued_is_lost_on_the_way_back(name):
    # Backwards the last step is asked first, before any table is gone.
    back = import_module(name).Migration.operations[-1].reverse_code
    back(apps, connection)
    issue_plan(make_plan(1))
    with pytest.raises(RuntimeError, match="never deleted"):
        back(apps, connection)

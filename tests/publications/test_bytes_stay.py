"""Whatever becomes of a plan afterwards, and wherever its database moves, what was issued stays byte for byte."""

import json
import os
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, transaction

from actionplans.models import IssuedPlan, IssuedRow
from actionplans.publications import verifying as plans
from papers import publishing, verifying
from papers.models import Publication, PublicationFile
from papers.verified import Account
from tests.chance import dice
from tests.issued import every_format, issue_plan
from tests.plans import make_person, make_plan
from tests.publications import edits
from tests.with_postgres import NoPostgres, Server

pytestmark = pytest.mark.django_db
TIMES = 500
# As docs/running.md says of moving.
LEFT_OUT = ["contenttypes", "sessions", "auth.permission"]


@pytest.fixture
def issued(db):
    """Two plans, three papers."""
    plan = make_plan(6, slug="plan", priorities=2, rounds=2)
    first = issue_plan(plan, files=every_format, reference="Appendix 2")
    issue_plan(plan, files=every_format, corrects=first, note="A date was wrong.")
    issue_plan(make_plan(3, title="Another", priorities=1, rounds=1), files=every_format)
    return [each.pk for each in Publication.objects.order_by("pk")]


def kept(keys):
    """Everything of these publications, bytes and rows."""
    files = PublicationFile.objects.filter(publication__in=keys).order_by("pk")
    return (
        [(each.pk, bytes(each.content), each.plain) for each in files],
        list(Publication.objects.filter(pk__in=keys).order_by("pk").values_list()),
        list(IssuedPlan.objects.filter(publication__in=keys).order_by("pk").values_list()),
        list(IssuedRow.objects.filter(issue__publication__in=keys).order_by("pk").values_list()),
    )


def found():
    return list(verifying.findings(Account(), contents=plans.contents, strays=plans.strays))


@pytest.mark.chance
def test_five_hundred_later_edits_change_no_byte(issued):
    (random, again), before, done, doors = dice(), kept(issued), 0, set()
    for number in range(20 * TIMES):
        door = random.choice(edits.EVERY_DOOR)
        try:
            with transaction.atomic():
                if door(random, edits.day_after(number)):
                    done += 1
                    doors.add(door.__name__)
        except (*edits.REFUSALS, DatabaseError):
            continue
        if done == TIMES:
            break
    assert done == TIMES, again
    assert {each.__name__ for each in edits.EVERY_DOOR} - doors <= {"change_what_was_issued"}, again
    assert kept(issued) == before, again
    assert found() == [], again


def manage(url, data, *words):
    """What a command of the site says with this database."""
    given = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(data)}
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    return done.stdout


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request, tmp_path):
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"
        return
    with tempfile.TemporaryDirectory(prefix="moved-", ignore_cleanup_errors=True) as home:
        try:
            server = Server(home)
            server.start()
        except (NoPostgres, OSError) as reason:
            pytest.skip(f"no PostgreSQL could be started here: {reason}")
        try:
            yield server.url
        finally:
            server.stop()


def test_moved_into_another_database_it_is_the_same(issued, elsewhere, tmp_path):
    publishing.note(
        Publication.objects.last(),
        "withdrawn",
        "Named “somebody”.",
        by=make_person("publisher"),
        at=edits.ISSUED_AT,
    )
    here = Account()
    list(verifying.findings(here, contents=plans.contents, strays=plans.strays))
    told = StringIO()
    call_command("dumpdata", natural_foreign=True, exclude=LEFT_OUT, stdout=told)
    dump = Path(tmp_path) / "all.json"
    dump.write_text(told.getvalue(), encoding="utf-8")
    manage(elsewhere, tmp_path, "migrate", "--verbosity", "0")
    manage(elsewhere, tmp_path, "loaddata", str(dump))
    there = json.loads(manage(elsewhere, tmp_path, "verify_publications", "--json"))
    assert there["findings"] == []
    assert there["publications"] == here.publications
    assert there["seals"] == here.seals

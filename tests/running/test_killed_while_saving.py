"""A process that is killed in the middle of saving leaves all of a save or nothing, and loses none that it acknowledged."""

import os
import random
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import SentForm
from actionplans.models import Update
from tests.at_once import moved_to
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 6


def address_of_the_database():
    """The database of these tests, as another process finds it."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    where = quote(str(held["HOST"]), safe="")
    return f"postgres://{held['USER']}@{where}/{held['NAME']}"


def saved_until_killed(asked, user, after):
    """The version last acknowledged by a process that was killed so many seconds after its first save."""
    environment = {**os.environ, "DATABASE_URL": address_of_the_database()}
    saving = subprocess.Popen(
        [sys.executable, "-m", "tests.saving_until_killed", str(asked.pk), str(user.pk)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=settings.BASE_DIR,
    )
    first = saving.stdout.readline()
    time.sleep(after)
    saving.kill()
    heard = [first, *saving.stdout.read().splitlines(keepends=True)]
    saving.wait(10)
    # A last line that was cut off was not heard.
    return max(int(each) for each in heard if each.endswith("\n"))


def test_a_killed_save_is_whole_or_nothing(transactional_db, tmp_path):
    chance = random.Random(9)
    with moved_to(tmp_path / "shared.sqlite3"):
        plan = make_plan(KILLS, slug="plan", priorities=1, rounds=0)
        priya = make_lead(plan)
        held = make_round(plan, by=make_person("editor"))
        for number in range(KILLS):
            asked = asked_of(held, f"1{'abcdef'[number]}")
            forms = SentForm.objects.count()
            heard = saved_until_killed(asked, priya, after=chance.uniform(0, 0.4))
            update = Update.objects.get(asked=asked)
            steps = list(update.events.values_list("kind", "said__words"))
            assert update.version in (heard, heard + 1), "an acknowledged save is lost, or one is doubled"
            assert len(steps) == update.version == SentForm.objects.count() - forms
            assert update.state == ("submitted" if update.version % 2 else "draft")
            assert steps[-1] == ("submitted" if update.version % 2 else "taken_back", update.words)

"""Sends an answer and takes it back, over and over, until it is killed: ``python -m tests.saving_until_killed REQUEST USER``.

Prints the version of each save once the database has acknowledged it. A process of its own, so that it can be killed.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.sending_once import new_key, send_once  # noqa: E402
from actionplans.models import UpdateRequest  # noqa: E402
from actionplans.rounds import answering  # noqa: E402
from tests.rounds import said  # noqa: E402

asked = UpdateRequest.objects.select_related("action__plan__scale", "reporting_round").get(pk=sys.argv[1])
by, version = User.objects.get(pk=sys.argv[2]), 0
while True:
    at = timezone.now()

    def save(at=at, version=version):
        if version % 2:
            update = answering.take_back(asked, version=version, by=by, at=at)
        else:
            answer = said(asked.action.plan, words=f"Version {version + 1}")
            update = answering.submit(asked, answer, version=version, by=by, at=at)
        return f"/{update.version}/", ""

    send_once(new_key(), save, by=by, at=at)
    version += 1
    sys.stdout.write(f"{version}\n")
    sys.stdout.flush()

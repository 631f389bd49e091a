"""Issues every paper that waits, one after the other, until it is killed: ``python -m tests.issuing_until_killed USER``.

Prints the number of each once the database has acknowledged it. A process of its own, so that it can be killed.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from actionplans.models import PlanPreparation  # noqa: E402
from actionplans.publications import issuing  # noqa: E402

by = User.objects.get(pk=sys.argv[1])
sys.stdout.write("0\n")
sys.stdout.flush()
for held in PlanPreparation.objects.waiting().select_related("plan__organisation").order_by("pk"):
    issuing.issue(held, version=held.version, made_sha256=held.made_sha256, by=by, at=timezone.now())
    sys.stdout.write(f"{held.pk}\n")
    sys.stdout.flush()

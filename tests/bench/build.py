"""Fill the benchmark's database: ``python -m tests.bench.build 24 240 2400`` (in DATA_DIR)."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from actionplans.importing import applying  # noqa: E402
from actionplans.models import PlanImport  # noqa: E402
from actionplans.papers import progress_paper  # noqa: E402
from papers.models import SourceFile  # noqa: E402
from papers.writing import write  # noqa: E402
from tests.bench.issues import issue_twice  # noqa: E402
from tests.bench.officers import open_a_round  # noqa: E402
from tests.bench.realistic import plan as realistic_plan  # noqa: E402


def build(size):
    """One plan of this size with an open round, issued twice, and its paper as the Excel file that the import is measured on."""
    at = timezone.now()
    found = realistic_plan(size)
    source = SourceFile.objects.keep(f"{size}.json", str(size).encode(), by=None, at=at)
    brought = PlanImport.objects.create(
        source_file=source, state="review", reading=found.as_json(), started_at=at
    )
    plan = applying.apply(brought, by=None, at=at)
    plan.is_draft = False
    plan.save(update_fields=["is_draft"])
    open_a_round(plan, at=at)
    document = progress_paper(plan, today=at.date())
    issue_twice(plan, size, at=at)
    (Path(settings.DATA_DIR) / f"{size}.xlsx").write_bytes(write(document, "xlsx"))


for size in sys.argv[1:]:
    build(int(size))

"""Making the files of a paper in preparation, so that it can be looked at exactly as it will be."""

import gzip
import json
from dataclasses import replace

from django.db import transaction

from papers.fingerprints import digest
from papers.models import PreparedFile
from papers.publishing import content_hash, files_sha256, written

from ..comparing.entries import entry_as_text, entry_from_text, plan_as_text, plan_from_text
from ..papers import progress_paper
from ..papers.entries import frozen_rows
from . import preparing


def paper_of(preparation, *, site):
    """(the `Document` of a paper in preparation, what stands over its rows, its rows) as they are now.

    `site` is scheme and host of this site, for the addresses of rows.
    """
    plan = preparation.plan
    document = progress_paper(
        plan, layout=preparation.layout, rounds=preparation.rounds, today=preparation.as_at
    )
    document = replace(
        document,
        title=preparation.title or document.title,
        reference=preparation.reference,
        introduction=preparation.introduction,
        site=site,
        address=f"{site}/p/{preparation.pk}/",
        has_qr=preparation.has_qr,
    )
    entry, rows = frozen_rows(
        plan, layout=preparation.layout, rounds=preparation.rounds, today=preparation.as_at
    )
    # Each of these adds one thing to the paper: addresses of rows, marks of what changed, what was asked for and came.
    return document, entry, rows


def make(preparation, *, site, by, at, written=written):
    """Make every file of a paper in preparation, and keep what will be frozen beside it. Raises Refused or Stale.

    `written` gives the files of a document, all of them unless told otherwise.
    """
    document, plan, rows = paper_of(preparation, site=site)
    files = written(document)
    frozen = pack(plan, rows)
    with transaction.atomic():
        held = preparing.lock(preparation, preparation.version)
        preparing.forget_files(held)
        PreparedFile.objects.bulk_create(PreparedFile(preparation=held, **one) for one in files)
        held.made_rows, held.made_by, held.made_at = frozen, by, at
        held.made_from_sha256 = content_hash(document)
        held.made_sha256 = files_sha256(files, digest(frozen))
        held.version += 1
        held.save()
    return held


def pack(plan, rows):
    """What is to be frozen beside a paper, as compressed bytes."""
    told = {"plan": plan_as_text(plan), "rows": [entry_as_text(row) for row in rows]}
    return gzip.compress(json.dumps(told, ensure_ascii=False).encode(), 6, mtime=0)


def unpack(content):
    """(`PlanEntry`, [(`Entry`, its text), …]) of what `pack` made."""
    told = json.loads(gzip.decompress(bytes(content)))
    return plan_from_text(told["plan"]), [(entry_from_text(text), text) for text in told["rows"]]

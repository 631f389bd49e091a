"""Making the files of a paper in preparation, so that it can be looked at exactly as it will be."""

import gzip
import json
import logging
from dataclasses import replace

from django.db import transaction

from papers import writing
from papers.fingerprints import digest
from papers.models import PreparedFile
from papers.one_moment import one_moment
from papers.publishing import Refused, files_sha256, plain, stored, written
from papers.writing import TooLong, write
from papers.writing.pdf_pages import pages_of_rows

from ..comparing.entries import entry_as_text, entry_from_text, plan_as_text, plan_from_text
from ..papers import NoSuchLayout, NoSuchRound, progress_paper
from ..papers.addresses import with_addresses
from ..papers.changes_paper import changes_paper
from ..papers.entries import frozen_rows
from ..papers.marks import marked
from ..papers.receipts import receipt_document, with_receipt
from ..rounds.refusals import Stale
from . import checking, preparing, supplementing
from .issues import changes_of
from .made_from import made_from
from .unprinted import unprinted

log = logging.getLogger(__name__)
# So many actions are made while a reader waits: about three seconds of work in every format.
AT_ONCE = 60
NOT_MADE = (
    "The files could not be made. Nothing of the plan is lost. Make them again; if that fails as well, tell whoever "
    "keeps this site: the reason stands in its log."
)


def paper_of(preparation, *, site):
    """(the `Document` of a paper in preparation, what stands over its rows, its rows) as they are now.

    `site` is scheme and host of this site, for the addresses of rows. A sheet of late news freezes no rows of its own.
    """
    with one_moment():
        document, entry, rows, _ = _paper_and_changes(preparation, site)
    return document, entry, rows


def _paper_and_changes(preparation, site):
    """The same, and the `Changes` since the paper that it is compared with, or None."""
    plan = preparation.plan
    if preparation.supplements_id:
        return with_addresses(supplementing.sheet_of(preparation, site=site), preparation.pk), None, [], None
    document = progress_paper(
        plan, layout=preparation.layout, rounds=preparation.rounds, today=preparation.as_at, keyed=True
    )
    document = replace(
        document,
        title=preparation.title or document.title,
        reference=preparation.reference,
        running_head=preparation.meeting_words or document.running_head,
        introduction=preparation.introduction,
        site=site,
        address=f"{site}/p/{preparation.pk}/",
        has_qr=preparation.has_qr,
    )
    entry, rows = frozen_rows(
        plan, layout=preparation.layout, rounds=preparation.rounds, today=preparation.as_at
    )
    # Each of these adds one thing to the paper: addresses of rows, marks of what changed, what was asked for and came.
    changes = changes_of(preparation.compared_with, entry, rows)
    document = with_addresses(document, preparation.pk)
    document = marked(document, changes) if changes else document
    document = with_receipt(document, entry)
    return document, entry, rows, changes


def start(preparation, *, version, by, at):
    """Say that its files are being made from now on; whatever was made before is gone. Raises Refused or Stale.

    Starting again while it is being made gives up what was begun: `make` keeps nothing of an older start.
    """
    with transaction.atomic():
        held = preparing.lock(preparation, version)
        preparing.forget_files(held)
        held.making_since, held.made_by = at, by
        held.version += 1
        held.save()
    return held


def make(preparation, *, site, by, at, written=written):
    """Make every file of a paper in preparation, and keep what will be frozen beside it. Raises Refused or Stale.

    `written` gives the files of a document, all of them unless told otherwise.
    """
    # The files and the rows beside them are of one moment, whoever is writing in the plan meanwhile.
    with one_moment():
        read_from = made_from(preparation, site=site)
        document, plan, rows, changes = _paper_and_changes(preparation, site)
        over, printed = (plan, rows) if plan else _on_sheet(preparation, document)
    files = written(document)
    if plan:
        files.append(stored("receipt", "json", write(receipt_document(plan), "json")))
    if changes:
        told = changes_paper(
            changes,
            reference=document.reference,
            running_head=document.running_head,
            site=site,
            address=document.address,
        )
        files += written(told, part="changes")
    # Of a sheet it is kept whether names were printed on it; it has no rows of its own.
    frozen = pack(over, rows, pages_of(files) if plan else {})
    found = checking.check(preparation, over, printed, more=unprinted(document))
    with transaction.atomic():
        held = preparing.lock(preparation, preparation.version)
        preparing.forget_files(held)
        PreparedFile.objects.bulk_create(PreparedFile(preparation=held, **one) for one in files)
        held.made_findings = found
        held.made_rows, held.made_by, held.made_at = frozen, by, at
        held.made_from_sha256 = read_from
        held.made_sha256 = files_sha256(files, digest(frozen))
        held.version += 1
        held.save()
    return held


def _on_sheet(preparation, document):
    """What is to be checked of a sheet of late news: what stands over the rows, and the rows that it prints."""
    plan, rows = frozen_rows(
        preparation.plan, layout=preparation.layout, rounds=preparation.rounds, today=preparation.as_at
    )
    printed = {
        row.short.rpartition("/")[2]
        for block in document.blocks
        for row in getattr(block, "rows", ())
        if getattr(row, "short", "")
    }
    return plan, [row for row in rows if row.key in printed]


def pages_of(files):
    """{key of a row: (volume of the PDF or None, page)} of the files of a paper, as `written` gives them."""
    found = {}
    for file in files:
        name, _, volume = file["format"].partition("-")
        if file["part"] == "paper" and name == "pdf":
            for short, page in pages_of_rows(plain(file)).items():
                found.setdefault(short.rpartition("/")[2], (int(volume) if volume else None, page))
    return found


def make_or_say_why(started, *, site, at, written=written):
    """Make the files of a paper that was started; where that fails, keep why in a sentence. Raises nothing.

    Where somebody changed the paper or started again meanwhile, nothing is kept.
    """
    try:
        return make(started, site=site, by=started.made_by, at=at, written=written)
    except (TooLong, NoSuchRound, NoSuchLayout) as reason:
        return _failed(started, str(reason))
    except Stale as stale:
        return stale.now
    except Refused:
        return started
    except Exception:
        log.exception("The files of paper %s could not be made.", started.pk)
        return _failed(started, NOT_MADE)


def _failed(started, sentence):
    """Keep why the files could not be made, unless somebody changed the paper meanwhile."""
    try:
        with transaction.atomic():
            held = preparing.lock(started, started.version)
            preparing.forget_files(held)
            held.making_failed = sentence
            held.version += 1
            held.save()
    except (Stale, Refused):
        return started
    return held


def is_long(preparation):
    """Whether its files take longer to make than a reader waits for a page."""
    if preparation.plan.actions.count() > AT_ONCE:
        return True
    try:
        document = progress_paper(
            preparation.plan, layout=preparation.layout, rounds=preparation.rounds, today=preparation.as_at
        )
    except (NoSuchRound, NoSuchLayout):
        # Making it says so at once.
        return False
    return writing.is_long(document)


def pack(plan, rows, pages=None):
    """What is to be frozen beside a paper, as compressed bytes: `pages` say where each row stands in the PDF."""
    return gzip.compress(_as_text(plan, rows, pages or {}).encode(), 6, mtime=0)


def is_packed(content, plan, rows):
    """Whether this and nothing else is what `pack` made, on whatever pages."""
    return gzip.decompress(bytes(content)).decode() == _as_text(plan, rows, unpack_pages(content))


def _as_text(plan, rows, pages):
    told = {"plan": plan_as_text(plan), "rows": [entry_as_text(row) for row in rows], "pages": pages}
    return json.dumps(told, ensure_ascii=False)


def unpack(content):
    """(`PlanEntry`, [(`Entry`, its text), …]) of what `pack` made."""
    told = json.loads(gzip.decompress(bytes(content)))
    return plan_from_text(told["plan"]), [(entry_from_text(text), text) for text in told["rows"]]


def unpack_pages(content):
    """{key of a row: (volume of the PDF or None, page)} of what `pack` made."""
    told = json.loads(gzip.decompress(bytes(content)))
    return {key: tuple(place) for key, place in told["pages"].items()}

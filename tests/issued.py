"""Plans that were issued, made in the database for tests.

`issue_plan(plan)` goes the way that people go: prepared by an editor, its files made, issued by a publisher. What is not
looked at in a test need not be made: with `files=False` only a page and JSON are, which takes no time, and with
`files=every_format` there is something under the name of every format.
"""

import io
from datetime import UTC, datetime

import pikepdf

from actionplans.publications import issuing, making, preparing
from papers import publishing
from papers.writing import csv_file, json_file, standalone
from tests.plans import make_person

PREPARED_AT = datetime(2026, 11, 9, 10, tzinfo=UTC)
ISSUED_AT = datetime(2026, 11, 16, 14, 40, tzinfo=UTC)
SITE = "https://plans.marlowvale.example"


def page_and_json(document, *, part="paper"):
    """The two files of a document that are made in no time."""
    page, style = standalone.write(document)
    return [
        publishing.stored(part, "html", page, style_sha256=style),
        publishing.stored(part, "json", json_file.write(document)),
    ]


def every_format(document, *, part="paper"):
    """A file of every format: page, JSON and CSV as they are, a PDF of an empty page, of the others a line of text."""
    others = {name: f"A {name} of {document.title}".encode() for name in ("docx", "xlsx")}
    return [
        *page_and_json(document, part=part),
        publishing.stored(part, "csv", csv_file.write(document)),
        publishing.stored(part, "pdf", empty_pdf()),
        *(publishing.stored(part, name, content) for name, content in others.items()),
    ]


def empty_pdf():
    """A PDF of one empty page."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def prepare_plan(plan, *, at=PREPARED_AT, by=None, files=False, **told):
    """A paper of this plan in preparation, with its files made. `files` may be what writes them."""
    by = by or make_person("editor")
    told.setdefault("as_at", at.date())
    preparation = preparing.prepare(plan, by=by, at=at, **told)
    make = files if callable(files) else publishing.written if files else page_and_json
    return making.make(preparation, site=SITE, by=by, at=at, written=make)


def issue_plan(plan, *, at=ISSUED_AT, by=None, files=False, slug=None, **told):
    """A publication of this plan. `told` are fields of the preparation: as_at, reference, corrects, note, …"""
    preparation = prepare_plan(plan, files=files, **told)
    return issuing.issue(
        preparation,
        version=preparation.version,
        made_sha256=preparation.made_sha256,
        by=by or make_person("publisher"),
        at=at,
        slug=slug,
    )

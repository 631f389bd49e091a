"""Forms of leads without the site, filled in as officers fill them, for tests."""

import csv
import io

import docx
import openpyxl

from actionplans.filled_forms import bringing, taking
from actionplans.filled_forms.laying import lay
from actionplans.papers.lead_rows import form_of
from actionplans.rounds import on_forms
from papers.writing import write
from tests.plans import make_person
from tests.rounds import ANSWERED_AT, OPENED_AT

# Which column of a form is written into.
UPDATE, STATUS = 6, 7


def form_for(reporting_round, officer, format="docx", reader=None):
    """The form of this officer as a file's bytes."""
    line = next(each for each in on_forms.lines(reporting_round) if each.contributor.name == officer)
    document = form_of(
        reporting_round,
        line.asked,
        reader=reader or make_person("editor"),
        whom=officer,
        send_to="equality@marlowvale.example",
        today=OPENED_AT.date(),
    )
    return write(document, format)


def fill_word(content, answers):
    """The Word form with these answers: {reference or (reference, half): (words, status)}."""
    opened = docx.Document(io.BytesIO(content))
    for row in opened.tables[0].rows[1:]:
        key = _key(row.cells[0].text, row.cells[1].text)
        if key in answers:
            row.cells[UPDATE].text, row.cells[STATUS].text = answers[key]
    held = io.BytesIO()
    opened.save(held)
    return held.getvalue()


def fill_excel(content, answers):
    """The Excel form with these answers."""
    opened = openpyxl.load_workbook(io.BytesIO(content))
    for row in opened.worksheets[0].iter_rows():
        key = _key(row[0].value or "", str(row[1].value or "")) if len(row) > STATUS else None
        if key in answers:
            row[UPDATE].value, row[STATUS].value = answers[key]
    held = io.BytesIO()
    opened.save(held)
    return held.getvalue()


def table_of(rows, heads=("Ref", "December 2026 update", "December 2026 status")):
    """Rows mailed back as CSV, without a title."""
    held = io.StringIO()
    csv.writer(held).writerows([heads, *rows])
    return held.getvalue().encode()


def _key(ref, action):
    _, mark, half = action.partition("Your half:")
    return (ref.strip(), half.strip().splitlines()[0]) if mark else ref.strip()


def receive(reporting_round, content, name="form.docx", by=None):
    """This file, received into the round and read. Returns the PlanImport."""
    return taking.read(
        taking.receive(name, content, reporting_round, by=by or make_person("editor"), at=ANSWERED_AT)
    )


def laid(held):
    """{name or reference: Laid} of a form to be checked."""
    return {row.name or row.read.ref: row for row in lay(held, at=ANSWERED_AT).rows}


def bring(held, by=None, at=ANSWERED_AT):
    """Everything that would come in, brought in."""
    held.refresh_from_db()
    return bringing.bring_in(held, version=held.version, by=by or make_person("editor"), at=at)

"""Holding issued plans and their rows against their hashes, for `papers.verifying`."""

from papers.fingerprints import fingerprint_of
from papers.models import Publication
from papers.verifying import in_turn

from ..models import IssuedPlan, IssuedRow
from .issuing import plan_sha256, row_key, row_sha256


def contents(publication):
    """A sentence for each thing that is not as it was frozen with this publication."""
    issued = IssuedPlan.objects.filter(publication=publication.pk).first()
    if issued is None:
        if publication.contents_sha256:
            yield "its issued plan has vanished."
        return
    if not publication.contents_sha256:
        yield "an issued plan was added to it."
    if issued.pk != publication.number:
        yield "its issued plan is kept under another number than it was issued under."
    hashes, places = [], []
    for key, row in in_turn(IssuedRow.objects.filter(issue=issued.pk).order_by("order", "pk")):
        if row is None:
            yield f"a row (number {key}) cannot be read."
            continue
        actual = row_sha256(row)
        if actual != row.sha256:
            yield f"the row {_called(row)} is not as issued."
        elif key != row_key(publication, row.order):
            yield f"the row {_called(row)} is kept under another number than it was issued under."
        hashes.append(actual)
        places.append(row.order)
    yield from _counted(issued, places)
    if fingerprint_of([plan_sha256(issued), *hashes]) != publication.contents_sha256:
        yield "its issued plan is not as issued: its headings, its figures or the set of its rows."


def strays():
    """A sentence for each issued plan or row that belongs to nothing; the database holds that there is none."""
    issued = Publication.objects.values("pk")
    for key in IssuedPlan.objects.exclude(publication__in=issued).values_list("pk", flat=True):
        yield f"An issued plan (number {key}) belongs to no publication."
    known = IssuedPlan.objects.values("pk")
    for key in IssuedRow.objects.exclude(issue__in=known).values_list("pk", flat=True):
        yield f"An issued row (number {key}) belongs to no issued plan."


def _counted(issued, places):
    """What is wrong with the number of rows and the order in which they stand."""
    if len(places) != issued.rows_total:
        yield f"it has {len(places)} rows and had {issued.rows_total}."
    elif places != list(range(1, len(places) + 1)):
        yield "its rows are not in the order in which they were issued."


def _called(row):
    return row.ref or row.key

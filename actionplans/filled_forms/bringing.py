"""Settling a filled form, and bringing what was chosen in: all of it as sent answers, in one step, or nothing."""

import logging
from dataclasses import dataclass

from django.db import DatabaseError, transaction

from actionplans.models import PlanImport, Update, UpdateEvent, UpdateRequest, WaitingText

from ..importing.recording import Record
from ..rounds.answering import assignment_of
from ..rounds.answers import Said
from ..rounds.refusals import Refused, Stale
from .laying import lay
from .taking import understand_again

log = logging.getLogger(__name__)
State = PlanImport.State
LEFT_OUT = "It was left out when the form was brought in."
BESIDES = "It stands beside an answer, in a column that is no part of it."
LOOSE = "It stands outside the rows of the form."
NOT_TAKEN = "The database did not take it, so nothing was brought in. Try again."


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in: how many answers, and how many words wait for a person."""

    plan_import: PlanImport
    answers: int
    waiting: int


@transaction.atomic
def settle(plan_import, *, rows, headings, version):
    """Keep what a reviewer settled: `rows` by key, `headings` by "table:column". Returns the PlanImport.

    Raises Stale where somebody settled something since, Refused where it is not to be checked.
    """
    held = _held(plan_import, version)
    before = held.choices
    choices = {"rows": rows, "headings": headings}
    if choices == {"rows": before.get("rows", {}), "headings": before.get("headings", {})}:
        return held
    held.choices = choices
    if headings != before.get("headings", {}):
        understand_again(held)
    held.version += 1
    held.save(update_fields=["choices", "reading", "version"])
    return held


def bring_in(plan_import, *, version, by, at):
    """Bring the chosen answers in as sent. Returns `Brought`; once only, however often it is said.

    Raises Stale where the form was settled anew or an answer changed since it was looked at, and Refused
    with a sentence for each answer that must be put right. Nothing is written then.
    """
    try:
        with transaction.atomic():
            return _bring_in(_held(plan_import, version), by, at)
    except DatabaseError as error:
        log.exception("The form of import %s could not be brought in.", plan_import.pk)
        raise Refused(NOT_TAKEN) from error


def _bring_in(plan_import, by, at):
    reporting_round = plan_import.reporting_round
    if not reporting_round.is_open:
        raise Refused(f"Open {reporting_round} first: it is not open, so no answer is taken.")
    # Whoever answers on the site at this moment holds the request: they come before or after.
    requests = UpdateRequest.objects.filter(reporting_round=reporting_round).order_by("pk")
    list(requests.select_for_update(no_key=True).values_list("pk", flat=True))
    sheet = lay(plan_import, at=at)
    if any(row.is_stale for row in sheet.taken):
        raise Stale(plan_import)
    if refused := [(row.read.key, _refusal(row)) for row in sheet.taken if row.problems]:
        raise Refused(*refused)
    if not sheet.taken:
        raise Refused("Choose at least one answer: nothing is chosen, so nothing was brought in.")
    record = Record()
    for row in sheet.taken:
        _send(row, record, by, at)
    waiting = list(_waiting(plan_import, sheet))
    record.make(waiting)
    plan_import.undo = record.as_json()
    plan_import.state, plan_import.applied_by, plan_import.applied_at = State.APPLIED, by, at
    plan_import.version += 1
    plan_import.save(update_fields=["undo", "state", "applied_by", "applied_at", "version"])
    return Brought(plan_import, len(sheet.taken), len(waiting))


def _refusal(row):
    said = " ".join(sentence for _, sentence in row.problems)
    return f"{row.name}: {said}"


def _send(row, record, by, at):
    """Write one answer as sent; what it takes the place of stands beside that step."""
    asked, update, before = row.request, row.now, ""
    if update is None:
        update = Update(
            action=asked.action,
            reporting_round=asked.reporting_round,
            asked=asked,
            assignment=assignment_of(asked),
            version=0,
        )
    else:
        record.before(update)
        before = f"Instead of: {update.words}" if update.words and update.words != row.said.words else ""
    row.said.put_into(update)
    update.version += 1
    update.saved_by, update.saved_at = by, at
    update.state = Update.State.SUBMITTED
    update.submitted_by, update.submitted_at = by, at
    update.edited_by = update.edited_at = None
    if update.pk:
        update.save()
    else:
        record.make([update])
    record.make(
        [
            UpdateEvent(
                update_changed=update,
                kind=UpdateEvent.Kind.BROUGHT_IN,
                by=by,
                at=at,
                because=before,
                said=Said.of(update).as_kept(),
            )
        ]
    )


def _waiting(plan_import, sheet):
    """The words that found no place: nothing that was typed is dropped."""

    def text(words, why, *, table=None, row=None, heading=""):
        return WaitingText(
            plan_import=plan_import, table=table, row=row, heading=heading[:200], words=words, why=why
        )

    for row in sheet.rows:
        where = {"table": row.read.table, "row": row.read.row}
        if row.waits:
            typed = "\n".join(words for words in (row.read.words, row.read.status) if words)
            heading = row.name or row.read.ref or row.read.action[:100]
            yield text(typed, row.why or LEFT_OUT, heading=heading, **where)
        for heading, words in row.read.besides:
            yield text(words, BESIDES, heading=heading, **where)
    for words, table, number in sheet.reading.loose:
        yield text(words, LOOSE, table=table, row=number)


def discard(plan_import, *, version):
    """Throw the reading of a form away. The file is kept as it came."""
    with transaction.atomic():
        held = _held(plan_import, version)
        held.state, held.paper, held.reading = State.DISCARDED, {}, {}
        held.version += 1
        held.save(update_fields=["state", "paper", "reading", "version"])
    return held


@transaction.atomic
def reopen(plan_import, *, version):
    """Make a form ready to be read once more: after an undo, a refusal, a stop, or a reading that was thrown away."""
    held = PlanImport.objects.select_for_update(of=("self",)).get(pk=plan_import.pk)
    if held.version != version:
        raise Stale(held)
    if held.state in (State.APPLIED, State.REVIEW):
        raise Refused(
            "Undo it first: it was brought in." if held.state == State.APPLIED else "It was read already."
        )
    held.state, held.choices = State.WAITING, {"headings": held.choices.get("headings", {})}
    held.version += 1
    held.save(update_fields=["state", "choices", "version"])
    plan_import.refresh_from_db(fields=["state", "choices", "version"])
    return plan_import


def _held(plan_import, version):
    """The import held until this is done; Stale where it is not the version that was looked at."""
    held = (
        PlanImport.objects.select_for_update(of=("self",))
        .select_related("reporting_round__plan__organisation", "reporting_round__plan__scale", "source_file")
        .defer("source_file__content")
        .get(pk=plan_import.pk)
    )
    if held.state != State.REVIEW:
        raise Refused(f"This form is not to be checked any more: {held.get_state_display().lower()}.")
    if version is not None and held.version != version:
        raise Stale(held)
    return held

"""Taking a filled form in: kept as it came, read in the limited child process, read again with what a reviewer said of its columns."""

import logging

from django.db import DatabaseError

from actionplans.models import PlanImport
from papers.models import SourceFile
from papers.reading import stored
from papers.reading.hygiene import Washing
from papers.reading.paper import Refused

from ..importing import bringing_in
from ..importing.bringing_in import NOT_KEPT, NOT_UNDERSTOOD, open_paper, refuse
from .reading import read as read_rows

log = logging.getLogger(__name__)
State = PlanImport.State


def receive(name, content, reporting_round, *, by, at):
    """Keep the original file and open an import of it into this round. Returns the PlanImport, still unread."""
    source = SourceFile.objects.keep(Washing().clean(name).strip() or "A form", content, by=by, at=at)
    plan = reporting_round.plan
    return PlanImport.objects.create(
        source_file=source,
        organisation=plan.organisation,
        plan=plan,
        reporting_round=reporting_round,
        title=f"{plan.title}: {reporting_round.words}"[:300],
        started_by=by,
        started_at=at,
    )


def read(plan_import):
    """Read the file of a form. It is then to be checked, or refused with a sentence."""
    plan_import.state = State.READING
    plan_import.save(update_fields=["state"])
    try:
        paper = open_paper(plan_import.source_file)
        plan_import.paper = stored.as_json(paper)
        understand_again(plan_import)
        plan_import.state, plan_import.refused_because = State.REVIEW, ""
        plan_import.save(update_fields=["state", "refused_because", "paper", "reading"])
    except Refused as reason:
        refuse(plan_import, str(reason))
    except DatabaseError:
        log.exception("The form of import %s could not be kept.", plan_import.pk)
        refuse(plan_import, NOT_KEPT)
    return plan_import


def read_kept(plan_import):
    """Read what was received, whichever it is: a filled form, or a paper."""
    return read(plan_import) if plan_import.reporting_round_id else bringing_in.read(plan_import)


def understand_again(plan_import):
    """Read the rows of the kept paper with what was said of its columns; `reading` then holds them. Nothing is saved."""
    reporting_round = plan_import.reporting_round
    try:
        found = read_rows(
            stored.from_json(plan_import.paper),
            round_words=reporting_round.words,
            round_key=reporting_round.key,
            chosen=plan_import.choices.get("headings", {}),
        )
    except (Refused, DatabaseError, MemoryError):
        raise
    except Exception as fault:
        log.exception("A form could not be put in order.")
        raise Refused(NOT_UNDERSTOOD) from fault
    plan_import.reading = found.as_json()

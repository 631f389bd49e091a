"""Taking a file in and reading it, up to the point where a person looks at what was read."""

import json
import logging
from dataclasses import replace
from time import monotonic

from django.conf import settings
from django.db import DatabaseError

from accounts.models import ContributorAlias, Organisation
from actionplans.models import PlanImport
from papers.models import SourceFile
from papers.reading import stored
from papers.reading.hygiene import Washing
from papers.reading.opening import read_pasted
from papers.reading.paper import Paper, Refused
from papers.reading.safely import read_safely

from ..recognising.choices import Choices
from ..recognising.conducting import Body, recognise
from .mending import mend
from .settling import NO_STATUS

log = logging.getLogger(__name__)

PASTED = "Pasted table"
STEPS = 6
# How often the row of an import says how far its reading is, in seconds.
SAY_EVERY = 0.5
NOT_UNDERSTOOD = (
    "The file opens, but what it holds could not be put in order. It was kept as it came; save the plan’s "
    "table alone in a new file and bring that in."
)
NOT_KEPT = "What was read could not be kept. Try again; the file itself was kept."


def receive(name, content, *, by, at, organisation=None, plan=None, title=""):
    """Keep the original file with its hash and open an import for it. Returns the PlanImport, still unread.

    `plan` is the plan that this is a newer version of. A file that was brought in before is a newer
    version of the plan it went into.
    """
    source = SourceFile.objects.keep(Washing().clean(name).strip() or "A file", content, by=by, at=at)
    if plan is None and (before := _brought_in_before(source)):
        plan = before.plan
    return PlanImport.objects.create(
        source_file=source,
        organisation=plan.organisation if plan else organisation,
        plan=plan,
        title=title[:300],
        choices=Choices(title=title).as_json() if title else {},
        started_by=by,
        started_at=at,
    )


def _brought_in_before(source):
    applied = source.imports.of_papers().filter(state=PlanImport.State.APPLIED, plan__isnull=False)
    return applied.select_related("plan__organisation").order_by("-applied_at").first()


def read(plan_import, *, progress=None):
    """Read and recognise the file of an import; the row says how far it is, and then what was found.

    The import is then to be checked, or refused with a sentence. One that was stopped halfway can be read again.
    """
    step = _Steps(plan_import, progress)
    plan_import.state = PlanImport.State.READING
    plan_import.save(update_fields=["state"])
    try:
        step(0, STEPS, "Opening the file")
        choices = Choices.from_json(plan_import.choices)
        paper = open_paper(plan_import.source_file, include_hidden=choices.include_hidden)
        plan_import.paper = stored.as_json(paper)
        recognise_again(plan_import, paper, choices, progress=step)
        plan_import.state = PlanImport.State.REVIEW
        plan_import.refused_because = ""
        step.finish("Read")
        plan_import.save(
            update_fields=["state", "refused_because", "paper", "reading", "organisation", "title"]
        )
    except Refused as reason:
        refuse(plan_import, str(reason))
    except DatabaseError:
        log.exception("Import %s could not be kept.", plan_import.pk)
        refuse(plan_import, NOT_KEPT)
    return plan_import


def refuse(plan_import, sentence):
    """Close an import that cannot be read, saying why."""
    plan_import.paper, plan_import.reading = {}, {}
    plan_import.state, plan_import.refused_because = PlanImport.State.REFUSED, sentence
    plan_import.save(update_fields=["state", "refused_because", "paper", "reading"])


def open_paper(source, *, include_hidden=False):
    """The paper in a kept file. Raises Refused with a sentence."""
    content = bytes(source.content)
    if source.name == PASTED:
        return read_pasted(content.decode("utf-8", "replace"))
    return read_safely(
        source.name, content, include_hidden=include_hidden, largest=settings.UPLOAD_LIMIT_BYTES / 1_000_000
    )


def paper_of(plan_import):
    """The paper as it was read and kept; one without blocks where nothing was."""
    if plan_import.paper:
        return stored.from_json(plan_import.paper)
    return Paper(plan_import.source_file.name, "", ())


def recognise_again(plan_import, paper, choices, *, progress=None):
    """Put what the paper says in order with what the reviewer settled; `reading` then holds it. Nothing is saved.

    A body that the paper names and that is known here brings its directory along.
    """
    found = understand(paper, choices, plan_import.organisation, plan=plan_import.plan, progress=progress)
    if plan_import.organisation is None:
        plan_import.organisation = known_organisation(choices.organisation or found.plan.organisation)
    plan_import.reading = as_kept(found)
    plan_import.title = (choices.title or found.plan.title)[:300]
    return found


def understand(paper, choices, organisation, *, plan=None, look_up=True, progress=None):
    """What the paper gives (`PlanFound`), with its body's directory and year. Raises Refused.

    Where no body is given and `look_up` says so, it is the one that the paper names, if it is known here.
    What the paper leaves open of its statuses, `plan` may know, of which it is a newer version.
    """
    body = _known_of(organisation)
    try:
        return recognise(
            mend(paper, choices.mended),
            choices=_for_reading(choices),
            known_names=body.known_names,
            known_statuses=_statuses_of(plan),
            year_starts_in=body.year_starts_in,
            body_named=_body_named if organisation is None and look_up else None,
            progress=progress,
        )
    except (Refused, DatabaseError, MemoryError):
        raise
    except Exception as fault:
        log.exception("A paper could not be put in order.")
        raise Refused(NOT_UNDERSTOOD) from fault


def as_kept(found):
    """What was found, as data. Raises Refused where it holds what cannot be written as UTF-8, and so cannot be kept."""
    try:
        told = found.as_json()
        json.dumps(told, ensure_ascii=False).encode("utf-8")
    except (TypeError, ValueError) as fault:
        log.exception("A reading could not be written.")
        raise Refused(NOT_UNDERSTOOD) from fault
    return told


def _body_named(name):
    known = known_organisation(name)
    return _known_of(known) if known else None


def _known_of(organisation):
    """What the reading needs to know of a body; nothing where there is none."""
    if organisation is None:
        return Body()
    known = ContributorAlias.objects.filter(organisation=organisation).values_list("words", flat=True)
    return Body(tuple(known), organisation.year_starts_in)


def _statuses_of(plan):
    """What the statuses of this plan mean, by their words."""
    return dict(plan.scale.statuses.values_list("words", "meaning")) if plan and plan.scale else {}


def _for_reading(choices):
    """What matters to the reading: what is cleared or said to be no status is met again and settled afterwards."""
    meanings = {words: meaning for words, meaning in choices.statuses.items() if meaning != NO_STATUS}
    return replace(choices, waiting={}, statuses=meanings)


def known_organisation(name):
    """The body of this name, if it is kept here."""
    words = " ".join((name or "").split())
    return Organisation.objects.filter(name__iexact=words).first() if words else None


class _Steps:
    """Tells the row of the import, and whoever else listens, how far the reading is."""

    def __init__(self, plan_import, progress):
        self.plan_import, self.progress, self.said_at = plan_import, progress, 0.0

    def __call__(self, done, all_, words=""):
        if self.progress:
            self.progress(done, all_, words)
        if done and monotonic() - self.said_at < SAY_EVERY:
            return
        self._say(done, all_, words)

    def finish(self, words):
        self._say(self.plan_import.steps_all or STEPS, self.plan_import.steps_all or STEPS, words)

    def _say(self, done, all_, words):
        self.said_at = monotonic()
        row = self.plan_import
        row.steps_done, row.steps_all, row.step_words = max(0, done), max(0, all_), str(words)[:200]
        row.save(update_fields=["steps_done", "steps_all", "step_words"])

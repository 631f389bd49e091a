"""What a person does with a reading before it is brought in: settle, read again, take the problems away, throw away."""

import csv
import io
from dataclasses import fields, replace

from actionplans.models import PlanImport
from papers.writing.harmless import defuse

from ..recognising.choices import Choices
from ..recognising.found import from_json
from .bringing_in import paper_of, read, recognise_again

PROBLEM_HEADINGS = ("Table", "Row", "Heading", "What the paper says", "Why it stopped", "How grave")
GRAVITY = {"repair": "Needs mending", "confirm": "Please check", "note": "For information"}


class CannotReview(Exception):
    """This import is not to be checked any more; the message says why."""


class Stale(CannotReview):
    """Somebody settled something, or did something to this import, after the page was opened."""

    def __init__(self):
        super().__init__("Somebody else was at this paper after you opened the page. Look at it again.")


def claim(plan_import, version):
    """Count one more version of an import, if it is still the one that was looked at; else Stale.

    Of two who come at once one is counted. `version` None is that of somebody who looked at nothing, such as a command.
    """
    if version is None:
        version = PlanImport.objects.values_list("version", flat=True).get(pk=plan_import.pk)
    held = PlanImport.objects.filter(pk=plan_import.pk, version=version)
    if not held.update(version=version + 1):
        raise Stale
    plan_import.version = version + 1


def settle(plan_import, *, body=..., plan=..., version=None, progress=None, **settled):
    """Add what was settled to the choices, read the paper again with all of them, and keep both.

    `settled` are fields of `Choices`: of those that are dictionaries the entries given are added, and
    an entry with an empty value (of `mended`: None) is taken back. `body` is the Organisation whose plan it is, `plan` the plan
    it is a newer version of; either may be None. Returns whether anything was different. Raises Stale where it is not the
    `version` that was looked at, and Refused where the paper can no longer be put in order, with nothing changed.
    """
    _must_be_under_review(plan_import)
    before = Choices.from_json(plan_import.choices)
    choices = with_settled(before, settled)
    moved = _move(plan_import, body, plan)
    if choices == before and not moved:
        return False
    claim(plan_import, version)
    plan_import.choices = choices.as_json()
    if choices.include_hidden != before.include_hidden:
        plan_import.save(update_fields=["choices", "organisation", "plan"])
        read(plan_import, progress=progress)
        return True
    if moved or _what_matters(choices) != _what_matters(before):
        recognise_again(plan_import, paper_of(plan_import), choices, progress=progress)
    plan_import.save(update_fields=["choices", "organisation", "plan", "reading", "title"])
    return True


def choose(plan_import, changes, *, version=None):
    """Keep which differences of a newer version are to be written: an entry's key → "apply" or "new"."""
    _must_be_under_review(plan_import)
    claim(plan_import, version)
    plan_import.choices = {**plan_import.choices, "changes": changes}
    plan_import.save(update_fields=["choices"])


def with_settled(choices, settled):
    """The choices with these added."""
    values = {}
    for item in fields(Choices):
        if item.name in settled:
            held, given = getattr(choices, item.name), settled[item.name]
            if isinstance(held, dict):
                merged = {**held, **given}
                keeps_empty = item.name == "mended"
                given = {
                    key: value for key, value in merged.items() if value or (keeps_empty and value == "")
                }
            values[item.name] = tuple(given) if isinstance(held, tuple) else given
    return replace(choices, **values)


def _what_matters(choices):
    """The choices that make the paper read differently."""
    return replace(choices, changes={}, waiting={}, accepted=())


def _move(plan_import, body, plan):
    was = plan_import.organisation_id, plan_import.plan_id
    if body is not ...:
        plan_import.organisation = body
    if plan is not ...:
        plan_import.plan = plan
        if plan:
            plan_import.organisation = plan.organisation
    return was != (plan_import.organisation_id, plan_import.plan_id)


def _must_be_under_review(plan_import):
    if plan_import.state != PlanImport.State.REVIEW:
        raise CannotReview(f"This paper is not to be checked: {plan_import.get_state_display().lower()}.")


def discard(plan_import, *, version=None):
    """Throw the reading away. The original file is kept."""
    if plan_import.state == PlanImport.State.APPLIED:
        raise CannotReview("This paper was brought in. Undo that first.")
    claim(plan_import, version)
    plan_import.state, plan_import.paper, plan_import.reading = PlanImport.State.DISCARDED, {}, {}
    plan_import.save(update_fields=["state", "paper", "reading"])


def reopen(plan_import, *, version=None):
    """Make an import ready to be read once more: after an undo, a refusal, a stop, or a reading that was thrown away."""
    if plan_import.state == PlanImport.State.APPLIED:
        raise CannotReview("This paper was brought in. Undo that first.")
    claim(plan_import, version)
    plan_import.choices = {**plan_import.choices, "changes": {}}
    plan_import.state = PlanImport.State.WAITING
    plan_import.save(update_fields=["choices", "state"])


def clear(waiting_text, *, by, at, how=""):
    """Say that a person has dealt with words that could not be placed. The words are kept."""
    waiting_text.cleared_by, waiting_text.cleared_at, waiting_text.cleared_how = by, at, how[:300]
    waiting_text.save(update_fields=["cleared_by", "cleared_at", "cleared_how"])


def problems_file(plan_import):
    """What could not be placed or needs mending, as a CSV file to take away: bytes that Excel opens with its accents."""
    found = from_json(plan_import.reading)
    rows = [
        (item.table, item.row, item.heading, item.words, item.why, GRAVITY[item.severity])
        for item in found.problems
    ]
    rows += [
        (item.table, item.row, item.heading, item.words, item.why, "Could not be placed")
        for item in found.waiting
    ]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(PROBLEM_HEADINGS)
    writer.writerows([defuse("" if value is None else str(value)) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")

"""Preparing a paper of a plan: what it is to hold, before any file of it is made."""

from django.db import transaction

from papers.models import Preparation, Publication
from papers.publishing import Refused

from ..models import PlanPreparation

# What may be told of a preparation, beside who and when.
FIELDS = (
    *("layout", "round_keys", "title", "reference", "introduction", "committee", "meeting_words"),
    *("meeting_on", "as_at", "embargoed_until", "is_shared", "has_qr", "compared_with", "note"),
)
KINDS = Publication.Kind


class Stale(Exception):
    """Somebody else changed this preparation since the form was opened. `preparation` is it as it is now."""

    def __init__(self, preparation):
        super().__init__("Somebody changed this paper since you opened it.")
        self.preparation = preparation


def newest_whole(plan):
    """The paper of this plan that was issued last and not withdrawn, or None; sheets of late news do not count."""
    issued = Publication.objects.filter(issued_plan__plan=plan).standing().whole()
    return issued.order_by("-issued_plan__number").first()


def prepare(plan, *, by, at, corrects=None, supplements=None, **told):
    """A new `PlanPreparation`. `told` are any of FIELDS; what is not told is as the plan has it."""
    kind = KINDS.CORRECTION if corrects else KINDS.SUPPLEMENT if supplements else KINDS.PAPER
    before = corrects or supplements
    given = {
        "layout": before.layout if before else plan.layout,
        "title": plan.paper_title or plan.title,
        "reference": before.reference if before else plan.reference,
        "introduction": plan.introduction,
        "committee": before.committee if before else "",
        "meeting_words": before.meeting_words if before else "",
        "meeting_on": before.meeting_on if before else None,
        "as_at": at.date(),
        "compared_with": before or newest_whole(plan),
        **told,
    }
    return PlanPreparation.objects.create(
        plan=plan,
        kind=kind,
        corrects=corrects,
        supplements=supplements,
        prepared_by=by,
        prepared_at=at,
        changed_by=by,
        changed_at=at,
        **given,
    )


@transaction.atomic
def change(preparation, told, *, version, by, at):
    """Change what is to be issued; files that were made are no longer those of this paper. Raises Refused or Stale."""
    held = lock(preparation, version)
    for name in FIELDS:
        if name in told:
            setattr(held, name, told[name])
    held.changed_by, held.changed_at, held.version = by, at, held.version + 1
    forget_files(held)
    held.save()
    return held


@transaction.atomic
def discard(preparation, *, version, by, at):
    """Throw it away: nothing of it is issued, and its files are gone. Raises Refused or Stale."""
    held = lock(preparation, version)
    forget_files(held)
    held.discarded_at, held.changed_by, held.changed_at = at, by, at
    held.version += 1
    held.save()
    return held


def lock(preparation, version):
    """The preparation as it is now, held until the transaction ends. Raises Refused or Stale."""
    Preparation.objects.select_for_update().filter(pk=preparation.pk).first()
    held = PlanPreparation.objects.select_related("plan__organisation").get(pk=preparation.pk)
    if not held.is_waiting:
        raise Refused("This paper was issued or thrown away already.")
    if held.version != version:
        raise Stale(held)
    return held


def forget_files(held):
    """The files of a preparation, gone; it is not saved here."""
    held.files.all().delete()
    held.made_at = held.made_by = held.making_since = None
    held.made_sha256 = held.made_from_sha256 = held.made_findings = held.making_failed = ""
    held.made_rows = b""

"""Preparing a paper of a plan: what it is to hold, before any file of it is made."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.moments import moment
from papers.models import Preparation, Publication
from papers.publishing import Refused

from ..models import PlanPreparation
from ..papers import LAYOUTS
from ..rounds.refusals import Stale
from ..wording import dates

# What may be told of a preparation, beside who and when.
FIELDS = (
    *("layout", "round_keys", "title", "reference", "introduction", "committee", "meeting_words"),
    *("meeting_on", "as_at", "embargoed_until", "is_shared", "has_qr", "compared_with", "note"),
)
KINDS = Publication.Kind
NOT_NEWEST = (
    "Another paper of this plan was issued since that one, or it was withdrawn. Correct the newest one."
)
NOT_SHARED = "Do not share it with committee members: it tells what stands in a paper that they may not read before {until}."


def newest_whole(plan):
    """The paper of this plan that was issued last and not withdrawn, or None; sheets of late news do not count."""
    return comparable(plan).first()


def comparable(plan):
    """The papers with which one of this plan may be compared, the newest first."""
    issued = Publication.objects.filter(issued_plan__plan=plan).standing().whole()
    return issued.order_by("-issued_plan__number")


def usual(plan, *, at, before=None):
    """What a paper of this plan says unless told otherwise: {field: value}. `before` is the one it corrects or adds to."""
    told = before or newest_whole(plan)
    meeting = (before.committee, before.meeting_words, before.meeting_on) if before else _meeting(plan, told)
    given = {
        "layout": before.layout if before else plan.layout,
        "title": before.title if before else plan.paper_title or plan.title,
        "reference": before.reference if before else plan.reference,
        "introduction": plan.introduction,
        **dict(zip(("committee", "meeting_words", "meeting_on"), meeting, strict=True)),
        "as_at": timezone.localdate(at),
        "compared_with": told,
        # It says what stands in that paper, so that it is not out before it.
        "embargoed_until": told.public_from if told and told.public_from > at else None,
    }
    made_from = PlanPreparation.objects.filter(pk=before.number).first() if before else None
    if made_from:
        for name in ("introduction", "round_keys", "has_qr", "is_shared"):
            given[name] = getattr(made_from, name)
    return given


def _meeting(plan, last):
    """(committee, words, day) of the meeting for which the last round that is over was held; "" and None where not known.

    The committee is that of the `last` paper where the words name it, the day the one day that stands in them.
    """
    over = plan.rounds.filter(closed_on__isnull=False).order_by("-order", "-id")
    words = over.values_list("meeting_words", flat=True).first() or ""
    committee = last.committee if last and last.committee.casefold() in words.casefold() else ""
    days = [one.latest for one in dates.mentions(words) if one.precision == "day" and not one.flaw]
    return committee, words, days[0] if len(days) == 1 else None


def waiting_beside(plan, user):
    """The papers of this plan that are in preparation already, the newest first, as far as this person may read them."""
    waiting = PlanPreparation.objects.visible_to(user).waiting().filter(plan=plan)
    return waiting.defer("made_rows", "made_findings", "introduction", "note").order_by("-pk")


def problems(plan, told):
    """[(field, sentence)] of what cannot stand as it is told: a layout or round that is not there, another plan's paper."""
    found = []
    if "layout" in told and told["layout"] not in LAYOUTS:
        found.append(("layout", "Choose a layout from the list."))
    keys = set(told.get("round_keys", "").split())
    if unknown := keys - set(plan.rounds.values_list("key", flat=True)):
        found.append(("round_keys", f"Choose rounds of this plan: it has none called {sorted(unknown)[0]}."))
    compared = told.get("compared_with")
    if compared and not comparable(plan).filter(pk=compared.pk).exists():
        found.append(("compared_with", "Choose an issued paper of this plan from the list."))
    return found


def quoted(preparation):
    """The issued papers of which this one tells something: what it is compared with, corrects or adds to."""
    keys = {preparation.compared_with_id, preparation.corrects_id, preparation.supplements_id} - {None}
    return Publication.objects.filter(pk__in=keys)


def refuse_to_share(preparation, *, at):
    """Raises Refused where members would learn from it of a paper that they may not read yet."""
    if not preparation.is_shared:
        return
    # Under embargo, and not of a moment that has yet to come on a clock that was put back.
    embargoed = quoted(preparation).filter(public_from__gt=F("published_at"))
    hidden = embargoed.filter(public_from__gt=at, is_shared=False)
    if last := hidden.order_by("-public_from").first():
        raise Refused(NOT_SHARED.format(until=moment(last.public_from)), field="is_shared")


def prepare(plan, *, by, at, corrects=None, supplements=None, **told):
    """A new `PlanPreparation`. `told` are any of FIELDS; what is not told is as the plan has it. Raises Refused."""
    kind = KINDS.CORRECTION if corrects else KINDS.SUPPLEMENT if supplements else KINDS.PAPER
    if corrects and corrects != newest_whole(plan):
        raise Refused(NOT_NEWEST)
    _refuse(problems(plan, told))
    given = {**usual(plan, at=at, before=corrects or supplements), **told}
    made = PlanPreparation(
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
    refuse_to_share(made, at=at)
    made.save()
    return made


@transaction.atomic
def change(preparation, told, *, version, by, at):
    """Change what is to be issued; files that were made are no longer those of this paper. Raises Refused or Stale."""
    held = lock(preparation, version)
    _refuse(problems(held.plan, told))
    for name in FIELDS:
        if name in told:
            setattr(held, name, told[name])
    refuse_to_share(held, at=at)
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


def _refuse(found):
    if found:
        raise Refused(" ".join(sentence for _, sentence in found))


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

"""Answering: keeping a draft, sending it, taking it back, throwing a draft away.

`asked` is the UpdateRequest that is answered; `version` is that of the answer the form was made
from, 0 where there was none; `aside` is what the form held besides, {field: text}, kept so that nothing typed
is lost. Whoever says what stands already is never too late: nothing would be overwritten. Everything here holds the request while it works, so that two who
save at once come one after the other, and the second is told.
"""

from django.db import connection, transaction

from ..models import Assignment, Update, UpdateEvent, UpdateRequest
from .answers import Said, problems
from .asking import ANSWERING
from .refusals import Refused, Stale

State = Update.State
Kind = UpdateEvent.Kind
DRAFTS = (State.DRAFT, State.RETURNED)


@transaction.atomic
def save_draft(asked, said, *, version, by, at, aside=None):
    """Keep what was typed, finished or not. Returns the Update. The same again changes nothing."""
    asked, update = _now(asked)
    _refuse_unless_asked(asked)
    if update is not None and update.state in DRAFTS and says(update, said, aside):
        return update
    _refuse_if_stale(update, version)
    if update is not None and update.state not in DRAFTS:
        raise Refused("Take your answer back first: it was sent and is not a draft any more.")
    update = _filled(asked, update, said, aside, by=by, at=at)
    update.save()
    return update


@transaction.atomic
def submit(asked, said, *, version, by, at, aside=None):
    """Send an answer to the equality team. Returns the Update.

    Raises Refused with a sentence for each field that must be put right; what was typed is then for
    the caller to keep as a draft.
    """
    asked, update = _now(asked)
    _refuse_unless_asked(asked)
    if update is None or update.state not in DRAFTS or not says(update, said, aside):
        _refuse_if_stale(update, version)
    if update is not None and update.state not in DRAFTS:
        raise Refused("It was sent already. Take it back to change it.")
    if found := problems(asked, said, at=at):
        raise Refused(*found)
    update = _filled(asked, update, said, aside, by=by, at=at)
    if update.status is None or not update.status.is_finished:
        update.completed_on = update.next_review_on = None
    update.state = State.SUBMITTED
    update.submitted_by, update.submitted_at = by, at
    update.edited_by = update.edited_at = None
    update.save()
    happened(update, Kind.SUBMITTED, by=by, at=at)
    return update


@transaction.atomic
def take_back(asked, *, version, by, at):
    """Make a sent answer a draft again, which it can be until it is signed off. Returns the Update."""
    asked, update = _now(asked)
    _refuse_if_stale(update, version)
    _refuse_unless_asked(asked)
    if update is None or update.state != State.SUBMITTED:
        signed_off = update is not None and update.is_signed_off
        raise Refused(
            "Ask the equality team to add to it: it is signed off."
            if signed_off
            else "There is nothing to take back: this answer is not sent."
        )
    update.state = State.DRAFT
    update.submitted_by = update.submitted_at = None
    _stamp(update, by=by, at=at)
    update.save()
    happened(update, Kind.TAKEN_BACK, by=by, at=at)
    return update


@transaction.atomic
def discard(asked, *, version, by, at):
    """Throw a draft away that was never sent. What was sent once stays, so that nobody's words are lost."""
    asked, update = _now(asked)
    _refuse_if_stale(update, version)
    _refuse_unless_asked(asked)
    if update is None:
        return
    if update.state != State.DRAFT or update.events.exists():
        raise Refused("Write over it instead: what was sent once is kept.")
    # The next draft goes on from here, so that a page left open on this one stays out of date.
    asked.last_version = update.version
    asked.save(update_fields=["last_version"])
    update.delete()


def says(update, said, aside=None):
    """Whether this Update says exactly this already."""
    return Said.of(update) == Said.of(said.put_into(Update())) and update.set_aside == (aside or {})


def _now(asked):
    """(the request held, its answer as it stands or None)."""
    # Held first and read afterwards: what stands around it may have changed while this waited, as when
    # the round was closed. `no_key`, so that nobody waits for it who only points at it.
    # SQLite lets one write at a time, and has nothing to hold.
    if connection.features.has_select_for_update:
        UpdateRequest.objects.select_for_update(no_key=True).only("pk").get(pk=asked.pk)
        updates = Update.objects.select_for_update(no_key=True).filter(asked=asked.pk).order_by()
        list(updates.values_list("pk", flat=True))
    now = UpdateRequest.objects.select_related("reporting_round", "update__status", "update__same_as")
    now = now.get(pk=asked.pk)
    now.action = asked.action
    return now, now.answer


def _refuse_if_stale(update, version):
    if (update.version if update else 0) != version:
        raise Stale(update)


def _refuse_unless_asked(asked):
    if asked.withdrawn_at is not None:
        raise Refused("This answer is no longer asked for. Ask the equality team if you think it should be.")
    if not asked.reporting_round.is_open:
        raise Refused(f"{asked.reporting_round} is closed. Ask the equality team to open it again.")


def _filled(asked, update, said, aside, *, by, at):
    """The answer, new where there was none, with what is said in it; not saved yet."""
    if asked.first_seen_at is None:
        asked.first_seen_at = at
        asked.save(update_fields=["first_seen_at"])
    if update is None:
        update = Update(
            action=asked.action,
            reporting_round=asked.reporting_round,
            asked=asked,
            assignment=assignment_of(asked),
            version=asked.last_version,
        )
    said.put_into(update)
    update.set_aside = aside or {}
    _stamp(update, by=by, at=at)
    return update


def assignment_of(asked):
    """The part in the action that answers for this half; None where all leads answer together."""
    if not asked.half:
        return None
    parts = Assignment.objects.filter(
        action=asked.action_id, qualifier__iexact=asked.half, role__in=ANSWERING
    )
    return parts.order_by("order", "id").first()


def _stamp(update, *, by, at):
    update.version += 1
    update.saved_by, update.saved_at = by, at


def happened(update, kind, *, by, at, because=""):
    """Write down one step of an answer with what it says now."""
    return UpdateEvent.objects.create(
        update_changed=update, kind=kind, by=by, at=at, because=because, said=Said.of(update).as_kept()
    )

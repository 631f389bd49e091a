"""Reviewing what was sent: signing off, returning, editing with both texts kept, adding afterwards."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from ..models import Addendum, Update, UpdateEvent
from ..wording.pasted import clean
from . import asking, letters
from .answering import happened
from .answers import Answer, Said, goes_in_a_circle, problems
from .refusals import Refused, Stale

State = Update.State
Kind = UpdateEvent.Kind


@dataclass(slots=True)
class SignedOff:
    """What became of several: those signed off, and (update, sentence) of those that were not."""

    done: list = field(default_factory=list)
    left: list = field(default_factory=list)


@transaction.atomic
def sign_off(update, *, version, by, at):
    """Sign one sent answer off: from now on it is only added to. Returns the Update."""
    update = _held(update, version)
    if why := why_not(update, by=by):
        raise Refused(why)
    update.state = State.SIGNED_OFF
    update.signed_off_by, update.signed_off_at = by, at
    update.set_aside = {}
    update.version += 1
    update.save()
    _carry_over(update)
    happened(update, Kind.SIGNED_OFF, by=by, at=at)
    return update


def sign_off_all(versions, *, by, at):
    """Sign off each of {update key: version} that is ready. Returns `SignedOff`.

    Each stands for itself: one that changed since it was looked at, or is one's own, is left with the
    reason, and holds up no other.
    """
    result = SignedOff()
    for update in Update.objects.filter(pk__in=versions).order_by("pk"):
        try:
            result.done.append(sign_off(update, version=versions[update.pk], by=by, at=at))
        except Stale:
            result.left.append((update, "It was changed since you looked at it. Read it again."))
        except Refused as refused:
            result.left.append((update, str(refused)))
    return result


def why_not(update, *, by):
    """Why this person cannot sign this answer off, as a sentence; "" where they can."""
    if update.state != State.SUBMITTED:
        return "Only an answer that was sent can be signed off."
    if is_own(update, by) and update.action.plan.organisation.two_pairs_of_eyes:
        return "A colleague must sign this off: you sent or edited it yourself."
    if update.answer == Answer.SAME_AS and goes_in_a_circle(update):
        return (
            "Return one of them: this and the action it points to say that they are the same as each other."
        )
    return ""


def is_own(update, by):
    """Whether the words to be signed off are this person's own."""
    return by.pk in (update.submitted_by_id, update.edited_by_id)


@transaction.atomic
def send_back(update, because, *, version, by, at):
    """Return a sent answer to its lead with the reason, and write to them. Returns the Update."""
    update = _held(update, version)
    because = clean(because)
    if update.state != State.SUBMITTED:
        raise Refused("Only an answer that was sent can be returned.")
    if update.asked is not None and not update.reporting_round.is_open:
        raise Refused("Open the round again first: nobody can answer in it while it is closed.")
    if not because:
        raise Refused(("because", "Say what is missing: the lead reads your words and nobody else does."))
    happened(update, Kind.RETURNED, by=by, at=at, because=because)
    update.state, update.returned_because = State.RETURNED, because
    update.returned_by, update.returned_at = by, at
    update.version += 1
    update.save()
    letters.tell_returned(update, by=by, at=at)
    return update


@transaction.atomic
def edit(update, said, because, *, version, by, at):
    """Change the words of a sent answer and tell its lead. Both texts are kept. Returns the Update."""
    update = _held(update, version)
    if update.state != State.SUBMITTED:
        raise Refused("Only an answer that was sent can be edited. Add to one that is signed off.")
    if not clean(because):
        raise Refused(("because", "Say why you edit it: the lead is told."))
    if Said.of(update) == Said.of(said.put_into(Update())):
        raise Refused(("words", "Change something: this is what was sent."))
    if update.asked is not None and (found := problems(update.asked, said, at=at)):
        raise Refused(*found)
    if not update.events.filter(kind=Kind.SUBMITTED).exists():
        # One that came by another way than a lead's form: its own words are kept as they were sent.
        happened(update, Kind.SUBMITTED, by=update.submitted_by, at=update.submitted_at or at)
    said.put_into(update)
    update.edited_by, update.edited_at = by, at
    update.version += 1
    update.save()
    happened(update, Kind.EDITED, by=by, at=at, because=clean(because))
    letters.tell_edited(update, because=clean(because), by=by, at=at)
    return update


@transaction.atomic
def add(update, words, *, on, by, at):
    """Put a dated addition under an answer that is signed off, after those already there. Returns the Addendum."""
    update = _held(update, None)
    if found := why_not_add(update, words, on=on, at=at):
        raise Refused(*found)
    last = update.addenda.order_by("order", "id").last()
    return Addendum.objects.create(
        update_added_to=update, order=last.order + 1 if last else 1, on=on, words=clean(words), added_by=by
    )


def why_not_add(update, words, *, on, at):
    """What keeps this from being added under an answer: [(field or None, sentence)]."""
    if not update.is_signed_off:
        return [(None, "Only an answer that is signed off is added to. Until then it can be changed itself.")]
    found = [] if clean(words) else [("words", "Write what is to be added.")]
    last = update.addenda.order_by("order", "id").last()
    if on is None or on > timezone.localdate(at):
        found.append(("on", "Choose today or an earlier day."))
    elif last is not None and last.on is not None and on < last.on:
        found.append(("on", f"Choose {last.on.day} {last.on:%B %Y} or later: additions stand in order."))
    return found


def _held(update, version):
    """The answer as it stands, held until this is done; Stale where it is not the version that was looked at."""
    related = (
        "action__plan__organisation",
        "reporting_round",
        "status",
        "same_as",
        "asked__reporting_round",
        "asked__action__plan",
        "asked__action__status",
    )
    held = Update.objects.select_for_update(no_key=True).get(pk=update.pk)
    if version is not None and held.version != version:
        raise Stale(held)
    return Update.objects.select_related(*related).get(pk=held.pk)


def _is_not_the_whole_story(update):
    """Whether a later round has spoken already, or the other half of the action still has something to do."""
    later = Update.objects.filter(
        action=update.action_id,
        state=State.SIGNED_OFF,
        status__isnull=False,
        reporting_round__order__gt=update.reporting_round.order,
    )
    return later.exists() or (update.status.is_finished and asking.is_half_open(update.action))


def _carry_over(update):
    """Let the action know on which day it was completed, or that it is open again. Its words stay."""
    action, status = update.action, update.status
    if status is None or update.answer not in (Answer.PROGRESS, Answer.NOTHING_TO_REPORT):
        return
    if status.is_finished:
        days = {"completed_on": update.completed_on, "next_review_on": update.next_review_on}
        changed = {name: day for name, day in days.items() if day}
    else:
        changed = {"completed_on": None} if action.completed_on else {}
    if changed and not _is_not_the_whole_story(update):
        for name, day in changed.items():
            setattr(action, name, day)
        action.save(update_fields=list(changed))

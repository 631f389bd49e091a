"""Entering an update on the desk: what may be changed, and who stands behind it.

An update that somebody submitted is theirs: its words are not changed by anybody else
(policy P20), and nobody signs off what they submitted themselves (P22). An update that
nobody submitted was typed in, or brought in, from a paper; it may be put right, and it is
recorded as signed off without a name.
"""

from .models import Update

State = Update.State
# What the person who answered said; everything else is the office's.
SAID = ("action", "reporting_round", "assignment", "answer", "same_as", "words", "status", "status_words")


def is_somebodys(update):
    """Whether this update was submitted by somebody, so that what it says stays as they said it."""
    return update.submitted_by_id is not None


def said(update):
    """What an update says now: {name: value} of `SAID`, to be compared after a change."""
    return {name: getattr(update, update._meta.get_field(name).attname) for name in SAID}


def why_not(update, *, state_before, said_before, by):
    """Why this change may not be saved, as (field or None, sentence); None when it may.

    `said_before` is what `said` gave before the change, or None for a new update.
    """
    if said_before is not None and is_somebodys(update):
        now = said(update)
        changed = [name for name in SAID if now[name] != said_before[name]]
        if changed:
            who = update.submitted_by
            return changed[0], (
                f"{who} submitted this update, so its words stay as they are. "
                "Return it with a reason, or add a dated addition under it."
            )
    if update.state == State.RETURNED and not update.returned_because.strip():
        return "returned_because", "Say why it is returned, so that the lead knows what to do."
    signing = update.state == State.SIGNED_OFF and state_before != State.SIGNED_OFF
    if signing and update.submitted_by_id is not None and update.submitted_by_id == by.pk:
        return "state", "You submitted this update yourself. Somebody else must sign it off."
    return None


def stamp(update, *, state_before, by, at):
    """Put down who moved the update from one state to the next, and when. Nothing is saved."""
    if update.state == state_before:
        return update
    if update.state == State.SUBMITTED:
        update.submitted_by, update.submitted_at = by, at
    if update.state == State.SIGNED_OFF:
        known = update.submitted_by_id is not None
        update.signed_off_by, update.signed_off_at = (by, at) if known else (None, None)
    else:
        update.signed_off_by = update.signed_off_at = None
    if update.state == State.DRAFT:
        update.submitted_by = update.submitted_at = None
    return update

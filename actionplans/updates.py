"""Entering on the desk what a paper says was answered: what may be changed there, and what is done elsewhere.

What is asked for and answered here belongs to the rounds' own pages: the desk shows it, adds to it once
it is signed off, and changes nothing. What nobody here sent was typed in, or brought in, from a paper: it
may be put right, and it is recorded as signed off without a name. Every change of what is public leaves a step.
"""

from .models import Update, UpdateEvent, UpdateRequest
from .rounds.answering import happened
from .rounds.answers import Said, hold_always

State = Update.State
# What the person who answered said; everything else is the office's.
SAID = (
    "action",
    "reporting_round",
    "assignment",
    "answer",
    "same_as",
    "words",
    "status",
    "status_words",
    "completed_on",
    "next_review_on",
    "reopened_because",
)
# As what an update of a paper is entered: it was never sent, nor returned.
ENTERED_AS = (State.DRAFT, State.SIGNED_OFF)
ELSEWHERE = "Answer it on the page of the round: this round is run here, and its answers are asked for."


def is_somebodys(update):
    """Whether this was asked for or sent by somebody here, so that what it says stays as they said it."""
    return update.submitted_by_id is not None or update.asked_id is not None


def is_run_here(reporting_round):
    """Whether answers of this round are, or will be, asked for here, so that none is typed in beside them."""
    return reporting_round.opened_at is not None or reporting_round.is_planned


def said(update):
    """What an update says now: {name: value} of `SAID` and its state, to be compared after a change."""
    now = {name: getattr(update, update._meta.get_field(name).attname) for name in SAID}
    return now | {"state": update.state}


def why_not(update, *, said_before):
    """Why this change may not be saved, as (field or None, sentence); None when it may.

    `said_before` is what `said` gave before the change, or None for a new update.
    """
    now = said(update)
    changed = [name for name in now if said_before is None or now[name] != said_before[name]]
    if not changed:
        return None
    if said_before is not None and is_somebodys(update):
        who = update.submitted_by or "Its lead"
        return changed[0], (
            f"{who} answers for this update, so its words stay as they are. "
            "Return it on the page of the round, or add a dated addition under it."
        )
    if is_run_here(update.reporting_round):
        return "reporting_round", ELSEWHERE
    if update.state not in ENTERED_AS:
        return "state", (
            "Enter it as a draft, or as signed off as the paper has it. "
            "Answers are sent and returned on the pages of their round."
        )
    return _rule_broken(update) if update.state == State.SIGNED_OFF else None


def _rule_broken(update):
    """The first rule of every answer that this one breaks: the worst status needs a remark, opening again a reason."""
    half = update.assignment.qualifier if update.assignment_id else ""
    asked = UpdateRequest(action=update.action, reporting_round=update.reporting_round, half=half)
    return next(iter(hold_always(asked, Said.of(update))), None)


def put_down(update, *, said_before, by, at):
    """Move the version on after a change on the desk, and keep what a public update says now. Call it once it is saved."""
    now = said(update)
    if said_before == now or is_somebodys(update):
        return
    Update.objects.filter(pk=update.pk).update(version=update.version + 1, saved_by=by, saved_at=at)
    update.version += 1
    was_public = said_before is not None and said_before["state"] == State.SIGNED_OFF
    if update.is_signed_off or was_public:
        kind = UpdateEvent.Kind.EDITED if was_public else UpdateEvent.Kind.BROUGHT_IN
        happened(update, kind, by=by, at=at, because="Entered on the desk.")

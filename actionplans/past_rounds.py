"""Entering rounds on the desk: those that were over before they came. What is run here is run on its own pages."""

from .updates import is_run_here

# What may be changed of any round: where it stands among the others.
ALWAYS = ("order",)
KEPT = (
    "words",
    "key",
    "held_in",
    "opens_on",
    "due_on",
    "papers_cut_off_on",
    "meeting_words",
    "closed_on",
    "reminder_days",
    "escalates_after_days",
)


def kept(reporting_round):
    """What a round says now: {name: value}, to be compared after a change; and whether it is run here."""
    return {name: getattr(reporting_round, name) for name in KEPT} | {
        "is_run_here": is_run_here(reporting_round)
    }


def why_not(reporting_round, *, kept_before):
    """Why this change may not be saved, as (field, sentence); None when it may. `kept_before` is None for a new round."""
    changed = [
        name for name in KEPT if kept_before is None or getattr(reporting_round, name) != kept_before[name]
    ]
    if kept_before is not None and kept_before["is_run_here"]:
        if changed:
            return changed[
                0
            ], "Change it on the page of the round: it is run here, and keeps its history there."
        return None
    if reporting_round.due_on and not reporting_round.closed_on:
        return "closed_on", (
            "Give the day on which it was closed: rounds that are over are entered here. "
            "A round that is to come is planned on the page “Rounds”."
        )
    return None


def may_be_deleted(reporting_round):
    """Whether nothing was ever asked for, or sent by somebody, in this round."""
    if reporting_round.opened_at is not None or reporting_round.requests.exists():
        return False
    return not reporting_round.updates.filter(submitted_by__isnull=False).exists()

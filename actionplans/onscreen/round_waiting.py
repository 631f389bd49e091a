"""What is still out when a round is about to close, and the exact line that prints for each."""

from dataclasses import dataclass

from ..models import UpdateRequest
from ..rounds.days import days_asked, line_that_prints
from .titles import title_and_rest


@dataclass(slots=True)
class Missing:
    """One answer that has not come, and what will stand in its place."""

    ref: str
    half: str
    title: str
    state: str
    line: str


@dataclass(slots=True)
class Waiting:
    """What closing means: the answers that have not come, and how many wait to be signed off."""

    missing: list
    to_review: int
    signed_off: int


def waiting(reporting_round):
    """The Waiting of this round, in three queries."""
    rows = list(
        UpdateRequest.objects.awaited()
        .filter(reporting_round=reporting_round)
        .order_by("action__order", "action_id", "pk")
        .values_list(
            "pk", "half", "action__ref", "action__words", "action__recommendation__words", "update__state"
        )
    )
    asked = days_asked(reporting_round)
    states = list(
        reporting_round.updates.standing().filter(asked__isnull=False).values_list("state", flat=True)
    )
    return Waiting(
        [
            Missing(
                ref,
                half,
                title_and_rest(words or said or "")[0],
                state or "not_started",
                line_that_prints(asked.get(pk, ()), state=state),
            )
            for pk, half, ref, words, said, state in rows
        ],
        to_review=states.count("submitted"),
        signed_off=states.count("signed_off"),
    )

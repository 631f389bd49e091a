"""What stands where no signed-off answer is, and why. Pure: no row is read here.

Page, paper and list ask the same two questions, so that a blank is the same blank everywhere: where
the round is (`stage`), and what became of what was asked in it (`blank`).
"""

from papers import phrases

PLANNED, OPEN, OVER = "planned", "open", "over"
# What stands after a round is over, by the state of the answer.
_LEFT_OVER = {"submitted": phrases.NOT_SIGNED_OFF, "returned": phrases.NOT_ANSWERED_AGAIN}


def stage(*, opened_at, closed_on, opens_on, due_on, has_answers, today):
    """Where a round is: PLANNED, OPEN or OVER.

    One that was opened here is open until it is closed. One that was not is planned while it waits with a
    due date; with answers signed off, or without any date, a paper brought it, or somebody entered it
    from one, and its own days say whether it is over.
    """
    if closed_on is not None:
        return OVER
    if opened_at is not None:
        return OPEN
    if due_on is not None:
        if not has_answers:
            return PLANNED
        return OPEN if due_on >= today else OVER
    return OVER if opens_on is None else OPEN


def blank(where, *, is_asked, state="not_started", asked_on=(), reviews=False):
    """The phrase that stands where no signed-off answer is; "" where nothing is to be said, as of a round to come.

    `state` is that of the request, `asked_on` the days on which somebody was asked. While the round is
    open nobody but those who review (`reviews`) learns that an answer was sent or returned.
    """
    if where == PLANNED:
        return ""
    if not is_asked:
        return phrases.NOT_ASKED
    if state in _LEFT_OVER and (where == OVER or reviews):
        return _LEFT_OVER[state]
    return phrases.NO_ANSWER_YET if where == OPEN else phrases.not_received(list(asked_on))

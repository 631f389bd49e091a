"""What a round's pages say in words: the title says what is the case, and what became of several. Pure."""

from ..models import Update
from ..movement import short
from .moments import in_words, number
from .readings import said


def answers(count):
    """ "one answer", "four answers", "21 answers"."""
    return in_words(count, "answer")


def name(reporting_round):
    """ "October 2026 round"; a round whose name says round already is called so."""
    words = str(reporting_round)
    return words if "round" in words.casefold() else f"{words} round"


def title(reporting_round, board, today):
    """ "October 2026 round: four answers still to come"."""
    return f"{name(reporting_round)}: {_case(reporting_round, board, today)}"


def _case(reporting_round, board, today):
    if reporting_round.is_planned:
        opens = reporting_round.opens_on
        return f"planned, to open on {said(opens)}" if opens and opens > today else "planned, not open yet"
    if reporting_round.opened_at is None:
        return "it came with a paper"
    if reporting_round.is_open:
        return _open_case(board)
    if board.to_come:
        return f"closed, {answers(board.to_come)} not received"
    if board.to_review:
        return f"closed, {answers(board.to_review)} to review"
    return "closed, every answer signed off" if board.asked else "closed, nothing was asked for"


def _open_case(board):
    if not board.asked:
        return "nothing is asked for"
    if board.to_come:
        return f"{answers(board.to_come)} still to come"
    if board.to_review:
        return f"all have come, {number(board.to_review)} to review"
    return "every answer is signed off"


def state(reporting_round):
    """What a list says of a round: open, planned, closed, or from a paper."""
    if reporting_round.is_open:
        return "Open"
    if reporting_round.is_planned:
        return "Planned"
    return "Closed" if reporting_round.opened_at else "From a paper"


def named(update):
    """How an answer is called in a sentence: "1c (internal)"."""
    half = update.asked.half if update.asked_id else ""
    return f"{update.action.ref or 'an action'} ({half})" if half else update.action.ref or "an action"


def kind_words(answer, same_as=""):
    """What a kind of answer is called: "Stopped", "Same as 3b"."""
    if answer == Update.Answer.SAME_AS:
        return f"Same as {same_as or 'another action'}"
    return str(Update.Answer(answer).label)


def signed_off_words(result, unanswered=()):
    """What became of several answers: how many are signed off, and which were left, by reason."""
    done = len(result.done)
    told = [f"{answers(done).capitalize()} {'is' if done == 1 else 'are'} signed off."]
    by_reason = {}
    for update, why in result.left:
        by_reason.setdefault(why, []).append(named(update))
    for ref in unanswered:
        by_reason.setdefault("No answer has come yet.", []).append(ref)
    for why, refs in by_reason.items():
        told.append(f"Left: {_listed(refs)}. {why}")
    return " ".join(told)


def _listed(refs):
    shown = refs[:12]
    return ", ".join(shown) + (f" and {len(refs) - len(shown)} more" if len(refs) > len(shown) else "")


def status_words(status, printed=""):
    """A status in a sentence, without its explanation."""
    return short(status.words) if status else printed

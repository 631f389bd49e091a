"""What still stands of what was said of an action: the last word of each of its halves. Pure.

Where leads answer separately, one of them may say nothing in a round. What that lead said before
stands until the same half speaks again, somebody speaks for the whole, or two halves speak in one
round, which is then the whole picture. What was said of the whole stands until two halves have
spoken since. So an action is never in a better position than the last word of either lead, and it is
finished only when both have said so.

`ActionQuerySet` asks the same of the database; a test holds the two together.
"""

from collections import defaultdict

from .models.scales import ENDING, WORST_FIRST


def still_standing(said):
    """Those of `said` that a later word does not replace. Each is (place of the round, half, …), rounds in order."""
    if not said:
        return []
    last = said[-1][0]
    if len(said) == 1 or not any(each[1] for each in said):
        return [each for each in said if each[0] == last]
    spoke = defaultdict(set)
    for place, half, *_ in said:
        spoke[place].add(half.casefold())
    return [each for each in said if not _is_replaced(each[0], each[1].casefold(), spoke)]


def _is_replaced(place, half, spoke):
    later = [halves for at, halves in spoke.items() if at > place]
    if any("" in halves or half in halves or len(halves) > 1 for halves in later):
        return True
    return half == "" and len(set().union(*later)) > 1


def worst(words, meaning):
    """The worst of these words, the latest where several are; None where there is none. `meaning` tells what one means."""
    ranked = [(WORST_FIRST.index(meaning(word)), -at) for at, word in enumerate(words)]
    return words[-min(ranked)[1]] if ranked else None


def ended_by(answers):
    """Which answer ended an action: "stopped", "carried_forward", or "" where something is still to be done.

    `answers` are the kinds of those that still stand: every half must have ended.
    """
    if not answers or any(each not in ENDING for each in answers):
        return ""
    return next(kind for kind in ENDING if kind in answers)

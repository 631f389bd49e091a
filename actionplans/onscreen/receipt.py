"""How many answers came in a round, in words. Pure.

While a round is open the public learns of what is signed off and of nothing else; those who review
are told what was sent as well. Once it is over, an answer that was sent counts as received for everybody.
"""


def receipt(tally, reporting_round, *, reviews):
    """ "33 of 38 received", and how many of these are, or are not, signed off."""
    if not reporting_round.is_open:
        said = f"{tally.received} of {tally.asked} received"
        return f"{said}, {tally.sent} of them not yet signed off" if tally.sent else said
    if reviews:
        return f"{tally.received} of {tally.asked} received, {tally.signed_off} of them signed off"
    return f"{tally.signed_off} of {tally.asked} received and signed off"

"""The mails of a round: what each says, and to whom it goes. They are queued, never sent from here.

A mail holds titles and a link, never the text of a draft.
"""


def ask(reporting_round, asked, *, by, at):
    """Write to everybody who is asked for these answers, one mail each, and log who was asked."""


def tell_returned(update, *, by, at):
    """Tell the lead that an answer came back, and where to read why."""


def tell_deputy(deputy, *, by, at):
    """Tell somebody that they stand in for a lead, and for how long. `deputy` is the Deputy."""


def tell_edited(update, *, because, by, at):
    """Tell the lead that the equality team edited the answer, and where both texts stand."""

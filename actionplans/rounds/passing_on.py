"""Saying that an answer is asked of the wrong officer, and taking that word back.

Nothing is moved by it: the equality team sees it where they chase, looks who leads the action now, and
changes its leads. Until then the request stands, and may be answered all the same.
"""

from django.db import transaction

from ..models import UpdateRequest
from ..wording.pasted import clean
from .refusals import Refused

FIELDS = ["not_mine_at", "not_mine_by", "not_mine_words"]


@transaction.atomic
def say_not_mine(asked, words, *, by, at):
    """Say who leads it now, as far as one knows. Returns the UpdateRequest."""
    asked, words = _held(asked), clean(words)
    if asked.withdrawn_at is not None or not asked.reporting_round.is_open:
        raise Refused("Leave it: this answer is no longer asked for.")
    if UpdateRequest.objects.received().filter(pk=asked.pk).exists():
        raise Refused("Take the answer back first: it was sent, and whoever sends an answer answers for it.")
    if not words:
        raise Refused(
            ("words", "Say who leads it now, or that you do not know: the equality team asks them.")
        )
    asked.not_mine_at, asked.not_mine_by, asked.not_mine_words = at, by, words
    asked.save(update_fields=FIELDS)
    return asked


@transaction.atomic
def take_it_after_all(asked):
    """Take back that it is somebody else's. Returns the UpdateRequest."""
    asked = _held(asked)
    asked.not_mine_at, asked.not_mine_by, asked.not_mine_words = None, None, ""
    asked.save(update_fields=FIELDS)
    return asked


def _held(asked):
    requests = UpdateRequest.objects.select_for_update(of=("self",)).select_related("reporting_round")
    return requests.get(pk=asked.pk)

"""How often one may try to sign in, and ending a person's sessions.

Ten failures for one address from one network address, or a hundred from one network
address, within a quarter of an hour: then no try is looked at until the quarter is over.
The count goes by the address typed, whether or not anybody has it, so that the answer
tells nothing about who has an account.
"""

from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from django.utils.crypto import salted_hmac

from .models import FailedSignIn

WINDOW = timedelta(minutes=15)
TRIES_FOR_ADDRESS = 10
TRIES_FROM_NETWORK = 100
TRIES_FOR_CODE = 5
# Tries of a code count for that code alone, wherever they come from: this is nobody's network address.
NOWHERE = "::"


def digest(email):
    """What is kept of an address that was typed: enough to count, not enough to read."""
    return salted_hmac("accounts.failed_sign_in", email.strip().casefold(), algorithm="sha256").hexdigest()


def must_wait(email, *, network, at):
    """Whether there were too many failures lately for this address from this network address."""
    lately = FailedSignIn.objects.filter(network_address=network, at__gt=at - WINDOW)
    typed = list(lately.values_list("address_digest", flat=True)[:TRIES_FROM_NETWORK])
    return len(typed) >= TRIES_FROM_NETWORK or typed.count(digest(email)) >= TRIES_FOR_ADDRESS


def note_failure(email, *, network, at):
    """Count one failure, and forget those that no longer count."""
    FailedSignIn.objects.filter(at__lte=at - WINDOW).delete()
    FailedSignIn.objects.create(address_digest=digest(email), network_address=network, at=at)


def note_success(email, *, network):
    """Forget this address's failures from here."""
    FailedSignIn.objects.filter(network_address=network, address_digest=digest(email)).delete()


def may_try_code(asked_for, *, at):
    """Whether the code asked for under these words may be looked at once more. The try is counted first.

    So tries that come at the same moment share the five: what a session counts is written after the code was
    looked at, and the last of several to write it would forget the others.
    """
    tries = FailedSignIn.objects.filter(network_address=NOWHERE, address_digest=digest(asked_for))
    FailedSignIn.objects.filter(at__lte=at - WINDOW).delete()
    FailedSignIn.objects.create(address_digest=digest(asked_for), network_address=NOWHERE, at=at)
    return tries.count() <= TRIES_FOR_CODE


def end_sessions(user, *, at):
    """End every session of this person, wherever it is open."""
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])


def showed_who_they_are(request, *, at):
    """Whether the person signed in did so in the last quarter of an hour by a code or the council's account.

    That is as good as the old password: they may set a new one without it.
    """
    records = get_authentication_records(request, request.user)
    return any(
        each["method"] in ("code", "socialaccount") and each["at"] > (at - WINDOW).timestamp()
        for each in records
    )

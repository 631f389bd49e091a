"""The council's own sign-in (OpenID Connect): who goes there, and who is let in with its answer.

The server vouches for a work address; whoever has an active account with that address is signed in. Nobody is
created and nothing is linked: each time the address is looked up anew, as it is for a code.
"""

import logging

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect.views import callback
from django.conf import settings
from django.utils.crypto import constant_time_compare, get_random_string

from . import codes

logger = logging.getLogger(__name__)
COUNCIL = "council"
# What the library lets through when a server does not answer, or answers something else than it should.
FAULTS = (OSError, ValueError, KeyError, TypeError, AttributeError)


class NotLetIn(Exception):
    """This person is not signed in; `heading` and the message say why and what to do."""

    heading = "You are not signed in yet"


class TurnedBack(NotLetIn):
    """The person said no, or closed the page of the council."""

    def __str__(self):
        return (
            "You turned back before your council account was confirmed. Try again, or sign in in another way."
        )


class NoAnswer(NotLetIn):
    """The council's server did not answer as it should."""

    def __str__(self):
        return "Try again in a minute, or sign in in another way: your council’s sign-in did not answer as it should."


class NotVouchedFor(NotLetIn):
    """The server names no address, or does not say that it is this person's."""

    def __str__(self):
        return "Sign in with a code instead: your council account did not confirm a work e-mail address."


class Unknown(NotLetIn):
    """No active account has this address."""

    heading = "Nobody here signs in with this address"

    def __init__(self, email):
        super().__init__(email)
        self.email = email

    def __str__(self):
        return (
            f"Ask the equality team to add you: your council account is known as {self.email}, and no account here "
            "has that address. Nothing was set up."
        )


def is_on():
    """Whether a server and a client are set."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])


def name():
    """What the button says; an empty word where there is no such server."""
    return settings.OIDC_NAME if is_on() else ""


def leave_for(request, going_to):
    """The answer that leads to the council's server. Raises NoAnswer where it cannot be reached."""
    nonce = get_random_string(32)
    try:
        provider = get_adapter(request).get_provider(request, provider=COUNCIL)
        return provider.redirect(
            request, "login", next_url=going_to or None, data={"nonce": nonce}, auth_params={"nonce": nonce}
        )
    except FAULTS as fault:
        logger.exception("The council's sign-in cannot be reached")
        raise NoAnswer from fault


def come_back(request):
    """The answer to somebody who comes from the council's server. Raises NoAnswer."""
    try:
        return callback(request, COUNCIL)
    except FAULTS as fault:
        logger.exception("The council's sign-in answered what cannot be read")
        raise NoAnswer from fault


def person_of(sociallogin):
    """The person whom the council's server names. Raises NotLetIn."""
    claims = sociallogin.account.extra_data.get("id_token") or {}
    asked = (sociallogin.state.get("data") or {}).get("nonce", "")
    answers_us = bool(asked) and constant_time_compare(str(claims.get("nonce")), asked)
    if sociallogin.account.provider != COUNCIL or not answers_us:
        raise NoAnswer
    email = str(claims.get("email") or "").strip()
    if not email or not is_vouched_for(email, claims):
        raise NotVouchedFor
    person = codes.person_with(email)
    if person is None:
        raise Unknown(email)
    return person


def is_vouched_for(email, claims):
    """Whether the server says that the address is verified, or is trusted for its domain."""
    domain = email.rpartition("@")[2].lower()
    return claims.get("email_verified") in (True, "true") or domain in settings.OIDC_TRUSTED_DOMAINS

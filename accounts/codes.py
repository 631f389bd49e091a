"""Signing in with a code sent to one's work address.

The code has eight figures, works once, for a quarter of an hour and in the browser that asked for it; a new one takes
the place of the one before, and five wrong tries end it, also where they come at the same moment. An address that nobody has, or whose account is disabled,
gets the same pages, the same limits and the same wait as one that somebody has; no code is made for it.

How often a code may be asked for is counted by the library in the memory of each server process, by mail address and
by network address (`ACCOUNT_RATE_LIMITS`). Wrong passwords are counted in the database (`signing_in.py`). Neither
count closes the other way: whoever locks a person's password by guessing does not keep them from their code.
"""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit

from . import mailing, signing_in
from .models import User


class CannotAsk(Exception):
    """No code was sent; the message says what to do."""


TOO_OFTEN = "Wait a few minutes, then ask again: too many codes were asked for."
NO_MAIL = "Sign in in another way, or try again later: the code could not be sent, because the mail server does not answer."


def person_with(email):
    """The active user with this address, capitals or not; or None."""
    typed = email.strip().lower()
    found = User.objects.filter(email__iexact=typed, is_active=True).first()
    # What a database takes for the same letter may be another mailbox.
    return found if found and found.email.lower() == typed else None


def ask(request, email):
    """Send a code to the person with this address, if there is one, and wait for it in this session. Raises CannotAsk."""
    typed = email.strip().lower()
    if not ratelimit.consume(request, action="request_login_code", key=typed):
        raise CannotAsk(TOO_OFTEN)
    person = person_with(typed)
    try:
        if person is None:
            mailing.send_nothing()
        LoginCodeVerificationProcess.initiate(request=request, user=person, email=typed)
    except mailing.CannotSend as fault:
        raise CannotAsk(NO_MAIL) from fault


def was_asked_for(request):
    """Whether a code was asked for in this session, however long ago."""
    return LOGIN_SESSION_KEY in request.session


def awaited(request):
    """The code that this session waits for, with its `.state["email"]` and its `.code`; or None, also when it has expired."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    return LoginCodeVerificationProcess.resume(stage) if stage else None


def may_try(request):
    """Whether a code from this place is looked at at all."""
    return bool(ratelimit.consume(request, action="confirm_login_code"))


def count_try(request, code, *, at):
    """Count one try of this code, right or wrong, before it is looked at; whether it may be looked at."""
    return signing_in.may_try_code(f"{request.session.session_key} {code.state['at']}", at=at)

"""Where allauth asks how it is done here: no account is made, no page or word of its own is shown."""

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from . import council, mailing, where
from .moments import clock

WRONG_CODE = "Check the code: this is not the one we sent last. Only the newest one works."


class OurDoor(DefaultAccountAdapter):
    """Signing in with a code."""

    error_messages = {**DefaultAccountAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        """The code is all there is: no telephone, no second confirmation of the address."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def get_client_ip(self, request):
        return where.network_address(request) or "unknown"

    def add_message(self, *args, **kwargs):
        """Nothing: our pages say what is the case."""

    def send_mail(self, template_prefix, email, context):
        """The code, in our own words; there is no other mail."""
        if template_prefix != "account/email/login_code":
            raise NotImplementedError(template_prefix)
        now = timezone.now()
        said = {
            "site_name": settings.SITE_NAME,
            "site_body": settings.SITE_BODY,
            "contact_email": settings.CONTACT_EMAIL,
            "host": self.request.get_host(),
            "asked_on": timezone.localdate(now),
            "asked_at": clock(now),
            "works_until": clock(now + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)),
        }
        mailing.send_code(context["code"], email, context=said)

    def respond_user_inactive(self, request, user):
        """Disabled between asking for the code and entering it."""
        messages.error(request, "Ask for a new code: this one can no longer be used.")
        return redirect("sign_in")


class CouncilDoor(DefaultSocialAccountAdapter):
    """Signing in with the council's own account."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def authenticate_by_email(self, sociallogin):
        """Nobody: whom an address belongs to is found in `pre_social_login`, by our own rules."""

    def pre_social_login(self, request, sociallogin):
        """The active account with the address that the council's server vouches for; nobody is created or linked."""
        try:
            sociallogin.user = council.person_of(sociallogin)
        except council.NotLetIn as reason:
            raise ImmediateHttpResponse(
                self.refuse(request, reason, sociallogin.state.get("next"))
            ) from reason

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """The person turned back, or the answer of the council's server was not what we had asked for."""
        state = (extra_context or {}).get("state") or {}
        reason = council.TurnedBack() if error == AuthError.CANCELLED else council.NoAnswer()
        council.logger.warning("Sign-in with the council's account failed: %s %r", error, exception)
        raise ImmediateHttpResponse(self.refuse(request, reason, state.get("next")))

    def refuse(self, request, reason, going_to=""):
        """The page that says why somebody is not signed in, with the other ways."""
        context = {"reason": reason, "next": going_to or "", "council_name": council.name()}
        return render(request, "accounts/council_refused.html", context, status=403)

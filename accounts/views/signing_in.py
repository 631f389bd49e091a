"""Signing in, by a code, a password or the council's own account, and signing out."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import codes, council, keeping, where
from accounts.forms import AskForCodeForm, EnterCodeForm, PasswordForm

READ_OR_SEND = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(READ_OR_SEND)
def sign_in(request):
    """Ask for a code to be sent to the work address; then on to the page where it is entered."""
    going_to = where.going_to(request)
    if request.user.is_authenticated:
        return redirect(going_to or settings.LOGIN_REDIRECT_URL)
    form = AskForCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes.ask(request, form.cleaned_data["email"])
        except codes.CannotAsk as reason:
            form.add_error(None, str(reason))
        else:
            return redirect(_with_next("enter_code", going_to))
    return _page(request, "accounts/sign_in.html", form, going_to)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(READ_OR_SEND)
def enter_code(request):
    """The code that was sent; then on to where the person was going."""
    going_to = where.going_to(request)
    if request.user.is_authenticated:
        return redirect(going_to or settings.LOGIN_REDIRECT_URL)
    had_asked = codes.was_asked_for(request)
    code = codes.awaited(request)
    if code is None:
        if had_asked:
            messages.error(request, "Ask for a new code: the one we sent has expired.")
        return redirect(_with_next("sign_in", going_to))
    if request.method == "POST" and not codes.may_try(request):
        form = EnterCodeForm(initial={"code": ""}, code=code.code)
        messages.error(request, "Wait a minute, then try again: too many codes were tried from here.")
        return _page(request, "accounts/enter_code.html", form, going_to, email=code.state["email"])
    form = EnterCodeForm(request.POST if request.method == "POST" else None, code=code.code)
    if request.method == "POST":
        # Only a code counts as a try, not a form sent empty.
        is_try = bool(request.POST.get("code", "").strip())
        may_be_right = not is_try or codes.count_try(request, code, at=timezone.now())
        if may_be_right and form.is_valid():
            return code.finish(going_to or resolve_url(settings.LOGIN_REDIRECT_URL))
        if is_try and not (may_be_right and code.record_invalid_attempt()):
            if not may_be_right:
                code.abort()
            messages.error(request, "Ask for a new code: the one we sent was not entered in five tries.")
            return redirect(_with_next("sign_in", going_to))
    return _page(request, "accounts/enter_code.html", form, going_to, email=code.state["email"])


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(READ_OR_SEND)
def sign_in_with_password(request):
    """Address and password; then on to where the reader was going, if that is a page of ours."""
    going_to = where.going_to(request)
    if request.user.is_authenticated:
        return redirect(going_to or settings.LOGIN_REDIRECT_URL)
    form = PasswordForm(request.POST or None, request=request, network=where.network_address(request))
    if request.method == "POST" and form.is_valid():
        login(request, form.user)
        return redirect(going_to or settings.LOGIN_REDIRECT_URL)
    return _page(request, "accounts/sign_in_with_password.html", form, going_to)


@never_cache
@require_safe
def council_start(request):
    """To the council's own sign-in, where one is set up."""
    going_to = where.going_to(request)
    if request.user.is_authenticated:
        return redirect(going_to or settings.LOGIN_REDIRECT_URL)
    if not council.is_on():
        return redirect("sign_in")
    try:
        return council.leave_for(request, going_to)
    except council.NotLetIn as reason:
        return _page(request, "accounts/council_refused.html", None, going_to, status=403, reason=reason)


@never_cache
@require_safe
def council_back(request, provider_id):
    """Back from the council's own sign-in, with its answer."""
    if not council.is_on():
        return redirect("sign_in")
    try:
        return council.come_back(request)
    except council.NotLetIn as reason:
        return _page(request, "accounts/council_refused.html", None, "", status=403, reason=reason)


@never_cache
@require_POST
def sign_out(request):
    """End this session. Its key is worth nothing afterwards."""
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect(settings.LOGOUT_REDIRECT_URL)


def _with_next(name, going_to):
    """The address of this name, with where the person was going."""
    return f"{reverse(name)}?{urlencode({'next': going_to})}" if going_to else reverse(name)


def _page(request, template, form, going_to, status=200, **more):
    """One of the pages of signing in: with the ways there are, and whether something typed is waiting."""
    context = {
        "form": form,
        "next": going_to,
        "is_kept": keeping.is_kept(request, going_to.partition("?")[0]),
        "council_name": council.name(),
        "mails_are_files": not settings.EMAIL_HOST and not settings.PRODUCTION,
        **more,
    }
    return render(request, template, context, status=status)

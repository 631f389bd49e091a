"""Signing in and out, one's own account, and what the site says of itself."""

from datetime import date
from ipaddress import ip_address

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import keeping, signing_in
from .forms import ChangePasswordForm, SignInForm

# To be renewed with every release, once the checks it speaks of have been made.
STATEMENT_PREPARED_ON = date(2026, 11, 22)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """Address and password; then on to where the reader was going, if that is a page of ours."""
    going_to = own_path(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(going_to or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None, request=request, network=network_address(request))
    if request.method == "POST" and form.is_valid():
        login(request, form.user)
        return redirect(going_to or settings.LOGIN_REDIRECT_URL)
    is_kept = keeping.is_kept(request, going_to.partition("?")[0])
    return render(request, "accounts/sign_in.html", {"form": form, "next": going_to, "is_kept": is_kept})


@never_cache
@require_POST
def sign_out(request):
    """End this session. Its key is worth nothing afterwards."""
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect(settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    """One's own name and roles, and changing the password."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, request.user)
        messages.success(request, "Your password is changed. Your other sessions have ended.")
        return redirect("account")
    return render(request, "accounts/account.html", {"form": form, "grants": request.user.role_grants.all()})


@never_cache
@login_required
@require_POST
def end_sessions(request):
    """End one's sessions on every other machine and keep this one."""
    signing_in.end_sessions(request.user, at=timezone.now())
    update_session_auth_hash(request, request.user)
    messages.success(request, "Your sessions on all other machines have ended.")
    return redirect("account")


@require_safe
def accessibility(request):
    """The accessibility statement, in the form that the regulator asks for."""
    return render(request, "accounts/accessibility.html", {"prepared_on": STATEMENT_PREPARED_ON})


@never_cache
@require_safe
def healthz(request):
    """One word: `ok`, or `unavailable` where the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("unavailable", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def own_path(request, address):
    """The address, if it leads to a page of this site; else an empty word."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return resolve_url(address) if is_ours else ""


def network_address(request):
    """Where the request comes from: the last hop before our own proxy, or the machine itself; None where unknown."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    said = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(said))
    except ValueError:
        return None

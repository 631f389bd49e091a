"""One's own account: how one signs in, the password, and the sessions open elsewhere."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import council, signing_in
from accounts.forms import ChangePasswordForm, NewPasswordForm
from accounts.sending_once import sent_once


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def account(request):
    """One's own name and roles, how one signs in, and the password."""
    person = request.user
    is_sure = signing_in.showed_who_they_are(request, at=timezone.now())
    form_class = NewPasswordForm if is_sure else ChangePasswordForm
    has_password = person.has_usable_password()
    form = form_class(request.POST or None, user=person) if is_sure or has_password else None
    if request.method == "POST" and form and form.is_valid():
        form.save()
        update_session_auth_hash(request, person)
        done = "Your password is changed." if has_password else "You have a password now."
        messages.success(request, f"{done} Your other sessions have ended.")
        return redirect("account")
    context = {
        "form": form,
        "grants": person.role_grants.all(),
        "has_password": has_password,
        "council_name": council.name(),
    }
    return render(request, "accounts/account.html", context)


@never_cache
@login_required
@require_POST
@sent_once
def end_sessions(request):
    """End one's sessions on every other machine and keep this one."""
    signing_in.end_sessions(request.user, at=timezone.now())
    update_session_auth_hash(request, request.user)
    messages.success(request, "Your sessions on all other machines have ended.")
    return redirect("account")

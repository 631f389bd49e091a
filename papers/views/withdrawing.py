"""Withdrawing an issued paper: its files go out no more, and a marker says so."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.keeping import kept_for, sign_in_first
from accounts.permissions import Permission, may_on_every_row
from accounts.sending_once import send_once
from papers import publishing
from papers.forms import WithdrawForm
from papers.models import Publication


@sign_in_first
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, slug):
    """Withdraw a paper with a public reason."""
    if not may_on_every_row(request.user, Permission.WITHDRAW_PUBLICATION):
        raise PermissionDenied
    publication = get_object_or_404(Publication.objects.visible_to(request.user), slug=slug)
    form = WithdrawForm(request.POST or kept_for(request))
    if request.method != "POST":
        return _shown(request, publication, form)
    if not form.is_valid():
        return _shown(request, publication, form, status=422)
    at = timezone.now()

    def work():
        words = form.cleaned_data["reason"]
        publishing.note(publication, "withdrawn", words, by=request.user, at=at)
        return publication.get_absolute_url(), f"{publication} is withdrawn. A marker stands in its place."

    try:
        done = send_once(form.cleaned_data["key"], work, by=request.user, at=at)
    except publishing.Refused as refused:
        form.add_error(None, str(refused))
        return _shown(request, publication, form, status=422)
    messages.success(request, done.said)
    return redirect(done.address)


def _shown(request, publication, form, status=200):
    if request.method != "POST" and publication.notices.filter(kind="withdrawn").exists():
        messages.info(request, "This paper was withdrawn already.")
        return redirect(publication)
    context = {
        "publication": publication,
        "form": form,
        "standing": Publication.objects.visible_to(request.user)
        .standing()
        .filter(Q(supplements=publication) | Q(corrects=publication))
        .order_by("published_at"),
        "trail": [("Home", reverse("home")), ("Papers", reverse("publications"))],
    }
    return render(request, "publications/withdraw.html", context, status=status)

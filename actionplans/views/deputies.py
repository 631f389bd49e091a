"""Deputies: who answers in somebody's place, for a time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts import deputising
from accounts.keeping import kept_for, sign_in_first
from accounts.models import Deputy
from accounts.permissions import Permission, may, may_on_every_row
from accounts.sending_once import KeyedForm, send_once, sent_once
from actionplans.forms.passing_on import DeputyForm
from actionplans.rounds import letters

SHOWN = 200


@sign_in_first
@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request):
    """Who stands in for whom, and naming somebody."""
    user, today = request.user, timezone.localdate()
    if not may(user, Permission.ASSIGN_DEPUTY):
        raise PermissionDenied
    for_anybody = may_on_every_row(user, Permission.ASSIGN_DEPUTY)
    typed = request.POST or kept_for(request)
    form = DeputyForm(typed, user=user, names_for_anybody=for_anybody, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            return _name(request, form)
        except deputising.Refused as refused:
            form.add_error(refused.field, str(refused))
    held = Deputy.objects.visible_to(user).to_come().select_related("lead", "deputy", "named_by")
    named = held if for_anybody else held.filter(lead=user)
    may_end = set(Deputy.objects.editable_by(user).to_come().values_list("pk", flat=True))
    context = {
        "form": form,
        "named": [(each, each.pk in may_end, each.starts_on > today) for each in named[:SHOWN]],
        "stands_in": held.filter(Q(deputy=user)),
        "for_anybody": for_anybody,
        "end": KeyedForm(),
    }
    return render(request, "answers/deputies.html", context, status=422 if request.method == "POST" else 200)


def _name(request, form):
    given, by, at = form.cleaned_data, request.user, timezone.now()

    def work():
        deputy = deputising.name(
            given["deputy"],
            lead=given.get("lead") or by,
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            today=timezone.localdate(at),
            by=by,
        )
        letters.tell_deputy(deputy, by=by, at=at)
        return reverse("deputies"), f"{deputy.deputy} stands in for {deputy.lead} and is told by e-mail."

    done = send_once(given["key"], work, by=by, at=at)
    messages.success(request, done.said)
    return redirect(done.address)


@login_required
@require_POST
@sent_once
def end(request, number):
    """End it today."""
    if not may(request.user, Permission.ASSIGN_DEPUTY):
        raise PermissionDenied
    deputy = get_object_or_404(Deputy.objects.editable_by(request.user), pk=number)
    deputising.end(deputy, by=request.user, at=timezone.now())
    messages.success(request, f"{deputy.deputy} no longer stands in for {deputy.lead}.")
    return redirect("deputies")

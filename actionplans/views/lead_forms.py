"""Forms in Word or Excel for leads without the site: one's own, and the equality team's for anybody."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, may, may_on_every_row
from accounts.sending_once import new_key, send_once
from actionplans.forms.lead_forms import FormSentForm
from actionplans.models import ReportingRound
from actionplans.papers.lead_rows import form_of
from actionplans.rounds import on_forms
from actionplans.rounds.refusals import Refused
from papers import writing

FORMATS = ("docx", "xlsx")


def one_round(user, plan, key, permission):
    """The round of this key in this plan for somebody with this permission; else 404."""
    if not may_on_every_row(user, permission):
        raise Http404
    rounds = ReportingRound.objects.visible_to(user).select_related("plan__organisation", "plan__scale")
    return get_object_or_404(rounds, plan__slug=plan, key=key)


@login_required
@require_safe
def mine(request, format):
    """The form with what one owes oneself; where several rounds wait, a choice of them."""
    if not may(request.user, Permission.POST_UPDATE):
        raise PermissionDenied
    if format not in FORMATS:
        raise Http404(f"There is no form in the format “{format}”.")
    rounds = list(on_forms.rounds_that_wait_for(request.user))
    wanted = request.GET.get("round")
    if wanted is not None:
        rounds = [each for each in rounds if f"{each.plan.slug}/{each.key}" == wanted]
    if not rounds:
        raise Http404("Nothing is waited for from you, so there is no form to fill in.")
    if len(rounds) > 1:
        return render(request, "rounds/choose_form.html", {"rounds": rounds, "format": format})
    asked = on_forms.awaited(rounds[0]).reportable_by(request.user)
    return _file(request, rounds[0], asked, whom=request.user.name, format=format)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request, plan, key):
    """Everybody who is waited for, with a form for each. Taking one changes nothing; that it was sent is said here."""
    reporting_round = one_round(request.user, plan, key, Permission.CHASE)
    form = FormSentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _say_sent(request, reporting_round, form.cleaned_data)
    context = {
        "round": reporting_round,
        "lines": on_forms.lines(reporting_round),
        "form": form,
        "key": new_key(),
        "trail": round_trail(reporting_round),
    }
    return render(request, "rounds/forms.html", context, status=422 if form.is_bound else 200)


def _say_sent(request, reporting_round, given):
    at, address = timezone.now(), request.path

    def work():
        count = on_forms.form_sent(reporting_round, given["contributor"], by=request.user, at=at)
        if not count:
            return address, "That a form was sent today stands there already."
        return address, f"Kept: a form was sent today, for {count} answer{'' if count == 1 else 's'}."

    try:
        done = send_once(given["key"], work, by=request.user, at=at)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, done.said)
    return redirect(address)


@login_required
@require_safe
def one(request, plan, key, contributor, format):
    """The form of one officer or service."""
    reporting_round = one_round(request.user, plan, key, Permission.CHASE)
    line = on_forms.line_of(reporting_round, contributor) if format in FORMATS else None
    if line is None:
        raise Http404("Nothing is waited for from them, so there is no form to fill in.")
    return _file(request, reporting_round, line.asked, whom=line.contributor.name, format=format)


def _file(request, reporting_round, asked, *, whom, format):
    """The form as a file to be saved."""
    document = form_of(
        reporting_round,
        asked,
        reader=request.user,
        whom=whom,
        send_to=settings.CONTACT_EMAIL or ("" if whom == request.user.name else request.user.email),
        today=timezone.localdate(),
    )
    _, media_type, ending = writing.FORMATS[format]
    response = HttpResponse(writing.write(document, format), content_type=media_type)
    name = f"{slugify(f'{reporting_round.words} {whom}')[:80] or 'form'}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def round_trail(reporting_round, *more):
    """The way from the plan to a page of its round, as words and addresses."""
    plan = reporting_round.plan
    return [
        (plan.title, plan.get_absolute_url()),
        (reporting_round.words, reporting_round.get_absolute_url()),
        *((words, reverse(name, args=[plan.slug, reporting_round.key])) for words, name in more),
    ]

"""The log of a round's mail: who was asked when and how, what failed, what came back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import posting
from accounts.keeping import kept_for
from accounts.models import Email
from accounts.sending_once import new_key, send_once
from actionplans.forms.chasing import ByHandForm, MailForm, WholeNumbers
from actionplans.models import Asking
from actionplans.rounds import chasing, letters
from actionplans.rounds.letters import title_line
from actionplans.rounds.refusals import Refused

from ..lateness import count
from ..onscreen.chase_list import MOST_IN_AN_ADDRESS
from ..onscreen.mail_log import about
from .chasing import chasers_only

MAILS_ON_A_PAGE = 50


@chasers_only
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request, reporting_round):
    """Every mail of the round, the newest first, and everybody asked by hand; with what can be done about each."""
    if request.method != "POST":
        kept = kept_for(request)
        return _log(request, reporting_round, kept and _bound(reporting_round, kept))
    if request.POST.get("do") == "by_hand":
        return _note_by_hand(request, reporting_round)
    return _about_a_mail(request, reporting_round)


def _log(request, reporting_round, form=None, status=200):
    mails = Email.objects.visible_to(request.user).filter(key__startswith=letters.prefix(reporting_round))
    in_trouble = set(letters.in_trouble(reporting_round).values_list("pk", flat=True))
    shows_trouble = request.GET.get("show") == "trouble"
    if shows_trouble:
        mails = mails.filter(pk__in=in_trouble)
    page = Paginator(mails, MAILS_ON_A_PAGE).get_page(request.GET.get("page"))
    told = about(page.object_list)
    context = {
        "round": reporting_round,
        "plan": reporting_round.plan,
        "page": page,
        "mails": [(each, told.get(each.pk)) for each in page],
        "in_trouble": in_trouble,
        "shows_trouble": shows_trouble,
        "by_hand": _by_hand(request.user, reporting_round),
        "form": form or _form_about(request, reporting_round),
        "key": new_key(),
    }
    return render(request, "chasing/mails.html", context, status=status)


def _by_hand(user, reporting_round):
    """The last askings of this round that were no mail of ours."""
    askings = Asking.objects.visible_to(user).filter(request__reporting_round=reporting_round, email=None)
    return askings.select_related("request__action", "by").order_by("-at", "-id")[:MAILS_ON_A_PAGE]


def _form_about(request, reporting_round):
    """The form for noting a call about the answers named in the address (`about=1,2,3`); None without any."""
    keys = WholeNumbers().to_python(request.GET.get("about", "").split(","))
    form = _by_hand_form(
        reporting_round,
        keys,
        initial={"asked": keys, "on": timezone.localdate(), "whom": request.GET.get("whom", "")[:250]},
    )
    return form if form.waiting else None


def _by_hand_form(reporting_round, keys, data=None, **more):
    waiting = chasing.awaited(reporting_round).filter(pk__in=keys[:MOST_IN_AN_ADDRESS])
    waiting = waiting.select_related("action__recommendation").order_by("action__order", "action_id", "half")
    return ByHandForm(data, waiting=[(str(each.pk), title_line(each)) for each in waiting], **more)


def _bound(reporting_round, typed):
    """The form as it was sent, about the answers that it was shown with."""
    shown = WholeNumbers().to_python(typed.getlist("shown") + typed.getlist("asked"))
    return _by_hand_form(reporting_round, shown, typed)


def _note_by_hand(request, reporting_round):
    form, at = _bound(reporting_round, request.POST), timezone.now()
    if not form.is_valid():
        return _log(request, reporting_round, form, status=422)
    given = form.cleaned_data

    def work():
        asked = chasing.awaited(reporting_round).filter(pk__in=given["asked"])
        noted = chasing.note_by_hand(
            reporting_round, asked, given["whom"], on=given["on"], by=request.user, at=at
        )
        return _address(
            reporting_round
        ), f"Noted: {noted[0].whom} was asked for {count(len(noted), 'answer')}."

    try:
        done = send_once(given["key"], work, by=request.user, at=at)
    except Refused as refused:
        for field, sentence in refused.problems:
            form.add_error(field, sentence)
        return _log(request, reporting_round, form, status=422)
    messages.success(request, done.said)
    return redirect(done.address)


def _about_a_mail(request, reporting_round):
    """Try one again, or note that it came back."""
    form, at = MailForm(request.POST), timezone.now()
    mails = Email.objects.editable_by(request.user).filter(key__startswith=letters.prefix(reporting_round))
    email = mails.filter(pk=form.cleaned_data["email"]).first() if form.is_valid() else None
    if email is None:
        messages.error(request, "Choose a mail of this list: the page may be an old one.")
        return redirect(_address(reporting_round))

    def work():
        if request.POST.get("do") == "came_back":
            posting.came_back(email, at=at)
            return _address(reporting_round), f"Noted: the mail to {email.to} came back."
        posting.try_again(email, at=at)
        return _address(reporting_round), f"The mail to {email.to} will be tried again now."

    done = send_once(form.cleaned_data["key"], work, by=request.user, at=at)
    messages.success(request, done.said)
    return redirect(done.address)


def _address(reporting_round):
    return reverse("mails", args=[reporting_round.plan.slug, reporting_round.key])

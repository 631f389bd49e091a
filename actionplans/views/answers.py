"""What a lead officer owes, and the form in which it is answered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.keeping import kept_for, sign_in_first
from accounts.permissions import Permission, may
from accounts.sending_once import KeyedForm, send_once
from actionplans.forms.answers import AnswerForm, initial_from, initial_of, statuses_of
from actionplans.forms.passing_on import NotMineForm
from actionplans.onscreen.moments import moment
from actionplans.onscreen.tasks import tasks_of
from actionplans.rounds import answering, passing_on
from actionplans.rounds.refusals import Refused, Stale
from actionplans.wording.pasted import left_out

from .answers_found import TO_SAVE, WRITTEN, may_do, one_request
from .answers_saving import keep, keep_over, send
from .answers_shown import show_answer, show_conflict, show_form, who_saved

NOT_SAVED = "Try again in a moment: the site cannot write anything down just now. What you typed is below; copy it to be sure."


@sign_in_first
@require_safe
def my_actions(request):
    """Everything this officer owes, the most urgent first, and what became of what they sent."""
    if not may(request.user, Permission.POST_UPDATE):
        raise PermissionDenied
    tasks = tasks_of(
        request.user,
        today=timezone.localdate(),
        waiting_asked=request.GET.get("page", ""),
        sent_asked=request.GET.get("sent", ""),
    )
    return render(request, "answers/my_actions.html", {"tasks": tasks})


@sign_in_first(words=WRITTEN)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, number):
    """One answer: its form while it is to be given, and how it was sent afterwards."""
    if request.method == "POST":
        return save(request, one_request(request.user, number, joined=TO_SAVE))
    asked = one_request(request.user, number)
    is_to_be_given = asked.withdrawn_at is None and asked.reporting_round.is_open
    if not is_to_be_given or (asked.answer and asked.answer.state not in answering.DRAFTS):
        return show_answer(request, asked, is_to_be_given)
    typed = kept_for(request)
    initial = initial_from(typed) if typed else initial_of(asked.answer)
    form = AnswerForm(asked=asked, statuses=statuses_of(asked.action.plan), by=request.user, initial=initial)
    return show_form(request, asked, form, files_lost=typed.files if typed else ())


def save(request, asked):
    """Send the form, or keep it as a draft, whichever button it was; for the page's own script, say so as data."""
    form = AnswerForm(
        request.POST, request.FILES, asked=asked, statuses=statuses_of(asked.action.plan), by=request.user
    )
    by_script = "application/json" in request.headers.get("Accept", "")
    if not form.is_valid():
        return _said(form.errors) if by_script else show_form(request, asked, form, status=422)
    try:
        return _autosave(request, asked, form) if by_script else _save(request, asked, form)
    except Stale as stale:
        return _overtaken(request, asked, form, stale.now, by_script)
    except Refused as refused:
        form.refuse(refused.problems)
        return _said(form.errors) if by_script else show_form(request, asked, form, status=422)
    except OperationalError:
        form.refuse([(None, NOT_SAVED)])
        return _said(form.errors, 503) if by_script else show_form(request, asked, form, status=503)


def _save(request, asked, form):
    by, at = request.user, timezone.now()
    if "send" in request.POST:
        saved = send(asked, form, by=by, at=at)
    elif "over" in request.POST and may_do(by, Permission.TAKE_BACK_UPDATE, asked):
        saved = keep_over(asked, form, by=by, at=at)
    else:
        saved = keep(asked, form, by=by, at=at)
    for sentence in left_out(request.POST.get("words", "")):
        messages.warning(request, sentence)
    if saved.done:
        messages.success(request, saved.done.said)
        return redirect(saved.done.address)
    if saved.problems:
        return kept_with_problems(request, asked, form, saved)
    messages.success(request, f"Kept as a draft {moment(at, timezone.localdate(at))}. It is not sent yet.")
    return redirect("answer", asked.pk)


def kept_with_problems(request, asked, form, saved):
    """The form again, with what must be put right; it is kept as a draft, and goes on from that."""
    asked.update = saved.update
    is_link_in = not any(field == "link" for field, _ in saved.problems)
    form.carry_on(saved.update.version, without=("link", "link_words") if is_link_in else ())
    form.refuse(saved.problems)
    return show_form(request, asked, form, status=422, is_kept=True)


def _autosave(request, asked, form):
    at = timezone.now()
    saved = keep(asked, form, by=request.user, at=at, with_evidence=False)
    when = moment(saved.update.saved_at, timezone.localdate(at))
    return JsonResponse({"version": saved.update.version, "said": f"Draft kept {when}."})


def _said(errors, status=422):
    sentences = [sentence for field in errors.get_json_data().values() for sentence in field]
    return JsonResponse({"said": " ".join(each["message"] for each in sentences)}, status=status)


def _overtaken(request, asked, form, now, by_script):
    """Somebody saved in between: both texts, or a word to the script that asked."""
    if by_script:
        said = f"{who_saved(now, request.user, timezone.localdate())} Your words are still in this page."
        return JsonResponse({"said": said, "version": now.version if now else 0}, status=409)
    return show_conflict(request, asked, form, now)


@sign_in_first(page="answer")
@require_POST
def take_back(request, number):
    """Make a sent answer a draft again."""
    asked = one_request(request.user, number, Permission.TAKE_BACK_UPDATE)
    said = "It is a draft again. The equality team does not wait for it until you send it."
    return _once(request, asked, answering.take_back, said, leads_to="answer")


@sign_in_first
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, number):
    """Throw a draft away that was never sent."""
    asked = one_request(request.user, number, Permission.DELETE_DRAFT_UPDATE)
    if request.method == "POST":
        return _once(request, asked, answering.discard, "The draft is thrown away.", leads_to="my_actions")
    if asked.answer is None or asked.answer.state != "draft" or asked.answer.events.exists():
        return redirect("answer", asked.pk)
    form = KeyedForm(initial={"version": asked.answer.version})
    return render(request, "answers/discard.html", {"asked": asked, "form": form})


def _once(request, asked, verb, said, *, leads_to):
    """Do this to the answer once, and go on; say why where it cannot be done."""
    form, at = KeyedForm(request.POST), timezone.now()
    here = reverse("answer", args=[asked.pk])
    if not form.is_valid():
        messages.error(request, "Press the button once more: the page was not the newest.")
        return redirect(here)

    def work():
        verb(asked, version=form.cleaned_data["version"], by=request.user, at=at)
        return (here if leads_to == "answer" else reverse(leads_to)), said

    try:
        done = send_once(form.cleaned_data["key"], work, by=request.user, at=at)
    except Stale as stale:
        messages.error(
            request, f"{who_saved(stale.now, request.user, timezone.localdate())} Look at it again."
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done.said)
        return redirect(done.address)
    return redirect(here)


@sign_in_first(words={"words": "Who leads it now"})
@require_http_methods(["GET", "HEAD", "POST"])
def not_mine(request, number):
    """Say that somebody else leads this action now, or take that back."""
    asked = one_request(request.user, number)
    form = NotMineForm(request.POST or kept_for(request) or None)
    if request.method == "POST":
        try:
            return _passed_on(request, asked, form)
        except Refused as refused:
            for field, sentence in refused.problems:
                form.add_error(field, sentence)
    elif form.is_bound:
        form = NotMineForm(initial=form.data.dict())
    status = 422 if form.is_bound else 200
    return render(request, "answers/not_mine.html", {"asked": asked, "form": form}, status=status)


def _passed_on(request, asked, form):
    if "undo" in request.POST:
        passing_on.take_it_after_all(asked)
        messages.success(request, "It is yours again, and waits for your answer.")
        return redirect("answer", asked.pk)
    if not form.is_valid():
        raise Refused()
    at = timezone.now()

    def work():
        passing_on.say_not_mine(asked, form.cleaned_data["words"], by=request.user, at=at)
        return reverse("my_actions"), "The equality team sees what you said, and asks whoever leads it now."

    done = send_once(form.cleaned_data["key"], work, by=request.user, at=at)
    messages.success(request, done.said)
    return redirect(done.address)

"""The pages of one answer: its form, how it was sent, and what to do where two saved it."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from accounts.permissions import Permission
from accounts.sending_once import KeyedForm, new_key
from actionplans.lateness import is_overdue, overdue_words
from actionplans.models import Evidence, SuccessMeasure, Target, Timescale, Update, UpdateEvent
from actionplans.models.scales import Meaning
from actionplans.rounds.answers import Said, is_worst, last_answer, position_before
from actionplans.rounds.days import line_that_prints
from papers import attaching, phrases

from ..forms.answers import DAYS, TYPED, WORDS_OF
from ..onscreen.moments import long_day, moment, short_day
from ..onscreen.other_actions import titles_of
from ..onscreen.tasks import asked_days
from ..onscreen.titles import title_and_rest
from ..wording.differences import compare
from .answers_found import answering_for, may_do, other_halves

State, Kind = Update.State, Update.Answer
# With more actions than these their references are typed without a list to choose from.
MOST_LISTED = 300
# What each meaning says to the person who chooses, where the body's own key does not explain it.
MEANS = {
    Meaning.NOT_STARTED: "No work has begun.",
    Meaning.ON_TRACK: "It will be done when we said.",
    Meaning.AT_RISK: "It will be late, or smaller, unless something changes.",
    Meaning.OFF_TRACK: "It will not be done as promised.",
    Meaning.COMPLETE: "It is done, and you can show it.",
    Meaning.PAUSED: "Work has stopped for now and will go on.",
    Meaning.CLOSED_NOT_DELIVERED: "It will not be done.",
    Meaning.CARRIED_FORWARD: "It goes on in the next plan.",
}
LABELS = {
    "answer": "Kind of answer",
    "status": "How it is going",
    "same_as": "Same as",
    "completed_on": "Completed on",
    "next_review_on": "Next review",
    "reopened_because": "Why it is open again",
}


def show_form(request, asked, form, *, status=200, is_kept=False, files_lost=()):
    """The form of an answer, with everything one needs to give it."""
    today = timezone.localdate()
    before, last = position_before(asked), last_answer(asked)
    finished = [each for each in form.statuses if each.is_finished]
    context = {
        **about(asked, request.user, today),
        "form": form,
        "is_kept": is_kept,
        "files_lost": files_lost,
        "choices": [
            (
                each,
                each.explanation or means(each, form.statuses),
                str(each.pk) == str(form["status"].value() or ""),
            )
            for each in form.statuses
        ],
        "days_at": finished[0].pk if len(finished) == 1 else None,
        "has_finished": bool(finished),
        "before": before,
        "was_finished": before is not None and before.is_finished,
        "last": last,
        "last_addenda": last.addenda.all() if last else (),
        "since": last.reporting_round.words if last else "",
        "words_label": f"What has happened since {last.reporting_round.words}?"
        if last
        else "What has happened?",
        "others": told_apart(form.others, asked, request.user),
        "refs": refs_of(asked, request.user),
        "evidence": evidence_of(asked.answer, request.user),
        "accept": attaching.ACCEPT,
        "taken": attaching.TAKEN,
        "limit": settings.UPLOAD_LIMIT_BYTES // (1024 * 1024),
        "kept_at": moment(asked.answer.saved_at, today) if asked.answer and asked.answer.saved_at else "",
        "may_discard": may_discard(asked, request.user),
        "not_received": line_that_prints(
            asked_days([asked.pk]).get(asked.pk, ()), state=asked.answer.state if asked.answer else ""
        ),
    }
    return render(request, "answers/form.html", context, status=status)


def show_answer(request, asked, is_to_be_given):
    """An answer that was sent, or can no longer be given: as it stands, with what became of it."""
    today, update = timezone.localdate(), asked.answer
    context = {
        **about(asked, request.user, today),
        "update": update,
        "is_to_be_given": is_to_be_given,
        "evidence": evidence_of(update, request.user),
        "addenda": update.addenda.all() if update else (),
        "steps": steps_of(update, request.user),
        "may_take_back": is_to_be_given
        and update.state == State.SUBMITTED
        and may_do(request.user, Permission.TAKE_BACK_UPDATE, asked),
        "form": KeyedForm(initial={"version": update.version if update else 0}),
    }
    return render(request, "answers/sent.html", context)


def show_conflict(request, asked, form, now):
    """Both texts side by side, what was typed still in its form."""
    today, user = timezone.localdate(), request.user
    field = WORDS_OF[form.kind]
    theirs, mine = (now.words if now else ""), form.cleaned_data[field]
    form.carry_on(now.version if now else 0)
    form.data["key"] = new_key()
    asked.update = now
    context = {
        **about(asked, user, today),
        "form": form,
        "now": now,
        "said": who_saved(now, user, today).rstrip("."),
        "by": name_of(now, user),
        "pieces": compare(theirs, mine),
        "field": form[field],
        "hidden": [form[name] for name in ("status", "answer", *TYPED) if name != field],
        "differs": differences(now, form),
        "files": [each.name for each in form.cleaned_data["files"]],
        "is_sent": now is not None and now.state == State.SUBMITTED,
        "is_signed_off": now is not None and now.state == State.SIGNED_OFF,
        "may_take_back": may_do(user, Permission.TAKE_BACK_UPDATE, asked),
    }
    return render(request, "answers/conflict.html", context, status=409)


def about(asked, user, today):
    """What every page of one answer says about it."""
    action, held = asked.action, asked.reporting_round
    title, _ = title_and_rest(action.printed_words)
    timescales = list(Timescale.objects.filter(action=action).order_by("-is_current", "-id"))
    return {
        "asked": asked,
        "action": action,
        "round": held,
        "title": title or phrases.NOT_STATED,
        "due": long_day(held.due_on) if held.due_on else "",
        "is_late": held.due_on is not None and held.due_on < today,
        "for_whom": answering_for(asked, user),
        "halves": [
            (names, half, short_day(timezone.localdate(sent), today) if sent else "")
            for names, half, sent in other_halves(asked)
        ],
        "timescales": timescales,
        "overdue": overdue(timescales, today),
        "measures": SuccessMeasure.objects.filter(action=action),
        "targets": Target.objects.filter(action=action),
    }


def overdue(timescales, today):
    """How late the action is, in words; "" where it is not."""
    when = next((each for each in timescales if each.is_current), None)
    late = when and is_overdue(when.latest, kind=when.kind, completed_on=None, is_finished=False, today=today)
    return overdue_words(when.latest, today) if late else ""


def means(status, statuses):
    """A sentence for what this status says, where the body's own key has none."""
    remark = " Say what is being done." if is_worst(status, statuses) else ""
    return MEANS[status.meaning] + remark


def refs_of(asked, user):
    """(reference, title) of the other actions that this person may read, to be offered while typing; none of a very long plan."""
    titles = titles_of(asked.action.plan_id, user, most=MOST_LISTED + 2)
    titles.pop(asked.action_id, None)
    return list(titles.values()) if len(titles) <= MOST_LISTED else []


def told_apart(others, asked, user):
    """(key, reference, title) of actions that have one reference; the address where the title is not theirs to read."""
    if not others:
        return []
    titles = titles_of(asked.action.plan_id, user, only=[each.pk for each in others])
    return [(each.pk, each.ref, titles.get(each.pk, ("", each.slug))[1]) for each in others]


def evidence_of(update, user):
    """What was put to this answer, as far as this person may read it."""
    if update is None:
        return []
    return list(Evidence.objects.visible_to(user).filter(evidence_of=update).order_by("id"))


def may_discard(asked, user):
    """Whether the draft can be thrown away by this person."""
    update = asked.answer
    return (
        update is not None
        and update.state == State.DRAFT
        and not update.events.exists()
        and may_do(user, Permission.DELETE_DRAFT_UPDATE, asked)
    )


def steps_of(update, user):
    """[(step, what it said, what the step before said, the difference)] of this answer, oldest first."""
    if update is None:
        return []
    found, before = [], None
    events = UpdateEvent.objects.visible_to(user).filter(update_changed=update).select_related("by")
    for event in events.order_by("id"):
        words = event.said.get("words", "")
        is_edited = event.kind == UpdateEvent.Kind.EDITED and before is not None
        found.append(
            (event, before if is_edited else None, compare(before or "", words) if is_edited else ())
        )
        before = words
    return found


def name_of(now, user):
    """Who saved what stands now: a name, or "you"."""
    who = _who(now)
    if who is None:
        return "the equality team"
    return "you" if who.pk == user.pk else who.name


def _who(now):
    if now is None:
        return None
    by_state = {
        State.SIGNED_OFF: now.signed_off_by,
        State.SUBMITTED: now.edited_by or now.submitted_by,
        State.RETURNED: now.returned_by,
    }
    return by_state.get(now.state) or now.saved_by


def who_saved(now, user, today):
    """A sentence: who saved or sent this answer while one was writing, and when."""
    if now is None:
        return "This draft was thrown away while you were writing."
    verb, at = {
        State.SIGNED_OFF: ("signed off", now.signed_off_at),
        State.SUBMITTED: ("edited", now.edited_at) if now.edited_at else ("sent", now.submitted_at),
        State.RETURNED: ("returned", now.returned_at),
    }.get(now.state, ("saved", now.saved_at))
    name = name_of(now, user)
    if name == "you":
        return f"You {verb} this answer {'in another window ' if verb in ('saved', 'sent') else ''}{moment(at, today)}."
    return f"{name[:1].upper()}{name[1:]} {verb} this answer {moment(at, today) if at else ''}, while you were writing."


def differences(now, form):
    """[(label, theirs, mine)] of everything but the words that differs."""
    said, _, _ = form.said(now)
    theirs = shown_fields(Said.of(now)) if now else {}
    mine = shown_fields(said)
    mine["same_as"] = mine["same_as"] or (form.cleaned_data["same_as"] if form.kind == Kind.SAME_AS else "")
    for name in DAYS:
        mine[name] = mine[name] or form.cleaned_data[name]
    return [
        (label, theirs.get(name, ""), mine[name])
        for name, label in LABELS.items()
        if theirs.get(name, "") != mine[name]
    ]


def shown_fields(said):
    """What an answer says besides its words, each in words."""
    days = {name: getattr(said, name) for name in DAYS}
    return {
        "answer": Kind(said.answer).label,
        "status": said.status.words if said.status else said.status_words,
        "same_as": said.same_as.ref if said.same_as else "",
        "reopened_because": said.reopened_because,
        **{name: f"{day.day} {day:%B %Y}" if day else "" for name, day in days.items()},
    }

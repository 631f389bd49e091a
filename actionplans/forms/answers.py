"""The form of an answer: everything as it was typed, and what it says as far as it could be read.

Nothing typed makes this form fail: a draft keeps what was typed, understood or not. What must be put right
before it is sent stands in `unread` and in what the verb refuses (`refuse`).
"""

from django import forms

from accounts.sending_once import KeyedForm

from ..models import Action, ProgressStatus, Update
from ..onscreen.other_actions import titles_of
from ..rounds.answers import Said
from ..rounds.evidencing import whole_address
from ..wording.one_day import one_day

Answer = Update.Answer
LONGEST = 50_000
# Which field holds the words of each kind of answer.
WORDS_OF = {
    Answer.PROGRESS: "words",
    Answer.NOTHING_TO_REPORT: "why",
    Answer.SAME_AS: "words",
    Answer.CARRIED_FORWARD: "words",
    Answer.STOPPED: "decision",
}
DAYS = ("completed_on", "next_review_on")
TYPED = (
    "words",
    "why",
    "decision",
    "same_as",
    "same_as_which",
    *DAYS,
    "reopened_because",
    "link",
    "link_words",
)


class Typed(forms.CharField):
    """Words exactly as typed, but for characters that no text has."""

    def __init__(self, longest=LONGEST, **kwargs):
        too_long = f"Shorten this: {longest:,} characters are as many as can be kept."
        super().__init__(
            required=False, strip=False, max_length=longest, error_messages={"max_length": too_long}, **kwargs
        )

    def to_python(self, value):
        return super().to_python(value).replace("\x00", "").replace("\r\n", "\n")


class ManyFiles(forms.FileField):
    """Any number of files, each as it came."""

    class Chooser(forms.ClearableFileInput):
        """The browser's own way to choose several files."""

        allow_multiple_selected = True

    widget = Chooser

    def clean(self, data, initial=None):
        return [each for each in data or [] if each]


class AnswerForm(KeyedForm):
    """One answer: made with `asked`, the UpdateRequest, `statuses`, those of the plan's scale, and `by`, who fills it in."""

    status = Typed(100)
    answer = Typed(30)
    words = Typed()
    why = Typed()
    decision = Typed()
    same_as = Typed(200)
    same_as_which = Typed(20)
    completed_on = Typed(200)
    next_review_on = Typed(200)
    reopened_because = Typed()
    link = Typed(2000)
    link_words = Typed(1000)
    files = ManyFiles(required=False)

    def __init__(self, *args, asked, statuses, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked, self.statuses, self.by = asked, statuses, by
        self.others = []

    @property
    def kind(self):
        """Which of the five answers is chosen; progress where none is."""
        chosen = self["answer"].value()
        return Answer(chosen) if chosen in Answer.values else Answer.PROGRESS

    @property
    def chosen_status(self):
        """The ProgressStatus chosen, or None."""
        chosen = str(self["status"].value() or "")
        return next((each for each in self.statuses if str(each.pk) == chosen), None)

    def said(self, before=None):
        """(Said, aside, unread): what it says, what it holds besides, and [(field, sentence)] of what was not read.

        `before` is the Update there is, whose printed status words stay where no status is chosen.
        """
        typed, kind, status = self.cleaned_data, self.kind, self.chosen_status
        days, unread = self._days(status)
        other = self._other(kind, unread, before)
        said = Said(
            answer=kind,
            words=typed[WORDS_OF[kind]],
            status=status,
            status_words=before.status_words if before and not status else "",
            same_as=other,
            reopened_because=typed["reopened_because"],
            **days,
        )
        used = {
            WORDS_OF[kind],
            "reopened_because",
            "same_as_which",
            *(name for name, day in days.items() if day),
        }
        used |= {"same_as"} if said.same_as else set()
        aside = {name: typed[name] for name in TYPED if name not in used and typed[name].strip()}
        return said, aside, unread

    def _days(self, status):
        """({field: day or None}, [(field, sentence)]); days count only where the status ends an action."""
        days, unread = dict.fromkeys(DAYS), []
        if status is None or not status.is_finished:
            return days, unread
        for name in DAYS:
            days[name], why = one_day(self.cleaned_data[name])
            if why:
                unread.append((name, why))
        return days, unread

    def _other(self, kind, unread, before):
        """The action meant by its reference; None where it is none, or where several have it and none was chosen.

        One that this person may not read is as one that there is not, but for the one that the answer names already.
        """
        ref = " ".join(self.cleaned_data["same_as"].split())
        if kind != Answer.SAME_AS or not ref:
            return None
        found = actions_called(self.asked.action.plan_id, ref)
        known = (
            titles_of(self.asked.action.plan_id, self.by, only=[each.pk for each in found]) if found else {}
        )
        held = before.same_as_id if before else None
        found = [each for each in found if each.pk in known or each.pk == held]
        chosen = [each for each in found if str(each.pk) == self.cleaned_data["same_as_which"]]
        if len(found) == 1 or chosen:
            return (chosen or found)[0]
        if found:
            self.others = found
            unread.append(("same_as_which", f"Choose which: {len(found)} actions have the reference {ref}."))
        else:
            unread.append(
                ("same_as", f"Check the reference: you can read no action {ref[:40]} of this plan.")
            )
        return None

    def refuse(self, problems):
        """Show these problems, (field or None, sentence), at the fields in which they are put right; one a field."""
        shown = set()
        for name, sentence in problems:
            field = WORDS_OF[self.kind] if name == "words" else name
            if field not in shown:
                shown.add(field)
                self.add_error(field if field in self.fields else None, sentence)

    def carry_on(self, version, *, without=()):
        """Let the form that is shown again be that of this version, without what was taken in already."""
        self.data = self.data.copy()
        self.data["version"] = version
        for name in without:
            self.data[name] = ""

    @property
    def has_evidence(self):
        """Whether a link was typed or files were chosen."""
        return bool(self.cleaned_data["link"].strip() or self.cleaned_data["files"])

    def link_given(self):
        """(address, words) of the link that was typed, or None; Refused where it is no address."""
        if not self.cleaned_data["link"].strip():
            return None
        return whole_address(self.cleaned_data["link"]), self.cleaned_data["link_words"]


def actions_called(plan, ref):
    """The actions of a plan with this reference, whatever its case; else the one with this address."""
    actions = Action.objects.filter(plan=plan).select_related("recommendation").order_by("order", "id")
    return list(actions.filter(ref__iexact=ref)[:50]) or list(actions.filter(slug__iexact=ref)[:1])


def initial_of(update):
    """What the form begins with: what the draft says, and what was typed besides."""
    if update is None:
        return {"version": 0, "answer": Answer.PROGRESS}
    initial = {
        "version": update.version,
        "answer": update.answer,
        "status": str(update.status_id or ""),
        WORDS_OF[update.answer]: update.words,
        "same_as": (update.same_as.ref or update.same_as.slug) if update.same_as else "",
        "same_as_which": str(update.same_as_id or ""),
        "reopened_because": update.reopened_because,
    }
    for name in DAYS:
        day = getattr(update, name)
        initial[name] = f"{day.day} {day:%B %Y}" if day else ""
    return initial | update.set_aside


def initial_from(typed):
    """What the form begins with where it was typed before the session ended."""
    return {name: typed[name] for name in ("version", "answer", "status", *TYPED) if name in typed}


def statuses_of(plan):
    """The statuses that an answer on this plan can give, in the order of its scale."""
    return list(ProgressStatus.objects.filter(scale_id=plan.scale_id).order_by("order", "id"))

"""What is filled in to review an answer: signing off, returning, editing, adding later."""

import re

from django import forms
from django.core.exceptions import ValidationError

from accounts.sending_once import KeyedForm

from ..models import Action, Update
from ..rounds.answers import Answer, Said
from .days import DayField

LONGEST = 50_000
PAIRS = re.compile(r"\d{1,18}:\d{1,9}")


class SignOffForm(KeyedForm):
    """Answers chosen on the board, each with the version that was looked at ("12:3 13:1")."""

    asked = forms.CharField(required=False)
    seen = forms.CharField(required=False, max_length=200_000)
    all = forms.CharField(required=False, max_length=3)

    reporting_round = None

    def keep_to(self, reporting_round):
        """Only answers of this round can be chosen."""
        self.reporting_round = reporting_round

    def refuse(self, refused):
        """What is refused is about one answer each, and is told there."""
        self.add_error(None, str(refused))

    def clean(self):
        given = super().clean()
        seen = dict(pair.split(":") for pair in (given.get("seen") or "").split() if PAIRS.fullmatch(pair))
        seen = {int(key): int(version) for key, version in seen.items()}
        chosen = set(seen) if given.get("all") == "yes" else self._chosen()
        if not chosen:
            raise ValidationError("Choose the answers to sign off: tick the box before each.")
        given["versions"], given["unanswered"] = self._versions(chosen, seen)
        return given

    def _chosen(self):
        ticked = self.data.getlist("asked") if hasattr(self.data, "getlist") else []
        return {int(key) for key in ticked if key.isascii() and key.isdigit() and len(key) < 19}

    def _versions(self, chosen, seen):
        """({update: version looked at}, references without an answer). What was not shown as sent is refused by the verb."""
        rows = self.reporting_round.requests.filter(pk__in=chosen).values_list(
            "pk", "half", "action__ref", "update__pk", "update__version", "update__state"
        )
        versions, unanswered = {}, []
        for pk, half, ref, update, version, state in rows.order_by("action__order", "action_id", "pk"):
            if update is None:
                unanswered.append(f"{ref} ({half})" if half else ref or "an action")
            else:
                versions[update] = seen.get(pk, 0 if state == Update.State.SUBMITTED else version)
        return versions, unanswered


class StepForm(KeyedForm):
    """A form about one answer; it knows how many steps the answer had made when the form was opened."""

    steps = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class ReviewForm(StepForm):
    """Sign one answer off, or return it with the reason."""

    then = forms.ChoiceField(choices=[("sign_off", "Sign off"), ("send_back", "Return with this reason")])
    because = forms.CharField(
        label="If you return it, say why",
        required=False,
        max_length=4000,
        help_text="The lead and the equality team read these words, and nobody else.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "w-few"}),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["then"].error_messages = dict.fromkeys(
            ("required", "invalid_choice"), "Choose whether to sign it off or to return it."
        )


class EditForm(StepForm):
    """An answer as the equality team would have it; the lead's own words are kept beside it."""

    answer = forms.ChoiceField(label="What kind of answer is it?", choices=Answer.choices)
    words = forms.CharField(
        label="The words",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="They print as they stand here.",
    )
    same_as = forms.CharField(
        label="Same as which action?", required=False, max_length=40, help_text="Its reference, such as 3b."
    )
    status = forms.ChoiceField(label="How it is going", required=False)
    completed_on = DayField(label="Completed on", required=False)
    next_review_on = DayField(label="Next review on", required=False)
    reopened_because = forms.CharField(
        label="Why it is open again",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "w-few"}),
        help_text="Only where it was complete before.",
    )
    because = forms.CharField(
        label="Why do you edit it?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "w-few"}),
        help_text="The lead is told, with both texts.",
    )

    def __init__(self, *args, update, statuses, **options):
        self.update, self.statuses = update, statuses
        now = {
            "steps": update.events.count(),
            "version": update.version,
            "answer": update.answer,
            "words": update.words,
            "same_as": update.same_as.ref if update.same_as else "",
            "status": str(update.status_id or ""),
            "completed_on": update.completed_on,
            "next_review_on": update.next_review_on,
            "reopened_because": update.reopened_because,
        }
        super().__init__(*args, initial=now, **options)
        self.fields["status"].choices = [
            ("", update.status_words or "No status"),
            *((str(key), status.words) for key, status in statuses.items()),
        ]

    def clean(self):
        given = super().clean()
        given["other"] = None
        if given.get("answer") == Answer.SAME_AS and given.get("same_as"):
            given["other"] = self._other(given["same_as"].strip())
        return given

    def _other(self, ref):
        held = self.update.same_as
        if held is not None and held.ref == ref:
            return held
        found = list(Action.objects.filter(plan=self.update.action.plan_id, ref__iexact=ref)[:2])
        if len(found) != 1:
            why = "two actions have" if found else "no action of this plan has"
            self.add_error("same_as", f"Give the reference of another action: {why} “{ref}”.")
            return None
        return found[0]

    def said(self):
        """What the answer would say, as the verbs take it."""
        given = self.cleaned_data
        status = self.statuses.get(int(given["status"])) if given["status"] else None
        return Said(
            answer=given["answer"],
            words=given["words"],
            status=status,
            status_words="" if status else self.update.status_words,
            same_as=given["other"],
            completed_on=given["completed_on"],
            next_review_on=given["next_review_on"],
            reopened_because=given["reopened_because"],
        )


class AddForm(KeyedForm):
    """A dated addition under an answer that is signed off."""

    on = DayField(
        label="Dated",
        help_text="The day it is true for. It stands in bold before the words.",
        error_messages={"required": "Give the day that stands before the words."},
    )
    words = forms.CharField(
        label="What is added?",
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write what is to be added."},
    )

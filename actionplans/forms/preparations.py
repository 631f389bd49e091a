"""What is filled in to prepare a paper, and to issue it."""

from datetime import time

from django import forms
from django.utils import timezone

from accounts.sending_once import KeyedForm

from ..models.plans import Layout
from ..onscreen.preparations import paper_words
from ..publications import preparing
from ..wording.one_time import HINT, moment_on, one_time
from .comparing import told_apart
from .days import DayField

LONGEST = 20_000
FUTURE = "Choose today or an earlier day: a paper says what was true on its day."
PAST = "Choose a moment that is still to come, or leave the embargo empty."
WHY = "Say what was wrong and what is right: everybody reads it on both papers."


class TimeOfDay(forms.CharField):
    """A time in words or figures; None where it is left empty."""

    def prepare_value(self, value):
        return f"{value.hour:02}:{value.minute:02}" if isinstance(value, time) else value

    def clean(self, value):
        found, why = one_time(super().clean(value))
        if why:
            raise forms.ValidationError(why)
        return found


def _line(**options):
    return forms.CharField(required=False, **options)


def _text(longest=LONGEST, **options):
    return forms.CharField(required=False, max_length=longest, strip=True, **options)


class PreparationForm(KeyedForm):
    """What a paper is to hold. `details()` is what `preparing.prepare` and `preparing.change` take."""

    layout = forms.ChoiceField(
        label="Layout",
        choices=Layout.choices,
        error_messages={
            "required": "Choose a layout.",
            "invalid_choice": "Choose a layout from the list.",
        },
    )
    round_keys = forms.MultipleChoiceField(
        label="Rounds side by side",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: the latest, as many as the layout has room for.",
        error_messages={"invalid_choice": "Choose rounds from the list."},
    )
    title = forms.CharField(
        label="Title",
        max_length=300,
        error_messages={
            "required": "Give the paper a title.",
            "max_length": "Keep the title within 300 characters.",
        },
    )
    introduction = _text(
        label="Introduction",
        help_text="It stands above the table. A blank line begins a new paragraph.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": "Keep the introduction within 20,000 characters."},
    )
    reference = _line(label="Appendix reference", max_length=100, help_text="Such as Appendix 2.")
    committee = _line(label="For which committee", max_length=200, help_text="Such as Corporate Scrutiny.")
    meeting_words = _line(
        label="Item and meeting",
        max_length=300,
        help_text="As it should be printed: item 7, Corporate Scrutiny, 2 December 2026.",
    )
    meeting_on = DayField(label="Date of the meeting", required=False)
    as_at = DayField(
        label="As at",
        help_text="The day for which the paper speaks: what is overdue is counted from it. For example 6 November 2026.",
        error_messages={"required": "Give the day for which the paper speaks."},
    )
    compared_with = forms.ChoiceField(
        label="Compare with",
        required=False,
        help_text="Each changed cell is marked, and what changed is listed.",
        error_messages={"invalid_choice": "Choose an issued paper of this plan from the list."},
    )
    has_qr = forms.BooleanField(label="Print a QR code beside each row", required=False)
    embargo_on = DayField(
        label="Embargo until",
        required=False,
        help_text="Left empty, everybody may read it as soon as it is issued. For example 16 November 2026.",
    )
    embargo_time = TimeOfDay(
        label="At what time",
        required=False,
        max_length=20,
        help_text=f"Left empty, from the first minute of that day. {HINT}",
        widget=forms.TextInput(attrs={"class": "w-s"}),
    )
    is_shared = forms.BooleanField(
        label="Share it with committee members before it is issued, and during an embargo", required=False
    )
    note = _text(
        4_000,
        label="Public note",
        help_text="What was wrong and what is right. It stands on this paper and on the one it corrects.",
        widget=forms.Textarea(attrs={"rows": 4, "class": "w-few"}),
        error_messages={"required": WHY, "max_length": "Keep the note within 4,000 characters."},
    )

    def __init__(self, *args, plan, kind, at, initial, **options):
        super().__init__(*args, initial=_shown(initial), **options)
        self.plan, self.at = plan, at
        rounds = plan.rounds.order_by("-order", "-id")
        self.fields["round_keys"].choices = list(rounds.values_list("key", "words"))
        papers = told_apart(preparing.comparable(plan), paper_words)
        issued = [(str(one.pk), words) for one, words in papers]
        self.fields["compared_with"].choices = [("", "With no other paper"), *issued]
        if kind == preparing.KINDS.CORRECTION:
            self.fields["note"].required = True
        else:
            del self.fields["note"]
        if kind == preparing.KINDS.SUPPLEMENT:
            for name in ("layout", "round_keys", "compared_with"):
                del self.fields[name]
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_as_at(self):
        day = self.cleaned_data["as_at"]
        if day and day > timezone.localdate(self.at):
            raise forms.ValidationError(FUTURE)
        return day

    def clean(self):
        told = super().clean()
        day, at = told.get("embargo_on"), told.get("embargo_time")
        if at is not None and day is None and "embargo_on" not in self.errors:
            self.add_error("embargo_on", "Give the day of the embargo as well, or leave the time empty.")
        told["embargoed_until"], why = None, ""
        if day:
            zone = timezone.get_current_timezone()
            told["embargoed_until"], why = moment_on(day, at or time(), zone)
        if why:
            self.add_error("embargo_time", why)
        # What was set and is past by now may stay: it ended, and holds nothing up.
        before = self.initial.get("embargoed_until")
        is_new = told["embargoed_until"] != (before and before.replace(second=0, microsecond=0))
        if told["embargoed_until"] and is_new and told["embargoed_until"] <= self.at:
            self.add_error("embargo_on", PAST)
        return told

    def details(self):
        """What was told, for the verbs."""
        told = {name: self.cleaned_data[name] for name in preparing.FIELDS if name in self.cleaned_data}
        if "round_keys" in told:
            told["round_keys"] = "\n".join(told["round_keys"])
        if "compared_with" in told:
            papers = preparing.comparable(self.plan)
            told["compared_with"] = papers.get(pk=told["compared_with"]) if told["compared_with"] else None
        return told


def told_of(preparation):
    """What a preparation says, by the names of `preparing.FIELDS`."""
    return {name: getattr(preparation, name) for name in preparing.FIELDS}


def _shown(told):
    """What is told, as the fields of the form hold it."""
    shown = dict(told)
    shown["round_keys"] = told.get("round_keys", "").split()
    compared = told.get("compared_with")
    shown["compared_with"] = str(compared.pk) if compared else ""
    if until := told.get("embargoed_until"):
        local = timezone.localtime(until)
        shown["embargo_on"], shown["embargo_time"] = local.date(), local.time().replace(tzinfo=None)
    return shown


class IssueForm(KeyedForm):
    """Issue what was looked at: `made_sha256` names it. Names and small numbers that were found have to be looked at."""

    made_sha256 = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        error_messages={"required": "Load the page again and issue from there."},
    )
    looked_at = forms.BooleanField(
        label="I looked at every name and small number in the list",
        error_messages={
            "required": "Look at the names and small numbers that were found, then tick that you did."
        },
    )

    def __init__(self, *args, has_findings, **options):
        super().__init__(*args, **options)
        if not has_findings:
            del self.fields["looked_at"]

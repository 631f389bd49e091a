"""What is filled in to run a round."""

from django import forms

from accounts.sending_once import KeyedForm

from ..models import Action, Plan, ReportingRound
from ..onscreen.titles import title_and_rest
from .days import DayField


class OverlapForm(KeyedForm):
    """A form whose dates may overlap with another round. The tick is shown once they do."""

    overlap_is_meant = forms.BooleanField(label="Both are meant to run at the same time", required=False)

    @property
    def shows_overlap(self):
        """Whether the tick is to be seen: it was ticked, or asked for."""
        return self.is_bound and ("overlap_is_meant" in self.errors or self["overlap_is_meant"].value())


class DetailsForm(OverlapForm):
    """A round's name, its days, the meeting it is for, and when officers are reminded."""

    words = forms.CharField(
        label="What is the round called?", max_length=100, help_text="As the paper prints it: October 2026."
    )
    opens_on = DayField(
        label="Opens on",
        required=False,
        help_text="From this day the daily run opens it and asks. Left empty, it opens when you open it by hand.",
    )
    due_on = DayField(
        label="Answers are due by",
        help_text="The last day, up to midnight. For example 30 October 2026.",
        error_messages={"required": "Give the day by which answers are due."},
    )
    papers_cut_off_on = DayField(
        label="Cut-off for papers",
        required=False,
        help_text="When the paper must be with democratic services.",
    )
    meeting_words = forms.CharField(
        label="For which meeting?",
        max_length=300,
        required=False,
        help_text="As you would print it: Corporate Scrutiny, 2 December 2026.",
    )
    reminder_days = forms.RegexField(
        r"^\s*(\d{1,3}\s*(,\s*\d{1,3}\s*)*)?$",
        label="Remind those who have not answered",
        required=False,
        max_length=60,
        help_text="So many days before the due date, with commas between: 14, 4. Empty for never.",
        error_messages={
            "invalid": "Write how many days before the due date, with commas between: 14, 4.",
        },
    )
    escalates_after_days = forms.IntegerField(
        label="Tell the head of service after",
        required=False,
        min_value=0,
        max_value=365,
        widget=forms.TextInput(attrs={"class": "w-xs", "inputmode": "numeric"}),
        help_text="So many days after the due date. Empty for never.",
        error_messages={
            "invalid": "Write a number of days, such as 3.",
            "min_value": "Write 0 or more days.",
            "max_value": "Write at most 365 days.",
        },
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["words"].error_messages["required"] = "Give the round a name, such as October 2026."

    def details(self):
        """What `running.plan_round` and `running.change` take."""
        names = (
            "words",
            "opens_on",
            "due_on",
            "papers_cut_off_on",
            "meeting_words",
            "reminder_days",
            "escalates_after_days",
        )
        found = {name: self.cleaned_data[name] for name in names if name in self.fields}
        found["words"] = " ".join(found["words"].split())
        return found


class PlanChoice(forms.ModelChoiceField):
    """Plans to choose from, each with its body: two bodies may call theirs the same."""

    def label_from_instance(self, plan):
        return f"{plan.title} – {plan.organisation.name}"


class NewRoundForm(DetailsForm):
    """A new round of a plan."""

    plan = PlanChoice(
        Plan.objects.none(),
        label="Of which plan?",
        empty_label="Choose a plan",
        to_field_name="slug",
        error_messages={
            "required": "Choose the plan whose leads are asked.",
            "invalid_choice": "Choose a plan from the list.",
        },
    )
    field_order = ["key", "version", "plan"]

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        plans = Plan.objects.editable_by(user).exclude(state=Plan.State.CLOSED).select_related("organisation")
        self.fields["plan"].queryset = plans
        self.fields["reminder_days"].initial = _default("reminder_days")
        self.fields["escalates_after_days"].initial = _default("escalates_after_days")


class ChangeForm(DetailsForm):
    """The details of a round that is there. The days of one that was opened are moved on pages of their own."""

    def __init__(self, *args, reporting_round, **options):
        super().__init__(*args, **options)
        for name in list(self.fields):
            if hasattr(reporting_round, name) and name != "key":
                self.fields[name].initial = getattr(reporting_round, name)
        if reporting_round.opened_at is not None:
            for name in ("opens_on", "due_on", "overlap_is_meant"):
                del self.fields[name]

    @property
    def shows_overlap(self):
        return "overlap_is_meant" in self.fields and super().shows_overlap


class OpenForm(KeyedForm):
    """Open a round and ask. There is nothing to fill in."""


class ExtendForm(OverlapForm):
    """A later due date."""

    due_on = DayField(
        label="Answers are now due by",
        error_messages={"required": "Give the new day by which answers are due."},
    )
    papers_cut_off_on = DayField(
        label="Cut-off for papers", required=False, help_text="Left empty, it stays as it is."
    )
    because = forms.CharField(
        label="Why?",
        required=False,
        max_length=2000,
        help_text="It stands in the round’s history.",
        widget=forms.TextInput,
    )


class CloseForm(KeyedForm):
    """Close a round; with answers that still wait, say that it is meant."""

    with_answers_waiting = forms.BooleanField(
        label="Close all the same: they can be signed off afterwards", required=False
    )
    because = forms.CharField(
        label="A note for the round’s history",
        required=False,
        max_length=2000,
        widget=forms.TextInput,
    )


class ReopenForm(OverlapForm):
    """Open a closed round again."""

    because = forms.CharField(
        label="Why is it opened again?",
        max_length=2000,
        help_text="It stands in the round’s history.",
        widget=forms.TextInput,
        error_messages={"required": "Say why the round is opened again: it stands in the round’s history."},
    )
    due_on = DayField(
        label="Answers are due by",
        required=False,
        help_text="Left empty, the due date stays as it is. For example 6 November 2026.",
    )


class AskAlsoForm(KeyedForm):
    """One more action to ask for."""

    action = forms.ModelChoiceField(
        Action.objects.none(),
        label="Which action?",
        empty_label="Choose an action",
        error_messages={
            "required": "Choose the action to ask for.",
            "invalid_choice": "Choose an action from the list: it may be asked for by now.",
        },
    )
    because = forms.CharField(
        label="Why is it asked for?",
        max_length=2000,
        help_text="Its lead reads this.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "w-few"}),
        error_messages={"required": "Say why it is asked for: its lead will read it."},
    )

    def __init__(self, *args, reporting_round, **options):
        super().__init__(*args, **options)
        asked = reporting_round.requests.values("action")
        actions = Action.objects.filter(plan=reporting_round.plan_id).exclude(pk__in=asked)
        self.fields["action"].queryset = actions.select_related("recommendation").order_by("order", "id")
        self.fields["action"].label_from_instance = _named


class WithdrawForm(KeyedForm):
    """No longer ask for one answer."""

    because = forms.CharField(
        label="Why is it no longer asked for?",
        max_length=2000,
        help_text="The team reads this on the board, and the lead where they open the form.",
        widget=forms.TextInput,
        error_messages={"required": "Say why it is no longer asked for."},
    )


def _named(action):
    return f"{action.ref} {title_and_rest(action.printed_words)[0]}".strip()


def _default(name):
    return ReportingRound._meta.get_field(name).default

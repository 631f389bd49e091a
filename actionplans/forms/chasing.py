"""The forms of chasing: whom to remind, the reminders that were looked at, and notes on the log."""

from django import forms

from accounts.sending_once import KeyedForm

TOO_LONG = "Write at most 250 characters."


class WholeNumbers(forms.Field):
    """Keys sent over and over under one name; what is no number is left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        return [int(each) for each in value or [] if each.isascii() and each.isdigit() and len(each) < 16]


class RemindForm(KeyedForm):
    """The reminders as they were shown: about which answers, what exactly, and whether to write twice in one day."""

    asked = WholeNumbers(required=False)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    again = forms.BooleanField(required=False)


class MailForm(KeyedForm):
    """Something noted or done about one mail of the log."""

    email = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class ByHandForm(KeyedForm):
    """Somebody was asked without a mail."""

    asked = forms.MultipleChoiceField(
        label="For which answers",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one answer that was asked for.",
            "invalid_choice": "Choose from the list: an answer has come meanwhile.",
        },
    )
    whom = forms.CharField(
        label="Who was asked",
        max_length=250,
        help_text="A name or a post, as it should stand in the log.",
        error_messages={"required": "Say who was asked.", "max_length": TOO_LONG},
    )
    on = forms.DateField(
        label="When",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Give the day.", "invalid": "Give the day, such as 26 October 2026."},
    )

    def __init__(self, *args, waiting=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        self.fields["asked"].choices = waiting

"""A day typed as people in the UK type it: 6 November 2026, 6/11/26, 6.11.2026."""

from datetime import date

from django import forms

from ..onscreen.readings import said
from ..wording.one_day import HINT, one_day

LONGEST = 60


class DayField(forms.CharField):
    """One day in words or figures, in UK order; None where it is left empty."""

    widget = forms.TextInput(attrs={"class": "w-m", "autocomplete": "off"})

    def __init__(self, **options):
        options.setdefault("help_text", HINT)
        super().__init__(max_length=LONGEST, **options)
        self.error_messages["max_length"] = f"Write a day and nothing else. {HINT}"

    def prepare_value(self, value):
        return said(value) if isinstance(value, date) else value

    def clean(self, value):
        words = super().clean(value)
        return self.read(words) if words else None

    def read(self, words):
        """The day these words name; where they name none, or several, a sentence that says what to write."""
        day, why = one_day(words)
        if why:
            raise forms.ValidationError(why)
        return day

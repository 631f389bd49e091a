"""Withdrawing an action that was issued, and taking it back."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from accounts.sending_once import KeyedForm


class TakeBackForm(KeyedForm):
    """Nothing is asked; what is refused is told."""

    def refuse(self, refused):
        """Put each sentence of a `Refused` at its field, where the form has that field."""
        for field, sentence in refused.problems:
            self.add_error(field if field in self.fields else NON_FIELD_ERRORS, sentence)


class WithdrawActionForm(TakeBackForm):
    """Why an action is no longer part of its plan."""

    because = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Everybody may read this: the next paper says which actions were withdrawn and why.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "id_because_helptext"}),
        error_messages={
            "required": "Say why it is withdrawn, in a sentence that everybody may read.",
            "max_length": "Shorten this: a few sentences are enough.",
        },
    )

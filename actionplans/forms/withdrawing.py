"""Withdrawing an action that was issued."""

from django import forms

from accounts.sending_once import KeyedForm


class WithdrawActionForm(KeyedForm):
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

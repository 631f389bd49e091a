"""Saying that a form was sent."""

from django import forms

from accounts.sending_once import KeyedForm


class FormSentForm(KeyedForm):
    """Whose form was sent today."""

    contributor = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Choose one of those who are waited for."
        ),
    )

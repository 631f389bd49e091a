"""What is filled in to withdraw an issued paper."""

from django import forms

from accounts.sending_once import KeyedForm


class WithdrawForm(KeyedForm):
    """Why a paper is withdrawn, for everybody to read."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=2000,
        help_text="One or two sentences that everybody may read. They stand in its place for good.",
        widget=forms.Textarea(attrs={"class": "w-few", "rows": 4}),
        error_messages={"required": "Say why: it stands in the place of the paper."},
    )

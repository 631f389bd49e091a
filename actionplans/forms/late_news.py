"""What is filled in to start a sheet of late news: which rows, and what came late."""

from django import forms

from accounts.sending_once import KeyedForm

LONGEST_NOTE = 2000


class LateNewsForm(KeyedForm):
    """The rows of the sheet, of those that differ, and a sentence that everybody may read."""

    rows = forms.MultipleChoiceField(
        label="Rows of the sheet",
        error_messages={
            "required": "Choose at least one row for the sheet.",
            "invalid_choice": "Choose again: a row that you chose no longer differs from the paper.",
        },
    )
    note = forms.CharField(
        label="What came late?",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence or two that everybody may read. It stands on the sheet, and as a notice on the paper.",
        error_messages={"required": "Say in a sentence what came late. It is the notice on the paper."},
    )

    def offer(self, keys, *, usual):
        """Only these rows can be chosen; those of `usual` are chosen already."""
        self.fields["rows"].choices = [(key, key) for key in keys]
        self.fields["rows"].initial = list(usual)

    @property
    def chosen(self):
        """The keys of the rows that are ticked."""
        return set(self["rows"].value() or ())

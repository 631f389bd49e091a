"""Choosing a file, and settling what its reading left open."""

from django import forms
from django.conf import settings

from accounts.models import Organisation
from actionplans.models import Plan

MEGABYTE = 1024 * 1024
ENDINGS = ".docx,.xlsx,.xls,.ods,.csv,.tsv,.txt,.html,.htm,.mht,.docm,.xlsm"


class FileOrPaste(forms.Form):
    """What a form has that takes a file, or a table pasted from one: its limits, and that there is one of the two."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(
                f"Choose a file of at most {settings.UPLOAD_LIMIT_BYTES // MEGABYTE} MB: this one has "
                f"{file.size / MEGABYTE:.0f} MB. Saving it without its pictures often helps."
            )
        return file

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("file") and not (given.get("pasted") or "").strip():
            self.add_error("file", "Choose a file, or paste the table: there is nothing to read yet.")
        return given


class NewImportForm(FileOrPaste):
    """A file, or a table pasted from one; whose plan it is; and which plan it is a newer version of, if any."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        label="The file",
        help_text="Word, Excel, OpenDocument, CSV, a saved web page or plain text.",
    )
    pasted = forms.CharField(
        required=False,
        label="Or paste the table",
        help_text="Copy the table in Word or Excel and paste it here.",
        widget=forms.Textarea(attrs={"rows": 6}),
        strip=False,
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        required=False,
        label="Whose plan is it?",
        empty_label="As the paper says",
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        required=False,
        label="Is it a newer version of a plan that is here already?",
        empty_label="No, or I will say later",
        help_text="Then you choose which of the differences are brought in.",
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.fields["plan"].queryset = Plan.objects.editable_by(user).select_related("organisation")
        self.fields["plan"].label_from_instance = _with_body
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"


def _with_body(plan):
    return f"{plan.title} – {plan.organisation.name}"


class ClearForm(forms.Form):
    """How words that could not be placed were dealt with."""

    how = forms.CharField(required=False, max_length=300, label="What was done with it")

"""Bringing a filled form in, and settling what its reading left open."""

from datetime import date

from django import forms

from accounts.sending_once import KeyedForm
from actionplans.filled_forms.columns import MEANINGS
from actionplans.filled_forms.laying import SETTLED
from actionplans.models import Update

from .days import DayField
from .imports import ENDINGS, FileOrPaste

ANSWERS = [(value, label) for value, label in Update.Answer.choices]
DAYS = ("completed_on", "next_review_on")


class BringInForm(FileOrPaste, KeyedForm):
    """A filled form as a file, or its table pasted."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ENDINGS, "aria-describedby": "id_file_helptext"}),
        label="The form as it came back",
        help_text="Word, Excel, OpenDocument, CSV, a saved e-mail page or plain text.",
    )
    pasted = forms.CharField(
        required=False,
        label="Or paste its table",
        help_text="Copy the table in Word, Excel or the e-mail, with its row of headings, and paste it here.",
        widget=forms.Textarea(attrs={"rows": 6, "aria-describedby": "id_pasted_helptext"}),
        strip=False,
    )


class RowForm(forms.Form):
    """What a reviewer settles of one row, filled in with what was read. `settled` is what differs from that."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    take = forms.BooleanField(required=False)
    to = forms.CharField(
        required=False,
        max_length=200,
        label="The action it answers",
        widget=forms.TextInput(attrs={"list": "asked"}),
    )
    answer = forms.ChoiceField(choices=ANSWERS, label="Kind of answer")
    status = forms.ChoiceField(required=False, label="Status")
    same_as = forms.CharField(
        required=False,
        max_length=200,
        label="Same as action",
        widget=forms.TextInput(attrs={"list": "actions"}),
    )
    completed_on = DayField(required=False, label="Completed on")
    next_review_on = DayField(required=False, label="Next review on")
    reopened_because = forms.CharField(required=False, max_length=2000, label="Why it is open again")

    def __init__(self, *args, row, scale, **options):
        self.row = row
        values = {**row.as_read, **row.settled, "seen": row.version, "take": row.is_taken}
        for name in DAYS:
            values[name] = date.fromisoformat(values[name]) if values.get(name) else None
        super().__init__(*args, initial=values, prefix=f"r{row.number}", **options)
        self.fields["status"].choices = [("", "No status"), *((str(one.pk), one.words) for one in scale)]
        self.fields["seen"].error_messages["invalid"] = "Load the page again and send the form from there."
        for name in DAYS:
            self.fields[name].widget.attrs["aria-describedby"] = f"id_{self.prefix}-{name}_helptext"

    @property
    def said_kind(self):
        """The kind of answer of the row, in words."""
        return dict(ANSWERS)[self.row.said.answer]

    @property
    def meanwhile(self):
        """(label, what is settled now, what was typed here) of each field about which two reviewers differ."""
        found = []
        for name in SETTLED:
            field = self.fields[name]
            theirs = str(field.prepare_value(self.initial.get(name)) or "")
            mine = str(self[name].value() or "")
            if theirs != mine:
                labels = dict(getattr(field, "choices", ()))
                found.append((field.label, labels.get(theirs, theirs), labels.get(mine, mine)))
        taken = bool(self["take"].value())
        if taken != bool(self.initial["take"]):
            found.append(("Comes in", "yes" if self.initial["take"] else "no", "yes" if taken else "no"))
        return found

    def settled(self):
        """What was settled: every value that is not what was read, whether the row is taken, and what was looked at."""
        given = {name: _plain(self.cleaned_data.get(name)) for name in SETTLED}
        kept = {name: words for name, words in given.items() if words != self.row.as_read[name]}
        take = "yes" if self.cleaned_data["take"] else "no"
        return {**kept, "take": take, "seen": self.cleaned_data["seen"]}


def _plain(value):
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value).strip()


class HeadingForm(forms.Form):
    """What a column of the form is, where a reviewer says so."""

    meaning = forms.ChoiceField(required=False)

    def __init__(self, *args, heading, chosen, **options):
        self.heading, self.place = heading, f"{heading.table}:{heading.column}"
        super().__init__(
            *args,
            initial={"meaning": chosen.get(self.place, "")},
            prefix=f"h{heading.table}-{heading.column}",
            **options,
        )
        read = MEANINGS.get(
            heading.taken_for, "Another round" if heading.taken_for.startswith("round:") else ""
        )
        first = f"As read: {read[:1].lower()}{read[1:]}" if read else "As read: no part of the answer"
        self.fields["meaning"].choices = [("", first), *MEANINGS.items()]
        self.fields["meaning"].label = heading.words or "[No heading]"


class SheetForm(KeyedForm):
    """The whole review of a filled form: a key, a version, and a form for each row and each column."""

    def __init__(self, data=None, *, sheet, chosen, **options):
        super().__init__(data, **options)
        self.rows = [RowForm(data, row=row, scale=sheet.scale) for row in sheet.rows if not row.read.is_empty]
        self.headings = [HeadingForm(data, heading=each, chosen=chosen) for each in sheet.reading.headings]

    def all_valid(self):
        """Whether everything that was typed can be understood."""
        return all([self.is_valid(), *(each.is_valid() for each in (*self.rows, *self.headings))])

    def settled_rows(self):
        """{key: what was settled} of every row."""
        return {form.row.read.key: form.settled() for form in self.rows}

    def settled_headings(self):
        """{"table:column": meaning} of the columns about which something was said."""
        return {
            form.place: form.cleaned_data["meaning"] for form in self.headings if form.cleaned_data["meaning"]
        }

"""Saying who leads an action now, and naming who stands in for a lead."""

from datetime import date

from django import forms

from accounts.models import User
from accounts.permissions import Role
from accounts.sending_once import KeyedForm

from .days import DayField


class NotMineForm(KeyedForm):
    """Who leads it now, in the officer's words."""

    words = forms.CharField(
        label="Who leads it now?",
        help_text="A name, a post or a service. If you do not know, say so.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten this: a name or a sentence is enough."},
    )


class DeputyForm(KeyedForm):
    """Who stands in for whom, from when until when."""

    lead = forms.ModelChoiceField(
        User.objects.none(),
        label="Who is away?",
        error_messages={
            "required": "Choose who is away.",
            "invalid_choice": "Choose somebody from the list who leads actions.",
        },
    )
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label="Who answers in that time?",
        help_text="A lead officer, or somebody of the equality team.",
        empty_label="Choose a name",
        error_messages={
            "required": "Choose who answers in that time.",
            "invalid_choice": "Choose somebody from the list: others cannot answer here.",
        },
    )
    starts_on = DayField(
        label="From",
        error_messages={"required": "Give the first day, such as 14 July 2026."},
    )
    ends_on = DayField(
        label="Until",
        help_text="The last day, included",
        error_messages={"required": "Give the last day, such as 28 July 2026."},
    )

    def __init__(self, *args, user, names_for_anybody, today: date, **kwargs):
        kwargs.setdefault("initial", {"starts_on": f"{today.day} {today:%B %Y}"})
        super().__init__(*args, **kwargs)
        if names_for_anybody:
            self.fields["lead"].queryset = self.fields["deputy"].queryset = who_answer()
            self.fields["lead"].empty_label = "Choose a name"
        else:
            of_the_body = who_answer().filter(organisation=user.organisation_id)
            self.fields["deputy"].queryset = of_the_body.exclude(pk=user.pk)
            del self.fields["lead"]
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def clean(self):
        given = super().clean()
        lead, deputy = given.get("lead"), given.get("deputy")
        if lead and deputy and lead.organisation_id != deputy.organisation_id:
            self.add_error("deputy", f"Choose somebody of the same body as {lead}.")
        return given


def who_answer():
    """Those who can answer here, by name."""
    people = User.objects.filter(is_active=True, role_grants__role__in=[Role.LEAD, Role.EDITOR])
    return people.order_by("name", "email").distinct()

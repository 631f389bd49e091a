"""Which issued plans, and which rows of one, to show: only by the fields named here."""

import django_filters
from django import forms
from django.db.models import Q

from .filters import LATE_FIRST, MOST_WORDS, YES, ActionFilter, NamedFields
from .models import IssuedPlan, IssuedRow, Plan


class IssuedPlanFilter(NamedFields):
    """Issued plans by words, body and state."""

    q = django_filters.CharFilter(method="search", label="Words", max_length=200)
    body = django_filters.ChoiceFilter(field_name="organisation_slug", label="Body")
    state = django_filters.ChoiceFilter(field_name="state", label="State", choices=Plan.State.choices)

    class Meta:
        model = IssuedPlan
        fields: list = []

    def __init__(self, data, *, queryset, bodies):
        """`bodies` are pairs of address part and name."""
        super().__init__(data, queryset=queryset)
        self.offer(body=bodies)

    def search(self, queryset, name, value):
        """Each word must stand in the title, the period or the body's name."""
        for word in value.split()[:MOST_WORDS]:
            places = Q(title__icontains=word) | Q(period_words__icontains=word)
            queryset = queryset.filter(places | Q(organisation_name__icontains=word))
        return queryset


class IssuedRowFilter(NamedFields):
    """Rows of one issue by words, status, priority, lead, and what needs attention."""

    q = django_filters.CharFilter(method="search", label="Words, a reference or a lead", max_length=200)
    status = django_filters.MultipleChoiceFilter(
        method="by_status", label="Status", widget=forms.CheckboxSelectMultiple
    )
    overdue = django_filters.ChoiceFilter(method="by_overdue", label="Past its date", choices=YES)
    silent = django_filters.ChoiceFilter(method="by_silence", label="Answer not received", choices=YES)
    priority = django_filters.ChoiceFilter(method="by_priority", label="Priority", empty_label="Any")
    lead = django_filters.ChoiceFilter(method="by_lead", label="Lead", empty_label="Any")
    order = django_filters.ChoiceFilter(
        method="in_order", label="Order", choices=[(LATE_FIRST, "Late and red first")]
    )

    class Meta:
        model = IssuedRow
        fields: list = []

    def __init__(self, data, *, queryset, statuses=(), priorities=(), leads=None):
        """`statuses` and `priorities` are those of the issue in its order, `leads` is {word in an address: name}."""
        super().__init__(data, queryset=queryset)
        self.places = {each.pk: place for place, each in enumerate(statuses)}
        self.priority_places = {each.pk: place for place, each in enumerate(priorities)}
        self.leads = leads or {}
        self.offer(
            status=[*((each.pk, each.words) for each in statuses), *ActionFilter.BLANKS],
            priority=[(each.pk, each.words) for each in priorities],
            lead=self.leads.items(),
        )

    @property
    def is_narrowing(self):
        """Whether anything is asked for that leaves some rows out."""
        return bool(self.asked.keys() - {"order"})

    def search(self, queryset, name, value):
        """Each word must be the reference, or stand in what was issued of the row."""
        return with_issued_words(queryset, value)

    def by_status(self, queryset, name, value):
        """Those that stood at one of these, or at none, or in words outside the scale, or had ended."""
        of_scale = [self.places[key] for key in value if key in self.places]
        others = [key for key in value if key not in self.places]
        return queryset.filter(Q(status_kind="scale", status_at__in=of_scale) | Q(status_kind__in=others))

    def by_overdue(self, queryset, name, value):
        """Those that were past their date and not finished."""
        return queryset.filter(is_overdue=True)

    def by_silence(self, queryset, name, value):
        """Those whose answer never came in the last round that was over."""
        return queryset.filter(is_silent=True)

    def by_priority(self, queryset, name, value):
        """Those under this priority."""
        return queryset.filter(priority_at=self.priority_places[value])

    def by_lead(self, queryset, name, value):
        """Those that are led by this name, as it was printed."""
        return queryset.filter(leads__contains=f"\n{self.leads[value]}\n")

    def in_order(self, queryset, name, value):
        """The order changes nothing about which are shown; the view puts them in it."""
        return queryset


def with_issued_words(rows, words):
    """The rows of which each of these words is the reference, or stands in what was issued of them."""
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(Q(ref__iexact=word) | Q(search__contains=word.casefold()))
    return rows

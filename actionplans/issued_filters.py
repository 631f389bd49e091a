"""Which issued plans, and which rows of one, to show: only by the fields named here."""

import django_filters
from django.db.models import Q

from .filters import MOST_WORDS, PlanFilter, RowQuestions
from .models import IssuedPlan, IssuedRow


class IssuedPlanFilter(PlanFilter):
    """Issued plans by words, body and state."""

    body = django_filters.ChoiceFilter(field_name="organisation_slug", label="Body")
    body_name = "organisation_name"

    class Meta:
        model = IssuedPlan
        fields: list = []


class IssuedRowFilter(RowQuestions):
    """Rows of one issue by words, status, priority, lead, and what needs attention."""

    priority = django_filters.ChoiceFilter(method="by_priority", label="Priority", empty_label="Any")

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
            status=[*((each.pk, each.words) for each in statuses), *self.BLANKS],
            priority=[(each.pk, each.words) for each in priorities],
            lead=self.leads.items(),
        )

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


def with_issued_words(rows, words):
    """The rows of which each of these words is the reference, or stands in what was issued of them."""
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(Q(ref__iexact=word) | Q(search__contains=word.casefold()))
    return rows

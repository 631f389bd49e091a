"""Which issued papers to show: only by the fields named here."""

import django_filters
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.functional import cached_property

from .models import Publication

MOST_WORDS = 8


class NamedFields(django_filters.FilterSet):
    """Filters by the fields named in the class and no others; what is not understood is left out."""

    def offer(self, **choices):
        """Give these fields their choices: pairs of key and words."""
        for name, offered in choices.items():
            self.filters[name].extra["choices"] = [(str(key), words) for key, words in offered]

    @property
    def left_out(self):
        """The labels of the fields whose value was not understood."""
        return [self.filters[name].label for name in self.form.errors if name in self.filters]

    @cached_property
    def asked(self):
        """What is asked for and understood: {field: value}."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}


class PublicationFilter(NamedFields):
    """Issued papers by words, plan, body, committee and the year in which they were issued."""

    q = django_filters.CharFilter(method="search", label="Words", max_length=200)
    plan = django_filters.ChoiceFilter(field_name="subject_slug", label="Plan")
    body = django_filters.ChoiceFilter(field_name="body", label="Body")
    committee = django_filters.ChoiceFilter(field_name="committee", label="Committee")
    year = django_filters.ChoiceFilter(method="by_year", label="Year")

    class Meta:
        model = Publication
        fields: list = []

    def __init__(self, data, *, queryset, plans, bodies, committees, years):
        """`plans` are pairs of address and title; the others are what there is to choose from."""
        super().__init__(data, queryset=queryset)
        self.offer(
            plan=plans,
            body=[(name, name) for name in bodies],
            committee=[(name, name) for name in committees],
            year=[(year, str(year)) for year in years],
        )

    def search(self, queryset, name, value):
        """Each word must stand in the title, the reference, the plan, the committee, the meeting or the public note."""
        places = ("title", "reference", "subject", "body", "committee", "meeting_words", "note")
        for word in value.split()[:MOST_WORDS]:
            wanted = Q()
            for place in places:
                wanted |= Q(**{f"{place}__icontains": word})
            queryset = queryset.filter(wanted)
        return queryset

    def by_year(self, queryset, name, value):
        """Those that were issued in this year, as the calendar goes here."""
        return queryset.annotate(year=ExtractYear("published_at")).filter(year=int(value))

"""The bodies whose plans are kept here."""

from django.contrib import admin
from django.db.models import Count

from accounts.models import Organisation
from accounts.resources import OrganisationTable

from .desk import DeskAdmin
from .tables import TakesTables


@admin.register(Organisation)
class OrganisationAdmin(TakesTables, DeskAdmin):
    """Organisations, with what hangs on each."""

    resource_classes = [OrganisationTable]
    list_display = [
        *("name", "slug", "year_starts_in", "two_pairs_of_eyes", "issues_with_two", "contributor_count"),
    ]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name", "slug", "year_starts_in"]}),
        ("Two pairs of eyes", {"fields": ["two_pairs_of_eyes", "issues_with_two"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(contributor_count=Count("contributors"))

    @admin.display(description="contributors", ordering="contributor_count")
    def contributor_count(self, organisation):
        return organisation.contributor_count

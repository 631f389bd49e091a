"""Organisations, contributors and their spellings as flat tables."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts import directory, spelling
from accounts.models import Contributor, ContributorAlias, Organisation

from .cells import Reference
from .tables import Lines, Table, column


class OrganisationTable(Table):
    """Organisations, told by their short name."""

    natural = ("slug",)

    class Meta:
        model = Organisation
        fields = ["slug", "name", "year_starts_in", "two_pairs_of_eyes", "issues_with_two"]


class OfDirectory(Reference):
    """A contributor of the body in the row's `organisation` column, by any spelling."""

    def __init__(self):
        super().__init__(Contributor, "name")

    def of(self, row):
        return row.get("organisation", "")

    def find(self, text, row):
        body = Organisation.objects.visible_to(self.asked_by).filter(slug=row.get("organisation", "")).first()
        found = body and Contributor.objects.visible_to(self.asked_by).spelled(body, text).first()
        if not found:
            raise ValueError(
                f"Nobody is written “{text[:80]}” in the directory of this body. Bring them in first, in a table without this column."
            )
        return found


class ContributorTable(Table):
    """Contributors, told by their body and any of their spellings."""

    natural = ("organisation", "name")
    fetch_with = ("organisation", "part_of", "headed_by")
    organisation = column(Reference(Organisation), "organisation")
    part_of = column(OfDirectory(), "part_of")
    headed_by = column(OfDirectory(), "headed_by")
    also_written_as = Lines("also_written_as")

    class Meta:
        model = Contributor
        fields = [
            "organisation",
            "name",
            "kind",
            "post",
            "email",
            "part_of",
            "headed_by",
            "in_post_from",
            "in_post_to",
            "also_written_as",
        ]

    def filter_export(self, queryset, **kwargs):
        return super().filter_export(queryset, **kwargs).prefetch_related("aliases")

    def find(self, row):
        organisation, name = self._cleaned("organisation", row), self._cleaned("name", row)
        if organisation is None:
            raise ValidationError("Say which body the contributor is of.")
        return self.get_queryset().spelled(organisation, name).first()

    def dehydrate_also_written_as(self, contributor):
        return "\n".join(
            sorted(alias.words for alias in contributor.aliases.all() if alias.words != contributor.name)
        )

    def changes(self, instance, original, row):
        """Spellings are only added to, so one that is known already, or left out, is no change."""
        told = super().changes(instance, original, row)
        known = {alias.key for alias in original.aliases.all()} if original.pk else set()
        return [
            change
            for change in told
            if change[0] != "also_written_as"
            or any(spelling.key(words) not in known for words in change[2].split("\n") if words)
        ]

    def keep_also_written_as(self, contributor, lines):
        for words in [contributor.name, *lines]:
            try:
                directory.also_written(contributor, words)
            except IntegrityError as reason:
                raise ValidationError(str(reason)) from None

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, {"also_written_as": "", **row}, **kwargs)


class ContributorAliasTable(Table):
    """Spellings, told by their body and their letters."""

    natural = ("organisation", "words")
    fetch_with = ("organisation", "contributor")
    organisation = column(Reference(Organisation), "organisation")
    contributor = column(Reference(Contributor, "name"), "contributor")

    class Meta:
        model = ContributorAlias
        fields = ["organisation", "words", "contributor"]

    def __init__(self, asked_by=None):
        super().__init__(asked_by)
        widget = self.fields["contributor"].widget
        widget.of = lambda row: row.get("organisation")
        widget.rows = lambda row: Contributor.objects.visible_to(asked_by).filter(
            organisation__slug=row.get("organisation")
        )

    def find(self, row):
        organisation, words = self._cleaned("organisation", row), self._cleaned("words", row)
        return self.get_queryset().filter(organisation=organisation, key=spelling.key(words)).first()

    def import_instance(self, instance, row, **kwargs):
        super().import_instance(instance, row, **kwargs)
        instance.key = spelling.key(instance.words)

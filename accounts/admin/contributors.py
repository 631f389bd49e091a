"""The directory on the desk: who leads and supports, how they are written, and which may be one."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.html import format_html

from accounts import directory, duplicates, spelling
from accounts.models import Contributor, ContributorAlias
from accounts.resources import ContributorAliasTable, ContributorTable

from .desk import DeskAdmin, DeskForm
from .merging import merge_selected, merging_urls
from .rows import DeskFormSet, DeskInline
from .tables import TakesTables


class AliasForm(DeskForm):
    """A spelling; its key is made from it."""

    class Meta:
        model = ContributorAlias
        fields = ["words"]

    def clean_words(self):
        words = " ".join(self.cleaned_data["words"].split())
        self.instance.key = spelling.key(words)
        if not self.instance.key:
            raise ValidationError("A name needs at least one letter or figure.")
        return words


class AliasFormSet(DeskFormSet):
    """The spellings of one contributor: no two the same, none that is another's."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.instance.organisation_id = self.instance.organisation_id

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            if not form.has_changed() or not getattr(form, "cleaned_data", {}).get("words"):
                continue
            if form.cleaned_data.get("DELETE"):
                continue
            key = form.instance.key
            taken = ContributorAlias.objects.filter(organisation_id=self.instance.organisation_id, key=key)
            if key in seen:
                form.add_error(
                    "words", "This spelling stands here twice; capitals and dots make no difference."
                )
            elif other := taken.exclude(pk=form.instance.pk).select_related("contributor").first():
                if other.contributor_id != self.instance.pk:
                    form.add_error(
                        "words", f"{other.contributor} is already written like this. Merge the two."
                    )
                else:
                    form.add_error("words", "This spelling is here already.")
            seen.add(key)


class AliasInline(DeskInline):
    """How one contributor has been written."""

    model = ContributorAlias
    form = AliasForm
    formset = AliasFormSet
    verbose_name = "spelling"
    verbose_name_plural = "also written as"
    fields = ["words", "apart"]
    readonly_fields = ["apart"]
    fetch_with = ("contributor",)

    @admin.display(description="stands apart")
    def apart(self, alias):
        if not alias.pk or alias.key == spelling.key(alias.contributor.name):
            return ""
        address = reverse("admin:accounts_contributor_split_off", args=[alias.pk])
        return format_html('<a href="{}">Split off “{}”</a>', address, alias.words)


class ContributorForm(DeskForm):
    """A contributor; a name that is another's spelling is refused, and the two offered for merging."""

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not spelling.key(name):
            raise ValidationError("A name needs at least one letter or figure.")
        return name

    def clean(self):
        cleaned = super().clean()
        organisation = (
            cleaned.get("organisation") or self.instance.organisation_id and self.instance.organisation
        )
        if organisation and cleaned.get("name"):
            other = (
                Contributor.objects.spelled(organisation, cleaned["name"])
                .exclude(pk=self.instance.pk)
                .first()
            )
            if other:
                self.add_error("name", f"{other} is already written like this. Merge the two instead.")
        for name in ("part_of", "headed_by"):
            chosen = cleaned.get(name)
            if chosen and organisation and chosen.organisation_id != organisation.pk:
                self.add_error(name, f"Choose somebody of the same body: {chosen} is of another.")
        return cleaned


class PossibleDuplicates(admin.SimpleListFilter):
    """Contributors whose names look like one."""

    title = "possible duplicates"
    parameter_name = "duplicates"

    def lookups(self, request, model_admin):
        return [("yes", "Show names that look alike")]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        alike = set()
        names = {}
        for organisation, pk, words in ContributorAlias.objects.editable_by(request.user).values_list(
            "organisation", "contributor", "words"
        ):
            names.setdefault(organisation, set()).add((pk, words))
        for of_one_body in names.values():
            for pair in duplicates.propose(of_one_body):
                alike.update(pair)
        return queryset.filter(pk__in=alike)


@admin.register(Contributor)
class ContributorAdmin(TakesTables, DeskAdmin):
    """The directory. One record a contributor, however it is spelled."""

    resource_classes = [ContributorTable]
    form = ContributorForm
    list_display = ["name", "kind", "organisation", "spellings", "assignment_count", "in_post_to"]
    list_filter = [PossibleDuplicates, "kind", "organisation"]
    list_select_related = ["organisation"]
    search_fields = ["name", "aliases__words"]
    search_help_text = "Search by any spelling"
    inlines = [AliasInline]
    actions = [merge_selected]
    fields = [
        "organisation",
        "name",
        "kind",
        "post",
        "email",
        ("part_of", "headed_by"),
        ("in_post_from", "in_post_to"),
        "users",
    ]
    autocomplete_fields = ["part_of", "headed_by"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(assignment_count=Count("assignments", distinct=True))
            .prefetch_related("aliases")
            .order_by("name", "pk")
        )

    def get_readonly_fields(self, request, obj=None):
        # Spellings belong to a body, so a contributor does not move to another.
        return ["organisation"] if obj else []

    def get_urls(self):
        return merging_urls(self) + super().get_urls()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = db_field.remote_field.model.objects.visible_to(request.user)
        kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="also written as")
    def spellings(self, contributor):
        return "; ".join(
            alias.words for alias in contributor.aliases.all() if alias.words != contributor.name
        )

    @admin.display(description="parts", ordering="assignment_count")
    def assignment_count(self, contributor):
        return contributor.assignment_count

    def save_model(self, request, obj, form, change):
        before = form.initial.get("name")
        super().save_model(request, obj, form, change)
        directory.also_written(obj, obj.name)
        if change and before and before != obj.name:
            directory.also_written(obj, before)
            messages.info(request, f"“{before}” is kept as a spelling of {obj.name}.")


@admin.register(ContributorAlias)
class ContributorAliasAdmin(TakesTables, DeskAdmin):
    """Every spelling, for looking up and for taking in and out as one table."""

    resource_classes = [ContributorAliasTable]
    form = AliasForm
    list_display = ["words", "contributor", "organisation"]
    list_filter = ["organisation"]
    list_select_related = ["contributor", "organisation"]
    search_fields = ["words", "contributor__name"]
    fields = ["words", "contributor", "organisation"]
    readonly_fields = ["contributor", "organisation"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """A contributor's own name is one of its spellings, and stays."""
        if obj is not None and obj.key == spelling.key(obj.contributor.name):
            return False
        return super().has_delete_permission(request, obj)

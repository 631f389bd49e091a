"""What every page of the desk has in common: whose rows it shows, and that bad input gets a sentence."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS

from .rows import ChoosesVisibleRows, ListFormSet, rows_for
from .seen import STALE
from .sent_once import SentOnce, find_stale

# How a filter of a list narrows it, in an address.
NARROWED_BY = frozenset(
    ["id__exact", "exact", "isnull", "isempty", "in", "gte", "gt", "lte", "lt", "year", "month", "day"]
)

# Of what keeps a row from being deleted so many are named.
MOST_NAMED = 20


def _filter_name(entry):
    """What a filter of a list is called in an address: by its field, or by its own name."""
    if isinstance(entry, list | tuple):
        return entry[0]
    return entry if isinstance(entry, str) else entry.parameter_name


class DeskForm(forms.ModelForm):
    """A form of the desk. `asked_by` is who fills it in, `sent_with` the request; `clash` a refusal by the database itself."""

    asked_by = None
    sent_with = None
    clash = None
    # Fields that are put in order while saving, so that rules about them do not hold before.
    settled_later = ()

    def full_clean(self):
        # Before anything typed goes into the row, what is stored is held against what the form had seen.
        stale = find_stale(self) if self.is_bound else []
        super().full_clean()
        if stale:
            self.add_error(None, STALE)

    def clean(self):
        if self.clash:
            raise ValidationError(self.clash)
        return super().clean()

    def validate_unique(self):
        """Hold a kept row against every rule of the database, also those about fields not asked here."""
        super().validate_unique()
        if not self.instance.pk:
            return
        left_out = {name for name in self._get_validation_exclusions() if name in self.errors}
        try:
            self.instance.validate_constraints(exclude=left_out | set(self.settled_later))
        except ValidationError as refused:
            told = {sentence for listed in self.errors.values() for sentence in listed}
            for sentence in refused.messages:
                if sentence not in told:
                    self.add_error(None, sentence)


class DeskAdmin(SentOnce, ChoosesVisibleRows, admin.ModelAdmin):
    """A page of the desk over the rows this person may change."""

    form = DeskForm
    list_per_page = 50
    list_max_show_all = 500
    show_full_result_count = False

    class Media:
        css = {"all": ["desk/desk.css"]}
        js = ["desk/reorder.js", "desk/labels.js"]

    def get_queryset(self, request):
        return rows_for(request.user, super().get_queryset(request), to_change=True)

    def get_search_results(self, request, queryset, search_term):
        """Searched apart: joins to spellings and outcomes never multiply what the list works out for each row."""
        if not search_term:
            return queryset, False
        found, _ = super().get_search_results(request, self.model._base_manager.all(), search_term)
        return queryset.filter(pk__in=found.order_by().values("pk")), False

    def get_changelist_formset(self, request, **kwargs):
        made = super().get_changelist_formset(request, formset=ListFormSet, **kwargs)
        made.sent_with = request
        return made

    def lookup_allowed(self, lookup, value, request):
        """Lists are narrowed by the filters they name, and by no other field."""
        named = [_filter_name(entry) for entry in self.list_filter]
        named += [self.date_hierarchy] if self.date_hierarchy else []
        return any(
            lookup == name or (lookup.startswith(f"{name}__") and lookup[len(name) + 2 :] in NARROWED_BY)
            for name in named
        )

    def get_changeform_initial_data(self, request):
        """What the address fills in before; a number that is none fills in nothing."""
        initial = super().get_changeform_initial_data(request)
        kept = {}
        for name, value in initial.items():
            related = any(field.name == name and field.is_relation for field in self.opts.get_fields())
            if not related or (isinstance(value, str) and value.isdecimal() and len(value) < 19):
                kept[name] = value
        return kept

    def get_deleted_objects(self, objs, request):
        """What goes with these rows, counted by kind: a plan holds thousands, and each would be asked for its name."""
        gathered = NestedObjects(using=DEFAULT_DB_ALIAS, origin=objs)
        gathered.collect(objs)
        refused = set()
        for model, rows in gathered.model_objs.items():
            page = self.admin_site._registry.get(model)
            if page and not all(page.has_delete_permission(request, row) for row in rows):
                refused.add(str(model._meta.verbose_name))
        counts = {model._meta.verbose_name_plural: len(rows) for model, rows in gathered.model_objs.items()}
        held = held_by(gathered.protected, request.user)
        return [f"{count} {plural}" for plural, count in counts.items()], counts, refused, held

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.asked_by = request.user
        form.clash = getattr(request, "desk_clash", None)
        return form


def held_by(protected, user):
    """What keeps a row from being deleted: the first few by name where this person may read them, the others counted."""
    by_model = {}
    for row in protected:
        by_model.setdefault(type(row), []).append(row)
    named, others = [], []
    for model, rows in by_model.items():
        seen = _readable(model, rows, user)
        named += [f"{str(model._meta.verbose_name).capitalize()}: {row}" for row in rows if row.pk in seen]
        hidden = len(rows) - len(seen)
        if hidden:
            one, many = model._meta.verbose_name, model._meta.verbose_name_plural
            others.append(f"{hidden} {one if hidden == 1 else many}")
    more = [f"and {len(named) - MOST_NAMED} more"] if len(named) > MOST_NAMED else []
    return [*named[:MOST_NAMED], *more, *others]


def _readable(model, rows, user):
    """The keys of those of these rows that this person may read; none of a model that says nothing of it."""
    manager = model._default_manager
    if not hasattr(manager, "visible_to"):
        return set()
    readable = manager.visible_to(user).filter(pk__in=[row.pk for row in rows])
    return set(readable.values_list("pk", flat=True))


class ReadOnlyAdmin(DeskAdmin):
    """A page on which nothing can be changed."""

    def get_queryset(self, request):
        return rows_for(request.user, super(DeskAdmin, self).get_queryset(request), to_change=False)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

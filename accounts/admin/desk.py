"""What every page of the desk has in common: whose rows it shows, and that bad input gets a sentence."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError

CLASH = (
    "Somebody else changed this at the same moment, and the two do not fit together. "
    "Nothing was saved; what you typed is still here. Look at it, and save again."
)


# How a filter of a list narrows it, in an address.
NARROWED_BY = frozenset(
    ["id__exact", "exact", "isnull", "isempty", "in", "gte", "gt", "lte", "lt", "year", "month", "day"]
)


def _filter_name(entry):
    """What a filter of a list is called in an address: by its field, or by its own name."""
    if isinstance(entry, list | tuple):
        return entry[0]
    return entry if isinstance(entry, str) else entry.parameter_name


def rows_for(user, rows, *, to_change):
    """Of these rows, those this person may change, or only see."""
    return rows.editable_by(user) if to_change else rows.visible_to(user)


class DeskForm(forms.ModelForm):
    """A form of the desk. `asked_by` is who fills it in; `clash` a refusal by the database itself."""

    asked_by = None
    clash = None
    # Fields that are put in order while saving, so that rules about them do not hold before.
    settled_later = ()

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


class ChoosesVisibleRows:
    """A page, or a part of one, on which only visible rows can be chosen, and none deleted in passing."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_change_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        rows = db_field.remote_field.model._default_manager.all()
        kwargs.setdefault("queryset", rows.visible_to(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DeskAdmin(ChoosesVisibleRows, admin.ModelAdmin):
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

    def get_changelist_formset(self, request, **kwargs):
        return super().get_changelist_formset(request, formset=ListFormSet, **kwargs)

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
        held = [f"{str(row._meta.verbose_name).capitalize()}: {row}" for row in list(gathered.protected)[:20]]
        if len(gathered.protected) > 20:
            held.append(f"and {len(gathered.protected) - 20} more")
        return [f"{count} {plural}" for plural, count in counts.items()], counts, refused, held

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.asked_by = request.user
        form.clash = getattr(request, "desk_clash", None)
        return form

    def changeform_view(self, request, *args, **kwargs):
        """The form; when the database refuses what the form had let pass, the form again with a sentence."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            request.desk_clash = CLASH
            return super().changeform_view(request, *args, **kwargs)


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


def name_field(field, words):
    """Give a field in a table the name that its column and its row have for the eye."""
    widget = getattr(field.widget, "widget", field.widget)
    widget.attrs = {**widget.attrs, "aria-label": words}


class ListFormSet(forms.BaseModelFormSet):
    """The rows of a list that are edited in place."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden:
                name_field(field, f"{field.label}: {form.instance}")


class DeskFormSet(forms.BaseInlineFormSet):
    """Rows edited in line: choices are asked of the database once, and rows that repeat are told so."""

    def __init__(self, *args, **kwargs):
        self.shared_choices = {}
        super().__init__(*args, **kwargs)

    def next_order(self):
        """The number after the last row, so that a new one comes last."""
        return max((row.order for row in self.get_queryset()), default=0) + 1

    def limit_choices(self, rows):
        """The rows that may be chosen here; a room narrows them to the parent's own."""
        return rows

    def add_fields(self, form, index):
        super().add_fields(form, index)
        row = "new" if index is None else index + 1
        if "order" in form.fields and not form.instance.pk:
            form.fields["order"].initial = self.next_order() + max(
                (index or 0) - self.initial_form_count(), 0
            )
        for name, field in form.fields.items():
            if field.widget.is_hidden:
                continue
            label = field.label or name.replace("_", " ")
            name_field(field, f"{label}: {self.model._meta.verbose_name} {row}")
            if not isinstance(field, forms.ModelChoiceField):
                continue
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownAutocomplete):
                widget.known = form.instance._state.fields_cache.get(name)
            elif not isinstance(widget, AutocompleteSelect):
                field.queryset = self.limit_choices(field.queryset)
                if name not in self.shared_choices:
                    self.shared_choices[name] = list(field.choices)
                field.choices = self.shared_choices[name]

    def validate_unique(self):
        """Rules of uniqueness among the rows of this very form, each told in the rule's own words."""
        kept = [
            form
            for form in self.forms
            if form.has_changed() | bool(form.instance.pk)
            and hasattr(form, "cleaned_data")
            and not form.cleaned_data.get("DELETE")
        ]
        for constraint in self.model._meta.constraints:
            if not getattr(constraint, "fields", None):
                continue
            seen = set()
            for form in kept:
                # The parent is the same for all of them.
                names = [name for name in constraint.fields if name != self.fk.name]
                values = tuple(
                    getattr(form.instance, self.model._meta.get_field(name).attname) for name in names
                )
                if None in values or not self._applies(constraint, form.instance):
                    continue
                if values in seen:
                    form.add_error(None, constraint.get_violation_error_message())
                seen.add(values)

    def _applies(self, constraint, instance):
        if constraint.condition is None:
            return True
        against = instance._get_field_expression_map(meta=self.model._meta)
        # The parent may be new: it has no number yet, but it will have one.
        against[self.fk.name] = against[self.fk.name] if self.instance.pk else 1
        return constraint.condition.check(against)


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that needs no query to show a row that is at hand already."""

    known = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        option = self.create_option(name, value[0], str(self.known), True, 1)
        return [(None, [*blank, option], 0)]


class DeskInline(ChoosesVisibleRows, admin.TabularInline):
    """Rows edited in line. One empty row always stands ready, so that none of it needs a script."""

    formset = DeskFormSet
    extra = 1
    fetch_with = ()

    def get_queryset(self, request):
        rows = rows_for(request.user, super().get_queryset(request), to_change=True)
        return rows.select_related(*self.fetch_with) if self.fetch_with else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class StackedDeskInline(DeskInline):
    """The same, one block a row, where words are long."""

    template = "admin/edit_inline/stacked.html"

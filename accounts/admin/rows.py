"""Rows edited in line, in a form or in a list: only visible rows to choose from, and a name for every field."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models

from . import seen


def rows_for(user, rows, *, to_change):
    """Of these rows, those this person may change, or only see."""
    return rows.editable_by(user) if to_change else rows.visible_to(user)


class ChoosesVisibleRows:
    """A page, or a part of one, on which only visible rows can be chosen, and none deleted in passing."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_change_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        rows = db_field.remote_field.model._default_manager.all()
        kwargs.setdefault("queryset", rows.visible_to(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _shown(form):
    """{key:field: (label, value)} of one row of a list as it is stored."""
    return {
        f"{form.instance.pk}:{name}": (str(field.label or name), form.initial.get(name))
        for name, field in form.fields.items()
        if not field.widget.is_hidden
    }


def name_field(field, words):
    """Give a field in a table the name that its column and its row have for the eye."""
    widget = getattr(field.widget, "widget", field.widget)
    widget.attrs = {**widget.attrs, "aria-label": words}


class ListFormSet(forms.BaseModelFormSet):
    """The rows of a list that are edited in place; `sent_with` is the request they came with."""

    sent_with = None

    @property
    def seal(self):
        """Marks of all values that the list shows, as they are stored."""
        return seen.seal({name: pair for form in self.initial_forms for name, pair in _shown(form).items()})

    def full_clean(self):
        """Hold each row against what the list had shown of it, before anything typed goes into it."""
        request = self.sent_with
        marks = seen.opened(request.POST.get("desk_seen", "")) if request and self.is_bound else None
        stale = {
            form: [
                (name, pair[1])
                for name, pair in _shown(form).items()
                if marks.get(name) not in (None, seen.mark(pair[1]))
            ]
            for form in (self.initial_forms if marks else ())
        }
        super().full_clean()
        for form, changed in stale.items():
            if changed and form.has_changed():
                request.desk_stale = True
                told = ", ".join(
                    f"{form.fields[name.partition(':')[2]].label}: "
                    f"{seen.words_of(form, name.partition(':')[2], value)}"
                    for name, value in changed
                )
                form.add_error(
                    None, f"Somebody else saved this row meanwhile. Stored now: {told}. Look, and save again."
                )
                self._errors[self.forms.index(form)] = form.errors

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

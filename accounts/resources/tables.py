"""One kind of row as a flat table that can be taken out, changed in a spreadsheet and brought in again.

A row is told by its natural key: a plan's short name and an action's address, a body and a
spelling. Where rows have no such key the table has an `id` column: a number that is already
known must be of the same plan, an empty one is a new row unless just that row is here already.
"""

from django.core.exceptions import ValidationError
from django.db import models
from import_export import fields, resources
from import_export.results import RowResult

from .cells import Amount, Choice, Day, Reference, Whole, Words, YesNo, one_line_end

CELLS = [
    (models.BooleanField, YesNo),
    (models.DateField, Day),
    (models.DecimalField, Amount),
    (models.IntegerField, Whole),
    (models.AutoField, Whole),
]


class Lines(fields.Field):
    """A column of several lines that is kept by the table itself, in rows of another model."""

    def __init__(self, column_name):
        super().__init__(attribute=None, column_name=column_name, widget=Words())


class Table(resources.ModelResource):
    """A flat table over the rows that `asked_by` may change.

    `natural` are the columns that tell a row; `within` those in which a row given by its
    number must agree; `fetch_with` what is read with each row.
    """

    natural = ()
    within = ()
    fetch_with = ()

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        skip_html_diff = True

    def __init__(self, asked_by=None):
        super().__init__()
        self.asked_by = asked_by
        for field in self.fields.values():
            if isinstance(field.widget, Reference):
                field.widget.asked_by = asked_by

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        widget = Words()
        if django_field.choices:
            widget = Choice(django_field.choices)
        else:
            for kind, cell in CELLS:
                if isinstance(django_field, kind):
                    widget = cell()
                    break
        return fields.Field(
            attribute=field_name,
            column_name=field_name,
            widget=widget,
            readonly=readonly or django_field.primary_key,
            default=django_field.default,
        )

    @classmethod
    def get_display_name(cls):
        return str(cls._meta.model._meta.verbose_name_plural).capitalize()

    def get_queryset(self):
        rows = self._meta.model._default_manager.editable_by(self.asked_by)
        return rows.select_related(*self.fetch_with) if self.fetch_with else rows

    def filter_export(self, queryset, **kwargs):
        return queryset.select_related(*self.fetch_with) if self.fetch_with else queryset

    def before_import(self, dataset, **kwargs):
        """Refuse a file whose columns are not those of the table, naming them."""
        dataset.headers = [str(heading or "").strip() for heading in dataset.headers or []]
        known = [field.column_name for field in self.fields.values()]
        strange = [heading for heading in dataset.headers if heading not in known]
        missing = [name for name in self.needed() if name not in dataset.headers]
        if len(set(dataset.headers)) != len(dataset.headers):
            raise ValidationError("Two columns of the file have the same heading.")
        if strange:
            raise ValidationError(
                f"This table has no column {', '.join(f'“{name}”' for name in strange)}. Its columns are: "
                f"{', '.join(known)}. Rename or remove what is too many."
            )
        if missing:
            raise ValidationError(f"The file lacks {', '.join(f'“{name}”' for name in missing)}.")

    def needed(self):
        """The columns without which no row can be told."""
        return [self.fields[name].column_name for name in (self.within or self.natural)]

    def get_or_init_instance(self, instance_loader, row):
        found = self.find(row)
        return (found, False) if found else (self.init_instance(row), True)

    def find(self, row):
        """The row that is meant, None for a new one. Raises ValidationError where that is not clear."""
        number = self._cleaned("id", row) if "id" in self.fields and row.get("id") else None
        if number is not None:
            return self._by_number(number, row)
        told_by = {self.fields[name].attribute: self._cleaned(name, row) for name in self.natural}
        if all(value in ("", None) for value in told_by.values()):
            return None
        found = list(self.get_queryset().filter(**self.told(told_by))[:2])
        if len(found) > 1:
            raise ValidationError("More than one row is like this. Give the id of the one that is meant.")
        return found[0] if found else None

    def told(self, told_by):
        """The natural key as a filter; nothing is looked for as nothing."""
        return {
            f"{name}__isnull" if value is None else name: True if value is None else value
            for name, value in told_by.items()
        }

    def _by_number(self, number, row):
        found = self.get_queryset().filter(pk=number).first()
        if found is None:
            raise ValidationError(f"There is no row {number} here. Leave the id empty to add a new one.")
        for name in self.within:
            field = self.fields[name]
            if field.get_value(found) != self._cleaned(name, row):
                raise ValidationError(
                    f"Row {number} here is of another {field.column_name} ({field.export(found)}). "
                    "Leave the id empty to add a new one."
                )
        return found

    def _cleaned(self, name, row):
        try:
            return self.fields[name].clean(row)
        except ValueError as reason:
            raise ValidationError(str(reason)) from None

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        kwargs["row"] = row
        if field.attribute and field.column_name in row:
            self._set(field, instance, row)

    def _set(self, field, instance, row):
        if field.readonly:
            return
        setattr(instance, field.attribute, field.clean(row))

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """Whether nothing would change: every cell reads as it did, those kept in other rows too."""
        if import_validation_errors or original.pk is None:
            return False
        return not self.changes(instance, original, row)

    def changes(self, instance, original, row):
        """[(column, as it was, as it will be)] for the cells of this row that say something new."""
        told = []
        for field in self.fields.values():
            if field.column_name not in row or field.readonly:
                continue
            was = self.export_field(field, original) if original.pk else ""
            if isinstance(field, Lines):
                now = "\n".join(lines_of(row[field.column_name]))
            else:
                now = self.export_field(field, instance)
            if was != now:
                told.append((field.column_name, was, now))
        return told

    def after_init_instance(self, instance, new, row, **kwargs):
        self.before = {
            field.column_name: "" if new else self.export_field(field, instance)
            for field in self.fields.values()
        }

    def after_import_row(self, row, row_result, **kwargs):
        """What the review shows of this row: its number, and which cells change, from what to what."""
        row_result.number = kwargs["row_number"]
        row_result.told = []
        if row_result.import_type not in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE):
            return
        for field in self.fields.values():
            now = one_line_end(str(row.get(field.column_name, "") or ""))
            was = self.before[field.column_name]
            if field.column_name in row and not field.readonly and now.strip() != was.strip():
                row_result.told.append((field.column_name, was, now))

    def after_save_instance(self, instance, row, **kwargs):
        for name, field in self.fields.items():
            if isinstance(field, Lines) and field.column_name in row:
                getattr(self, f"keep_{name}")(instance, lines_of(row[field.column_name]))


def lines_of(cell):
    """The lines of a cell that say something."""
    return [line.strip() for line in one_line_end(str(cell or "")).split("\n") if line.strip()]


def column(widget, attribute, name=None):
    """A column that points at another row."""
    return fields.Field(attribute=attribute, column_name=name or attribute, widget=widget)

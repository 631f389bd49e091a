"""What the forms of the desk looked like when they were made, so that nobody overwrites unseen what another saved since.

A form carries its `seal`: for each of its fields, and of its rows in line, a short mark of the value
that was stored. When it comes back, `differences` compares the marks with what is stored now.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.db import models

STALE = (
    "Somebody else saved this after you opened the form. Nothing was saved and nothing is lost: what differs is "
    "listed here, and what you typed still stands in the form. Look at it, and save again."
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was saved by somebody else since: what it is called, what is stored now, what is typed here."""

    label: str
    now: str
    typed: str


def state(form, formsets):
    """{name: (label, value)} of all that a form shows as it is stored: the row's fields, and its rows in line."""
    found = {}
    for name, field in form.fields.items():
        if name in form.initial and not field.disabled:
            found[name] = (str(field.label or name), form.initial[name])
    for formset in formsets:
        found |= _rows(formset)
    return found


def _rows(formset):
    """The rows in line, each by its key: those that somebody added meanwhile as well."""
    found = {}
    fields = [
        field
        for field in formset.model._meta.concrete_fields
        if field.name in formset.form.base_fields and field != formset.fk
    ]
    for row in formset.get_queryset():
        found[f"{formset.prefix}:{row.pk}"] = (f"{row._meta.verbose_name} “{row}”".capitalize(), "there")
        for field in fields:
            label = f"{row._meta.verbose_name} “{row}”, {field.verbose_name}".capitalize()
            found[f"{formset.prefix}:{row.pk}:{field.name}"] = (label, field.value_from_object(row))
    return found


def seal(found):
    """The marks of a state, to be carried by its form."""
    return json.dumps({name: mark(value) for name, (_, value) in found.items()}, separators=(",", ":"))


def seal_of_rows(rows):
    """The marks of whole rows, by key, for pages that only ask once more."""
    return json.dumps({str(row.pk): mark_of_row(row) for row in rows}, separators=(",", ":"))


def mark_of_row(row):
    """A mark of everything that is stored in a row."""
    return mark([field.value_from_object(row) for field in row._meta.concrete_fields])


def mark(value):
    """A short mark of a value: the same for the same value."""
    return sha256(repr(_plain(value)).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _plain(value):
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | models.QuerySet):
        return sorted(str(_plain(each)) for each in value)
    return value


def opened(words):
    """The marks that a form carried; None where it carried none that can be read."""
    try:
        found = json.loads(words)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def differences(found, seen, form):
    """A `Difference` for each value of a state that is not what the form had seen."""
    told = []
    for name, (label, value) in found.items():
        if seen.get(name) == mark(value):
            continue
        if ":" not in name:
            told.append(
                Difference(label, words_of(form, name, value), words_of(form, name, typed(form, name)))
            )
        elif name.count(":") == 1:
            told.append(Difference(label, "Added by somebody else", "Not there"))
        elif name.rpartition(":")[0] in seen:
            told.append(Difference(label, str(_plain(value)), "As in the form below"))
    gone = [name for name in seen if name.count(":") == 1 and name not in found]
    told += [Difference("A row in line", "Taken out by somebody else", "Still in the form") for _ in gone]
    return told


def typed(form, name):
    """What was typed into a field of a bound form."""
    return form[name].value()


def words_of(form, name, value):
    """A value as a person reads it: the words of a choice, the names of rows."""
    if value in (None, "", []):
        return "[Nothing]"
    field = form.fields[name]
    if hasattr(field, "queryset"):
        keys = (
            [_plain(each) for each in value] if isinstance(value, list | tuple | models.QuerySet) else [value]
        )
        rows = field.queryset.model._default_manager.filter(
            pk__in=[key for key in keys if str(key).isdecimal()]
        )
        return ", ".join(map(str, rows)) or "[Nothing]"
    return str(dict(getattr(field, "choices", None) or ()).get(value, value))

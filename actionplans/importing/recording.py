"""What an import did to the database, kept so that it can be put back.

Every row made, changed or taken out is remembered with a mark (a checksum of its fields), so that
undoing can tell whether somebody has worked on it since.
"""

import json
from itertools import islice
from zlib import crc32

from django.apps import apps
from django.core import serializers
from django.db.models import ProtectedError, Q
from django.db.models.deletion import Collector

# Ranges of keys asked for in one question.
RANGES_AT_ONCE = 100


class Record:
    """The rows that one import made, changed and took out, in the order it did so."""

    def __init__(self):
        self._made = {}
        self._before = {}
        self._taken = []

    def make(self, rows):
        """Write these new rows of one model at once."""
        if rows:
            model = type(rows[0])
            model._base_manager.bulk_create(rows)
            self._made.setdefault(model._meta.label_lower, set()).update(row.pk for row in rows)

    def before(self, row):
        """Remember a row as it is now, before it is changed for the first time."""
        label = row._meta.label_lower
        if row.pk not in self._made.get(label, ()):
            self._before.setdefault(label, {}).setdefault(row.pk, _plain([row])[0])

    def take_out(self, rows):
        """Delete these rows of one model with all that hangs on them, remembering every one.

        Raises ProtectedError where something that may not be deleted hangs on them.
        """
        if not rows:
            return
        collected = WholeCollector(using="default", origin=rows)
        collected.collect(rows)
        collected.sort()
        # What others hang on comes last in the collection and must come back first.
        for instances in reversed(list(collected.data.values())):
            self._taken.extend(_plain(instances))
        for loosened in collected.field_updates.values():
            for row in (row for rows in loosened for row in rows):
                self.before(row)
        collected.delete()

    def as_json(self):
        """The record as it is kept on the import, with the marks of the rows as they stand now."""
        return {
            "made": {label: marked(label, ranges_of(keys)) for label, keys in self._made.items()},
            "changed": {
                label: {"before": list(rows.values()), **marked(label, ranges_of(rows))}
                for label, rows in self._before.items()
            },
            "taken": self._taken,
        }


class WholeCollector(Collector):
    """Collects every row that a deletion takes with it, even where one statement could delete them unseen."""

    def can_fast_delete(self, objs, from_field=None):
        return False


def marked(label, ranges):
    """{"keys": the ranges, "marks": eight characters a row, in the order of the keys}."""
    return {"keys": ranges, "marks": "".join(mark for _, mark in marks(label, ranges))}


def marks(label, ranges):
    """(key, mark) of each row of this model that is there now, in the order of the keys."""
    model = apps.get_model(label)
    names = [field.attname for field in model._meta.concrete_fields if not getattr(field, "auto_now", False)]
    for question in in_ranges("pk", ranges):
        rows = model._base_manager.filter(question).order_by("pk").values_list("pk", *names)
        for key, *values in rows.iterator(chunk_size=2000):
            yield key, f"{crc32(repr(values).encode('utf-8', 'surrogatepass')):08x}"


def ranges_of(keys):
    """The keys as [first, last] pairs: rows made together have keys in a row."""
    ranges = []
    for key in sorted(keys):
        if ranges and key == ranges[-1][1] + 1:
            ranges[-1][1] = key
        else:
            ranges.append([key, key])
    return ranges


def keys_in(ranges):
    """Every key of these ranges."""
    return [key for first, last in ranges for key in range(first, last + 1)]


def in_ranges(name, ranges):
    """Conditions that together mean: the field `name` lies in one of the ranges. A few ranges in each."""
    left = iter(ranges)
    while some := list(islice(left, RANGES_AT_ONCE)):
        condition = Q()
        for first, last in some:
            condition |= Q(**{f"{name}__gte": first, f"{name}__lte": last})
        yield condition


def put_back(kept):
    """The rows that `_plain` kept, as unsaved instances of their models."""
    return [held.object for held in serializers.deserialize("python", kept)]


def _plain(rows):
    return json.loads(serializers.serialize("json", rows))


__all__ = ["ProtectedError", "Record", "in_ranges", "keys_in", "marks", "put_back", "ranges_of"]

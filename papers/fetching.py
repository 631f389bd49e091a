"""One issued file by its address: in one query whose statement is written once, for it is asked for more than all others."""

from datetime import UTC, datetime
from functools import lru_cache

from django.db.models import F
from django.db.models.functions import Length, Now

from .models import PublicationFile


def standing_files(slug, which, *, with_content=True):
    """What this address names of all that was issued and not withdrawn; `since` is when its paper was out."""
    rows = PublicationFile.objects.standing().filter(publication__slug=slug, **which)
    rows = rows.annotate(since=F("publication__public_from")).order_by("pk")
    return rows if with_content else rows.defer("content").annotate(kept_size=Length("content"))


def public_file(slug, which, *, with_content=True):
    """The file that everybody may read at this address, or None. `which` are fields of it: part, format, sha256."""
    sql, params = _statement(tuple(which), with_content)
    given = {_mark(name): value for name, value in {**which, "slug": slug}.items()}
    rows = PublicationFile.objects.raw(sql, [given.get(each, each) for each in params])
    found = next(iter(rows), None)
    if found is not None and isinstance(found.since, str):
        # SQLite keeps moments as words, in UTC, and reads only those of a model's own fields.
        found.since = datetime.fromisoformat(found.since).replace(tzinfo=UTC)
    return found


@lru_cache(maxsize=16)
def _statement(names, with_content):
    """(SQL, parameters) of the query for these fields, with a mark in the place of each value."""
    rows = standing_files(_mark("slug"), {name: _mark(name) for name in names}, with_content=with_content)
    return rows.filter(publication__public_from__lte=Now())[:1].query.sql_with_params()


def _mark(name):
    return f"\0{name}"

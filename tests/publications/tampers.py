"""What somebody who owns the database could do to what was issued, at random: each gives words for what it did, or None
where the rows at hand do not allow it. They write by SQL, past everything of ours; the triggers are away already."""

import string
from datetime import date, datetime, timedelta

from django.db import connection, models

from actionplans.models import IssuedPlan, IssuedRow
from actionplans.publications.issuing import contents_sha256, row_sha256
from papers import freezing
from papers.fingerprints import digest, fingerprint
from papers.models import Publication, PublicationFile, PublicationNotice, Seal
from papers.publishing import publication_sha256

MODELS = freezing.frozen_models
NOWHERE = 987_654_321


def change_a_column(random):
    """Another value in one column of one row, whichever column of whichever table."""
    model, field = random.choice(
        [(model, each) for model in MODELS() for each in model._meta.concrete_fields]
    )
    return change_this(random, model, field)


def change_this(random, model, field, key=None):
    """Another value in this column of one row: of the row of this key, or of any."""
    row = _read(model, key) if key else _row(random, model)
    old = row and row[field.column]
    new = row and _other(random, field, old)
    if row is None or new == old:
        return None
    _run(f"UPDATE {_table(model)} SET {_q(field.column)} = %s WHERE id = %s", [new, row["id"]])
    if not field.primary_key and _read(model, row["id"])[field.column] == old:
        return None  # PostgreSQL cuts off spaces for which there is no room
    return f"{model.__name__} {row['id']}: {field.column} {_short(old)} to {_short(new)}"


def flip_a_byte(random):
    """One bit of one stored file is another."""
    row = _row(random, PublicationFile)
    held = bytearray(row["content"])
    place = random.randrange(len(held))
    held[place] ^= 1 << random.randrange(8)
    _run(f"UPDATE {_table(PublicationFile)} SET content = %s WHERE id = %s", [bytes(held), row["id"]])
    return f"file {row['id']}: byte {place}"


def replace_a_file(random):
    """Other bytes, with their own hash and size, as a tamperer who knows about hashes would."""
    row = _row(random, PublicationFile)
    content = b"What we would rather have told them. " * random.randint(1, 9)
    _run(
        f"UPDATE {_table(PublicationFile)} SET content = %s, encoding = '', size = %s, sha256 = %s WHERE id = %s",
        [content, len(content), digest(content), row["id"]],
    )
    return f"file {row['id']}: replaced with its hash"


def change_with_its_hash(random):
    """Another value, and the hash of the row made to fit it; its seal, or what holds the row, is left as it was."""
    model = random.choice(
        [PublicationNotice, Seal, *[each for each in MODELS() if each.__name__ == "IssuedRow"]]
    )
    fields = [each for each in model._meta.concrete_fields if each.name not in ("id", "sha256", "issue")]
    said = change_this(random, model, random.choice(fields))
    if said is None:
        return None
    hash_anew(model, int(said.split(":")[0].split()[1]))
    return f"{said}, with its hash"


def hash_anew(model, key):
    """Give the row of this key the hash that fits it."""
    leave_out = ("id", "issue_id", "sha256") if model.__name__ == "IssuedRow" else ("id", "sha256")
    sha256 = fingerprint(model.objects.get(pk=key), leave_out=leave_out)
    _run(f"UPDATE {_table(model)} SET sha256 = %s WHERE id = %s", [sha256, key])


def write_all_anew():
    """Every hash made to fit what stands there now, from the rows up to the last seal: all that a tamperer can do at all."""
    for row in IssuedRow.objects.all():
        IssuedRow.objects.filter(pk=row.pk).update(sha256=row_sha256(row))
    written = {}
    for publication in Publication.objects.order_by("published_at", "pk"):
        issued = IssuedPlan.objects.filter(publication=publication).first()
        if issued:
            publication.contents_sha256 = contents_sha256(issued, issued.rows.order_by("order"))
        publication.predecessor_sha256 = written.get(publication.predecessor_id, "")
        publication.sha256 = publication_sha256(publication, publication.files.all())
        written[publication.pk] = publication.sha256
        Publication.objects.filter(pk=publication.pk).update(
            **{
                name: getattr(publication, name)
                for name in ("contents_sha256", "predecessor_sha256", "sha256")
            }
        )
    notices = {}
    for notice in PublicationNotice.objects.select_related("publication"):
        notices[f"notice {notice.pk} on {notice.publication.slug}"] = fingerprint(notice)
        PublicationNotice.objects.filter(pk=notice.pk).update(sha256=fingerprint(notice))
    papers = {f"publication {each.slug}": each.sha256 for each in Publication.objects.all()}
    before = ""
    for seal in Seal.objects.order_by("number"):
        seal.content_sha256, seal.previous_sha256 = {**papers, **notices}[seal.names], before
        before = seal.sha256 = fingerprint(seal)
        Seal.objects.filter(pk=seal.pk).update(
            **{name: getattr(seal, name) for name in ("content_sha256", "previous_sha256", "sha256")}
        )


def swap_two(random):
    """Two rows of one table have each other's value in one column."""
    model = random.choice(MODELS())
    field = random.choice([each for each in model._meta.concrete_fields if not each.unique])
    one, other = _row(random, model), _row(random, model)
    if one is None or one[field.column] == other[field.column]:
        return None
    for row, value in ((one, other[field.column]), (other, one[field.column])):
        _run(f"UPDATE {_table(model)} SET {_q(field.column)} = %s WHERE id = %s", [value, row["id"]])
    return f"{model.__name__} {one['id']} and {other['id']}: {field.column} swapped"


def change_places(random):
    """Two rows of an order have each other's place: seals by their numbers, rows by their order."""
    row_model = next(each for each in MODELS() if each.__name__ == "IssuedRow")
    model, column = random.choice([(Seal, "number"), (row_model, "order")])
    one, other = _row(random, model), _row(random, model)
    if one["id"] == other["id"]:
        return None
    for row, value in ((one, NOWHERE), (other, one[column]), (one, other[column])):
        _run(f"UPDATE {_table(model)} SET {_q(column)} = %s WHERE id = %s", [value, row["id"]])
    return (
        f"{model.__name__} {one['id']} and {other['id']}: change places"
        if one[column] != other[column]
        else None
    )


def delete_one(random):
    """One row is gone."""
    model = random.choice(MODELS())
    row = _row(random, model)
    _run(f"DELETE FROM {_table(model)} WHERE id = %s", [row["id"]])
    return f"{model.__name__} {row['id']}: deleted"


def delete_with_all_it_holds(random):
    """A whole publication is gone with its files, rows and notes; its seals are left."""
    tables = {model.__name__: model for model in MODELS()}
    key = _row(random, tables["Publication"])["id"]
    issued = f"(SELECT id FROM {_table(tables['IssuedPlan'])} WHERE publication_id = %s)"
    _run(f"DELETE FROM {_table(tables['IssuedRow'])} WHERE issue_id IN {issued}", [key])
    for name in ("IssuedPlan", "PublicationFile", "PublicationNotice"):
        _run(f"DELETE FROM {_table(tables[name])} WHERE publication_id = %s", [key])
    _run(f"DELETE FROM {_table(tables['Publication'])} WHERE id = %s", [key])
    return f"publication {key}: deleted with all it holds"


def delete_the_last_with_its_seals(random):
    """The newest publication is gone with all it holds and with every seal since: the chain that is left is whole."""
    tables = {model.__name__: model for model in MODELS()}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT slug, id FROM {_table(tables['Publication'])} ORDER BY published_at DESC, id DESC"
        )
        slug, key = cursor.fetchone()
        cursor.execute(f"SELECT number FROM {_table(Seal)} WHERE names = %s", [f"publication {slug}"])
        (number,) = cursor.fetchone()
        cursor.execute(
            f"SELECT count(*) FROM {_table(Seal)} WHERE number > %s AND names LIKE 'pub%%'", [number]
        )
        if cursor.fetchone()[0]:
            return None
    issued = f"(SELECT id FROM {_table(tables['IssuedPlan'])} WHERE publication_id = %s)"
    _run(f"DELETE FROM {_table(tables['IssuedRow'])} WHERE issue_id IN {issued}", [key])
    for name in ("IssuedPlan", "PublicationFile"):
        _run(f"DELETE FROM {_table(tables[name])} WHERE publication_id = %s", [key])
    _run(
        f"DELETE FROM {_table(PublicationNotice)} WHERE publication_id = %s OR points_to_id = %s", [key, key]
    )
    _run(f"DELETE FROM {_table(tables['Publication'])} WHERE id = %s", [key])
    _run(f"DELETE FROM {_table(Seal)} WHERE number >= %s", [number])
    return f"publication {key}: deleted with all it holds and its seals"


def insert_a_copy(random):
    """One row more: a copy of one that is there, under keys that are free."""
    model = random.choice(MODELS())
    row = dict(_row(random, model))
    for field in model._meta.concrete_fields:
        if field.unique or field.name in ("order", "key", "format") or _is_key(model, field):
            row[field.column] = _other(random, field, row[field.column])
    row["id"] = NOWHERE + random.randrange(1000)
    columns = ", ".join(map(_q, row))
    marks = ", ".join("%s" for _ in row)
    _run(f"INSERT INTO {_table(model)} ({columns}) VALUES ({marks})", list(row.values()))
    return f"{model.__name__}: a copy put in as {row['id']}"


def renumber_a_publication(random):
    """A publication and everything that points at it have another number in the database."""
    tables = {model.__name__: model for model in MODELS()}
    key, new = _row(random, tables["Publication"])["id"], NOWHERE + random.randrange(1000)
    _run(f"UPDATE {_table(tables['Publication'])} SET id = %s WHERE id = %s", [new, key])
    for name in ("IssuedPlan", "PublicationFile", "PublicationNotice"):
        _run(f"UPDATE {_table(tables[name])} SET publication_id = %s WHERE publication_id = %s", [new, key])
    return f"publication {key}: renumbered to {new}"


EVERY_WAY = (
    *(change_a_column,) * 8,
    *(flip_a_byte,) * 4,
    *(swap_two,) * 2,
    *(change_places, replace_a_file, change_with_its_hash, delete_one, delete_with_all_it_holds),
    *(delete_the_last_with_its_seals, insert_a_copy, renumber_a_publication),
)


def _is_key(model, field):
    return any(
        field.name in getattr(each, "fields", ()) and not field.is_relation
        for each in model._meta.constraints
    )


def _q(name):
    return connection.ops.quote_name(name)


def _table(model):
    return _q(model._meta.db_table)


def _run(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _row(random, model):
    """One row of a table as the database has it, by column, or None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {_table(model)} ORDER BY id")
        keys = [key for (key,) in cursor.fetchall()]
    return _read(model, random.choice(keys)) if keys else None


def _read(model, key):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {_table(model)} WHERE id = %s", [key])
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


def _other(random, field, old):
    """Another value that the column could have."""
    if field.null and old is not None and random.random() < 0.2:
        return None
    if field.primary_key or field.is_relation or isinstance(field, models.IntegerField):
        return random.choice([(old or 0) + 1, (old or 0) + random.randrange(2, 99), NOWHERE])
    if isinstance(field, models.BooleanField):
        return not old
    if isinstance(field, models.BinaryField):
        held = bytes(old)
        return random.choice([held[:-1], held + b"\0", held[::-1], b""])
    if isinstance(field, models.DateTimeField):
        return _another_moment(random, old)
    if isinstance(field, models.DateField):
        return _another_day(random, old)
    if field.choices and random.random() < 0.5:
        return random.choice([value for value, _ in field.choices if value != old])
    return _other_words(random, old or "")


def _another_moment(random, old):
    moment = datetime.fromisoformat(old) if isinstance(old, str) else old or datetime(2026, 1, 1)
    by = random.choice([timedelta(microseconds=1), timedelta(seconds=1), timedelta(days=-400)])
    return str(moment + by) if connection.vendor == "sqlite" else moment + by


def _another_day(random, old):
    day = date.fromisoformat(old) if isinstance(old, str) else old or date(2026, 1, 1)
    return day + timedelta(days=random.choice([-1, 1, 365]))


def _other_words(random, old):
    place = random.randrange(len(old) + 1)
    letter = random.choice(string.ascii_letters + "é —0")
    return random.choice(
        [
            old[:place] + letter + old[place + 1 :],
            old[:place] + old[place + 1 :],
            old + " ",
            old.swapcase(),
            "",
        ]
    )


def _short(value):
    return repr(value)[:60]

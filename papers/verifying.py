"""Holding everything that was issued against its hashes: what is not as it was is named, each in a sentence.

One publication is looked at after another, and one file of it after another, so that memory stays small however
much was issued. Whatever cannot even be read is a finding too: nothing that a tamperer does stops the others from being looked at.
"""

import gzip
import hashlib
import io
import zlib

from django.db import DatabaseError, connection, models
from django.utils import timezone

from . import freezing
from .fingerprints import fingerprint
from .models import Check, Preparation, Publication, PublicationFile, PublicationNotice, Seal
from .publishing import KEPT, file_key, told, told_sha256

# What reading a row can end in, once somebody has written into it what no program of ours would.
UNREADABLE = (DatabaseError, ValueError, TypeError, OverflowError, ArithmeticError, AttributeError, KeyError)
# So many rows are held at a time, and so many bytes unpacked.
AT_ONCE = 200
BLOCK = 1 << 20
SEALED = ("number", "names", "content_sha256", "sha256")
# How each database is asked for a moment in whole seconds, and what it calls false.
MOMENT = {"sqlite": "strftime('%Y-%m-%d %H:%M:%S', {})", "postgresql": "date_trunc('second', {})"}
NEVER = {"sqlite": "0", "postgresql": "false"}
PARTS = {"paper": "", "changes": " of what changed", "receipt": " of what was asked for and what came"}
FORMATS = {"html": "page", "docx": "Word file", "xlsx": "Excel file", "csv": "CSV file", "json": "JSON file"}


def findings(account, *, contents=lambda publication: (), strays=lambda: ()):
    """A sentence for each thing that is not as it was issued; `account` is filled while they come.

    `contents(publication)` gives the sentences about what other rooms froze with a publication, `strays()` those about what
    they froze and what belongs to none.
    """
    for model in freezing.without_table():
        yield f"The table of {model._meta.verbose_name_plural} is gone: it was dropped, renamed, or a view put in its place."
    for model in freezing.missing():
        yield f"The database would let somebody change {model._meta.verbose_name_plural}: run manage.py migrate."
    for model in freezing.frozen_models():
        yield from _guarded(f"What is kept of {model._meta.verbose_name_plural}", _written_otherwise, model)
    for sentences, what, *given in (
        (_publications, "What was issued", account, contents),
        (_notices, "Public notes", account),
        (_strays, "What belongs to no publication"),
        (strays, "What was frozen with no publication"),
        (_chain, "The chain of seals", account),
        (_vanished, "What earlier checks met", account),
    ):
        yield from _guarded(what, sentences, *given)


def _publications(account, contents):
    """The sentences about every publication, one after another."""
    for key, publication in in_turn(Publication.objects.order_by("pk")):
        yield from _guarded(f"Publication number {key}", _publication, key, publication, account, contents)


def _notices(account):
    """The sentences about every public note."""
    for key, notice in in_turn(PublicationNotice.objects.select_related("publication").order_by("pk")):
        yield from _notice(key, notice, account)


def in_turn(rows):
    """(key, row) of each of these rows in their order, some at a time; None for a row that cannot be read."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        held = _held(rows, some)
        if held is None:
            held = {key: row for key in some for row in (_held(rows, [key]) or {}).values()}
        yield from ((key, held.get(key)) for key in some)


def _held(rows, keys):
    """{key: row}, or None where one of them cannot be read."""
    try:
        return {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
    except UNREADABLE:
        return None


def named(publication):
    """What a publication is called in a finding: "Appendix 2 of 16 November 2026 (marlow-vale-2026-11-16)"."""
    name = publication.reference or publication.title
    return f"{name} of {_day(publication.published_at)} ({publication.slug})"


def _publication(key, publication, account, contents):
    """The sentences about one publication, its files and its place after the one before it."""
    try:
        called = named(publication)
    except UNREADABLE:
        yield f"Publication number {key}: it cannot be read."
        return
    files = {}
    counted = []
    yield from (f"{called}: {each}" for each in _files(publication, counted, files))
    actual = _or_nothing(lambda: fingerprint(publication, told_sha256(counted)))
    if actual != publication.sha256:
        yield (
            f"{called}: the publication is not as issued: what stands over it (title, names, dates, notes) or the set of its "
            "files has another fingerprint."
        )
    if publication.pk != publication.number:
        yield f"{called}: it is kept under another number than it was issued under."
    if _or_nothing(lambda: _sha256_of(publication.predecessor_id)) != publication.predecessor_sha256:
        yield f"{called}: the publication before it is not the one that it followed."
    frozen = _guarded("what was frozen with it", contents, publication)
    yield from (f"{called}: {each}" for each in frozen)
    account.sealed[f"publication {publication.slug}"] = actual, publication.published_at
    account.publications.append(
        {"slug": publication.slug, "called": called, "sha256": publication.sha256, "files": files}
    )
    account.files += len(files)


def _files(publication, counted, files):
    """The sentences about the files of a publication; `counted` and `files` are filled with what they are."""
    there = PublicationFile.objects.filter(publication=publication.pk).values_list("part", "format", "pk")
    keys = [key for *_, key in sorted(there, key=str)]
    for key in keys:
        try:
            file = PublicationFile.objects.filter(pk=key).values(*KEPT).get()
            counted.append(told(file))
            name = _file_name(file["part"], file["format"])
            files[f"{file['part']}.{file['format']}"] = file["sha256"]
            wrong = _bytes(file)
        except UNREADABLE as reason:
            yield f"a file (number {key}) cannot be read ({reason})."
            continue
        if wrong:
            yield f"the {name} is not as issued: {wrong}."
    if keys != [file_key(publication, place) for place in range(1, len(keys) + 1)] or not keys:
        yield "its files are not numbered as they were issued: one was added, is missing or was put in another's place."


def _bytes(file):
    """What is wrong with the bytes of a file, in words; "" where nothing is."""
    hashed, size = hashlib.sha256(), 0
    kept = io.BytesIO(bytes(file["content"]))
    try:
        plain = gzip.GzipFile(fileobj=kept) if file["encoding"] == "gzip" else kept
        while block := plain.read(BLOCK):
            hashed.update(block)
            size += len(block)
            if size > file["size"]:
                return "it is longer than it was"
    except (OSError, EOFError, zlib.error):
        return "its bytes cannot be unpacked"
    if size != file["size"]:
        return f"it has {size:,} bytes and had {file['size']:,}"
    if hashed.hexdigest() != file["sha256"]:
        return "its bytes have another SHA-256"
    return ""


def _file_name(part, format):
    """What a file is called: "PDF", "Word file of what changed", "PDF (volume 2)"."""
    volume = f" (volume {format[4:]})" if format.startswith("pdf-") else ""
    name = FORMATS.get(format, "PDF" if format[:3] == "pdf" else f"file {format}")
    return f"{name}{PARTS.get(part, f' of the part {part}')}{volume}"


def _notice(key, notice, account):
    """The sentences about one public note."""
    try:
        called = f"{named(notice.publication)}: its note “{notice.get_kind_display()}”"
        actual = fingerprint(notice)
    except (*UNREADABLE, Publication.DoesNotExist) as reason:
        yield f"Note number {key}: it cannot be read, or its publication is gone ({reason})."
        return
    if actual != notice.sha256:
        yield f"{called} is not as it was written."
    account.sealed[f"notice {key} on {notice.publication.slug}"] = actual, notice.at
    account.notices += 1


def _strays():
    """Files that belong to no publication; the database holds that there are none, unless it was told not to."""
    known = Publication.objects.values("pk")
    for key in PublicationFile.objects.exclude(publication__in=known).values_list("pk", flat=True):
        yield f"A file (number {key}) belongs to no publication."
    issued = set(Publication.objects.values_list("number", flat=True))
    papers = Preparation.objects.filter(issued_at__isnull=False).order_by("pk")
    for number, title, at in papers.values_list("pk", "title", "issued_at"):
        if number not in issued:
            yield f"“{title}” was issued on {_day(at)} as number {number}, and its publication has vanished."


def _chain(account):
    """The sentences about the seals: their order, their hashes, and that each thing has its one."""
    last = None
    for key, seal in in_turn(Seal.objects.order_by("number", "pk")):
        try:
            actual = fingerprint(seal)
        except UNREADABLE:
            yield f"A seal (number {key}) cannot be read."
            last = None
            continue
        for wrong in _seal(seal, actual, last, account):
            yield f"Seal {seal.number} ({seal.names}): {wrong}."
        last = seal
        account.seals.append({name: getattr(seal, name) for name in SEALED})
    met = {one["names"] for one in account.seals}
    for names in account.sealed.keys() - met:
        yield f"There is no seal for {names}: it came in, or its seal went, past the one way of issuing."


def _seal(seal, actual, last, account):
    """What is wrong with one seal; `last` is the one before it that could be read."""
    if seal.pk != seal.number or seal.number != (last.number + 1 if last else 1):
        yield "a seal is missing before it, or the seals were put in another order"
    if seal.sha256 != actual:
        yield "it is not as it was set"
    if seal.previous_sha256 != (last.sha256 if last else ""):
        yield "the seal before it is not the one that it followed"
    if seal.names not in account.sealed:
        yield "what it seals has vanished"
        return
    content_sha256, moment = account.sealed[seal.names]
    if content_sha256 != seal.content_sha256:
        yield "what it seals is not as it was then"
    if moment != seal.sealed_at:
        yield "it was set at another moment than what it seals"


def _vanished(account):
    """A sentence where an earlier check met more than there is: the last note goes unseen where its seal goes with it."""
    for name, there in (("publications", len(account.publications)), ("seals", len(account.seals))):
        fuller = Check.objects.filter(**{f"{name}__gt": there}).first()
        if fuller:
            met = getattr(fuller, name)
            yield f"On {_day(fuller.at)} there were {met} {name}; now there are {there}."


def _written_otherwise(model):
    """Sentences for dates that no program of ours writes so: they are hashed as they are read, to the second.

    So for what is true or false on SQLite, where any number or word is taken, and asked for by other rules than it is read.
    """
    quote = connection.ops.quote_name
    for each in model._meta.concrete_fields:
        column = quote(each.column)
        if plain := _as_we_write(each, column):
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT id FROM {quote(model._meta.db_table)}"
                    f" WHERE {column} IS NOT NULL AND NOT coalesce({column} = {plain}, {NEVER[connection.vendor]})"
                )
                keys = [key for (key,) in cursor.fetchall()]
            for key in keys:
                name = str(model._meta.verbose_name).capitalize()
                yield f"{name} number {key}: {each.verbose_name} is not kept as this site writes it."


def _as_we_write(field, column):
    """What a column holds as this site writes it, in SQL; "" where it cannot be another."""
    if isinstance(field, models.DateTimeField):
        return MOMENT[connection.vendor].format(column)
    if isinstance(field, models.DateField) and connection.vendor == "sqlite":
        return f"date({column})"
    if isinstance(field, models.BooleanField) and connection.vendor == "sqlite":
        return f"({column} <> 0)"
    return ""


def _guarded(what, told, *given):
    """The sentences that `told` gives; where something cannot be read for them, that is one more, and the others come on."""
    try:
        yield from told(*given)
    except UNREADABLE as reason:
        yield f"{what} cannot be read ({reason})."


def _sha256_of(key):
    """The fingerprint that a publication says of itself; "" where there is none of this key."""
    if key is None:
        return ""
    return Publication.objects.filter(pk=key).values_list("sha256", flat=True).first() or "gone"


def _or_nothing(asked):
    try:
        return asked()
    except UNREADABLE:
        return ""


def _day(moment):
    return f"{timezone.localtime(moment):%-d %B %Y}"

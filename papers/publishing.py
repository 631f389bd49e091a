"""Issuing a paper and what is said of it afterwards: written once, hashed, and sealed in one chain."""

import gzip

from django.db import connection, transaction

from papers import remembering
from papers.fingerprints import digest, fingerprint, fingerprint_of
from papers.models import (
    PreparedFile,
    Publication,
    PublicationFile,
    PublicationNotice,
    Seal,
)
from papers.writing import FORMATS, pdf_pages, standalone, write, write_volumes

# What is smaller by less than this when it is compressed is kept as it is.
WORTH_IT = 0.9
# More files than any paper has: the keys of one publication's files never run into the next one's.
FILES_AT_MOST = 10_000
KEPT = ("part", "format", "content", "encoding", "size", "pages", "sha256", "style_sha256")


class Refused(Exception):
    """It cannot be issued, corrected or withdrawn. The message is a sentence for the person who tried.

    `field` is the one of the form that it is about, None where it is about no one field.
    """

    def __init__(self, sentence, *, field=None):
        super().__init__(sentence)
        self.field = field

    @property
    def problems(self):
        """The sentence as a form takes it."""
        return [(self.field, str(self))]


def written(document, *, part="paper"):
    """Every file of a document as the fields of a `StoredFile`: the page, then every format.

    A paper too long for one PDF has its volumes as the formats "pdf-1", "pdf-2" and so on.
    """
    volumes = write_volumes(document)
    made = []
    for number, (_, content) in enumerate(volumes, 1):
        name = "pdf" if len(volumes) == 1 else f"pdf-{number}"
        made.append(stored(part, name, content, pages=pdf_pages.count(content)))
    made += [stored(part, name, write(document, name)) for name in FORMATS if name != "pdf"]
    page, style = standalone.write(document, part=part, formats=[each["format"] for each in made])
    return [stored(part, "html", page, style_sha256=style), *made]


def stored(part, format, content, *, pages=None, style_sha256=""):
    """The fields of a `StoredFile` with these bytes, compressed where that is worth it."""
    packed = gzip.compress(content, 9, mtime=0)
    is_worth_it = len(packed) < WORTH_IT * len(content)
    return {
        "part": part,
        "format": format,
        "content": packed if is_worth_it else content,
        "encoding": "gzip" if is_worth_it else "",
        "size": len(content),
        "pages": pages,
        "sha256": digest(content),
        "style_sha256": style_sha256,
    }


def plain(file):
    """The bytes as a reader gets them, of the fields of a `StoredFile`."""
    return gzip.decompress(file["content"]) if file["encoding"] == "gzip" else file["content"]


def files_sha256(files, *more):
    """The hash that names a set of files (rows or fields of `StoredFile`), and whatever is frozen with them."""
    return told_sha256([told(one) for one in files], *more)


def told_sha256(files, *more):
    """As `files_sha256`, of files that were `told` one by one."""
    return fingerprint_of([sorted(files, key=lambda one: [str(name) for name in one[:2]]), *more])


def told(file):
    """All that counts of a file (row or fields of `StoredFile`) in the order of KEPT, its stored bytes by their hash."""
    fields = file if isinstance(file, dict) else {name: getattr(file, name) for name in KEPT}
    kept = {**fields, "content": digest(bytes(fields["content"]))}
    return [kept[name] for name in KEPT]


@transaction.atomic
def issue(preparation, *, made_sha256, by, at, needs_two, contents_sha256, software_version, **told):
    """The Publication of a paper in preparation, with the files that were looked at: all of them or nothing.

    `made_sha256` is that of the files the publisher looked at. `needs_two` is whether somebody else than those who
    prepared it must issue it. `told` are the words of the publication that are not the preparation's own: slug,
    title, body, subject, subject_slug, layout, names_words; and prepared_by_name and published_by_name where people are not
    to be called by their names. Raises Refused with a sentence.
    """
    hold_chain()
    files = list(PreparedFile.objects.filter(preparation=preparation))
    refuse(preparation, files, made_sha256=made_sha256, by=by, needs_two=needs_two)
    if Publication.objects.filter(slug=told["slug"]).exists():
        raise Refused(f"A paper is issued at this address already ({told['slug']}). Choose another one.")
    before = _last_of(told["subject_slug"])
    # Whole seconds: a dump of the database keeps no more than milliseconds.
    at = at.replace(microsecond=0)
    embargo = preparation.embargoed_until
    publication = Publication(
        # Every key of what is issued follows from its number, so that none can be changed unseen.
        id=preparation.pk,
        number=preparation.pk,
        kind=preparation.kind,
        reference=preparation.reference,
        committee=preparation.committee,
        meeting_words=preparation.meeting_words,
        meeting_on=preparation.meeting_on,
        as_at=preparation.as_at,
        note=preparation.note,
        predecessor=before,
        predecessor_sha256=before.sha256 if before else "",
        corrects=preparation.corrects,
        supplements=preparation.supplements,
        compared_with=preparation.compared_with,
        prepared_by=preparation.prepared_by,
        published_by=by,
        is_by_one_person=by.pk in preparation.people,
        published_at=at,
        public_from=max(at, embargo.replace(microsecond=0)) if embargo else at,
        is_shared=preparation.is_shared,
        software_version=software_version,
        contents_sha256=contents_sha256,
        **{"prepared_by_name": preparation.prepared_by.name, "published_by_name": by.name, **told},
    )
    publication.sha256 = publication_sha256(publication, files)
    publication.save(force_insert=True)
    PublicationFile.objects.bulk_create(
        PublicationFile(
            id=file_key(publication, place),
            publication=publication,
            **{name: getattr(one, name) for name in KEPT},
        )
        for place, one in enumerate(sorted(files, key=lambda one: (one.part, one.format)), 1)
    )
    seal(f"publication {publication.slug}", publication.sha256, at=at)
    preparation.issued_at = at
    preparation.save(update_fields=["issued_at"])
    _forget_what_was_served()
    return publication


def refuse(preparation, files, *, made_sha256, by, needs_two):
    """Raises Refused where this paper may not be issued by this person as it stands."""
    if not preparation.is_waiting:
        raise Refused("This paper was issued or thrown away already.")
    if not files or not preparation.made_sha256:
        raise Refused("The files of this paper are not made yet. Make them, look at them, then issue.")
    if preparation.made_sha256 != made_sha256:
        raise Refused("The files were made again since you looked at them. Look at them again, then issue.")
    if files_sha256(files, digest(bytes(preparation.made_rows))) != made_sha256:
        raise Refused("The files are not as they were made. Make them again, look at them, then issue.")
    if needs_two and by.pk in preparation.people:
        raise Refused("You prepared this paper, so somebody else has to issue it.")


def file_key(publication, place):
    """The key of a file, which follows from where it stands among those of its publication."""
    return publication.number * FILES_AT_MOST + place


def publication_sha256(publication, files):
    """The fingerprint of a publication: of every word of it, of its files, and of what other rooms froze with it."""
    return fingerprint(publication, files_sha256(files))


def hold_chain():
    """Until this transaction ends nobody else issues anything or says anything of what was issued.

    On SQLite there is one writer at a time anyway. On PostgreSQL the whole table is held and not its last row: who
    waits for a row gets that one, also where another came behind it meanwhile, and of an empty table there is none.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(Seal._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _last_of(subject_slug):
    """The publication before the next one of this subject."""
    # The one that nothing follows yet, and not the one with the latest moment: a clock may be put back.
    last = Publication.objects.filter(subject_slug=subject_slug, successor=None)
    return last.order_by("-published_at", "-id").first()


def seal(names, content_sha256, *, at):
    """The next link of the chain."""
    last = Seal.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    made = Seal(
        id=number,
        number=number,
        names=names,
        content_sha256=content_sha256,
        previous_sha256=last.sha256 if last else "",
        sealed_at=at.replace(microsecond=0),
    )
    made.sha256 = fingerprint(made)
    made.save(force_insert=True)
    return made


@transaction.atomic
def note(publication, kind, words, *, by, at, points_to=None):
    """A public note on an issued paper, sealed. Returns the PublicationNotice. Raises Refused."""
    hold_chain()
    kinds = PublicationNotice.Kind
    if not words.strip():
        raise Refused("Say why, in a sentence that everybody may read.")
    if kind == kinds.WITHDRAWN and publication.notices.filter(kind=kind).exists():
        raise Refused("This publication was withdrawn already.")
    made = PublicationNotice(
        publication=publication,
        kind=kind,
        words=words.strip(),
        points_to=points_to,
        at=at.replace(microsecond=0),
        by=by,
        by_name=by.name,
    )
    made.sha256 = fingerprint(made)
    made.save()
    seal(f"notice {made.pk} on {publication.slug}", made.sha256, at=at)
    _forget_what_was_served()
    return made


def _forget_what_was_served():
    """No process answers from memory what was true before this."""
    remembering.served.forget()
    transaction.on_commit(remembering.served.forget)

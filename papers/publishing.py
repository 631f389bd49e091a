"""Issuing a paper: freezing what it says and every file of it, with their hashes."""

import hashlib
import json

from django.db import transaction

from papers.document_json import as_json
from papers.models import Publication, PublicationFile
from papers.writing import FORMATS, write, write_volumes


class Refused(Exception):
    """The paper cannot be issued. The message is a sentence for the person who tried."""


def issue(document, *, slug, by, at, meeting_words="", predecessor=None):
    """The Publication of this document with a file in every format, all of them or nothing.

    A paper too long for one PDF has its volumes as the formats "pdf-1", "pdf-2" and so on.
    `predecessor` is the publication that this one supersedes.
    """
    if Publication.objects.filter(slug=slug).exists():
        raise Refused(f"A paper is issued at this address already ({slug}). Choose another one.")
    if predecessor is not None and Publication.objects.filter(predecessor=predecessor).exists():
        raise Refused(
            f"“{predecessor}” has been superseded already. Issue this paper as following the newest one."
        )
    content = as_json(document)
    files = written(document)
    with transaction.atomic():
        publication = Publication.objects.create(
            slug=slug,
            title=document.title[:300],
            reference=document.reference[:100],
            meeting_words=meeting_words,
            layout=document.layout,
            content=content,
            sha256=content_hash(content),
            predecessor=predecessor,
            published_by=by,
            published_at=at,
        )
        PublicationFile.objects.bulk_create(
            PublicationFile(publication=publication, format=name, content=made, sha256=digest(made))
            for name, made in files.items()
        )
    return publication


def written(document):
    """Every file of a document: format to bytes."""
    files = {name: write(document, name) for name in FORMATS if name != "pdf"}
    made = write_volumes(document)
    if len(made) == 1:
        return {"pdf": made[0][1], **files}
    return {**{f"pdf-{number}": content for number, (_, content) in enumerate(made, 1)}, **files}


def content_hash(content):
    """The SHA-256 of a frozen document, the same in whatever order a database gives its members back."""
    return digest(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())


def digest(content):
    """The SHA-256 of these bytes."""
    return hashlib.sha256(content).hexdigest()

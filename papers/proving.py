"""Comparing an issued paper with its hashes, file by file, while somebody waits."""

import zlib
from dataclasses import dataclass

from .fingerprints import digest, fingerprint
from .models import Seal
from .publishing import publication_sha256
from .serving import file_name


@dataclass(frozen=True, slots=True)
class ProvenFile:
    """One file: what it is called, the hash it was issued with, and whether its bytes have it now."""

    name: str
    part: str
    format: str
    sha256: str
    is_as_issued: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """One paper: its files, whether its fingerprint is theirs, and its place in the chain."""

    files: tuple[ProvenFile, ...]
    is_as_fingerprinted: bool
    seal: Seal | None
    is_sealed: bool

    @property
    def is_whole(self):
        """Whether everything is as it was issued."""
        return self.is_as_fingerprinted and self.is_sealed and all(each.is_as_issued for each in self.files)


def proof_of(publication):
    """The Proof of a publication, made now from every byte of it."""
    files = sorted(publication.files.all(), key=_in_order)
    seal = Seal.objects.filter(names=f"publication {publication.slug}").first()
    return Proof(
        files=tuple(
            ProvenFile(
                file_name(publication.slug, file),
                file.part,
                file.format,
                file.sha256,
                _is_as_issued(file),
            )
            for file in files
        ),
        is_as_fingerprinted=publication_sha256(publication, files) == publication.sha256,
        seal=seal,
        is_sealed=bool(seal)
        and seal.content_sha256 == publication.sha256
        and seal.sealed_at == publication.published_at
        and fingerprint(seal) == seal.sha256,
    )


def _in_order(file):
    """The paper first, and of each part the page first."""
    return file.part != "paper", file.part, file.format != "html", file.format


def _is_as_issued(file):
    """Whether the bytes have the hash and the length they were issued with; bytes that cannot be unpacked have not."""
    try:
        plain = file.plain
    except (OSError, EOFError, zlib.error):
        return False
    return digest(plain) == file.sha256 and len(plain) == file.size

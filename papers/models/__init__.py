"""Documents in and out: the files that came in, and the papers that went out."""

from .publications import Publication, PublicationFile
from .sourcefiles import SourceFile

__all__ = ["Publication", "PublicationFile", "SourceFile"]

"""Documents in and out: the files that came in, the papers in preparation, and those that went out."""

from .frozen import NeverChanged
from .notices import Check, PublicationNotice, Seal
from .preparations import Preparation, PreparedFile
from .publications import Publication, PublicationFile
from .sourcefiles import SourceFile

__all__ = [
    "Check",
    "NeverChanged",
    "Preparation",
    "PreparedFile",
    "Publication",
    "PublicationFile",
    "PublicationNotice",
    "Seal",
    "SourceFile",
]

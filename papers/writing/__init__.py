"""Any document in any format: `write(document, "pdf")` gives the bytes, the same for the same document."""

from papers.document import Document

from . import csv_file, excel, json_file, pdf, word
from .pdf import NoSuchVolume, TooLong, unprintable, write_volume, write_volumes
from .volumes import is_long, volume_contents

# Name: what a reader calls it, its media type, its extension.
FORMATS = {
    "pdf": ("PDF", "application/pdf", "pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "csv": ("CSV", "text/csv; charset=utf-8", "csv"),
    "json": ("JSON", "application/json", "json"),
}

_WRITERS = {
    "pdf": pdf.write,
    "docx": word.write,
    "xlsx": excel.write,
    "csv": csv_file.write,
    "json": json_file.write,
}


def write(document: Document, format: str) -> bytes:
    """The document in the format of this name, one of FORMATS."""
    return _WRITERS[format](document)


__all__ = [
    "FORMATS",
    "NoSuchVolume",
    "TooLong",
    "is_long",
    "unprintable",
    "volume_contents",
    "write",
    "write_volume",
    "write_volumes",
]

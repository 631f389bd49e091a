"""A paper as one documented JSON object."""

import json

from papers.document import Document
from papers.document_json import as_json


def write(document: Document) -> bytes:
    """The document as JSON, indented, in UTF-8, ending with a line end."""
    return (json.dumps(as_json(document), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")

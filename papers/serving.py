"""A file that was stored goes out as it was stored: compressed where the reader takes that, and never made again.

The answer to a request for one file of a paper: coding, ETag, how long it may be kept, and what a page may load.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_etags

from papers.writing import FORMATS

HTML = "text/html; charset=utf-8"
# What a browser shows itself; the others are saved.
SHOWN_INLINE = ("html", "pdf", "json")
# How long a reader and what stands between may keep it.
FOR_EVER = "public, max-age=31536000, immutable"
TO_BE_ASKED = "public, no-cache"
NOWHERE = "private, no-store"
# A frozen page loads nothing but the stylesheet that it holds.
PAGE_POLICY = (
    "default-src 'none'; style-src '{style}'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is told of a file with every answer, also where the reader has it already."""

    sha256: str
    has_gzip: bool
    headers: tuple[tuple[str, str], ...]

    def etag(self, is_packed):
        """The strong ETag of these bytes in this coding."""
        return f'"{self.sha256}-gzip"' if is_packed else f'"{self.sha256}"'

    def is_packed_for(self, request):
        """Whether this reader gets it compressed."""
        return self.has_gzip and takes_gzip(request.headers.get("Accept-Encoding", ""))


def known(file, *, cache, since: datetime | None = None):
    """What is told of this `StoredFile`; `since` is when it became what the address gives."""
    headers = [("Cache-Control", cache), ("Vary", "Accept-Encoding"), ("Accept-Ranges", "none")]
    if since:
        headers.append(("Last-Modified", http_date(since.timestamp())))
    if file.style_sha256:
        headers.append(("Content-Security-Policy", PAGE_POLICY.format(style=file.style_sha256)))
    return Known(file.sha256, file.encoding == "gzip", tuple(headers))


def not_modified(request, told):
    """304 where the reader says that it has these very bytes; else None."""
    if "If-Match" in request.headers or "If-Unmodified-Since" in request.headers:
        return None
    etag = told.etag(told.is_packed_for(request))
    theirs = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" not in theirs and etag not in [each.removeprefix("W/") for each in theirs]:
        return None
    return _headed(HttpResponseNotModified(), told, etag)


def answer(request, file, *, name, told, since: datetime | None = None):
    """The bytes of this `StoredFile`, or 304 (412) where a condition says so. `name` is the file's, without its ending."""
    is_packed = told.is_packed_for(request)
    etag = told.etag(is_packed)
    if since:
        modified = int(since.timestamp())
        if early := get_conditional_response(request, etag=etag, last_modified=modified):
            return _headed(early, told, etag)
    is_asked_only = request.method == "HEAD"
    content = b"" if is_asked_only else bytes(file.content) if is_packed else file.plain
    response = HttpResponse(content, content_type=media_type(file.format))
    if is_packed:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(_length(file, is_packed) if is_asked_only else len(content))
    response["Content-Disposition"] = content_disposition_header(
        file.format.partition("-")[0] not in SHOWN_INLINE, file_name(name, file)
    )
    return _headed(response, told, etag)


def _headed(response, told, etag):
    """The answer with what is told of the file, marked as the same for everybody where it is."""
    for name, value in told.headers:
        response[name] = value
    response["ETag"] = etag
    response.is_for_everybody = not response["Cache-Control"].startswith("private")
    return response


def _length(file, is_packed):
    return file.kept_size if is_packed else file.size


def media_type(format):
    """The media type of a stored format; "pdf-2" is a volume of a PDF."""
    base = format.partition("-")[0]
    return HTML if base == "html" else FORMATS[base][1]


def file_name(name, file):
    """What a file is called where it is saved: "marlow-vale-2026-11-16.pdf", "…-changes.docx", "…-volume-2.pdf"."""
    base, _, volume = file.format.partition("-")
    part = "" if file.part == "paper" else f"-{file.part}"
    return f"{name}{part}{f'-volume-{volume}' if volume else ''}.{base}"


def takes_gzip(accepted):
    """Whether an Accept-Encoding allows gzip."""
    weights = {}
    for each in accepted.lower().split(","):
        coding, _, more = each.partition(";")
        weight = more.replace(" ", "").removeprefix("q=") if "q=" in more.replace(" ", "") else "1"
        try:
            weights[coding.strip()] = float(weight)
        except ValueError:
            weights[coding.strip()] = 0.0
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0

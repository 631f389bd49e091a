"""Papers in preparation in words: where one stands, what it is, what differs between two forms of it. Asks no database."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.moments import moment
from papers.records import WORTH
from papers.writing import FORMATS

from ..publications import checking
from .readings import said

# After so long without an end, whatever made the files has stopped.
STOPPED_AFTER = timedelta(minutes=15)
PARTS = {"paper": "The paper", "changes": "What changed, as a paper of its own"}
# A paper of what changed has a table for each kind of change instead of a row for each action.
WORTH_OF_CHANGES = WORTH | {
    "xlsx": "a table for each kind of change",
    "csv": "a table for each kind of change",
}
ORDER = tuple(WORTH)


def paper_words(publication):
    """An issued paper in a list of papers: its reference or title, and when it was issued."""
    named = publication.reference or publication.title
    return f"{named}, issued {said(timezone.localdate(publication.published_at))}"


def state(preparation, *, at):
    """Where it stands: "issued", "discarded", "made", "making", "stopped", "failed" or "new"."""
    if preparation.issued_at:
        return "issued"
    if preparation.discarded_at:
        return "discarded"
    if preparation.making_since:
        return "stopped" if at - preparation.making_since > STOPPED_AFTER else "making"
    if preparation.making_failed:
        return "failed"
    return "made" if preparation.made_sha256 else "new"


STATES = {
    "issued": "Issued",
    "discarded": "Thrown away",
    "made": "Made, to be looked at",
    "making": "Files are being made",
    "stopped": "Making the files stopped halfway",
    "failed": "The files could not be made",
    "new": "Files are not made yet",
}


def size_words(size):
    """ "410 kB"; "2.9 MB" of what is larger."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(round(size / 1000), 1)} kB"


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file as a list shows it."""

    name: str
    part: str
    format: str
    words: str


def file_lines(files):
    """[(heading, [FileLine, …])] of the files of a paper, each part for itself; what is only kept as data is left out."""
    found = []
    for part, heading in PARTS.items():
        own = sorted((one for one in files if one.part == part), key=_place)
        if own:
            found.append((heading, [_line(one) for one in own]))
    return found


def _place(file):
    kind, _, volume = file.format.partition("-")
    return ORDER.index(kind) if kind in ORDER else len(ORDER), int(volume or 0)


def _line(file):
    kind, _, volume = file.format.partition("-")
    name = "Page" if kind == "html" else FORMATS[kind][0]
    pages = f"{file.pages} page{'' if file.pages == 1 else 's'}" if file.pages else ""
    worth = WORTH_OF_CHANGES if file.part == "changes" else WORTH
    words = ", ".join(filter(None, (pages, size_words(file.size), worth.get(kind, ""))))
    return FileLine(f"{name}, volume {volume}" if volume else name, file.part, file.format, words)


def findings_of(preparation):
    """What was found in free text of what was made: people’s names and small numbers, each with its row and words."""
    return checking.from_text(preparation.made_findings)


# What is told of a paper, by the name of its field, in the order of the form.
LABELS = {
    "layout": "Layout",
    "round_keys": "Rounds",
    "title": "Title",
    "introduction": "Introduction",
    "reference": "Appendix reference",
    "committee": "For which committee",
    "meeting_words": "Item and meeting",
    "meeting_on": "Date of the meeting",
    "as_at": "As at",
    "compared_with": "Compare with",
    "has_qr": "QR code",
    "embargoed_until": "Embargo until",
    "is_shared": "Shared with members",
    "note": "Public note",
}


def differences(stored, typed):
    """[(label, as it stands, as typed)] of what differs between a preparation as it is now and a form that was sent."""
    found = []
    for name, label in LABELS.items():
        if name not in typed:
            continue
        theirs, yours = _told(stored[name]), _told(typed[name])
        if theirs != yours:
            found.append((label, theirs, yours))
    return found


def _told(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return ""
    if hasattr(value, "published_at"):
        return paper_words(value)
    if hasattr(value, "hour"):
        return moment(value)
    if hasattr(value, "year"):
        return said(value)
    return ", ".join(str(value).split("\n")) if "\n" in str(value) and " " not in str(value) else str(value)

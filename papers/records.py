"""What the record of an issued paper says: its files, what was said of it since, and the papers around it."""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef
from django.urls import NoReverseMatch, reverse

from accounts.permissions import Permission, may

from .document import Heading
from .models import Check, Publication, PublicationNotice
from .shortening import shortened, unanchored
from .writing import page
from .writing.standalone import format_name

KINDS = Publication.Kind
KICKERS = {
    KINDS.PAPER: "Issued paper · will not change",
    KINDS.CORRECTION: "Corrected paper · will not change",
    KINDS.SUPPLEMENT: "Supplementary sheet · will not change",
}
# What a reader has of each format, in the order of reading.
WORTH = {
    "html": "for reading on a screen",
    "pdf": "tagged for screen readers",
    "docx": "headings repeat on each page",
    "xlsx": "a row for each action",
    "csv": "a row for each action",
    "json": "with a described structure",
}
EARLIER = 5
# A record shows so many rows of what changed; the rest is a link away.
ROWS_IN_SHORT = 24


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file as the record offers it."""

    name: str
    address: str
    size: int
    pages: int | None
    worth: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a paper as HTML for the record; `left_out` is how many rows only the whole part has."""

    title: str
    body: str
    left_out: int
    files: tuple[FileLine, ...]


def address_of(name, *args):
    """The address of this name, or "" where no room answers to it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def file_lines(publication, files, part="paper"):
    """The files of one part as the record offers them, in the order of reading."""
    found = [file for file in files if file.part == part]
    order = list(WORTH)
    found.sort(key=lambda file: (order.index(_base(file)), len(file.format), file.format))
    return tuple(_file_line(publication, file) for file in found)


def _file_line(publication, file):
    is_page = file.format == "html"
    if is_page and file.part == "paper":
        address = reverse("publication_page", args=[publication.slug])
    else:
        address = reverse("publication_bytes", args=[publication.slug, file.sha256, file.format])
    name = "Page" if is_page else format_name(file.format)
    return FileLine(name, address, file.size, file.pages, WORTH[_base(file)])


def _base(file):
    return file.format.partition("-")[0]


def section(publication, files, part, *, rows=None):
    """One part of the paper for its record, in short where it has more than so many rows; None where it has no such part."""
    if not any(file.part == part and file.format == "json" for file in files):
        return None
    document = _headless(publication.read(part))
    short, left_out = shortened(document, rows) if rows else (document, 0)
    lines = tuple(line for line in file_lines(publication, files, part) if line.name != "JSON")
    return Section(document.title, page.render(unanchored(short), name=part), left_out, lines)


def _headless(document):
    """The document without a heading that only says its title again: the record has that already."""
    first = document.blocks[0] if document.blocks else None
    is_title = isinstance(first, Heading) and first.words == document.title
    return replace(document, blocks=document.blocks[1:]) if is_title else document


@dataclass(frozen=True, slots=True)
class Around:
    """The papers around one, of those that the reader may see: {key: publication} of those it names, and its neighbours.

    Each that it names with `is_withdrawn`.
    """

    named: dict
    earlier: list
    later: Publication | None
    total: int


def around(publication, user):
    """The papers around this one, in three queries."""
    seen = Publication.objects.visible_to(user)
    named = {publication.corrects_id, publication.supplements_id, publication.predecessor_id}
    named.add(publication.compared_with_id)
    same = seen.filter(subject_slug=publication.subject_slug).exclude(pk=publication.pk)
    earlier = same.filter(published_at__lte=publication.published_at, number__lt=publication.number)
    later = same.standing().whole().filter(published_at__gte=publication.published_at)
    went = PublicationNotice.objects.filter(publication=OuterRef("pk"), kind="withdrawn")
    told = seen.filter(pk__in=named - {None}).annotate(is_withdrawn=Exists(went))
    return Around(
        named={each.pk: each for each in told},
        earlier=list(earlier.order_by("-published_at", "-number")[:EARLIER]),
        later=later.exclude(number__lt=publication.number).order_by("-published_at", "-number").first(),
        total=same.count() + 1,
    )


def notices_of(publication, user):
    """The public notes on a paper, newest first, without those that point to what this reader may not see yet.

    Each with `is_undone`: whether the paper to which it points was withdrawn.
    """
    rows = PublicationNotice.objects.filter(publication=publication).select_related("points_to")
    return list(rows.with_what_became().visible_to(user).order_by("-at", "-pk"))


def last_check(publication):
    """When everything was last compared with its hashes, where that was after this paper was issued; else None."""
    return Check.objects.filter(at__gte=publication.published_at).order_by("-at").first()


def doors(publication, user, *, is_withdrawn, is_newest):
    """What this person may do with an issued paper: (words, address), where a room answers to it.

    Only the newest whole paper is corrected or added to: what is wrong in an older one, the next one puts right.
    """
    if is_withdrawn or not user.is_authenticated:
        return []
    found = []
    is_whole = publication.kind != KINDS.SUPPLEMENT
    if is_newest and is_whole and may(user, Permission.PREPARE_PUBLICATION):
        found.append(("Correct it", address_of("publication_correct", publication.slug)))
        found.append(("Add late news", address_of("publication_late_news", publication.slug)))
    if may(user, Permission.WITHDRAW_PUBLICATION):
        found.append(("Withdraw it", address_of("publication_withdraw", publication.slug)))
    return [(words, address) for words, address in found if address]

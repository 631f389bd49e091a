"""Feeds (Atom): what was issued and what was said of it since, for people who want to be told."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date

from .models import Publication, PublicationNotice
from .naming import named
from .writing.xml_words import allowed

MOST = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: `key` is the hash of what it tells of, which stays the same wherever the site stands."""

    key: str
    title: str
    words: str
    path: str
    at: datetime
    author: str = ""


class Feed(Atom1Feed):
    """An Atom feed that says of a list without an entry that it never changed, not that it changed just now."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)


def answer(request, *, title, path, items):
    """The answer with a feed of these Items, the newest first; 304 where the reader has it already."""
    items = sorted(items, key=lambda item: (item.at, item.key), reverse=True)[:MOST]
    feed = Feed(
        title=allowed(title),
        link=request.build_absolute_uri(path),
        description="",
        language="en-gb",
        feed_url=request.build_absolute_uri(request.path),
    )
    for item in items:
        feed.add_item(
            title=allowed(item.title),
            link=request.build_absolute_uri(item.path),
            # A reader takes it for HTML.
            description=escape(allowed(item.words)),
            unique_id=f"urn:sha256:{item.key}",
            updateddate=item.at,
            pubdate=item.at,
            author_name=allowed(item.author) or None,
        )
    content = feed.writeString("utf-8").encode()
    modified = int(feed.latest_post_date().timestamp())
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = f'"{sha256(content).hexdigest()}"'
    response["Last-Modified"] = http_date(modified)
    patch_cache_control(response, public=True, no_cache=True)
    return get_conditional_response(request, etag=response["ETag"], last_modified=modified, response=response)


def public_items(subject_slug=None):
    """What was issued and what was said of it since, for everybody, in two queries; a withdrawn paper as that alone."""
    of_subject = {"subject_slug": subject_slug} if subject_slug else {}
    papers = Publication.objects.public().standing().filter(**of_subject).order_by("-public_from", "-number")
    notices = PublicationNotice.objects.public().select_related("publication", "points_to")
    notices = notices.filter(**{f"publication__{name}": value for name, value in of_subject.items()})
    return [
        *(of_paper(each) for each in papers[:MOST]),
        *(_of_notice(each) for each in notices.order_by("-at", "-pk")[:MOST]),
    ]


def of_paper(publication):
    """The entry that tells of an issued paper, from the moment at which it was out."""
    kind = "" if publication.kind == "paper" else publication.get_kind_display()
    meeting = publication.meeting_words or publication.committee
    told = [
        f"For {meeting}." if meeting else "",
        f"{publication.body}, {publication.subject}.",
        publication.note,
    ]
    return Item(
        key=publication.sha256,
        title=named(kind, str(publication)),
        words=" ".join(filter(None, told)),
        path=publication.get_absolute_url(),
        at=publication.public_from,
        author=publication.body,
    )


def _of_notice(notice):
    """The entry that tells of a public note, from the moment at which it and what it points to were out."""
    shown = notice.points_to or notice.publication
    return Item(
        key=notice.sha256,
        title=f"{notice.get_kind_display()}: {notice.publication}",
        words=notice.words,
        path=shown.get_absolute_url(),
        at=max(notice.at, notice.publication.public_from, shown.public_from),
        author=notice.publication.body,
    )

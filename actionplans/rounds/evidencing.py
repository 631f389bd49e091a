"""What shows that an answer is so: links and files put to a draft, and taken from it.

Evidence belongs to the words it was given with: it changes while the answer is a draft or was returned,
and stays as it is once the answer is sent.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from papers import attaching
from papers.models import SourceFile

from ..models import Evidence, Update
from ..wording.pasted import clean
from .answering import DRAFTS
from .refusals import Refused

MOST = 20
LONGEST_LINK, LONGEST_WORDS = 500, 300
is_web_address = URLValidator(schemes=["http", "https"])


@transaction.atomic
def put_link(update, link, words=""):
    """Put a web address to a draft, with words for what it shows. Returns the Evidence; the same again is that one."""
    update = _draft(update)
    link = whole_address(link)
    if held := update.evidence.filter(link=link).first():
        return held
    _refuse_if_many(update, "link")
    words = " ".join(clean(words).split()) or link
    return Evidence.objects.create(evidence_of=update, words=words[:LONGEST_WORDS], link=link)


@transaction.atomic
def put_file(update, name, content, *, limit, by, at):
    """Put a file to a draft. `limit` is in bytes. Returns the Evidence; the same file again is that one."""
    update = _draft(update)
    try:
        attaching.check(name, content, limit=limit)
    except attaching.NotTaken as reason:
        raise Refused(("files", str(reason))) from None
    kept = SourceFile.objects.keep(name, content, by=by, at=at, is_evidence=True)
    if held := update.evidence.filter(file=kept).first():
        return held
    _refuse_if_many(update, "files")
    return Evidence.objects.create(evidence_of=update, words=name[-LONGEST_WORDS:], file=kept)


@transaction.atomic
def take_away(evidence):
    """Take a piece of evidence from a draft."""
    _draft(evidence.evidence_of)
    evidence.delete()


def whole_address(link):
    """The web address meant, with https:// where nothing was typed before it. Refused where it is none."""
    link = link.strip()
    if "://" not in link and not link.lower().startswith(("javascript:", "data:", "mailto:", "file:")):
        link = f"https://{link}"
    try:
        is_web_address(link)
        is_whole = urlsplit(link).username is None and len(link) <= LONGEST_LINK
    except (ValidationError, ValueError):
        is_whole = False
    if not is_whole:
        raise Refused(
            ("link", "Copy the whole address from the browser: it begins with https:// and has no spaces.")
        )
    return link


def _draft(update):
    update = (
        Update.objects.select_for_update(of=("self",))
        .select_related("asked__reporting_round")
        .get(pk=update.pk)
    )
    if update.state not in DRAFTS:
        raise Refused("Take your answer back first: evidence stays with the words it was sent with.")
    if update.asked and (update.asked.withdrawn_at is not None or not update.asked.reporting_round.is_open):
        raise Refused("Leave it: this answer is no longer asked for.")
    return update


def _refuse_if_many(update, field):
    if update.evidence.count() >= MOST:
        raise Refused(
            (field, f"Take something away first: {MOST} pieces of evidence are as many as one answer holds.")
        )

"""Issuing a paper of a plan: what was looked at is frozen, with every row it was made from."""

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from papers import publishing
from papers.fingerprints import fingerprint, fingerprint_of
from papers.models import Publication, PublicationNotice

from ..comparing.entries import plan_as_text
from ..models import Action, IssuedPlan, IssuedRow
from ..papers.entries import searchable
from . import making, preparing

NAMES = "Officers’ names are printed"
# More rows than any plan has: the keys of one publication's rows never run into the next one's.
ROWS_AT_MOST = 10_000_000
POSTS = "Officers’ posts are printed, not their names"


@transaction.atomic
def issue(preparation, *, version, made_sha256, by, at, slug=None):
    """The Publication of this paper: its files as they were looked at, and its rows. Raises Refused or Stale.

    Of a correction the paper that it corrects gets a public note that points here, and of a sheet of late news the
    paper that it adds to.
    """
    held = preparing.lock(preparation, version)
    plan, rows = making.unpack(held.made_rows) if held.made_rows else (None, [])
    issued, made = _frozen(held, plan, rows) if plan else (None, [])
    publication = publishing.issue(
        held,
        made_sha256=made_sha256,
        by=by,
        at=at,
        needs_two=held.plan.organisation.issues_with_two,
        contents_sha256=contents_sha256(issued, made) if issued else "",
        software_version=settings.VERSION,
        slug=slug or free_slug(held),
        title=held.title,
        body=held.plan.organisation.name,
        subject=held.plan.title,
        subject_slug=held.plan.slug,
        layout=held.layout,
        names_words=names_words(held.plan),
    )
    if issued:
        _keep(publication, issued, made)
    _announce(publication, by=by, at=at)
    return publication


def names_words(plan):
    """Whether names are printed, as the publication says it."""
    told = NAMES if plan.prints_names else POSTS
    return f"{told}. {plan.prints_names_because}".strip() if plan.prints_names_because else f"{told}."


def free_slug(preparation):
    """An address that says plan and day: "marlow-vale-2025-27-2026-11-16", with a number where it is taken."""
    suffix = "" if preparation.kind == "paper" else f"-{preparation.kind}"
    stem = slugify(f"{preparation.plan.slug}-{preparation.as_at}{suffix}")[:90]
    taken = set(Publication.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def contents_sha256(issued, rows):
    """The hash of what this room freezes with a publication: the plan and each of its rows."""
    return fingerprint_of([plan_sha256(issued), *(row.sha256 for row in rows)])


def plan_sha256(issued):
    """The hash of an issued plan, whichever key its publication has."""
    return fingerprint(issued, leave_out=("id", "publication_id"))


def row_sha256(row):
    """The hash of an issued row, whichever key its issue has."""
    return fingerprint(row, leave_out=("id", "issue_id", "sha256"))


def row_key(publication, order):
    """The key of an issued row, which follows from where it stands in its publication."""
    return publication.number * ROWS_AT_MOST + order


def _frozen(preparation, plan, rows):
    """(`IssuedPlan`, its `IssuedRow`s), not yet written."""
    held = preparation.plan
    issued = IssuedPlan(
        plan=held,
        number=held.issues.count() + 1,
        organisation_name=held.organisation.name,
        organisation_slug=held.organisation.slug,
        title=plan.title,
        period_words=plan.period,
        state=plan.state,
        prints_names=plan.prints_names,
        rows_total=len(rows),
        content=plan_as_text(plan),
    )
    keys = dict(Action.objects.filter(plan=held).exclude(slug="").values_list("slug", "pk"))
    return issued, [_row(order, entry, text, keys) for order, (entry, text) in enumerate(rows, 1)]


def _row(order, entry, text, keys):
    row = IssuedRow(
        order=order,
        kind=entry.kind,
        key=entry.key,
        action_id=keys.get(entry.key) if entry.kind == "action" else None,
        ref=entry.ref,
        title=entry.title,
        priority_at=entry.priority_at,
        status_at=entry.status_at,
        status_kind=entry.status_kind,
        is_overdue=bool(entry.overdue),
        is_silent=entry.is_silent,
        leads="".join(f"\n{name}\n" for name in entry.leads),
        search=searchable(entry),
        content=text,
    )
    row.sha256 = row_sha256(row)
    return row


def _keep(publication, issued, rows):
    # As with the publication, every key follows from its number.
    issued.publication, issued.id = publication, publication.number
    issued.save(force_insert=True)
    for row in rows:
        row.issue, row.id = issued, row_key(publication, row.order)
    IssuedRow.objects.bulk_create(rows, batch_size=200)


def _announce(publication, *, by, at):
    """The public note on the paper that this one corrects or adds to."""
    kinds = PublicationNotice.Kind
    if publication.corrects:
        publishing.note(
            publication.corrects,
            kinds.CORRECTED,
            publication.note,
            by=by,
            at=at,
            points_to=publication,
        )
    if publication.supplements:
        words = publication.note or "News that came after this paper was issued."
        publishing.note(
            publication.supplements,
            kinds.LATE_NEWS,
            words,
            by=by,
            at=at,
            points_to=publication,
        )

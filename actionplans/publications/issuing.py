"""Issuing a paper of a plan: what was looked at is frozen, with every row it was made from."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from accounts.models import Contributor
from accounts.moments import moment
from papers import phrases, publishing
from papers.fingerprints import fingerprint, fingerprint_of
from papers.models import Publication, PublicationNotice
from papers.publishing import Refused

from ..comparing.entries import plan_as_text
from ..models import Action, IssuedPlan, IssuedRow, Plan, PlanPreparation
from ..papers.entries import searchable
from ..papers.posts import names_words
from . import making, preparing, supplementing

# More rows than any plan has: the keys of one publication's rows never run into the next one's.
ROWS_AT_MOST = 10_000_000
OTHER_NAMES = "Whether officers’ names are printed was changed since the files were made. Make them again, look, then issue."
DRAFT = (
    "This plan is a draft, which nobody outside the team may read. Take away “draft” on the desk, then issue."
)
WITHDRAWN = (
    "It says what changed since a paper that was withdrawn meanwhile. Compare it with another one, make its files again, "
    "look, then issue."
)
ADDS_TO_WITHDRAWN = "The paper that this sheet adds to was withdrawn meanwhile."
NOT_OUT = (
    "It tells what stands in a paper under embargo until {until}. Put this one under embargo until then as well, or "
    "compare it with a paper that is out; make its files again, look, then issue."
)


def issue(preparation, *, version, made_sha256, by, at, slug=None, ready=None):
    """The Publication of this paper: its files as they were looked at, and its rows. Raises Refused or Stale.

    Of a correction the paper that it corrects gets a public note that points here, and of a sheet of late news the
    paper that it adds to. `ready` is what `get_ready` gave, where that was done before a transaction was begun.
    """
    ready = get_ready(preparation) if ready is None else ready
    with transaction.atomic():
        held = preparing.lock(preparation, version)
        publishing.hold_chain()
        # As it is now: what was being changed or withdrawn while this waited counts.
        held.plan = Plan.objects.select_for_update().get(pk=held.plan_id)
        refuse(held, at=at)
        plan, rows = ready if held.made_sha256 == preparation.made_sha256 else get_ready(held)
        if plan and plan.prints_names != held.plan.prints_names:
            raise Refused(OTHER_NAMES)
        has_rows = plan and not held.supplements_id
        issued = _issued_plan(held, plan, len(rows)) if has_rows else None
        publication = publishing.issue(
            held,
            made_sha256=made_sha256,
            by=by,
            at=at,
            needs_two=held.plan.organisation.issues_with_two,
            contents_sha256=contents_sha256(issued, rows) if issued else "",
            software_version=settings.VERSION,
            slug=slug or free_slug(held),
            title=held.title,
            body=held.plan.organisation.name,
            subject=held.plan.title,
            subject_slug=held.plan.slug,
            layout=held.layout,
            names_words=plan.names_words if plan else names_words(held.plan),
            prepared_by_name=_called(held.prepared_by, held.plan),
            published_by_name=_called(by, held.plan),
        )
        if issued:
            _keep(publication, issued, rows)
        _announce(publication, by=by, at=at)
        # What was looked at is kept in the publication now.
        held.files.all().delete()
        PlanPreparation.objects.filter(pk=held.pk).update(made_rows=b"")
    return publication


def get_ready(preparation):
    """(`PlanEntry`, the `IssuedRow`s not yet written) of what was made; (None, []) where nothing was.

    The work that takes time, so that the transaction that issues is short.
    """
    if not preparation.made_rows:
        return None, []
    plan, rows = making.unpack(preparation.made_rows)
    keys = dict(Action.everything.filter(plan=preparation.plan_id).exclude(slug="").values_list("slug", "pk"))
    pages = making.unpack_pages(preparation.made_rows)
    return plan, [
        _row(order, entry, text, keys, pages.get(entry.key, (None, None)))
        for order, (entry, text) in enumerate(rows, 1)
    ]


def refuse(preparation, *, at):
    """Raises Refused where this paper of a plan may not be issued by anybody as things stand."""
    if preparation.plan.is_draft:
        raise Refused(DRAFT)
    if preparation.corrects and preparation.corrects != preparing.newest_whole(preparation.plan):
        raise Refused(preparing.NOT_NEWEST)
    if preparation.corrects and not preparation.note.strip():
        raise Refused("Say in the public note what was wrong and what is right, then issue the correction.")
    _refuse_to_quote(preparation, at=at)
    if preparation.supplements and preparation.supplements != preparing.newest_whole(preparation.plan):
        raise Refused(supplementing.NOT_NEWEST)


def _refuse_to_quote(preparation, *, at):
    """Raises Refused where it would tell everybody what stands in a paper that they may not read, or no longer."""
    preparing.refuse_to_share(preparation, at=at)
    quoted = preparing.quoted(preparation)
    if quoted.standing().count() < len(quoted):
        raise Refused(ADDS_TO_WITHDRAWN if preparation.supplements_id else WITHDRAWN)
    last = max((each.public_from for each in quoted), default=at)
    if last > max(at, preparation.embargoed_until or at):
        raise Refused(NOT_OUT.format(until=moment(last)))


def why_not(preparation, *, by, at):
    """Why this person may not issue it as things stand, in a sentence; "" where they may."""
    try:
        refuse(preparation, at=at)
        publishing.refuse(
            preparation,
            list(preparation.files.all()),
            made_sha256=preparation.made_sha256,
            by=by,
            needs_two=preparation.plan.organisation.issues_with_two,
        )
    except Refused as reason:
        return str(reason)
    return ""


def free_slug(preparation):
    """An address that says plan and day: "marlow-vale-2025-27-2026-11-16", with a number where it is taken."""
    suffix = "" if preparation.kind == "paper" else f"-{preparation.kind}"
    stem = slugify(f"{preparation.plan.slug[:68]}-{preparation.as_at}{suffix}")
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


def _called(user, plan):
    """Who had a hand in a paper, as it says: by name, or as whoever leads an action where posts alone are printed."""
    if plan.prints_names:
        return user.name
    known = Contributor.objects.filter(Q(users=user) | Q(name=user.name), organisation=plan.organisation_id)
    for one in known.select_related("part_of").distinct().order_by("pk"):
        for post in (one.post, one, one.part_of):
            if post and getattr(post, "kind", "") != Contributor.Kind.PERSON:
                return str(post)[:200]
    return phrases.POST_NOT_STATED


def _issued_plan(preparation, plan, rows_total):
    """The `IssuedPlan` of what was made, not yet written."""
    held = preparation.plan
    return IssuedPlan(
        plan=held,
        number=held.issues.count() + 1,
        organisation_name=held.organisation.name,
        organisation_slug=held.organisation.slug,
        title=plan.title,
        period_words=plan.period,
        state=plan.state,
        prints_names=plan.prints_names,
        rows_total=rows_total,
        content=plan_as_text(plan),
    )


def _row(order, entry, text, keys, place):
    volume, page = place
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
        volume=volume,
        page=page,
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

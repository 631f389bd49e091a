"""The feed of one action: what each issued paper said of it, whether that was new, and what came late."""

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from actionplans.comparing.entries import entry_from_text, plan_from_text
from actionplans.comparing.issues import compare_row
from actionplans.models import IssuedPlan, IssuedRow
from actionplans.onscreen.issued_papers import sheets_of
from papers import feeds
from papers.fingerprints import digest
from papers.models import Publication
from papers.phrases import NO_STATUS
from papers.writing.words import day

NO_MOVE = "→"


@require_safe
def of_action(request, plan, action):
    """An entry for each issued paper and sheet of late news that has this action, the newest first.

    What was never issued is not there.
    """
    rows = list(
        IssuedRow.objects.filter(
            issue__in=IssuedPlan.objects.public(), issue__plan__slug=plan, key=action, kind="action"
        )
        .select_related("issue__publication")
        .order_by("-issue__number")[: feeds.MOST + 1]
    )
    if not rows:
        raise Http404
    entries = [entry_from_text(row.content) for row in rows]
    before = [*zip(rows, entries, strict=True)][1:] + [(None, None)]
    items = [_item(row, entry, *earlier) for row, entry, earlier in zip(rows, entries, before, strict=True)]
    papers = [row.issue.publication for row in rows]
    items += [
        _late(sheet, action) for sheet in sheets_of(*papers, key=action, seen=Publication.objects.public())
    ]
    named = f"{rows[0].ref} {rows[0].title}".strip()
    path = reverse("action", args=[plan, action])
    return feeds.answer(request, title=named, path=path, items=items)


def _item(row, entry, before_row, before):
    """The entry for one issued paper: where the action stands in it, and what was new."""
    publication = row.issue.publication
    status = entry.status.words if entry.status else NO_STATUS
    told = [f"Status: {status}.", f"{entry.overdue}." if entry.overdue else ""]
    told.append(_news(row, entry, before_row, before))
    return feeds.Item(
        # The same words may stand in two papers; these are two entries all the same.
        key=digest(f"{publication.sha256}/{row.key}".encode()),
        title=f"{status}: {publication}",
        words=" ".join(filter(None, told)),
        path=reverse("issued_row", args=[publication.slug, row.key]),
        at=publication.public_from,
        author=publication.body,
    )


def _late(sheet, key):
    """The entry for a sheet of late news: the words are on it, and why it came is its note."""
    return feeds.Item(
        key=digest(f"{sheet.sha256}/{key}".encode()),
        title=f"Late news: {sheet}",
        words=sheet.note,
        path=reverse("issued_row", args=[sheet.slug, key]),
        at=sheet.public_from,
        author=sheet.body,
    )


def _news(row, entry, before_row, before):
    """What is different from the issue before, in the words that stand at the bars of the paper."""
    if before is None:
        return "This is the first paper that has it."
    since = day(before_row.issue.publication.as_at)
    plan = plan_from_text(row.issue.content)
    change = compare_row(before, entry, plan, printed_names=before_row.issue.prints_names)
    if not change.is_change:
        return f"Nothing changed since {since}."
    words = dict.fromkeys(word for word in change.marks.values() if not word.startswith(NO_MOVE))
    return f"New since {since}: {'; '.join(words)}." if words else f"It changed since {since}."

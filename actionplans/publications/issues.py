"""A plan as it was issued, or as it is now, read from the database so that two of them can be laid side by side."""

from django.utils import timezone

from papers.models import Publication

from ..comparing.entries import entry_from_text, plan_from_text
from ..comparing.issues import Issue, compare
from ..models import IssuedPlan, IssuedRow
from ..papers import wording
from ..papers.entries import frozen_rows

_KINDS = {Publication.Kind.CORRECTION: ", corrected,", Publication.Kind.SUPPLEMENT: ", supplementary sheet,"}


def issue_of(publication):
    """The `Issue` of a publication; None of one that is no plan's. In two queries."""
    issued = IssuedPlan.objects.filter(publication=publication).first()
    if issued is None:
        return None
    rows = IssuedRow.objects.filter(issue=issued).order_by("order").values_list("content", flat=True)
    on = wording.day(timezone.localdate(publication.published_at))
    return Issue(
        plan=plan_from_text(issued.content),
        rows=tuple(entry_from_text(text) for text in rows),
        words=called(publication.reference, on, publication.kind),
        on=on,
    )


def called(reference, on, kind):
    """What a paper is called: "Appendix 2 of 18 May 2026"."""
    return f"{reference or 'the paper'}{_KINDS.get(kind, '')} of {on}"


def changes_of(publication, plan_entry, rows):
    """The `Changes` between an issued paper and what is about to be frozen; None where there is nothing to compare with."""
    before = issue_of(publication) if publication else None
    return compare(before, Issue(plan_entry, tuple(rows))) if before else None


def issue_now(plan, *, today):
    """The `Issue` of a plan as it stands today, in the layout that it usually has."""
    plan_entry, rows = frozen_rows(plan, layout=plan.layout, today=today)
    return Issue(plan_entry, tuple(rows))

"""A plan as it was issued, or as it is now, read from the database so that two of them can be laid side by side."""

from django.utils import timezone

from papers.models import Publication

from ..comparing.entries import entry_from_text, plan_from_text
from ..comparing.issues import Issue
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


def issue_in_preparation(plan_entry, rows):
    """The `Issue` of what is about to be frozen."""
    return Issue(plan=plan_entry, rows=tuple(rows))


def issue_now(plan, *, today):
    """The `Issue` of a plan as it stands today, in the layout that it usually has."""
    return issue_in_preparation(*frozen_rows(plan, layout=plan.layout, today=today))

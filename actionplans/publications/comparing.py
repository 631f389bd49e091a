"""Any two papers of a plan laid side by side, and a plan as it stands beside the last paper of it."""

from functools import lru_cache

from papers.models import Publication

from ..comparing.issues import compare
from ..papers.changes_paper import changes_paper
from .issues import issue_now, issue_of
from .preparing import newest_whole

# How many comparisons a process keeps: what was issued never changes, so neither does a comparison of two papers.
KEPT = 16


def told_of(user):
    """The papers of plans of which this person may know: whole ones; of those that were withdrawn the marker is left."""
    return Publication.objects.visible_to(user).whole().filter(issued_plan__isnull=False)


def readable(user):
    """The papers of plans that this person may compare: of those the ones that stand."""
    found = told_of(user).standing()
    return found.select_related("issued_plan__plan", "predecessor").order_by("-issued_plan__number")


def of_plan(plan, user):
    """The papers of one plan that this person may compare, the newest first."""
    return readable(user).filter(issued_plan__plan=plan)


def before(publication, user):
    """What a paper is compared with unless asked otherwise: as it was when it was issued, else the paper before it; or None."""
    seen = of_plan(publication.issued_plan.plan_id, user).filter(
        issued_plan__number__lt=publication.issued_plan.number
    )
    return seen.filter(pk=publication.compared_with_id).first() or seen.first()


def in_order(one, other):
    """(the earlier, the later) of two papers of one plan."""
    return tuple(sorted((one, other), key=lambda each: each.issued_plan.number))


def is_frozen_pair(since, later):
    """Whether what changed between these two was printed with the later one."""
    return later.compared_with_id == since.pk


def document_of(since, later):
    """What changed between two papers, as a `Document`: as it was issued where it was, else worked out now."""
    frozen = later.read("changes") if is_frozen_pair(since, later) else None
    return frozen or _compared(since.sha256, later.sha256)


def fingerprint_of(since, later):
    """What names this comparison: nothing that was issued can change beneath it."""
    return f"{since.sha256} {later.sha256}"


@lru_cache(maxsize=KEPT)
def _compared(since_sha256, later_sha256):
    """The comparison of two papers, known by their fingerprints: worked out once in a process."""
    since, later = (Publication.objects.get(sha256=one) for one in (since_sha256, later_sha256))
    return changes_paper(compare(issue_of(since), issue_of(later)), reference=later.reference)


def since_issued(plan, *, today):
    """(the paper that was issued last, what changed in the plan since as a `Document`); (None, None) before the first."""
    last = newest_whole(plan)
    if last is None:
        return None, None
    return last, changes_paper(compare(issue_of(last), issue_now(plan, today=today)))

"""The lines of a list under their headings: priorities, else outcomes. Pure."""

from itertools import groupby


def groups(listed, whole):
    """The lines under their headings, as (share of a priority or None, outcomes or (), lines).

    A plan without priorities has its outcomes for headings; with `whole` None there are none.
    """
    if whole is None:
        return [(None, (), listed)] if listed else []
    if not whole.priorities:
        return [
            (None, outcomes, list(found)) for outcomes, found in groupby(listed, lambda line: line.outcomes)
        ]
    shares = {share.priority.pk if share.priority else None: share for share in whole.shares}
    by_priority = groupby(listed, lambda line: line.priority_id)
    return [(shares[key], (), list(found)) for key, found in by_priority]


def is_continued(shown, page):
    """Whether the page begins within a priority that began on the page before."""
    if page.first < 2:
        return False
    return shown[page.first - 2].priority_id == shown[page.first - 1].priority_id

"""Whether the files of a paper in preparation still say what is so: known from the rows, without making them again."""

from django.core.cache import cache

from papers.writing import write

from ..papers import NoSuchRound
from . import making
from .made_from import made_from

# What was found out of rows that are not those it was made from is remembered for so many seconds.
REMEMBERED = 24 * 60 * 60


def is_as_it_was_made(preparation, *, site):
    """Whether a paper made now would be the one that was made, word for word.

    Where it is made from other rows than before, it is put together once and compared, for they may not print.
    """
    try:
        now = made_from(preparation, site=site)
    except NoSuchRound:
        return False
    if now == preparation.made_from_sha256:
        return True
    key = f"says-the-same-{preparation.made_sha256}-{now}"
    found = cache.get(key)
    if found is None:
        found = _says_the_same(preparation, site)
        # What was put together is what these rows say only if nobody changed them meanwhile.
        if made_from(preparation, site=site) == now:
            cache.set(key, found, REMEMBERED)
    return found


def _says_the_same(preparation, site):
    """Whether a paper put together now has the words of the one that was made, and freezes the same beside it."""
    document, plan, rows = making.paper_of(preparation, site=site)
    kept = preparation.files.filter(part="paper", format="json").first()
    if kept is None or kept.plain != write(document, "json"):
        return False
    return plan is None or making.is_packed(preparation.made_rows, plan, rows)

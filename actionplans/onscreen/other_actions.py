"""The other actions of a plan, as far as somebody who answers may read them: their own as they stand, the rest as issued."""

from ..models import Action, IssuedPlan, IssuedRow
from .titles import title_and_rest


def titles_of(plan, user, *, only=None, most=None):
    """{key: (reference or address, title)} of the actions of a plan that this person may read.

    `only` are the keys of those that are wanted. Of more than `most` the rest is left out.
    """
    own = Action.objects.visible_to(user).filter(plan=plan).order_by("order", "id")
    newest = IssuedPlan.objects.newest().filter(plan=plan)
    issued = IssuedRow.objects.filter(issue__in=newest, action__isnull=False).order_by("order")
    if only is not None:
        own, issued = own.filter(pk__in=only), issued.filter(action__in=only)
    found = {
        pk: (ref or key, title)
        for pk, ref, key, title in issued.values_list("action", "ref", "key", "title")[:most]
    }
    rows = own.values_list("pk", "ref", "slug", "words", "recommendation__words")[:most]
    for pk, ref, slug, words, said in rows:
        found[pk] = (ref or slug, title_and_rest(words or said or "")[0])
    return found

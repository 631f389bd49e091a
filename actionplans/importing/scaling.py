"""The progress scale of a plan that comes in: the body's own where one fits, else one made from the paper."""

from actionplans.models import ProgressScale

from . import making as make
from .differing import folded
from .settling import meaning_of


def give_scale(making, entries, choices, *, record):
    """See that the plan has a scale with all these statuses; `making.statuses` then knows them by folded words.

    A plan without one is given the body's scale that has them all with the same meanings, else its own.
    A plan that has one keeps it; what it lacks is added at its end. The plan itself is not saved here.
    """
    wanted = {}
    for entry in entries:
        if meaning := meaning_of(entry, choices):
            wanted.setdefault(folded(entry.words), (entry, meaning))
    scale = making.plan.scale or _fitting(making.plan.organisation, wanted)
    if scale is None and wanted:
        taken = set(making.plan.organisation.progress_scales.values_list("name", flat=True))
        scale = ProgressScale(
            organisation=making.plan.organisation, name=_free_name(making.plan.title[:190], taken)
        )
        record.make([scale])
    if scale is None:
        return
    making.plan.scale = scale
    making.statuses = {folded(status.words): status for status in scale.statuses.all()}
    missing = [pair for key, pair in wanted.items() if key not in making.statuses]
    start = max((status.order for status in making.statuses.values()), default=0)
    record.make(
        [
            make.add_status(making, scale, entry, meaning, order)
            for order, (entry, meaning) in enumerate(missing, start=start + 1)
        ]
    )


def _fitting(organisation, wanted):
    for scale in organisation.progress_scales.prefetch_related("statuses") if wanted else ():
        held = {folded(status.words): status.meaning for status in scale.statuses.all()}
        if all(held.get(key) == meaning for key, (_, meaning) in wanted.items()):
            return scale
    return None


def _free_name(name, taken):
    free, repeat = name, 1
    while free in taken:
        repeat += 1
        free = f"{name} ({repeat})"
    return free

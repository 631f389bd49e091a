"""A timescale's words and the reading of them; a revised timescale leaves the old one standing."""

from django.db import transaction

from .models import Timescale
from .wording import timescales

READING = ("earliest", "latest", "precision", "kind")


def read_into(timescale, *, year_starts_in):
    """Fill in the days, precision and kind that the words give; what cannot be read stays empty."""
    found = timescales.read(timescale.words, year_starts_in=year_starts_in).timescale
    for name in READING:
        setattr(timescale, name, getattr(found, name))
    return timescale


@transaction.atomic
def set_timescale(action, words, *, on, reading=None):
    """The action's current timescale, saved, with these words. The one before it is kept as not current.

    `on` is the day it was set; `reading` gives days, precision and kind by hand, else the
    words are read. The same words again change nothing but the reading.
    """
    current = action.timescales.filter(is_current=True).first()
    if current is not None and current.words == words:
        timescale = current
    else:
        action.timescales.filter(is_current=True).update(is_current=False)
        timescale = Timescale(action=action, words=words, set_on=on)
    if reading is None:
        read_into(timescale, year_starts_in=action.plan.organisation.year_starts_in)
    else:
        for name in READING:
            setattr(timescale, name, reading[name])
    timescale.is_current = True
    timescale.save()
    return timescale

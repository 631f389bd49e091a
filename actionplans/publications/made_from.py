"""What the files of a paper in preparation are made from, as one hash."""

import json

from django.conf import settings

from papers.fingerprints import digest

from ..papers.rows_read import rows_read
from . import supplementing
from .preparing import FIELDS


def made_from(preparation, *, site):
    """The hash of everything that a paper is made from: another one once a row, a name or a setting changed.

    Another one may also come of what does not print, as that somebody began to answer. Raises NoSuchRound.
    """
    plan, layout, rounds = preparation.plan, preparation.layout, preparation.rounds
    if preparation.supplements_id:
        layout, rounds = supplementing.shown_in(preparation.supplements)
    told = [
        preparation._meta.get_field(name).value_from_object(preparation) for name in (*FIELDS, "row_keys")
    ]
    read = rows_read(plan, layout=layout, rounds=rounds, today=preparation.as_at)
    whole = json.dumps([settings.VERSION, site, told, read], default=repr)
    return digest(whole.encode())
